"""A mass or a length without a unit is asked about, and read in no unit unasked."""

from pathlib import Path

import pytest
from lunarcurator.services.importing import (
    Unanswered,
    Verdict,
    answered,
    guess_reading,
    mapped,
    plan_reading,
    profile_of,
    questions,
    save_profile,
    unanswered,
)
from lunarcurator.services.importing.cells.values import CellRefused, mass_value, names_unit_of_mass
from lunarcurator.services.importing.columns.mapping import split_unit
from lunarcurator.services.importing.columns.units import (
    bare_masses,
    names_another_unit,
    unit_choices,
    unit_of,
    unit_shown,
)
from lunarcurator.services.importing.profiles import Profiles
from lunarcurator.services.store_session import StoreSession
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.plans import plan_import
from tests.services.importing.steps import asked, opened, planned, workbook

BARE = "ID|Mission|Weight\n10017|Apollo 11|973\n10018|Apollo 11|0.5\n10019|Apollo 11|12 mg\n10020|Apollo 11|"


def weights(plan: object) -> list[int]:
    acts = [row.acts[0].operation for row in plan.rows if row.acts]  # type: ignore[attr-defined]
    return [act.original.ug for act in acts if act.original is not None]


def test_a_mass_without_unit_is_asked_with_examples_and_what_each_choice_makes_of_the_sum(
    session: StoreSession,
) -> None:
    question = asked(session, BARE)["unit:Weight"]
    assert (question.key, question.must, question.choices) == (
        "import.ask.unit_of_mass",
        True,
        ("g", "mg", "ug", "kg"),
    )
    assert dict(question.facts) == {"column": "Weight", "count": 2, "examples": "973, 0.5"}
    assert question.choice_words[2] == ("ug", "import.choice_of_mass")
    assert question.choice_facts("g") == {"unit": "g", "ug": 973_500_000}
    assert question.choice_facts("ug") == {"unit": "µg", "ug": 973}
    with pytest.raises(Unanswered):
        planned(session, BARE)
    for unit, first in (("g", 973_000_000), ("mg", 973_000), ("kg", 973_000_000_000)):
        assert weights(planned(session, BARE, {"unit:Weight": unit}))[0] == first
    assert weights(planned(session, BARE, {"unit:Weight": "mg"})) == [973_000, 500, 12_000]
    plan = planned(session, BARE, {"unit:Weight": "µg"})
    assert [row.verdict for row in plan.rows][1] is Verdict.REFUSED
    assert weights(plan) == [973, 12_000]


def test_an_answer_that_is_no_choice_leaves_the_question_open(session: StoreSession) -> None:
    for wrong in ("cm", "stone", ""):
        with pytest.raises(Unanswered):
            planned(session, BARE, {"unit:Weight": wrong})


@pytest.mark.parametrize(
    "text",
    [
        "ID|Mission|Weight (g)\n10017|Apollo 11|973",
        "ID|Mission|Weight in grams\n10017|Apollo 11|973",
        "ID|Mission|Weight g\n10017|Apollo 11|973",
        "ID|Mission|Weight/g\n10017|Apollo 11|973",
        "ID|Mission|Mass (dry) [g]\n10017|Apollo 11|973",
        "ID|Mission|Weight\n10017|Apollo 11|973 g",
        "ID|Mission|Weight\n||g\n10017|Apollo 11|973\n10018|Apollo 11|974",
        "ID|Mission|Weight\n10017|Apollo 11|0\n10018|Apollo 11|973 g",
    ],
)
def test_what_header_cells_or_units_row_say_is_not_asked(session: StoreSession, text: str) -> None:
    assert not [key for key in asked(session, text) if key.startswith("unit:")]
    assert weights(planned(session, text))[0] == 973_000_000


def test_what_stands_above_a_table_says_no_unit_of_a_column(session: StoreSession) -> None:
    for caption in ("All weights in grams", "Total mass 382 kg", "Sampled by G. Miller"):
        assert "unit:Weight" in asked(session, f"{caption}\nID|Mission|Weight\n10017|Apollo 11|973")


def test_a_unit_of_something_else_is_none_of_a_mass(session: StoreSession) -> None:
    text = "ID|Mission|Weight (cm)\n10017|Apollo 11|973"
    assert "unit:Weight (cm)" in asked(session, text)
    assert weights(planned(session, text, {"unit:Weight (cm)": "g"})) == [973_000_000]


def test_the_answer_is_kept_in_the_profile_and_the_header_wins_over_it(
    session: StoreSession, tmp_path: Path
) -> None:
    source, reading = opened(session, BARE)
    save_profile(profile_of(answered(reading, "unit:Weight", "mg"), "our list"), session.path)
    known = Profiles.load(session.path)
    again = guess_reading(session, source, known)
    assert (again.profile, unit_of(again, "Weight")) == ("our list", "mg")
    assert not unanswered(questions(session, source, again), again)
    assert weights(plan_reading(session, source, again)) == [973_000, 500, 12_000]
    other, _ = opened(session, BARE.replace("Weight", "Weight (g)"))
    told = guess_reading(session, other, known)
    assert (told.profile, unit_of(told, "Weight (g)")) == ("our list", "g")
    for caption, asks in (("All masses in kg", True), ("All masses in 毫克", False), ("Seen in 1999", False)):
        captioned, _ = opened(session, f"{caption}\n{BARE}")
        again = guess_reading(session, captioned, known)
        assert ("unit:Weight" in {each.id for each in questions(session, captioned, again)}) is asks


def test_a_length_that_was_kept_is_asked_where_the_words_above_name_another_unit() -> None:
    assert names_another_unit("Depths in cm", "mm")
    assert not names_another_unit("Depths in mm, masses in g", "mm")


def test_a_length_without_unit_is_asked_unless_each_cell_says_it(session: StoreSession) -> None:
    text = "ID|Mission|Top|Bottom\n10017|Apollo 11|{}|{}"
    for cells, open_now in ((("1", "2 cm"), ["unit:Top"]), (("10 mm", "2 cm"), []), (("0", "2"), ["unit:Bottom"])):
        source, reading = opened(session, text.format(*cells))
        reading = mapped(mapped(reading, "Top", "depth_top_um"), "Bottom", "depth_bottom_um")
        assert [each.id for each in questions(session, source, reading)] == open_now
    many = text.format("1", "2") + "".join(f"\n1{at}|Apollo 11|{at}|{at}" for at in range(1_000, 1_009))
    source, reading = opened(session, many)
    reading = mapped(reading, "Top", "depth_top_um")
    (question,) = [each for each in questions(session, source, reading) if each.id == "unit:Top"]
    assert dict(question.facts)["examples"] == "1, 1000, 1001"


def test_figures_in_words_and_in_other_signs_count_too(session: StoreSession) -> None:
    text = "ID|Mission|Weight\n10017|Apollo 11|~150\n10018|Apollo 11|12,5\n"
    text += "10019|Apollo 11|lost\n10020|Apollo 11|-3"
    question = asked(session, text)["unit:Weight"]
    assert question.choice_facts("g") == {"unit": "g", "ug": 162_500_000}


def test_numbers_of_a_workbook_are_counted_and_the_first_of_them_shown(
    session: StoreSession, tmp_path: Path
) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("ID", "Weight"), *((10_017 + at, at + 0.5 * (at % 2)) for at in range(6)), (10_030, -4)):
            sheet.append(row)

    question = asked(session, workbook(tmp_path / "a.xlsx", fill))["unit:Weight"]
    assert dict(question.facts) == {"column": "Weight", "count": 5, "examples": "1.5, 2, 3.5"}
    assert question.choice_facts("mg") == {"unit": "mg", "ug": 16_500}


def test_a_mass_too_large_in_another_unit_has_none_of_its_own() -> None:
    assert not names_unit_of_mass("~5e8")
    with pytest.raises(CellRefused):
        mass_value("~5e8", "")
    assert bare_masses(["~5e8"]).count == 1


def test_without_anybody_to_ask_a_mass_without_unit_is_refused(session: StoreSession, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ID,Mission,Weight\n10017,Apollo 11,973\n10018,Apollo 11,3 g\n10019,Apollo 11,0\n")
    plan = plan_import(session, path)
    assert [row.verdict for row in plan.rows] == [Verdict.REFUSED, Verdict.NEW, Verdict.NEW]
    assert [reason.key for reason in plan.rows[0].reasons] == ["import.no_unit_of_mass"]
    assert weights(plan_import(session, path, units={"Weight": "mg"})) == [973_000, 3_000_000]


def test_units_stand_in_headers_in_many_ways() -> None:
    told = {
        "Weight (g)": ("weight", "g"),
        "Mass [in mg]": ("mass", "mg"),
        "Weight (g) 2019": ("weight 2019", "g"),
        "Depth top cm": ("depth top", "cm"),
        "mass_g": ("mass", "g"),
        "Mass/kg": ("mass", "kg"),
        "Mass (dry)": ("mass (dry)", ""),
        "Hole m": ("hole m", ""),
        "Made in France": ("made in france", ""),
        "质量（毫克）": ("质量", "毫克"),
    }
    assert {name: split_unit(name) for name in told} == told
    assert (unit_shown("ug"), unit_shown("cm")) == ("µg", "cm")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("ID|Weight||Type\n10017|924|g|basalt\n10018|9.61|kg|basalt\n10019|12||tuff", "mass_unit"),
        ("ID|Weight||Type\n10017|924|g|basalt\n10018|9.61|see note|basalt", "other"),
        ("ID|Weight||Type\n10017|924||basalt", "other"),
        ("ID|Weight|Seen|Type\n10017|924|g|basalt", "other"),
        ("ID|Type||Weight\n10017|basalt|g|924", "mass_unit"),
        ("ID|Weight now||Original weight\n10017|924|g|930", "other"),
    ],
)
def test_units_without_a_header_belong_to_the_only_mass(session: StoreSession, text: str, target: str) -> None:
    _, reading = opened(session, text)
    assert reading.mapping[reading.columns[2]] == target


def test_each_row_is_in_the_unit_that_stands_behind_its_mass(session: StoreSession) -> None:
    text = "ID|Weight||Type\n10017|924|g|basalt\n10018|9.61|kg|basalt"
    plan = planned(session, text)
    assert [row.acts[0].operation.original.ug for row in plan.rows] == [924_000_000, 9_610_000_000]


@pytest.mark.parametrize("unit", ["t", "oz", "ct", "吨"])
def test_a_column_in_a_unit_that_nothing_reads_is_refused_and_not_asked_about(
    session: StoreSession, unit: str
) -> None:
    text = f"Sample|Mass ({unit})\nNWA 1|2\nNWA 2|5 kg"
    assert [each for each in asked(session, text) if each.startswith("unit:")] == []
    rows = planned(session, text, {"collection": "new:R"}).rows
    assert [row.verdict for row in rows] == [Verdict.REFUSED, Verdict.NEW]
    assert (rows[0].reasons[0].key, dict(rows[0].reasons[0].facts)) == (
        "import.unit_unread",
        {"text": "2", "unit": unit},
    )


def test_a_cell_in_tonnes_is_refused(session: StoreSession) -> None:
    plan = planned(session, "Sample|Mass|Class\nNWA 1|2 t|H5\nNWA 2|5 kg|H5", {"collection": "new:R"})
    assert plan.rows[0].reasons[0].key == "mass.text_unit"


@pytest.mark.parametrize(
    ("column", "units"),
    [
        ("Weight", ("g", "mg", "ug", "kg")),
        ("Depth top", ("m", "cm", "mm")),
        ("Weight (g)", ("g", "mg", "ug", "kg")),
        ("Depth top (cm)", ("m", "cm", "mm")),
        ("Depth top (mg)", ("m", "cm", "mm")),
        ("Remarks", ()),
    ],
)
def test_a_unit_may_be_chosen_whatever_the_header_names(
    session: StoreSession, column: str, units: tuple[str, ...]
) -> None:
    _, reading = opened(session, f"ID|{column}\n10017|12.5")
    assert unit_choices(reading, column) == units


@pytest.mark.parametrize("header", ["Unit", "Measurement unit", "UoM", "Units of measurement", "Size in"])
def test_a_word_that_is_no_unit_refuses_its_row_and_leaves_the_others_their_units(
    session: StoreSession, header: str
) -> None:
    text = f"ID|Mission|Weight (g)|{header}\n10017|Apollo 11|5|g\n10018|Apollo 11|300|mg\n10019|Apollo 11|2|lb"
    plan = planned(session, text)
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.NEW, Verdict.REFUSED]
    assert weights(plan) == [5_000_000, 300_000]
    assert "unit:Weight" not in asked(session, text.replace(" (g)", ""))


def test_marks_and_blanks_below_a_unit_are_asked_about_and_read_as_answered(session: StoreSession) -> None:
    for below in ("〃", ""):
        text = "ID|Mission|Weight (g)|Unit" + "".join(
            f"\n1001{at}|Apollo 11|{at}|{ {1: 'mg', 5: 'g'}.get(at, below) }" for at in range(1, 9)
        )
        assert "fill:Unit" in asked(session, text)
        assert weights(planned(session, text, {"fill:Unit": "yes"})) == [
            at * (1_000 if at < 5 else 1_000_000) for at in range(1, 9)
        ]


def test_each_mass_is_in_the_unit_behind_it_and_lengths_and_codes_are_none_of_masses(
    session: StoreSession,
) -> None:
    two = "ID|Mission|Original mass|Unit|Mass now|Unit\n10017|Apollo 11|5|g|300|mg"
    made = planned(session, two).rows[0].acts[0].operation
    assert (made.original.ug, made.mass.ug) == (5_000_000, 300_000)  # type: ignore[attr-defined]
    codes = "ID|Mission|Weight (mg)|{}\n10017|Apollo 11|5|{}\n10018|Apollo 11|6|{}"
    for header, cell in (("Unit", "mm"), ("Grade", "g")):
        assert weights(planned(session, codes.format(header, cell, cell))) == [5_000, 6_000]


def test_a_column_of_units_in_a_sheet_without_numbers_is_asked_nothing_about_its_masses(
    session: StoreSession,
) -> None:
    assert [each for each in asked(session, "Unit|Mass now (mg)\n|10017") if each.startswith("unit")] == []
