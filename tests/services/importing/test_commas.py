"""Whether 1,234 is a little or a lot is asked once for the sheet."""

from pathlib import Path

import pytest
from lunarcurator.exchange.cells import Cell, NumberCell
from lunarcurator.services.importing import Unanswered, Verdict, answered, questions
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.cells.separators import read_as, two_ways
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import asked, opened, planned

TWO = "ID|Mission|Weight (g)\n10017|Apollo 11|1,234\n10018|Apollo 11|~2,345 g"


def masses(session: StoreSession, text: str | Path, answer: str) -> list[int]:
    rows = planned(session, text, {"decimals": answer}).rows
    assert {row.verdict for row in rows} == {Verdict.NEW}
    return [row.acts[0].operation.original.ug for row in rows]  # type: ignore[union-attr]


def test_a_comma_before_three_digits_is_asked_once_for_the_sheet(session: StoreSession) -> None:
    question = asked(session, TWO)["decimals"]
    assert (question.key, question.must, question.choices) == (
        "import.ask.decimals",
        True,
        (Choice.POINT, Choice.COMMA),
    )
    assert dict(question.facts) == {
        "count": 2,
        "examples": "1,234",
        "point": "1234",
        "comma": "1.234",
    }
    for answer in ({}, {"decimals": "perhaps"}):
        with pytest.raises(Unanswered):
            planned(session, TWO, answer)
    assert masses(session, TWO, Choice.COMMA) == [1_234_000, 2_345_000]
    assert masses(session, TWO, Choice.POINT) == [1_234_000_000, 2_345_000_000]


def test_a_unit_that_is_lacking_is_asked_with_what_the_comma_was_said_to_be(
    session: StoreSession, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ID;Mission;Weight\n10017;Apollo 11;1,234\n10018;Apollo 11;1,5\n", encoding="utf-8")
    source, reading = opened(session, path)
    reading = answered(reading, "decimals", Choice.COMMA)
    found = {each.id: each for each in questions(session, source, reading)}
    assert found["unit:Weight"].choice_facts("g")["ug"] == 2_734_000
    text = "ID|Mission|Weight|Unit\n10017|Apollo 11|1,234|mg\n10018|Apollo 11|2,345|g"
    assert "unit:Weight" not in asked(session, text)
    assert masses(session, text, Choice.COMMA) == [1_234, 2_345_000]


def test_lengths_are_asked_about_too_and_a_list_of_places_is_not(session: StoreSession) -> None:
    text = "ID|Mission|Depth top (mm)\n10017|Apollo 11|1,234"
    assert "decimals" in asked(session, text)
    assert planned(session, text, {"decimals": Choice.POINT}).rows[0].verdict is Verdict.NEW


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("1,234", "1,234"),
        ("about 12,345 mg", "12,345"),
        ("1\uff0c234", "1,234"),
        ("0,234", ""),
        ("1,23", ""),
        ("1234,567", ""),
        ("1,23\u00b2", ""),
        ("1,234,567", ""),
        ("1,234 - 2,345", ""),
        (",234", ""),
        ("12\u00b5g", ""),
        (NumberCell("1234.5"), ""),
        (None, ""),
    ],
)
def test_a_figure_is_read_two_ways_only_where_it_can_be(cell: Cell, figure: str) -> None:
    assert two_ways(cell) == figure


def test_only_what_can_be_read_two_ways_is_rewritten() -> None:
    assert read_as("~1,234 g", Choice.COMMA) == "~1.234 g"
    assert read_as("1\uff0c234", Choice.POINT) == "1234"
    assert read_as("1,5", Choice.COMMA) == "1,5"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,234,567", "1,5"),
        ("1,234,567", "~0,234 g"),
        ("1,234.5", "12,25"),
        ("1.234.567", "1.5"),
        ("1.234,5", "336.9"),
        ("1,234,567", "1.234.567"),
        ("1.234,5", "1,234.5"),
        ("1\uff0c234\uff0c567", "1,5"),
    ],
)
def test_figures_in_which_no_one_sign_can_part_decimals_are_asked_about(
    session: StoreSession, one: str, other: str
) -> None:
    for figures in ((one, other), (other, one)):
        text = "ID|Mission|Weight (g)\n" + "\n".join(
            f"1001{at}|Apollo 11|{each}" for at, each in enumerate(figures)
        )
        question = asked(session, text)["decimals"]
        assert question.must
        with pytest.raises(Unanswered):
            planned(session, text)
        refused = [row.number for row in planned(session, text, {"decimals": Choice.COMMA}).rows if row.reasons]
        assert len(refused) < 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,234,567", "1.5"),
        ("1.234.567", "2"),
        ("1,234.5", "1.5"),
        ("1'234.5", "1,5"),
        ("1,5", "1.5"),
        ("much", "1,5"),
    ],
)
def test_figures_that_one_sign_explains_are_not(session: StoreSession, one: str, other: str) -> None:
    text = f"ID|Mission|Weight (g)\n10017|Apollo 11|{one}\n10018|Apollo 11|{other}"
    assert "decimals" not in asked(session, text)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("1,234,567", Choice.COMMA),
        ("~1,234.5 g", Choice.COMMA),
        ("1.234.567", Choice.POINT),
        ("1.234,5", Choice.POINT),
        ("1\uff0c234\uff0c567", Choice.COMMA),
    ],
)
def test_a_figure_that_contradicts_what_the_signs_were_said_to_be_is_refused(
    session: StoreSession, said: str, answer: Choice
) -> None:
    for header in ("Weight (g)", "Depth top (mm)"):
        rows = planned(session, f"ID|{header}\n10017|{said}\n10018|1,234", {"decimals": answer}).rows
        assert [each.key for each in rows[0].reasons] == ["import.parted_otherwise"]
        assert rows[1].verdict is Verdict.NEW


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("1,234,567", Choice.POINT),
        ("1.234,5", Choice.COMMA),
        ("1'234'567", Choice.COMMA),
        ("1,5", Choice.POINT),
        ("1.234.567", Choice.COMMA),
        ("1,234 and 5,678,901", Choice.COMMA),
        ("\uff11\uff12", Choice.COMMA),
    ],
)
def test_a_figure_that_does_not_contradict_it_stands_as_it_is(said: str, answer: Choice) -> None:
    assert read_as(said, answer) == said
