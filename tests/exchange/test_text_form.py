"""How a text table is written: found, said by a person, and looked at where it cannot be read."""

import codecs
from pathlib import Path

import pytest
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.text_book import read_pasted
from lunarcurator.exchange.text_probe import MOST_FAULTS, Fault, probe_text

LINES = "ID;Mission;Remarks\n10017;Apollo 11;Größe\n10018;Apollo 11;plain\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def cells(path: Path, **form: str) -> list[tuple[object, ...]]:
    return [row.cells for row in read_book(path, **form).sheets[0].rows()]  # type: ignore[arg-type]


def test_apostrophes_quote_where_a_person_says_so(file: Path) -> None:
    file.write_text("'ID','Note'\n'10017','a, b'\n")
    assert read_book(file).quote == '"'
    assert cells(file, quote="'")[1] == ("10017", "a, b")


def test_a_person_may_say_that_nothing_quotes(file: Path) -> None:
    file.write_text('ID,Note\n10017,5" pipe\n10018,"open\n10019,x\n')
    with pytest.raises(SheetError) as refused:
        cells(file)
    assert refused.value.key == "sheet.quote_open"
    assert cells(file, quote="")[1:] == [("10017", '5" pipe'), ("10018", '"open'), ("10019", "x")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(file: Path, encoding: str) -> None:
    file.write_bytes(LINES.encode(encoding))
    assert (read_book(file).encoding, cells(file)[1][2]) == (encoding, "Größe")


@pytest.mark.parametrize("form", [{"delimiter": ";;"}, {"delimiter": '"'}, {"quote": "''"}, {"quote": "\n"}])
def test_what_can_part_or_quote_nothing_is_refused(file: Path, form: dict[str, str]) -> None:
    file.write_text(LINES)
    with pytest.raises(SheetError) as refused:
        read_book(file, **form)  # type: ignore[arg-type]
    assert refused.value.key in ("sheet.delimiter_bad", "sheet.quote_bad")
    with pytest.raises(SheetError):
        read_pasted(LINES, **form)  # type: ignore[arg-type]


def test_a_paste_is_parted_as_a_person_says() -> None:
    book = read_pasted("a;b c\n1;2 3\n", delimiter=" ", quote="")
    assert (book.delimiter, book.quote) == (" ", "")
    assert [row.cells for row in book.sheets[0].rows()] == [("a;b", "c"), ("1;2", "3")]


def test_a_probe_names_the_rows_in_the_way_and_replaces_nothing(file: Path) -> None:
    file.write_bytes(LINES.encode("cp1252"))
    probe = probe_text(file)
    assert (probe.encoding, probe.delimiter, probe.quote) == ("utf-8", ";", '"')
    assert (probe.faults, probe.more) == ((Fault(2, "0xF6"),), False)
    assert probe.rows[1].cells == ("10017", "Apollo 11", "Gr\\xf6\\xdfe")
    fitting = probe_text(file, "cp1252", ";", '"')
    assert (fitting.faults, fitting.rows[1].cells[2]) == ((), "Größe")


def test_of_many_faults_the_first_are_told_and_shown_however_far_down(file: Path) -> None:
    lines = [b"10017;plain"] * 100 + [b"10018;\xf6"] * (MOST_FAULTS + 5)
    file.write_bytes(b"\r\n".join(lines))
    probe = probe_text(file)
    assert [fault.row for fault in probe.faults] == [*range(101, 101 + MOST_FAULTS)]
    assert probe.more
    assert [row.number for row in probe.rows][38:42] == [39, 40, 101, 102]


@pytest.mark.parametrize(
    ("mark", "encoding", "told"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
    ],
)
def test_a_probe_knows_the_mark_of_a_file(file: Path, mark: bytes, encoding: str, told: str) -> None:
    broken = "10019;".encode(encoding) + (
        b"\xff" if told == "utf-8-sig" else "\ud800".encode(encoding, "surrogatepass")
    )
    file.write_bytes(mark + LINES.encode(encoding) + broken)
    probe = probe_text(file)
    assert (probe.encoding, [fault.row for fault in probe.faults]) == (told, [4])
    assert probe.rows[0].cells[0] == "ID"
    assert probe_text(file, "utf_16" if told == "utf-16" else told).rows[0].cells[0] == "ID"


def test_a_probe_says_utf_16_without_a_mark_is_little_endian(file: Path) -> None:
    file.write_bytes(LINES.encode("utf-16-le"))
    assert probe_text(file, "utf-16").rows[1].cells[2] == "Größe"


def test_a_probe_looks_at_lines_one_by_one(file: Path) -> None:
    file.write_text('ID;Note\n1;"open\n2;x\n' + "y" * 200_000 + "\n")
    rows = probe_text(file, delimiter=";").rows
    assert rows[1].cells[0] == "1"
    assert rows[2].cells == ("2", "x")
    assert rows[3].cells == ("y" * 200_000,)


def test_a_probe_of_nothing_is_refused(tmp_path: Path, file: Path) -> None:
    with pytest.raises(SheetError):
        probe_text(tmp_path / "away.csv")
    file.write_bytes(b"\xff")
    with pytest.raises(SheetError) as refused:
        probe_text(file, "klingon")
    assert refused.value.key == "sheet.encoding_unknown"


def test_a_mark_is_no_part_of_the_first_cell_whoever_says_the_encoding(file: Path) -> None:
    file.write_bytes(codecs.BOM_UTF8 + LINES.encode())
    assert cells(file, encoding="UTF_8")[0][0] == cells(file)[0][0] == "ID"


def test_accents_are_not_taken_for_chinese(file: Path) -> None:
    for text, encoding in (("Größe, Übergröße", "cp1252"), ("月壤样品，田 伟", "gb18030")):
        file.write_bytes(f"ID,Note\n10017,{text}\n".encode(encoding))
        with pytest.raises(SheetError) as refused:
            read_book(file)
        assert encoding in str(refused.value.facts["reads_as"]).split(", ")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("試料番号,ミッション,重量\n10017,アポロ,１２", "cp932"),
        ("样品编号,任务,存放位置\n10017,阿波罗,一号柜", "gb18030"),
        ("樣品編號,任務,存放位置\n10017,阿波羅,一號櫃", "big5"),
        ("시료 번호,임무,보관 위치,무게\n10017,아폴로,일호 보관함", "euc_kr"),
        ("ID;Größe;Prüfung\n10017;größer;über", "cp1252"),
        ("樣品編號,備註,櫃號,藏館\n10017,鑑別與擴散,櫥櫃,臺灣國立博物館", "big5"),
        ("ID,Удельный вес\n10017,семь", "koi8_r"),
        ("Образец;Масса (г);Примечание\nЛ1601;12,45;ГЕОХИ", "cp1251"),
        ("Образец;Масса (г);Примечание\nЛ1601;12,45;ГЕОХИ", "cp866"),
        ("試料名,チャンバー\nA0022,①ポリッシュ", "cp932"),
        ("ID,Ειδικό βάρος\n10017,επτά", "cp1253"),
    ],
)
def test_the_encodings_that_make_sense_of_a_file_are_proposed(file: Path, text: str, encoding: str) -> None:
    file.write_bytes(text.encode(encoding))
    with pytest.raises(SheetError) as refused:
        read_book(file)
    proposed = str(refused.value.facts["reads_as"]).split(", ")
    assert encoding in proposed
    assert len(proposed) <= 2


def test_a_file_that_reads_as_well_in_many_encodings_says_none(file: Path) -> None:
    file.write_bytes("Track,Length (µm)\n35,11700".encode("cp1252"))
    with pytest.raises(SheetError) as refused:
        read_book(file)
    assert refused.value.facts["reads_as"] == ""
