"""What a borrower did on record of a line: asked for it, signed for it, reported of it, gave it back."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.embedded_records import entries
from lunarcurator.domain.lending.lines import MOVE, PASSED, REPORTED, USE
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.shipments import Shipment
from lunarcurator.domain.lending.terms import Direction, Step

_BY_BORROWER: Final = frozenset({Step.RETURNED, Step.LOST})


def acts_of(person: Person, lines: Iterable[Record], shipments: Mapping[Uid, Shipment]) -> Iterator[Day]:
    """Yield the days on which a person did something, as the lines the person answers for now have it on record.

    A receipt counts where it was signed in the person's name, a use where it was or where nobody is named. What
    was done up to the day on which a line passed to the person was done by somebody else.
    """
    names = {each.strip().casefold() for each in (person.name, *person.names)}
    for line in lines:
        since = max((int(told["day"]) for _, told in entries(line.fields, PASSED)), default=-1)
        found = (*_on_line(line, names), *_received(line, names, shipments))
        yield from (day for day in found if day > since)


def _on_line(line: Record, names: set[str]) -> Iterator[Day]:
    yield line.integer("requested") or 0
    for key, value in line.fields.items():
        if not value:
            continue
        if key.startswith(MOVE):
            yield from _moved(json.loads(str(value)))
        elif key.startswith(USE):
            yield from _used(json.loads(str(value)), names)
        elif key.startswith(REPORTED):
            yield json.loads(str(value))["day"]


def _moved(told: Mapping[str, Any]) -> Iterator[Day]:
    # A loss that is taken back has a mass below zero: it tells what was found, maybe by the lab.
    if told["step"] in _BY_BORROWER and (told["ug"] > 0 or told["unweighed"] > 0):
        yield told["day"]


def _used(told: Mapping[str, Any], names: set[str]) -> Iterator[Day]:
    signed = told["signed_by"].strip().casefold()
    if not signed or signed in names:
        yield told["day"]


def _received(line: Record, names: set[str], shipments: Mapping[Uid, Shipment]) -> Iterator[Day]:
    sent = shipments.get(Uid(line.text("shipment")))
    if sent is not None and sent.direction is Direction.OUT and sent.received_by.casefold() in names:
        yield sent.received
