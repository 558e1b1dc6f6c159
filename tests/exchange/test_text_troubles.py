"""Texts that mix encodings, hold bytes that say nothing, or lose rows to a quotation mark are refused by name."""

from pathlib import Path

import pytest
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.reading import read_book


def refused(path: Path, content: bytes, quote: str | None = None) -> dict[str, object]:
    path.write_bytes(content)
    with pytest.raises(SheetError) as refusal:
        for _ in read_book(path, quote=quote).sheets[0].rows():
            pass
    return {"key": refusal.value.key, **refusal.value.facts}


def rows(path: Path, content: str, **form: str) -> list[tuple[object, ...]]:
    path.write_text(content, encoding="utf-8", newline="")
    return [row.cells for row in read_book(path, **form).sheets[0].rows()]  # type: ignore[arg-type]


def test_a_file_of_two_encodings_is_proposed_none(tmp_path: Path) -> None:
    lines = [b"ID;Ort", "15016;Köln".encode(), "15555;München, größer".encode("cp1252"), b"15415;Bern"]
    assert refused(tmp_path / "a.csv", b"\n".join(lines)) == {
        "key": "sheet.bad_byte",
        "file": "a.csv",
        "row": 3,
        "byte": "0xFC",
        "encoding": "utf-8",
        "reads_as": "",
    }


def test_bytes_that_say_nothing_are_named_by_their_rows(tmp_path: Path) -> None:
    told = refused(tmp_path / "a.csv", b"ID,Weight (g)\r\n10003,213\r\n100\x0017,97\n\x00\x00\n10020,4\n")
    assert told == {"key": "sheet.nul_bytes", "file": "a.csv", "row": 3}
    for content in (b"ID\0\0\0\0\0,a\n", b"ID,\0a\x01b,cccccccc\n"):
        assert refused(tmp_path / "a.csv", content)["key"] == "sheet.not_a_table"


WITHIN = 'Sample,Remarks\n10017,"5" thick"\n10018,x\n'
SWALLOWED = (
    'Sample,Weight (g),Remarks\r10003,213,"12"" long"\r10020,425,"broken\r10022,95.6,ok\r10024,68.1,"fine"\r'
)


def test_a_quotation_mark_that_swallows_rows_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.csv", SWALLOWED.encode()) == {
        "key": "sheet.quote_swallows",
        "file": "a.csv",
        "row": 3,
        "line": 5,
    }
    assert len(rows(tmp_path / "a.csv", SWALLOWED, quote="")) == 5
    within = refused(tmp_path / "a.csv", WITHIN.encode())
    assert (within["key"], within["row"], within["line"]) == ("sheet.quote_swallows", 2, 2)
    assert len(rows(tmp_path / "a.csv", WITHIN, quote="")) == 3
    first = 'Sample,Weight (g)\n10003,213\n"10017,97\n10018,5\n10020",4\n'
    assert refused(tmp_path / "a.csv", first.encode())["line"] == 5
    short = 'Sample,Remarks\n1,"broken\n2,ok\n3,"fine"\n'
    assert refused(tmp_path / "a.csv", short.encode())["line"] == 4
    for above in ("sep=,\n", "Our list\n", "\n"):
        assert refused(tmp_path / "a.csv", f"{above}{short}".encode())["line"] == 5


@pytest.mark.parametrize(
    "text",
    [
        'Sample,Weight (g),Remarks\n10003,213,"Split 1, 2 g, chip\nSplit 2, 3 g, chip"\n10017,9,x\n',
        'Sample,Remarks\nVault,"found\nlater, by A"\n10017,9\n',
        'Sample,Remarks\n,"found\n\n10017; 9"\n10017,9\n',
        'Sample,Remarks\n1,"found with\n2, later with 3"\n2,x\n',
        'Sample,Remarks\n10017,"found with\n10018,"\n10018,x\n',
        '"Sample\nnumber",Remarks\n10017,9\n',
        'Sample\n"10017\n10018"\n',
    ],
)
def test_a_cell_of_several_lines_is_one_cell(tmp_path: Path, text: str) -> None:
    lines = {'"' in line for line in text.splitlines()}
    assert lines == {True, False}
    assert len(rows(tmp_path / "a.csv", text, delimiter=",")) < len(text.splitlines())
