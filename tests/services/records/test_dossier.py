"""What a piece met, how it may be handled, what belongs to it, and what is open about it, at any moment."""

from typing import Any

from lunarcurator.domain.acts import Authority, Override
from lunarcurator.domain.facts import ExposureKind, RelationKind
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import (
    AddBody,
    AdvanceOrder,
    CancelPlan,
    CloseCase,
    Daughter,
    DeclareLost,
    Describe,
    Expose,
    FieldValue,
    Freeze,
    OrderState,
    PlanSplit,
    Recover,
    Relate,
    Restrict,
    Reverse,
    SetUpPlace,
    Split,
    StateFact,
)
from lunarcurator.domain.status import Handling
from lunarcurator.services.dossier import Dossier, dossier_of, statements_of
from lunarcurator.services.sealed import contents_of, sealed_around
from lunarcurator.services.selection_status import selection_status

from tests.services.records.vault import Vault, grams

ROCK, SLAB = "15555", "15555,46"


def dossier(vault: Vault, number: str = ROCK, moment: Moment | None = None) -> Dossier:
    return dossier_of(vault.session, vault.piece(number), moment or Moment(None, None))


def said(**values: str | int) -> tuple[FieldValue, ...]:
    return tuple(FieldValue(field=key, value=value) for key, value in values.items())


def test_a_piece_of_which_nothing_is_said_has_an_empty_dossier(vault: Vault) -> None:
    assert dossier(vault) == Dossier(vault.piece(ROCK))
    assert dossier_of(vault.session, Uid("0" * 32)) == Dossier(Uid("0" * 32))
    long_ago = Moment(19600101, None)
    assert dossier(vault, moment=long_ago) == Dossier(vault.piece(ROCK))


def test_exposures_are_told_with_their_place_and_where_they_were_inherited_from(vault: Vault) -> None:
    air = Expose(
        kind=ExposureKind.AIR, samples=(ROCK,), agent="lab air", where="Library", until=20200102, evidence="log"
    )
    vault.post(air, day=20200101)
    vault.post(Split(parent=ROCK, daughters=(Daughter(number="15555,900", mass=grams(1)),)), day=20210101)
    vault.post(Freeze(samples=(ROCK,), temperature_mk=253_000, evidence="log"), day=20220101)
    mine = dossier(vault)
    assert [(each.kind, each.place_name, each.until, each.origin) for each in mine.exposures] == [
        ("air", "Library", 20200102, None),
        ("freezer", "", 0, None),
    ]
    assert mine.temperature_mk == 253_000
    (inherited,) = dossier(vault, "15555,900").exposures
    assert (inherited.origin, inherited.origin_number, inherited.since.day) == (vault.piece(ROCK), ROCK, 20210101)
    before = dossier(vault, moment=Moment(20210601, None))
    assert [each.kind for each in before.exposures] == ["air"]
    assert before.temperature_mk is None


def test_handling_core_owner_and_doubt_are_told(vault: Vault) -> None:
    vault.post(Restrict(samples=(ROCK,), handling=(Handling.NO_SAW, Handling.NO_AIR), reason="lead"), day=20200101)
    values = said(core_driven_um=346_000, depth_top_um=5_000, owner="A museum", identity_doubt="disputed")
    vault.post(Describe(sample=ROCK, values=values), day=20200101)
    mine = dossier(vault)
    assert (mine.handling, mine.restriction) == (("no_air", "no_saw"), "lead")
    assert mine.core == (("core_driven_um", 346_000), ("depth_top_um", 5_000))
    assert (mine.owner, mine.identity_doubt) == ("A museum", "disputed")


def test_sections_are_told_with_their_set_and_home_slot(vault: Vault) -> None:
    butts = (
        Daughter(number="15555,901", form="potted_butt", mass=Mass.unknown("epoxy"), place="C12"),
        Daughter(number="15555,902", form="thin_section", values=said(section_set="A")),
    )
    vault.post(Split(parent=SLAB, daughters=butts), day=20210101)
    vault.post(Split(parent=ROCK, daughters=(Daughter(number="15555,903", form="thin_section"),)), day=20210101)
    first, second = dossier(vault, SLAB).sections
    assert (first.number, first.form, first.home[-1]) == ("15555,901", "potted_butt", "Cabinet 12")
    assert (second.set, second.uid) == ("A", vault.piece("15555,902"))
    then = dossier(vault, SLAB, Moment(20210601, None)).sections
    assert [each.home for each in then] == [first.home, second.home]
    assert dossier(vault, SLAB, Moment(20200601, None)).sections == ()


def test_relations_are_told_on_both_sides_until_they_are_withdrawn(vault: Vault) -> None:
    vault.post(Relate(sample=ROCK, other=SLAB, kind=RelationKind.SAME_ROCK, source="Compendium"), day=20200101)
    fits = vault.post(Relate(sample=SLAB, other=ROCK, kind=RelationKind.FITS), day=20200201)
    told = [(each.kind, each.number, each.source, each.forth) for each in dossier(vault).related]
    assert told == [("same_rock", SLAB, "Compendium", True), ("fits", SLAB, "", False)]
    vault.post(Reverse(entry=str(fits.seq)))
    assert [each.kind for each in dossier(vault, SLAB).related] == ["same_rock"]
    vault.post(Relate(sample=SLAB, other=ROCK, kind=RelationKind.WITHDRAWN), day=20210101)
    assert dossier(vault).related == ()
    assert [each.kind for each in dossier(vault, moment=Moment(20200601, None)).related] == ["same_rock"]


def test_statements_stay_and_the_last_chosen_one_counts(vault: Vault) -> None:
    for value, source, chosen in (("9a", "Catalogue", True), ("9", "Letter", True), ("8", "Notes", False)):
        said_ = StateFact(sample=ROCK, field="collected", value=value, source=source, chosen=chosen)
        vault.post(said_, day=20200101)
    vault.post(StateFact(sample=ROCK, field="form", value="chip", source="Notes"), day=20200101)
    collected, form = dossier(vault).disputed
    assert [(each.value, each.chosen) for each in collected.statements] == [
        ("9a", False),
        ("9", True),
        ("8", False),
    ]
    assert [each.chosen for each in form.statements] == [False]
    assert set(statements_of(vault.session, vault.piece(ROCK))) == {"collected", "form"}


def test_several_bodies_know_each_other(vault: Vault) -> None:
    vault.post(AddBody(sample=SLAB, body="B", first="A", mass=grams(10)), day=20210101)
    (body,) = dossier(vault, f"{SLAB}/A").bodies
    other = dossier_of(vault.session, body.uid)
    assert body.label == "B"
    assert other.body_of is not None
    assert (other.body_of.number, other.body_of.label) == (SLAB, "A")


def test_what_is_open_about_a_piece_is_told_until_it_is_closed(vault: Vault) -> None:
    plan = PlanSplit(parent=ROCK, daughters=(Daughter(),), order="WO 7", assigned="B. Second")
    planned = vault.post(plan, day=20200101)
    vault.post(AdvanceOrder(order="WO 7", state=OrderState.IN_CABINET), day=20200102)
    (order,) = dossier(vault).orders
    assert (order.code, order.what, order.text) == ("WO 7", "in_cabinet", "B. Second")
    vault.post(CancelPlan(plan=str(planned.seq)), day=20200103)
    assert dossier(vault).orders == ()
    assert [each.what for each in dossier(vault, moment=Moment(20200101, None)).orders] == ["planned"]


def test_sealed_containers_and_the_cold_decide_what_is_offered(vault: Vault) -> None:
    vault.post(SetUpPlace(kind="vial", name="Vial 3", parent="Bag S"), day=20200101)
    for number, place in (("15555,901", "Vial 3"), ("15555,900", "Bag S")):
        made = (Daughter(number=number, mass=grams(1), place=place),)
        vault.post(Split(parent=ROCK, daughters=made), day=20200102)
    session, bag, inner = vault.session, vault.place_uid("Bag S"), vault.piece("15555,901")
    assert sealed_around(session, inner) == bag
    assert sealed_around(session, vault.piece(ROCK)) is None
    assert contents_of(session, bag)[-2:] == (vault.piece("15555,900"), inner)
    assert selection_status(session, (inner,)).sealed
    assert selection_status(session, (), (bag,)).sealed
    assert not selection_status(session, (), (vault.place_uid("Vial 3"),)).sealed
    assert not selection_status(session, (vault.piece(ROCK),)).sealed
    assert not selection_status(session, (inner,)).cold
    vault.post(Freeze(samples=("15555,901",), temperature_mk=253_000, evidence="log"), day=20200103)
    assert selection_status(session, (inner,)).cold
    assert not selection_status(session, (inner, vault.piece(ROCK))).cold


def test_a_case_about_a_lost_piece_is_told_until_it_is_closed(vault: Vault) -> None:
    by_two: dict[str, Any] = {
        "overrides": (Override(key="lost.needs_authority", reason="searched"),),
        "authority": Authority(name="M. Manager", document="Memo"),
        "witness": "B. Second",
    }
    vault.post(DeclareLost(samples=(SLAB,), report="police 12"), **by_two)
    (case,) = dossier(vault, SLAB).cases
    assert (case.what, case.text) == ("lost", "police 12")
    vault.post(Recover(sample=SLAB, place="C12", evidence="in a drawer", confirmed=True))
    told = dossier(vault, SLAB).cases
    if told:
        vault.post(CloseCase(case=case.code, outcome="found"))
    assert dossier(vault, SLAB).cases == ()
