import csv
from decimal import Decimal
from pathlib import Path

import pytest
from lunarcurator.domain.numbering import NumberTextError, SampleNumber, Scheme


def refused(scheme: Scheme, text: str, context: SampleNumber | None = None) -> NumberTextError:
    with pytest.raises(NumberTextError) as refusal:
        scheme.parse(text, context)
    return refusal.value


@pytest.mark.parametrize(
    "written",
    [
        "15405,91",
        "15405, 91",
        "15405 , 91",
        "15405-91",
        "15405.91",
        "15405/91",
        "15405 91",
        "  15405,91\t",
        "15405\u00a0,\u00a091",
        "15405–91",
        "15405−91",
        "15405、91",
        "\ufeff15405,91",
        "15405,\u200b91",
        "１５４０５，９１",
        "１５４０５。９１",
        "'15405,91",
        "’１５４０５，９１ ",
        "“15405,91”",
    ],
)
def test_every_usual_spelling_prints_the_one_canonical_number(apollo: Scheme, written: str) -> None:
    number = apollo.parse(written)
    assert number.canonical == str(number) == "15405,91"
    assert (number.family, number.rest, number.series, number.serial) == ("15405", ",91", "ordinary", 91)
    assert (number.scheme, number.scope) == ("apollo", "15405")


def test_a_generic_has_no_serial_and_no_rest(apollo: Scheme) -> None:
    number = apollo.parse("15405")
    assert (number.canonical, number.family, number.rest) == ("15405", "15405", "")
    assert (number.series, number.serial, number.scope) == ("", None, "")


@pytest.mark.parametrize("written", [",91", ", 91", "，９１", "',91", ".91", "-91"])
def test_a_split_in_context_takes_the_family_of_the_context(apollo: Scheme, written: str) -> None:
    assert apollo.parse(written, apollo.parse("15405,7")) == apollo.parse("15405,91")


def test_a_full_number_does_not_ask_the_context(apollo: Scheme) -> None:
    assert apollo.parse("10084", apollo.parse("15405,7")).canonical == "10084"


def test_a_split_without_a_family_is_refused(apollo: Scheme, plain: Scheme) -> None:
    assert refused(apollo, ",91").key == "number.needs_family"
    assert refused(apollo, ",91", plain.parse("15405")).key == "number.needs_family"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("", "number.empty"),
        (" \u00a0\ufeff ", "number.empty"),
        ("1" * 501, "number.too_long"),
        ("15405\x00", "number.unprintable"),
        ("15058,1²", "number.raised"),
        ("6,012", "number.not_in_scheme"),
        ("1540", "number.not_in_scheme"),
        ("154055", "number.not_in_scheme"),
        ("15405,12345", "number.not_in_scheme"),
        ("15405,A", "number.not_in_scheme"),
        ("١٥٤٠٥", "number.not_in_scheme"),
        ("15003,012", "number.leading_zero"),
        ("15003,00", "number.leading_zero"),
        ("15405,", "number.stray_sign"),
        ("15405,,91", "number.stray_sign"),
        ("15405,91*", "number.stray_sign"),
        ("15498,46-50", "number.several"),
        ("15565,1/2", "number.several"),
        ("72235-72238", "number.several"),
        ("72275 & 72276", "number.several"),
        ("15498,46-12", "number.not_in_scheme"),
        ("15535,46.0", "number.not_in_scheme"),
    ],
)
def test_what_is_no_number_is_refused_with_its_reason(apollo: Scheme, written: str, key: str) -> None:
    assert refused(apollo, written).key == key


def test_the_slip_6_comma_012_becomes_no_number_in_any_context(apollo: Scheme) -> None:
    parent = apollo.parse("15003")
    assert refused(apollo, "6,012", parent).key == "number.not_in_scheme"
    for written in (",6,012", "15003,6,012"):
        refusal = refused(apollo, written, parent)
        assert refusal.key == "number.stray_sign"
        assert refusal.facts == {"text": "15003,6,012", "reading": "15003,6012"}


def test_a_zero_split_is_told_from_other_numbers(apollo: Scheme) -> None:
    assert apollo.is_zero_split(apollo.parse("14321,0"))
    assert apollo.is_zero_split(apollo.parse("10001.0"))
    assert not apollo.is_zero_split(apollo.parse("14321"))
    assert not apollo.is_zero_split(apollo.parse("14321,10"))


def test_a_generic_is_found_by_its_zero_split_too(apollo: Scheme) -> None:
    assert apollo.spellings(apollo.parse("14321")) == ("14321", "14321,0")
    assert apollo.spellings(apollo.parse("14321,0")) == ("14321,0",)
    assert apollo.spellings(apollo.parse("14321-1083")) == ("14321,1083",)


@pytest.mark.parametrize("value", [10001, 10001.0, Decimal("10001.0"), "10001", " 10001 "])
def test_a_whole_numeric_cell_is_the_generic(apollo: Scheme, value: object) -> None:
    assert apollo.parse_cell(value) == apollo.parse("10001")


def test_a_text_cell_is_read_as_written(apollo: Scheme) -> None:
    assert apollo.parse_cell("15405.10").canonical == "15405,10"
    assert apollo.parse_cell(",7", apollo.parse("15405")).canonical == "15405,7"


@pytest.mark.parametrize("value", [15405.1, Decimal("15405.1")])
def test_a_numeric_cell_with_a_fraction_is_never_guessed(apollo: Scheme, value: object) -> None:
    with pytest.raises(NumberTextError) as refusal:
        apollo.parse_cell(value)
    assert refusal.value.key == "number.cell_fraction"
    assert refusal.value.facts["readings"] == "15405,1; 15405,10; 15405,100; 15405,1000"


def test_a_new_split_is_numbered_after_the_highest_ever_used_in_its_series(apollo: Scheme) -> None:
    generic = apollo.parse("10084")
    assert apollo.next_number(generic, "ordinary", None).canonical == "10084,1"
    assert apollo.next_number(generic, "ordinary", 0).canonical == "10084,1"
    assert apollo.next_number(generic, "ordinary", 2078).canonical == "10084,2079"
    assert apollo.next_number(generic, "sections", None).canonical == "10084,6000"
    assert apollo.next_number(generic, "high", 9024).canonical == "10084,9025"


def test_a_daughter_of_a_split_is_counted_in_the_family(apollo: Scheme) -> None:
    split = apollo.parse("14321,37")
    assert apollo.next_number(split, "ordinary", 1082).canonical == "14321,1083"
    assert apollo.counting_scope(split, "ordinary") == "14321"


def test_the_series_of_a_number_follows_from_its_serial(apollo: Scheme) -> None:
    series = {text: apollo.parse(text).series for text in ("15003,0", "15003,5999", "15003,6000", "10084,9024")}
    assert list(series.values()) == ["ordinary", "ordinary", "sections", "high"]
    offered = apollo.series_of(apollo.parse("15003"))
    assert [one.code for one in offered] == ["ordinary", "sections", "high"]
    assert [(one.first, one.last) for one in offered] == [(1, 5999), (6000, 8999), (9000, 9999)]
    assert all(one.counted_as == one.code and one.label_key for one in offered)


def test_a_full_or_unknown_series_is_refused(apollo: Scheme) -> None:
    generic = apollo.parse("10084")
    with pytest.raises(NumberTextError) as full:
        apollo.next_number(generic, "ordinary", 5999)
    assert full.value.key == "number.series_full"
    assert full.value.facts == {"series": "ordinary", "scope": "10084", "last": 5999}
    with pytest.raises(NumberTextError) as unknown:
        apollo.next_number(generic, "butts", None)
    assert unknown.value.key == "number.series_not_here"


def test_a_number_of_another_scheme_is_refused(apollo: Scheme, plain: Scheme) -> None:
    with pytest.raises(NumberTextError) as refusal:
        apollo.series_of(plain.parse("15405"))
    assert refusal.value.key == "number.other_scheme"


def test_the_parent_hint_of_a_split_is_its_generic(apollo: Scheme) -> None:
    assert apollo.parent_hint(apollo.parse("15405,91")) == apollo.parse("15405")
    assert apollo.parent_hint(apollo.parse("15405")) is None


def hints(scheme: Scheme, text: str) -> dict[str, str]:
    return {hint.key.removeprefix("number.hint."): hint.value for hint in scheme.decode(scheme.parse(text))}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("10001", {"mission": "Apollo 11"}),
        ("10002", {"mission": "Apollo 11", "whole_soil": ""}),
        ("10005", {"mission": "Apollo 11", "core_tube": ""}),
        ("10999", {"mission": "Apollo 11"}),
        ("10084,251", {"mission": "Apollo 11", "size": "< 1 mm", "soil": ""}),
        ("10085", {"mission": "Apollo 11", "coarse_fines": ""}),
        ("10086", {"mission": "Apollo 11", "organic_reserve": ""}),
        ("12023", {"mission": "Apollo 12", "special_container": ""}),
        ("12070", {"mission": "Apollo 12"}),
        ("14001", {"mission": "Apollo 14", "size": "2-4 mm", "soil": ""}),
        ("14002", {"mission": "Apollo 14", "size": "1-2 mm", "soil": ""}),
        ("14003", {"mission": "Apollo 14", "size": "< 1 mm", "soil": ""}),
        ("14004", {"mission": "Apollo 14", "size": "4-10 mm", "soil": ""}),
        ("14005", {"mission": "Apollo 14", "whole_soil": ""}),
        ("14006", {"mission": "Apollo 14", "size": "> 10 mm", "soil": ""}),
        ("14149", {"mission": "Apollo 14"}),
        ("14321", {"mission": "Apollo 14"}),
        ("15003", {"mission": "Apollo 15", "drill_segment": "3"}),
        ("15404", {"mission": "Apollo 15", "size": "4-10 mm", "soil": ""}),
        ("15405", {"mission": "Apollo 15", "size": "> 10 mm", "rock": ""}),
        ("15008", {"mission": "Apollo 15", "core_tube": ""}),
        ("15014", {"mission": "Apollo 15", "special_container": ""}),
        ("15382", {"mission": "Apollo 15"}),
        ("15614", {"mission": "Apollo 15"}),
        ("61500", {"mission": "Apollo 16", "station": "1", "whole_soil": ""}),
        ("63321", {"mission": "Apollo 16", "station": "13", "size": "< 1 mm", "soil": ""}),
        ("67015", {"mission": "Apollo 16", "station": "11", "size": "> 10 mm", "rock": ""}),
        ("60015", {"mission": "Apollo 16", "station": "LM/ALSEP", "size": "> 10 mm", "rock": ""}),
        ("60007", {"mission": "Apollo 16", "station": "LM/ALSEP", "drill_segment": "7"}),
        ("60010", {"mission": "Apollo 16", "station": "LM/ALSEP", "core_tube": ""}),
        ("68002", {"mission": "Apollo 16", "station": "8", "core_tube": ""}),
        ("70215", {"mission": "Apollo 17", "station": "LM/ALSEP", "size": "> 10 mm", "rock": ""}),
        ("70009", {"mission": "Apollo 17", "station": "LM/ALSEP", "drill_segment": "9"}),
        ("70315", {"mission": "Apollo 17", "station": "LRV-12", "size": "> 10 mm", "rock": ""}),
        ("72135", {"mission": "Apollo 17", "station": "LRV-1", "size": "> 10 mm", "rock": ""}),
        ("74111", {"mission": "Apollo 17", "station": "LRV-5", "size": "< 1 mm", "soil": ""}),
        ("74220", {"mission": "Apollo 17", "station": "4", "whole_soil": ""}),
        ("76001", {"mission": "Apollo 17", "station": "6", "core_tube": ""}),
        ("79002", {"mission": "Apollo 17", "station": "9", "core_tube": ""}),
        ("10000", {}),
        ("10100", {}),
        ("13001", {}),
        ("24077", {}),
        ("24999", {}),
    ],
)
def test_digits_are_decoded_by_mission(apollo: Scheme, written: str, expected: dict[str, str]) -> None:
    assert hints(apollo, written) == expected


def test_the_hinted_mission_is_that_of_every_catalogue_row(apollo: Scheme, shared_data: Path) -> None:
    with (shared_data / "rocksamples.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2229
    numbers = [apollo.parse_cell(row["ID"]) for row in rows]
    assert len({number.canonical for number in numbers}) == 2229
    wrong = [row["ID"] for row in rows if hints(apollo, row["ID"])["mission"].replace(" ", "") != row["Mission"]]
    assert not wrong


def test_the_hinted_size_disagrees_with_few_catalogued_soils_of_apollo_15_to_17(
    apollo: Scheme, shared_data: Path
) -> None:
    with (shared_data / "rocksamples.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Mission"] in {"Apollo15", "Apollo16", "Apollo17"}]
    sieved = [row for row in rows if row["Type"] == "Soil" and row["Subtype"].lower() != "unsieved"]
    assert len(sieved) > 500
    odd = {row["ID"] for row in sieved if _size(apollo, row["ID"]) != row["Subtype"]}
    # 67600 is catalogued as 4-10 mm although its last digit says the whole soil.
    assert odd == {"67600"}


def test_the_hinted_type_is_that_of_the_catalogue(apollo: Scheme, shared_data: Path) -> None:
    rock = {"Basalt", "Breccia", "Crustal"}
    fits = {"rock": rock, "soil": {"Soil"}, "core_tube": {"Core"}, "drill_segment": {"Core"}}
    with (shared_data / "rocksamples.csv").open(encoding="utf-8-sig", newline="") as file:
        told = [(row, hints(apollo, row["ID"]).keys() & fits.keys()) for row in csv.DictReader(file)]
    assert sum(bool(kinds) for _, kinds in told) > 1_600
    assert not [row["ID"] for row, kinds in told for kind in kinds if row["Type"] not in fits[kind]]
    assert not [row["ID"] for row, kinds in told if row["Type"] == "Core" and not kinds]


def test_the_hinted_station_differs_from_the_recorded_one_only_where_the_lists_name_it_otherwise(
    apollo: Scheme, shared_data: Path
) -> None:
    """The service calls the landing site 10, LM, SEP or ALSEP, and books rover stops under the next station."""
    with (shared_data / "lunarsoil_out_prepare.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["GENERIC"] and row["STATION"]]
    pairs = [(hints(apollo, row["GENERIC"]).get("station"), row["STATION"]) for row in rows]
    told = [(hinted, recorded) for hinted, recorded in pairs if hinted]
    other = [
        (hinted, recorded)
        for hinted, recorded in told
        if hinted != recorded and hinted != "LM/ALSEP" and not hinted.startswith("LRV-")
    ]
    assert len(told) > 400
    assert set(other) == {("1", "1A"), ("3", "2A")}


def test_a_number_is_read_behind_the_words_people_write_before_it(apollo: Scheme) -> None:
    for written in ("Apollo 15 lunar sample number 15405,91", "sample 15405, 91", "ROCK 15405-91"):
        assert apollo.parse(written).canonical == "15405,91"
    for written in ("sample", "sample ,91", "Apollo 15", "specimen 15405"):
        with pytest.raises(NumberTextError):
            apollo.parse(written)


def test_every_split_on_display_is_read_as_its_list_prints_it(apollo: Scheme, shared_data: Path) -> None:
    with (shared_data / "lunar_display_loans.csv").open(encoding="utf-8-sig", newline="") as file:
        printed = [text for row in csv.DictReader(file) for text in row["on display (as printed)"].split(" / ")]
    plain = [text for text in printed if "Surveyor Scoop" not in text]
    assert len(plain) == len(printed) - 1 == 80
    assert all(apollo.parse(text).rest for text in plain)


def _size(scheme: Scheme, text: str) -> str:
    return hints(scheme, text).get("size", "").replace(" mm", "mm").replace("< ", "<")


def test_the_splits_of_the_thin_section_list_parse_in_the_context_of_their_generic(
    apollo: Scheme, shared_data: Path
) -> None:
    with (shared_data / "jsc_thin_section_splits.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = {apollo.parse(f",{row['SPECIFIC']}", apollo.parse(row["GENERIC"])) for row in rows}
    assert len(numbers) == len(rows) == 175
