"""Scenarios 6, 7 and 8: drive tubes, a drill string, and a tube that stayed sealed for fifty years."""

from itertools import pairwise

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import ExposureKind, ParentRole
from lunarcurator.domain.numbering.ranges import RangeTextError
from lunarcurator.domain.operations import (
    Correct,
    Daughter,
    Depths,
    Describe,
    Dissect,
    Expose,
    FieldValue,
    Gap,
    MakeSections,
    Move,
    OpenSealed,
    Register,
    SetUpPlace,
    Split,
    Weigh,
)
from lunarcurator.domain.operations.cutting import GapKind
from lunarcurator.domain.status import Condition, Light

from tests.scenarios.lab import GRAM, LSC, MM, NOT_WEIGHED, Lab, read, stated

RETURNED = 19721219
TUBES = LSC + "drive tubes"


def segment(number: str, grams: float | None, mission: str = "Apollo 17", **more: object) -> Register:
    """A core segment as received, its mass in grams where it is published."""
    return Register(
        collection="Apollo",
        number=number,
        mission=mission,
        mass=NOT_WEIGHED if grams is None else stated(grams, 100_000),
        form="core_segment",
        **more,
    )


def interval(number: str, top_mm: float, bottom_mm: float, **more: object) -> Daughter:
    """A dissection interval; depths in mm from the top."""
    said = (
        FieldValue(field="depth_top_um", value=round(top_mm * MM)),
        FieldValue(field="depth_bottom_um", value=round(bottom_mm * MM)),
    )
    return Daughter(number=number, form="dissection_interval", values=said, **more)


def depths(top_mm: int, bottom_mm: int) -> Depths:
    """A stretch of core, in mm from the top."""
    return Depths(top_um=top_mm * MM, bottom_um=bottom_mm * MM)


def dissect_76001(lab: Lab) -> float:
    """Enter the tube and its passes; return what was taken of it, in grams."""
    source = LSC + "76001"
    length = (
        FieldValue(field="core_driven_um", value=371 * MM),
        FieldValue(field="core_recovered_um", value=345 * MM),
        FieldValue(field="core_orientation", value="certain"),
    )
    lab.post(segment("76001", 711.6, place="Cabinet 2", values=length), day=RETURNED, source=source)
    lab.post(
        Expose(kind=ExposureKind.AIR, samples=("76001",), agent="in a bag, badly protected", evidence=source),
        day=RETURNED,
        source=source,
    )
    lab.post(
        Dissect(parent="76001", dissection_pass=1, daughters=(interval("76001,1", 0, 4, mass=stated(3.5)),)),
        day=19730000,
        stated="before 1978",
        source=source,
    )
    # One pass of 5 mm intervals: the last is shorter. A fragment spans two of them and is numbered later.
    ends = [*range(4, 345, 5), 345]
    pairs = list(pairwise(ends))
    first = tuple(
        interval(f"76001,{10 + at}", top, bottom, mass=stated(5)) for at, (top, bottom) in enumerate(pairs)
    )
    picked = interval("76001,300", 100, 112, mass=stated(1.2), role=ParentRole.PICKED)
    lab.post(
        Dissect(parent="76001", dissection_pass=2, daughters=first, light=Light.WHITE, gas="nitrogen"),
        day=19780000,
        stated="1978",
        source=source,
    )
    lab.post(
        Dissect(parent="76001", dissection_pass=3, daughters=(picked,), light=Light.RED),
        day=19781000,
        stated="October 1978 (invented)",
        source=source,
    )
    return 3.5 + 5 * len(pairs) + 1.2


def encapsulate_and_cut_76001(lab: Lab) -> None:
    """Enter what was done with the rest: a peel, two parts in epoxy, butts and sections of one of them."""
    source = LSC + "76001"
    lab.post(
        Split(
            parent="76001",
            daughters=(
                Daughter(number="76001,400", form="peel"),
                Daughter(number="76001,401", form="reference_core"),
                Daughter(number="76001,402", form="reference_core"),
            ),
            retires=True,
            method="epoxy, sawn lengthwise twice",
        ),
        day=19790000,
        stated="1979 (invented)",
        source=source,
        accept=("mass.rest_unmeasured",),
    )
    for nth, name in enumerate(("set A", "set B", "set C")):
        first_number = 6000 + 20 * nth
        lab.post(
            MakeSections(
                parent="76001,402",
                numbers=f",{first_number}-{first_number + 2}",
                form="potted_butt",
                section_set=name,
                depths=(depths(0, 115), depths(115, 230), depths(230, 345)),
            ),
            day=19800000,
            stated="1980 (invented)",
        )
        lab.post(
            MakeSections(
                parent=f"76001,{first_number}",
                numbers=f",{first_number + 10}",
                form="polished_thin_section",
                section_set=name,
                thickness_um=30,
            ),
            day=19810000,
            stated="1981 (invented)",
        )


def test_a_drive_tube_is_dissected_encapsulated_and_cut(told: Lab) -> None:
    """76001, 711.6 g; numbers and masses of its pieces are invented, depths and order of the work are not."""
    lab = told
    taken = dissect_76001(lab)
    encapsulate_and_cut_76001(lab)
    assert lab.parents("76001,6010") == [("76001,6000", "daughter")]
    assert lab.parents("76001,6000") == [("76001,402", "daughter")]
    assert lab.view("76001,300").parents[0].role == "picked"
    assert lab.dossier("76001,400").core == ()
    reach = dict(lab.dossier("76001,6001").core)
    assert (reach["depth_top_um"], reach["depth_bottom_um"]) == (115 * MM, 230 * MM)
    assert dict(lab.dossier("76001").core)["core_recovered_um"] == 345 * MM
    # What went into peel and epoxy stays visible as grams that nobody can weigh any more.
    assert round(lab.account(Account.UNMEASURED), 3) == round(711.6 - taken, 3)
    assert round(lab.account(Account.HERE), 3) == round(taken, 3)
    assert lab.view("76001").state.retired_reason
    assert [each.kind for each in lab.dossier("76001,6010").exposures] == ["air", "saw"], "what the core met"
    assert lab.grams("76001", 19781231) == round(711.6 - taken, 3)


def test_intervals_that_overlap_or_leave_a_hole_are_noticed(told: Lab) -> None:
    """15008: 8 cm of slump and 5.5 cm of compaction; its intervals are invented."""
    lab = told
    said = (
        FieldValue(field="core_slump_um", value=80 * MM),
        FieldValue(field="core_compaction_um", value=55 * MM),
    )
    lab.post(segment("15008", None, "Apollo 15", values=said), day=19710807, source=LSC + "15007")
    one = Dissect(
        parent="15008",
        dissection_pass=1,
        daughters=(interval("15008,1", 80, 85), interval("15008,2", 85, 90)),
        gaps=(Gap(top_um=0, bottom_um=80 * MM, kind=GapKind.SLUMP),),
    )
    lab.post(one, day=19790101)
    overlapping = Dissect(parent="15008", dissection_pass=1, daughters=(interval("15008,3", 88, 95),))
    assert lab.refusal(overlapping, day=19790102) == {"dissect.overlap"}
    holed = Dissect(parent="15008", dissection_pass=1, daughters=(interval("15008,3", 95, 100),))
    assert lab.refusal(holed, day=19790102) == {"dissect.break"}
    lab.post(Dissect(parent="15008", dissection_pass=2, daughters=(interval("15008,3", 80, 100),)), day=19790201)
    assert dict(lab.dossier("15008").core)["core_compaction_um"] == 55 * MM
    assert lab.view("15008,2").state.fields["depth_top_um"] == 85 * MM


def test_butts_and_sections_are_made_by_the_dozen_with_numbers_left_out(told: Lab) -> None:
    """70002 and 15003; depths of three butts and the numbers are published, who cut what from which is not all."""
    lab = told
    source = LSC + "drillcore"
    lab.post(segment("70002", 207.8), segment("15003", None, "Apollo 15"), segment("60005", None, "Apollo 16"),
             day=RETURNED, source=source)  # fmt: skip
    lab.post(
        MakeSections(
            parent="70002",
            numbers=",184 ,185 ,195",
            form="potted_butt",
            depths=(depths(29, 48), depths(48, 79), depths(332, 361)),
        ),
        MakeSections(parent="70002", numbers=",186-194", form="potted_butt"),
        day=19790000,
        stated="not published",
        source=source,
    )
    butts = list(range(184, 196))
    for at, butt in enumerate(butts):
        sections = f",{367 + at}" if at == 11 else f",{367 + at} ,{379 + at}"
        lab.post(MakeSections(parent=f"70002,{butt}", numbers=sections), day=19800000, stated="not published")
    assert len(lab.daughters("70002")) == 12
    assert lab.daughters("70002,184") == ["70002,367", "70002,379"]
    assert lab.daughters("70002,195") == ["70002,378"]
    assert lab.view("70002,195").state.fields["depth_bottom_um"] == 361 * MM
    assert lab.view("70002,190").state.fields.get("depth_top_um") is None
    assert lab.grams("70002") == 207.8, "an upper bound: what is in epoxy was not weighed"
    assert lab.view("70002").state.quality == "upper_bound"

    # The list prints ",6,012" where ,6012 stands: it is not taken for ,6 and ,12, and the right number is named.
    with pytest.raises(RangeTextError) as slip:
        lab.post(MakeSections(parent="15003", numbers=",6000-6011 6,012", form="potted_butt"), day=19790000)
    assert slip.value.facts["meant"] == ",6012"
    lab.post(
        MakeSections(parent="15003", numbers=",6000-6014", form="potted_butt"),
        day=19790000,
        stated="not published",
        source=source,
    )
    lab.post(
        MakeSections(parent="15003", numbers=",6015-6059 except ,6019 ,6038 ,6039 ,6052-6054"),
        day=19800000,
        stated="not published",
        source=source,
        accept=("sections.no_butt",),
    )
    numbers = set(lab.daughters("15003"))
    assert {"15003,6000", "15003,6012", "15003,6014", "15003,6015", "15003,6059"} <= numbers
    assert len(numbers) == 15 + 39
    assert not numbers & {"15003,6019", "15003,6038", "15003,6039", "15003,6053", "15003,12"}
    assert lab.daughters("60005") == []


def tube(name: str, kind: str, into: str) -> SetUpPlace:
    return SetUpPlace(kind=kind, name=name, parent=into, sealed=True)


NEWS = "Apollo Sample News, Astromaterials Newsletter 1(2), August 2019"


def receive_and_move_73002(lab: Lab) -> None:
    """Enter the two tubes, the lower one sealed twice, and the three sites at which the upper one was."""
    source = LSC + "73001"
    lab.places(("site", "Brooks Air Force Base", ""), ("site", "White Sands", ""), remote=True)
    lab.places(("vault", "Brooks vault", "Brooks Air Force Base"), ("vault", "White Sands vault", "White Sands"))
    lab.post(
        tube("Second vacuum container", "container", "Cabinet 1"),
        tube("CSVC 73001", "container", "Second vacuum container"),
        day=RETURNED,
    )
    upper = (FieldValue(field="core_position", value="upper"),)
    lower = (FieldValue(field="core_position", value="lower"),)
    lab.post(
        segment("73002", 429.7, values=upper, place="Cabinet 1", condition=Condition.PRISTINE),
        segment("73001", 809, values=lower, place="CSVC 73001", condition=Condition.PRISTINE),
        day=RETURNED,
        source=source,
    )
    lab.post(
        Describe(sample="73001", values=(FieldValue(field="remarks", value="Figure in the 1976 core catalogue"),)),
        day=19760000,
        stated="1976",
    )
    lab.post(
        Expose(kind=ExposureKind.RADIATION, samples=("73002",), agent="X-ray of the tube", evidence=source),
        day=19740000,
        stated="not published",
        source=source,
    )
    lab.post(Move(to="Brooks vault", samples=("73002",)), day=19760000, stated="1976", source=source)
    lab.post(Move(to="White Sands vault", samples=("73002",)), day=20020000, stated="later", source=source)


def test_a_tube_sealed_twice_is_opened_after_half_a_century(told: Lab) -> None:
    """73001 below 73002: three sites, one figure that shows another core. Days not printed are invented."""
    lab = told
    source = LSC + "73001"
    receive_and_move_73002(lab)
    opening = Split(parent="73001", daughters=(Daughter(form="chip"),))
    assert lab.refusal(opening, day=20110101) == {"split.sealed"}, "unopened in 2011"
    lab.post(
        Correct(
            sample="73001",
            field="remarks",
            old="Figure in the 1976 core catalogue",
            new="The figure of the 1976 core catalogue shows 76001",
            evidence=source,
        ),
        day=20110000,
        stated="2011",
        source=source,
    )
    lab.post(Move(to="Cabinet 2", samples=("73002",)), day=20190900, stated="before October 2019", source=NEWS)
    lab.post(
        Dissect(parent="73002", dissection_pass=1, daughters=(interval("73002,1", 0, 5),), gas="nitrogen"),
        day=20191000,
        stated="from October 2019",
        source=NEWS,
    )
    lab.post(OpenSealed(place="Second vacuum container", evidence=source), day=20220101)
    assert lab.refusal(opening, day=20220102) == {"split.sealed"}, "the inner one is still closed"
    lab.post(
        OpenSealed(
            place="CSVC 73001",
            meets=ExposureKind.NITROGEN,
            seal_state="held",
            readings=(Weigh(sample="73001", reading=read(809, 100_000)),),
            evidence=source,
        ),
        day=20220301,
        source="Day invented",
    )
    assert [stay.path.split(" › ")[-1] for stay in reversed(lab.view("73002").stays)] == [
        "Cabinet 1", "Brooks vault", "White Sands vault", "Cabinet 2",
    ]  # fmt: skip
    assert lab.view("73002", 19900101).row.custody == "remote"
    assert lab.account(Account.REMOTE, 19900101) == 429.7
    assert lab.account(Account.REMOTE) == 0
    assert lab.place("73001", 20110101) == "CSVC 73001"
    remarks = next(fact for fact in lab.view("73001").facts if fact.key == "remarks")
    assert remarks.value == "The figure of the 1976 core catalogue shows 76001"
    assert [earlier.value for earlier in remarks.earlier] == ["Figure in the 1976 core catalogue"]
    assert [each.kind for each in lab.dossier("73001").exposures] == ["nitrogen", "nitrogen"]
    assert lab.dossier("73001", 20211231).exposures == ()
    assert lab.grams("73001") == 809
    assert lab.view("73001").original_ug == 809 * GRAM
    lab.post(opening, day=20220302)
