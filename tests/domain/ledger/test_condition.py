"""Exposures, sealed containers, cold, condition and handling, line by line (`ledger.md` 1.2, `domain.md` 1.10)."""

from collections.abc import Iterator
from typing import Any

import pytest
from lunarcurator.domain.facts import Exposure, ExposureKind, Scope
from lunarcurator.domain.identity import CollectionRef, PlaceRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    ChangeCondition,
    Compose,
    Consume,
    Expose,
    Freeze,
    OpenSealed,
    Part,
    Reading,
    Renumber,
    Restrict,
    TakeOut,
    Weigh,
)
from lunarcurator.domain.status import Condition, Handling

from tests.domain.ledger.bench import Bench, Entry, weighed
from tests.domain.ledger.desk import Refused

LATER = 20210101
COLD = 253_000


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    for name, kind, parent in (
        ("Lab", "site", None),
        ("Room", "room", "Lab"),
        ("Cabinet", "cabinet", "Room"),
        ("Freezer", "freezer", "Room"),
    ):
        bench.place(name, kind, parent)
    bench.place("Bottle", "can", "Cabinet", sealed=True)
    bench.place("Vial", "vial", "Cabinet")
    bench.move("Bottle", places=("Vial",), day=20000102)
    bench.register("P", weighed(100), place="Cabinet", condition=Condition.PRISTINE)
    yield bench
    assert bench.closes()


def keys(act: Any) -> set[str]:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.keys


def expose(
    bench: Bench,
    *numbers: str,
    places: tuple[str, ...] = (),
    day: int = LATER,
    accept: tuple[str, ...] = (),
    **more: Any,
) -> Entry:
    told: dict[str, Any] = {"kind": ExposureKind.AIR, "evidence": "log 4", **more}
    samples, boxes = tuple(map(bench.piece_ref, numbers)), tuple(map(bench.place_ref, places))
    return bench.do(Expose(samples=samples, places=boxes, **told), day, accept)


def unseal(bench: Bench, day: int = LATER, accept: tuple[str, ...] = (), **more: Any) -> Entry:
    return bench.do(OpenSealed(place=bench.place_ref("Bottle"), evidence="log 5", **more), day, accept)


def freeze(
    bench: Bench, *numbers: str, day: int = LATER, accept: tuple[str, ...] = (), mk: int = COLD, **more: Any
) -> Entry:
    samples = tuple(map(bench.piece_ref, numbers))
    return bench.do(Freeze(samples=samples, temperature_mk=mk, evidence="log 6", **more), day, accept)


def take_out(bench: Bench, *numbers: str, day: int = 20220101, accept: tuple[str, ...] = (), **more: Any) -> Entry:
    samples = tuple(map(bench.piece_ref, numbers))
    return bench.do(TakeOut(samples=samples, evidence="log 7", **more), day, accept)


def restrict(bench: Bench, *numbers: str, **more: Any) -> Entry:
    told: dict[str, Any] = {"handling": (Handling.KEEP_FROZEN, Handling.NO_SAW), "reason": "for organics", **more}
    return bench.do(Restrict(samples=tuple(map(bench.piece_ref, numbers)), **told), LATER)


def becomes(
    bench: Bench, condition: Condition, accept: tuple[str, ...] = (), reason: str = "seen", **more: Any
) -> Entry:
    told: dict[str, Any] = {"samples": (bench.piece_ref("P"),), "condition": condition, "reason": reason, **more}
    day = told.pop("day", LATER)
    return bench.do(ChangeCondition(**told), day, accept)


def reading(bench: Bench, number: str, ug: int) -> Weigh:
    return Weigh(sample=bench.piece_ref(number), reading=Reading(net_ug=ug, resolution_ug=1))


def met(bench: Bench, number: str) -> list[Exposure]:
    history = bench.session.history(bench.piece(number))
    return [each.fact for each in history if isinstance(each.fact, Exposure)]


# Exposures


def test_an_exposure_keeps_all_that_is_known_of_it(bench: Bench) -> None:
    entry = expose(
        bench,
        "P",
        kind=ExposureKind.HEAT,
        agent=" lamp ",
        until=20210102,
        where=bench.place_ref("Room"),
        temperature_mk=330_000,
        scope=Scope.SURFACE,
        condition=Condition.ALTERED,
    )
    assert bench.lines(entry) == set()
    room = bench.place_uid("Room")
    expected = Exposure(
        bench.piece("P"), LATER, 20210102, ExposureKind.HEAT, "lamp", Scope.SURFACE, room, 330_000, "log 4", None
    )
    assert met(bench, "P") == [expected]
    assert bench.state("P").exposed == {ExposureKind.HEAT}
    assert bench.state("P").condition == "altered"
    assert bench.state("P", 20200601).exposed == frozenset()


def test_all_that_stood_in_a_place_met_it_and_nothing_else(bench: Bench) -> None:
    bench.register("V", weighed(5), place="Vial")
    bench.register("L", weighed(5), place="Cabinet")
    bench.register("U", weighed(5), place="Cabinet")
    bench.register("X", weighed(5), place="Room")
    bench.register("G", weighed(5), place="Cabinet")
    bench.lend("L", day=20200601)
    bench.do(Consume(sample=bench.piece_ref("U"), evidence="report"), 20200601)
    bench.move("Room", "G", day=20210601)
    expose(bench, "P", places=("Cabinet",))
    exposed = {number for number in "PVLUXG" if bench.state(number).exposed}
    assert exposed == {"P", "V", "G"}


def test_an_exposure_says_what_and_when_and_why(bench: Bench) -> None:
    assert keys(lambda: expose(bench)) == {"expose.nothing"}
    assert keys(lambda: expose(bench, places=("Freezer",))) == {"expose.nothing"}
    assert keys(lambda: expose(bench, "P", until=20200601)) == {"expose.ends_before"}
    expose(bench, "P", until=20210000)
    assert keys(lambda: expose(bench, "P", temperature_mk=0)) == {"expose.no_temperature"}
    assert keys(lambda: expose(bench, "P", kind=ExposureKind.OTHER)) == {"expose.needs_agent"}
    assert keys(lambda: expose(bench, "P", evidence=" ")) == {"expose.no_evidence"}
    assert keys(lambda: expose(bench, "P", day=20190101)) >= {"day.before_piece"}
    nowhere = PlaceRef(ref_of(bench.collection))
    assert keys(lambda: bench.do(Expose(places=(nowhere,), kind=ExposureKind.AIR), LATER)) == {"place.not_in_book"}


def test_a_condition_gets_better_by_an_exposure_only_with_authority(bench: Bench) -> None:
    expose(bench, "P", condition=Condition.AIR_EXPOSED)
    better: dict[str, Any] = {"kind": ExposureKind.NITROGEN, "condition": Condition.RETURNED, "day": 20220101}
    assert keys(lambda: expose(bench, "P", **better)) == {"condition.improves"}
    late: dict[str, Any] = {"condition": Condition.ALTERED, "day": 20200601}
    assert keys(lambda: expose(bench, "P", **late)) == {"day.before_later_act"}


def test_a_late_exposure_of_the_outside_spares_the_interior(bench: Bench) -> None:
    bench.split("P", {"P,1": 5, "P,2": 5}, day=20210601)
    bench.split("P,2", {"P,2a": 1}, day=20210701)
    spared = (bench.piece_ref("P,2"),)
    assert keys(lambda: expose(bench, "P", interior=spared)) == {"expose.met_the_whole"}
    expose(bench, "P", scope=Scope.FACE, kind=ExposureKind.SAW, interior=spared)
    assert bench.state("P,1").exposed == {ExposureKind.SAW}
    assert bench.state("P,2").exposed == bench.state("P,2a").exposed == frozenset()
    expose(bench, "P", kind=ExposureKind.WATER)
    assert bench.state("P,2a").exposed == {ExposureKind.WATER}


def test_a_daughter_by_two_lines_met_it_once(bench: Bench) -> None:
    bench.split("P", {"P,1": 5, "P,2": 5}, day=20210601)
    parts = tuple(Part(sample=bench.piece_ref(number), ug=1) for number in ("P,1", "P,2"))
    collection = CollectionRef(ref_of(bench.collection))
    bench.do(Compose(collection=collection, number="C", parts=parts, mass=weighed(2)), 20210701)
    expose(bench, "P")
    assert len(met(bench, "C")) == 1


def test_a_piece_that_only_joined_a_family_met_nothing_of_it(bench: Bench) -> None:
    bench.register("J", weighed(3), day=20210601)
    joined = Renumber(sample=bench.piece_ref("J"), number="P,9", parent=bench.piece_ref("P"))
    bench.do(joined, 20210701)
    expose(bench, "P")
    assert bench.state("J").parents[0][0] == bench.piece("P")
    assert bench.state("J").exposed == frozenset()


def test_an_exposure_is_undone_and_blocked_by_what_rests_on_it(bench: Bench) -> None:
    entry = expose(bench, "P", condition=Condition.AIR_EXPOSED)
    undone = bench.session.reverse(entry.seq)
    assert bench.state("P").exposed == frozenset()
    assert bench.state("P").condition == "pristine"
    again = bench.session.reverse(undone.seq)
    assert bench.state("P").exposed == {ExposureKind.AIR}
    bench.split("P", {"P,1": 5}, day=20220101)
    assert not bench.session.may_reverse(again.seq)


# Sealed containers


def test_opening_a_container_exposes_and_weighs_what_stands_in_it(bench: Bench) -> None:
    bench.register("S", Mass.unknown("sealed"), place="Bottle", condition=Condition.PRISTINE)
    bench.register("T", weighed(7), place="Vial")
    bench.register("W", weighed(7), place="Bottle")
    bench.move("Cabinet", "W", day=20200601)
    entry = unseal(
        bench, gas="N2", seal_state="intact", readings=(reading(bench, "S", 30), reading(bench, "T", 7))
    )
    assert bench.lines(entry) == {"here S +30/-1", "unmeasured S -30/+1"}
    assert [(each.kind, each.agent) for each in met(bench, "T")] == [(ExposureKind.NITROGEN, "N2 intact")]
    assert bench.state("S").weighed is not None
    assert bench.state("W").exposed == frozenset()
    assert bench.state("S").condition == "pristine"
    assert bench.session.place(bench.place_uid("Bottle")).fields["sealed"] == 0
    assert keys(lambda: unseal(bench, day=20220101)) == {"open_sealed.not_sealed"}


def test_pieces_of_one_statement_draw_on_it_once(bench: Bench) -> None:
    catalogue = Mass.stated(50, 10)
    bench.register("R", original=catalogue, place="Bottle")
    for number in ("R,1", "R,2"):
        bench.register(number, Mass.unknown("sealed"), parent="R", place="Bottle")
    both = (reading(bench, "R,1", 30), reading(bench, "R,2", 25))
    entry = unseal(bench, readings=both, accept=("mass.exceeds_statement",))
    drawn = {line for line in bench.lines(entry) if line.startswith(("unreconciled", "adjustment"))}
    assert drawn == {"unreconciled R -30/0", "unreconciled R -20/0", "adjustment R,2 -5/0"}


def test_a_container_opened_into_air_changes_what_is_in_it(bench: Bench) -> None:
    bench.register("S", weighed(3), place="Bottle", condition=Condition.PRISTINE)
    unseal(bench, meets=ExposureKind.AIR, condition=Condition.AIR_EXPOSED)
    assert bench.state("S").condition == "air_exposed"
    assert bench.state("S").exposed == {ExposureKind.AIR}


def test_readings_are_of_what_stands_in_the_container(bench: Bench) -> None:
    bench.register("S", weighed(3), place="Bottle")
    assert keys(lambda: unseal(bench, readings=(reading(bench, "P", 100),))) == {"open_sealed.not_inside"}
    twice = (reading(bench, "S", 3), reading(bench, "S", 3))
    assert keys(lambda: unseal(bench, readings=twice)) == {"open_sealed.read_twice"}
    with pytest.raises(Refused) as refused:
        unseal(bench, readings=(reading(bench, "S", -1),))
    assert {each.field for each in refused.value.findings} == {"readings[0].reading"}
    assert keys(lambda: unseal(bench, day=19990101)) == {"day.before_place"}


def test_a_piece_marked_no_air_is_opened_into_air_with_authority(bench: Bench) -> None:
    bench.register("S", weighed(3), place="Bottle")
    restrict(bench, "S", handling=(Handling.NO_AIR,))
    assert keys(lambda: unseal(bench, meets=ExposureKind.AIR)) == {"handling.broken"}
    unseal(bench, meets=ExposureKind.AIR, accept=("handling.broken",))
    assert bench.state("S").exposed == {ExposureKind.AIR}


# The cold


def test_a_piece_goes_into_the_cold_and_comes_out_with_its_history(bench: Bench) -> None:
    entry = freeze(bench, "P", to=bench.place_ref("Freezer"))
    assert bench.lines(entry) == set()
    frozen = bench.state("P")
    assert (frozen.condition, frozen.fields["temperature_mk"]) == ("frozen", COLD)
    assert (frozen.place, frozen.home) == (bench.place_uid("Freezer"), bench.place_uid("Cabinet"))
    bench.split("P", {"P,1": 5}, day=20210601)
    assert bench.state("P,1").fields["temperature_mk"] == COLD
    take_out(bench, "P", to=bench.place_ref("Cabinet"), temperature_mk=290_000, condition=Condition.RETURNED)
    thawed = bench.state("P")
    assert thawed.fields.get("temperature_mk") is None
    assert thawed.condition == "returned"
    told = [(each.kind, each.temperature_mk, each.place) for each in met(bench, "P")]
    cabinet, freezer = bench.place_uid("Cabinet"), bench.place_uid("Freezer")
    assert told == [(ExposureKind.FREEZER, COLD, freezer), (ExposureKind.THAW, 290_000, cabinet)]
    assert bench.state("P", 20210901).fields["temperature_mk"] == COLD


def test_the_cold_makes_nothing_better(bench: Bench) -> None:
    becomes(bench, Condition.AIR_EXPOSED, day=20200601)
    freeze(bench, "P")
    assert bench.state("P").condition == "air_exposed"
    take_out(bench, "P", condition=Condition.RETURNED)
    assert bench.state("P").condition == "air_exposed"
    freeze(bench, "P", day=20230101)
    take_out(bench, "P", day=20230601, condition=Condition.ALTERED)
    assert bench.state("P").condition == "altered"


def test_a_thawed_piece_is_pristine_only_with_authority(bench: Bench) -> None:
    freeze(bench, "P")
    assert keys(lambda: take_out(bench, "P", condition=Condition.PRISTINE)) == {"condition.improves"}
    take_out(bench, "P")
    assert bench.state("P").condition == "not_stated"


def test_what_is_not_cold_is_not_taken_out_of_it(bench: Bench) -> None:
    assert keys(lambda: take_out(bench, "P")) == {"take_out.not_cold"}
    freeze(bench, "P")
    assert keys(lambda: take_out(bench, "P", condition=Condition.FROZEN)) == {"take_out.still_frozen"}
    assert keys(lambda: take_out(bench, "P", temperature_mk=-1)) == {"expose.no_temperature"}
    unknown = TakeOut(samples=(ref_of(bench.collection),))
    assert keys(lambda: bench.do(unknown, LATER)) >= {"piece.not_in_book"}


def test_a_piece_to_be_kept_frozen_leaves_the_cold_with_authority(bench: Bench) -> None:
    freeze(bench, "P", day=20200601)
    restrict(bench, "P")
    assert keys(lambda: take_out(bench, "P")) == {"handling.broken"}
    outage: dict[str, Any] = {"kind": ExposureKind.OUTAGE, "day": 20220101}
    assert keys(lambda: expose(bench, "P", **outage)) == {"handling.broken"}
    expose(bench, "P", accept=("handling.broken",), **outage)
    assert bench.state("P").exposed == {ExposureKind.FREEZER, ExposureKind.OUTAGE}


def test_cold_is_below_the_freezing_point(bench: Bench) -> None:
    assert keys(lambda: freeze(bench, "P", mk=290_000)) == {"freeze.not_cold"}
    assert keys(lambda: freeze(bench, "P", mk=0)) == {"expose.no_temperature"}
    assert keys(lambda: freeze(bench)) == {"condition.nothing"}
    bench.lend("P", day=20200601)
    assert keys(lambda: freeze(bench, "P")) == {"piece.not_at_hand"}


def test_a_late_freezing_contradicts_nothing_on_record(bench: Bench) -> None:
    bench.sight("P", day=20210601)
    late: dict[str, Any] = {"to": bench.place_ref("Freezer"), "day": LATER}
    assert keys(lambda: freeze(bench, "P", **late)) == {"day.seen_later"}
    freeze(bench, "P", day=20220101)
    assert keys(lambda: freeze(bench, "P")) == {"day.before_later_act"}
    assert keys(lambda: freeze(bench, "P", to=bench.place_ref("Lab"), day=20230101)) == {"move.holds_no_pieces"}


# Condition and handling


def test_a_condition_changes_with_its_reason(bench: Bench) -> None:
    becomes(bench, Condition.RETURNED)
    assert bench.state("P").condition == "returned"
    assert keys(lambda: becomes(bench, Condition.ALTERED, reason=" ")) == {"condition.needs_reason"}
    assert keys(lambda: becomes(bench, Condition.ALTERED, samples=())) == {"condition.nothing"}
    assert keys(lambda: becomes(bench, Condition.PRISTINE)) == {"condition.improves"}
    becomes(bench, Condition.PRISTINE, accept=("condition.improves",))
    assert bench.state("P").condition == "pristine"
    assert keys(lambda: becomes(bench, Condition.ALTERED, day=20200601)) == {"day.before_later_act"}


def test_a_condition_outside_the_order_is_stated_freely(bench: Bench) -> None:
    becomes(bench, Condition.NOT_STATED)
    becomes(bench, Condition.PRISTINE)
    assert bench.state("P").condition == "pristine"


def test_restrictions_replace_those_before_and_are_lifted(bench: Bench) -> None:
    restrict(bench, "P")
    assert bench.state("P").handling == "keep_frozen no_saw"
    assert bench.state("P").restriction == "for organics"
    bench.split("P", {"P,1": 5}, day=20220101)
    assert bench.state("P,1").handling == "keep_frozen no_saw"
    bench.do(Restrict(samples=(bench.piece_ref("P"),), reason="no longer needed"), 20220201)
    assert bench.state("P").handling == ""
    assert bench.state("P,1").handling == "keep_frozen no_saw"


def test_a_restriction_needs_a_reason_and_a_piece(bench: Bench) -> None:
    assert keys(lambda: restrict(bench, "P", reason="")) == {"restrict.needs_reason"}
    assert keys(lambda: restrict(bench)) == {"condition.nothing"}


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (ExposureKind.AIR, Handling.NO_AIR),
        (ExposureKind.CABIN, Handling.NO_AIR),
        (ExposureKind.WATER, Handling.NO_WATER),
        (ExposureKind.EPOXY, Handling.NO_EPOXY),
        (ExposureKind.LIGHT, Handling.RED_LIGHT_ONLY),
        (ExposureKind.MAGNETIC, Handling.NO_MAGNET),
    ],
)
def test_what_breaks_a_restriction_needs_authority(bench: Bench, kind: ExposureKind, code: Handling) -> None:
    restrict(bench, "P", handling=(code,))
    with pytest.raises(Refused) as refused:
        expose(bench, "P", kind=kind)
    facts = dict(refused.value.findings[0].facts)
    assert facts == {"number": "P", "handling": str(code), "reason": "for organics"}
    expose(bench, "P", kind=ExposureKind.PACKAGING)
    assert bench.state("P").exposed == {ExposureKind.PACKAGING}
