"""Where a list says a place and the piece is out on loan: who has it, which is no place of this lab."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.exchange.book import Row
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.plan import PlannedColumn
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.store.reads.desks import desks

_CUSTODY: Final = frozenset({"custody", "保管", "保管状态", "保管情况"})
_OUT: Final = frozenset({"on loan", "loaned", "lent", "out on loan", "in transit", "借出", "运送中"})


def places_of_rows(desk: Desk, rows: Iterable[Row], columns: Sequence[str], place: int) -> list[str]:
    """Return each place that rows name once, without borrowers: those of the book, and holders of what is out."""
    custody = next((at for at, name in enumerate(columns) if bare(name) in _CUSTODY), None)
    borrowers = borrower_names(desk)
    told: dict[str, None] = {}
    for row in rows:
        text = plain(row.cells[place])
        if text and text not in borrowers and not (custody is not None and _says_out(plain(row.cells[custody]))):
            told[text] = None
    return [*told]


def settle_wrong_places(
    desk: Desk,
    read: Iterable[ReadRow],
    wrong: Mapping[str, Finding],
    columns: Iterable[PlannedColumn],
    *,
    keeps: bool,
) -> None:
    """Keep the words of places that are not there beside their pieces, if somebody said so or it is a borrower.

    Else the row is refused for what is `wrong` with its place.
    """
    borrowers = borrower_names(desk)
    column = next((each.name for each in columns if each.target == "place"), "")
    for row in read:
        if row.place not in wrong:
            continue
        lent = row.place in borrowers or is_out(row.other)
        if not lent and not keeps:
            row.problems += (wrong[row.place],)
            continue
        key = "import.place_of_borrower" if lent else "import.place_kept"
        row.other = (*row.other, (column, row.place))
        row.notes += (find(Strength.WARN, key, "R3", "place", place=row.place, number=row.shown),)
        row.place = ""


def is_out(other: Iterable[tuple[str, str]]) -> bool:
    """Tell whether what a row keeps beside its piece says that the piece is out on loan or on the way."""
    return any(bare(name) in _CUSTODY and _says_out(text) for name, text in other)


def borrower_names(desk: Desk) -> frozenset[str]:
    """Return the names of the institutions and persons of the book."""
    with desk.database.snapshot() as connection:
        kinds = (Subject.INSTITUTION, Subject.PERSON)
        return frozenset(row.state.text("name") for kind in kinds for row in desks(connection, kind))


def _says_out(text: str) -> bool:
    return text.casefold() in _OUT
