"""What a list says of a piece that is not here any more: an import only keeps such words, and says so."""

import re
from collections.abc import Sequence
from typing import Final

from lunarcurator.services.importing.cells.values import says_nothing
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.loan_headers import says_borrower
from lunarcurator.services.importing.columns.mapping import OTHER, split_unit
from lunarcurator.services.importing.judging.judged_row import JudgedRow
from lunarcurator.services.importing.plan import PlannedColumn, Verdict

_SAYING: Final = re.compile(
    r"\b(?:status|state|condition|preservation|disposition|availability|whereabouts|custody|existence|zustand|verbleib"
    r"|statut|état|статус|состояние)\b|状态|现状|状况"
)
"""Headers under which a list says in words what became of a piece."""

_GONE: Final = (
    r"\b(?:lost|missing|stolen|consumed|destroyed|used up|exhausted|depleted|discarded|on loan|loaned|lent"
    r"|borrowed|transferred|deaccessioned|withdrawn|verloren|verliehen|zerstört|vernichtet|verbraucht|perdu|prêté|détruit)\b|^out$"
    r"|借出|外借|丢失|遗失|消耗|耗尽|销毁|损毁|утерян|утрачен|уничтожен|выдан|израсходован"
)
_NOT: Final = re.compile(r"\b(?:not|no|never|nicht|pas)\b|^(?:0|n|false|nein|否|нет)$|未", re.IGNORECASE)


def flag_status(rows: Sequence[JudgedRow], columns: Sequence[PlannedColumn]) -> None:
    """Say of each new row whose words put the piece elsewhere, or out of the world, that it comes in as here."""
    told_by = {column.name: _words_under(column.name) for column in columns if column.target == OTHER}
    told_by = {name: words for name, words in told_by.items() if words}
    for row in rows if told_by else ():
        for name, text in row.told.other if row.verdict is Verdict.NEW else ():
            if name in told_by and _says(told_by[name], text):
                row.warn("import.status_kept", "R12", "existence", column=name, text=text)


def _words_under(name: str) -> str:
    """Return what says under a header that a piece is not here: any mark under some, but for one with a unit."""
    header = bare(name)
    if _SAYING.search(header):
        return _GONE
    marks = says_borrower(header) or re.search(_GONE, header)
    return "." if marks and not split_unit(name)[1] else ""


def _says(words: str, text: str) -> bool:
    return bool(re.search(words, text, re.IGNORECASE)) and not says_nothing(text) and not _NOT.search(text)
