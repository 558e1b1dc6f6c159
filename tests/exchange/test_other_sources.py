from pathlib import Path

import pytest
from lunarcurator.exchange.book import Book
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.text_book import read_pasted

from tests.exchange.making import zipped


def cells(book: Book) -> list[tuple[object, ...]]:
    return [row.cells for row in book.sheets[0].rows()]


def test_an_archive_without_a_workbook_is_refused(tmp_path: Path) -> None:
    for name, parts in (("lists.zip", {"a.csv": "ID\n10017\n"}), ("map.kmz", {"doc.kml": "<kml/>"})):
        with pytest.raises(SheetError) as refused:
            read_book(zipped(tmp_path / name, parts))
        assert refused.value.key == "sheet.is_archive"


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
