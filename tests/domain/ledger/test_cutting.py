"""Sieving, core dissection, sections by a pattern and composites, line by line (`ledger.md` 1.2)."""

from collections.abc import Iterator
from typing import Any

import pytest
from lunarcurator.domain.facts import ParentRole
from lunarcurator.domain.identity import CollectionRef, ref_of
from lunarcurator.domain.numbering import NumberTextError
from lunarcurator.domain.operations import (
    Compose,
    Daughter,
    Depths,
    Dissect,
    FieldValue,
    Gap,
    GapKind,
    MakeSections,
    Part,
    Reading,
    Sieve,
)
from lunarcurator.domain.status import Condition, Existence

from tests.domain.ledger.bench import Bench, Entry, weighed
from tests.domain.ledger.desk import Refused

LATER = 20210101
REST = ("mass.rest_unmeasured",)


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench(scheme="apollo")
    bench.place("Lab", "site")
    bench.place("Room", "room", "Lab")
    yield bench
    assert bench.closes()


def keys(act: Any) -> set[str]:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.keys


def said(**values: int) -> tuple[FieldValue, ...]:
    return tuple(FieldValue(field=key, value=value) for key, value in values.items())


def fraction(number: str, ug: int, low: int | None = None, high: int | None = None, **more: Any) -> Daughter:
    limits = {key: value for key, value in (("sieve_min_um", low), ("sieve_max_um", high)) if value is not None}
    return Daughter(number=number, mass=weighed(ug), values=said(**limits), **more)


def sieve(bench: Bench, parent: str, *fractions: Daughter, accept: tuple[str, ...] = (), **more: Any) -> Entry:
    return bench.do(Sieve(parent=bench.piece_ref(parent), daughters=fractions, **more), LATER, accept)


# Sieving


def test_a_sieving_with_a_reserve(bench: Bench) -> None:
    bench.register("14163", weighed(40))
    small, coarse = fraction(",1", 10, high=1000), fraction(",2", 25, 1000, 2000, form="coarse_fines")
    entry = sieve(bench, "14163", small, coarse, attrition_ug=1, after=Reading(net_ug=4, resolution_ug=1))
    assert bench.lines(entry) == {
        "here 14163 -36/0",
        "here 14163,1 +10/0",
        "here 14163,2 +25/0",
        "attrition 14163 +1/0",
    }
    piece = bench.state("14163,1")
    assert (piece.form, piece.fields["sieve_max_um"]) == ("sieve_fraction", 1000)
    assert "sieve_min_um" not in piece.fields
    assert bench.state("14163,2").form == "coarse_fines"


def test_all_is_sieved_and_nothing_is_left(bench: Bench) -> None:
    bench.register("14005", weighed(40))
    sieve(bench, "14005", fraction(",1", 15, high=1000), fraction(",2", 25, 1000), all_sieved=True)
    assert bench.state("14005").existence is Existence.RETIRED


@pytest.mark.parametrize(
    ("fractions", "key"),
    [
        ((fraction(",1", 1),), "sieve.no_limits"),
        ((fraction(",1", 1, 2000, 1000),), "sieve.limits_turned"),
        ((fraction(",1", 1, high=2000), fraction(",2", 1, 1000)), "sieve.overlap"),
        ((fraction(",1", 1, 1000), fraction(",2", 1, 4000)), "sieve.overlap"),
    ],
)
def test_limits_that_do_not_fit_are_told(bench: Bench, fractions: tuple[Daughter, ...], key: str) -> None:
    bench.register("14163", weighed(40))
    assert key in keys(lambda: sieve(bench, "14163", *fractions))


def test_dust_recovered_from_the_sieves_has_no_limits(bench: Bench) -> None:
    bench.register("14163", weighed(40))
    dust = fraction(",3", 1, form="crumbs", role=ParentRole.RECOVERED)
    sieve(bench, "14163", fraction(",1", 10, high=1000), dust)
    assert bench.state("14163,3").parents[0][1] is ParentRole.RECOVERED


# Cores


def interval(number: str, top: int, bottom: int, ug: int = 5, **more: Any) -> Daughter:
    depth = said(depth_top_um=top, depth_bottom_um=bottom)
    return Daughter(number=number, form="dissection_interval", mass=weighed(ug), values=depth, **more)


def dissect(
    bench: Bench, nth: int, *intervals: Daughter, accept: tuple[str, ...] = (), day: int = LATER, **more: Any
) -> Entry:
    core = bench.piece_ref("76001")
    return bench.do(Dissect(parent=core, dissection_pass=nth, daughters=intervals, **more), day, accept)


def core(bench: Bench) -> None:
    bench.register("76001", weighed(100), form="core_segment", values=said(core_recovered_um=20_000))


def test_a_pass_of_a_dissection(bench: Bench) -> None:
    core(bench)
    void = Gap(top_um=10_000, bottom_um=12_000, kind=GapKind.VOID)
    entry = dissect(
        bench,
        1,
        interval(",1", 0, 5_000),
        interval(",2", 5_000, 10_000),
        interval(",3", 12_000, 15_000),
        gaps=(void,),
        gas="nitrogen",
    )
    assert bench.lines(entry) == {f"here 76001,{n} +5/0" for n in (1, 2, 3)} | {"here 76001 -15/0"}
    told = bench.state("76001,2").fields
    depths = (told["depth_top_um"], told["depth_bottom_um"], told["dissection_pass"], told["light"])
    assert depths == (5_000, 10_000, 1, "white")


def test_a_fragment_spans_intervals_and_is_numbered_later(bench: Bench) -> None:
    core(bench)
    dissect(bench, 1, interval(",1", 0, 5_000), interval(",2", 5_000, 10_000))
    dissect(bench, 3, interval(",9", 4_000, 8_000, role=ParentRole.PICKED))
    assert bench.state("76001,9").parents[0][1] is ParentRole.PICKED
    # A picked fragment is no interval of its pass, so the pass may still begin above it.
    dissect(bench, 3, interval(",10", 0, 5_000), day=20210102)


def test_the_next_part_of_a_pass_follows_the_one_before(bench: Bench) -> None:
    core(bench)
    dissect(bench, 1, interval(",1", 0, 5_000))
    assert keys(lambda: dissect(bench, 1, interval(",2", 4_000, 9_000))) == {"dissect.overlap"}
    assert keys(lambda: dissect(bench, 1, interval(",2", 6_000, 9_000))) == {"dissect.break"}
    dissect(bench, 1, interval(",2", 5_000, 9_000))
    dissect(bench, 2, interval(",3", 0, 9_000))


def test_only_breaks_beside_what_is_entered_now_are_told(bench: Bench) -> None:
    bench.register("76001", weighed(100), form="core_segment")
    dissect(bench, 1, interval(",1", 0, 5_000), interval(",2", 6_000, 9_000), accept=("dissect.break",))
    dissect(bench, 1, interval(",3", 9_000, 900_000))
    assert bench.state("76001,3").fields["depth_bottom_um"] == 900_000


@pytest.mark.parametrize(
    ("intervals", "told", "key"),
    [
        ((interval(",1", 5_000, 5_000),), {}, "dissect.turned"),
        ((interval(",1", 0, 21_000),), {}, "dissect.too_deep"),
        ((Daughter(number=",1", mass=weighed(1)),), {}, "dissect.no_depth"),
        ((interval(",1", 0, 5_000), interval(",2", 3_000, 9_000)), {}, "dissect.overlap"),
        ((interval(",1", 0, 5_000),), {"gaps": (Gap(top_um=4_000, bottom_um=9_000),)}, "dissect.overlap"),
    ],
)
def test_depths_that_cannot_be_are_told(
    bench: Bench, intervals: tuple[Daughter, ...], told: dict[str, Any], key: str
) -> None:
    core(bench)
    assert key in keys(lambda: dissect(bench, 1, *intervals, **told))


def test_passes_count_from_one_and_crumbs_have_no_depth(bench: Bench) -> None:
    core(bench)
    assert keys(lambda: dissect(bench, 0, interval(",1", 0, 5_000))) == {"dissect.no_pass"}
    crumbs = Daughter(number=",8", form="crumbs", mass=weighed(1), role=ParentRole.RECOVERED)
    dissect(bench, 1, interval(",1", 0, 5_000), crumbs)
    assert "depth_top_um" not in bench.state("76001,8").fields


def test_a_core_nobody_knows_is_not_dissected(bench: Bench) -> None:
    core(bench)
    entry = bench.register("15002", weighed(1))
    gone = bench.piece_ref("15002")
    bench.session.reverse(entry.seq)
    depth = interval("15002,1", 0, 1)
    assert "piece.not_in_book" in keys(
        lambda: bench.do(Dissect(parent=gone, dissection_pass=1, daughters=(depth,)), LATER)
    )
    assert "piece.not_in_book" in keys(lambda: bench.do(MakeSections(parent=gone, numbers=",1"), LATER))


# Sections


def make(bench: Bench, parent: str, numbers: str, accept: tuple[str, ...] = (), **more: Any) -> Entry:
    return bench.do(MakeSections(parent=bench.piece_ref(parent), numbers=numbers, **more), LATER, accept)


def test_butts_with_depths_and_their_sections(bench: Bench) -> None:
    bench.register("70002", weighed(200))
    rows = tuple(Depths(top_um=top * 1000, bottom_um=bottom * 1000) for top, bottom in ((29, 48), (48, 79)))
    butts = make(bench, "70002", ",184-185", form="potted_butt", depths=rows)
    assert bench.lines(butts) == {
        f"{a} 70002,{n} 0/{s}1" for n in (184, 185) for a, s in (("here", "+"), ("unmeasured", "-"))
    }
    assert bench.state("70002,185").fields["depth_top_um"] == 48_000
    assert bench.state("70002").text("mass_quality") == "upper_bound"
    make(bench, "70002,184", ",367 ,368", section_set="A", thickness_um=30)
    section = bench.state("70002,368")
    told = (section.form, section.text("section_set"), section.fields["thickness_um"])
    assert told == ("thin_section", "A", 30)
    assert section.parents[0][0] == bench.piece("70002,184")


def test_a_chip_set_in_epoxy_whole(bench: Bench) -> None:
    bench.register("15555", weighed(30))
    entry = make(bench, "15555", ",7", REST, form="potted_butt", retires=True)
    assert bench.lines(entry) == {
        "here 15555 -30/0",
        "here 15555,7 0/+1",
        "unmeasured 15555,7 +30/-1",
    }


def test_a_section_hangs_under_its_butt_or_somebody_says_why(bench: Bench) -> None:
    bench.register("15555", weighed(30))
    assert keys(lambda: make(bench, "15555", ",7")) == {"sections.no_butt"}
    make(bench, "15555", ",7", ("sections.no_butt",))


@pytest.mark.parametrize(
    ("numbers", "told", "key"),
    [
        (",7", {"form": "chip"}, "sections.are_weighed"),
        (",7-9", {"form": "potted_butt", "depths": (Depths(top_um=0, bottom_um=1),)}, "sections.depths_differ"),
    ],
)
def test_sections_that_cannot_be_are_refused(bench: Bench, numbers: str, told: dict[str, Any], key: str) -> None:
    bench.register("15555", weighed(30))
    assert key in keys(lambda: make(bench, "15555", numbers, **told))


def test_the_numbers_of_a_printed_list_with_its_gaps(bench: Bench) -> None:
    bench.register("15003", weighed(30))
    make(bench, "15003", ",6000-6014", form="potted_butt")
    make(bench, "15003,6000", ",6015-6059 except ,6019 ,6038 ,6039 ,6052-6054")
    held = [n for n in range(6015, 6060) if bench.session.claimed(bench.collection, f"15003,{n}")]
    assert len(held) == 39
    assert not {6019, 6038, 6039, 6052, 6053, 6054} & set(held)


@pytest.mark.parametrize(
    "numbers",
    ["6,012", "chips", ",9-5", ",1 ,1", "", ",1-5 except ,9", ",1-9000", ",1-1500 ,2001-3500", ",10-x12", "15405"],
)
def test_a_pattern_that_cannot_be_read_says_so(bench: Bench, numbers: str) -> None:
    bench.register("15003", weighed(30))
    with pytest.raises(NumberTextError):
        make(bench, "15003", numbers, form="potted_butt")


def test_every_other_number_of_a_span(bench: Bench) -> None:
    bench.register("60003", weighed(30))
    make(bench, "60003", ",229-,233 odd and ,240", form="potted_butt")
    held = [n for n in range(229, 241) if bench.session.claimed(bench.collection, f"60003,{n}")]
    assert held == [229, 231, 233, 240]


def test_depths_of_sections_go_down(bench: Bench) -> None:
    bench.register("70002", weighed(30))
    turned = (Depths(top_um=5_000, bottom_um=5_000),)
    assert keys(lambda: make(bench, "70002", ",7", form="potted_butt", depths=turned)) == {"dissect.turned"}


# Composites


def compose(bench: Bench, *parts: tuple[str, int | None], accept: tuple[str, ...] = (), **more: Any) -> Entry:
    told = tuple(Part(sample=bench.piece_ref(number), ug=ug) for number, ug in parts)
    collection = CollectionRef(ref_of(bench.collection))
    return bench.do(Compose(parts=told, collection=collection, number="24999", **more), LATER, accept)


def test_a_composite_of_a_whole_and_a_part(bench: Bench) -> None:
    bench.register("24077", weighed(10))
    bench.register("24109", weighed(7))
    entry = compose(bench, ("24077", None), ("24109", 1), mass=weighed(11))
    assert bench.lines(entry) == {"here 24077 -10/0", "here 24109 -1/0", "here 24999 +11/0"}
    assert bench.state("24077").existence is Existence.RETIRED
    roles = {role for _, role in bench.state("24999").parents}
    assert roles == {ParentRole.COMPONENT}
    assert [uid for uid, _ in bench.state("24999").parents] == [bench.piece("24077"), bench.piece("24109")]


def test_a_composite_nobody_weighs(bench: Bench) -> None:
    bench.register("24077", weighed(10))
    bench.register("24109")
    entry = compose(bench, ("24077", 4), ("24109", None), accept=("compose.not_weighed",))
    assert bench.lines(entry) == {
        "here 24077 -4/0",
        "here 24109 0/-1",
        "unmeasured 24109 0/+1",
        "here 24999 0/+1",
        "unmeasured 24999 +4/-1",
    }


def test_a_composite_of_unknown_pieces_that_is_weighed(bench: Bench) -> None:
    bench.register("24077")
    bench.register("24109")
    reading = Reading(net_ug=9, resolution_ug=1)
    entry = compose(bench, ("24077", 4), ("24109", None), reading=reading, place=bench.place_ref("Room"))
    assert bench.lines(entry) == {
        "unmeasured 24077 -4/0",
        "here 24109 0/-1",
        "unmeasured 24109 0/+1",
        "here 24999 +9/0",
        "unmeasured 24999 -5/0",
    }


def test_a_composite_is_no_better_than_its_parts(bench: Bench) -> None:
    bench.register("24077", weighed(10), condition=Condition.PRISTINE)
    bench.register("24109", weighed(7), condition=Condition.AIR_EXPOSED)
    compose(bench, ("24077", None), ("24109", None), mass=weighed(17))
    assert bench.state("24999").condition == "air_exposed"


def test_a_composite_that_cannot_be_is_refused(bench: Bench) -> None:
    bench.register("24077", weighed(10))
    bench.register("24109", weighed(7))
    assert keys(lambda: compose(bench, ("24077", None))) == {"compose.needs_two"}
    assert "compose.twice" in keys(lambda: compose(bench, ("24077", 1), ("24077", 2)))
    assert keys(lambda: compose(bench, ("24077", 11), ("24109", 1))) == {"compose.not_that_much"}
    assert keys(lambda: compose(bench, ("24077", 5), ("24109", 1), mass=weighed(12))) == {"mass.does_not_close"}
    negative = Reading(net_ug=-1, resolution_ug=1)
    assert "weigh.negative" in keys(lambda: compose(bench, ("24077", 5), ("24109", 1), reading=negative))
