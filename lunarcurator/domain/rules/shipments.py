"""Workflow 14 and R19: a shipment is packed, handed over and received in this order, by people with names."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.shipments import OF_ITS_CARRIER, OF_ITS_FIRM, Shipment
from lunarcurator.domain.lending.terms import Carrier, Direction
from lunarcurator.domain.operations.issuing import HandOver, ReceiveShipment
from lunarcurator.domain.times import TimeTextError, parse_time


def is_carried(after: Mapping[str, Scalar]) -> Iterator[Finding]:
    """Workflow 14: what is carried by hand is carried by somebody; nothing travels without insurance or waiver.

    `after` is what will be on record of the shipment.
    """
    carrier = after.get("carrier")
    if not carrier:
        yield find(Strength.IMPOSSIBLE, "shipment.no_carrier", "R12", "carrier")
        return
    if carrier == Carrier.HAND_CARRIED and not after.get("carried_by"):
        yield find(Strength.IMPOSSIBLE, "shipment.nobody_carries", "R12", "carried_by")
    if carrier != Carrier.INTERNAL and not (after.get("insurance") or after.get("waiver")):
        yield find(Strength.WARN, "shipment.not_insured", "R12", "insurance")


def is_covered_once(before: Mapping[str, Scalar], said: Mapping[str, Scalar]) -> Iterator[Finding]:
    """Workflow 14: a waiver says why a shipment is not insured, so one that is has none.

    `before` is what is on record of the shipment, `said` what the act says of it: what it leaves out stays.
    """
    insured, waived = said.get("insurance"), said.get("waiver")
    after = {**before, **said}
    if not (insured or waived) or not (after.get("insurance") and after.get("waiver")):
        return
    if insured and waived:
        yield find(Strength.IMPOSSIBLE, "shipment.insured_and_waived", "R12", "waiver")
    elif insured:
        waiver = str(before["waiver"])
        yield find(Strength.IMPOSSIBLE, "shipment.waiver_on_record", "R12", "waiver", waiver=waiver)
    else:
        insurance = str(before["insurance"])
        yield find(Strength.IMPOSSIBLE, "shipment.insurance_on_record", "R12", "insurance", insurance=insurance)


def goes_with_its_carrier(before: Shipment, said: Mapping[str, Scalar]) -> Iterator[Finding]:
    """Workflow 14: who changes the carrier, or its firm, says whether what is on record still holds.

    `said` is what the act says; what it repeats or empties is said.
    """
    carrier, firm = said.get("carrier"), said.get("firm")
    if carrier and carrier != before.carrier:
        of_the_old, key = OF_ITS_CARRIER, "shipment.of_other_carrier"
    elif firm and before.firm and firm != before.firm:
        of_the_old, key = OF_ITS_FIRM, "shipment.of_other_firm"
    else:
        return
    for field in of_the_old:
        known = getattr(before, field)
        if field in said or not known:
            continue
        text = ", ".join(known) if isinstance(known, tuple) else known
        told = {"what": field, "text": text, "carrier": str(before.carrier), "firm": before.firm}
        yield find(Strength.IMPOSSIBLE, key, "R12", field, before.uid, **told)


def may_be_changed(shipment: Shipment, day: Day, arrived: Sequence[str]) -> Iterator[Finding]:
    """R19: what arrived is what it was; `arrived` are the codes of the lines that were signed for already."""
    if shipment.received:
        yield _arrived(shipment)
    elif arrived:
        facts = {"shipment": shipment.code, "lines": ", ".join(arrived)}
        yield find(Strength.WARN, "shipment.part_arrived", "R19", "shipment", shipment.uid, **facts)
    if day < shipment.packed:
        yield _too_early(shipment, day, shipment.packed)


def stays_what_it_was(
    shipment: Shipment, direction: Scalar, code: str, lines: Callable[[], bool]
) -> Iterator[Finding]:
    """R19: a shipment in which lines travel or travelled keeps its direction, and its number, which papers have.

    `direction` and `code` are what it is to have, `lines` tells whether any line left or came home in it.
    """
    facts = {"shipment": shipment.code}
    if direction and direction != shipment.direction and lines():
        told = {**facts, "direction": str(shipment.direction)}
        key = "shipment.keeps_direction"
        yield find(Strength.IMPOSSIBLE, key, "R19", "direction", shipment.uid, **told)
    if code != shipment.code and lines():
        yield find(Strength.IMPOSSIBLE, "shipment.number_on_papers", "R19", "number", shipment.uid, **facts)


def takes_lines(shipment: Shipment, day: Day) -> Iterator[Finding]:
    """R19: lines leave in a shipment that goes out and has not left before."""
    if shipment.direction is not Direction.OUT:
        yield find(
            Strength.IMPOSSIBLE, "shipment.comes_home", "R19", "shipment", shipment.uid, shipment=shipment.code
        )
    if shipment.received:
        yield _arrived(shipment)
    elif shipment.sent and shipment.sent != day:
        facts: dict[str, str | int] = {"shipment": shipment.code, "sent": shipment.sent}
        yield find(Strength.IMPOSSIBLE, "shipment.has_left", "R19", "shipment", shipment.uid, **facts)
    if day < shipment.packed:
        yield _too_early(shipment, day, shipment.packed)
    first = min((each.day for each in shipment.hands), default=day)
    if first < day:
        facts = {"shipment": shipment.code, "handed": first, "day": day}
        yield find(Strength.WARN, "shipment.handed_before_issue", "R19", "shipment", shipment.uid, **facts)


def can_be_handed(operation: HandOver, shipment: Shipment, day: Day) -> Iterator[Finding]:
    """Chain of custody: two people, a time of day, in the order of days, and a broken seal is explained."""
    given, taken = operation.given_by.strip(), operation.taken_by.strip()
    if not given or not taken:
        yield find(Strength.IMPOSSIBLE, "hand_over.needs_two", "R12", "taken_by" if given else "given_by")
    elif given.casefold() == taken.casefold():
        yield find(Strength.IMPOSSIBLE, "hand_over.to_himself", "R12", "taken_by", person=given)
    yield from _is_a_time(operation.at, "at")
    last = max((each.day for each in shipment.hands), default=shipment.packed)
    if day < last:
        yield _too_early(shipment, day, last)
    else:
        yield from _has_left(shipment, day)
    if shipment.received and day > shipment.received:
        yield _arrived(shipment)
    if operation.seals_intact is False and not operation.remarks.strip():
        yield find(
            Strength.IMPOSSIBLE,
            "hand_over.seal_unexplained",
            "R12",
            "remarks",
            shipment.uid,
            shipment=shipment.code,
        )


def nothing_arrived_before(shipment: Shipment, lines: Iterable[Line], day: Day) -> Iterator[Finding]:
    """R19: what was signed for, or came home, is handed over by no carrier later, or somebody says why.

    `lines` are those that travelled in the shipment; of one that arrived as a whole it is said elsewhere.
    """
    home = shipment.direction is Direction.HOME
    days = sorted((line.came_home if home else line.received, line.code) for line in lines)
    before = [each for each in days if 0 < each[0] < day]
    if before and not shipment.received:
        arrived, code = before[0]
        facts: dict[str, str | int] = {"shipment": shipment.code, "line": code, "more": len(before) - 1}
        facts |= {"arrived": arrived, "day": day}
        yield find(Strength.WARN, "hand_over.after_arrival", "R19", "day", shipment.uid, **facts)


def _is_a_time(text: str, field: str) -> Iterator[Finding]:
    try:
        parse_time(text)
    except TimeTextError:
        yield find(Strength.IMPOSSIBLE, "time.no_such_time", "R12", field, text=text.strip())


def _has_left(shipment: Shipment, day: Day) -> Iterator[Finding]:
    """R19: what goes out is handed over once its lines are issued, or somebody says why before."""
    if shipment.direction is Direction.OUT and not shipment.sent:
        yield find(
            Strength.WARN, "hand_over.nothing_issued", "R19", "shipment", shipment.uid, shipment=shipment.code
        )
    elif day < shipment.sent:
        facts: dict[str, str | int] = {"shipment": shipment.code, "day": day, "sent": shipment.sent}
        yield find(Strength.WARN, "hand_over.before_issue", "R19", "day", shipment.uid, **facts)


def comes_home_in(shipment: Shipment, day: Day) -> Iterator[Finding]:
    """R19: what comes back does so in a shipment home, packed and handed over before, or somebody says why."""
    if shipment.direction is not Direction.HOME:
        told = {"shipment": shipment.code}
        yield find(Strength.IMPOSSIBLE, "shipment.goes_out", "R19", "shipment", shipment.uid, **told)
    if day < shipment.packed:
        facts: dict[str, str | int] = {"shipment": shipment.code, "day": day, "packed": shipment.packed}
        yield find(Strength.WARN, "return.before_packed", "R19", "shipment", shipment.uid, **facts)
        return
    handed = max((each.day for each in shipment.hands), default=day)
    if day < handed:
        facts = {"shipment": shipment.code, "day": day, "handed": handed}
        yield find(Strength.WARN, "return.before_hand_over", "R19", "shipment", shipment.uid, **facts)


def can_be_received(operation: ReceiveShipment, shipment: Shipment, day: Day) -> Iterator[Finding]:
    """Workflow 14: somebody signs for what arrives, on paper, after it left and after the last hand-over."""
    if not operation.received_by.strip():
        yield find(Strength.IMPOSSIBLE, "shipment.nobody_received", "R12", "received_by")
    if not operation.receipt.name.strip():
        yield find(Strength.IMPOSSIBLE, "shipment.no_receipt", "R12", "receipt")
    if shipment.direction is not Direction.OUT:
        yield find(
            Strength.IMPOSSIBLE, "shipment.comes_home", "R19", "shipment", shipment.uid, shipment=shipment.code
        )
    last = max([each.day for each in shipment.hands] + [shipment.sent, shipment.packed])
    if day < last:
        yield _too_early(shipment, day, last)


def has_lines_in_it(chosen: Sequence[Record], shipment: Record) -> Iterator[Finding]:
    """R12: a shipment that is received has something in it that is on its way."""
    if not chosen:
        code = shipment.code
        yield find(Strength.IMPOSSIBLE, "shipment.nothing_waits", "R19", "shipment", shipment.uid, shipment=code)


def travels_in(chosen: Iterable[Record], shipment: Uid) -> Iterator[Finding]:
    """R3: a line is received with the shipment it left in."""
    for state in chosen:
        line = Line.of(state)
        if line.shipment != shipment:
            yield find(Strength.IMPOSSIBLE, "shipment.line_of_another", "R3", "lines", line.uid, line=line.code)


def _arrived(shipment: Shipment) -> Finding:
    facts: dict[str, str | int] = {"shipment": shipment.code, "received": shipment.received}
    return find(Strength.IMPOSSIBLE, "shipment.has_arrived", "R19", "shipment", shipment.uid, **facts)


def _too_early(shipment: Shipment, day: Day, since: Day) -> Finding:
    facts: dict[str, str | int] = {"record": shipment.code, "day": day, "since": since}
    return find(Strength.IMPOSSIBLE, "loan.before_last_step", "R19", "day", shipment.uid, **facts)
