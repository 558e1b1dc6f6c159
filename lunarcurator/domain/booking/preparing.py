"""Booking of lines got ready: the piece is chosen, or a part is weighed out and split from its stock (R16)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lunarcurator.domain.booking.loan_records import kind_of, line_states, loans_of, step
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.booking.reading import certainty_of_weighing
from lunarcurator.domain.booking.split import book_split
from lunarcurator.domain.booking.weigh import book_weigh
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, NumberClaim, Subject, Weighing
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import PieceRef, Uid, ref_of, uid_of
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.policy import Policy, TwoPersonStep
from lunarcurator.domain.lending.terms import LineMode, LineState
from lunarcurator.domain.operations.requesting import Made, PrepareLines
from lunarcurator.domain.operations.splitting import Daughter, Split
from lunarcurator.domain.operations.weighing import Weigh
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.decisions import is_granted_once
from lunarcurator.domain.rules.lending import is_delinquent_already
from lunarcurator.domain.rules.lending_limits import Wish
from lunarcurator.domain.rules.loan_lines import has_lines, in_order, in_state, named_once
from lunarcurator.domain.rules.preparations import (
    goes_whole_soundly,
    keeps_reserve,
    part_is_weighed,
    within_grant,
)
from lunarcurator.domain.rules.requests import policy_of_piece
from lunarcurator.domain.rules.two_people import two_people
from lunarcurator.domain.tolerance import allowed_between

_READY = frozenset({LineState.APPROVED})


@dataclass(frozen=True, slots=True)
class Readied:
    """One line that is got ready: its state, what is said of it, and where in the act it stands."""

    state: Record
    line: Line
    made: Made
    index: int

    @property
    def field(self) -> str:
        """The field of the act in which the line stands."""
        return f"lines[{self.index}]"

    @property
    def source(self) -> Uid | None:
        """The stock the part is drawn from, or the piece that goes whole."""
        if self.made.sample:
            return uid_of(self.made.sample)
        return self.line.source if self.line.mode is LineMode.BY_WEIGHT else self.line.sample


def book_prepare_lines(operation: PrepareLines, day: Day, ledger: LedgerState) -> Booked:
    """Book lines as ready to leave; what is drawn from one stock in one act is one split of it."""
    states = line_states(ledger, (each.line for each in operation.lines))
    ready = [
        Readied(state, Line.of(state), made, index)
        for index, (state, made) in enumerate(zip(states, operation.lines, strict=True))
    ]
    findings = [
        *has_lines(operation.lines),
        *named_once(states),
        *in_state(states, _READY),
        *(each for state in states for each in in_order(state, day)),
        *is_granted_once([(each.line, each.source, each.field) for each in ready]),
    ]
    if blocked(findings):
        return refused(findings)
    facts: list[Fact] = []
    for booked in _booked(ready, day, ledger):
        facts += booked.facts
        findings += booked.findings
    if blocked(findings):
        return refused(findings)
    findings += _is_delinquent(ledger, ready, day)
    loans = dict.fromkeys(each.line.loan for each in ready if each.line.loan)
    facts += [touch(Subject.LOAN, loan, day) for loan in loans]
    return Booked(tuple(facts), tuple(findings))


def _booked(ready: Sequence[Readied], day: Day, ledger: LedgerState) -> Iterator[Booked]:
    """Yield what is booked of each line whose piece goes whole, then of each stock that is drawn from."""
    for one in ready:
        if one.line.mode is LineMode.WHOLE:
            yield _whole(one, day, ledger)
    stocks: dict[Uid | None, list[Readied]] = {}
    for one in ready:
        if one.line.mode is LineMode.BY_WEIGHT:
            stocks.setdefault(one.source, []).append(one)
    for source, drawn in stocks.items():
        yield _parts(source, drawn, day, ledger)


def _is_delinquent(ledger: LedgerState, ready: Sequence[Readied], day: Day) -> Iterator[Finding]:
    return is_delinquent_already(ledger, loans_of(ledger, (each.line for each in ready)), day)


def _whole(one: Readied, day: Day, ledger: LedgerState) -> Booked:
    findings = [*goes_whole_soundly(ledger, one.line, one.source, one.made, day, one.field)]
    if blocked(findings) or one.source is None:
        return refused(findings)
    facts: list[Fact] = [step(one.state, LineState.PREPARED, day, sample=one.source)]
    if one.made.reading is None:
        facts.append(touch_piece(one.source, day))
    else:
        weighed = book_weigh(Weigh(sample=PieceRef(ref_of(one.source)), reading=one.made.reading), day, ledger)
        facts += weighed.facts
        findings += [replace(each, field=f"{one.field}.reading") for each in weighed.findings]
    return Booked(tuple(facts), tuple(findings))


def _parts(source: Uid | None, drawn: Sequence[Readied], day: Day, ledger: LedgerState) -> Booked:
    """Book the split of one stock into the parts of these lines."""
    findings = [
        each for one in drawn for each in part_is_weighed(ledger, one.line, source, one.made, day, one.field)
    ]
    if blocked(findings) or source is None:
        return refused(findings)
    stock = ledger.at(source, day)
    booked = book_split(_split_of(stock, drawn), day, ledger)
    findings += [_at_line(each, drawn) for each in booked.findings]
    if blocked(findings):
        return refused(findings)
    parts = [fact.sample for fact in booked.facts if isinstance(fact, NumberClaim)]
    readings = {fact.sample: fact for fact in booked.facts if isinstance(fact, Weighing)}
    facts: list[Fact] = [*booked.facts]
    policies: list[Policy] = []
    taken = 0
    for one, part in zip(drawn, parts, strict=True):
        policy = policy_of_piece(ledger, stock, kind_of(ledger.record(Subject.LOAN, Uid(one.state.text("loan")))))
        policies.append(policy)
        ug, found = _weighed_out(one, readings.get(part), policy, ledger)
        findings += found
        taken += ug + one.made.attrition_ug
        wish = Wish(stock, policy, LineMode.BY_WEIGHT, ug, bool(one.line.destructive), one.field)
        findings += keeps_reserve(ledger, wish, one.state, taken)
        facts.append(step(one.state, LineState.PREPARED, day, sample=part, source=source))
    findings += two_people(policies, TwoPersonStep.WEIGH_OUT)
    return Booked(tuple(facts), tuple(findings))


def _split_of(stock: PieceState, drawn: Sequence[Readied]) -> Split:
    return Split(
        parent=PieceRef(ref_of(stock.uid)),
        daughters=tuple(_daughter(one.made, stock.form) for one in drawn),
        after=next((one.made.after for one in reversed(drawn) if one.made.after is not None), None),
        attrition_ug=sum(one.made.attrition_ug for one in drawn),
        method="weighed out",
    )


def _weighed_out(
    one: Readied, reading: Weighing | None, policy: Policy, ledger: LedgerState
) -> tuple[int, list[Finding]]:
    """Return the ug that were weighed out for a line, 0 where nobody did, and what stands against so much."""
    ug = reading.net_ug if reading else 0
    allowed = allowed_between([certainty_of_weighing(reading, ledger)] if reading else [])
    return ug, list(within_grant(one.line, ug, policy, allowed, f"{one.field}.reading"))


def _daughter(made: Made, form: str) -> Daughter:
    return Daughter(
        number=made.number,
        proposed=made.proposed,
        form=made.form or form,
        reading=made.reading,
        place=made.place,
    )


def _at_line(finding: Finding, drawn: Sequence[Readied]) -> Finding:
    """Return a finding on a daughter of the split at the line it is made for."""
    for nth, one in enumerate(drawn):
        inner = f"daughters[{nth}]"
        if finding.field.startswith(inner):
            told = finding.field.removeprefix(inner).replace(".mass", ".reading")
            return replace(finding, field=one.field + told)
    fields = {"after": f"{drawn[-1].field}.after", "attrition": f"{drawn[-1].field}.attrition_ug"}
    return replace(finding, field=fields.get(finding.field, f"{drawn[0].field}.sample"))


def stocks_of(operation: PrepareLines, ledger: LedgerState) -> Iterator[tuple[int, Uid]]:
    """Yield the lines of an act that are weighed out, by their place in it, with the stock of each."""
    states = line_states(ledger, (each.line for each in operation.lines))
    for index, (state, made) in enumerate(zip(states, operation.lines, strict=True)):
        one = Readied(state, Line.of(state), made, index)
        if one.line.mode is LineMode.BY_WEIGHT and one.source is not None:
            yield index, one.source
