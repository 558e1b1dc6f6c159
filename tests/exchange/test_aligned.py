"""Tables parted by nothing but spaces: found where they stand even, and never slipped a column aside."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.exchange.aligned import ALIGNED, columns_of, parted
from lunarcurator.exchange.book import Book
from lunarcurator.exchange.pasted import read_pasted
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.text_probe import probe_text

LEFT = """Sample    Mission     Weight (g)  Type
10017     Apollo 11   973         Basalt
10018     Apollo 11   213
10019                 297.0       Impact breccia
"""
RIGHT = """  Sample  Mission     Weight (g)  Type
   10017  Apollo 11        973.0  Basalt
   10018  Apollo 11        213.0
   10019                   297.0  Impact breccia
"""
TABLE = [
    ("Sample", "Mission", "Weight (g)", "Type"),
    ("10017", "Apollo 11", "973", "Basalt"),
    ("10018", "Apollo 11", "213", None),
    ("10019", None, "297.0", "Impact breccia"),
]
WORDS = st.from_regex(r"[a-z0-9]{1,6}( [a-z0-9]{1,6})?", fullmatch=True)


def cells(book: Book) -> list[tuple[object, ...]]:
    return [row.cells for row in book.sheets[0].rows() if not row.is_blank]


def padded(book: Book, width: int = 4) -> list[tuple[object, ...]]:
    return [(*row, *(None for _ in range(width - len(row)))) for row in cells(book)]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_columns_aligned_left_are_read_with_their_blanks(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(LEFT.replace("\n", ends).encode())
    book = read_book(path)
    assert (book.delimiter, book.quote, padded(book)) == (ALIGNED, "", TABLE)


def test_columns_aligned_right_are_read_from_a_paste() -> None:
    book = read_pasted(RIGHT)
    assert book.delimiter == ALIGNED
    assert [str(row[2]).removesuffix(".0") for row in cells(book)[1:]] == ["973", "213", "297"]
    assert [row[1] for row in cells(book)[1:]] == ["Apollo 11", "Apollo 11", None]


def test_titles_and_lines_drawn_below_a_header_are_no_cells() -> None:
    rule = "------    ---------   ----------  ----\n"
    head, _, rest = LEFT.partition("\n")
    assert cells(read_pasted(f"List of rocks\n{rule}{head}\n{rule}{rest}Total                 1483\n")) == [
        ("List of rocks",),
        *cells(read_pasted(LEFT)),
        ("Total", None, "1483", None),
    ]


def test_chinese_signs_may_be_counted_as_the_eye_does() -> None:
    text = "编号    任务      质量 (g)\n10017   阿波罗11  973\n10018   阿波罗11  213\n12002   阿波罗12  1529.5\n"
    assert cells(read_pasted(text))[:2] == [("编号", "任务", "质量 (g)"), ("10017", "阿波罗11", "973")]


def test_lines_without_common_gaps_are_parted_by_their_runs() -> None:
    text = "10017  Apollo 11  973 g\n10018   Apollo 11  213 g\n120021  Apollo 12    5 g\n1  Apollo 14 rake  6 g\n"
    assert cells(read_pasted(text))[3] == ("1", "Apollo 14 rake", "6 g")
    assert cells(read_pasted(f"{text}10022  7 g\n"))[4] == ("10022  7 g",)


def test_a_cell_that_reaches_across_a_gap_moves_no_other_cell() -> None:
    body = "".join(f"100{at}     Apollo 11   973         Basalt\n" for at in range(17, 29))
    text = f"Sample    Mission     Weight (g)  Type\n{body}"
    long = "10018,1234567  Apollo 11   213  Breccia\n"
    lost = "10018,12345678Apollo 11   213  Breccia\n"
    found = cells(read_pasted(text + long + lost))
    assert found[-2:] == [("10018,1234567", "Apollo 11", "213", "Breccia"), (lost.strip(),)]


def test_a_column_that_few_lines_fill_is_one_of_its_own() -> None:
    body = "".join(f"100{at}     Apollo 11   973\n" for at in range(17, 40))
    text = f"Sample    Mission     Weight  Remarks\n{body}10018                 213     chipped   twice\n"
    assert cells(read_pasted(text))[-1] == ("10018", None, "213", "chipped", "twice")


@pytest.mark.parametrize(
    "text",
    [
        "This is about rocks.  It has sentences.  Some have gaps.\nAnother line.\nAnd a third.  Two.\n",
        "ID,Remarks,Mission\n10017,two  spaces,Apollo 11\n10018,and  here,Apollo 11\n10019,x  y,Apollo 11\n",
        "Names\nA  Person\nB  Person\nC  Person\nD\n",
        "ID  Mission\n10017  Apollo 11\n",
        "10017 Apollo 11 973\n10018 Apollo 11 213\n10019 Apollo 11 297\n",
        "",
    ],
)
def test_other_texts_are_not_taken_for_aligned_tables(text: str) -> None:
    assert (columns_of(text)[1] == 0) or read_pasted(text).delimiter == ","


def test_tabs_part_surer_than_spaces() -> None:
    assert columns_of(LEFT.replace("Apollo 11   ", "Apollo 11\t"))[1] == 0


def test_a_person_may_say_that_runs_of_spaces_part_a_few_lines(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("ID  Mission\n10017  Apollo 11\n")
    assert cells(read_book(path)) == [("ID  Mission",), ("10017  Apollo 11",)]
    assert cells(read_book(path, delimiter=ALIGNED)) == [("ID", "Mission"), ("10017", "Apollo 11")]


def test_an_aligned_text_with_a_bad_byte_is_shown_in_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(LEFT.replace("Basalt", "Größe").encode("cp1252"))
    probe = probe_text(path)
    assert (probe.delimiter, probe.rows[1].cells) == (ALIGNED, ("10017", "Apollo 11", "973", "Gr\\xf6\\xdfe"))


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=4, max_size=12))
def test_every_full_table_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    widths = [max(len(row[at]) for row in rows) + 2 for at in range(3)]
    text = "\n".join("".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)) for row in rows)
    columns, _ = columns_of(text)
    assert [parted(line, columns) for line in text.splitlines()] == rows
