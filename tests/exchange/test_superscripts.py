"""Signs that a workbook raises behind a figure are not glued to it."""

import zipfile
from pathlib import Path

import pytest
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.reading import read_book
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.exchange.making import MAIN, RELATION, RELATIONS, ROOT, WORKBOOK, sheet_xml, zipped

STRINGS = f'<Relationship Id="rId2" Type="{RELATION}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
RAISED = '<r><rPr><vertAlign val="superscript"/></rPr><t>{}</t></r>'


def cells(path: Path) -> list[tuple[Cell, ...]]:
    return [row.cells for row in read_book(path).sheets[0].rows()]


def test_a_raised_sign_within_a_cell_stays_a_sign_of_its_own(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Sample", "Mass (g)"])
    sheet["A2"] = CellRichText("15058,1", TextBlock(InlineFont(vertAlign="superscript"), "2"))
    sheet["B2"] = CellRichText("924", TextBlock(InlineFont(vertAlign="superscript"), "1, a"))
    sheet["B3"] = CellRichText("H", TextBlock(InlineFont(vertAlign="subscript"), "2"), "O")
    book.save(tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx") == [("Sample", "Mass (g)"), ("15058,1²", "924¹, ᵃ"), (None, "H2O")]


def shared(path: Path, strings: str, rows: str) -> Path:
    """Make an xlsx file whose sheet takes its texts from a table of texts."""
    content: dict[str, str | bytes] = {
        "_rels/.rels": ROOT,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS.replace("</Relationships>", STRINGS),
        "xl/worksheets/sheet1.xml": sheet_xml(rows),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }
    return zipped(path, content)


def test_texts_that_cells_share_are_looked_through_too(tmp_path: Path) -> None:
    strings = f"<si><t>9241</t></si><si><r><t>924</t></r>{RAISED.format(1)}<rPh><t>9</t></rPh></si>"
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"><v>1</v></c></row>'
        '<row><c t="s"><v>1</v></c><c><v>1</v></c></row>'
    )
    assert cells(shared(tmp_path / "a.xlsx", strings, rows)) == [("9241", "924¹", 1), ("924¹", 1, None)]


def test_texts_with_raised_signs_that_are_broken_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError) as refused:
        read_book(
            shared(tmp_path / "a.xlsx", f"<si>{RAISED.format(1)}", '<row r="1"><c r="A1"><v>1</v></c></row>')
        )
    assert refused.value.key == "sheet.broken"


def test_signs_in_entities_and_bytes_of_another_encoding_stay_as_they_are(tmp_path: Path) -> None:
    strings = f"<si><r><t>a &lt; b</t></r>{RAISED.format('1 &amp; 2')}</si>"
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert cells(shared(tmp_path / "a.xlsx", strings, row)) == [("a < b¹ & ²",)]
    book = shared(tmp_path / "b.xlsx", f"<si>{RAISED.format('1')}</si>", row)
    with zipfile.ZipFile(book) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/sharedStrings.xml"] = bytes(parts["xl/sharedStrings.xml"]).replace(b"<t>1", b"<t>\xb5")  # type: ignore[arg-type]
    with pytest.raises(SheetError) as refused:
        cells(zipped(book, parts))
    assert refused.value.key == "sheet.broken"


def test_a_sign_far_behind_a_cell_written_unusually_is_seen_too(tmp_path: Path) -> None:
    plain = '<row><c s="0" t="inlineStr"><is><t>a text that is long enough</t></is></c></row>' * 3_000
    raised = f'<row><c t="inlineStr"><is><r><t>924</t></r>{RAISED.format(1)}</is></c></row>'
    found = cells(shared(tmp_path / "a.xlsx", "<si><t>x</t></si>", plain + raised))
    assert (len(found), found[-1]) == (3_001, ("924¹",))
