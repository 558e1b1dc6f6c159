"""What a figure leaves open: points that may part thousands are asked about, parts of one are refused."""

from pathlib import Path

import pytest
from lunarcurator.exchange.cells import Cell, NumberCell
from lunarcurator.services.importing import Unanswered, Verdict, answered, questions
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.cells.separators import read_as, two_ways
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import asked, opened, planned

RAISED = "ID|Mission|Weight (g)\n10017¹|Apollo 11|924² ³\n10018|Apollo 11|12\n10019|Apollo 11|13"
DOTS = "ID|Mission|Weight (g)\n10017|Apollo 11|9.613\n10018|Apollo 11|~9.613 g\n10019|Apollo 11|{}"


def originals(session: StoreSession, text: str | Path, answers: dict[str, str]) -> list[int]:
    rows = planned(session, text, answers).rows
    assert {row.verdict for row in rows} == {Verdict.NEW}
    return [row.acts[0].operation.original.ug for row in rows]  # type: ignore[union-attr, misc]


def test_raised_signs_are_read_as_no_figures(session: StoreSession) -> None:
    refused = planned(session, RAISED).rows[0]
    assert (refused.verdict, [reason.key for reason in refused.reasons]) == (
        Verdict.REFUSED,
        ["number.raised", "mass.text_unreadable"],
    )


@pytest.mark.parametrize("proof", ["269,4", "1.234,5", "1.234.567"])
def test_a_point_before_three_digits_is_asked_about_beside_decimal_commas(
    session: StoreSession, proof: str
) -> None:
    text = DOTS.format(proof)
    question = asked(session, text)["decimals"]
    assert (question.must, question.choices) == (True, (Choice.POINT, Choice.COMMA))
    assert dict(question.facts) == {
        "count": 2,
        "examples": "9.613",
        "point": "9.613",
        "comma": "9613",
    }
    with pytest.raises(Unanswered):
        planned(session, text)
    assert originals(session, text, {"decimals": Choice.COMMA})[:2] == [9_613_000_000] * 2
    # What contradicts that the point parts decimals is refused beside them.
    rows = planned(session, text, {"decimals": Choice.POINT}).rows
    assert [row.acts[0].operation.original.ug for row in rows[:2]] == [9_613_000] * 2  # type: ignore[union-attr]
    assert (rows[2].verdict is Verdict.REFUSED) == ("." in proof)


def test_points_are_plain_decimals_where_nothing_says_otherwise(session: StoreSession) -> None:
    assert not [each for each in asked(session, DOTS.format("12.5")) if each == "decimals"]
    assert not [each for each in asked(session, RAISED.replace("12", "1,5")) if each == "decimals"]


def test_another_column_shows_how_a_sheet_writes_decimals(session: StoreSession) -> None:
    text = "ID|Mission|Weight (g)|Depth top (cm)\n10017|Apollo 11|9.613|12,4"
    assert "decimals" in asked(session, text)


@pytest.mark.parametrize(
    ("cell", "figure"),
    [("9.613", "9.613"), ("9.613 - 9.700", ""), ("0.613", ""), ("9.61", ""), (NumberCell("9.613"), "")],
)
def test_only_figures_that_can_be_read_two_ways_lose_their_point(cell: Cell, figure: str) -> None:
    assert two_ways(cell) == figure
    assert read_as(cell, Choice.COMMA) == ("9613" if figure else cell)


def test_a_unit_is_asked_with_what_the_points_were_said_to_be(session: StoreSession) -> None:
    text = "ID|Mission|Weight\n10017|Apollo 11|9.613\n10018|Apollo 11|1,5"
    for answer, ug in ((Choice.COMMA, 9_614_500_000), (Choice.POINT, 11_113_000)):
        with pytest.raises(Unanswered):
            planned(session, text, {"decimals": answer})
        source, reading = opened(session, text)
        found = {each.id: each for each in questions(session, source, answered(reading, "decimals", answer))}
        assert found["unit:Weight"].choice_facts("g")["ug"] == ug


@pytest.mark.parametrize(
    ("header", "figure", "milli"),
    [
        ("Pristinity", "0.95", None),
        ("Pristinity", "1", None),
        ("Pristinity", "0", 0),
        ("Pristinity", "95", 95_000),
        ("Pristinity", "0.5 %", 500),
        ("Pristinity (%)", "0.95", 950),
    ],
)
def test_what_may_be_a_part_of_one_is_refused_without_a_sign(
    session: StoreSession, header: str, figure: str, milli: int | None
) -> None:
    row = planned(session, f"ID|Mission|Weight (g)|{header}\n10017|Apollo 11|9|{figure}").rows[0]
    if milli is None:
        assert [reason.key for reason in row.reasons] == ["import.part_of_one"]
    else:
        assert row.acts[0].operation.pristinity_milli == milli  # type: ignore[union-attr]
