import errno
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.errors import SheetError, sheet_error_from
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.reading import read_book

from tests.plain_tables import find_table


def rows(path: Path, **options: object) -> list[Row]:
    (sheet,) = read_book(path, **options).sheets
    return list(sheet.rows())


def cells(path: Path, **options: object) -> list[tuple[object, ...]]:
    return [row.cells for row in rows(path, **options)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(file: Path, delimiter: str) -> None:
    file.write_text(f"number{delimiter}mass{delimiter}form\n15405{delimiter}5629{delimiter}chip\n")
    book = read_book(file)
    assert book.delimiter == delimiter
    assert [row.cells for row in book.sheets[0].rows()] == [
        ("number", "mass", "form"),
        ("15405", "5629", "chip"),
    ]


def test_semicolons_part_columns_where_commas_are_decimal(file: Path) -> None:
    file.write_text("number;mass;rest\n15405;1,5;0,2\n15415;2,5;0,1\n")
    assert cells(file)[1] == ("15405", "1,5", "0,2")


def test_bars_part_columns_where_cells_hold_json(file: Path) -> None:
    file.write_text('name|size|other\nA|0.9; 146|{"a": 1, "b": [2, 3]}\nB|1; 20|{"a": 1, "c": "x, y, z"}\n')
    assert cells(file)[1] == ("A", "0.9; 146", '{"a": 1, "b": [2, 3]}')


def test_a_list_of_one_column_is_a_table(file: Path) -> None:
    file.write_text("number\n15405\n15415\n")
    assert cells(file) == [("number",), ("15405",), ("15415",)]


def test_a_line_that_only_names_the_delimiter_stands_above_the_table(file: Path) -> None:
    file.write_text("sep=;\nnumber;mass\n15405,91;1\n")
    assert rows(file)[1:] == [Row(2, ("number", "mass")), Row(3, ("15405,91", "1"))]


def test_a_person_may_name_the_delimiter(file: Path) -> None:
    file.write_text("a b\nc d\n")
    assert cells(file, delimiter=" ") == [("a", "b"), ("c", "d")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_the_byte_order_mark_decides_the_encoding(file: Path, encoding: str) -> None:
    file.write_text("编号,质量\n15405,田 伟\n", encoding=encoding)
    assert cells(file) == [("编号", "质量"), ("15405", "田 伟")]


def test_big_endian_utf_16_is_read(file: Path) -> None:
    file.write_bytes(b"\xfe\xff" + "a,b\n1,克\n".encode("utf-16-be"))
    assert cells(file)[1] == ("1", "克")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read_and_blank_lines_keep_their_number(file: Path, end: str) -> None:
    file.write_bytes(end.join(["a,b", "", "", "1,2", ""]).encode())
    assert rows(file) == [Row(1, ("a", "b")), Row(2, ()), Row(3, ()), Row(4, ("1", "2"))]
    assert [row.is_blank for row in rows(file)] == [False, True, True, False]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_break_inside_a_cell_stays_there(file: Path, end: str) -> None:
    file.write_bytes(f'a,b\n1,"two{end}lines"\n3,4\n'.encode())
    assert rows(file)[1:] == [Row(2, ("1", f"two{end}lines")), Row(3, ("3", "4"))]


def test_cells_are_text_as_they_stand_and_empty_ones_none(file: Path) -> None:
    file.write_text("a,b,c,d\n0015, x ,,1:10\n")
    assert cells(file)[1] == ("0015", " x ", None, "1:10")


def test_the_apostrophe_that_guards_a_formula_is_taken_away(file: Path) -> None:
    file.write_text("a,b,c\n'=2+3,''-x,'tis\n")
    assert cells(file)[1] == ("=2+3", "'-x", "'tis")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_byte_that_makes_no_sense_is_named_by_row(file: Path, end: str) -> None:
    start = end.join(["a,b", "1,2"] + ["3,4"] * 500_000 + [""])
    file.write_bytes(start.encode() + b"5,\xff\xfe\n6,7\n")
    with pytest.raises(SheetError) as refused:
        read_book(file)
    assert refused.value.key == "sheet.bad_byte"
    assert refused.value.facts["row"] == 500_003
    assert refused.value.facts["byte"] == "0xFF"


def test_a_chinese_file_is_asked_about_and_read_once_a_person_has_said_so(file: Path) -> None:
    file.write_text("编号,负责人\n15405,田伟\n", encoding="gb18030")
    with pytest.raises(SheetError) as refused:
        read_book(file)
    assert (refused.value.key, refused.value.facts["reads_as"]) == ("sheet.bad_byte", "euc_kr, gb18030")
    assert cells(file, encoding="gb18030")[1] == ("15405", "田伟")


def test_a_western_file_is_asked_about(file: Path) -> None:
    file.write_bytes("number,finder\n1,Jos\u00e9\n2,J\u00f6rg M\u00fcller\n3,Gro\u00dfmann\n".encode("cp1252"))
    with pytest.raises(SheetError) as refused:
        read_book(file)
    assert refused.value.facts["reads_as"] == "cp1252"


def test_an_encoding_nobody_knows_is_refused(file: Path) -> None:
    file.write_text("a,b\n")
    with pytest.raises(SheetError, match=r"sheet\.encoding_unknown"):
        read_book(file, encoding="moonish")


def test_a_quotation_mark_left_open_is_refused_with_its_row(file: Path) -> None:
    file.write_text('a,b\n1,2\n3,"left open\n5,6\n')
    with pytest.raises(SheetError) as refused:
        cells(file)
    assert (refused.value.key, refused.value.facts["row"]) == ("sheet.quote_open", 3)


def test_a_cell_beyond_reason_is_refused(file: Path) -> None:
    file.write_text("a,b\n1," + "x" * 200_000 + "\n")
    with pytest.raises(SheetError, match=r"sheet\.cell_too_long"):
        cells(file)


def test_a_line_without_end_is_refused(file: Path) -> None:
    file.write_text("a,b\n" + "x" * 5000)
    with pytest.raises(SheetError) as refused:
        read_book(file, limits=Limits(text_line=4000))
    assert (refused.value.key, refused.value.facts["row"]) == ("sheet.line_too_long", 2)


def test_a_million_columns_are_refused(file: Path) -> None:
    file.write_text("a,b\n" + "," * 1_000_000 + "\n")
    with pytest.raises(SheetError) as refused:
        cells(file)
    assert refused.value.key == "sheet.too_many_columns"
    assert refused.value.facts["columns"] == 1_000_001


def test_more_rows_than_the_limit_are_refused(file: Path) -> None:
    file.write_text("a\n" * 11)
    with pytest.raises(SheetError, match=r"sheet\.too_many_rows"):
        cells(file, limits=Limits(rows=10))


def test_a_file_above_the_limit_is_refused_before_it_is_read(file: Path) -> None:
    file.write_text("a,b\n" * 100)
    with pytest.raises(SheetError, match=r"sheet\.file_too_large"):
        read_book(file, limits=Limits(text_bytes=100))


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "sheet.empty_file"),
        (b'<?xml version="1.0"?><kml></kml>', "sheet.is_markup"),
        (b'<?xml version="1.0"?><gpx></gpx>', "sheet.is_markup"),
        (b"\xef\xbb\xbf  <html><table></table></html>", "sheet.is_markup"),
        (b"[[1, 2], [3]]", "sheet.is_json"),
        (b'{"a": 1}', "sheet.is_json"),
        (b'\xef\xbb\xbf[\n {"ID": "10017"}]', "sheet.is_json"),
        (b'{"ID": "10017"}\n{"ID": "10018"}\n', "sheet.is_json"),
        (b"\x00\x01\x02\x03 something", "sheet.not_a_table"),
        (b"%PDF-1.7\n\x01\x02\xff\xfe\xfd", "sheet.not_a_table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "sheet.not_a_table"),
    ],
)
def test_what_is_no_table_is_said_to_be_none(file: Path, content: bytes, key: str) -> None:
    file.write_bytes(content)
    with pytest.raises(SheetError) as refused:
        read_book(file)
    assert refused.value.key == key


def test_a_file_that_changes_while_it_is_read_is_noticed(file: Path) -> None:
    file.write_text("a,b\n1,2\n")
    book = read_book(file)
    file.write_bytes(b"a,b\n1,\xff\n")
    with pytest.raises(SheetError, match=r"sheet\.changed_while_read"):
        list(book.sheets[0].rows())


def test_rows_come_one_by_one_and_can_be_read_again(file: Path) -> None:
    file.write_text("a,b\n" + "1,2\n" * 1000)
    (sheet,) = read_book(file).sheets
    first = sheet.rows()
    assert next(first) == Row(1, ("a", "b"))
    assert sum(1 for _ in sheet.rows()) == 1001
    assert next(first) == Row(2, ("1", "2"))
    first.close()


def test_a_book_tells_its_name_and_the_sum_of_its_bytes(file: Path) -> None:
    file.write_bytes(b"abc")
    book = read_book(file)
    assert (book.name, book.kind, book.sheets[0].name) == ("list.csv", "csv", "list")
    assert book.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=200), st.text("a1,;|\t\"'\r\n=", max_size=80).map(str.encode)))
def test_any_bytes_are_read_or_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with suppress(SheetError):
        (sheet,) = read_book(file).sheets
        table = find_table(sheet)
        assert all(len(row.cells) >= len(table.columns) for row in table.rows())


def test_an_error_of_the_machine_is_told_in_its_words(file: Path) -> None:
    error = sheet_error_from(OSError(errno.EIO, "Input/output error"), file)
    assert (error.key, error.facts) == ("file.unreadable", {"file": "list.csv", "reason": "Input/output error"})
