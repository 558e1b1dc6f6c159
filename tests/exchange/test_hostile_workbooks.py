import os
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.reading import read_book
from openpyxl import Workbook

from tests.exchange.making import (
    MAIN,
    WORKBOOK,
    compound,
    number_record,
    ods,
    ods_gap,
    ods_row,
    ods_text,
    record,
    sheet_xml,
    with_declared_size,
    xls,
    xlsx,
    zipped,
)

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def read_all(path: Path, **options: object) -> None:
    for sheet in read_book(path, **options).sheets:
        for _ in sheet.rows():
            pass


def refused(path: Path, **options: object) -> str:
    with pytest.raises(SheetError) as caught:
        read_all(path, **options)
    return caught.value.key


CORNERS = {
    "as programs write it": '<row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "with attributes in another order": ONE + '<row r="9"><c s="0" r="XFD1048576"><v>1</v></c></row>',
    "with other quotes": ONE + "<row r='9'><c r='XFD1048576'><v>1</v></c></row>",
    "with an empty look": ONE + '<row r="9"><c r="XFD1048576" x="/>"><v>1</v></c></row>',
    "with entities": ONE + '<row r="9"><c r="&#88;FD1048576"><v>1</v></c></row>',
    "after a new line": ONE + '<row r="9"><c\nr="XFD1048576"><v>1</v></c></row>',
    "in a namespace": ONE + f'<x:row xmlns:x="{MAIN}"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
    "as text": ONE + '<row r="9"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
    "counted and not named": f"<row>{'<c><v>1</v></c>' * 16_000}</row>"
    + "<row/>" * 3000
    + "<row><c><v>1</v></c></row>",
}


@pytest.mark.parametrize("rows", CORNERS.values(), ids=CORNERS.keys())
def test_a_cell_in_the_last_corner_does_not_ask_for_half_a_terabyte(tmp_path: Path, rows: str) -> None:
    assert refused(xlsx(tmp_path / "a.xlsx", rows)) in ("sheet.too_many_columns", "sheet.too_many_cells")


def test_a_sheet_that_hides_in_another_encoding_is_measured_too(tmp_path: Path) -> None:
    sheet = '<?xml version="1.0" encoding="UTF-16"?>' + sheet_xml(CORNERS["as programs write it"])
    path = xlsx(tmp_path / "a.xlsx", xl__worksheets__sheet1=sheet.encode("utf-16"))
    assert refused(path) == "sheet.too_many_columns"


def test_a_sheet_that_is_called_a_picture_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ONE)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/picture.png", sheet_xml(CORNERS["as programs write it"]))
    assert refused(path) == "sheet.broken"


def test_a_decoy_workbook_does_not_hide_the_sheet_that_is_read(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ONE, other__sheet=sheet_xml(CORNERS["as programs write it"]))
    assert refused(path) == "sheet.too_many_columns"


def test_cells_that_are_only_coloured_do_not_count(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>')
    assert [row.cells for row in read_book(path).sheets[0].rows()] == [(1,)]


def test_a_long_and_wide_sheet_is_refused_by_its_area(tmp_path: Path) -> None:
    rows = ONE + '<row r="900000"><c r="ZZ900000"><v>1</v></c></row>'
    assert refused(xlsx(tmp_path / "a.xlsx", rows)) == "sheet.too_many_cells"


def test_ods_that_repeats_a_cell_a_million_times_is_refused(tmp_path: Path) -> None:
    table = f'<table:table table:name="T">{ods_row(ods_text("x", 1000), times=1_000_000)}</table:table>'
    assert refused(ods(tmp_path / "a.ods", table)) == "sheet.too_many_cells"
    wide = f'<table:table table:name="T">{ods_row(ods_gap(1_000_000), ods_text("x"))}</table:table>'
    assert refused(ods(tmp_path / "b.ods", wide)) == "sheet.too_many_columns"
    many = f'<table:table table:name="T">{ods_row(ods_text("x", 100), times=50_000)}</table:table>' * 3
    assert refused(ods(tmp_path / "c.ods", many)) == "sheet.too_many_cells"


def test_xls_whose_cells_lie_far_apart_is_refused(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", number_record(0, 0, 1), number_record(65_535, 255, 1))
    assert refused(path) == "sheet.too_many_cells"


def test_a_file_that_unpacks_to_a_thousand_times_its_size_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ONE, xl__sharedStrings=b" " * 40_000_000)
    assert path.stat().st_size < 100_000
    assert refused(path) == "sheet.zip_bomb"


def test_a_list_of_parts_that_lies_about_their_size_helps_nobody(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ONE, xl__sharedStrings=b"<sst>" + b"<si/>" * 1_000_000 + b"</sst>")
    with_declared_size(path, "xl/sharedStrings.xml", 100)
    assert refused(path, limits=Limits(unpacked_bytes=2_000_000)) == "sheet.zip_bomb"


def test_what_stands_behind_a_cell_written_unusually_is_counted_too(tmp_path: Path) -> None:
    unusual = "<row>" + "<c><v>1</v></c>" * 12 + "</row>"
    path = xlsx(tmp_path / "a.xlsx", unusual * 60_000)
    with_declared_size(path, "xl/worksheets/sheet1.xml", 100)
    assert refused(path, limits=Limits(unpacked_bytes=2_000_000)) == "sheet.zip_bomb"


def test_a_long_text_behind_a_cell_written_unusually_is_refused_too(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c></row>" * 9_000
    long = f'<row><c t="inlineStr"><is><t>{"x" * 2_000_000}</t></is></c></row>'
    assert refused(xlsx(tmp_path / "a.xlsx", rows + long)) == "sheet.cell_too_long"


def test_more_parts_than_a_workbook_has_are_refused(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {f"xl/{number}.xml": "<a/>" for number in range(5001)}
    assert refused(zipped(tmp_path / "a.xlsx", parts)) == "sheet.zip_bomb"


BOMB = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>'


@pytest.mark.parametrize("part", ["xl__workbook", "xl__sharedStrings", "xl__worksheets__sheet1", "docProps__core"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_in_any_part_is_refused_before_anything_reads_it(
    tmp_path: Path, part: str, encoding: str
) -> None:
    content = f'<?xml version="1.0" encoding="{encoding}"?>{BOMB}<sst><si><t>&lol2;</t></si></sst>'
    assert refused(xlsx(tmp_path / "a.xlsx", ONE, **{part: content.encode(encoding)})) == "sheet.has_doctype"


def test_a_document_type_in_ods_is_refused(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", "")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("styles.xml", f"{BOMB}<a/>")
    assert refused(path) == "sheet.has_doctype"


def test_a_cell_of_megabytes_is_refused(tmp_path: Path) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>{"x" * 1_000_000}</t></si></sst>'
    assert refused(xlsx(tmp_path / "a.xlsx", ONE, xl__sharedStrings=strings)) == "sheet.cell_too_long"


def test_password_protected_workbooks_are_said_to_be_so(tmp_path: Path) -> None:
    locked = tmp_path / "a.xlsx"
    locked.write_bytes(compound({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}))
    assert refused(locked) == "sheet.password"
    assert refused(xls(tmp_path / "a.xls", extra=record(0x002F, b"\x00" * 54))) == "sheet.password"
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    assert refused(ods(tmp_path / "a.ods", "", manifest)) == "sheet.password"


def test_a_zip_whose_parts_need_a_password_is_said_to_be_so(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ONE)
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(bytes(content))
    assert refused(path) == "sheet.password"


@pytest.mark.parametrize("cut", [5, 60, 400, 900])
def test_a_file_cut_short_is_said_to_be_damaged(tmp_path: Path, cut: int) -> None:
    path = xlsx(tmp_path / "a.xlsx", ONE)
    path.write_bytes(path.read_bytes()[:cut])
    assert refused(path) == "sheet.broken"
    old = xls(tmp_path / "a.xls", number_record(0, 0, 1))
    old.write_bytes(old.read_bytes()[: cut + 8])
    assert refused(old) == "sheet.broken"


def test_an_old_workbook_whose_sectors_run_in_a_circle_is_damaged(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", number_record(0, 0, 1))
    sound = path.read_bytes()
    table = int.from_bytes(sound[0x4C:0x50], "little") * 512 + 512
    path.write_bytes(sound[:table] + struct.pack("<II", 1, 0) + sound[table + 8 :])
    assert refused(path) == "sheet.broken"
    path.write_bytes(sound[:0x44] + struct.pack("<II", 0, 1) + sound[0x4C:])
    assert refused(path) == "sheet.broken"
    path.write_bytes(sound[:0x1E] + struct.pack("<H", 3) + sound[0x20:])
    assert refused(path) == "sheet.broken"


def test_two_parts_of_one_name_are_damage(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ONE)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/worksheets/SHEET1.xml", sheet_xml(CORNERS["as programs write it"]))
    assert refused(path) == "sheet.broken"


def test_a_list_of_sheets_beyond_reason_is_refused(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(200_000).hex()
    content = f"<workbook>{''.join(f'<x y="{noise[at : at + 400]}"/>' for at in range(0, 390_000, 10))}"
    path = xlsx(tmp_path / "a.xlsx", ONE, xl__workbook=content * 5)
    assert refused(path) in ("sheet.zip_bomb", "sheet.broken")


def test_other_files_in_the_same_wrapping_are_no_tables(tmp_path: Path) -> None:
    assert refused(zipped(tmp_path / "a.xlsx", {"a.txt": "x"})) == "sheet.is_archive"
    assert refused(zipped(tmp_path / "b.xlsb", {"xl/workbook.bin": "x"})) == "sheet.is_binary_workbook"
    whole = {"_rels/.rels": "x", "xl/workbook.bin": "x"}
    assert refused(zipped(tmp_path / "c.xlsb", whole)) == "sheet.is_binary_workbook"
    text = WORKBOOK.replace("workbook", "document").replace("sheets", "body").replace("sheet ", "p ")
    assert refused(xlsx(tmp_path / "b.xlsx", ONE, xl__workbook=text)) == "sheet.not_a_table"
    word = tmp_path / "a.doc"
    word.write_bytes(compound({"WordDocument": b"x"}))
    assert refused(word) == "sheet.not_a_table"


def test_a_workbook_whose_sheet_is_missing_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ONE)
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    del parts["xl/worksheets/sheet1.xml"]
    assert refused(zipped(path, parts)) == "sheet.broken"


def test_what_is_no_file_to_be_read_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path) == "file.is_folder"
    assert refused(tmp_path / "gone.xlsx") == "file.missing"
    assert refused(tmp_path / ("x" * 300)) == "file.name_too_long"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        assert refused(tmp_path / "pipe.csv") == "file.not_a_file"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_a_file_nobody_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n")
    path.chmod(0)
    script = (
        "import os, sys\nfrom pathlib import Path\n"
        "from lunarcurator.exchange.errors import SheetError\n"
        "from lunarcurator.exchange.reading import read_book\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "try: read_book(Path(sys.argv[1]))\nexcept SheetError as error: print(error.key)"
    )
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    told = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "file.no_permission"


def _sound_xlsx(path: Path) -> None:
    workbook = Workbook()
    for number in range(20):
        workbook.worksheets[0].append([f"15405,{number}", number / 8, "chip"])
    workbook.save(path)


def _sound_xls(path: Path) -> None:
    xls(path, *(number_record(row, 1, row / 8) for row in range(50)))


def _sound_ods(path: Path) -> None:
    ods(path, f'<table:table table:name="T">{ods_row(ods_text("x", 3), times=9)}</table:table>')


def test_parts_in_one_anothers_place_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    _sound_xlsx(path)
    with zipfile.ZipFile(path) as archive:
        first, second = archive.infolist()[:2]
    content = bytearray(path.read_bytes())
    listed = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    assert struct.unpack_from("<I", content, listed + 42) == (second.header_offset,)
    struct.pack_into("<I", content, listed + 42, first.header_offset)
    path.write_bytes(content)
    assert refused(path) == "sheet.broken"


CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8)


def changed(content: bytes, changes: list[tuple[int, int]]) -> bytes:
    altered = bytearray(content)
    for at, byte in changes:
        altered[at % len(altered)] = byte
    return bytes(altered)


@pytest.mark.parametrize("make", [_sound_xlsx, _sound_xls, _sound_ods])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_a_damaged_file_is_read_or_refused_and_never_ends_the_program(
    tmp_path: Path, make: Callable[[Path], None], changes: list[tuple[int, int]]
) -> None:
    path = tmp_path / "a.bin"
    make(path)
    path.write_bytes(changed(path.read_bytes(), changes))
    with suppress(SheetError):
        read_all(path)


@pytest.mark.parametrize("make", [_sound_xlsx, _sound_ods])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, which=st.integers(0, 100))
def test_a_damaged_part_of_a_sound_archive_is_read_or_refused(
    tmp_path: Path, make: Callable[[Path], None], changes: list[tuple[int, int]], which: int
) -> None:
    path = tmp_path / "a.bin"
    make(path)
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    part = sorted(parts)[which % len(parts)]
    parts[part] = changed(bytes(parts[part]), changes)  # type: ignore[arg-type]
    with suppress(SheetError):
        read_all(zipped(path, parts))
