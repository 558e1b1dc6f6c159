"""What a dialog of the loan desk offers to choose from: people, agreements, loans, lines and shipments."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.booking.loan_records import lines_in_shipment
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.incidents import LOSSES
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.shipments import Shipment
from lunarcurator.domain.lending.terms import Direction, LineState, LoanKind
from lunarcurator.domain.naming import as_told
from lunarcurator.domain.operations.accounting import ReportLoss
from lunarcurator.domain.operations.issuing import ReceiveShipment
from lunarcurator.domain.operations.requesting import DecideLines
from lunarcurator.domain.rules.decisions import policy_of_grant
from lunarcurator.services.cases import Case
from lunarcurator.services.lending.line_names import in_natural_order
from lunarcurator.services.lending.line_pieces import called, what_it_is_of
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.policies import PolicyError
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.records import records

_OUT: Final = (LineState.OUT,)
_AWAY: Final = (LineState.OUT, LineState.TRANSIT)
AWAITED: Final[Mapping[str, tuple[LineState, ...]]] = MappingProxyType({
    "decide_lines": (LineState.REQUESTED,), "change_line": (LineState.REQUESTED,),
    "withdraw_lines": (LineState.REQUESTED, LineState.APPROVED, LineState.PREPARED),
    "prepare_lines": (LineState.APPROVED,), "issue_lines": (LineState.PREPARED,),
    "hand_over": (LineState.TRANSIT,), "receive_shipment": (LineState.TRANSIT,),
    "return_line": _AWAY, "extend_lines": _AWAY, "recall_lines": _AWAY, "record_letter": _AWAY,
    "dispute_line": _AWAY, "report_use": _OUT, "report_loss": _OUT, "report_mass": _OUT,
    "release_line": (LineState.LOST,), "report_sub_samples": _OUT, "transfer_line": _OUT,
})  # fmt: skip
"""The states of the lines of a loan with which an act begins, by its kind, where only the loan is selected."""


@dataclass(frozen=True, slots=True)
class LoanChoice:
    """One loan that is not closed: its number, and the name of who borrows, of a loan in of who lends."""

    uid: Uid
    code: str
    borrower: Uid
    person: str
    kind: str


@dataclass(frozen=True, slots=True)
class AgreementChoice:
    """One agreement that was not ended: its number, its person, and its last day (0 where it has none)."""

    uid: Uid
    code: str
    person: Uid
    until: int


@dataclass(frozen=True, slots=True)
class LoanChoices:
    """What there is to choose from on the loan desk, each in order of its name or number.

    `chosen` are the lines an act begins with, by loan and number: those selected before, or those of a selected
    loan that wait for it. `packed` is what is on record of each of the shipments. `numbers` are those of their
    pieces by uid, `beside` is how many lines on their way travel with a chosen one and are not chosen themselves.
    `policies` are those by which they are decided, by the numbers of the lines, where an act decides.
    `travelling` are the lines on their way in each shipment, by number with their piece, where one arrives.
    `losses` are the open cases of what was lost or stolen, where an act reports a loss.
    """

    people: tuple[tuple[Uid, str], ...]
    agreements: tuple[AgreementChoice, ...]
    loans: tuple[LoanChoice, ...]
    shipments: tuple[tuple[Uid, str], ...]
    chosen: tuple[Line, ...] = ()
    numbers: Mapping[Uid, str] = field(default_factory=lambda: MappingProxyType({}))
    beside: int = 0
    policies: Mapping[str, Policy] = field(default_factory=lambda: MappingProxyType({}))
    packed: Mapping[Uid, Shipment] = field(default_factory=lambda: MappingProxyType({}), kw_only=True)
    travelling: Mapping[Uid, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}), kw_only=True)
    losses: tuple[Case, ...] = field(default=(), kw_only=True)

    @property
    def sole_body(self) -> str:
        """The one body that can decide the chosen lines by their policies, "" where it is a choice."""
        bodies = {self.policies[line.code].decided_by for line in self.chosen if line.code in self.policies}
        told = bodies.pop() if len(bodies) == 1 else ()
        return told[0] if len(told) == 1 else ""

    def only_noted(self, body: str, codes: Sequence[str]) -> tuple[str, ...]:
        """Return those of the lines on which by their policies the word of a body is only noted."""
        known = ((code, self.policies[code]) for code in codes if code in self.policies)
        return tuple(code for code, policy in known if body.strip() and not policy.has_last_word(body))

    def deciding_after(self, body: str, codes: Sequence[str]) -> tuple[str, ...]:
        """Return the bodies that decide on some lines after a body has spoken, each once and in their turn."""
        after = (each for code in codes if code in self.policies for each in self.policies[code].after(body))
        return tuple(dict.fromkeys(after))

    @property
    def only(self) -> Line | None:
        """The line an act on one line begins with: the chosen one, None where there are several."""
        return self.chosen[0] if len(self.chosen) == 1 else None

    @property
    def shipment(self) -> Uid | None:
        """The shipment that has not arrived in which all chosen lines are, or None."""
        known = {uid for uid, _ in self.shipments}
        found = {line.shipment for line in self.chosen}
        return found.pop() if len(found) == 1 and found <= known else None

    def what(self, line: Line) -> str:
        """Return the number of the piece or stock of a chosen line, else what is described."""
        return self.numbers.get(line.sample or line.source or line.uid, line.described)

    def person(self, uid: Uid | None) -> str:
        """Return the name of a person, empty where nobody knows it."""
        return next((name for each, name in self.people if each == uid), "")

    def agreement_of(self, person: Uid) -> Uid | None:
        """Return the agreement of a person that runs longest, or None."""
        mine = [each for each in self.agreements if each.person == person]
        return max(mine, key=lambda each: each.until).uid if mine else None


def loan_choices(
    session: StoreSession, lines: tuple[Uid, ...] = (), loan: Uid | None = None, act: str = ""
) -> LoanChoices:
    """Read what the dialogs of the loan desk offer, with the lines that are selected.

    Where only a loan is, an act begins with those of its lines that wait for it.
    """
    with session.database.snapshot() as connection:
        houses = _institutions(connection)
        people = _people(connection, houses, session.today)
        names = dict(people) | houses
        agreements = [row.state for row in records(connection, Subject.AGREEMENT)]
        loans = [row.state for row in records(connection, Subject.LOAN)]
        shipments = _shipments(connection)
        known = _lines(connection) if lines or loan else []
        ledger = ledger_of(session, connection)
        told = _begun(known, set(lines), loan, AWAITED.get(act, ()))
        chosen = tuple(in_natural_order(ledger, told))
        numbers = _numbers(ledger, chosen)
        policies = _policies(ledger, chosen, act)
        travelling = _all_travelling(ledger, shipments, act)
        losses = _losses(connection, act)
    return LoanChoices(
        people=tuple(people),
        agreements=tuple(_agreement(each) for each in agreements if not each.integer("terminated")),
        loans=tuple(_loan(each, names) for each in loans if not each.integer("closed")),
        shipments=tuple((uid, each.code) for uid, each in shipments.items()),
        chosen=chosen,
        numbers=MappingProxyType(numbers),
        beside=_beside(chosen, known),
        policies=MappingProxyType(policies),
        packed=MappingProxyType(shipments),
        travelling=MappingProxyType(travelling),
        losses=losses,
    )


def _losses(connection: Any, act: str) -> tuple[Case, ...]:
    """Return the open cases of losses and thefts, for an act that reports one."""
    if act != ReportLoss.KIND:
        return ()
    known = (Case.of(row.state) for row in records(connection, Subject.CASE))
    return tuple(each for each in known if each.is_open and each.kind in LOSSES)


def _people(connection: Any, houses: Mapping[Uid, str], day: Day) -> list[tuple[Uid, str]]:
    """Return everybody by name, and two of one name with their institution: nobody lends to the wrong one."""
    known = [Person.of(row.state) for row in records(connection, Subject.PERSON)]
    count = Counter(each.name for each in known)
    told = []
    for each in known:
        house = each.institution_on(day) if count[each.name] > 1 else None
        told.append((each.uid, f"{each.name} · {houses[house]}" if house else each.name))
    return told


def _numbers(ledger: LedgerState, lines: Iterable[Line]) -> dict[Uid, str]:
    """Return the numbers of the pieces and stocks that lines name."""
    pieces = {piece for line in lines for piece in (line.sample, line.source) if piece}
    return {uid: as_told(ledger, uid) for uid in pieces}


def _lines(connection: Any) -> list[Line]:
    return [Line.of(row.state) for row in records(connection, Subject.LINE)]


def _all_travelling(ledger: LedgerState, shipments: Iterable[Uid], act: str) -> dict[Uid, Mapping[str, str]]:
    """Return what each shipment has that nobody received yet, for an act that receives."""
    if act != ReceiveShipment.KIND:
        return {}
    return {uid: _travelling(ledger, uid) for uid in shipments}


def _travelling(ledger: LedgerState, shipment: Uid) -> Mapping[str, str]:
    """Return what the lines of a shipment are called that nobody received yet, by their numbers."""
    inside = in_natural_order(ledger, map(Line.of, lines_in_shipment(ledger, shipment)))
    there = (line for line in inside if line.state is LineState.TRANSIT)
    return MappingProxyType({line.code: called(line.code, what_it_is_of(ledger, line)) for line in there})


def _policies(ledger: LedgerState, lines: Iterable[Line], act: str) -> dict[str, Policy]:
    """Return the policies by which lines are decided, by their numbers, for an act that decides."""
    if act != DecideLines.KIND:
        return {}
    try:
        return {
            line.code: policy_of_grant(ledger, line, line.sample or line.source, ledger.today) for line in lines
        }
    except PolicyError:
        # Who decides asks the policies again, and is told then what is wrong with them.
        return {}


def _begun(known: Iterable[Line], wanted: set[Uid], loan: Uid | None, states: Sequence[LineState]) -> list[Line]:
    """Return the wanted lines; where none is, those of a loan in these states."""
    if wanted:
        return [each for each in known if each.uid in wanted]
    return [each for each in known if each.loan == loan and each.state in states]


def _beside(chosen: Sequence[Line], known: Iterable[Line]) -> int:
    mine, travelling = {line.uid for line in chosen}, {line.shipment for line in chosen if line.shipment}
    there = (each for each in known if each.state is LineState.TRANSIT and each.shipment in travelling)
    return sum(each.uid not in mine for each in there)


def _agreement(state: Record) -> AgreementChoice:
    return AgreementChoice(state.uid, state.code, Uid(state.text("person")), state.integer("until") or 0)


def _loan(state: Record, names: dict[Uid, str]) -> LoanChoice:
    borrower, lender = Uid(state.text("borrower")), Uid(state.text("lender"))
    name = names.get(borrower or lender, "")
    return LoanChoice(state.uid, state.code, borrower, name, state.kind)


def _institutions(connection: Any) -> dict[Uid, str]:
    return {row.state.uid: row.state.name for row in records(connection, Subject.INSTITUTION)}


def _shipments(connection: Any) -> dict[Uid, Shipment]:
    """Return what goes out and has not arrived."""
    every = (Shipment.of(row.state) for row in records(connection, Subject.SHIPMENT))
    return {each.uid: each for each in every if each.direction is not Direction.HOME and not each.received}


def institution_choices(session: StoreSession) -> tuple[tuple[Uid, str], ...]:
    """Return the institutions in use, by name."""
    with session.database.connect() as connection:
        rows = records(connection, Subject.INSTITUTION)
    return tuple((row.state.uid, row.state.name) for row in rows if row.state.fields.get("retired") != 1)


def loans_in(session: StoreSession) -> tuple[tuple[Uid, str], ...]:
    """Return what was lent to the lab and did not all go home, by number with its owner."""
    with session.database.connect() as connection:
        names = _institutions(connection)
        loans = [row.state for row in records(connection, Subject.LOAN) if row.state.kind == LoanKind.INCOMING]
    here = [each for each in loans if not each.integer("closed")]
    return tuple((each.uid, f"{each.text('code')} · {names.get(Uid(each.text('lender')), '')}") for each in here)
