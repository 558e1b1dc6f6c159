"""What is wanted of a piece: all who ask for it side by side, who waits for it, and what a grant would leave."""

from dataclasses import dataclass

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.availability import Availability, availability, lines_asking
from lunarcurator.domain.lending.lines import PROMISED, Line
from lunarcurator.domain.lending.terms import LineMode, LineState, LoanKind
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.rules.requests import policy_of_piece, usual_mode
from lunarcurator.services.desk import Desk
from lunarcurator.services.lending.records import picture_of


@dataclass(frozen=True, slots=True)
class Asking:
    """One line that names a piece: who asks, when, how much at best and at least (ug), and how it stands."""

    line: Line
    loan: str
    person: str
    requested: Day

    @property
    def optimum_ug(self) -> int | None:
        """What is asked at best, in ug."""
        return self.line.optimum_ug

    @property
    def minimum_ug(self) -> int | None:
        """What is needed at least, in ug."""
        return self.line.minimum_ug


@dataclass(frozen=True, slots=True)
class Demand:
    """A piece with all that is wanted of it, those asked first before the others.

    `mode` is how it usually goes (None: the policy does not say), `waiting` who has to wait because it is promised
    whole or out, in the order of their requests.
    """

    piece: Uid
    number: str
    mode: LineMode | None
    there: Availability
    asking: tuple[Asking, ...]
    waiting: tuple[Asking, ...]

    @property
    def asked_ug(self) -> int:
        """The sum of what undecided requests ask at best, in ug."""
        return self.there.asked_ug


@dataclass(frozen=True, slots=True)
class Leaves:
    """What a grant would leave: ug (None where the mass is not known), the part taken, and sections.

    `percent` is of what is promised to nobody, in thousandths of a percent; `limit` is from where on a policy
    wants a review. `sections` counts those left after one goes, None where the piece is no section.
    """

    left_ug: int | None
    percent: int | None
    limit: int | None
    sections: int | None


def demand_of(desk: Desk, piece: Uid) -> Demand | None:
    """Return what is wanted of a piece, None where it is not in the book."""
    with desk.database.snapshot() as connection:
        picture = picture_of(desk, connection)
        state = picture.piece_or_none(piece)
        if state is None or not state.in_book:
            return None
        lines = [_asking(picture, line) for line in lines_asking(picture, piece)]
        ordered = sorted(lines, key=lambda each: (each.requested, each.line.code))
        there = availability(picture, state)
        taken = any(each.line.sample == piece and each.line.state in PROMISED for each in lines)
        waiting = [each for each in ordered if taken and each.line.state is LineState.REQUESTED]
        return Demand(piece, state.number_text, usual_mode(picture, state), there, tuple(ordered), tuple(waiting))


def would_leave(
    desk: Desk, piece: Uid, ug: int | None, line: Uid | None = None, kind: LoanKind = LoanKind.RESEARCH
) -> Leaves | None:
    """Return what a grant of ug of a piece (None: of all of it) leaves; `line` is the one it is for."""
    with desk.database.snapshot() as connection:
        picture = picture_of(desk, connection)
        state = picture.piece_or_none(piece)
        if state is None or not state.in_book:
            return None
        there = availability(picture, state, (line,) if line else ())
        taken = ug if ug is not None else there.left_ug
        sections = None if there.sections_left is None else max(0, there.sections_left - 1)
        limit = policy_of_piece(picture, state, kind).warn.percent_for(state.text("class_name"))
    if taken is None or there.left_ug is None:
        return Leaves(None, None, limit, sections)
    return Leaves(there.left_ug - taken, there.percent_of(taken), limit, sections)


def _asking(picture: Picture, line: Line) -> Asking:
    loan = picture.desk(Subject.LOAN, line.loan) if line.loan else None
    person = picture.desk(Subject.PERSON, line.borrower) if line.borrower else None
    requested = line.fields.get("requested")
    return Asking(
        line,
        loan.text("code") if loan else "",
        person.text("name") if person else "",
        requested if isinstance(requested, int) else line.issued,
    )
