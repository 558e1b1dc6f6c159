"""Voided pieces come back, bodies share a number, one piece was taken for another, and numbers stand in print."""

from collections.abc import Iterator

import pytest
from lunarcurator.domain.facts import NameKind, RelationKind, Subject, Touch
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import AddName, Mission, OpenCollection, Reading, Void
from lunarcurator.domain.status import Existence

from tests.domain.ledger.bench import UNKNOWN, weighed
from tests.domain.ledger.desk import MemoryDesk, Refused
from tests.domain.ledger.identity_bench import IdentityBench

SPLIT = 20100101
LATER = 20150101


@pytest.fixture
def bench() -> Iterator[IdentityBench]:
    bench = IdentityBench(MemoryDesk(), "apollo")
    yield bench
    assert bench.closes()


def divided(bench: IdentityBench, after: int | None = None, mass: Mass | None = None) -> None:
    """10001 of 100 is split into ,1 of 30 on an early day, and 10002 is there too."""
    bench.register("10001", weighed(100), day=20000101)
    bench.register("10002", weighed(200), day=20000101)
    bench.split("10001", {"10001,1": mass or Mass.stated(30, 1)}, day=SPLIT, after=after)


# Revival.


def test_a_voided_daughter_comes_back_with_its_mass(bench: IdentityBench) -> None:
    divided(bench)
    before = bench.totals()
    bench.void("10001,1")
    assert bench.state("10001").held_ug == 100
    entry = bench.revive("10001,1")
    assert bench.lines(entry) == {"here 10001 -30/0", "here 10001,1 +30/0"}
    assert bench.totals() == before
    assert bench.state("10001,1").existence == "exists"


def test_a_voided_catalogue_row_and_a_blind_daughter_come_back(bench: IdentityBench) -> None:
    bench.place("Home", "site")
    bench.place("Cabinet", "cabinet", "Home")
    bench.place("Old", "cabinet", "Home")
    bench.register(
        "10001", Mass.unknown("not_stated"), original=Mass.stated(100, 1), day=20000101, place="Cabinet"
    )
    bench.register("10002", UNKNOWN, day=20000101, place="Old")
    bench.split("10002", {"10002,1": UNKNOWN}, day=SPLIT)
    before = bench.totals()
    for number in ("10001", "10002,1"):
        bench.void(number)
        bench.revive(number)
    assert bench.totals() == before
    assert bench.state("10001").place == bench.place_uid("Cabinet")


def test_two_sisters_voided_and_revived_take_back_what_was_theirs(bench: IdentityBench) -> None:
    bench.register("10001", Mass.unknown("not_stated"), original=Mass.stated(60, 1), day=20000101)
    bench.split("10001", {"10001,1": 40, "10001,2": 30}, day=SPLIT, accept=("mass.exceeds_statement",))
    before = bench.totals()
    bench.void("10001,1")
    bench.void("10001,2")
    bench.revive("10001,2")
    bench.revive("10001,1")
    assert bench.totals() == before


def test_a_piece_comes_back_where_its_place_is_no_more(bench: IdentityBench) -> None:
    bench.place("Home", "site")
    bench.place("Old", "cabinet", "Home")
    bench.register("10001", weighed(100), day=20000101, place="Old")
    bench.void("10001")
    bench.retire("Old")
    bench.revive("10001")
    assert bench.state("10001").place is None


def test_only_what_was_voided_comes_back(bench: IdentityBench) -> None:
    divided(bench)
    bench.cancel(bench.plan("10001", "10001,9"))
    for number, key in (("10001", "revive.not_void"), ("10001,9", "revive.was_planned")):
        with pytest.raises(Refused) as refused:
            bench.revive(number)
        assert refused.value.keys == {key}
    bench.void("10001,1")
    bench.split("10001", {"10001,3": 100}, retires=True)
    with pytest.raises(Refused) as refused:
        bench.revive("10001,1")
    assert refused.value.keys == {"balance.would_be_negative"}


# Bodies.


def test_a_second_body_has_a_label_a_place_and_a_part_of_the_mass(bench: IdentityBench) -> None:
    bench.place("Home", "site")
    bench.place("Cabinet", "cabinet", "Home")
    bench.register("67729", weighed(79))
    entry = bench.body("67729", "B", weighed(30), first="A", place="Cabinet")
    assert bench.lines(entry) == {"here 67729 -30/0", "here 67729/B +30/0"}
    assert bench.state("67729").body == "A"
    assert bench.state("67729/B").fields["body_of"] == bench.piece("67729")
    assert bench.state("67729/B").place == bench.place_uid("Cabinet")
    assert bench.parents("67729/B") == [("67729", "daughter")]
    assert bench.state("67729").text("mass_quality") == "by_difference"
    bench.body("67729", "C", Mass.unknown("not_weighed"))
    assert bench.state("67729").text("mass_quality") == "upper_bound"
    bench.split("67729/B", {"67729,5": 3})
    assert bench.state("67729,5").held_ug == 3


def test_a_body_received_beside_the_first_brings_its_own_mass(bench: IdentityBench) -> None:
    bench.register("67729", weighed(79))
    reading = Reading(net_ug=30, resolution_ug=1)
    entry = bench.body("67729", "B", first="A", received=True, reading=reading)
    assert bench.lines(entry) == {"received 67729/B -30/0", "here 67729/B +30/0"}
    assert bench.lines(bench.body("67729", "C", Mass.not_applicable())) == set()


def test_bodies_follow_the_number_they_share(bench: IdentityBench) -> None:
    bench.register("67729", weighed(79))
    bench.body("67729", "B", weighed(30), first="A")
    bench.renumber("67729", "67730")
    assert bench.state("67730/B").held_ug == 30
    with pytest.raises(Refused) as refused:
        bench.renumber("67730/B", "67731")
    assert refused.value.keys == {"body.no_number"}


def test_each_body_has_a_label_of_its_own(bench: IdentityBench) -> None:
    bench.register("67729", weighed(79))
    for label, first, key in (
        ("", "A", "body.needs_label"),
        ("B/2", "A", "body.needs_label"),
        ("B", "", "body.needs_label"),
        ("A", "A", "body.taken"),
    ):
        with pytest.raises(Refused) as refused:
            bench.body("67729", label, first=first)
        assert refused.value.keys == {key}
    bench.body("67729", "B", first="A")
    for number, label, first, key in (
        ("67729", "B", "", "body.taken"),
        ("67729", "C", "X", "body.first_known"),
        ("67729/B", "C", "", "body.no_number"),
    ):
        with pytest.raises(Refused) as refused:
            bench.body(number, label, first=first)
        assert refused.value.keys == {key}


# Mistaken identity.


def test_what_was_recorded_of_one_piece_was_another(bench: IdentityBench) -> None:
    bench.register("12023", weighed(269), day=20000101)
    bench.register("14163", weighed(5_000), day=20000101)
    entry = bench.mistaken("12023", "14163", since=20100101)
    assert bench.names("14163") == [("published", "12023")]
    relations = [each.fact.kind for each in entry.facts if hasattr(each.fact, "other")]
    assert relations == [RelationKind.MISTAKEN_FOR]
    cases = [each.fact for each in entry.facts if isinstance(each.fact, Touch) and each.fact.kind is Subject.CASE]
    told = dict(cases[0].changes)
    assert (told["kind"], told["since"], told["sample"]) == ("identity", 20100101, bench.piece("12023"))
    assert bench.lines(entry) == set()


def test_a_mistake_needs_two_pieces_evidence_and_a_day_before_it_was_found(bench: IdentityBench) -> None:
    bench.register("12023", weighed(269))
    bench.register("14163", weighed(5_000))
    for other, said, key in (
        ("12023", {}, "relate.itself"),
        ("14163", {"evidence": ""}, "correct.needs_evidence"),
        ("14163", {"since": 20300101}, "mistaken.since_later"),
    ):
        with pytest.raises(Refused) as refused:
            bench.mistaken("12023", other, **said)
        assert refused.value.keys == {key}
    bench.mistaken("12023", "14163")
    with pytest.raises(Refused) as refused:
        bench.mistaken("12023", "14163")
    assert refused.value.keys == {"relate.known"}


# Numbers in print.


def test_a_number_that_exists_only_in_print_has_a_source_and_no_piece(bench: IdentityBench) -> None:
    said = {"existence": Existence.RETIRED, "retired_reason": "print_only"}
    entry = bench.register("10070", UNKNOWN, source="Catalog 1977, p. 12", **said)
    assert bench.lines(entry) == set()
    assert bench.state("10070").retired_reason == "print_only"
    with pytest.raises(Refused) as refused:
        bench.register("10071", UNKNOWN, **said)
    assert refused.value.keys == {"register.print_only_needs_source"}
    with pytest.raises(Refused) as refused:
        bench.register("10071", weighed(5), source="Catalog", **said)
    assert refused.value.keys == {"register.print_only_has_piece"}
    with pytest.raises(Refused) as refused:
        bench.mend("10070", mass=5)
    assert refused.value.keys == {"correct_birth.not_begun"}


def test_a_wrong_number_that_is_a_name_already_is_not_given_again(bench: IdentityBench) -> None:
    bench.register("14163", weighed(5_000))
    published = AddName(sample=bench.piece_ref("14163"), name="12023", kind=NameKind.PUBLISHED)
    bench.do(published)
    bench.register("12023", weighed(269))
    bench.mistaken("12023", "14163")
    assert bench.names("14163") == [("published", "12023")]


def test_a_daughter_comes_back_only_to_a_parent_that_is_there(bench: IdentityBench) -> None:
    divided(bench)
    bench.void("10001,1")
    bench.split("10001", {"10001,3": 100}, retires=True, day=SPLIT)
    with pytest.raises(Refused) as refused:
        bench.revive("10001,1")
    assert refused.value.keys == {"piece.does_not_exist"}


def test_a_daughter_in_another_book_comes_back_through_both(bench: IdentityBench) -> None:
    bench.do(OpenCollection(code="L", name="Moon", scheme="apollo", missions=(Mission(code="B", name="B"),)))
    bench.register("10001", weighed(100), mission="A", day=20000101)
    bench.register("10001,1", weighed(30), mission="B", parent="10001", day=SPLIT)
    before = bench.totals()
    bench.void("10001,1")
    bench.revive("10001,1")
    assert bench.totals() == before


def test_a_piece_that_was_received_began_on_another_day(bench: IdentityBench) -> None:
    bench.register("10001", UNKNOWN, day=20100101)
    entry = bench.mend("10001", born=20050101)
    assert bench.lines(entry) == {
        "here 10001 0/-1",
        "received 10001 0/+1",
        "here 10001 0/+1",
        "received 10001 0/-1",
    }
    assert bench.state("10001", 20050101).held_unweighed == 1


def test_sisters_voided_in_one_entry_come_back_one_by_one(bench: IdentityBench) -> None:
    bench.register("10001", weighed(100), day=20000101)
    bench.split("10001", {"10001,1": Mass.stated(30, 1), "10001,2": Mass.stated(40, 1)}, day=SPLIT)
    before = bench.totals()
    bench.session.post(*(bench.act(Void(sample=bench.piece_ref(number))) for number in ("10001,1", "10001,2")))
    assert bench.lines(bench.revive("10001,1")) == {"here 10001 -30/0", "here 10001,1 +30/0"}
    assert bench.lines(bench.revive("10001,2")) == {"here 10001 -40/0", "here 10001,2 +40/0"}
    assert bench.totals() == before
