from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.exchange.book import Book
from lunarcurator.exchange.cells import NumberCell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.pasted import read_pasted
from lunarcurator.exchange.reading import read_book

from tests.exchange.making import zipped

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


def test_a_placemark_says_in_which_folders_it_lies_and_when_it_was(kept: Callable[[str, str], Path]) -> None:
    mark = (
        "<Placemark><name>{0}</name><address>Road 1</address><styleUrl>#s</styleUrl><TimeSpan><begin>1978</begin>"
        "</TimeSpan><Point><coordinates>\n  1.5,2.5,0\n</coordinates></Point></Placemark>"
    )
    north = f"<Folder><name>North</name>{mark.format('Hall A')}</Folder>"
    text = f"<Folder><name>Lands</name>{north}{mark.format('Hall B')}</Folder>"
    text += f"<Folder>{mark.format('Hall C')}</Folder>"
    assert cells(read_book(kept("venues.kml", KML.format(text)))) == [
        ("name", "description", "longitude", "latitude", "altitude", "folder", "address", "begin"),
        ("Hall A", None, "1.5", "2.5", "0", "Lands / North", "Road 1", "1978"),
        ("Hall B", None, "1.5", "2.5", "0", "Lands", "Road 1", "1978"),
        ("Hall C", None, "1.5", "2.5", "0", None, "Road 1", "1978"),
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


def test_a_packed_kml_file_is_read_and_other_archives_are_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "venues.kmz", {"files/icon.png": b"\x89PNG", "doc.kml": KML.format(POINT)})
    book = read_book(path)
    assert (book.kind, book.name, cells(book)[1][0]) == ("kml", "venues.kmz", "Hall A")
    with pytest.raises(SheetError) as refused:
        read_book(zipped(tmp_path / "lists.zip", {"a.csv": "ID\n10017\n"}))
    assert refused.value.key == "sheet.is_archive"


def test_json_comes_as_one_sheet_for_each_kind_of_object(kept: Callable[[str, str], Path]) -> None:
    text = '{"A 1": {"detail": {"id": 7, "kg": 1.50}, "parts": ["x", "y"], "deep": [[{"n": null}]]}}'
    book = read_book(kept("found.json", text))
    assert {sheet.name: [row.cells for row in sheet.rows()] for sheet in book.sheets} == {
        "detail": [("of", "id", "kg"), ("A 1", 7, NumberCell("1.5", "1.50"))],
        "parts": [("of", "parts"), ("A 1", "x"), ("A 1", "y")],
        "deep": [("of", "n"), ("A 1", None)],
    }


def sheets(book: Book) -> dict[str, list[tuple[object, ...]]]:
    return {sheet.name: [row.cells for row in sheet.rows()] for sheet in book.sheets}


def test_what_a_json_record_has_once_stands_in_its_row_and_what_it_has_often_says_whose_it_is(
    kept: Callable[[str, str], Path],
) -> None:
    text = """[{"id": 7, "name": "A", "place": {"lat": 1, "at": {"city": "B"}}, "tags": ["x", null, "y"],
        "none": [], "parts": [{"no": 1, "kg": 2}, "loose", null, ["z"]], "shelf": {"s": {"n": 1}}},
        {"name": null, "parts": [{"no": 2}, "lost"]}]"""
    found = sheets(read_book(kept("found.json", text)))
    assert found["found"] == [
        ("id", "name", "place / lat", "place / at / city", "tags", "none"),
        (7, "A", 1, "B", "x; y", None),
        (None, None, None, None, None, None),
    ]
    assert found["parts"] == [
        ("of", "no", "kg", "parts"),
        ("7", 1, 2, None),
        ("7", None, None, "loose"),
        ("7", None, None, "z"),
        (None, 2, None, None),
        ("", None, None, "lost"),
    ]
    assert found["shelf"] == [("of", "n"), ("s", 1)]


def test_json_whose_keys_name_its_records_keeps_them(kept: Callable[[str, str], Path]) -> None:
    book = read_book(kept("found.json", '{"10017": {"g": 1, "no": "x"}, "10018": {"g": 2, "no": "10018"}}'))
    assert sheets(book) == {"found": [("of", "g", "no"), ("10017", 1, "x"), (None, 2, "10018")]}


def test_json_may_be_one_object_on_each_line(kept: Callable[[str, str], Path]) -> None:
    book = read_book(kept("lines.json", '{"id": "A", "g": 1.50}\n\n{"id": "B"}\n'))
    assert sheets(book) == {"lines": [("id", "g"), ("A", NumberCell("1.5", "1.50")), ("B", None)]}
    with pytest.raises(SheetError):
        read_book(kept("lines.json", '{"id": "A"}\n{"id": '))


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
