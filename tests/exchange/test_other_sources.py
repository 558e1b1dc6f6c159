from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.exchange.book import Book
from lunarcurator.exchange.cells import NumberCell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.pasted import read_pasted
from lunarcurator.exchange.reading import read_book

KML = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>All</name>{}</Document></kml>'
POINT = (
    "<Placemark><name>Hall A</name><description><![CDATA[<br /> One<br/>Two <b>bold</b>]]></description>"
    '<ExtendedData><Data name="case"><value>7</value></Data></ExtendedData>'
    "<Point><coordinates> -86.65,34.71,0 </coordinates></Point></Placemark>"
)
LINE = "<Placemark><name>Way</name><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark>"


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[str, str], Path]:
    def keep(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return keep


def cells(book: Book) -> list[tuple[object, ...]]:
    return [row.cells for row in book.sheets[0].rows()]


def test_placemarks_come_as_rows_with_their_points_and_data(kept: Callable[[str, str], Path]) -> None:
    book = read_book(kept("venues.kml", KML.format(POINT + LINE)))
    assert book.kind == "kml"
    assert cells(book) == [
        ("name", "description", "longitude", "latitude", "altitude", "case", "coordinates"),
        ("Hall A", "One / Two bold", "-86.65", "34.71", "0", "7", None),
        ("Way", None, None, None, None, None, "1,2 3,4"),
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (KML.format("<Placemark><name>A</name>"), "sheet.broken"),
        (KML.format(""), "sheet.no_placemarks"),
        (
            '<!DOCTYPE kml [<!ENTITY a "aa">]><kml><Placemark><name>&a;</name></Placemark></kml>',
            "sheet.has_doctype",
        ),
        (KML.format(f"<Placemark><name>{'x' * 300_000}</name></Placemark>"), "sheet.cell_too_long"),
    ],
)
def test_a_kml_file_that_cannot_be_read_is_refused_with_a_sentence(
    kept: Callable[[str, str], Path], text: str, key: str
) -> None:
    with pytest.raises(SheetError) as refused:
        read_book(kept("venues.kml", text))
    assert refused.value.key == key


def test_a_kml_file_above_the_limits_is_refused(kept: Callable[[str, str], Path]) -> None:
    path = kept("venues.kml", KML.format(POINT * 3))
    for limits, key in (
        (Limits(rows=2), "sheet.too_many_rows"),
        (Limits(columns=0), "sheet.too_many_columns"),
        (Limits(workbook_bytes=100), "sheet.file_too_large"),
    ):
        with pytest.raises(SheetError) as refused:
            read_book(path, limits=limits)
        assert refused.value.key == key


def test_json_comes_as_one_sheet_for_each_kind_of_object(kept: Callable[[str, str], Path]) -> None:
    text = '{"A 1": {"detail": {"id": 7, "kg": 1.50}, "parts": ["x", "y"], "deep": [[{"n": null}]]}}'
    book = read_book(kept("found.json", text))
    assert {sheet.name: [row.cells for row in sheet.rows()] for sheet in book.sheets} == {
        "detail": [("id", "kg"), (7, NumberCell("1.5", "1.50"))],
        "parts": [("of", "parts"), ("A 1", "x"), ("A 1", "y")],
        "deep": [("n",), (None,)],
    }


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('{"a": [1, 2]', "sheet.broken"),
        ("[[1, 2]]", "sheet.is_json"),
        ("[" * 100_000 + '"a"' + "]" * 100_000, "sheet.broken"),
        ("[{" + ",".join(f'"k{at}": 1' for at in range(5_000)) + "}]", "sheet.too_many_columns"),
    ],
)
def test_json_that_holds_no_table_is_refused(kept: Callable[[str, str], Path], text: str, key: str) -> None:
    with pytest.raises(SheetError) as refused:
        read_book(kept("found.json", text))
    assert refused.value.key == key


def test_a_paste_is_parted_by_tabs_and_keeps_line_breaks_within_cells() -> None:
    book = read_pasted('ID\tRemarks\n10017\t"one\ntwo"\n\t x\n')
    assert (book.kind, book.name, book.delimiter) == ("clipboard", "clipboard", "\t")
    assert cells(book) == [("ID", "Remarks"), ("10017", "one\ntwo"), (None, " x")]
    assert read_pasted("a,b\n1,2").delimiter == ","


@pytest.mark.parametrize(
    ("text", "limits", "key"),
    [
        (" \n\t\n", Limits(), "sheet.empty_file"),
        ("a\tb\n" * 4, Limits(workbook_bytes=8), "sheet.file_too_large"),
        ("a\tb\n", Limits(columns=1), "sheet.too_many_columns"),
        ("a\tb\n" * 4, Limits(rows=3), "sheet.too_many_rows"),
        ("a\t" + "x" * 200_000, Limits(), "sheet.cell_too_long"),
    ],
)
def test_a_paste_above_the_limits_is_refused(text: str, limits: Limits, key: str) -> None:
    with pytest.raises(SheetError) as refused:
        list(read_pasted(text, limits).sheets[0].rows())
    assert refused.value.key == key
