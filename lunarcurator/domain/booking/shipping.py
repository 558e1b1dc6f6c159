"""Booking of shipments: packed, handed from one person to the next, and signed for where they arrive."""

import json
from collections.abc import Iterable, Iterator, Sequence

from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.loan_records import code_for, lines_home_in, lines_in_shipment, step
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.facts import Fact, Placement, Scalar, Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.shipments import HAND, HOME, Handed, Shipment, said_of_part
from lunarcurator.domain.lending.terms import Direction, LineState
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.domain.operations.issuing import HandOver, PackShipment, ReceiveShipment
from lunarcurator.domain.rules.dates import nothing_follows
from lunarcurator.domain.rules.loan_lines import in_order, in_state, is_free, named_once
from lunarcurator.domain.rules.records import changes_something
from lunarcurator.domain.rules.shipments import (
    can_be_handed,
    can_be_received,
    goes_with_its_carrier,
    has_lines_in_it,
    is_carried,
    is_covered_once,
    may_be_changed,
    nothing_arrived_before,
    stays_what_it_was,
    travels_in,
)
from lunarcurator.domain.status import Custody
from lunarcurator.domain.typed_records import entry_text

_ON_THE_WAY = frozenset({LineState.TRANSIT})
_SAID = (
    *("direction", "carrier", "firm", "tracking", "seals", "carried_by", "route"),
    *("declared_value", "insurance", "waiver", "condition"),
)


def book_pack_shipment(operation: PackShipment, day: Day, ledger: LedgerState) -> Booked:
    """Book a shipment, or what is said of one that has not arrived; what is not said stays."""
    if operation.shipment is None:
        return _book_new_shipment(operation, day, ledger)
    known = ledger.record(Subject.SHIPMENT, uid_of(operation.shipment))
    before = Shipment.of(known)
    code = operation.number.strip() or before.code
    said = _said(operation)
    findings = [
        *may_be_changed(before, day, arrived_codes(lines_in_shipment(ledger, known.uid))),
        *(is_free(ledger, Subject.SHIPMENT, code) if code != before.code else ()),
        *stays_what_it_was(before, said.get("direction"), code, lambda: _travelled(ledger, known.uid)),
        *goes_with_its_carrier(before, said),
        *is_carried({**known.fields, **said}),
        *is_covered_once(known.fields, said),
    ]
    documents = documents_of(operation.documents, ledger)
    changes: dict[str, Scalar] = {"name": code, "code": code, **said, **documents}
    findings += changes_something(known, changes, "shipment") if not blocked(findings) else ()
    if blocked(findings):
        return refused(findings)
    return Booked((touch(Subject.SHIPMENT, known.uid, day, **changes),), tuple(findings))


def arrived_codes(inside: Iterable[Record]) -> list[str]:
    """Return the codes of the lines of a shipment that were signed for, in order."""
    return sorted((each.code for each in map(Line.of, inside) if each.received), key=text_key)


def _travelled(ledger: LedgerState, shipment: Uid) -> bool:
    """Tell whether any line left or came home in a shipment."""
    return any(ledger.related(Subject.LINE, key, shipment) for key in ("shipment", HOME))


def _book_new_shipment(operation: PackShipment, day: Day, ledger: LedgerState) -> Booked:
    code = operation.number.strip() or code_for(ledger, Subject.SHIPMENT, "S", day)
    said = {key: value for key, value in _said(operation).items() if value}
    findings = [*is_free(ledger, Subject.SHIPMENT, code), *is_carried(said), *is_covered_once({}, said)]
    if blocked(findings):
        return refused(findings)
    changes: dict[str, Scalar] = {"direction": str(Direction.OUT), **said, "packed": day}
    changes |= documents_of(operation.documents, ledger)
    uid = ledger.new_uid()
    return Booked((touch(Subject.SHIPMENT, uid, day, name=code, code=code, **changes),), tuple(findings))


def book_hand_over(operation: HandOver, day: Day, ledger: LedgerState) -> Booked:
    """Book one hand-over in the chain of custody of a shipment."""
    state = ledger.record(Subject.SHIPMENT, uid_of(operation.shipment))
    shipment = Shipment.of(state)
    inside = lines_in_shipment(ledger, state.uid)
    travelled = [*inside, *lines_home_in(ledger, state.uid)]
    findings = [
        *can_be_handed(operation, shipment, day),
        *nothing_arrived_before(shipment, map(Line.of, travelled), day),
    ]
    if blocked(findings):
        return refused(findings)
    handed = Handed(
        ledger.new_uid(),
        operation.given_by.strip(),
        operation.taken_by.strip(),
        operation.at.strip(),
        day,
        operation.seals_intact,
        operation.remarks.strip(),
    )
    changes = {f"{HAND}{handed.uid}": entry_text(handed), **documents_of(operation.documents, ledger)}
    facts: list[Fact] = [touch(Subject.SHIPMENT, state.uid, day, **changes)]
    facts += [fact for line in inside for fact in _concerned(line, day)]
    return Booked(tuple(facts), tuple(findings))


def book_receive_shipment(operation: ReceiveShipment, day: Day, ledger: LedgerState) -> Booked:
    """Book the arrival of a shipment, or of some of its lines: the borrower has them from now on (workflow 14)."""
    state = ledger.record(Subject.SHIPMENT, uid_of(operation.shipment))
    inside = lines_in_shipment(ledger, state.uid)
    waiting = [each for each in inside if Line.of(each).state is LineState.TRANSIT]
    chosen = [ledger.record(Subject.LINE, uid_of(each)) for each in operation.lines] or waiting
    findings: list[Finding] = [
        *can_be_received(operation, Shipment.of(state), day),
        *has_lines_in_it(chosen, state),
        *named_once(chosen),
        *travels_in(chosen, state.uid),
        *in_state(chosen, _ON_THE_WAY),
        *(each for line in chosen for each in in_order(line, day)),
        *(each for line in chosen for each in _nothing_after(ledger, line, day)),
    ]
    if blocked(findings):
        return refused(findings)
    arrived = {each.uid for each in chosen}
    changes = _at_entry(operation, day, Shipment.of(state), inside, chosen)
    if all(each.uid in arrived for each in waiting):
        changes["received"] = day
    changes |= documents_of((operation.receipt, *operation.documents), ledger)
    facts: list[Fact] = [touch(Subject.SHIPMENT, state.uid, day, **changes)]
    facts += [fact for each in chosen for fact in _received(each, day, ledger)]
    facts += [
        touch(Subject.LOAN, loan, day) for loan in dict.fromkeys(Line.of(each).loan for each in chosen) if loan
    ]
    return Booked(tuple(facts), tuple(findings))


def _at_entry(
    operation: ReceiveShipment, day: Day, before: Shipment, inside: Sequence[Record], chosen: Sequence[Record]
) -> dict[str, Scalar]:
    """Return what is said of what arrived; of a part with its lines, beside what was said of other parts."""
    said = {
        "received_by": (before.received_by, operation.received_by.strip()),
        "condition_received": (before.condition_received, operation.condition.strip()),
        "value_received": (before.value_received, operation.declared_value.strip()),
    }
    if len(chosen) == len(inside):
        return {key: now for key, (_, now) in said.items() if now}
    arrived, lines = arrived_codes(inside), ", ".join(sorted((each.code for each in chosen), key=text_key))
    parts = {"received_by": f"{lines} ({show_day(day)})"}
    told = {key: said_of_part(old, now, arrived, parts.get(key, lines)) for key, (old, now) in said.items()}
    return {key: text for key, text in told.items() if text and text != said[key][0]}


def _received(state: Record, day: Day, ledger: LedgerState) -> Iterator[Fact]:
    line = Line.of(state)
    yield step(state, LineState.OUT, day, received=day)
    if line.sample:
        piece = ledger.at(line.sample, day)
        yield touch_piece(piece.uid, day)
        yield Placement(piece.uid, day, None, piece.home, str(Custody.LOAN))


def _concerned(state: Record, day: Day) -> Iterator[Fact]:
    line = Line.of(state)
    yield touch(Subject.LINE, line.uid, day)
    if line.sample:
        yield touch_piece(line.sample, day)


def _nothing_after(ledger: LedgerState, state: Record, day: Day) -> Iterator[Finding]:
    sample = Line.of(state).sample
    if sample:
        yield from nothing_follows(ledger, sample, day, "day")


def _said(operation: PackShipment) -> dict[str, Scalar]:
    """Return what an act says of a shipment, None where it is empty."""
    said: dict[str, Scalar] = {}
    for key in _SAID:
        told = getattr(operation, key)
        if told is not None:
            said[key] = (_list(told) if isinstance(told, tuple) else str(told).strip()) or None
    return said


def _list(texts: tuple[str, ...]) -> str:
    told = [each.strip() for each in texts if each.strip()]
    return json.dumps(told, ensure_ascii=False) if told else ""
