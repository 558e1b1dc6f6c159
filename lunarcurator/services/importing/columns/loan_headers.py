"""Lists of loans told by their headers, alone or beside a profile that knows some of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.columns.years import mostly_days

_WORDS: Final = MappingProxyType(
    {
        "borrower": (
            "borrower",
            "borrower name",
            "name of borrower",
            "lent to",
            "loaned to",
            "on loan to",
            "借用人",
            "申请人",
            "使用人",
            "借用者",
            "貸出先",
            "entleiher",
            "ausleiher",
            "leihnehmer",
            "verliehen an",
            "ausgeliehen an",
            "emprunteur",
            "prêté à",
            "кому выдан",
            "кому выдано",
            "получатель",
            "заёмщик",
            "заемщик",
        ),
        "institution": (
            "institution",
            "institute",
            "organisation",
            "organization",
            "affiliation",
            "借用单位",
            "申请单位",
            "所属機関",
            "учреждение",
            "einrichtung",
        ),
        "due": (
            "due",
            "due date",
            "date due",
            "return due",
            "due back",
            "due for return",
            "归还期限",
            "应还日期",
            "到期日期",
            "返却期限",
            "返却予定日",
            "rückgabe bis",
            "rückgabetermin",
            "fällig am",
            "à rendre le",
            "retour prévu",
            "retour prévu le",
            "срок возврата",
            "вернуть до",
        ),
        "day": (
            "loan date",
            "date of loan",
            "date loaned",
            "date lent",
            "date out",
            "out since",
            "lent on",
            "issued on",
            "借出日期",
            "发放日期",
            "貸出日",
            "ausleihdatum",
            "leihdatum",
            "verliehen am",
            "ausgeliehen am",
            "date de prêt",
            "date du prêt",
            "prêté le",
            "дата выдачи",
        ),
        "returned": (
            "returned",
            "date returned",
            "return date",
            "date of return",
            "returned on",
            "date in",
            "date back",
            "back",
            "back on",
            "came back",
            "归还日期",
            "实际归还日期",
            "返还日期",
            "返却日",
            "zurück am",
            "zurückgegeben am",
            "rückgabedatum",
            "rendu le",
            "retourné le",
            "date de retour",
            "дата возврата",
            "возвращён",
            "возвращен",
        ),
        "issued": (
            "mass loaned",
            "mass lent",
            "loaned mass",
            "lent mass",
            "weight loaned",
            "weight lent",
            "amount loaned",
            "amount lent",
            "quantity loaned",
            "借出质量",
            "发放质量",
        ),
    }
)
# Words for the beginning of a loan that may as well head a mass or a yes: only days below them say it.
_SINCE: Final = frozenset({"out", "since", "from", "lent", "loaned", "issued", "借出", "发放"})
# Words for the coming of a piece to the lab, which days below them say.
_CAME: Final = frozenset(
    {
        "received",
        "acquired",
        "accessioned",
        "date of receipt",
        "receipt date",
        "接收日期",
        "eingang",
        "reçu",
        "получено",
    }
)
_TELLING: Final = frozenset({"due", "day", "returned"})


def loan_mapping(columns: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of a list of loans with what they are taken for, empty for any other list.

    A list is one of loans where it says who has pieces, and since when, until when or when they came.
    """
    found = _said(columns, ())
    if "borrower" not in found.values() or not _TELLING & {*found.values()}:
        return {}
    return found | {column: "issued" for column, target in mapping.items() if target in MASSES}


def says_borrower(header: str) -> bool:
    """Tell whether a header, bare, says who has a piece."""
    return header in _WORDS["borrower"]


def mass_lent(mapping: Mapping[str, str]) -> tuple[str, ...]:
    """Return the column of masses that says what was lent, where none is taken for it yet."""
    masses = [column for column, target in mapping.items() if target in MASSES]
    return () if "issued" in mapping.values() else tuple(masses[:1])


def since_column(
    columns: Sequence[str], rows: Sequence[Sequence[str]], mapping: Mapping[str, str], *, lent: bool
) -> dict[str, str]:
    """Return the column that says by the days it holds since when pieces are lent, or here; none beside a header.

    `rows` are the first rows as they read.
    """
    if "day" in mapping.values():
        return {}
    for at, column in enumerate(columns):
        said = [row[at] for row in rows if row[at]]
        if bare(column) in (_SINCE if lent else _CAME) and mapping[column] == OTHER and mostly_days(said):
            return {column: "day"}
    return {}


def loan_words(columns: Sequence[str], told: Mapping[str, str]) -> dict[str, str]:
    """Return what else the headers of a list of loans say, beside the columns a profile has `told`."""
    return _said([column for column in columns if column not in told], {*told.values()})


def _said(columns: Iterable[str], taken: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in columns:
        target = next((target for target, words in _WORDS.items() if bare(column) in words), "")
        if target and target not in {*taken, *found.values()}:
            found[column] = target
    return found
