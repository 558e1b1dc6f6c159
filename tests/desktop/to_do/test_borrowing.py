"""Agreements, signatures and contacts in the attention room: each row leads to its act and its person."""

from lunarcurator.desktop.links import Link, Target
from lunarcurator.domain.facts import Subject
from lunarcurator.services.to_do.listing import Concern

from tests.desktop.dialogs import borrowers_bench as borrowers
from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.borrowers_bench import NAMES, lend
from tests.desktop.to_do.test_room import quiet, shown


def test_a_contact_gone_stale_is_confirmed_from_its_row_and_leads_to_the_person(bench: Bench) -> None:
    lend(bench)
    room = shown(bench)
    asked: list[str] = []
    gone: list[Link] = []
    room.asked.connect(asked.append)
    bench.context.went.connect(gone.append)
    room.show_concern(Concern.CONTACTS)
    quiet(bench)
    assert room.table is not None
    assert room.table.ledger.rowCount() == 1
    person = borrowers.uid(bench, Subject.PERSON, NAMES["one"])
    assert room.selection.person is None
    room.table.selectRow(0)
    assert room.selection.person == person
    assert room.acts["confirm_contact"].isVisible()
    room.acts["confirm_contact"].click()
    assert asked == ["confirm_contact"]
    room.table.followed.emit(f"person:{person}")
    assert gone == [Link(Target.PERSON, person)]


def test_an_agreement_that_ends_is_renewed_from_its_row(bench: Bench) -> None:
    lend(bench)
    bench.post(borrowers.drafted("A-9", until=20270131))
    bench.post(borrowers.signed("A-9"))
    room = shown(bench)
    asked: list[str] = []
    room.asked.connect(asked.append)
    room.show_concern(Concern.AGREEMENTS)
    quiet(bench)
    agreement = borrowers.uid(bench, Subject.AGREEMENT, "A-9")
    assert room.table is not None
    room.table.selectRow(0)
    assert room.selection.agreement == agreement
    assert room.acts["renew_agreement"].isVisible()
    room.table.followed.emit(f"agreement:{agreement}")
    assert asked == ["renew_agreement"]
