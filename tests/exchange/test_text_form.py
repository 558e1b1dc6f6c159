"""How a text table is written: found, or said by a person."""

import codecs
from pathlib import Path

import pytest
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.text_book import read_pasted

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
