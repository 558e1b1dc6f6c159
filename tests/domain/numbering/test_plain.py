from datetime import date, datetime, time
from decimal import Decimal

import pytest
from lunarcurator.domain.numbering import NumberTextError, Scheme


def refusal_of(scheme: Scheme, value: object) -> NumberTextError:
    with pytest.raises(NumberTextError) as refusal:
        scheme.parse_cell(value)
    return refusal.value


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("NWA 032", "NWA 032"),
        ("  NWA \u3000 032\n", "NWA 032"),
        ("玄武岩 7", "玄武岩 7"),
        ("Ａ－７", "A-7"),
        ("Box 3, bag two", "Box 3, bag two"),
        ("A–7", "A–7"),
        ("A , 3", "A,3"),
        ("6,012", "6,012"),
        ("A,03", "A,03"),
    ],
)
def test_any_printable_text_is_a_number_and_keeps_its_case(plain: Scheme, written: str, canonical: str) -> None:
    assert plain.parse(written).canonical == canonical


def test_a_trailing_serial_is_read_as_a_piece(plain: Scheme) -> None:
    number = plain.parse("Box 3, bag 2,7,12")
    assert (number.family, number.rest) == ("Box 3, bag 2", ",7,12")
    assert (number.series, number.serial, number.scope) == ("ordinary", 12, "Box 3, bag 2,7")


def test_a_serial_with_a_leading_zero_is_no_serial(plain: Scheme) -> None:
    number = plain.parse("6,012")
    assert (number.family, number.serial) == ("6,012", None)


def test_daughters_are_counted_under_their_own_parent(plain: Scheme) -> None:
    parent = plain.parse("Probe 7")
    daughter = plain.next_number(parent, "ordinary", 2)
    assert daughter.canonical == "Probe 7,3"
    assert daughter.scope == plain.counting_scope(parent, "ordinary") == "Probe 7"
    assert plain.next_number(daughter, "ordinary", None).canonical == "Probe 7,3,1"
    assert plain.parent_hint(plain.parse("Probe 7,3,1")) == daughter
    assert plain.parent_hint(daughter) == parent
    assert plain.parent_hint(parent) is None


def test_a_piece_in_context_takes_the_family(plain: Scheme) -> None:
    context = plain.parse("Probe 7,3")
    assert plain.parse(",4", context).canonical == "Probe 7,4"
    assert plain.parse("Probe 8", context).canonical == "Probe 8"


def test_a_text_that_begins_with_a_comma_is_no_name(plain: Scheme) -> None:
    for written in (",4", ",x"):
        with pytest.raises(NumberTextError) as refusal:
            plain.parse(written)
        assert refusal.value.key == "number.needs_family"
    with pytest.raises(NumberTextError) as refusal:
        plain.parse(",x", plain.parse("Probe 7"))
    assert refusal.value.key == "number.not_in_scheme"


@pytest.mark.parametrize("length", [101, 500])
def test_a_text_over_a_hundred_characters_is_refused(plain: Scheme, length: int) -> None:
    assert plain.parse("x" * 100).canonical == "x" * 100
    with pytest.raises(NumberTextError) as refusal:
        plain.parse("x" * length)
    assert refusal.value.key == "number.too_long"
    assert refusal.value.facts["longest"] == 100


def test_a_daughter_that_would_be_too_long_is_refused(plain: Scheme) -> None:
    with pytest.raises(NumberTextError) as refusal:
        plain.next_number(plain.parse("x" * 99), "ordinary", None)
    assert refusal.value.key == "number.too_long"


def test_numbers_sort_naturally(plain: Scheme) -> None:
    in_order = [
        "A",
        "A,1",
        "A,1,1",
        "A,2",
        "A,10",
        "A 2",
        "A 10",
        "A-1",
        "a7",
        "A007",
        "A7",
        "A8",
        "B",
        "é",
        "样品 2",
        "样品 12",
    ]
    keys = [plain.parse(text).sort_key for text in in_order]
    assert keys == sorted(keys)
    assert all(key.isascii() for key in keys)


def test_spellings_that_differ_by_case_share_a_search_key_but_are_two_numbers(plain: Scheme) -> None:
    lower, upper = plain.parse("probe 7"), plain.parse("PROBE 7")
    assert lower != upper
    assert plain.spellings(lower) == plain.spellings(upper) == ("probe,7",)


def test_a_plain_number_hints_at_nothing_and_has_no_zero_split(plain: Scheme) -> None:
    assert plain.decode(plain.parse("15405,0")) == ()
    assert not plain.is_zero_split(plain.parse("15405,0"))


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (None, "number.empty"),
        (date(2026, 2, 1), "number.cell_date"),
        (datetime(2026, 2, 1, 12, 0), "number.cell_date"),  # noqa: DTZ001
        (time(15, 3), "number.cell_date"),
        (True, "number.cell_kind"),
        (float("nan"), "number.cell_kind"),
        (Decimal("sNaN"), "number.cell_kind"),
        (float("inf"), "number.cell_kind"),
        (1e300, "number.cell_kind"),
        (b"15405", "number.cell_kind"),
        (12.5, "number.cell_fraction"),
        (1e-7, "number.cell_fraction"),
    ],
)
def test_a_cell_that_holds_no_number_text_is_refused_with_its_reason(
    plain: Scheme, value: object, key: str
) -> None:
    assert refusal_of(plain, value).key == key


def test_a_whole_numeric_cell_is_written_without_a_point(plain: Scheme) -> None:
    assert plain.parse_cell(7.0).canonical == plain.parse_cell(7).canonical == "7"
    assert plain.parse_cell(Decimal("1E+3")).canonical == "1000"
