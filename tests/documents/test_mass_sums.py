"""The sum of a column of masses says no more than is known of its cells, in every place where one stands."""

import csv
import io
from pathlib import Path

import pytest
from lunarcurator.documents.csv_renderer import render_csv
from lunarcurator.documents.grouping import grouped
from lunarcurator.documents.html_renderer import render_html
from lunarcurator.documents.mass_sums import MassSum
from lunarcurator.documents.model import Column, ColumnKind, Document, MassFigure, NoMass, NominalFigure, Value
from lunarcurator.documents.reports.about import Circumstances
from lunarcurator.documents.reports.listing import listing
from lunarcurator.documents.xlsx_renderer import render_xlsx
from lunarcurator.domain.known_mass import Bound
from openpyxl import load_workbook

EXACT, ABOUT = MassFigure(777_000, 1_000), MassFigure(840_000, 10_000, about=True)
MOST = MassFigure(650_020, 10, bound=Bound.AT_MOST)
LEAST = MassFigure(500_000, 1_000, bound=Bound.AT_LEAST)
PLANNED = NominalFigure(5_000)
SUMS: list[tuple[tuple[Value, ...], str]] = [
    ((EXACT, EXACT), "1.554"),
    ((EXACT, 223_000), "1.000"),
    ((EXACT, ABOUT), "~1.617"),
    ((EXACT, MOST), "≤\u20091.42702"),
    ((EXACT, None), "≥\u20090.777"),
    ((EXACT, "not weighed"), "≥\u20090.777"),
    ((EXACT, NoMass("")), "0.777"),
    ((EXACT, LEAST), "≥\u20091.277"),
    ((EXACT, ABOUT, None), "≥\u2009~1.617"),
    ((EXACT, ABOUT, MOST, None), "≥\u2009~1.61700"),
    ((MOST, None), ""),
    ((None, None), ""),
    ((MOST,), "≤\u20090.65002"),
    ((EXACT, PLANNED), "≥\u20090.777"),
    ((PLANNED,), ""),
]
"""Cells of a column of masses in g, and what they add up to; "" where nobody knows."""


def say(key: str, facts: object = None, /) -> str:
    return f"{key} {facts}" if facts else key


def _is_known(cell: Value) -> bool:
    return isinstance(cell, MassFigure | int) and not isinstance(cell, NominalFigure)


def made(cells: tuple[Value, ...]) -> Document:
    columns = (Column("who", "Who"), Column("held", "Held", ColumnKind.MASS, "g"))
    told = Circumstances(store="s", who="w", when="d", as_of="d", sequence=1, digest="d", filters="")
    return listing("Holdings", columns, [("A", each) for each in cells], say, told, summed="held")


@pytest.mark.parametrize(("cells", "shown"), SUMS)
def test_the_sum_below_a_list_is_as_far_as_it_is_known(cells: tuple[Value, ...], shown: str) -> None:
    document = made(cells)
    (sheet,) = document.sheets
    assert len([*sheet.rows]) == len(cells)
    told = [*document.about][-1].value
    assert told.partition(";")[0] == (f"{shown} g" if shown else "mass.unknown")
    assert ("about.without_figure" in told) == any(not _is_known(each) for each in cells)


@pytest.mark.parametrize(("cells", "shown"), SUMS)
def test_the_sum_of_a_group_is_as_far_as_it_is_known(cells: tuple[Value, ...], shown: str) -> None:
    sums = grouped(made(cells), "who", say).sheets[1]
    stream = io.BytesIO()
    render_csv(Document("t", (sums,), (), made(cells).wording), stream)
    table = [*csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig")))]
    assert table[1][:3] == ["A", str(len(cells)), shown]


def test_a_mass_has_its_sign_in_every_kind_of_file(tmp_path: Path) -> None:
    cells = (EXACT, ABOUT, MOST, LEAST)
    signed = ["0.777", "~0.84", "≤\u20090.65002", "≥\u20090.500"]
    stream = io.BytesIO()
    render_csv(made(cells), stream)
    assert [row[1] for row in csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig")))][1:] == signed
    stream = io.BytesIO()
    render_html(made(cells), stream)
    assert all(each in stream.getvalue().decode() for each in signed)
    path = tmp_path / "list.xlsx"
    with path.open("wb") as file:
        render_xlsx(made(cells), file)
    sheets = load_workbook(path).worksheets
    found = [row[1] for sheet in sheets for row in sheet.iter_rows() if row[0].value == "A"]
    assert [each.value for each in found] == [0.777, 0.84, *signed[2:]]
    assert [each.number_format for each in found[:2]] == ["0.000", '"~"0.00']


def test_where_a_column_beside_says_how_masses_are_known_machines_read_the_digits_of_a_bound(
    tmp_path: Path,
) -> None:
    column = Column("mass", "Mass", ColumnKind.MASS, "g", known_by="quality")
    document = made(())
    told = Circumstances(store="s", who="w", when="d", as_of="d", sequence=1, digest="d", filters="")
    document = listing("Inventory", (column,), [(each,) for each in (ABOUT, MOST)], say, told)
    stream = io.BytesIO()
    render_csv(document, stream)
    assert stream.getvalue().decode("utf-8-sig").split()[2:] == ["~0.84", "0.65002"]


def test_nothing_adds_up_to_nothing_that_is_known() -> None:
    assert MassSum().figure is None
