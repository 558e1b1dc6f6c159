"""A list of several collections says of each row which: its rows come in one collection at a time."""

from collections.abc import Callable

from lunarcurator.domain.operations.borrowing import SetUpInstitution
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Verdict
from lunarcurator.services.posting import Posted

from tests.services.importing.steps import asked, planned

LIST = (
    "Number|Collection|Custody|Place\n10002|Apollo|here|\n10084|Apollo|on loan|Lab of B\n"
    "CE5C0000YJYX031|Chang'e-5|here|\nA 1|Practice|here|\n10085||here|"
)


def test_a_list_of_several_collections_asks_which_rows_come_in_now(desk: Desk) -> None:
    found = asked(desk, LIST)["rows_of"]
    assert (found.must, found.choices) == (True, ("Apollo", "Chang'e-5", "Practice"))
    assert dict(found.facts)["collections"] == "Apollo (2), Chang'e-5 (1), Practice (1)"


def test_the_rows_of_one_collection_come_in_alone(desk: Desk) -> None:
    plan = planned(desk, LIST, {"rows_of": "Apollo"})
    assert [(row.number, row.verdict) for row in plan.rows] == [("10002", Verdict.NEW), ("10084", Verdict.NEW)]
    assert plan.collection == "Apollo"
    plan = planned(desk, LIST, {"rows_of": "Chang'e-5"})
    assert ([row.row for row in plan.rows], plan.collection) == ([4], "Chang'e-5")


def test_rows_of_a_collection_nobody_knows_ask_into_which_they_go(desk: Desk) -> None:
    plan = planned(desk, LIST, {"rows_of": "Practice", "collection": "new:Practice"})
    assert [row.number for row in plan.rows] == ["A 1"]


def test_collections_of_persons_and_a_single_one_are_not_asked_about(desk: Desk) -> None:
    assert "rows_of" not in asked(desk, "Number|Collection\n10002|A. Smith\n10084|B. Jones")
    assert "rows_of" not in asked(desk, "Number|Collection\n10002|Apollo\n10084|Apollo")


def test_who_has_a_piece_on_loan_is_no_place_and_stays_beside_it(desk: Desk, do: Callable[..., Posted]) -> None:
    plan = planned(desk, LIST, {"rows_of": "Apollo"})
    assert "import.place_of_borrower" in [reason.key for reason in plan.rows[1].reasons]
    text = "Number|Mission|Place\n10002|Apollo 11|Lab of B\n10084|Apollo 11|Vault Z"
    assert dict(asked(desk, text)["places"].facts)["count"] == 2
    do(SetUpInstitution(name="Lab of B"))
    assert dict(asked(desk, text)["places"].facts)["examples"] == "Vault Z"
    plan = planned(desk, text, {"places": "refuse"})
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.REFUSED]
