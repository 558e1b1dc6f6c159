"""A list of several collections says of each row which: its rows come in by one run, each into its own."""

from collections.abc import Callable
from pathlib import Path

from lunarcurator.domain.operations.borrowing import SetUpInstitution
from lunarcurator.services.importing import Verdict, answered, post_import, questions, write_report
from lunarcurator.services.importing.non_record_rows.aside import aside_told
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.services.words import Words

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import asked, opened, planned

LIST = (
    "Number|Collection|Custody|Place\n10002|Apollo|here|\n10084|Apollo|on loan|Lab of B\n"
    "CE5C0000YJYX031|Chang'e-5|here|\nA 1|Practice|here|\n10085||here|"
)


def test_a_list_of_several_collections_asks_which_rows_come_in_now(session: StoreSession) -> None:
    found = asked(session, LIST)["rows_of"]
    assert (found.must, found.choices) == (True, ("Apollo + Chang'e-5", "Apollo", "Chang'e-5", "Practice"))
    assert dict(found.facts)["collections"] == "Apollo (2), Chang'e-5 (1), Practice (1)"


def test_the_rows_of_one_collection_come_in_alone(session: StoreSession) -> None:
    plan = planned(session, LIST, {"rows_of": "Apollo", "places": "keep"})
    assert [(row.number, row.verdict) for row in plan.rows] == [("10002", Verdict.NEW), ("10084", Verdict.NEW)]
    assert plan.collection == "Apollo"
    plan = planned(session, LIST, {"rows_of": "Chang'e-5"})
    assert ([row.row for row in plan.rows], plan.collection) == ([4], "Chang'e-5")


def test_the_rows_of_all_that_are_known_come_in_by_one_run_each_into_its_own(
    session: StoreSession, tmp_path: Path, words: Words
) -> None:
    text = (
        "Number|Collection|Mission|Room|Box\n10002|Apollo|Apollo 11|R|1\nCE5C0400|Chang'e-5|Chang'e-5|R|1\n"
        "10084|Apollo|Apollo 11|R|2\nA 1|Practice||R|1\n21000|Luna|Luna 16|R|2\n10085|Apollo|Apollo 99|R|1"
    )
    answers = {"rows_of": "Apollo + Chang'e-5 + Luna", "place_columns": "yes"}
    plan = planned(session, text, answers)
    assert [(row.row, row.number) for row in plan.rows] == [
        (2, "10002"),
        (3, "CE5C0400"),
        (4, "10084"),
        (6, "21000"),
        (7, "10085"),
    ]
    assert (plan.collection, plan.bad) == ("Apollo, Chang'e-5, Luna", 1)
    assert [row.row for row in plan.aside.rows] == [5]
    write_report(plan, tmp_path / "all.csv", words)
    told = [line.split(",") for line in (tmp_path / "all.csv").read_text(encoding="utf-8-sig").splitlines()[1:]]
    assert [line[0] for line in told] == ["2", "3", "4", "5", "6", "7"]
    assert told[1][5:7] == ["CE5C0400", "Chang'e-5"]
    post_import(session, plan, OPERATOR, skip_bad=True)
    again = planned(session, text, answers)
    assert [row.verdict for row in again.rows] == [Verdict.SAME] * 4 + [Verdict.REFUSED]
    assert verify(session).sound


def test_a_mistake_in_the_rows_of_one_collection_does_not_touch_those_of_another(session: StoreSession) -> None:
    text = "Number|Collection|Parent\n10002|Apollo|\n10002,1|Apollo|10002\nCE5C0400|Chang'e-5|\n10084|Chang'e-5|"
    plan = planned(session, text, {"rows_of": "Apollo + Chang'e-5"})
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 3 + [Verdict.REFUSED]
    order = [getattr(act.operation, "number", "") for act in plan.acts()]
    assert [each for each in order if each] == ["10002", "10002,1", "CE5C0400"]


def test_what_is_asked_of_the_rows_of_each_is_asked_once(session: StoreSession) -> None:
    source, reading = opened(session, "Number|Collection|Weight\n10002|Apollo|5\nCE5C0400|Chang'e-5|1")
    reading = answered(reading, "rows_of", "Apollo + Chang'e-5")
    ids = [each.id for each in questions(session, source, reading)]
    assert "unit:Weight" in ids
    assert "collection" not in ids
    assert len(ids) == len({*ids})


def test_one_collection_that_somebody_said_takes_all_rows(session: StoreSession) -> None:
    text = "Number|Collection\n10002|Apollo\n10084|Luna"
    answers = {"rows_of": "Apollo + Luna", "collection": "Apollo"}
    plan = planned(session, text, answers)
    assert (plan.collection, [row.number for row in plan.rows]) == ("Apollo", ["10002", "10084"])


def test_loans_of_several_collections_go_into_one(session: StoreSession) -> None:
    days = "A. B|2020-01-01|2021-01-01"
    text = f"Sample|Collection|Borrower|Loan date|Due\n10002|Apollo|{days}\nCE5C0400|Chang'e-5|{days}"
    assert asked(session, text)["rows_of"].choices == ("Apollo", "Chang'e-5")


def test_rows_of_a_collection_nobody_knows_ask_into_which_they_go(session: StoreSession) -> None:
    plan = planned(session, LIST, {"rows_of": "Practice", "collection": "new:Practice"})
    assert [row.number for row in plan.rows] == ["A 1"]


def test_collections_of_persons_and_a_single_one_are_not_asked_about(session: StoreSession) -> None:
    assert "rows_of" not in asked(session, "Number|Collection\n10002|A. Smith\n10084|B. Jones")
    assert "rows_of" not in asked(session, "Number|Collection\n10002|Apollo\n10084|Apollo")


def test_who_has_a_piece_on_loan_is_a_place_nobody_knows(session: StoreSession, do: Callable[..., Posted]) -> None:
    do(SetUpInstitution(name="Lab of B"))
    assert dict(asked(session, LIST)["places"].facts)["examples"] == "Lab of B"
    plan = planned(session, LIST, {"rows_of": "Apollo", "places": "keep"})
    assert [reason.key for reason in plan.rows[1].reasons] == ["import.place_kept", "import.status_kept"]
    plan = planned(session, LIST, {"rows_of": "Apollo", "places": "refuse"})
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.REFUSED]


def test_rows_of_other_collections_and_of_none_are_told_as_records_that_are_left_out(
    session: StoreSession, tmp_path: Path, words: Words
) -> None:
    plan = planned(session, LIST, {"rows_of": "Apollo", "places": "keep"})
    told = aside_told(plan.aside, words)
    assert told == (
        "Left out for their collection: 1 row (of Chang'e-5, which comes in for itself: 4); "
        "1 row (of Practice, which comes in for itself: 5) and 1 row (the cell of the collection is blank: 6)."
    )
    write_report(plan, tmp_path / "left.csv", words, bad_only=True)
    lines = (tmp_path / "left.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.partition(",")[0] for line in lines] == ["4", "5", "6"]
    assert "the cell of the collection is blank" in lines[2]
