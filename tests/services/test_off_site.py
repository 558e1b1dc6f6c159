"""Nodes for what is away, where the desk does not say with whom or in what it is."""

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.terms import AwayKind
from lunarcurator.domain.unweighed import MassSum
from lunarcurator.services.off_site import BORROWERS, TRANSIT, off_site_nodes, wish_of
from lunarcurator.services.words import Words
from lunarcurator.store.reads.off_site import Named, OffSiteSum

HELD = MassSum(1, 5)


def named(id_: int, kind: Subject, **fields: str) -> Named:
    return Named(id_, kind, Record(Uid(f"{id_:032x}"), dict(fields)))


def test_what_names_nobody_and_no_shipment_stands_in_its_group(words: Words) -> None:
    sums = [OffSiteSum(False, None, None, HELD, 1, 20260101), OffSiteSum(True, None, None, HELD, 0, 0)]
    found = {node.id: node for node in off_site_nodes(sums, (), words, 20260101)}
    assert set(found) == {BORROWERS, TRANSIT}
    borrowers = found[BORROWERS]
    assert (borrowers.held, borrowers.late, borrowers.by) == (HELD, 1, 20260101)
    assert found[TRANSIT].held == HELD


def test_a_person_of_no_institution_stands_with_the_borrowers_and_a_box_goes_to_several(words: Words) -> None:
    known = (
        named(3, Subject.PERSON, name="Borrower A"),
        named(4, Subject.PERSON, name="Borrower B"),
        named(5, Subject.SHIPMENT, code="S-1"),
    )
    sums = [OffSiteSum(True, who, 5, HELD, 0, 0) for who in (3, 4, None)]
    sums.append(OffSiteSum(False, 3, None, HELD, 0, 0))
    found = {node.kind: node for node in off_site_nodes(sums, known, words, 20260101)}
    assert found[AwayKind.BORROWER].parent == BORROWERS
    assert found[AwayKind.SHIPMENT].held == MassSum(3, 15)
    assert found[AwayKind.SHIPMENT].note == "Borrower A; Borrower B"


def test_a_person_stands_under_each_institution_whose_agreement_something_is_out_under(words: Words) -> None:
    own, other = f"{8:032x}", f"{9:032x}"
    known = (
        named(3, Subject.PERSON, name="Borrower A", institution=own),
        named(8, Subject.INSTITUTION, name="Institute A"),
        named(9, Subject.INSTITUTION, name="Institute B"),
        named(5, Subject.SHIPMENT, code="S-1"),
    )
    sums = [OffSiteSum(False, 3, None, HELD, 0, 0, house) for house in (None, 8, 9)]
    sums.append(OffSiteSum(True, 3, 5, HELD, 0, 0, 9))
    found = off_site_nodes(sums, known, words, 20260101)
    nodes = {node.id: node for node in found}
    people = [node for node in found if node.kind is AwayKind.BORROWER]
    above = [nodes[node.parent or 0] for node in people]
    assert [(each.name, str(each.uid)) for each in above] == [("Institute A", own), ("Institute B", other)]
    assert [node.held for node in people] == [MassSum(2, 10), HELD], "his own and what names no agreement are one"
    wishes = [wish_of(node, 20260101) for node in people]
    assert [(each.borrower, each.house) for each in wishes] == [(people[0].uid, own), (people[0].uid, other)]
    assert next(node.note for node in found if node.kind is AwayKind.SHIPMENT) == "Institute B"
