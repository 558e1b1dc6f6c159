import zipfile
from pathlib import Path

import pytest
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.marks import Block
from lunarcurator.exchange.reading import read_book

from tests.exchange.making import ods, zipped

WIDE = ' table:style-name="y"'
CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p>{}</table:table-cell>'


def row(*cells: tuple[str, str, str], more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(CELL.format(*cell) for cell in cells)}</table:table-row>"


def sheet(*rows: str, name: str = "S") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def test_hidden_rows_merged_cells_and_comments_of_an_ods_sheet_are_read(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>weighed</text:p><text:p>twice</text:p></office:annotation>"
    empty = "<office:annotation><text:p> </text:p></office:annotation>"
    rows = (
        row(("", "ID", ""), (' table:number-columns-spanned="2"', "Place", "")),
        row(("", "10017", note), (' table:number-rows-spanned="2"', "Vault", empty)),
        row(("", "10018", ""), more=' table:visibility="filter" table:number-rows-repeated="2"'),
        row(("", "10020", ""), more=' table:visibility="collapse"'),
    )
    path = ods(tmp_path / "a.ods", sheet(*rows) + sheet(row(("", "x", note)), name="Other"))
    marks = read_book(path).sheets[0].marks()
    assert marks.hidden_rows == {3, 4, 5}
    assert marks.merged == (Block(1, 2, 1, 3), Block(2, 2, 3, 2))
    assert marks.comments == {(2, 1): "weighed twice"}
    assert read_book(path).sheets[1].marks().hidden_rows == frozenset()


def test_hidden_columns_of_an_ods_sheet_are_read(tmp_path: Path) -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>',
        '<table:table-column table:visibility="collapse"/>',
        '<table:table-column table:visibility="filter" table:number-columns-repeated="2"/>',
        "<table:table-column/>",
    )
    path = ods(tmp_path / "a.ods", sheet(*columns, row(("", "ID", ""))) + sheet(*columns[:1], name="Other"))
    assert [each.marks().hidden_columns for each in read_book(path).sheets] == [{3, 4, 5}, frozenset()]


@pytest.mark.parametrize("part", ["content.xml", "styles.xml"])
def test_an_ods_file_out_of_shape_is_refused(tmp_path: Path, part: str) -> None:
    broken = '<table:table-row table:number-rows-repeated="many"/>' if part == "content.xml" else ""
    path = ods(tmp_path / "a.ods", sheet(row(("", "ID", "")), broken))
    with zipfile.ZipFile(path, "a") as archive:
        if part == "styles.xml":
            archive.writestr(part, "<styles><no end")
    with pytest.raises(SheetError) as refused:
        read_book(path)
    assert refused.value.key == "sheet.broken"


def test_colours_and_strokes_of_an_ods_sheet_are_read_from_its_styles(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="y"><style:table-cell-properties fo:background-color="#FFFF00"/></style:style>'
        '<style:style style:name="w"><style:table-cell-properties fo:background-color="#ffffff"/></style:style>'
        '<style:style style:name="s"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="n"><style:text-properties style:text-line-through-style="none"/></style:style>'
    )
    rows = (
        row(("", "ID", ""), (' table:style-name="w"', "Place", "")),
        row((' table:style-name="s"', "10017", ""), (' table:style-name="y"', "Vault", "")),
        row((' table:style-name="n"', "10018", ""), (f"{WIDE} table:number-columns-repeated='9'", "", "")),
    )
    path = ods(tmp_path / "a.ods", sheet(*rows))
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        content = archive.read("content.xml").decode()
    head = f' xmlns:style="s" xmlns:fo="f"><office:automatic-styles>{styles}</office:automatic-styles>'
    parts["content.xml"] = content.replace(">", head, 1)
    marks = read_book(zipped(path, parts)).sheets[0].marks()
    assert (marks.coloured, marks.struck) == (3, {(2, 1)})
