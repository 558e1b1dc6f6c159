"""What is wanted of a piece: all who ask for it side by side, who waits for it, and what a grant would leave."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.availability import Availability, availability, lines_asking
from lunarcurator.domain.lending.lines import PROMISED, Line
from lunarcurator.domain.lending.terms import LineMode, LineState, LoanKind
from lunarcurator.domain.naming import as_told
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.domain.rules.requests import policy_of_piece, usual_mode
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.references import References
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.lookup import Lookup

STILL_ASKS: Final = frozenset({LineState.REQUESTED, LineState.APPROVED, *PROMISED})
"""The states of lines that want something of a piece, or have it now."""


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
    def still(self) -> tuple[Asking, ...]:
        """Those who still want something of the piece, or have it now."""
        return tuple(each for each in self.asking if each.line.state in STILL_ASKS)

    @property
    def asked_ug(self) -> int:
        """The sum of what all undecided requests ask at best, in ug."""
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


def demand_of(session: StoreSession, piece: Uid) -> Demand | None:
    """Return what is wanted of a piece, None where it is not in the book."""
    return next(iter(demands_of(session, (piece,))), None)


def demands_of(session: StoreSession, pieces: Iterable[Uid]) -> tuple[Demand, ...]:
    """Return what is wanted of each of these pieces that is in the book, in their order, each once."""
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        found = (demand_in(ledger, piece) for piece in dict.fromkeys(pieces))
        return tuple(each for each in found if each is not None)


def demands_of_lines(session: StoreSession, codes: Iterable[str]) -> tuple[Demand, ...]:
    """Return what is wanted of the pieces that lines name by their numbers, in the order of these numbers.

    Unknown numbers are left out.
    """
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        references = References(ledger, Lookup(connection))
        uids = [uid for code in dict.fromkeys(codes) for uid in references.in_any_spelling(Subject.LINE, code)]
        lines = [Line.of(ledger.record(Subject.LINE, uid)) for uid in uids]
    return demands_of(session, [piece for each in lines if (piece := each.source or each.sample)])


def demand_sentences(demand: Demand, words: Words) -> tuple[str, ...]:
    """Return the requests for a piece side by side: their sum beside what is left, each of them, and who waits."""
    asking = demand.still
    if not asking:
        return ()
    left, undecided, withheld = demand.there.left_ug, demand.asked_ug, demand.there.withheld
    asked = sum(each.optimum_ug or 0 for each in asking)
    shown = "" if left is None else demand.there.known(left).shown()
    facts = {"number": demand.number, "count": len(asking), "asked": asked, "left": shown}
    facts |= {"withheld": str(withheld)} if withheld is not None else {}
    told = [words.say(_sum_key(demand.there) if asked else "demand.wholes", facts)]
    if withheld is None and left is not None and undecided > left:
        told.append(words.say("demand.short", {"short": undecided - left}))
    return (*told, *(_one(each, demand, words) for each in asking))


def _sum_key(there: Availability) -> str:
    """Return how the sum of requests is told: beside what is left, or why nothing of it can be promised."""
    if there.withheld is not None:
        return "demand.sum_withheld"
    return "demand.sum" if there.left_ug is not None else "demand.sum_unknown"


def _one(each: Asking, demand: Demand, words: Words) -> str:
    line, at = each.line, {asking.line.uid: n for n, asking in enumerate(demand.waiting, 1)}
    facts = {
        "line": line.code,
        "person": each.person,
        "state": str(line.state),
        "day": each.requested,
        "optimum": each.optimum_ug,
        "minimum": each.minimum_ug,
        "place": at.get(line.uid),
    }
    if line.uid in at:
        return words.say("demand.waits", facts)
    if each.optimum_ug is None:
        return words.say("demand.whole", facts)
    return words.say("demand.least" if each.minimum_ug else "demand.mass", facts)


def demand_in(ledger: LedgerState, piece: Uid) -> Demand | None:
    """Return what is wanted of a piece of a ledger state, None where it is not in the book."""
    state = ledger.piece_or_none(piece)
    if state is None or not state.in_book:
        return None
    lines = [_asking(ledger, line) for line in lines_asking(ledger, piece)]
    ordered = sorted(lines, key=lambda each: (each.requested, text_key(each.line.code)))
    there = availability(ledger, state)
    taken = any(each.line.sample == piece and each.line.state in PROMISED for each in lines)
    waiting = [each for each in ordered if taken and each.line.state is LineState.REQUESTED]
    return Demand(piece, as_told(ledger, piece), usual_mode(ledger, state), there, tuple(ordered), tuple(waiting))


def would_leave(
    session: StoreSession, piece: Uid, ug: int | None, line: Uid | None = None, kind: LoanKind = LoanKind.RESEARCH
) -> Leaves | None:
    """Return what a grant of ug of a piece (None: of all of it) leaves; `line` is the one it is for."""
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        state = ledger.piece_or_none(piece)
        if state is None or not state.in_book:
            return None
        there = availability(ledger, state, (line,) if line else ())
        taken = ug if ug is not None else there.left_ug
        sections = None if there.sections_left is None else max(0, there.sections_left - 1)
        limit = policy_of_piece(ledger, state, kind).warn.percent_for(state.class_name)
    if taken is None or there.left_ug is None:
        return Leaves(None, None, limit, sections)
    return Leaves(there.left_ug - taken, there.percent_of(taken), limit, sections)


def _asking(ledger: LedgerState, line: Line) -> Asking:
    loan = ledger.record(Subject.LOAN, line.loan) if line.loan else None
    person = ledger.record(Subject.PERSON, line.borrower) if line.borrower else None
    requested = line.fields.get("requested")
    return Asking(
        line,
        loan.code if loan else "",
        person.name if person else "",
        requested if isinstance(requested, int) else line.issued_said,
    )
