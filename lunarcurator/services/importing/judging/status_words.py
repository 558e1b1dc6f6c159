"""What a list says of a piece that is not here any more: an import only keeps such words, and says so."""

import re
from collections.abc import Sequence
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.mass_text import MassTextError, parse_mass
from lunarcurator.services.importing.cells.values import says_nothing
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.loan_headers import says_borrower
from lunarcurator.services.importing.columns.mapping import OTHER, split_unit
from lunarcurator.services.importing.plan import PlannedColumn, PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow

_SAYING: Final = re.compile(
    r"\b(?:status|state|condition|preservation|disposition|availability|whereabouts|custody|existence|zustand|verbleib"
    r"|statut|état|статус|состояние)\b|状态|现状|状况"
)
"""Headers under which a list says in words what became of a piece."""

_MARKING: Final = frozenset(
    {
        "lost", "missing", "stolen", "consumed", "destroyed", "used up", "exhausted", "on loan",
        "loaned", "lent", "loan to",
        "借出", "已借出", "丢失", "已消耗", "销毁",
    }
)  # fmt: skip
"""Headers under which any mark says that it is so."""

_GONE: Final = re.compile(
    r"\b(?:lost|missing|stolen|consumed|destroyed|used up|exhausted|depleted|discarded|on loan|loaned|lent"
    r"|borrowed|transferred|deaccessioned|withdrawn|verloren|verliehen|zerstört|vernichtet|verbraucht|perdu|prêté|détruit)\b|^out$"
    r"|借出|外借|丢失|遗失|消耗|耗尽|销毁|损毁|утерян|утрачен|уничтожен|выдан|израсходован",
    re.IGNORECASE,
)
_NOT: Final = re.compile(r"\b(?:not|no|never|nicht|pas)\b|^(?:0|n|false|nein|否|нет)$|未", re.IGNORECASE)

_MARK_OR_YEAR: Final = re.compile(r"1|1[89]\d\d|20\d\d")


def flag_status(read: Sequence[ReadRow], rows: Sequence[PlannedRow], columns: Sequence[PlannedColumn]) -> None:
    """Say of each new row whose words put the piece elsewhere, or out of the world, that it comes in as here."""
    saying, marking = _telling(columns)
    if not saying and not marking:
        return
    for told, row in zip(read, rows, strict=True):
        for name, text in told.other if row.verdict is Verdict.NEW else ():
            if (name in saying and _is_gone(text)) or (name in marking and _is_marked(name, text)):
                row.reasons = (*row.reasons, _kept(row.number, name, text))


def _telling(columns: Sequence[PlannedColumn]) -> tuple[set[str], set[str]]:
    """Return the columns that say in words what became of a piece, and those in which any mark says it."""
    kept = {column.name: bare(column.name).rstrip("?？ ") for column in columns if column.target == OTHER}
    saying = {name for name, header in kept.items() if _SAYING.search(header)}
    return saying, {name for name, header in kept.items() if header in _MARKING or says_borrower(header)}


def _kept(number: str, column: str, text: str) -> Finding:
    facts = {"number": number, "column": column, "text": text}
    return find(Strength.WARN, "import.status_kept", "R12", "existence", **facts)


def _is_gone(text: str) -> bool:
    return bool(_GONE.search(text)) and not _NOT.search(text)


def _is_marked(column: str, text: str) -> bool:
    return not says_nothing(text) and not _NOT.search(text) and not _is_amount(column, text)


def _is_amount(column: str, text: str) -> bool:
    """Tell whether a text says how much, under a header that does not say who; 1 may mark it, and a year too."""
    if says_borrower(bare(column)) or (_MARK_OR_YEAR.fullmatch(text) and not split_unit(column)[1]):
        return False
    try:
        return bool(parse_mass(text))
    except MassTextError:
        return False
