"""Scenario 2: rocks that were numbered apart and turned out to be one."""

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import RelationKind
from lunarcurator.domain.operations import (
    Daughter,
    MakeSections,
    Merge,
    Register,
    Relate,
    Renumber,
    Split,
)
from lunarcurator.services.references import UnclearReference

from tests.scenarios.lab import GRAM, LSC, NOT_WEIGHED, Lab, stated

RETURNED, EXAMINED = 19710211, 19710401
SOURCE = LSC + "14305"


def rock(number: str, mission: str, mass: object, **more: object) -> Register:
    return Register(
        collection="Apollo",
        number=number,
        mission=mission,
        mass=mass,
        form="whole_rock",
        place="Cabinet 1",
        **more,
    )


def enter_the_fitting_piece(lab: Lab) -> None:
    """14302 broke off on the way and was numbered, examined and chipped apart; its mass is not published."""
    lab.post(
        rock("14305", "Apollo 14", stated(2_497, GRAM)), rock("14302", "Apollo 14", NOT_WEIGHED), day=RETURNED
    )
    # That a chip was taken before, and all masses below, are invented.
    lab.post(Split(parent="14302", daughters=(Daughter(form="chip", mass=stated(1.5)),)), day=19710301)
    lab.post(
        Renumber(sample="14302", number="14305,18", parent="14305", source=SOURCE), day=EXAMINED, source=SOURCE
    )


def test_a_rock_becomes_a_split_of_the_rock_it_fits(told: Lab) -> None:
    lab = told
    enter_the_fitting_piece(lab)
    lab.post(
        Split(
            parent="14305,18",
            daughters=(Daughter(number="14305,25", form="clast"), Daughter(number="14305,26", form="potted_butt")),
        ),
        day=19720101,
        stated="1972 (invented)",
    )
    lab.post(MakeSections(parent="14305,26", numbers=",100-101"), day=19730101, source=SOURCE)
    assert lab.parents("14305,18") == [("14305", "joined")]
    assert lab.names("14305,18") == {"14302": "former"}
    assert lab.found("14302")[0] == ("14305,18", "14302")
    assert sorted(lab.daughters("14305,18")) == ["14302,1", "14305,25", "14305,26"]
    assert lab.daughters("14305,26") == ["14305,100", "14305,101"]
    assert lab.grams("14305") == 2_497, "what joined it was never a part of its mass"
    assert lab.parents("14305,18", 19710302) == [], "then it was a rock of its own"
    assert lab.view("14305,18", 19710302).row.number == "14302"
    with pytest.raises(UnclearReference):
        lab.uid("14302")


def test_the_former_number_is_never_given_again(told: Lab) -> None:
    lab = told
    enter_the_fitting_piece(lab)
    keys = lab.refusal(rock("14302", "Apollo 14", stated(1)), day=19990101)
    assert keys & {"number.taken", "number.was_used", "number.burnt"}


def test_the_rest_of_a_rock_takes_in_what_was_numbered_apart(told: Lab) -> None:
    """78237 became 78235,0, a number the rest of 78235 has already: the two are one piece from then on."""
    lab = told
    source = LSC + "78235"
    lab.post(rock("78235", "Apollo 17", stated(199, GRAM)), rock("78237", "Apollo 17", NOT_WEIGHED), day=19721219)
    taking = Renumber(sample="78237", number="78235,0", source=source)
    assert "renumber.zero_is_rest" in lab.refusal(taking, day=19730115)
    lab.post(
        Merge(sample="78237", into="78235", source=source),
        day=19730115,
        stated="during preliminary examination",
        source=source,
        accept=("merge.mass_unknown",),
    )
    assert lab.view("78235").state.existence == "exists"
    assert lab.found("78237") == [("78237", ""), ("78235", "78237")], "the row that ended, and what it is now"
    assert lab.account(Account.RECEIVED, 19721231) == -199
    assert lab.balance().total.unweighed_pieces == 1
    assert lab.balance(19721231).total.unweighed_pieces == 1
    assert lab.grams("78235") is None


def test_pieces_that_fit_keep_both_numbers(told: Lab) -> None:
    lab = told
    lab.post(rock("14303", "Apollo 14", NOT_WEIGHED), rock("14304", "Apollo 14", NOT_WEIGHED), day=RETURNED)
    lab.post(Relate(sample="14303", other="14304", kind=RelationKind.FITS, source=LSC + "14304"), day=19720000)
    assert [(each.kind, each.number) for each in lab.dossier("14304").related] == [("fits", "14303")]
    assert lab.dossier("14304", 19711231).related == ()
    assert lab.parents("14303") == lab.parents("14304") == []
