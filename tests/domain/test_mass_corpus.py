import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.mass_text import MassTextError, find_masses, find_unread_masses, parse_mass


def cells(path: Path, column: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


@pytest.fixture
def mass_strings(shared_data: Path) -> list[str]:
    return cells(shared_data / "lsc_mass_strings.csv", "text as printed")


@pytest.fixture
def headings(shared_data: Path) -> list[str]:
    return cells(shared_data / "lsc_sample_headings.csv", "heading")


def counted(texts: list[str]) -> Counter[str]:
    return Counter(("none", "one", "several")[min(len(find_masses(text)), 2)] for text in texts)


def unread(texts: list[str]) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        for mass in find_unread_masses(text):
            reasons[mass.key].append(text)
    return dict(reasons)


def refused_cells(texts: list[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        try:
            parse_mass(text)
        except MassTextError as refusal:
            yield refusal.key, text


def tell(title: str, reasons: dict[str, list[str]]) -> None:
    print(f"\n{title}")
    for key, texts in sorted(reasons.items()):
        print(f"  {key}: {len(texts)}")
        for text in texts:
            print(f"    {text}")


def test_short_cells_of_the_compendium_are_read(mass_strings: list[str]) -> None:
    tell("Short cells: what has a unit and is no mass", unread(mass_strings))
    assert counted(mass_strings) == {"one": 250, "several": 23, "none": 2}
    assert unread(mass_strings) == {"mass.text_label": ["151G", "57G"]}


def test_short_cells_that_are_more_than_one_mass_are_refused(mass_strings: list[str]) -> None:
    reasons: dict[str, list[str]] = defaultdict(list)
    for key, text in refused_cells(mass_strings):
        reasons[key].append(text)
    tell("Short cells: what is not one mass and nothing else", reasons)
    assert len(mass_strings) - sum(map(len, reasons.values())) == 81
    assert {key: len(texts) for key, texts in reasons.items()} == {
        "mass.text_not_alone": 171,
        "mass.text_several": 23,
    }


def test_headings_of_the_compendium_are_read(headings: list[str]) -> None:
    tell("Headings: what has a unit and is no mass", unread(headings))
    silent = [text for text in headings if not find_masses(text) and not find_unread_masses(text)]
    tell("Headings: no mass in them", {"none": silent})
    assert counted(headings) == {"one": 460, "several": 44, "none": 363}
    assert len(silent) == 361
    assert not [text for text in silent if "gram" in text]
    assert [len(texts) for texts in unread(headings).values()] == [2]
    assert set(unread(headings)) == {"mass.text_comma"}
