"""What belongs together though neither comes from the other, and what sources say against each other."""

from collections.abc import Iterator
from typing import Any

import pytest
from lunarcurator.domain.facts import Relation, RelationKind, Statement
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Relate, StateFact

from tests.domain.ledger.bench import Bench, Entry, weighed
from tests.domain.ledger.desk import Refused

LATER = 20210101


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench(scheme="apollo")
    for number in ("14303", "14304", "14305"):
        bench.register(number, weighed(100))
    yield bench
    assert bench.closes()


def keys(act: Any) -> set[str]:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.keys


def relate(
    bench: Bench,
    sample: str = "14305",
    other: str = "14303",
    kind: RelationKind = RelationKind.FITS,
    day: int = LATER,
) -> Entry:
    refs: dict[str, Any] = {"sample": bench.piece_ref(sample), "other": bench.piece_ref(other)}
    return bench.do(Relate(**refs, kind=kind, source=" Compendium "), day)


def state(bench: Bench, value: str, source: str = "Catalogue", day: int = LATER, **more: Any) -> Entry:
    told: dict[str, Any] = {"field": "collected", "value": value, "source": source, **more}
    return bench.do(StateFact(sample=bench.piece_ref("14305"), **told), day)


def statements(bench: Bench) -> list[Statement]:
    history = bench.session.history(bench.piece("14305"))
    return [each.fact for each in history if isinstance(each.fact, Statement)]


def test_two_pieces_fit_and_keep_their_numbers(bench: Bench) -> None:
    entry = relate(bench)
    assert bench.lines(entry) == set()
    told = [each.fact for each in entry.facts if isinstance(each.fact, Relation)]
    ours, other = bench.piece("14305"), bench.piece("14303")
    assert told == [Relation(ours, other, RelationKind.FITS, "Compendium", LATER)]
    assert bench.state("14305").parents == ()
    # The journal of both tells it, and undoing what made either comes after undoing this.
    assert not bench.session.may_reverse(entry.seq - 1)


def test_a_relation_is_said_once_in_either_direction(bench: Bench) -> None:
    relate(bench)
    assert keys(lambda: relate(bench, "14303", "14305")) == {"relate.known"}
    relate(bench, kind=RelationKind.SAME_ROCK)
    relate(bench, "14305", "14304")
    assert keys(lambda: relate(bench, "14305", "14305")) == {"relate.itself"}


def test_relations_of_two_pieces_are_withdrawn_together(bench: Bench) -> None:
    assert keys(lambda: relate(bench, kind=RelationKind.WITHDRAWN)) == {"relate.nothing_to_withdraw"}
    relate(bench)
    relate(bench, "14303", "14305", RelationKind.SAME_ROCK)
    relate(bench, kind=RelationKind.WITHDRAWN, day=20220101)
    assert keys(lambda: relate(bench, kind=RelationKind.WITHDRAWN, day=20230101)) == {"relate.nothing_to_withdraw"}
    relate(bench, day=20230101)
    assert bench.session.entries[-1].kind == "relate"


def test_pieces_are_related_from_their_first_day_and_while_on_record(bench: Bench) -> None:
    assert keys(lambda: relate(bench, day=20190101)) == {"day.before_piece"}
    bench.void("14303")
    assert keys(lambda: relate(bench)) == {"piece.does_not_exist"}


def test_every_statement_stays_with_its_source(bench: Bench) -> None:
    state(bench, "station G1", chosen=True)
    state(bench, " station C1 ", " Letter of 1971 ")
    told = [(each.value, each.source, each.chosen) for each in statements(bench)]
    assert told == [("station G1", "Catalogue", True), ("station C1", "Letter of 1971", False)]
    assert bench.state("14305").text("collected") == ""


def test_a_statement_is_whole(bench: Bench) -> None:
    assert keys(lambda: state(bench, "x", field="colour of the lid")) == {"state_fact.no_field"}
    assert keys(lambda: state(bench, " ")) == {"state_fact.no_value"}
    assert keys(lambda: state(bench, "x", " ")) == {"state_fact.no_source"}
    bench.void("14305")
    assert keys(lambda: state(bench, "x")) == {"piece.does_not_exist"}


def test_a_statement_is_undone_and_comes_back(bench: Bench) -> None:
    undone = bench.session.reverse(state(bench, "station G1").seq)
    assert statements(bench) == []
    bench.session.reverse(undone.seq)
    assert [each.value for each in statements(bench)] == ["station G1"]


def state_mass(bench: Bench, value: str, number: str = "14305", accept: tuple[str, ...] = ()) -> Entry:
    said = StateFact(sample=bench.piece_ref(number), field="mass", value=value, source="a sheet")
    return bench.do(said, LATER, accept)


def asked(bench: Bench, value: str, number: str = "14305") -> set[str]:
    return keys(lambda: state_mass(bench, value, number))


def test_a_stated_mass_beyond_what_there_ever_was_asks_why(bench: Bench) -> None:
    assert asked(bench, "102 ug") == {"mass.stated_more_than_ever"}
    state_mass(bench, "102 ug", accept=("mass.stated_more_than_ever",))
    state_mass(bench, "100 ug")
    state_mass(bench, "60 ug")
    state_mass(bench, "0 ug")
    # Figures within the rounding of what is stated are the same figure.
    state_mass(bench, "0.0001 g")


def test_what_it_weighed_before_is_no_more_than_there_ever_was(bench: Bench) -> None:
    bench.weigh("14305", 70, accept=("weigh.lost",))
    state_mass(bench, "95 ug")
    assert [each.value for each in statements(bench)] == ["95 ug"]


def test_a_thousandfold_looks_like_another_unit(bench: Bench) -> None:
    assert asked(bench, "100 mg") == {"mass.stated_thousandfold"}
    bench.register("14306", weighed(100_000))
    assert asked(bench, "0.1 mg", "14306") == {"mass.stated_thousandfold"}


def test_a_thousandth_may_be_all_that_is_left(bench: Bench) -> None:
    bench.register("14306", weighed(100), original=Mass.stated(100_000, 1000))
    entry = state_mass(bench, "101 ug", "14306")
    assert not entry.findings


def test_of_a_piece_of_unknown_mass_any_figure_is_as_likely(bench: Bench) -> None:
    bench.register("14306")
    state_mass(bench, "8 kg", "14306")
    bench.register("14307", original=Mass.stated(8_998_000_000, 1_000_000))
    assert asked(bench, "8998000 g", "14307") == {"mass.stated_thousandfold"}


def test_words_that_are_no_mass_are_kept_as_the_source_says_them(bench: Bench) -> None:
    state_mass(bench, "a handful")
    assert statements(bench)[-1].value == "a handful"
