"""Scenarios 4, 5, 14 and 18: breccias sawn over decades, one of them never, and a piece that came back."""

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import ParentRole, RelationKind
from lunarcurator.domain.operations import (
    ChangeCondition,
    Daughter,
    MakeSections,
    Move,
    Register,
    Relate,
    Restrict,
    SendToDisplay,
    Sight,
    Split,
    Weigh,
)
from lunarcurator.domain.status import Condition, Handling

from tests.scenarios.lab import GRAM, LSC, NOT_RECONCILED, Lab, read, stated

SAWN_IN_YEAR = {"accept": ("split.attrition_large",)}


def breccia(number: str, mission: str, grams: float, **more: object) -> Register:
    return Register(
        collection="Apollo",
        number=number,
        mission=mission,
        mass=stated(grams, GRAM),
        form="whole_rock",
        place="Cabinet 1",
        **more,
    )


def test_a_slab_and_its_loss_are_what_the_end_pieces_leave_over(told: Lab) -> None:
    """68115: slab ,12 between end pieces ,11 of 64 g and ,10 of 760 g leaves 366 g for slab, sawdust and loss."""
    lab = told
    lab.post(breccia("68115", "Apollo 16", 1_190), day=19720427, source=LSC + "68115")
    ends = (
        Daughter(number="68115,10", form="end_piece", mass=stated(760, GRAM)),
        Daughter(number="68115,11", form="end_piece", mass=stated(64, GRAM)),
    )
    slab = Daughter(number="68115,12", form="slab")
    lab.post(
        Split(parent="68115", daughters=(*ends, slab), retires=True, method="saw"),
        day=19730000,
        stated="1973",
        source=LSC + "68115",
        accept=("mass.rest_unmeasured",),
    )
    assert lab.grams("68115,12") is None
    assert lab.account(Account.UNMEASURED) == 366, "slab, sawdust and loss together"
    assert lab.account(Account.HERE) == 824
    # Later the slab is weighed; the mass is invented.
    lab.post(Weigh(sample="68115,12", reading=read(350, GRAM)), day=19740101)
    assert lab.grams("68115,12") == 350
    assert lab.account(Account.UNMEASURED) == 16
    assert lab.account(Account.UNMEASURED, 19731231) == 366
    assert lab.account(Account.ADJUSTMENT) == 0, "nobody lost it"


def test_the_sawdust_is_a_numbered_piece_and_the_rest_is_attrition(told: Lab) -> None:
    """The same cut with every piece weighed; masses of slab and sawdust are invented."""
    lab = told
    lab.post(breccia("68115", "Apollo 16", 1_190), day=19720427, source=LSC + "68115")
    lab.post(
        Split(
            parent="68115",
            daughters=(
                Daughter(number="68115,10", form="end_piece", mass=stated(760, GRAM)),
                Daughter(number="68115,11", form="end_piece", mass=stated(64, GRAM)),
                Daughter(number="68115,12", form="slab", mass=stated(340, GRAM)),
                Daughter(form="sawdust", mass=stated(20, GRAM), role=ParentRole.RECOVERED),
            ),
            attrition_ug=6 * GRAM,
            retires=True,
            method="saw",
        ),
        day=19730000,
        stated="1973",
        **SAWN_IN_YEAR,
    )
    assert lab.account(Account.ATTRITION) == 6
    assert lab.account(Account.HERE) == 1_184
    assert lab.view("68115").parts.recovered_ug == 20 * GRAM
    assert lab.view("68115").state.existence == "retired"


def test_what_was_never_sawn_says_so_before_a_saw_touches_it(told: Lab) -> None:
    """67016 was picked apart for fear of lead; 360 g of fines came from the bag it shared with 61016."""
    lab = told
    source = LSC + "67016"
    lab.post(breccia("67016", "Apollo 16", 4_262), breccia("61016", "Apollo 16", 11_729), day=19720427)
    lab.post(
        Restrict(samples=("67016",), handling=(Handling.NO_SAW,), reason="For fear of contamination by lead"),
        day=19720427,
        source=source,
    )
    lab.post(
        Split(
            parent="67016",
            daughters=(Daughter(number="67016,1", form="piece", mass=stated(2_500, GRAM)),),
            method="pick",
        ),
        day=19730000,
        stated="1973",
        source=source,
    )
    residue = Register(
        collection="Apollo",
        number="67018",
        mission="Apollo 16",
        mass=stated(360, GRAM),
        form="residue",
        place="Cabinet 1",
        remarks="Number invented: fines of the shared bag",
        source=source,
    )
    lab.post(residue, day=19720427, source=source)
    lab.post(
        Relate(sample="67018", other="67016", kind=RelationKind.SHARED_BAG, source=source),
        Relate(sample="67018", other="61016", kind=RelationKind.SHARED_BAG, source=source),
        day=19720427,
    )
    sawing = Split(parent="67016,1", daughters=(Daughter(form="slab", mass=stated(100, GRAM)),), method="saw")
    assert "handling.broken" in lab.refusal(sawing, day=19740101), "daughters inherit it"
    assert lab.dossier("67016,1").handling == ("no_saw",)
    assert {each.number for each in lab.dossier("67018").related} == {"67016", "61016"}
    assert lab.grams("67016") == 1_762
    lab.allowed(sawing, day=19740101, accept=("handling.broken",), source="Invented: somebody decides otherwise")
    assert lab.grams("67016,1") == 2_400


def cut_14321_in_half(lab: Lab) -> None:
    """Enter the rock, its first pieces, and where two of them went."""
    source = LSC + "14321"
    lab.places(("site", "Remote site", ""), day=19690101, remote=True)
    lab.places(
        ("vault", "Remote vault", "Remote site"),
        ("room", "PI Experiment Laboratory", "Lab"),
        ("venue", "Smithsonian", ""),
    )
    lab.post(breccia("14321", "Apollo 14", 8_998, names=()), day=19710209, source=source)
    lab.post(
        Split(
            parent="14321",
            daughters=(
                Daughter(number="14321,37", form="butt_end"),
                Daughter(number="14321,38", form="butt_end"),
                Daughter(number="14321,40", form="display_piece"),
                Daughter(number="14321,45", form="column"),
                Daughter(number="14321,88", form="chip", mass=stated(84, GRAM)),
                Daughter(number="14321,184", form="chip", mass=stated(70, GRAM)),
                Daughter(number="14321,1810", form="display_piece"),
            ),
            method="saw",
        ),
        day=19730000,
        stated="1973",
        source=source,
    )
    lab.post(
        SendToDisplay(samples=("14321,40",), place="Smithsonian"), Move(to="Remote vault", samples=("14321,38",)),
        day=19760101, stated="not published", source=source,
    )  # fmt: skip


def test_a_remnant_keeps_its_number_while_it_shrinks(told: Lab) -> None:
    """14321: ,37 was slabbed in 1982 and sawn again in 1986; masses of halves and slabs are not published."""
    lab = told
    source = LSC + "14321"
    cut_14321_in_half(lab)
    slabs = tuple(Daughter(number=f"14321,{nth}", form="slab") for nth in (1082, 1083, 1084))
    lab.post(Split(parent="14321,37", daughters=slabs, method="saw"), day=19820000, stated="1982", source=source)
    lab.post(
        Split(parent="14321,37", daughters=(Daughter(form="slab"),), method="saw"),
        day=19860000,
        stated="1986",
        source=source,
    )
    # Lent to a consortium and returned: until loans are kept, its condition and its place say so.
    lab.post(
        ChangeCondition(
            samples=("14321,88",), condition=Condition.RETURNED, reason="Returned by a consortium", evidence=source
        ),
        Move(to="PI Experiment Laboratory", samples=("14321,88",)),
        day=19750000,
        stated="not published",
        source=source,
    )
    lab.post(Split(parent="14321,184", daughters=(Daughter(form="potted_butt"),)), day=19730601)
    lab.post(
        MakeSections(parent="14321,1812", numbers=",200-299", form="polished_thin_section"),
        day=19740101,
        source="Parents of the sections are invented: in 1972 they could not be told",
    )
    assert lab.daughters("14321,37") == ["14321,1082", "14321,1083", "14321,1084", "14321,1811"]
    assert lab.view("14321,37").row.number == "14321,37"
    assert lab.place("14321,88") == "PI Experiment Laboratory"
    assert lab.view("14321,88").state.condition == "returned"
    assert lab.view("14321,88", 19741231).state.condition == "not_stated"
    assert lab.place("14321,38", 19760102) == "Remote vault"
    assert lab.view("14321,38").row.custody == "remote"
    assert lab.view("14321,40").row.custody == "display"
    assert lab.view("14321,1812").daughters_in_all == 100
    assert lab.parents("14321,250") == [("14321,1812", "daughter")]
    assert lab.grams("14321") == 8_998 - 84 - 70
    assert lab.account(Account.RECEIVED) == -8_998
    lab.post(Sight(samples=("14321,88",)), day=20200101)


def test_one_cut_is_two_events_ten_years_apart(told: Lab) -> None:
    """72275 broke on the way; its partial slab ,42 was begun in 1974 and the same cut completed in 1984."""
    lab = told
    source = LSC + "72275"
    rock = Register(
        collection="Apollo",
        number="72275",
        mission="Apollo 17",
        mass=NOT_RECONCILED,
        original=stated(3_640, GRAM),
        form="whole_rock",
        place="Cabinet 1",
        remarks="Broke into pieces on the return to Earth",
    )
    lab.post(rock, day=19721219, source=source)
    lab.post(
        Split(parent="72275", daughters=(Daughter(number="72275,42", form="slab"),), method="saw"),
        day=19740000,
        stated="1974",
        source=source,
    )
    rest = (
        Daughter(number="72275,343", form="slab", remarks="Number invented"),
        Daughter(number="72275,344", form="slab", remarks="Number invented"),
    )
    lab.post(Split(parent="72275", daughters=rest, method="saw"), day=19840000, stated="1984", source=source)
    lab.post(
        *(
            Relate(sample=each.number, other="72275,42", kind=RelationKind.SAME_CUT, source=source)
            for each in rest
        ),
        day=19840000,
        stated="1984",
    )
    lab.post(Split(parent="72275,42", daughters=(Daughter(number="72275,400", form="potted_butt"),)), day=19740601)
    lab.post(MakeSections(parent="72275,400", numbers=",401-510"), day=19750101, source="Numbers invented")
    related = {each.number: each.kind for each in lab.dossier("72275,42").related}
    assert related == {"72275,343": "same_cut", "72275,344": "same_cut"}
    assert lab.dossier("72275,42", 19800101).related == ()
    assert [kin.day // 10_000 for kin in lab.view("72275").daughters] == [1974, 1984, 1984]
    assert lab.view("72275,400").daughters_in_all == 110
    assert lab.account(Account.UNRECONCILED) == 3_640
    assert lab.grams("72275") is None
