"""Work orders: what is to be cut, by whom, for which request, how far it came, and what was weighed so far."""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.domain.operations import OrderState
from lunarcurator.domain.typed_records import read
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.orders import Reserved, reserved
from lunarcurator.store.reads.records import records
from lunarcurator.typed_json import decode

_ENDED = frozenset({OrderState.POSTED, OrderState.CANCELLED})


class JottedMass(msgspec.Struct, frozen=True):
    """What was read of one number, in ug; an empty number is what is left of the parent."""

    number: str
    form: str = ""
    net_ug: int | None = None
    gross_ug: int | None = None
    tare_ug: int | None = None
    resolution_ug: int | None = None
    balance: Uid | None = None

    @property
    def mass_ug(self) -> int:
        """The net mass, from gross and tare where no net was told."""
        return self.net_ug if self.net_ug is not None else (self.gross_ug or 0) - (self.tare_ug or 0)


@dataclass(frozen=True, slots=True)
class Order:
    """One order; `plan` is the entry that reserved its numbers, as (number, form) not made yet."""

    uid: Uid
    code: str
    state: OrderState
    parent: Uid
    parent_number: str
    plan: Uid | None
    opened: Day
    closed: Day
    request: str
    assigned: str
    purpose: str
    method: str
    remarks: str
    numbers: tuple[tuple[str, str], ...]
    jotted: tuple[JottedMass, ...]

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to go on with it."""
        return self.state not in _ENDED


def orders(session: StoreSession, moment: Moment = NOW) -> tuple[Order, ...]:
    """Return every order in the book at a moment: those open first, the longest open leading; then the newest."""
    with session.database.snapshot() as connection:
        states = [row.state for row in records(connection, Subject.ORDER, session.lens(connection, moment))]
        rows = reserved(connection, {seq for state in states if (seq := state.integer("planned_in"))})
    found = [_order(state, rows) for state in states]
    waiting = sorted((each for each in found if each.is_open), key=lambda each: (each.opened, text_key(each.code)))
    ended = sorted(
        (each for each in found if not each.is_open), key=lambda each: (-each.closed, text_key(each.code))
    )
    return (*waiting, *ended)


def order_of(session: StoreSession, uid: Uid) -> Order | None:
    """Return one order, or None where it is not in the book any more."""
    return next((each for each in orders(session) if each.uid == uid), None)


def order_of_plan(session: StoreSession, plan: Uid) -> Order | None:
    """Return the order that a plan opened, or None where it was planned before there were orders."""
    return next((each for each in orders(session) if each.plan == plan), None)


def _order(state: Record, rows: Iterable[Reserved]) -> Order:
    parent, planned = state.fields.get("parent"), state.fields.get("planned_in")
    mine = [row for row in rows if row.seq == planned and row.parent == parent]
    jotted = str(state.fields.get("jotted") or "[]")
    return read(
        Order,
        state.uid,
        state.fields,
        parent_number=next((row.parent_number for row in mine), ""),
        plan=next((row.plan for row in mine), None),
        numbers=tuple((row.number, row.form) for row in mine),
        jotted=decode(jotted, tuple[JottedMass, ...]),
    )
