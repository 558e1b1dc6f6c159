"""Where nothing in a sheet shows that points part decimals, what 22.177 is is asked."""

import pytest
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing import Unanswered
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.cells.separators import decimal_comma
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import asked, planned

BESIDE = "ID|Mission|Weight (g)|{}\n10017|Apollo 11|22.177|{}\n10018|Apollo 11|5|{}"


def original(session: StoreSession, text: str, answer: str) -> int:
    rows = planned(session, text, {"decimals": answer}).rows
    return rows[0].acts[0].operation.original.ug  # type: ignore[union-attr, return-value]


@pytest.mark.parametrize("header", ["Fe (wt%)", "Pristinity (%)", "Lab no. of analysis"])
def test_a_lone_point_is_a_question_beside_decimal_commas(session: StoreSession, header: str) -> None:
    text = BESIDE.format(header, "1,25", "3,4")
    question = asked(session, text)["decimals"]
    assert (question.must, question.choices, dict(question.facts)["count"]) == (
        True,
        (Choice.POINT, Choice.COMMA),
        1,
    )
    with pytest.raises(Unanswered):
        planned(session, text)


def test_the_answer_decides_about_the_lone_point(session: StoreSession) -> None:
    text = BESIDE.format("Fe (wt%)", "1,25", "3,4")
    assert original(session, text, Choice.COMMA) == 22_177_000_000
    assert original(session, text, Choice.POINT) == 22_177_000


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
def test_where_a_mass_shows_a_decimal_point_other_columns_open_nothing(
    session: StoreSession, header: str, first: str, second: str
) -> None:
    text = BESIDE.format(header, first, second)
    assert "decimals" in asked(session, text)
    assert "decimals" not in asked(session, text.replace("|5|", "|5.5|"))


def test_one_answer_says_what_commas_and_points_are(session: StoreSession) -> None:
    text = "ID|Mission|Weight (g)\n10017|Apollo 11|22.177\n10018|Apollo 11|1,234"
    facts = dict(asked(session, text)["decimals"].facts)
    assert (facts["count"], facts["examples"]) == (2, "1,234; 22.177")
    assert (facts["point"], facts["comma"]) == ("1234; 22.177", "1.234; 22177")
    assert original(session, text, Choice.COMMA) == 22_177_000_000
    assert original(session, text, Choice.POINT) == 22_177_000


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
