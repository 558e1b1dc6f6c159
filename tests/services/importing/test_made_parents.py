"""Parents that neither the list nor the book has, made by an import because somebody said so."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lunarcurator.domain.operations import Mission, OpenCollection, Register
from lunarcurator.services.importing import (
    ImportPlan,
    Profiles,
    Reading,
    Source,
    Told,
    answered,
    guess_reading,
    mapped,
    plan_reading,
    post_import,
    profile_of,
    write_report,
)
from lunarcurator.services.importing.first_pieces import facts_of, first_pieces
from lunarcurator.services.importing.import_draft import gone_on, import_draft
from lunarcurator.services.importing.target import choose_target
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads.matching import known_pieces
from openpyxl import load_workbook

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import opened

type Do = Callable[..., object]
MADE = ("import.parent_made",)


@pytest.fixture(autouse=True)
def book(do: Do) -> None:
    missions = (Mission(code="Apollo 12", name="Apollo 12", opened=19691119),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)
    do(Register(collection="Apollo", number="12001", mission="Apollo 12"), day=19691119)


def making(session: StoreSession, text: str, *, makes: bool = True) -> tuple[Source, Reading]:
    source, reading = opened(session, text)
    return source, replace(answered(reading, "collection", "Apollo"), makes_parents=makes)


def made(session: StoreSession, text: str) -> ImportPlan:
    return plan_reading(session, *making(session, text))


def told(plan: ImportPlan) -> list[tuple[int, str, str, tuple[str, ...]]]:
    return [(row.row, row.number, str(row.verdict), tuple(each.key for each in row.reasons)) for row in plan.rows]


def registered(plan: ImportPlan) -> dict[str, Register]:
    found = (act.operation for row in plan.rows for act in row.acts)
    return {act.number: act for act in found if isinstance(act, Register)}


def test_a_parent_that_is_nowhere_is_made_without_a_mass_and_marked(session: StoreSession) -> None:
    rows = "Sample|Parent|Mass (mg)\n12002,60|12002,8|3\n12002,61|12002,8|4\n12001,5|12001|2"
    refused = plan_reading(session, *making(session, rows, makes=False))
    assert [str(row.verdict) for row in refused.rows] == ["conflict", "conflict", "new"]
    plan = made(session, rows)
    assert told(plan) == [
        (2, "12002,60", "new", ()),
        (2, "12002,8", "new", MADE),
        (3, "12002,61", "new", ()),
        (4, "12001,5", "new", ()),
    ]
    post_import(session, plan, OPERATOR)
    target = choose_target(session, "Apollo")
    assert target.uid is not None
    with session.database.snapshot() as connection:
        known = known_pieces(connection, target.uid, ["12002,8", "12002,60"])
    parent, daughter = known["12002,8"], known["12002,60"]
    assert (parent.unweighed, parent.parent, daughter.mass_ug, daughter.parent) == (1, "", 3_000, "12002,8")
    again = made(session, rows)
    assert [verdict for _, _, verdict, _ in told(again)] == ["same", "same", "same"]


def test_a_parent_further_down_is_taken_from_there_and_a_circle_is_refused(session: StoreSession) -> None:
    plan = made(session, "Sample|Parent\n12002,60|12002,8\n12002,8|\n12002,3|12002,4\n12002,4|12002,3")
    circle = ("parent.is_descendant",)
    assert told(plan) == [
        (2, "12002,60", "new", ()),
        (3, "12002,8", "new", ()),
        (4, "12002,3", "conflict", circle),
        (5, "12002,4", "conflict", circle),
    ]
    assert made(session, "Sample|Parent\n12002,60|12002,60").rows[0].reasons[0].key == "parent.is_descendant"


def test_the_whole_that_the_list_names_is_made_as_well(session: StoreSession) -> None:
    plan = made(session, "Generic|Specific|Parent\n12002|60|8\n12002|61|8\n12001|7|\n12003|5|12003")
    assert {number: act.parent for number, act in registered(plan).items()}.keys() == {
        *("12002,60", "12002,61", "12002,8", "12002", "12001,7", "12003,5", "12003")
    }
    acts = registered(plan)
    assert (acts["12002,8"].parent, acts["12002"].parent) == ("Apollo:12002", None)
    assert acts["12002"].mass.reason == "parent_only"
    assert acts["12003"].parent is None


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Generic|Specific|Parent\n12002|60|8\n12002|61|12003,8\n12002|62|14321\n12002|63|12002", ()),
        ("Split|Parent\nParent: 12002|\n60|8\n61|12003,8\n62|14321\n63|", ("2",)),
        ("Split|Parent\nParent: 12002|\n,60|,8\n,61|12003,8\n,62|14321\n,63|", ("A=Parent: #",)),
        (
            "Sample|Parent\nParent: 12002|\n12002,60|12002,8\n12002,61|12003,8\n12002,62|14321\n12002,63|",
            ("A=Parent: #",),
        ),
    ],
)
def test_a_made_parent_is_a_part_of_no_other_family(
    session: StoreSession, text: str, families: tuple[str, ...]
) -> None:
    source = Source.pasted(text.replace("|", "\t"))
    reading = guess_reading(session, source, Profiles.load(), said=Told(families=families))
    reading = replace(answered(reading, "collection", "Apollo"), makes_parents=True)
    acts = registered(plan_reading(session, source, reading))
    assert {number: (act.parent or "").removeprefix("Apollo:") for number, act in acts.items()} == {
        "12002,60": "12002,8",
        "12002,61": "12003,8",
        "12002,62": "14321",
        "12002,63": "12002",
        "12002,8": "12002",
        **dict.fromkeys(("12002", "12003,8", "14321"), ""),
    }


@pytest.mark.parametrize("daughters", ["12002,60|12002,8\n12002,61|12003,8", "12002,61|12003,8\n12002,60|12002,8"])
def test_a_family_that_is_no_whole_is_the_parent_of_no_made_piece(session: StoreSession, daughters: str) -> None:
    source = Source.pasted(f"Sample|Parent\n12002,4 Butt|\n{daughters}".replace("|", "\t"))
    reading = guess_reading(session, source, Profiles.load(), said=Told(families=("2",)))
    reading = replace(answered(reading, "collection", "Apollo"), makes_parents=True)
    acts = registered(plan_reading(session, source, reading))
    assert {number: acts[number].parent for number in ("12002,8", "12003,8")} == {"12002,8": None, "12003,8": None}


@pytest.mark.parametrize(
    "rows", ["12001,60|12001,8", "12002|\n12002,60|12002,8", "12002,60|12002,8\n12002,61|12002"]
)
def test_a_made_parent_beside_its_whole_is_told(session: StoreSession, rows: str) -> None:
    plan = made(session, f"Sample|Parent\n{rows}")
    (split,) = (row for row in plan.rows if row.number.endswith(",8"))
    assert [(each.key, dict(each.facts).get("family")) for each in split.reasons] == [
        ("import.parent_made", None),
        ("import.made_without_parent", split.number.removesuffix(",8")),
    ]
    assert registered(plan)[split.number].parent is None


def test_it_is_of_the_mission_and_there_from_the_first_day_of_its_daughters(session: StoreSession) -> None:
    rows = "Sample|Parent|Mission|Received\n12002,60|12002,8|Apollo 12|1971-05-01\n12002,61|12002,8||1970-02-01"
    plan = made(session, rows)
    row = next(row for row in plan.rows if row.number == "12002,8")
    assert (row.mission, row.day) == ("Apollo 12", 19700201)


def test_of_rows_that_cannot_come_in_no_parent_is_made(session: StoreSession) -> None:
    rows = "Generic|Specific|Parent|Mass (g)\n12002|60|12002,8|1\n12002|60|12002,8|2\n12004|1|12004,2|heavy"
    plan = made(session, rows)
    none = ("import.parent_of_none",)
    assert told(plan)[1:3] == [(2, "12002,8", "conflict", none), (2, "12002", "conflict", none)]
    assert (plan.writes, len(plan.rows)) == (0, 5)


def test_what_the_numbering_does_not_read_is_no_parent(session: StoreSession) -> None:
    plan = made(session, "Sample|Parent\n12002,60|a stone")
    assert told(plan) == [(2, "12002,60", "refused", ("number.not_in_scheme",))]


def test_rows_and_cells_stay_side_by_side(
    session: StoreSession, tmp_path: Path, sheet: Callable[..., Path], words: Words
) -> None:
    path = sheet("Sample,Parent,Mass (g)", '"12002,60","12002,8",', '"12002,62","12002,9",x')
    source = Source.open(path)
    reading = guess_reading(session, source, Profiles.load())
    reading = replace(answered(reading, "collection", "Apollo"), makes_parents=True)
    plan = plan_reading(session, source, reading)
    write_report(plan, tmp_path / "report.xlsx", words)
    rows = load_workbook(tmp_path / "report.xlsx")[words.say("import.report")].iter_rows(values_only=True)
    shown = [(row[1], row[5]) for row in rows if str(row[1] or "").startswith("12002")]
    assert shown[:3] == [("12002,60", "12002,60"), ("12002,8", None), ("12002,62", "12002,62")]


def test_it_is_kept_with_a_profile_and_with_an_import_left_half_way(session: StoreSession) -> None:
    source, reading = making(session, "Sample|Parent\n12002,60|12002,8")
    profile = profile_of(reading, "ours")
    assert guess_reading(session, source, Profiles([], [profile])).makes_parents
    left = import_draft(source, reading, Told(), 2, {})
    assert left is not None
    assert gone_on(opened(session, "Sample|Parent\n12002,60|12002,8")[1], left.said).reading == reading


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Sample|Mass (g)\n12002|1", False),
        ("Sample|Parent\n12002,1|12002", True),
        ("Generic|Specific\n12002|1", True),
    ],
)
def test_whether_a_list_says_parents(session: StoreSession, text: str, says: bool) -> None:
    _, reading = opened(session, text)
    assert reading.says_parents is says
    reading = mapped(reading, "Mass (g)", "parent") if not says else reading
    assert reading.says_parents


def test_a_parent_that_is_made_is_seen_among_the_first_pieces(session: StoreSession, words: Words) -> None:
    source, reading = making(session, "Sample|Parent|Weight (g)\n12002,1|12002|5\n")
    shown = [(each.number, dict(facts_of(each, words))) for each in first_pieces(session, source, reading)]
    assert any("named only as a parent" in str(facts.values()) for _, facts in shown), shown
