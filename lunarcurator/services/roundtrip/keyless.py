"""Rows whose hidden key was emptied: which piece each is, where its number and read-only cells leave no doubt."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.naming import is_called, said_in
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.roundtrip.columns import NUMBER, SHOWN, SheetWords, shown_of
from lunarcurator.services.roundtrip.returned import ReturnedRow
from lunarcurator.services.roundtrip.sides import Sides

_NOBODY: Final[tuple[Uid, ...]] = ()


@dataclass(frozen=True, slots=True)
class Claimants:
    """The pieces that ever took the numbers of rows without a key, and the keys other rows of the file have."""

    by_number: Mapping[str, tuple[Uid, ...]]
    keyed: frozenset[str]

    @classmethod
    def of(cls, rows: Sequence[ReturnedRow], ledger: LedgerState, collections: Iterable[Uid]) -> Self:
        """Look up the numbers of the rows that have no key."""
        numbers = {row.number for row in rows if not row.uid}
        known = tuple(collections)
        found = {number: tuple(dict.fromkeys(_claimed(ledger, known, number))) for number in numbers}
        return cls(found, frozenset(row.uid for row in rows if row.uid))

    @property
    def uids(self) -> tuple[Uid, ...]:
        """All pieces that could be meant."""
        return tuple(uid for found in self.by_number.values() for uid in found)

    def piece(self, row: ReturnedRow, sides: Sides, words: SheetWords) -> Uid | Finding:
        """Return the piece of a row without a key, or why it is none for certain.

        One piece alone had the number when the workbook went out, no other row has its key, and the cells that
        are only there to read stand as they went out: a row written by hand is not taken for one that went.
        """
        had = [
            uid
            for uid in self.by_number.get(row.number, _NOBODY)
            if uid in sides.then and is_called(sides.then[uid].official, row.number)
        ]
        if not had:
            return find(Strength.IMPOSSIBLE, "roundtrip.new_row", "R1", NUMBER, number=row.number)
        (uid, *others) = had
        if others or uid in self.keyed or not _stands_as_sent(row, uid, sides, words):
            return find(Strength.IMPOSSIBLE, "roundtrip.key_emptied", "R1", NUMBER, number=row.number)
        return uid


def _claimed(ledger: LedgerState, collections: Iterable[Uid], number: str) -> Iterator[Uid]:
    for uid in collections:
        yield from (each.sample for each in ledger.claimed(uid, said_in(ledger, uid, number)))


def _stands_as_sent(row: ReturnedRow, uid: Uid, sides: Sides, words: SheetWords) -> bool:
    sent = sides.then[uid]
    return all(plain(row.cells[key]) == plain(shown_of(sent, key, words)) for key in SHOWN if key in row.cells)
