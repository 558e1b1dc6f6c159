"""Random histories on a real store: after each act what is derived is what the facts say, on any day it closes."""

from typing import Any, ClassVar

from hypothesis import settings
from hypothesis.stateful import invariant
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import Booked
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.pieces import fold, subject_of
from lunarcurator.domain.transfers import TransferWay
from lunarcurator.services.balances import trial_balance
from lunarcurator.store import derived, schema
from lunarcurator.store.fact_reading import piece_facts
from lunarcurator.store.ids import LocalIds
from sqlalchemy import Connection, select

from tests.domain.ledger.test_machine import LedgerMachine, day_number
from tests.services.posting.store_desk import StoreDesk


class DerivedMachine(LedgerMachine):
    new_desk: ClassVar[Any] = StoreDesk

    @invariant()
    def what_is_derived_is_what_the_facts_say(self) -> None:
        facts = [each.fact for entry in self.session.entries[-3:] for each in entry.facts]
        touched = {uid for kind, uid in map(subject_of, facts) if kind is Subject.SAMPLE}
        with self.session.session.database.snapshot() as connection:
            for uid in touched:
                row = self._row(connection, uid)
                expected = self._expected(connection, row)
                assert {key: row[key] for key in expected} == expected

    @invariant()
    def the_book_closes_on_any_day_as_known_at_any_entry(self) -> None:
        known = len(self.session.entries)
        for day, seq in (
            (None, None),
            (day_number(self.now // 2), known),
            (day_number(self.now), max(known // 2, 1)),
        ):
            balance = trial_balance(self.session.session, Moment(day, seq))
            assert [line for line in balance.lines() if not line.closes] == []

    @invariant()
    def what_was_transferred_is_told_apart_to_the_microgram(self) -> None:
        for moment in (Moment(), Moment(day_number(self.now // 2))):
            balance = trial_balance(self.session.session, moment)
            for line in (*balance.lines(), balance.total):
                ways = line.by_way()
                came = ways.pop(TransferWay.BY_EXCHANGE, Booked())
                assert sum(each.ug for each in ways.values()) == line.ug.get(Account.TRANSFERRED, 0)
                assert sum(each.unweighed for each in ways.values()) == line.unweighed.get(Account.TRANSFERRED, 0)
                assert 0 <= came.ug <= line.received_ug
            # Nothing leaves the house by a change of title, or from one book into another.
            inside = [
                balance.total.by_way().get(way) for way in (TransferWay.TITLE_ONLY, TransferWay.BETWEEN_BOOKS)
            ]
            assert [each for each in inside if each is not None and (each.ug or each.unweighed)] == []

    def _row(self, connection: Connection, uid: Uid) -> dict[str, Any]:
        query = select(schema.sample).where(schema.sample.c.uuid == bytes.fromhex(uid))
        return dict(connection.execute(query).one()._mapping)

    def _expected(self, connection: Connection, row: dict[str, Any]) -> dict[str, Any]:
        known = piece_facts(connection, [row["id"]])
        if not known:
            return {"in_book": 0, "number": None, "mass_ug": 0, "unweighed": 0, "suspense_ug": 0, "parent": None}
        uid = Uid(row["uuid"].hex())
        state = fold(uid, known[uid])
        roots = {parent: self._row(connection, parent)["root"] for parent, _ in state.parents[:1]}
        daughters = select(schema.sample.c.id).where(
            schema.sample.c.parent == row["id"], schema.sample.c.in_book == 1
        )
        told = derived.sample_row(state, LocalIds(connection), roots)
        return told | {"daughters": len(connection.execute(daughters).all())}


DerivedMachine.TestCase.settings = settings(max_examples=8, stateful_step_count=12, deadline=None)
TestDerived = DerivedMachine.TestCase
