"""Where any column of a sheet writes 1,25 and 3,4, what 22.177 is in another is asked."""

import pytest
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Unanswered
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.cells.separators import decimal_comma

from tests.services.importing.steps import asked, planned

BESIDE = "ID|Mission|Weight (g)|{}\n10017|Apollo 11|22.177|{}\n10018|Apollo 11|5|{}"


def original(desk: Desk, text: str, **answers: str) -> int:
    rows = planned(desk, text, {f"{kind}:Weight (g)": said for kind, said in answers.items()}).rows
    return rows[0].acts[0].operation.original.ug  # type: ignore[union-attr, return-value]


@pytest.mark.parametrize("header", ["Fe (wt%)", "Pristinity (%)", "Lab no. of analysis"])
def test_decimal_commas_of_a_column_nobody_reads_make_a_lone_point_a_question(desk: Desk, header: str) -> None:
    text = BESIDE.format(header, "1,25", "3,4")
    question = asked(desk, text)["dot:Weight (g)"]
    assert (question.must, question.choices, dict(question.facts)["count"]) == (
        True,
        (Choice.POINT, Choice.THOUSANDS),
        1,
    )
    with pytest.raises(Unanswered):
        planned(desk, text)


def test_the_answer_decides_about_the_lone_point(desk: Desk) -> None:
    text = BESIDE.format("Fe (wt%)", "1,25", "3,4")
    assert original(desk, text, dot=Choice.THOUSANDS) == 22_177_000_000
    assert original(desk, text, dot=Choice.POINT) == 22_177_000


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("Remarks", "about 1,25", "of 1969, chipped"),
        ("Parent", "60025,25", "60025,3"),
        ("Other names", "24077,3", "24,3"),
        ("Location", "1,25", "3,4"),
        ("Fe (wt%)", "1,234", "3"),
        ("Fe (wt%)", "1.25", "3"),
    ],
)
def test_words_numbers_and_places_show_nothing_of_points(desk: Desk, header: str, first: str, second: str) -> None:
    assert not [each for each in asked(desk, BESIDE.format(header, first, second)) if each.startswith("dot")]


def test_a_comma_somebody_called_decimal_makes_the_point_a_question(desk: Desk) -> None:
    text = "ID|Mission|Weight (g)\n10017|Apollo 11|22.177\n10018|Apollo 11|1,234"
    assert "dot:Weight (g)" not in asked(desk, text)
    with pytest.raises(Unanswered):
        planned(desk, text, {"comma:Weight (g)": Choice.DECIMAL})
    assert original(desk, text, comma=Choice.DECIMAL, dot=Choice.THOUSANDS) == 22_177_000_000
    assert original(desk, text, comma=Choice.THOUSANDS) == 22_177_000


@pytest.mark.parametrize(
    ("text", "decimal"),
    [
        *[(each, True) for each in ("1,25", "~3,4 %", "1\uff0c25", "0,125", "1.234,5", "1.234.567", "1234,5678")],
        *[
            (each, False)
            for each in ("1,234", "1.234", "1.5", "3,4 and 5", "1,2,3", "10017,37", "soil, dry", "n.d.", None, 5)
        ],
    ],
)
def test_a_figure_alone_shows_that_commas_part_decimals(text: Cell, decimal: bool) -> None:
    assert decimal_comma([None, text, "soil"]) is decimal
