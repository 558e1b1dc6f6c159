"""Marks that repeat the row above are read as what stands there, once a person says so."""

import pytest
from lunarcurator.exchange.dittos import is_ditto
from lunarcurator.services.importing import Told, Verdict
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import asked, planned

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


def test_a_ditto_is_asked_about_and_repeats_the_borrower_above(session: StoreSession) -> None:
    question = asked(session, LOANS)["fill:Borrower"]
    assert (question.must, dict(question.facts)) == (True, {"column": "Borrower"})
    plan = planned(session, LOANS, {"fill:Borrower": "yes"})
    assert sum("A. Schmidt" in repr(act) for act in plan.opening) == 1
    assert {reason.key for row in plan.rows for reason in row.reasons} == {"enter_loan.without_agreement"}
    refused = planned(session, LOANS, {"fill:Borrower": "no"})
    assert [row.reasons[0].key for row in refused.rows[1:]] == ["import.ditto"] * 3


def test_a_ditto_of_a_mass_is_refused_and_one_of_a_number_asked_about(session: StoreSession) -> None:
    text = "Sample|Mass (g)|Tray\n15555|924|A\n15415|〃|B\n〃|3|-do-"
    assert [*asked(session, text)] == ["fill:Sample", "fill:Tray"]
    plan = planned(session, text, {"fill:Sample": "no", "fill:Tray": "yes"})
    assert [row.verdict for row in plan.rows[1:]] == [Verdict.REFUSED] * 2


def test_a_ditto_below_nothing_stays_and_one_below_a_blank_continues_with_it(session: StoreSession) -> None:
    text = "Sample|Type|Tray\n15555|-do-|A\n15415|basalt|B\n15016||B\n15017|-do-|C"
    plan = planned(session, text, {"fill:Type": "yes"})
    assert [reason.key for reason in plan.rows[0].reasons] == ["import.ditto"]
    classes = [row.acts[0].operation.class_name for row in plan.rows if row.acts]
    assert classes == ["basalt", "basalt", "basalt"]


def test_tables_side_by_side_repeat_each_their_own_rows(session: StoreSession) -> None:
    text = (
        "Sample|Type|Sample|Type\n15555|basalt|15415|anorthosite\n15016|basalt|15017|-do-\n15018|-do-|15019|tuff"
    )
    plan = planned(session, text, {"fill:Type": "yes"}, said=Told(shape="beside"))
    told = {row.number: row.acts[0].operation.class_name for row in plan.rows if row.acts}
    assert (told["15017"], told["15018"]) == ("anorthosite", "basalt")


def test_a_ditto_far_down_a_list_is_refused(session: StoreSession) -> None:
    rows = [f"{15000 + at}|basalt|{'x' if at % 2 else ''}" for at in range(1, 150)]
    text = "\n".join(["Sample|Type|Remarks", *rows, "15800|-do-|〃", "15801|〃|-"])
    assert "fill:Type" not in asked(session, text)
    refused = planned(session, text).rows[-2:]
    assert {reason.key for row in refused for reason in row.reasons} == {"import.ditto"}
    assert all(row.verdict is Verdict.REFUSED for row in refused)
