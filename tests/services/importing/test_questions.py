import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.services.importing import (
    Told,
    Unanswered,
    Verdict,
    answered,
    guess_reading,
    keyed,
    mapped,
    plan_reading,
    post_import,
    questions,
    unanswered,
)
from lunarcurator.services.importing.asking.collection import COLLECTION
from lunarcurator.services.importing.asking.family import FAMILY
from lunarcurator.services.importing.cells.repairs import person_name
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.profiles import Profiles
from lunarcurator.services.store_session import StoreSession
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import asked, in_proposed_collection, open_number, opened, planned, workbook

APOLLO = "ID|Mission|Weight (g)|Remarks"


def others(plan: object, index: int = 0) -> dict[str, str]:
    (act,) = plan.rows[index].acts  # type: ignore[attr-defined]
    return dict(act.operation.other)


def test_days_that_can_be_read_two_ways_are_asked_about_and_never_guessed(session: StoreSession) -> None:
    text = "ID|Mission|Pristinity date\n10017|Apollo 11|03/04/1999\n10018|Apollo 11|1999-05-06 10:00:00"
    question = asked(session, text)["date_order:Pristinity date"]
    assert (question.must, question.proposed, dict(question.facts)["example"]) == (True, "", "03/04/1999")
    with pytest.raises(Unanswered) as refused:
        planned(session, text)
    assert refused.value.key == "import.ask.date_order"
    for order, day in (("day_first", 19990403), ("month_first", 19990304)):
        plan = planned(session, text, {"date_order:Pristinity date": order})
        assert [row.acts[0].operation.pristinity_day for row in plan.rows] == [day, 19990506]


def test_days_that_can_only_be_read_one_way_are_not_asked_about(session: StoreSession) -> None:
    for rows in ("10017|25/04/1999\n10018|04.04.1999", "10017|25/04/1999\n10018|04/25/1999"):
        assert "date_order:Pristinity date" not in asked(session, f"ID|Pristinity date\n{rows}")
    plan = planned(session, "ID|Mission|Pristinity date\n10017|Apollo 11|25/04/1999\n10018|Apollo 11|04/25/1999")
    assert [row.acts[0].operation.pristinity_day for row in plan.rows] == [19990425] * 2  # type: ignore[union-attr]


def test_identifiers_that_became_dates_or_fractions_are_refused(session: StoreSession, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("ID", "Weight (g)"), (dt.date(2020, 2, 1), 5), (15405.1, 6), ("10017", 7), (None, None)):
            sheet.append(row)

    plan = planned(session, workbook(tmp_path / "a.xlsx", fill), {"collection": "Apollo"})
    assert [row.verdict for row in plan.rows] == [Verdict.REFUSED, Verdict.REFUSED, Verdict.NEW]
    keys = [row.reasons[0].key for row in plan.rows[:2]]
    assert keys == ["number.cell_date", "number.cell_fraction"]


def test_a_part_of_a_number_that_became_a_date_or_a_fraction_is_refused(
    session: StoreSession, tmp_path: Path
) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("Generic", "Split", "Form"), ("15405", dt.date(2020, 2, 1), "TS"), ("15405", 60.1, "TS")):
            sheet.append(row)

    path = workbook(tmp_path / "a.xlsx", fill)
    assert [row.verdict for row in planned(session, path, {"collection": "Apollo"}).rows] == [Verdict.REFUSED] * 2
    source, reading = opened(session, path)
    reading = answered(keyed(reading, ("Generic", "Split"), ("-",)), "collection", "new:Any")
    plan = plan_reading(session, source, reading)
    assert [row.reasons[0].key for row in plan.rows] == ["number.cell_date", "number.cell_fraction"]


def marked(tmp_path: Path) -> Path:
    def fill(sheet: Worksheet) -> None:
        for row in (("ID", "Mission", "Place held"), *((f"1001{at}", "Apollo 11", "Case") for at in range(7, 10))):
            sheet.append(row)
        sheet["C2"].fill = sheet["C4"].fill = PatternFill("solid", fgColor="FFFFFF00")
        sheet["A3"].font = Font(strike=True)
        sheet["A4"].comment = Comment("weighed twice", "A. Curator")
        sheet["G4"].comment = Comment("beside the table", "A. Curator")
        sheet.row_dimensions[3].hidden = True

    return workbook(tmp_path / "a.xlsx", fill)


def test_struck_and_hidden_rows_are_asked_about_and_colours_are_told(
    session: StoreSession, tmp_path: Path
) -> None:
    found = asked(session, marked(tmp_path))
    assert (found["hidden_rows"].must, found["struck"].must) == (True, True)
    assert found["struck"].choice_words == (("keep", "import.choice.keep"), ("leave", "import.choice.leave"))
    assert dict(found["hidden_rows"].facts) == {"count": 1}
    plan = planned(session, marked(tmp_path), {"hidden_rows": "take", "struck": "keep"})
    assert [row.number for row in plan.rows] == ["10017", "10018", "10019"]
    assert others(plan) == {"Place held": "Case"}
    assert plan.aside.coloured
    assert others(plan, 1) == {"Place held": "Case", "#": "ID: ~~"}
    assert others(plan, 2)["#"] == "ID: weighed twice"


def test_hidden_and_struck_rows_may_be_left_out(session: StoreSession, tmp_path: Path) -> None:
    for answers in ({"hidden_rows": "leave", "struck": "keep"}, {"hidden_rows": "take", "struck": "leave"}):
        assert [row.row for row in planned(session, marked(tmp_path), answers).rows] == [2, 4]


def test_blanks_that_seem_to_continue_are_asked_about(session: StoreSession) -> None:
    text = "Mission|ID|Weight (g)\nApollo 11|10017|5\n|10018|6"
    text += "\nApollo 12|12002|7\n|12003|8"
    assert asked(session, text)["fill:Mission"].must
    plan = planned(session, text, {"fill:Mission": "yes"})
    assert [row.row for row in plan.rows] == [2, 3, 4, 5]
    assert [row.mission for row in plan.rows] == ["Apollo 11", "Apollo 11", "Apollo 12", "Apollo 12"]
    plan = planned(session, text, {"fill:Mission": "no"})
    assert [row.mission for row in plan.rows] == ["Apollo 11", "", "Apollo 12", ""]


def test_which_column_numbers_the_pieces_is_said_where_nobody_knows(session: StoreSession) -> None:
    text = "Which|What\nProbe A|x\nProbe B|y"
    assert open_number(session, text, Told(header=1)) == []
    source, reading = opened(session, text, said=Told(header=1))
    which = mapped(reading, "Which", "number")
    assert [each.id for each in unanswered(questions(session, source, which), which)] == ["collection"]
    plan = plan_reading(session, source, answered(which, "collection", "new:Probes"))
    assert (plan.collection, [row.number for row in plan.rows]) == ("Probes", ["Probe A", "Probe B"])
    post_import(session, plan, OPERATOR)
    again = plan_reading(session, source, answered(which, "collection", "new:Probes"))
    assert again.counts[Verdict.SAME] == 2
    alone = guess_reading(session, source, Profiles.load(), said=Told(header=1))
    (question,) = unanswered(questions(session, source, mapped(alone, "Which", "number")), alone)
    assert (question.id, question.proposed) == ("collection", "Probes")


def test_splits_take_their_family_from_an_answer(session: StoreSession, do: Callable[..., object]) -> None:
    catalogue = planned(session, f"{APOLLO}\n15445|Apollo 15|287|")
    post_import(session, catalogue, OPERATOR)
    text = "Splits of 15445\nsplit|weight (g)\n,7|1.5\n,8|2\n|3"
    assert asked(session, text)["family"].must
    plan = planned(session, text, {"family": "15445"})
    assert [row.number for row in plan.rows if row.verdict is Verdict.NEW] == ["15445,7", "15445,8"]
    assert [each.key for each in plan.rows[2].reasons] == ["number.empty"]


def test_an_interval_in_one_cell_becomes_its_two_ends_and_its_unit_is_asked_for(session: StoreSession) -> None:
    post_import(session, planned(session, f"{APOLLO}\n14220|Apollo 14|80.7|"), OPERATOR)
    text = "Intervals of 14220\ndepth|split|weight\ncm||g\n0 - 0.5|,7|1\n0.5 – 1 cm|,9|1.2\nbottom|,11|1"
    plan = planned(session, text, {"family": "14220"}, {"depth (cm)": "depth_range"})
    first, second, third = plan.rows
    values = {each.field: each.value for each in first.acts[0].operation.values}
    assert values == {"depth_top_um": 0, "depth_bottom_um": 5_000}
    assert {each.value for each in second.acts[0].operation.values} == {5_000, 10_000}
    assert third.verdict is Verdict.REFUSED
    bare = "Intervals of 14220\ndepth|split|weight (g)\n0 - 0.5|,13|1"
    source, reading = opened(session, bare)
    reading = answered(mapped(reading, "depth", "depth_range"), "family", "14220")
    reading = answered(reading, "collection", "Apollo")
    (question,) = [each for each in questions(session, source, reading) if each.id == "unit:depth"]
    assert question.choices == ("m", "cm", "mm")
    plan = plan_reading(session, source, answered(reading, "unit:depth", "mm"))
    assert {each.value for each in plan.rows[0].acts[0].operation.values} == {0, 500}


@pytest.mark.parametrize(
    "several", ["71055`71050", "71055; 71050", "71055；71050", "71055、71050", "71055\n71050"]
)
def test_many_numbers_in_one_cell_are_refused(session: StoreSession, tmp_path: Path, several: str) -> None:
    for collection in ("Apollo", "new:Bags"):
        path = tmp_path / "a.tsv"
        path.write_text(f'ID\tRemarks\n"{several}"\tx\n71060\ty\n', encoding="utf-8")
        plan = planned(session, path, {"collection": collection})
        assert [row.verdict for row in plan.rows] == [Verdict.REFUSED, Verdict.NEW]
        assert [reason.key for reason in plan.rows[0].reasons] == ["import.number_range"]


def test_a_number_that_repeats_needs_the_columns_that_make_it_together(session: StoreSession) -> None:
    text = "Name|Piece|Mass (g)\nAlpha|1|5\nAlpha|2|6\nBeta|1|7"
    source, reading = opened(session, text)
    reading = answered(mapped(reading, "Name", "number"), "collection", "new:Names")
    assert plan_reading(session, source, reading).counts[Verdict.CONFLICT] == 2
    plan = plan_reading(session, source, keyed(reading, ("Name", "Piece", "Mass (g)"), (",",)))
    assert plan.rows[0].number == "Alpha,1 5"


@pytest.mark.parametrize("question", ["again:4", "comma:Weight (g)", "colur:3:FF0000"])
def test_an_answer_to_what_nobody_asks_is_refused(session: StoreSession, question: str) -> None:
    _, reading = opened(session, f"{APOLLO}\n10017|Apollo 11|5|")
    with pytest.raises(MappingRefused) as refused:
        answered(reading, question, "none")
    assert (refused.value.key, refused.value.facts["question"]) == ("import.question_unknown", question)


def test_what_is_no_answer_is_asked_again_and_never_taken_for_one(
    session: StoreSession, do: Callable[..., object]
) -> None:
    do(SetUpPlace(kind="site", name="Cabinet 5"))
    source, reading = opened(session, "ID|Mission|Weight (g)|Place\n10017|Apollo 11|5|Cabinet 5")
    assert not unanswered(questions(session, source, reading), reading)
    wrong = answered(reading, "places", "nope")
    assert [each.id for each in unanswered(questions(session, source, wrong), wrong)] == ["places"]


def test_a_position_of_nowhere_says_nothing_and_other_positions_stay(session: StoreSession) -> None:
    rows = ("Hall A|0|0.000", "Hall B|12.5|0", "Hall C|north|0")
    plan = planned(session, "\n".join(["ID|Latitude|Longitude", *rows]), {"collection": "new:Halls"})
    assert [others(plan, at) for at in range(3)] == [
        {},
        {"Latitude": "12.5", "Longitude": "0"},
        {"Latitude": "north", "Longitude": "0"},
    ]


def test_full_width_figures_and_padded_names_read_as_they_are_meant(session: StoreSession) -> None:
    plan = planned(session, "ＩＤ|Mission|Weight (g)\n１００１７|Apollo 11|２.５")
    assert plan.rows[0].number == "10017"
    assert person_name("田 伟") == person_name("田\u3000伟") == "田伟"
    assert person_name("A. Curator") == "A. Curator"


def test_a_ratio_stays_text(session: StoreSession) -> None:
    assert others(planned(session, "ID|Mission|Mixture\n10017|Apollo 11|1:10")) == {"Mixture": "1:10"}


def test_a_sheet_without_rows_and_a_stop_end_the_plan(session: StoreSession) -> None:
    with pytest.raises(MappingRefused) as refused:
        planned(session, "Sample|Place\n|", {})
    assert refused.value.key == "import.no_rows"


def test_a_piece_comes_in_with_what_was_mapped_by_hand(session: StoreSession) -> None:
    source, reading = opened(session, f"{APOLLO}|Bin\n10017|Apollo 11|5||Note of the bin")
    plan = plan_reading(session, source, mapped(reading, "Bin", "data_pack"))
    post_import(session, plan, OPERATOR)
    assert plan.rows[0].acts[0].operation.data_pack == "Note of the bin"
    for column, target in (("Bin", "nonsense"), ("Bucket", "data_pack")):
        with pytest.raises(MappingRefused):
            mapped(reading, column, target)


def test_a_misprinted_mass_is_named_with_the_value_that_would_close_and_changes_nothing(
    session: StoreSession,
) -> None:
    rows = ("21000|0.593", "21001|0.623", "21002|0.283", "21003|0.051", "21004|0.001", "21005|0.7")
    parts = [f"21010,{at}|21010|{row.partition('|')[2]}|" for at, row in enumerate(rows, start=1)]
    text = "\n".join(["Number|Parent|Mass now (g)|Original mass (g)", "21010|||1.62", *parts])
    plan = planned(session, text, {"collection": "Luna"})
    told = [row for row in plan.rows if any(reason.key == "import.sum_would_close" for reason in row.reasons)]
    assert [row.number for row in told] == ["21010,6"]
    assert [dict(reason.facts)["closing_ug"] for reason in told[0].reasons if reason.key.endswith("close")] == [
        70_000
    ]
    assert told[0].acts[0].operation.mass.ug == 700_000
    many = [
        "Number|Parent|Mass now (g)|Original mass (g)",
        "21010|||1.00",
        "21010,1|21010|0.9|",
        "21010,2|21010|0.8|",
    ]
    plan = planned(session, "\n".join(many), {"collection": "Luna"})
    assert "import.sum_exceeds" in {reason.key for row in plan.rows for reason in row.reasons}


def test_a_row_that_repeats_another_is_no_further_piece_of_a_sum(session: StoreSession) -> None:
    masses = ("0.593", "0.623", "0.283", "0.051", "0.001", "0.7")
    parts = [f"21010,{at}|21010|{mass}|" for at, mass in enumerate(masses, start=1)]
    lines = ["Number|Parent|Mass now (g)|Original mass (g)", "21010|||1.62", *parts, parts[-1]]
    plan = planned(session, "\n".join(lines), {"collection": "Luna"})
    told = {reason.key: dict(reason.facts) for row in plan.rows for reason in row.reasons}
    assert told["import.sum_would_close"]["sum_ug"] == 2_251_000


def test_too_much_for_its_parent_names_the_file_and_no_entry_that_is_not_there_yet(session: StoreSession) -> None:
    lines = ["Number|Parent|Mass now (g)|Original mass (g)", "21010||1.0|1.0", "21010,1|21010|1.7|"]
    plan = planned(session, "\n".join(lines), {"collection": "Luna", "daughters": "with_daughters"})
    keys = {reason.key for row in plan.rows for reason in row.reasons}
    assert "import.would_be_negative" in keys
    assert "balance.would_be_negative" not in keys


def test_interval_and_group_marks_are_left_and_joined_numbers_may_be_blank(
    session: StoreSession, tmp_path: Path
) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (
            ("Splits of 15445",),
            ("split", "form", "split", "form"),
            (",60", "TS", ",61", "TS"),
            (",62", "TS"),
        ):
            sheet.append(row)
        sheet["A3"].fill = PatternFill("solid", fgColor="FFFFFF00")

    source, reading = opened(session, workbook(tmp_path / "a.xlsx", fill), said=Told(shape="beside"))
    reading = in_proposed_collection(session, source, answered(reading, "family", "15445"))
    plan = plan_reading(session, source, reading)
    assert [(row.row, row.number) for row in plan.rows][:2] == [(3, "15445,60"), (3, "15445,61")]
    assert "FFFF00" not in str(others(plan))
    source, reading = opened(session, "Site|Hole|Core|Section|Note\n1|A|2|1|x\n||||lost")
    reading = answered(answered(reading, "collection", "new:Cores"), "titles", "row")
    plan = plan_reading(session, source, reading)
    assert [(row.number, row.verdict) for row in plan.rows] == [("1A-2-1", Verdict.NEW), ("", Verdict.REFUSED)]


def test_sections_without_a_profile_and_a_catalogue_are_told_apart(session: StoreSession) -> None:
    assert opened(session, "Generic|Split no|Form|Thickness (mm)\n15445|60|TS|0.03")[1].kind == "sections"
    assert opened(session, "Sample|Parent\n15445,60|15445")[1].kind == "list"


def hiding(*letters: str) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for row in (
            ("ID", "Mission", "Weight", "Place inside", None, "Remarks"),
            ("10017", "Apollo 11", 5, "Shelf 1", None, "a"),
            ("10018", "Apollo 11", 6, "Shelf 2", None, "b"),
        ):
            sheet.append(row)
        sheet["D2"].fill = PatternFill("solid", fgColor="FFFFFF00")
        sheet["D3"].comment = Comment("weighed twice", "A. Curator")
        sheet["D3"].font = Font(strike=True)
        for letter in letters:
            sheet.column_dimensions[letter].hidden = True

    return fill


def test_hidden_columns_are_named_and_asked_about(session: StoreSession, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", hiding("C", "D", "E"))
    found = asked(session, path)
    assert found["hidden_columns"].must
    assert dict(found["hidden_columns"].facts) == {"count": 2, "columns": "Weight, Place inside"}
    assert "unit:Weight" in found
    plan = planned(session, path, {"hidden_columns": "take", "unit:Weight": "mg", "struck": "keep"})
    assert len(others(plan, 1)) == 2
    operation = plan.rows[0].acts[0].operation
    assert operation.original.ug == 5_000  # type: ignore[union-attr]
    assert (others(plan), plan.aside.coloured) == ({"Place inside": "Shelf 1"}, True)
    source, reading = opened(session, path)
    left = answered(reading, "hidden_columns", "leave")
    assert [each.id for each in questions(session, source, left)] == ["hidden_columns"]
    plan = plan_reading(session, source, left)
    operation = plan.rows[0].acts[0].operation
    assert others(plan, 1) == {}
    assert operation.original is None  # type: ignore[union-attr]
    assert (dict(operation.other), operation.remarks) == ({}, "a")  # type: ignore[union-attr]


def test_hidden_columns_that_are_empty_or_beside_the_table_are_not_asked_about(
    session: StoreSession, tmp_path: Path
) -> None:
    assert "hidden_columns" not in asked(session, workbook(tmp_path / "a.xlsx", hiding("E", "K")))
    one = asked(session, workbook(tmp_path / "one.xlsx", hiding("D")))["hidden_columns"]
    assert dict(one.facts) == {"count": 1, "columns": "Place inside"}

    def side_by_side(sheet: Worksheet) -> None:
        for row in (("ID", "Mission", "ID", "Mission"), ("10017", "Apollo 11", "10018", "Apollo 11")):
            sheet.append(row)
        sheet.column_dimensions["B"].hidden = True

    assert "hidden_columns" not in asked(session, workbook(tmp_path / "b.xlsx", side_by_side))


def test_parts_of_a_number_that_are_hidden_may_be_left_out(session: StoreSession, tmp_path: Path) -> None:
    source, reading = opened(session, workbook(tmp_path / "a.xlsx", hiding("B", "D")))
    reading = answered(keyed(reading, ("ID", "Mission"), ("/",)), "collection", "new:Shelf")
    reading = answered(answered(reading, "unit:Weight", "g"), "struck", "keep")
    told = {}
    for said in ("take", "leave"):
        found = answered(reading, "hidden_columns", said)
        found = answered(found, "places", "keep") if said == "take" else found
        told[said] = [row.number for row in plan_reading(session, source, found).rows]
    assert told == {"take": ["10017/Apollo 11", "10018/Apollo 11"], "leave": ["10017", "10018"]}


def test_a_collection_that_is_typed_is_a_new_one_and_other_words_are_as_they_are() -> None:
    assert [COLLECTION.typed(each) for each in ("Lake", "")] == ["new:Lake", ""]
    assert FAMILY.typed("as it is") == "as it is"
