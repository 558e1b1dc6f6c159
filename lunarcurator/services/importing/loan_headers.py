"""Lists of loans told by their headers, where no profile knows them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from lunarcurator.services.importing.headers import bare
from lunarcurator.services.importing.units import MASSES

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
        ),
        "institution": (
            "institution",
            "institute",
            "organisation",
            "organization",
            "affiliation",
            "借用单位",
            "申请单位",
        ),
        "due": ("due", "due date", "date due", "return due", "due back", "due for return", "归还期限"),
        "day": (
            "loan date",
            "date of loan",
            "date loaned",
            "date lent",
            "date out",
            "lent on",
            "issued on",
            "借出日期",
            "发放日期",
        ),
        "returned": ("returned", "date returned", "return date", "returned on", "date in", "归还日期"),
    }
)
_TELLING: Final = frozenset({"due", "day", "returned"})


def loan_mapping(columns: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of a list of loans with what they are taken for, empty for any other list.

    A list is one of loans where it says who has numbered pieces, and since when, until when or when they came.
    """
    found: dict[str, str] = {}
    for column in columns:
        target = next((target for target, words in _WORDS.items() if bare(column) in words), "")
        if target and target not in found.values():
            found[column] = target
    if "borrower" not in found.values() or not _TELLING & {*found.values()} or "number" not in mapping.values():
        return {}
    return found | {column: "issued" for column, target in mapping.items() if target in MASSES}
