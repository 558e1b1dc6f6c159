"""Placemarks of maps that programs made from tables have their names among their data."""

from pathlib import Path

import pytest
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.reading import read_book

MAP = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'


def placemark(name: str = "", **data: str) -> str:
    told = "".join(f'<SimpleData name="{key}">{value}</SimpleData>' for key, value in data.items())
    own = f"<name>{name}</name>" if name else ""
    point = "<Point><coordinates>10,48,0</coordinates></Point>"
    schema = f"<ExtendedData><SchemaData>{told}</SchemaData></ExtendedData>"
    return f"<Placemark>{own}{schema}{point}</Placemark>"


def names(tmp_path: Path, *placemarks: str) -> list[Cell]:
    path = tmp_path / "map.kml"
    path.write_text(MAP.format("".join(placemarks)), encoding="utf-8")
    return [row.cells[0] for row in read_book(path).sheets[0].rows()][1:]


def test_a_datum_for_it_names_placemarks_without_names(tmp_path: Path) -> None:
    assert names(tmp_path, placemark(kind="hall", Site="Hall A"), placemark(Site="Hall B")) == ["Hall A", "Hall B"]


@pytest.mark.parametrize(
    "placemarks",
    [
        (placemark("Hall", site="A"), placemark(site="B")),
        (placemark(site="A"), placemark(kind="hall")),
        (placemark(kind="hall"), placemark(kind="yard")),
    ],
)
def test_names_of_their_own_and_data_that_name_not_all_stay_as_they_are(
    tmp_path: Path, placemarks: tuple[str, str]
) -> None:
    assert names(tmp_path, *placemarks)[1] is None
