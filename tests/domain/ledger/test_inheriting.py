"""What daughters inherit of what their parent met, and how a piece must not be handled (R9)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lunarcurator.domain.booking.exposing import met_outside
from lunarcurator.domain.facts import Exposure, ExposureKind, Scope
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Daughter, Dissect, Expose, FieldValue, MakeSections, Restrict, Split
from lunarcurator.domain.status import Handling, Light

from tests.domain.ledger.bench import Bench, weighed
from tests.domain.ledger.desk import Refused

LATER = 20210101


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench(scheme="apollo")
    yield bench
    assert bench.closes()


def keys(act: Any) -> set[str]:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.keys


def test_an_exposure_is_inherited_by_later_daughters_and_by_those_entered_before(bench: Bench) -> None:
    bench.register("10086", weighed(100))
    bench.split("10086", {"10086,1": 5}, day=20200601)
    bench.split("10086", {"10086,2": 5}, day=20210601)
    event = Expose(
        samples=(bench.piece_ref("10086"),), kind=ExposureKind.AIR, agent="bio prep cabinet", evidence="entry"
    )
    bench.do(event, LATER)
    bench.split("10086", {"10086,3": 5}, day=20220101)
    assert bench.state("10086,1").exposed == frozenset()
    assert bench.state("10086,2").exposed == bench.state("10086,3").exposed == {ExposureKind.AIR}
    met = [each.fact for each in bench.session.history(bench.piece("10086,3")) if isinstance(each.fact, Exposure)]
    assert [(each.origin, each.day) for each in met] == [(bench.piece("10086"), 20220101)]


def test_the_interior_is_free_of_what_met_the_outside(bench: Bench) -> None:
    bench.register("60015", weighed(100))
    for kind, scope in ((ExposureKind.SAW, Scope.FACE), (ExposureKind.WATER, Scope.WHOLE)):
        bench.do(Expose(samples=(bench.piece_ref("60015"),), kind=kind, scope=scope, evidence="p. 3"), LATER)
    inside = Daughter(mass=weighed(5), interior=True)
    outside = Daughter(mass=weighed(5))
    assert met_outside(bench.session.ledger(), bench.piece("60015"))
    bench.split("60015", {"60015,1": inside, "60015,2": outside}, day=20220101)
    assert bench.state("60015,1").exposed == {ExposureKind.WATER}
    assert bench.state("60015,2").exposed == {ExposureKind.SAW, ExposureKind.WATER}


def test_a_piece_that_must_not_be_sawn_is_sawn_with_authority_only(bench: Bench) -> None:
    bench.register("67016", weighed(100))
    no_saw = Restrict(samples=(bench.piece_ref("67016"),), handling=(Handling.NO_SAW,), reason="lead")
    bench.do(no_saw, 20200601)
    chip = Daughter(number="67016,1", mass=weighed(5))
    sawn = Split(parent=bench.piece_ref("67016"), daughters=(chip,), method="wire saw")
    assert keys(lambda: bench.do(sawn, LATER)) == {"handling.broken"}
    bench.do(Split(parent=bench.piece_ref("67016"), daughters=(chip,), method="pry"), LATER)
    assert bench.state("67016,1").handling == "no_saw"


def test_a_core_for_red_light_and_a_rock_for_no_epoxy_need_authority(bench: Bench) -> None:
    bench.register("76001", weighed(100), form="core_segment")
    red = Restrict(samples=(bench.piece_ref("76001"),), handling=(Handling.RED_LIGHT_ONLY,), reason="dating")
    bench.do(red, 20200601)
    depth = (FieldValue(field="depth_top_um", value=0), FieldValue(field="depth_bottom_um", value=5_000))
    interval = Daughter(number=",1", mass=weighed(5), values=depth)
    lit = Dissect(parent=bench.piece_ref("76001"), dissection_pass=1, daughters=(interval,))
    assert keys(lambda: bench.do(lit, LATER)) == {"handling.broken"}
    bench.do(replace(lit, light=Light.RED), LATER)

    bench.register("67016", weighed(100), form="chip")
    dry = Restrict(samples=(bench.piece_ref("67016"),), handling=(Handling.NO_EPOXY,), reason="isotopes")
    bench.do(dry, 20200601)
    potted = MakeSections(parent=bench.piece_ref("67016"), numbers=",7", form="potted_butt")
    assert keys(lambda: bench.do(potted, LATER)) == {"handling.broken"}
    bench.do(potted, LATER, ("handling.broken",))
    section = MakeSections(parent=bench.piece_ref("67016,7"), numbers=",8")
    bench.do(section, LATER)
    assert not met_outside(bench.session.ledger(), bench.piece("67016"))


def test_what_is_said_of_a_daughter_goes_into_fields_that_may_be_said(bench: Bench) -> None:
    bench.register("15555", weighed(30))
    wrong = Daughter(mass=weighed(1), values=(FieldValue(field="collection", value="x"),))
    assert "correct.not_correctable" in keys(lambda: bench.split("15555", {"15555,1": wrong}))
    odd = Daughter(mass=weighed(1), values=(FieldValue(field="thickness_um", value="thin"),))
    assert "field.needs_number" in keys(lambda: bench.split("15555", {"15555,1": odd}))
    unknown = Mass.unknown("not_weighed")
    assert "field.needs_number" in keys(
        lambda: bench.register("15556", unknown, values=(FieldValue(field="thickness_um", value="thin"),))
    )
