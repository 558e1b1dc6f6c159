from pathlib import Path

from lunarcurator.exchange.marks import SheetMarks
from lunarcurator.exchange.reading import read_book

from tests.exchange.making import CONTENT_TYPES, RELATIONS, ROOT, WORKBOOK, sheet_xml, zipped


def test_a_workbook_with_macros_is_read_by_its_stored_values_and_never_run(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1" t="str"><f>MacroThatMustNotRun()</f><v>as stored</v></c></row>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": sheet_xml(cells),
        "xl/vbaProject.bin": bytes(range(256)) * 40,
    }
    book = read_book(zipped(tmp_path / "a.xlsm", parts))
    assert [row.cells for row in book.sheets[0].rows()] == [("as stored",)]
    assert book.sheets[0].marks() == SheetMarks()
