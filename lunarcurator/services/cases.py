"""Cases: what was opened to be followed up, such as a loss, until somebody closes it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.incidents import lines_of, pieces_of
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.typed_records import read
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.records import records


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its code, what it is about, its day, the pieces, and the text on it where there is no piece.

    `lines` are the loan lines on which pieces of it were lost. `place` is the one that was counted. `closed` is 0
    as long as it is open, `outcome` how it was closed last.
    """

    uid: Uid
    code: str
    kind: str
    opened: Day
    samples: tuple[Uid, ...]
    report: str
    text: str
    remarks: str = ""
    place: Uid | None = None
    closed: Day = 0
    outcome: str = ""
    why: str = ""
    lines: tuple[Uid, ...] = ()
    last_seen: Day = 0

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to close it."""
        return not self.closed

    @classmethod
    def of(cls, state: Record) -> Self:
        """Return the case a state of the desk describes."""
        return read(cls, state.uid, state.fields, samples=pieces_of(state.fields), lines=lines_of(state.fields))


def all_cases(session: StoreSession, moment: Moment = NOW) -> tuple[Case, ...]:
    """Return every case in the book at a moment, in order of their codes."""
    with session.database.snapshot() as connection:
        found = records(connection, Subject.CASE, session.lens(connection, moment))
        return tuple(Case.of(row.state) for row in found)


def case_of(session: StoreSession, uid: Uid) -> Case | None:
    """Return one case, or None where it is not in the book any more."""
    return next((each for each in all_cases(session) if each.uid == uid), None)


def open_cases(session: StoreSession, samples: Collection[Uid] | None = None) -> tuple[Case, ...]:
    """Return the cases nobody has closed yet, in order of their codes; with `samples`, those of any of them."""
    found = [each for each in all_cases(session) if each.is_open]
    wanted = None if samples is None else set(samples)
    return tuple(each for each in found if wanted is None or wanted.intersection(each.samples))
