"""Lists of loans told by their headers, alone or beside a profile that knows some of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.columns.years import mostly_days
from lunarcurator.services.importing.list_words import list_words

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
    return header in list_words().loans["borrower"]


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
    words = list_words().lent_since if lent else list_words().came
    for at, column in enumerate(columns):
        said = [row[at] for row in rows if row[at]]
        if bare(column) in words and mapping[column] == OTHER and mostly_days(said):
            return {column: "day"}
    return {}


def loan_words(columns: Sequence[str], told: Mapping[str, str]) -> dict[str, str]:
    """Return what else the headers of a list of loans say, beside the columns a profile has `told`."""
    return _said([column for column in columns if column not in told], {*told.values()})


def _said(columns: Iterable[str], taken: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in columns:
        target = next((target for target, words in list_words().loans.items() if bare(column) in words), "")
        if target and target not in {*taken, *found.values()}:
            found[column] = target
    return found
