"""A file that speaks of another collection than it would go into: asked about, and told row by row."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.identity import CollectionRef, OperatorRef, PieceRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import AddName, Mission, OpenCollection, Register
from lunarcurator.services.importing import (
    ImportPlan,
    Profiles,
    Source,
    Verdict,
    guess_reading,
    plan_reading,
    post_import,
    questions,
)
from lunarcurator.services.importing.asking.collection import COLLECTION
from lunarcurator.services.importing.asking.looking import Looking
from lunarcurator.services.importing.target import Target, choose_target
from lunarcurator.services.posting import Cancelled
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.plans import plan_import
from tests.services.importing.steps import asked, planned

type Do = Callable[..., object]
type Sheet = Callable[..., Path]

LUNA = ("Sample,Weight (g)", "21000,1.62", "24999,1")
NEITHER = ("Sample,Weight (g)", "11000,1", "11001,2")


@pytest.fixture(autouse=True)
def book(do: Do) -> None:
    missions = (Mission(code="Apollo 15", name="Apollo 15", opened=19710807),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)


def told(plan: ImportPlan) -> list[tuple[str, list[str]]]:
    return [(str(row.verdict), [reason.key for reason in row.reasons]) for row in plan.rows]


def proposed(session: StoreSession, path: Path) -> str:
    """Return the collection that is proposed and must be chosen."""
    source = Source.open(path)
    (question,) = [
        each
        for each in questions(session, source, guess_reading(session, source, Profiles.load()))
        if each.kind is COLLECTION
    ]
    assert (question.key, question.must) == ("import.ask.collection_proposed", True)
    return question.proposed


def test_a_file_named_after_another_mission_is_told_row_by_row(session: StoreSession, sheet: Sheet) -> None:
    path = sheet(*NEITHER, name="Weights Luna-16.csv")
    assert proposed(session, path) == "Apollo"
    assert planned(session, sheet(*LUNA, name="luna.csv"), {"collection": "Luna"}).collection == "Luna"
    kept = planned(session, path, {"collection": "Apollo"})
    assert (kept.collection, told(kept)) == ("Apollo", [("new", [])] * 2)


def test_numbers_that_lie_in_blocks_of_another_collection_are_doubted(session: StoreSession, sheet: Sheet) -> None:
    chosen = planned(session, sheet(*LUNA), {"collection": "Apollo"})
    assert told(chosen) == [("new", ["import.number_elsewhere"])] * 2
    assert dict(chosen.rows[0].reasons[0].facts)["block"] == "Luna 16"


def test_what_names_the_own_collection_or_none_is_not_asked_about(session: StoreSession, sheet: Sheet) -> None:
    for name, rows in (
        ("Apollo and Luna.csv", NEITHER),
        ("rows.csv", NEITHER),
        ("rows.csv", (*LUNA, "15999,2")),
    ):
        assert "collection" not in asked(session, sheet(*rows, name=name))
    mixed = sheet("Sample,Collection,Weight (g)", "21013,Luna,2", "15999,Apollo,3", name="Luna.csv")
    assert "collection" not in asked(session, mixed)


def test_figures_alone_say_no_collection(session: StoreSession, sheet: Sheet) -> None:
    minerals = sheet("ID,Mineral,Weight (g)", "10201,Cassiterite,52", "10202,Fluorite,18.5")
    source = Source.open(minerals)
    (question,) = questions(session, source, guess_reading(session, source, Profiles.load()))
    assert (question.must, question.proposed, question.key) == (True, "Apollo", "import.ask.collection_proposed")
    assert "collection" not in asked(session, sheet("ID,Mission,Weight (g)", "10201,Apollo 11,52"))


def test_a_list_of_places_and_one_that_is_stopped_go_into_no_collection(
    session: StoreSession, sheet: Sheet
) -> None:
    places = Source.open(sheet("Building,Room,Freezer,Position", "B31N,1120,FZ-1,A1", name="freezer.csv"))
    assert COLLECTION.taken(Looking(session, places, guess_reading(session, places, Profiles.load()))) is None
    source = Source.open(sheet("ID,Mission,Weight (g)", "10201,Apollo 11,52"))
    reading = guess_reading(session, source, Profiles.load())
    taken = COLLECTION.taken(Looking(session, source, reading))
    assert taken is not None
    assert (taken.proposed, taken.must) == ("Apollo", False)
    with pytest.raises(Cancelled):
        plan_reading(session, source, reading, should_stop=lambda: True)


def test_a_row_that_names_another_collection_is_a_conflict_unless_one_was_chosen(
    session: StoreSession, sheet: Sheet
) -> None:
    rows = ("21013,Luna,2", "15999,Apollo,3", "15998,Luna 16,2", "24001,,2", "11000,ours,1", "x,Luna,1")
    path = sheet("Sample,Program,Weight (g)", *rows)
    assert told(planned(session, path)) == [
        ("conflict", ["import.said_elsewhere"]),
        ("new", []),
        ("conflict", ["import.said_elsewhere"]),
        ("new", ["import.number_elsewhere"]),
        ("new", []),
        ("refused", ["number.not_in_scheme"]),
    ]
    chosen = planned(session, path, {"collection": "Apollo"})
    assert chosen.counts[Verdict.NEW] == 5
    assert chosen.rows[0].reasons[0].strength is Strength.WARN


def test_a_mission_of_another_collection_is_refused_by_its_name(session: StoreSession, sheet: Sheet) -> None:
    path = sheet("Sample,Mission,Weight (g)", "21013,Л-16,2", "15999,Apollo 15,3", "15998,Apollo 99,3")
    plan = plan_import(session, path)
    assert told(plan) == [
        ("refused", ["import.mission_elsewhere"]),
        ("new", []),
        ("refused", ["register.mission_unknown"]),
    ]
    assert dict(plan.rows[0].reasons[0].facts) == {"said": "Л-16", "other": "Luna", "collection": "Apollo"}


def test_a_collection_whose_numbers_have_no_blocks_doubts_no_number(
    session: StoreSession, do: Do, sheet: Sheet
) -> None:
    do(OpenCollection(code="Field", name="Field", scheme="plain"))
    assert told(plan_import(session, sheet(*LUNA), collection="Field")) == [("new", [])] * 2


def test_a_daughter_is_judged_by_its_parent(session: StoreSession, sheet: Sheet) -> None:
    path = sheet("Number,Parent,Mass now (g)", "11000,,5", '"21000,1",11000,1')
    assert told(plan_import(session, path, collection="Apollo"))[1] == ("new", ["number.other_family"])


def test_the_others_are_told_apart_by_what_the_chosen_one_has_not(session: StoreSession) -> None:
    chosen: Target = choose_target(session, "Luna (Academy)")
    assert "luna16" in chosen.own_keys
    assert "luna16" not in chosen.other_keys
    assert chosen.other_keys["luna"] == "Luna"


CHANGE_6 = ("Sample,Weight (mg)", "CE6C0000YJYX001,12", "CE6C0000YJYX002,13")


def test_numbers_of_the_next_mission_are_doubted(session: StoreSession, do: Do, sheet: Sheet) -> None:
    path = sheet(*CHANGE_6)
    chosen = planned(session, path, {"collection": "Chang'e-5"})
    assert told(chosen) == [("new", ["import.number_elsewhere"])] * 2
    facts = {"number": "CE6C0000YJYX001", "block": "Chang'e-6", "other": "Chang'e-6", "collection": "Chang'e-5"}
    assert dict(chosen.rows[0].reasons[0].facts) == facts
    do(OpenCollection(code="Chang'e-5", name="Chang'e-5", scheme="change"))
    own = sheet("Sample,Weight (mg)", "CE5C0000YJYX001,12", "CE6C0000YJYX002,13")
    chosen = planned(session, own, {"collection": "Chang'e-5"})
    assert told(chosen) == [("new", []), ("new", ["import.number_elsewhere"])]


def test_a_collection_without_missions_takes_the_numbers_of_any(
    session: StoreSession, do: Do, sheet: Sheet
) -> None:
    do(OpenCollection(code="Ours", name="Ours", scheme="change"))
    assert told(planned(session, sheet(*CHANGE_6), {"collection": "Ours"})) == [("new", [])] * 2


def test_a_number_that_a_piece_of_another_collection_has_is_told_of_its_row(
    session: StoreSession, sheet: Sheet, do: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(Register(collection=CollectionRef("Apollo"), number="15555", mass=Mass.unknown("not_weighed")))
    do(AddName(sample=PieceRef("15555"), name="Great Scott"))
    do(OpenCollection(code="Practice", name="Practice", scheme="plain"), day=19690101)
    path = sheet("Sample,Weight (g)", "15555,1", "Great Scott,2", "77,3")
    for tried in (5_000, 0):
        # Of a big file not all rows are tried against the rules.
        monkeypatch.setattr("lunarcurator.services.importing.planning.MOST", tried)
        plan = planned(session, path, {"collection": "Practice"})
        assert told(plan) == [("new", ["number.elsewhere"])] * 2 + [("new", [])]
        facts = [dict(row.reasons[0].facts) for row in plan.rows[:2]]
        assert [each["other"] for each in facts] == ["Apollo:15555"] * 2
    post_import(session, plan, OperatorRef("A. Curator"))
    assert told(planned(session, path, {"collection": "Practice"})) == [("same", [])] * 3
    do(OpenCollection(code="School", name="School", scheme="plain"), day=19690101)
    again = planned(session, sheet("Sample,Weight (g)", "15555,1", name="new.csv"), {"collection": "School"})
    assert dict(again.rows[0].reasons[0].facts)["other"] == "Apollo:15555, Practice:15555"
