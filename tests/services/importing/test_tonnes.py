"""The largest meteorites weigh tonnes, and lists say so; among grams a letter t may be anything."""

import pytest
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.mass_text import MassTextError
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Verdict
from lunarcurator.services.importing.cells.values import mass_value
from lunarcurator.services.importing.columns.mapping import split_unit

from tests.services.importing.steps import asked, planned

TONNE = 10**12


@pytest.mark.parametrize(
    ("text", "unit", "mass"),
    [
        ("2 t", "", Mass.stated(2 * TONNE, TONNE)),
        ("2 t", "kg", Mass.stated(2 * TONNE, TONNE)),
        ("~15.5 t.", "", Mass.estimated(155 * TONNE // 10, TONNE // 10)),
        ("1.5 tonnes", "g", Mass.stated(3 * TONNE // 2, TONNE // 10)),
        ("1 Tonne", "", Mass.stated(TONNE, TONNE)),
        ("15т", "кг", Mass.stated(15 * TONNE, TONNE)),
        ("2.5", "t", Mass.stated(5 * TONNE // 2, TONNE // 10)),
        ("~0.3", "吨", Mass.estimated(3 * TONNE // 10, TONNE // 10)),
        ("300 kg", "t", Mass.stated(3 * TONNE // 10, TONNE // 1000)),
        ("2 t", "t", Mass.stated(2 * TONNE, TONNE)),
        ("3 吨", "", Mass.stated(3 * TONNE, TONNE)),
    ],
)
def test_a_mass_in_tonnes_is_read(text: str, unit: str, mass: Mass) -> None:
    assert mass_value(text, unit) == mass


@pytest.mark.parametrize(
    ("text", "unit", "key"),
    [
        ("2 t", "g", "mass.text_unit"),
        ("2 T", "", "mass.text_unit"),
        ("2 tons", "", "mass.text_unit"),
        ("2 or 3 t", "", "mass.text_unreadable"),
        ("2000 t", "", "mass.text_too_large"),
    ],
)
def test_what_may_be_something_else_is_refused(text: str, unit: str, key: str) -> None:
    with pytest.raises(MassTextError) as refused:
        mass_value(text, unit, MassKind.STATED)
    assert refused.value.key == key


def test_a_list_with_tonnes_comes_in_without_a_question_about_units(desk: Desk) -> None:
    text = "Sample|Mass|Class\nNWA 1|2 t|H5\nNWA 2|5 kg|H5\nNWA 3|300 g|L6"
    assert "unit:Mass" not in asked(desk, text)
    plan = planned(desk, text, {"collection": "new:R"})
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 3
    assert plan.rows[0].acts[0].operation.original.ug == 2 * TONNE  # type: ignore[union-attr]


@pytest.mark.parametrize("header", ["Mass (t)", "Mass, t", "Masse (t)", "质量（吨）", "Mass (tonnes)", "Масса, т"])
def test_a_header_says_tonnes_behind_a_word_for_mass(header: str, desk: Desk) -> None:
    text = f"Sample|{header}|Class\nNWA 1|2.5|H5\nNWA 2|300 kg|L6"
    assert not [each for each in asked(desk, text) if each.startswith("unit")]
    plan = planned(desk, text, {"collection": "new:R"})
    masses = [row.acts[0].operation.original.ug for row in plan.rows]  # type: ignore[union-attr]
    assert masses == [5 * TONNE // 2, 3 * TONNE // 10]


def test_a_row_of_units_says_tonnes_and_a_header_that_says_another_unit_is_asked_about(desk: Desk) -> None:
    text = "Sample|Mass|Class\n|t|\nNWA 1|2.5|H5"
    plan = planned(desk, text, {"collection": "new:R"})
    assert plan.rows[0].acts[0].operation.original.ug == 5 * TONNE // 2  # type: ignore[union-attr]
    question = asked(desk, text.replace("Mass", "Mass (kg)"))["unit:Mass (kg)"]
    assert question.choices == ("kg", "t")
    assert [question.choice_facts(each) for each in question.choices] == [
        {"unit": "kg", "ug": TONNE // 400},
        {"unit": "t", "ug": 5 * TONNE // 2},
    ]
    assert question.choice_facts("g") == {}


def test_the_letter_alone_is_no_unit_of_other_columns() -> None:
    assert split_unit("Site (t)") == ("site (t)", "")
    assert split_unit("Location t") == ("location t", "")
