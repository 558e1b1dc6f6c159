"""Cases: what was opened to be followed up, such as a loss, until somebody closes it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import DeskState
from lunarcurator.services.desk import Desk
from lunarcurator.store.reads.desks import desks


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its code, what it is about, its day, the pieces, and the text on it where there is no piece."""

    uid: Uid
    code: str
    kind: str
    opened: Day
    samples: tuple[Uid, ...]
    report: str
    text: str

    @classmethod
    def of(cls, state: DeskState) -> Self:
        """Return the case a state of the desk describes."""
        pieces = state.text("samples").split() or state.text("sample").split()
        return cls(
            state.uid,
            state.text("code"),
            state.text("kind"),
            state.integer("opened") or 0,
            tuple(map(Uid, pieces)),
            state.text("report"),
            state.text("text"),
        )


def open_cases(desk: Desk, samples: Collection[Uid] | None = None) -> tuple[Case, ...]:
    """Return the cases nobody has closed yet, in order of their codes; with `samples`, those of any of them."""
    with desk.database.connect() as connection:
        states = [row.state for row in desks(connection, Subject.CASE)]
    found = [Case.of(state) for state in states if state.text("state") == "open"]
    wanted = None if samples is None else set(samples)
    return tuple(each for each in found if wanted is None or wanted.intersection(each.samples))
