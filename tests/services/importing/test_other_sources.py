"""Lists as other people make them: each row is told, nothing is taken for what it does not say."""

from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import EntryRef, ref_of
from lunarcurator.domain.operations import Reverse, SetUpPlace
from lunarcurator.services.importing import (
    ImportPlan,
    Reading,
    Source,
    Unanswered,
    Verdict,
    mapped,
    plan_reading,
    post_import,
    questions,
)
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.store_session import StoreSession
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import answer_all, asked, opened, planned, workbook


def judged(session: StoreSession, text: str | Path, **said: str) -> tuple[Source, Reading, ImportPlan]:
    source, reading = opened(session, text)
    reading, _ = answer_all(session, source, reading, **said)
    return source, reading, plan_reading(session, source, reading)


def came_in_and_again_the_same(session: StoreSession, source: Source, reading: Reading, plan: ImportPlan) -> None:
    before = session.head().seq
    posted = post_import(session, plan, OPERATOR, skip_bad=True)
    again = plan_reading(session, source, answer_all(session, source, reading)[0])
    good = len(plan.rows) - plan.bad
    assert (again.counts[Verdict.SAME], again.bad) == (good, plan.bad)
    back = Act(operation=Reverse(entry=EntryRef(ref_of(posted.uid))), day=session.today)
    session.post(Posting(acts=(back,), operator=OPERATOR))
    assert session.head().seq == before + 2
    assert [row.verdict for row in plan_reading(session, source, reading).rows] == [
        row.verdict for row in plan.rows
    ]


def originals(plan: ImportPlan) -> list[int | None]:
    return [row.acts[0].operation.original.ug for row in plan.rows if row.acts]  # type: ignore[union-attr]


def keys(plan: ImportPlan) -> list[list[str]]:
    return [[reason.key for reason in row.reasons] for row in plan.rows]


def test_a_column_of_units_beside_the_masses_is_read_row_by_row(session: StoreSession) -> None:
    text = "ID|Mission|Mass|Unit\n10017|Apollo 11|973|g\n10018|Apollo 11|213|mg\n10019|Apollo 11|2 g|kg"
    assert "unit:Mass" not in asked(session, text)
    source, reading, plan = judged(session, text)
    assert reading.taken_for("mass_unit") == ("Unit",)
    assert originals(plan) == [973_000_000, 213_000, 2_000_000]
    came_in_and_again_the_same(session, source, reading, plan)
    blank = f"{text}\n10020|Apollo 11|5|"
    question = asked(session, blank)["unit:Mass"]
    assert dict(question.facts)["examples"] == "5"
    assert originals(planned(session, blank, {"unit:Mass": "mg"})) == [973_000_000, 213_000, 2_000_000, 5_000]


def test_units_of_rock_and_other_columns_are_none_of_the_mass(session: StoreSession) -> None:
    text = "ID|Mission|Mass (g)|Unit\n10017|Apollo 11|973|Unit 3\n10018|Apollo 11|213|g"
    _, reading = opened(session, text)
    assert reading.mapping["Unit"] == "other"
    _, reading = opened(session, "ID|Mission|Unit\n10017|Apollo 11|g")
    assert reading.mapping["Unit"] == "other"


def test_a_header_in_any_language_that_names_a_unit_of_mass_says_masses(session: StoreSession) -> None:
    for header in ("Poids (mg)", "Massa [mg]", "Gewicht, mg"):
        plan = planned(session, f"ID|Mission|{header}\n10017|Apollo 11|1.297,5")
        assert originals(plan) == [1_297_500]
    _, reading = opened(session, "ID|Mission|Bruto (g)|Tara (g)\n10017|Apollo 11|5|6")
    assert reading.taken_for("mass") == ()


def test_a_list_of_who_has_what_is_one_of_loans_and_what_came_back_is_not_lent_anew(session: StoreSession) -> None:
    text = "Loan No|Borrower|Institution|Sample|Mass (g)|Loan date|Due date|Returned\n"
    text += "L1|A. Person|Lab of A|10017,3|0.5|2019-04-03|2030-01-01|\n"
    text += "L2|B. Person|Lab of B|10018|1|2019-04-13|2030-01-01|2020-05-05\nL3||Lab of C|10019|2|2020-01-01||"
    source, reading, plan = judged(session, text)
    assert (plan.kind, reading.taken_for("issued"), reading.taken_for("returned")) == (
        "loans",
        ("Mass (g)",),
        ("Returned",),
    )
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.REFUSED, Verdict.REFUSED]
    assert keys(plan)[1:] == [["import.came_back"], ["import.no_borrower"]]
    came_in_and_again_the_same(session, source, reading, plan)
    _, other = opened(session, "ID|Mission|Borrower\n10017|Apollo 11|A. Person")
    assert other.kind == "catalogue"


def test_a_formula_that_was_never_calculated_is_told_and_is_no_blank(
    session: StoreSession, tmp_path: Path
) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (
            ("ID", "Mission", "Weight (g)"),
            ("10017", "Apollo 11", 5),
            ("10018", "Apollo 11", "=SUM(C2)"),
        ):
            sheet.append(row)

    plan = planned(session, workbook(tmp_path / "a.xlsx", fill))
    assert keys(plan) == [[], ["import.cell_error"]]
    assert dict(plan.rows[1].reasons[0].facts)["text"] == "=SUM(C2)"


def test_a_blank_number_takes_the_one_above_only_when_somebody_says_so(session: StoreSession) -> None:
    text = "ID|Mission|Colour\n10017|Apollo 11|x\n|Apollo 11|y\n10018|Apollo 11|x\n|Apollo 11|y"
    assert asked(session, text)["fill:ID"].must
    with pytest.raises(Unanswered):
        planned(session, text)
    assert keys(planned(session, text, {"fill:ID": "no", "titles": "row"}))[1] == ["number.empty"]


def test_the_lower_of_two_stacked_headers_names_the_columns(session: StoreSession, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows: list[tuple[object, ...]] = [
            ("Vault",),
            ("Identity", None, "Mass", None, "Place"),
            ("Sample", "Mission", "original (g)", "now (g)", "Cabinet"),
            ("10017", "Apollo 11", 973, 960, "N-1"),
        ]
        for row in rows:
            sheet.append(row)
        for block in ("A1:E1", "A2:B2", "C2:D2"):
            sheet.merge_cells(block)

    path = workbook(tmp_path / "a.xlsx", fill)
    source, reading, plan = judged(session, path)
    assert reading.layout.header_rows == (2, 3)
    assert reading.taken_for("original", "mass_now") == ("Mass / original (g)", "Mass / now (g)")
    came_in_and_again_the_same(session, source, reading, plan)


def test_a_header_printed_again_is_no_record(session: StoreSession) -> None:
    text = "ID|Weight (g)\n10017|5\n\nID|Weight (g)\n10018|6"
    assert [row.row for row in planned(session, text).rows] == [2, 5]


def test_parents_may_be_told_as_splits_of_the_generic_and_the_whole_as_its_split_0(session: StoreSession) -> None:
    text = "Generic|Split|Parent|Weight (g)\n10017|0||973\n10017|1|0|12.5\n10017|2|1|5\n10017|3|10017,1|1"
    source, reading, plan = judged(session, text)
    assert [row.number for row in plan.rows] == ["10017", "10017,1", "10017,2", "10017,3"]
    parents = [str(row.acts[0].operation.parent or "") for row in plan.rows]  # type: ignore[union-attr]
    assert parents == ["", "Apollo:10017", "Apollo:10017,1", "Apollo:10017,1"]
    came_in_and_again_the_same(session, source, reading, plan)


def test_a_parent_may_be_named_by_the_identifier_of_a_row(session: StoreSession) -> None:
    text = "Sample Name|IGSN|Parent IGSN|Material\nA-1|XX01||Rock\nA-1a|XX02|XX01|Rock\nA-2|XX03|XX03|Rock"
    source, reading, plan = judged(session, text, collection="new:Field")
    assert str(plan.rows[1].acts[0].operation.parent) == "Field:A-1"  # type: ignore[union-attr]
    assert keys(plan)[2] == ["import.parent_missing"]
    came_in_and_again_the_same(session, source, reading, plan)
    twice = f"{text}\nA-3|XX01||Rock\nA-4|XX05|XX01|Rock"
    _, _, plan = judged(session, twice, collection="new:Field")
    assert keys(plan)[4] == ["import.parent_missing"]


def test_a_name_that_several_pieces_share_is_the_same_when_the_list_comes_again(session: StoreSession) -> None:
    text = "ID|Mission|Other names\n10017|Apollo 11|Twins\n10018|Apollo 11|Twins\n10019|Apollo 11|"
    came_in_and_again_the_same(session, *judged(session, text))


def test_places_the_book_lacks_are_asked_about_and_their_words_kept(session: StoreSession) -> None:
    text = "ID|Mission|Location\n10017|Apollo 11|North case\n10018|Apollo 11|\n10019|Apollo 11|South case"
    question = asked(session, text)["places"]
    assert (question.must, question.choices) == (True, ("keep", "refuse", "move"))
    assert dict(question.facts) == {"column": "Location", "count": 2, "examples": "North case, South case"}
    plan = planned(session, text, {"places": "refuse"})
    assert [row.verdict for row in plan.rows] == [Verdict.REFUSED, Verdict.NEW, Verdict.REFUSED]
    source, reading, plan = judged(session, text, places="keep")
    assert keys(plan) == [["import.place_kept"], [], ["import.place_kept"]]
    assert dict(plan.rows[0].acts[0].operation.other) == {"Location": "North case"}  # type: ignore[union-attr]
    came_in_and_again_the_same(session, source, reading, plan)
    act = Act(operation=SetUpPlace(kind="site", name="North case"), day=19690101)
    session.post(Posting(acts=(act,), operator=OPERATOR))
    assert dict(asked(session, text)["places"].facts)["count"] == 1
    known = asked(session, "ID|Mission|Location\n10017|Apollo 11|North case")["places"]
    assert (known.must, known.key) == (False, "import.ask.places_known")


@pytest.mark.parametrize("mark", ["-", "n.d.", "TBD", "?", "未知", "not weighed"])
def test_a_mark_for_a_mass_nobody_knows_leaves_it_unknown_and_is_kept(session: StoreSession, mark: str) -> None:
    for header in ("Weight (g)", "Mass now (g)"):
        plan = planned(session, f"ID|Mission|{header}\n10017|Apollo 11|{mark}\n10018|Apollo 11|5")
        assert keys(plan)[0] == ["import.mass_not_told"]
        operation = plan.rows[0].acts[0].operation
        assert dict(operation.other) == {header: mark}  # type: ignore[union-attr]
        assert not operation.mass.known  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("12.3(1)", "mass.text_uncertain"),
        ("<0.1 g", "mass.text_bound"),
        ("1/2", "mass.text_several"),
        ("10-20 g", "mass.text_range"),
        ("1 234", "mass.text_spaces"),
        ("tr.", "mass.text_unreadable"),
    ],
)
def test_a_mass_that_is_none_is_refused_with_its_own_reason(session: StoreSession, cell: str, key: str) -> None:
    assert keys(planned(session, f"ID|Mission|Weight (g)\n10017|Apollo 11|{cell}"))[0] == [key]


def test_sections_of_an_expedition_are_known_by_their_headers(session: StoreSession) -> None:
    text = "Exp|Site|Hole|Core|Type|Sect|A/W|Length (m)|Top depth CSF-A (m)\n357|M0070|A|1|R|1|A|1.10|0.00"
    source, reading, plan = judged(session, text, collection="new:Cores")
    assert (reading.profile, plan.rows[0].number) == ("expedition sections", "357-M0070A-1R-1")
    came_in_and_again_the_same(session, source, reading, plan)


def test_a_name_given_to_a_column_by_hand_stands_beside_a_column_of_units(session: StoreSession) -> None:
    source, reading = opened(session, "ID|Mission|How heavy|In\n10017|Apollo 11|5|mg")
    reading = mapped(mapped(reading, "How heavy", "mass"), "In", "mass_unit")
    assert not [each for each in questions(session, source, reading) if each.id.startswith("unit:")]
    assert originals(plan_reading(session, source, reading)) == [5_000]


def test_of_a_sheet_without_rows_nothing_is_asked(session: StoreSession) -> None:
    text = "Sample Name|Material\n"
    assert asked(session, text) == {}
    with pytest.raises(MappingRefused) as empty:
        planned(session, text)
    assert empty.value.key == "import.no_rows"


def test_headers_of_other_languages_are_known(session: StoreSession) -> None:
    _, reading = opened(
        session, "Probennummer|Muttergestein|Gewicht [g]|Lagerort|Bemerkung\n10017,3|10017|1,25|A|x"
    )
    assert [*reading.mapping.values()] == ["number", "parent", "mass", "place", "remarks"]
    _, reading = opened(session, "样品编码|申请人|申请单位|质量(mg)|发放日期\nX1|A 某|B 某|200|2021-07-12")
    assert reading.kind == "loans"
    assert [*reading.mapping.values()] == ["number", "borrower", "institution", "issued", "day"]
