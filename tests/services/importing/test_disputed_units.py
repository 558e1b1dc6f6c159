"""A unit row that says otherwise than the header is asked about: which of the two is right, nobody guesses."""

import pytest
from lunarcurator.services.importing import Unanswered
from lunarcurator.services.importing.columns.units import MASS_UNITS as MASSES
from lunarcurator.services.importing.columns.units import UNIT, unit_choices
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import asked, opened, planned

TWO = "ID|Mission|Weight (g)|Remarks\n||(mg)|\n10017|Apollo 11|12.5|a\n10018|Apollo 11|2.5|b"


def grams(plan: object) -> list[int]:
    return [row.acts[0].operation.original.ug for row in plan.rows]  # type: ignore[attr-defined]


def test_a_unit_row_that_contradicts_the_header_is_asked_about_and_nothing_comes_in_before(
    session: StoreSession,
) -> None:
    question = asked(session, TWO)["unit:Weight (g)"]
    assert (question.key, question.must, question.choices) == ("import.ask.disputed_unit", True, MASSES)
    assert dict(question.facts) == {
        "column": "Weight (g)",
        "count": 2,
        "examples": "12.5, 2.5",
    }
    assert [question.choice_facts(each)["ug"] for each in question.choices[:2]] == [15_000_000, 15_000]
    with pytest.raises(Unanswered):
        planned(session, TWO)
    with pytest.raises(Unanswered):
        planned(session, TWO, {"unit:Weight (g)": "cm"})
    assert grams(planned(session, TWO, {"unit:Weight (g)": "g"})) == [12_500_000, 2_500_000]
    assert grams(planned(session, TWO, {"unit:Weight (g)": "mg"})) == [12_500, 2_500]


@pytest.mark.parametrize(
    ("header", "below", "column", "units"),
    [
        ("Weight, g", "mg", "Weight, g (mg)", MASSES),
        ("Weight in grams", "(\u00b5g)", "Weight in grams (\u00b5g)", MASSES),
        ("Weight (g)", "grams", "Weight (g)", ()),
        ("Weight (g)", "g", "Weight (g)", ()),
        ("Weight", "mg", "Weight (mg)", ()),
        ("Weight (g)", "cm", "Weight (g)", ()),
        ("Depth top (cm)", "mm", "Depth top (cm)", ("m", "cm", "mm")),
        ("Depth top (\u00b5m)", "microns", "Depth top (\u00b5m)", ()),
        ("Remarks (g)", "mg", "Remarks (g)", ()),
    ],
)
def test_only_units_of_the_same_kind_that_differ_are_disputed(
    session: StoreSession, header: str, below: str, column: str, units: tuple[str, ...]
) -> None:
    text = f"ID|{header}\n|{below}\n10017|12.5\n10018|2.5"
    _, reading = opened(session, text)
    assert column in reading.columns
    assert [each.choices for each in asked(session, text).values() if each.kind is UNIT] == [units] * bool(units)
    # Whatever a header says, a person may say another unit.
    assert bool(unit_choices(reading, column)) is not header.startswith("Remarks")


def test_a_length_of_which_two_units_are_said_is_asked_about_too(session: StoreSession) -> None:
    text = "ID|Depth top (cm)\n|mm\n10017|12.5\n10018|2.5"
    question = asked(session, text)["unit:Depth top (cm)"]
    assert (question.key, question.choices) == ("import.ask.disputed_unit", ("m", "cm", "mm"))
    assert dict(question.facts)["examples"] == "12.5, 2.5"
    assert "unit:Depth top (cm)" not in asked(session, "ID|Depth top (cm)\n|mm\n10017|12.5 mm\n10018|2 mm")


def test_two_rows_of_headers_that_name_two_units_are_asked_about(session: StoreSession) -> None:
    text = "Sample|Mass (g)|\nID|Weight (mg)|Remarks\n10017|12.5|a\n10018|2.5|b"
    assert asked(session, text)["unit:Mass (g) / Weight (mg)"].key == "import.ask.disputed_unit"


def test_masses_that_all_name_their_unit_leave_nothing_to_ask(session: StoreSession) -> None:
    text = "ID|Mission|Weight (g)\n||mg\n10017|Apollo 11|12.5 g\n10018|Apollo 11|3 mg"
    assert "unit:Weight (g)" not in asked(session, text)
    assert grams(planned(session, text)) == [12_500_000, 3_000]


@pytest.mark.parametrize(
    "header",
    [
        *("Mass mg or g", "Weight mg/g", "Weight g/mg", "Weight g (mg)", "Mass mg or kg", "Mass in g, some mg"),
        *("Wt. (g or mg)", "Mass (mg) / g", "Weight, grams or milligrams", "Mass g, mg", "质量 克 (毫克)"),
    ],
)
def test_a_header_that_names_two_units_is_asked_about(session: StoreSession, header: str) -> None:
    text = f"ID|Mission|{header}\n10017|Apollo 11|12\n10018|Apollo 11|5"
    _, reading = opened(session, text)
    (question,) = [each for each in asked(session, text).values() if each.about == reading.columns[2]]
    assert question.kind is UNIT
    # It speaks of what stands below the header only where it may be two rows.
    assert question.key != "import.ask.disputed_unit" or " / " in header
