"""One piece at any moment: mass, places, kin, names, facts, entries."""

from lunarcurator.domain.facts import ParentRole
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import (
    Daughter,
    Move,
    PlanSplit,
    Reading,
    Register,
    Reverse,
    Split,
    Void,
    Weigh,
    WriteOff,
)
from lunarcurator.services.mass_history import MassChange
from lunarcurator.services.pieces import PieceView, journal_of, piece_view
from lunarcurator.services.words import Words

from tests.services.records.vault import Vault, grams, read
from tests.still_clock import TODAY


def view(vault: Vault, number: str, moment: Moment = NOW) -> PieceView:
    seen = piece_view(vault.session, vault.piece(number), moment)
    assert seen is not None
    return seen


def changes(seen: PieceView) -> list[tuple[int, MassChange, int, int]]:
    return [(step.told_day.day, step.change, step.ug, step.balance_ug) for step in seen.steps]


def test_the_mass_history_has_each_change_with_the_balance_after_it(vault: Vault) -> None:
    seen = view(vault, "15555,46")
    assert changes(seen) == [
        (20190618, MassChange.WEIGHED, -12_000, 377_390_000),
        (19720308, MassChange.SPLIT_INTO, -25_348_000, 377_402_000),
        (19711102, MassChange.SPLIT_FROM, 402_750_000, 402_750_000),
    ]
    assert [(step.daughters, step.parent) for step in seen.steps] == [(0, "15555"), (3, "15555"), (0, "15555")]
    assert {step.quality for step in seen.steps} == {"measured"}


def test_the_parts_of_the_mass_add_up_to_what_the_piece_began_with_but_for_adjustments(vault: Vault) -> None:
    parts = view(vault, "15555").parts
    assert (parts.held_ug, parts.daughters_ug, parts.recovered_ug, parts.attrition_ug) == (
        7_798_000_000,
        1_811_350_000,
        4_200_000,
        450_000,
    )
    assert sum((parts.held_ug, parts.daughters_ug, parts.recovered_ug, parts.attrition_ug)) == 9_614_000_000


def test_a_catalogue_mass_is_shown_as_not_reconciled(vault: Vault) -> None:
    seen = view(vault, "15415")
    (step,) = seen.steps
    assert (step.change, step.known, step.ug, step.suspense_ug) == (MassChange.ENTERED, False, 0, 269_400_000)
    assert (seen.state.suspense_ug, seen.original_ug, step.reason) == (269_400_000, 269_400_000, "not_reconciled")


def test_what_a_piece_began_with_is_unknown_where_nobody_ever_weighed_it(vault: Vault) -> None:
    assert view(vault, "15555,211").original_ug is None


def test_a_first_weighing_does_not_say_what_a_piece_began_with(vault: Vault) -> None:
    vault.post(Weigh(sample="15555,211", reading=read(2)))
    seen = view(vault, "15555,211")
    assert seen.original_ug is None
    assert changes(seen)[0] == (TODAY, MassChange.WEIGHED, 2_000_000, 2_000_000)


def test_daughters_of_a_plan_count_where_they_came_to_be(vault: Vault) -> None:
    daughters = (Daughter(number="15555,300", form="chip", mass=grams(1)),)
    plan = vault.post(PlanSplit(parent="15555,48", daughters=daughters), day=20230101)
    assert view(vault, "15555,48").steps[0].change is MassChange.SPLIT_INTO
    split = Split(parent="15555,48", daughters=daughters, after=read(1_405), plan=f"#{plan.uid}")
    vault.post(split, day=20230202)
    parent, made = view(vault, "15555,48"), view(vault, "15555,300")
    assert (parent.steps[0].told_day.day, parent.steps[0].daughters) == (20230202, 1)
    assert changes(made) == [(20230202, MassChange.SPLIT_FROM, 1_000_000, 1_000_000)]


def test_a_fully_divided_piece_ends_with_its_split(vault: Vault) -> None:
    halves = tuple(Daughter(number=f"15555,{n}", form="chip", mass=grams(m)) for n, m in ((400, 2), (401, 3.31)))
    vault.post(Split(parent="15555,133", daughters=halves, retires=True))
    seen = view(vault, "15555,133")
    assert (str(seen.state.existence), seen.steps[0].change, seen.steps[0].daughters) == (
        "retired",
        MassChange.SPLIT_INTO,
        2,
    )
    assert seen.steps[0].balance_ug == 0


def test_a_piece_hung_below_another_says_so_and_its_parent_too(vault: Vault) -> None:
    below = Register(
        collection="Apollo", number="15415,1", parent="15415", mass=Mass.stated(30_000_000, 1_000_000)
    )
    vault.post(below)
    assert view(vault, "15415,1").steps[0].change is MassChange.ENTERED_BELOW
    parent = view(vault, "15415").steps[0]
    assert (parent.change, parent.suspense_ug) == (MassChange.DAUGHTERS_ENTERED, 239_400_000)


def test_suspense_drawn_by_a_granddaughter_stands_in_the_history_of_its_ancestor(vault: Vault) -> None:
    vault.post(
        Register(collection="Apollo", number="15415,1", parent="15415", mass=Mass.unknown("not_weighed")),
        day=20220101,
    )
    vault.post(Weigh(sample="15415,1", reading=read(10)), day=20230101)
    step = view(vault, "15415").steps[0]
    assert (step.told_day.day, step.change, step.suspense_ug) == (
        20230101,
        MassChange.DAUGHTERS_ENTERED,
        259_400_000,
    )


def test_a_late_split_is_explained_at_the_weighing_it_came_before(vault: Vault) -> None:
    late = Daughter(number="15555,136", form="chip", mass=grams(0.01))
    vault.post(Split(parent="15555,46", daughters=(late,)), day=20100101)
    told = changes(view(vault, "15555,46"))
    assert (20100101, MassChange.SPLIT_INTO, -10_000, 377_392_000) in told
    assert told[0] == (20190618, MassChange.EXPLAINED, 10_000, 377_390_000)


def test_a_write_off_and_a_void_stand_in_the_history(vault: Vault) -> None:
    vault.allowed(WriteOff(sample="15415", ug=69_400_000))
    step = view(vault, "15415").steps[0]
    assert (step.change, step.suspense_ug) == (MassChange.WRITTEN_OFF, 200_000_000)
    vault.post(Void(sample="15500"))
    gone = view(vault, "15500")
    assert (gone.steps[0].change, gone.steps[0].balance_ug) == (MassChange.VOIDED, 0)


def test_a_mass_changed_by_another_entry_is_named_by_its_kind(vault: Vault) -> None:
    vault.post(
        Register(collection="Apollo", number="15600", mission="Apollo 15", mass=grams(5), place="C12"),
        day=20220101,
    )
    vault.post(Split(parent="15600", daughters=(Daughter(number="15600,1", mass=grams(1)),)), day=20220102)
    vault.allowed(Void(sample="15600,1"))
    step = view(vault, "15600").steps[0]
    assert (step.change, step.entry.kind, step.balance_ug) == (MassChange.OTHER, "void", 5_000_000)


def test_an_undone_entry_leaves_no_step_and_no_stay(vault: Vault) -> None:
    weighed = vault.post(Weigh(sample="15555,48", reading=read(1_405.9)))
    assert view(vault, "15555,48").steps[0].change is MassChange.WEIGHED
    vault.post(Reverse(entry=str(weighed.seq)))
    assert view(vault, "15555,48").steps[0].change is MassChange.SPLIT_INTO
    assert all("Cabinet 12" not in stay.path for stay in view(vault, "15555,46").stays)


def test_stays_follow_the_containers_a_piece_stands_in(vault: Vault) -> None:
    told = [(stay.since, stay.until, stay.path, stay.custody) for stay in view(vault, "15555,46").stays]
    here = "Lab › Vault P › Cabinet 8 › Tray 2 › Can 46"
    assert told == [
        (20190618, None, here, "here"),
        (20020311, 20190618, "Far site › Vault 1 › Cabinet 3 › Tray 2 › Can 46", "remote"),
        (19711102, 20020311, here, "here"),
    ]
    now = view(vault, "15555,46").stays[0]
    assert (now.is_home, now.atmosphere, now.place) == (True, "nitrogen", vault.place_uid("Can 46"))


def test_a_piece_moved_away_from_home_keeps_its_home(vault: Vault) -> None:
    vault.post(Move(to="Library", samples=("15555,48",)))
    stays = view(vault, "15555,48").stays
    assert [(stay.path, stay.is_home) for stay in stays] == [
        ("Lab › Library", False),
        ("Lab › Vault P › Cabinet 12", True),
    ]
    assert stays[0].atmosphere == "air"


def test_a_move_to_where_a_piece_is_begins_no_new_stay(vault: Vault) -> None:
    vault.post(Move(to="C12", samples=("15555,48",)))
    assert [stay.since for stay in view(vault, "15555,48").stays] == [19711102]


def test_a_piece_without_a_stated_place_has_no_stays(vault: Vault) -> None:
    assert view(vault, "15415").stays == ()


def test_kin_are_named_with_the_mass_they_began_with(vault: Vault) -> None:
    seen = view(vault, "15555,48")
    assert [(each.row.number, each.born_ug) for each in seen.parents] == [("15555", 9_614_000_000)]
    assert [(each.row.number, each.role, each.born_ug) for each in seen.daughters] == [
        ("15555,210", "daughter", None),
        ("15555,211", "daughter", None),
    ]
    assert seen.daughters_in_all == 2
    assert {each.role for each in view(vault, "15555").daughters} == {"daughter", str(ParentRole.RECOVERED)}


def test_names_and_facts_say_where_they_come_from_and_what_stood_before(vault: Vault) -> None:
    seen = view(vault, "15555,46")
    assert [(name.text, name.kind, name.source) for name in seen.names] == [("SLAB A", "unofficial", "data pack")]
    facts = {fact.key: fact for fact in seen.facts}
    assert facts["remarks"].value == "Kept face up"
    assert [(before.value, before.until.day) for before in facts["class_name"].earlier] == [
        ("mare basalt", 20200303)
    ]
    assert facts["form"].earlier == ()
    assert facts["class_name"].entry in seen.entry_uids.values()
    assert "condition" not in facts


def test_the_last_weighing_names_its_balance(vault: Vault) -> None:
    weighed = view(vault, "15555,46").weighed
    assert weighed is not None
    assert (weighed.told_day.day, weighed.balance, weighed.resolution_ug) == (20190618, "B3", 1_000)
    assert view(vault, "15500").weighed is None


def test_the_last_weighing_may_name_no_balance(vault: Vault) -> None:
    vault.post(Weigh(sample="15555,48", reading=Reading(net_ug=1_406_000_000, resolution_ug=1_000)))
    weighed = view(vault, "15555,48").weighed
    assert weighed is not None
    assert weighed.balance == ""


def test_at_another_day_only_what_had_happened_is_seen(vault: Vault) -> None:
    seen = view(vault, "15555,46", Moment(20030101))
    assert seen.state.held_ug == 377_402_000
    assert seen.stays[0].custody == "remote"
    assert seen.names == ()
    assert {fact.key: fact.value for fact in seen.facts}["class_name"] == "mare basalt"
    assert [each.row.number for each in seen.daughters] == ["15555,133", "15555,134", "15555,135"]
    assert seen.parts.attrition_ug == 238_000


def test_as_known_at_an_entry_a_later_undo_does_not_count(vault: Vault) -> None:
    undone = next(
        each
        for each in reversed(vault.posted)
        if len(each.changes.samples) == 1 and each.seq < vault.posted[-2].seq
    )
    seen = view(vault, "15555,46", Moment(seq=undone.seq))
    assert seen.stays[0].path == "Lab › Vault P › Cabinet 12"


def test_a_piece_is_not_there_before_it_was_entered_nor_one_nobody_knows(vault: Vault) -> None:
    assert piece_view(vault.session, vault.piece("15555,46"), Moment(19700101)) is None
    assert piece_view(vault.session, Uid("f" * 32)) is None


def test_every_entry_of_a_piece_is_told_as_a_sentence(vault: Vault, words: Words) -> None:
    seen = view(vault, "15555,46")
    lines = journal_of(vault.session, words, seen, seen.entries)
    assert [line.seq for line in lines] == sorted(seen.entries, reverse=True)
    assert lines[0].sentence == "Saw 15555,46"
    assert lines[0].by == "A. Curator"
    assert [line.undone for line in lines][:3] == [False, True, True]
    assert len(journal_of(vault.session, words, seen, seen.entries, 2)) == 2


def test_a_number_a_piece_had_before_stays_among_its_names(vault: Vault) -> None:
    seen = vault.post(Weigh(sample="15555,49", reading=read(4.2)))
    with vault.session.database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO number_claim SELECT ?, 90, sample, collection, '15555,990', key, sort_key, family, rest,"
            " scope, series, 990, issued, ? FROM number_claim WHERE number = '15555,49'",
            (seen.seq, TODAY),
        )
    names = view(vault, "15555,49").names
    assert [(name.text, name.kind) for name in names if name.kind == "former"] == [("15555,49", "former")]
