"""Marks that repeat the row above are read as what stands there, once nobody objects."""

import pytest
from lunarcurator.exchange.dittos import is_ditto
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Told

from tests.services.importing.steps import asked, opened, planned

LOANS = (
    "Borrower|Sample|Date lent\nA. Schmidt|15555,46|2021-04-15\n〃|15555,47|2021-04-15\n"
    "-do-|15555,48|2021-04-15\n同上|15555,49|2021-04-15"
)


@pytest.mark.parametrize(
    "mark",
    ['"', "〃", "″", "-do-", "do.", "Ditto", "idem", "同上", "siehe oben", '-"-', " '' ", "- do -", "\u2009〃"],
)
def test_marks_people_repeat_with(mark: str) -> None:
    assert is_ditto(mark)


@pytest.mark.parametrize("cell", ["", "-", "do", None, 5, "a longer remark than any mark", '5"', "idem est"])
def test_what_is_no_such_mark(cell: object) -> None:
    assert not is_ditto(cell)  # type: ignore[arg-type]


def test_a_ditto_is_asked_about_and_repeats_the_borrower_above(desk: Desk) -> None:
    question = asked(desk, LOANS)["ditto:Borrower"]
    assert (question.must, question.proposed, dict(question.facts)) == (False, "yes", {"column": "Borrower"})
    plan = planned(desk, LOANS)
    assert sum("A. Schmidt" in repr(act) for act in plan.opening) == 1
    assert {reason.key for row in plan.rows for reason in row.reasons} == {"enter_loan.without_agreement"}
    refused = planned(desk, LOANS, {"ditto:Borrower": "no"})
    assert [row.reasons[0].key for row in refused.rows[1:]] == ["import.ditto"] * 3


def test_a_ditto_of_a_number_or_a_mass_must_be_answered(desk: Desk) -> None:
    questions = asked(desk, "Sample|Mass (g)\n15555|924\n15415|〃\n〃|3")
    for name in ("Sample", "Mass (g)"):
        assert (questions[f"ditto:{name}"].must, questions[f"ditto:{name}"].proposed) == (True, "")


def test_a_ditto_below_a_blank_stays_unless_the_blank_continues_too(desk: Desk) -> None:
    text = "Sample|Type|Tray\n15555|basalt|A\n15415||B\n15016|-do-|B\n15017|breccia|-do-"
    _, reading = opened(desk, text)
    plan = planned(desk, text, {"fill:Type": "no"})
    assert [reason.key for reason in plan.rows[2].reasons] == ["import.ditto"]
    assert dict(plan.rows[3].acts[0].operation.other) == {"Tray": "B"}
    assert reading.layout.ditto == (2, 3)
    filled = "Type|Sample\nbasalt|15555\n|15415\n-do-|15016\nbreccia|15017\n|15018"
    _, reading = opened(desk, filled)
    assert (reading.layout.fill, reading.guess.fill) == ((), (1,))
    plan = planned(desk, filled, {"fill:Type": "yes"})
    classes = [row.acts[0].operation.class_name for row in plan.rows]
    assert classes == ["basalt", "basalt", "basalt", "breccia", "breccia"]


def test_tables_side_by_side_repeat_each_their_own_rows(desk: Desk) -> None:
    text = (
        "Sample|Type|Sample|Type\n15555|basalt|15415|anorthosite\n15016|basalt|15017|-do-\n15018|-do-|15019|tuff"
    )
    plan = planned(desk, text, said=Told(shape="beside"))
    told = {row.number: row.acts[0].operation.class_name for row in plan.rows}
    assert (told["15017"], told["15018"]) == ("anorthosite", "basalt")


def test_a_ditto_far_down_a_list_is_found(desk: Desk) -> None:
    rows = [f"{15000 + at}|basalt|{'x' if at % 2 else ''}" for at in range(1, 150)]
    text = "\n".join(["Sample|Type|Remarks", *rows, "15800|-do-|〃", "15801|〃|-"])
    assert {each for each in asked(desk, text) if each.startswith("ditto")} == {"ditto:Type", "ditto:Remarks"}
    plan = planned(desk, text)
    assert [row.acts[0].operation.class_name for row in plan.rows[-2:]] == ["basalt", "basalt"]
