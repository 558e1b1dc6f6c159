from pathlib import Path

import pytest
import python_calamine
from lunarcurator.domain.numbering import IRREGULAR, NumberTextError, Scheme


def chain(scheme: Scheme, text: str) -> list[str]:
    number = scheme.parse(text)
    found = []
    while (above := scheme.parent_hint(number)) is not None:
        found.append(above.canonical)
        number = above
    return found


def hints(scheme: Scheme, text: str) -> dict[str, str]:
    return {hint.key.removeprefix("number.hint."): hint.value for hint in scheme.decode(scheme.parse(text))}


def test_every_code_of_the_round_2_list_parses_and_prints_as_it_stands(change: Scheme, shared_data: Path) -> None:
    book = python_calamine.CalamineWorkbook.from_path(shared_data / "ce5_round2_allocations_merged.xlsx")
    codes = [str(row[2]) for row in book.get_sheet_by_index(0).to_python()[1:]]
    assert (len(codes), len(set(codes))) == (44, 31)
    numbers = [change.parse_cell(code) for code in codes]
    assert [number.canonical for number in numbers] == codes
    assert IRREGULAR not in {number.series for number in numbers}


@pytest.mark.parametrize("code", ["CE5C0000YJYX03501GP", "CE5C0100YJFM001", "CE6C0000YJKL012", "CE6Z0101"])
def test_the_codes_of_the_literature_are_regular(change: Scheme, code: str) -> None:
    number = change.parse(code)
    assert number.canonical == code
    assert number.series != IRREGULAR


@pytest.mark.parametrize(
    "written",
    ["ce5c0800yjyx132gp", "CE5C0800 YJYX132 GP", "CE5-C0800-YJYX132GP", " ＣＥ５Ｃ０８００ＹＪＹＸ１３２ＧＰ "],
)
def test_every_usual_spelling_prints_the_one_canonical_code(change: Scheme, written: str) -> None:
    number = change.parse(written)
    assert number.canonical == "CE5C0800YJYX132GP"
    assert (number.family, number.rest) == ("CE5C0800", "YJYX132GP")
    assert (number.series, number.serial, number.scope) == ("clast", 132, "CE5C0800YJYX")


def test_the_end_of_a_code_takes_its_family_from_the_context(change: Scheme) -> None:
    context = change.parse("CE5C0800YJFM001")
    assert change.parse("YJYX132GP", context).canonical == "CE5C0800YJYX132GP"


def test_parents_follow_the_chain_of_bottle_stock_grain_and_piece(change: Scheme) -> None:
    assert chain(change, "CE5C0800YJFM00104GP") == ["CE5C0800YJFM001", "CE5C0800YJ", "CE5C0800"]
    assert chain(change, "CE5C0800YJYX132GP") == ["CE5C0800YJ", "CE5C0800"]
    assert chain(change, "CE5Z0709YJ") == ["CE5Z0709"]
    assert chain(change, "CE5C0600") == []


def test_hints_say_bottle_kind_and_how_a_line_is_lent(change: Scheme) -> None:
    assert hints(change, "CE5C0600") == {
        "mission": "Chang'e-5",
        "scooped": "",
        "bottle": "06",
        "lent_by_weight": "",
    }
    assert hints(change, "CE5Z0107YJ") == {
        "mission": "Chang'e-5",
        "drilled": "",
        "core_unit": "01-07",
        "research": "",
        "lent_by_weight": "",
    }
    assert hints(change, "CE5C0800YJFM00104GP") == {
        "mission": "Chang'e-5",
        "scooped": "",
        "bottle": "08",
        "powder": "",
        "section": "",
        "lent_whole": "",
    }
    assert hints(change, "CE6C0000YJKL001") == {
        "mission": "Chang'e-6",
        "scooped": "",
        "picked": "",
        "particle": "",
        "lent_whole": "",
    }
    assert hints(change, "CE5C0801YJYX001")["bottle"] == "08-01"


def test_a_stock_offers_powder_clasts_and_particles_each_with_a_count_of_its_own(change: Scheme) -> None:
    for text in ("CE5C0800", "CE5C0800YJ"):
        stock = change.parse(text)
        assert [one.code for one in change.series_of(stock)] == ["powder", "clast", "particle"]
        assert change.next_number(stock, "powder", 1).canonical == "CE5C0800YJFM002"
        assert change.next_number(stock, "clast", 132).canonical == "CE5C0800YJYX133"
        assert change.counting_scope(stock, "clast") == "CE5C0800YJYX"


def test_pieces_and_sections_of_a_grain_share_one_count(change: Scheme) -> None:
    used = change.parse("CE5C0800YJFM00104GP")
    for text in ("CE5C0800YJFM001", "CE5C0800YJFM00102", "CE5C0800YJFM00104GP"):
        parent = change.parse(text)
        series = {one.code: one.counted_as for one in change.series_of(parent)}
        assert series == {"piece": "piece", "section": "piece"}
        assert {change.counting_scope(parent, code) for code in series} == {used.scope}
        assert change.next_number(parent, "piece", used.serial).canonical == "CE5C0800YJFM00105"
        assert change.next_number(parent, "section", used.serial).canonical == "CE5C0800YJFM00105GP"
    assert used.series == "piece"


def test_a_grain_offers_no_new_grains(change: Scheme) -> None:
    with pytest.raises(NumberTextError) as refusal:
        change.next_number(change.parse("CE5C0800YJFM001"), "clast", None)
    assert refusal.value.key == "number.series_not_here"
    with pytest.raises(NumberTextError) as full:
        change.next_number(change.parse("CE5C0800YJFM001"), "piece", 99)
    assert full.value.key == "number.series_full"


def test_a_code_the_table_cannot_read_is_taken_whole_and_marked(change: Scheme) -> None:
    number = change.parse("ce5c0800yjfm0010")
    assert (number.canonical, number.family, number.rest) == ("CE5C0800YJFM0010", "CE5C0800", "YJFM0010")
    assert (number.series, number.serial) == (IRREGULAR, None)
    assert hints(change, "ce5c0800yjfm0010") == {"irregular": "CE5C0800YJFM0010"}
    assert chain(change, "ce5c0800yjfm0010") == ["CE5C0800"]
    assert change.spellings(number) == ("ce5c0800yjfm0010",)
    assert change.next_number(number, "powder", None).canonical == "CE5C0800YJFM001"
    assert not change.is_zero_split(number)


def test_a_code_without_a_readable_family_offers_no_series(change: Scheme) -> None:
    number = change.parse("CE6D01")
    assert (number.family, number.rest, number.series) == ("CE6D01", "", IRREGULAR)
    assert change.series_of(number) == ()
    assert change.parent_hint(number) is None
    with pytest.raises(NumberTextError):
        change.next_number(number, "powder", None)


@pytest.mark.parametrize("written", ["CE7C0800", "CE5", "CE5C", "CE5C08/00", "样品", "CE5" + "A" * 41, "15405,91"])
def test_what_does_not_begin_as_a_code_is_refused(change: Scheme, written: str) -> None:
    with pytest.raises(NumberTextError) as refusal:
        change.parse(written)
    assert refusal.value.key in {"number.not_in_scheme", "number.stray_sign"}


def test_codes_sort_by_mission_unit_stock_kind_grain_piece_and_section(change: Scheme) -> None:
    in_order = [
        "CE5C0000YJYX048",
        "CE5C0800",
        "CE5C0800YJ",
        "CE5C0800YJFM001",
        "CE5C0800YJFM001GP",
        "CE5C0800YJFM00101",
        "CE5C0800YJFM00104GP",
        "CE5C0800YJFM002",
        "CE5C0800YJYX001GP",
        "CE5C0800YJKL001",
        "CE5C0800BY001",
        "CE5C1000",
        "CE5Z0107YJ",
        "CE5D01",
        "CE6C0000",
    ]
    keys = [change.parse(code).sort_key for code in in_order]
    assert keys == sorted(keys)
