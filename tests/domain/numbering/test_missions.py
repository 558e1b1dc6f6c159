"""The tables of the other missions and collections, by the numbers their curators print."""

import csv
from pathlib import Path

import pytest
from lunarcurator.domain.numbering import NumberTextError, Scheme, usual_keys
from lunarcurator.domain.words_folding import number_key
from lunarcurator.services.schemes import Schemes

SCHEMES = Schemes.load()


def hints(scheme: Scheme, text: str) -> dict[str, str]:
    return {hint.key.removeprefix("number.hint."): hint.value for hint in scheme.decode(scheme.parse(text))}


def column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("code", "written", "printed"),
    [
        ("luna", "Luna21020", "21020"),
        ("luna", "Luna 20 22001, 7", "22001,7"),
        ("luna", "sample 24077-5", "24077,5"),
        ("luna_academy", "L 1627", "L1627"),
        ("luna_academy", "Л-2009", "L2009"),
        ("luna_academy", "Luna 16 L-1629,2", "L1629,2"),
        ("ryugu", "c0002", "C0002"),
        ("ryugu", "A0105–15", "A0105-15"),
        ("osiris_rex", "OREX-800088-108", "OREX-800088-108"),
        ("osiris_rex", "orex 803079", "OREX-803079-0"),
        ("antarctic", "ALHA77005", "ALHA 77005"),
        ("antarctic", "allan hills 84001,0", "ALH 84001,0"),
        ("antarctic", "Yamato 82192", "Y 82192"),
        ("antarctic", "GRA06157", "GRA 06157"),
        ("stardust", "C2126.3", "C2126,3"),
        ("stardust", "c2009n,1", "C2009N,1"),
        ("stardust", "cell C2027,2,69,1", "C2027,2,69,1"),
        ("cosmic_dust", "u2172", "U2172"),
        ("cosmic_dust", "w7029 b2", "W7029B2"),
    ],
)
def test_a_number_is_read_in_its_usual_spellings(code: str, written: str, printed: str) -> None:
    assert SCHEMES.get(code).parse(written).canonical == printed


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("luna", "23000"),
        ("luna", "15405"),
        ("luna", "Luna 24"),
        ("luna_academy", "L1527"),
        ("luna_academy", "21000"),
        ("ryugu", "D0001"),
        ("ryugu", "A001"),
        ("osiris_rex", "OREX-80010-0"),
        ("osiris_rex", "OREX-800107-012"),
        ("antarctic", "Dhofar 081"),
        ("antarctic", "ALH 84"),
        ("stardust", "C1126"),
        ("stardust", "FC4N0"),
        ("cosmic_dust", "U217"),
        ("cosmic_dust", "X2170"),
    ],
)
def test_what_is_no_number_of_the_scheme_is_refused(code: str, written: str) -> None:
    with pytest.raises(NumberTextError):
        SCHEMES.get(code).parse(written)


@pytest.mark.parametrize(
    ("code", "written", "expected"),
    [
        ("luna", "21000", {"mission": "Luna 16"}),
        ("luna", "22001,3", {"mission": "Luna 20"}),
        ("luna", "24077", {"mission": "Luna 24", "core_depth": "77 cm"}),
        ("luna", "24210", {"mission": "Luna 24", "core_depth": "210 cm"}),
        ("luna", "24999", {"mission": "Luna 24", "composite": ""}),
        ("luna", "24500", {"mission": "Luna 24"}),
        ("luna_academy", "L2015", {"mission": "Luna 20"}),
        ("ryugu", "A0105-15", {"mission": "Hayabusa2", "chamber": "A"}),
        ("osiris_rex", "OREX-800107", {"mission": "OSIRIS-REx", "parent_piece": ""}),
        ("osiris_rex", "OREX-800107-103", {"mission": "OSIRIS-REx", "split": "103"}),
        ("antarctic", "LAP 02205", {"area": "LaPaz Icefield", "season": "2002"}),
        ("antarctic", "ALHA 77005", {"area": "Allan Hills", "season": "1977"}),
        ("antarctic", "ZZZ 99001", {"season": "1999"}),
        ("stardust", "C2009", {"mission": "Stardust", "cometary_tray": "2", "aerogel_cell": "9"}),
        ("stardust", "I1061N,1", {"mission": "Stardust", "interstellar_tray": "1", "foil": "N"}),
        ("stardust", "FC4", {"mission": "Stardust", "loose_chip": ""}),
        ("cosmic_dust", "W7011", {"aircraft": "WB-57"}),
        ("cosmic_dust", "U2170A1", {"surface": "U2170", "aircraft": "U-2, ER-2"}),
    ],
)
def test_the_digits_hint_at_what_their_curators_say(code: str, written: str, expected: dict[str, str]) -> None:
    assert hints(SCHEMES.get(code), written) == expected


@pytest.mark.parametrize(
    ("code", "parent", "series", "highest", "expected"),
    [
        ("luna", "24077", "ordinary", 5, "24077,6"),
        ("luna", "24077", "sections", None, "24077,6000"),
        ("luna_academy", "L1627", "ordinary", None, "L1627,1"),
        ("ryugu", "A0105", "division", 15, "A0105-16"),
        ("osiris_rex", "OREX-800107-0", "ordinary", None, "OREX-800107-100"),
        ("osiris_rex", "OREX-800107-103", "ordinary", 183, "OREX-800107-184"),
        ("antarctic", "ALH 84001", "ordinary", 12, "ALH 84001,13"),
        ("stardust", "C2126", "ordinary", 0, "C2126,1"),
        ("stardust", "C2126,0", "ordinary", 34, "C2126,0,35"),
        ("stardust", "C2009N", "ordinary", None, "C2009N,1"),
        ("cosmic_dust", "U2170A1", "ordinary", None, "U2170A1,1"),
    ],
)
def test_the_next_number_follows_the_highest_of_its_series(
    code: str, parent: str, series: str, highest: int | None, expected: str
) -> None:
    scheme = SCHEMES.get(code)
    assert scheme.next_number(scheme.parse(parent), series, highest).canonical == expected


@pytest.mark.parametrize(
    ("code", "in_order"),
    [
        ("luna", ["21000", "21000,2", "21000,10", "22001", "24077", "24170"]),
        ("luna_academy", ["L1627", "L1629", "L2009", "L2009,2", "L2009,10"]),
        ("ryugu", ["A0001", "A0001-2", "A0001-10", "A0001-FIB", "A0002", "C0001"]),
        ("osiris_rex", ["OREX-500002-0", "OREX-800107-0", "OREX-800107-103", "OREX-800107-1000"]),
        ("antarctic", ["ALH 84001", "ALH 84001,2", "ALH 84001,10", "ALHA 77005", "MIL 05035", "MIL 090034"]),
        ("stardust", ["C2009", "C2009,2", "C2009,10", "C2009N", "C2126", "I1043", "FC4", "FC12"]),
        ("cosmic_dust", ["U2170", "U2170,1", "U2170A2", "U2170A10", "U2170B1", "U2172", "W7011"]),
    ],
)
def test_numbers_stand_in_natural_order(code: str, in_order: list[str]) -> None:
    keys = [SCHEMES.get(code).parse(text).sort_key for text in in_order]
    assert keys == sorted(keys)


def test_a_zero_split_is_its_whole_only_right_behind_it() -> None:
    stardust, antarctic = SCHEMES.get("stardust"), SCHEMES.get("antarctic")
    assert stardust.is_zero_split(stardust.parse("C2126,0"))
    assert antarctic.is_zero_split(antarctic.parse("ALH 84001,0"))
    for text in ("C2126,2,0", "C2009N,0", "C2126,10", "C2126"):
        assert not stardust.is_zero_split(stardust.parse(text))


@pytest.mark.parametrize(
    ("noted", "asked"),
    [
        ("L-1627", "L1627"),
        ("L 1627", "l-1627"),
        ("L1627", "Л 1627"),
        ("OREX800107,103", "OREX-800107-103"),
        ("ALHA77005", "Allan Hills A77005"),
        ("LAP 02 205", "LAP02205"),
        ("15405.91", "15405,91"),
        ("U2170 A1", "u2170a1"),
        ("'L-1627", "L1627"),
    ],
)
def test_a_name_noted_in_one_spelling_is_found_by_another(noted: str, asked: str) -> None:
    assert {number_key(noted), *usual_keys(noted, SCHEMES)} & set(usual_keys(asked, SCHEMES))


def test_the_soil_list_names_luna_samples_as_the_scheme_reads_them(shared_data: Path) -> None:
    luna = SCHEMES.get("luna")
    named = [
        text
        for name in ("lunarsoil_out_prepare.csv", "lunarsoil_final_out.csv")
        for text in column(shared_data / name, "id")
        if text.startswith("Luna2")
    ]
    assert [luna.parse(text).canonical for text in named] == ["21020", "24170"] * 2


def test_every_antarctic_lunar_meteorite_is_read_by_its_published_name(shared_data: Path) -> None:
    antarctic = SCHEMES.get("antarctic")
    published = column(shared_data / "lunar_meteorites_landings_subset.csv", "name")
    with (shared_data / "lunar_meteorites_landings_subset.csv").open(encoding="utf-8-sig", newline="") as file:
        frozen = [row["name"] for row in csv.DictReader(file) if row["reclat"] and float(row["reclat"]) < -60]
    numbers = [antarctic.parse(name) for name in frozen]
    assert len({number.canonical for number in numbers}) == len(frozen) > 20
    assert all(hints(antarctic, number.canonical).get("area") for number in numbers)
    elsewhere = [name for name in published if name.startswith(("Dhofar", "Northwest Africa", "Dar al Gani"))]
    for name in elsewhere:
        with pytest.raises(NumberTextError):
            antarctic.parse(name)
