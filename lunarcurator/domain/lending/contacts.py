"""What a borrower did on record of a line: asked for it, signed for it, reported of it, gave it back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.line_log import UseLogged, passed_on, reported_masses, uses_of
from lunarcurator.domain.lending.lines import LineMove, moves_of
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
        since = max((each.day for each in passed_on(line.fields)), default=-1)
        found = (*_on_line(line, names), *_received(line, names, shipments))
        yield from (day for day in found if day > since)


def _on_line(line: Record, names: set[str]) -> Iterator[Day]:
    yield line.integer("requested") or 0
    yield from (each.day for each in moves_of(line.fields) if _is_of_borrower(each))
    yield from (each.day for each in uses_of(line.fields) if _is_signed_by(each, names))
    yield from (each.day for each in reported_masses(line.fields))


def _is_of_borrower(move: LineMove) -> bool:
    # A loss that is taken back has a mass below zero: it tells what was found, maybe by the lab.
    return move.step in _BY_BORROWER and (move.ug > 0 or move.unweighed > 0)


def _is_signed_by(use: UseLogged, names: set[str]) -> bool:
    signed = use.signed_by.strip().casefold()
    return not signed or signed in names


def _received(line: Record, names: set[str], shipments: Mapping[Uid, Shipment]) -> Iterator[Day]:
    sent = shipments.get(Uid(line.text("shipment")))
    if sent is None or sent.direction is not Direction.OUT:
        return
    if not names.isdisjoint(each.casefold() for each in sent.receivers):
        yield sent.received
