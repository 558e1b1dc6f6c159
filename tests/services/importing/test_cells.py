from datetime import date

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.mass import Mass
from lunarcurator.exchange.cells import ErrorCell, NumberCell
from lunarcurator.services.importing.cells.values import (
    day_value,
    length_value,
    mass_value,
    number_value,
    percent_value,
    plain,
    whole_value,
)
from lunarcurator.services.importing.columns.terms import Terms
from lunarcurator.services.vocabularies import Vocabularies


def test_a_cell_is_what_a_person_sees_in_it() -> None:
    number = NumberCell("1.5")
    assert [plain(cell) for cell in (None, "  a  b ", True, False, 7, number)] == [
        "",
        "a b",
        "TRUE",
        "FALSE",
        "7",
        "1.5",
    ]
    assert str(number_value(number)) == "1.5"
    assert number_value("10017") == "10017"


def test_masses_days_and_counts_are_read_or_refused() -> None:
    assert mass_value(NumberCell("1.5"), "mg") == Mass.stated(1500, 100)
    assert mass_value(None, "g") is None
    assert (day_value(date(1971, 8, 2)), day_value("1971-08"), day_value(None)) == (19710802, 19710800, None)
    assert (whole_value("12"), whole_value(None)) == (12, None)
    for refused in (lambda: mass_value(ErrorCell("#REF!"), "g"), lambda: whole_value("1.5")):
        with pytest.raises(Refusal):
            refused()


@pytest.mark.parametrize(
    ("text", "unit", "um"),
    [("12.5", "mm", 12_500), ("1,25 cm", "mm", 12_500), ("30", "µm", 30), ("0.5", "cm", 5_000), ("", "", None)],
)
def test_a_length_is_whole_um_in_its_own_unit_or_that_of_its_header(text: str, unit: str, um: int | None) -> None:
    assert length_value(text, unit) == um


@pytest.mark.parametrize(
    ("text", "unit", "key"),
    [
        ("deep", "mm", "import.not_a_length"),
        ("12.5", "", "import.no_unit_of_length"),
        ("12 inches", "mm", "import.no_unit_of_length"),
        ("0.0005", "mm", "import.length_too_exact"),
    ],
)
def test_a_length_that_says_too_little_is_refused(text: str, unit: str, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        length_value(text, unit)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("text", "told"),
    [("88.36", (88_360, 10)), ("100 %", (100_000, 1000)), ("0.12345", (123, 1)), ("", None)],
)
def test_a_percentage_is_thousandths_with_its_rounding(text: str, told: tuple[int, int] | None) -> None:
    assert percent_value(text) == told


@pytest.mark.parametrize("text", ["much", "-3", "NaN", "Infinity"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        percent_value(text)


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("condition", "Air-exposed", "air_exposed"),
        ("condition", "air_exposed", "air_exposed"),
        ("title", "held for others", "held_for"),
        ("basic_use", "展示", "display"),
    ],
)
def test_a_term_is_known_by_its_word_in_any_language(field: str, text: str, code: str) -> None:
    terms = Terms(Vocabularies.load())
    if text == "展示":
        from lunarcurator.resources_folder import resources_folder
        from lunarcurator.services.words import Words

        text = Words.load("zh_CN", resources_folder() / "languages").say("basic_use.display")
    assert terms.term(field, text) == code


def test_a_strange_term_is_refused() -> None:
    with pytest.raises(Refusal):
        Terms(Vocabularies.load()).term("condition", "shiny")
