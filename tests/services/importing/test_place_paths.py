"""Places said in one cell, one step or several: kept, or set up and gone to where somebody says so."""

from collections.abc import Callable

import pytest
from lunarcurator.domain.identity import PlaceRef
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import (
    ImportPlan,
    Profiles,
    Verdict,
    answered,
    guess_reading,
    post_import,
    profile_of,
    questions,
)
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.columns.place_columns import kind_of_step, steps_of
from lunarcurator.services.importing.profiles import save_profile
from lunarcurator.services.posting import Posted

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import asked, opened, planned

LIST = (
    "Sample|Mission|Location\n12002|Apollo 12|Vault A / Cabinet 3 / Drawer 2\n"
    "12004|Apollo 12|Vault A > Cabinet 4\n12005|Apollo 12|—\n12006|Apollo 12|"
)
MOVE = {"places": "move", "within": "Rocks building > Room 1"}


def set_up(plan: ImportPlan) -> list[tuple[str, str]]:
    made = (act.operation for act in plan.opening)
    return [(each.kind, each.name) for each in made if isinstance(each, SetUpPlace)]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Vault A / Cabinet 3", ["Vault A", "Cabinet 3"]),
        ("Vault A→B | C", ["Vault A", "B | C"]),
        ("A|B", ["A", "B"]),
        (" > A > ", ["A"]),
        ("A-3-2", ["A-3-2"]),
        ("", []),
    ],
)
def test_the_strongest_sign_parts_the_steps(text: str, steps: list[str]) -> None:
    assert steps_of(text) == steps


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Vault A", "vault"),
        ("North vault", "vault"),
        ("柜3", "cabinet"),
        ("3号柜", "cabinet"),
        ("Schrank 2", "cabinet"),
        ("Сейф", "safe"),
        ("RSPL", ""),
        ("", ""),
    ],
)
def test_a_step_names_its_kind_in_its_first_or_last_word(name: str, kind: str) -> None:
    assert kind_of_step(name) == kind


def test_places_that_are_not_there_may_be_kept_refused_or_set_up(desk: Desk) -> None:
    question = asked(desk, LIST)["places"]
    assert (question.must, question.proposed, question.choices) == (True, "", ("keep", "refuse", "move"))
    kept = planned(desk, LIST, {"places": "keep"})
    assert set_up(kept) == []
    plan = planned(desk, LIST, MOVE)
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 4
    assert set_up(plan) == [
        ("site", "Rocks building"),
        ("room", "Room 1"),
        ("vault", "Vault A"),
        ("cabinet", "Cabinet 3"),
        ("drawer", "Drawer 2"),
        ("cabinet", "Cabinet 4"),
    ]
    assert plan.rows[1].acts[0].operation.place == "Rocks building > Room 1 > Vault A > Cabinet 4"
    assert {column.name: column.target for column in plan.columns}["Location"] == "place_step"


def test_in_what_the_outermost_stand_is_asked_for_unless_they_may_stand_alone(desk: Desk) -> None:
    source, reading = opened(desk, LIST)
    found = {each.id: each for each in questions(desk, source, answered(reading, "places", "move"))}
    assert found["within"].must
    assert found["places"].choices == ("keep", "refuse", "move")
    source, reading = opened(desk, "Sample|Mission|位置\n12002|Apollo 12|1号楼/柜3")
    found = {each.id: each for each in questions(desk, source, answered(reading, "places", "move"))}
    assert not found["within"].must
    source, reading = opened(desk, "Sample|Mission|Location\n12002|Apollo 12|Main/A")
    reading = answered(answered(reading, "places", "move"), "step_kind:1", "site")
    assert "within" not in {each.id for each in questions(desk, source, reading)}


def test_the_kind_of_a_step_that_nothing_tells_is_asked_for_by_its_depth(desk: Desk) -> None:
    source, reading = opened(desk, "Sample|Mission|Ort\n12002|Apollo 12|Main/A\n12004|Apollo 12|Room 2/B")
    found = {each.id: each for each in questions(desk, source, answered(reading, "places", "move"))}
    assert dict(found["step_kind:2"].facts) == {"depth": 2, "count": 2, "examples": "A, B"}
    assert ("cabinet", "place_kind.cabinet") in found["step_kind:2"].choice_words
    answers = {"places": "move", "step_kind:1": "building", "step_kind:2": "cabinet"}
    plan = planned(desk, source, answers)
    assert set_up(plan) == [("building", "Main"), ("cabinet", "A"), ("room", "Room 2"), ("cabinet", "B")]


def test_a_place_of_the_book_is_gone_to_where_it_stands_and_pieces_move(
    desk: Desk, do: Callable[..., Posted]
) -> None:
    do(SetUpPlace(kind="room", name="Room 1"), day=19690101)
    do(SetUpPlace(kind="cabinet", name="Cabinet 3", parent=PlaceRef("Room 1")), day=19690101)
    text = "Sample|Mission|Location\n12002|Apollo 12|{}"
    question = asked(desk, text.format("Cabinet 3"))["places"]
    assert (question.must, question.proposed, question.choices) == (False, "keep", ("keep", "move"))
    assert question.key == "import.ask.places_known"
    post_import(desk, planned(desk, text.format("Cabinet 3")), OPERATOR)
    (row,) = planned(desk, text.format("Room 1/Cabinet 3"), {"places": "move"}).rows
    assert row.verdict is Verdict.SAME
    plan = planned(desk, text.format("Room 1 / Cabinet 3 / Drawer 1"), {"places": "move"})
    assert (plan.rows[0].verdict, set_up(plan)) == (Verdict.CHANGED, [("drawer", "Drawer 1")])
    assert asked(desk, "Sample|Mission|Location\n12002|Apollo 12|?").keys().isdisjoint({"places"})


def test_a_step_inside_another_that_stands_alone_in_a_row_is_refused(desk: Desk) -> None:
    text = "Sample|Mission|Location\n12002|Apollo 12|Room 1/Cabinet 3\n12004|Apollo 12|Cabinet 3"
    rows = planned(desk, text, {"places": "move", "within": "Rocks building"}).rows
    assert [reason.key for reason in rows[1].reasons] == ["import.place_where"]


def test_two_pieces_in_one_position_are_told_and_two_in_one_box_are_not(desk: Desk) -> None:
    text = "Sample|Mission|Location\n12002|Apollo 12|Room 1/Box 3{0}\n12004|Apollo 12|Room 1/Box 3{0}"
    for further, keys in ((" / Position A1", ["import.position_shared"]), ("", [])):
        rows = planned(desk, text.format(further), {"places": "move"}).rows
        assert [reason.key for reason in rows[1].reasons] == keys


def test_a_place_before_whose_day_pieces_came_is_told(desk: Desk, do: Callable[..., Posted]) -> None:
    do(SetUpPlace(kind="site", name="Lab"))
    text = "Sample|Mission|Location\n12002|Apollo 12|Room 1/Cabinet 3"
    with pytest.raises(MappingRefused) as refused:
        planned(desk, text, {"places": "move", "within": "Lab"})
    assert (refused.value.key, refused.value.facts["place"]) == ("day.before_place", "Lab")


def test_a_list_of_loans_says_who_has_a_piece_and_moves_none(desk: Desk) -> None:
    text = "Sample|Borrower|Date lent|Location\n12002,1|A. Schmidt|2021-04-15|Room 1/Cabinet 3"
    assert asked(desk, text)["places"].choices == ("keep", "refuse")
    assert planned(desk, text, {"places": "keep"}).opening


def test_a_profile_keeps_that_a_column_says_whole_paths(desk: Desk) -> None:
    source, reading = opened(desk, LIST)
    made = profile_of(answered(reading, "places", "move"), "vault list")
    assert made.levels == {"location": "path"}
    save_profile(made, desk.path)
    again = guess_reading(desk, source, Profiles.load(desk.path))
    assert again.profile == "vault list"
    assert {"within", "places"} & {each.id for each in questions(desk, source, again)} == {"within"}
