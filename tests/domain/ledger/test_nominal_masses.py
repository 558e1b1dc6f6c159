"""What a balance reads, or a borrower states, of a piece in a form that is not weighed: asked and kept."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from lunarcurator.domain.identity import CollectionRef, ref_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.nominal_back import NominalBack, nominal_back
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Compose, Consume, DeclareLost, Part, Reading, Recover
from lunarcurator.domain.operations.accounting import CameBack
from lunarcurator.domain.status import Existence

from tests.domain.ledger.desk import Refused
from tests.domain.ledger.lab import keys
from tests.domain.ledger.loans_bench import LATER, Loans
from tests.domain.ledger.test_loan_return import give_back, itself, section

READ = Reading(net_ug=170, resolution_ug=1)
NOT_WEIGHED = {"weigh.not_weighable"}
REPLACES, BECOMES, DIFFERS = "return.replaces_nominal", "return.becomes_nominal", "return.not_as_nominal"
LOST = ("lost.needs_authority", "recover.not_confirmed")


@pytest.fixture
def bench() -> Iterator[Loans]:
    """A bench on which TS is a section with a nominal mass of 180 ug, and BARE one without any."""
    bench = Loans()
    bench.register("TS", Mass.nominal(180, 10), place="Cabinet", form="thin_section")
    bench.register("BARE", place="Cabinet", form="thin_section")
    yield bench
    assert bench.closes()


def ledger(bench: Loans) -> LedgerState:
    return bench.session.ledger()


def home(bench: Loans, ug: int | None = None, **more: int) -> CameBack:
    """A section that comes back to its slot in the library."""
    return itself(bench, ug, place=None, **more)


def told(act: Callable[[], object]) -> dict[str, dict[str, object]]:
    with pytest.raises(Refused) as refused:
        act()
    return {each.key: dict(each.facts) for each in refused.value.findings}


def recover(bench: Loans) -> object:
    if bench.state("TS").existence is not Existence.LOST:
        bench.do(DeclareLost(samples=(bench.piece_ref("TS"),), report="police 12"), LATER, LOST)
    back = Recover(sample=bench.piece_ref("TS"), place=bench.place_ref("Cabinet"), evidence="found", reading=READ)
    return bench.do(back, LATER, LOST)


def used_down_to(bench: Loans) -> object:
    return bench.do(Consume(sample=bench.piece_ref("TS"), after=READ, evidence="report 7"), LATER)


READS = {
    "weigh": (lambda bench: bench.weigh("TS", 170), NOT_WEIGHED),
    "split": (lambda bench: bench.split("TS", {"TS1": 5}, after=165), NOT_WEIGHED),
    "recover": (recover, NOT_WEIGHED),
    "consume": (used_down_to, {"consume.unknown_before"}),
}


@pytest.mark.parametrize("act", READS)
def test_no_act_takes_a_reading_of_a_piece_that_is_not_weighed_for_its_mass(bench: Loans, act: str) -> None:
    done, refused = READS[act]
    assert refused <= keys(lambda: done(bench))
    assert (bench.state("TS").held_ug, bench.state("TS").weighed) == (0, None)


def test_a_reading_of_a_composite_in_such_a_form_is_asked_about(bench: Loans) -> None:
    parts = tuple(Part(sample=bench.piece_ref(each), ug=5) for each in ("P", "U"))
    collection = CollectionRef(ref_of(bench.collection))
    made = Compose(parts=parts, collection=collection, number="24999", form="thin_section", reading=READ)
    assert "mass.kept_nominal" in keys(lambda: bench.do(made, LATER))
    assert "mass.kept_nominal" not in keys(lambda: bench.do(replace(made, reading=None), LATER))


def test_a_reading_of_the_piece_itself_takes_the_place_of_its_nominal_mass(bench: Loans) -> None:
    bench.enter("TS")
    back = home(bench, 170, stated_ug=120, stated_to_ug=10)
    found = told(lambda: give_back(bench, "TS", back))
    assert set(found) == {REPLACES, "return.weighs_otherwise"}
    assert (found[REPLACES]["ug"], found[REPLACES]["before_ug"]) == (170, 180)
    give_back(bench, "TS", back, accept=tuple(found))
    piece = bench.state("TS")
    assert (piece.fields["nominal_ug"], piece.held_ug, piece.held_unweighed, piece.weighed) == (170, 0, 1, None)
    assert bench.moves("TS") == {"issued 0/1", "returned 0/1"}
    assert nominal_back(bench.line("TS"), ledger(bench)) == (NominalBack("TS", "thin_section", 170, True),)


def test_a_reading_becomes_the_nominal_mass_where_none_was_on_record(bench: Loans) -> None:
    bench.enter("BARE")
    found = told(lambda: give_back(bench, "BARE", home(bench, 170)))
    assert (set(found), "before_ug" in found[BECOMES]) == ({BECOMES}, False)
    give_back(bench, "BARE", home(bench, 170), accept=(BECOMES,))
    assert bench.state("BARE").fields["nominal_ug"] == 170


def test_a_stated_mass_is_compared_with_the_nominal_one_to_the_digits_of_both(bench: Loans) -> None:
    bench.enter("TS")
    found = told(lambda: give_back(bench, "TS", home(bench, stated_ug=12, stated_to_ug=1)))
    assert (set(found), found[DIFFERS]["ug"], found[DIFFERS]["before_ug"]) == ({DIFFERS}, 12, 180)
    give_back(bench, "TS", home(bench, stated_ug=186, stated_to_ug=1))
    assert bench.state("TS").fields["nominal_ug"] == 180, "what a borrower states changes no figure of ours"
    assert nominal_back(bench.line("TS"), ledger(bench)) == (NominalBack("TS", "thin_section", 186, False),)


def test_a_nominal_mass_changed_since_has_no_digits_to_go_by(bench: Loans) -> None:
    bench.enter("TS")
    give_back(bench, "TS", home(bench, 177), accept=(REPLACES,))
    bench.enter("TS", day=20230101)
    stated = home(bench, stated_ug=180, stated_to_ug=1)
    assert keys(lambda: give_back(bench, "TS", stated, day=20240101)) == {DIFFERS}


def test_a_stated_mass_becomes_the_nominal_one_where_none_was_on_record(bench: Loans) -> None:
    bench.enter("BARE")
    give_back(bench, "BARE", home(bench, stated_ug=12, stated_to_ug=1))
    assert (bench.state("BARE").fields["nominal_ug"], bench.state("BARE").held_unweighed) == (12, 1)


def test_a_section_that_comes_back_without_a_mass_keeps_its_nominal_one(bench: Loans) -> None:
    bench.enter("TS")
    give_back(bench, "TS", home(bench))
    assert bench.state("TS").fields["nominal_ug"] == 180
    assert nominal_back(bench.line("TS"), ledger(bench)) == ()


def test_a_part_in_such_a_form_is_told_as_nominal_and_one_that_is_weighed_is_not(bench: Loans) -> None:
    bench.enter("P")
    give_back(bench, "P", section(bench, "P1", 5), itself(bench, 95))
    assert nominal_back(bench.line("P"), ledger(bench)) == (NominalBack("P1", "thin_section", 5, False),)
