import csv
import io
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lunarcurator.documents.csv_renderer import guarded, render_csv
from lunarcurator.documents.model import Column, ColumnKind, Document, MassFigure, Sheet
from lunarcurator.documents.rendering import RenderStopped
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.reading import read_book

from tests.documents.making import ABOUT, WORDS, document, rendered, written
from tests.plain_tables import find_table

NUMBER = Column("number", "Number")
COLUMNS = (
    NUMBER,
    Column("mass", "Mass now", ColumnKind.MASS, "g"),
    Column("count", "Pieces", ColumnKind.INTEGER),
    Column("day", "Day", ColumnKind.DAY),
    Column("pristinity", "Pristinity", ColumnKind.PERCENT),
    Column("recorded", "Recorded", ColumnKind.MOMENT),
)


def test_it_carries_plain_digits_and_text_as_it_stands() -> None:
    moment = datetime.fromisoformat("2026-11-24T15:26:57")
    rows = [
        ("15405,91", MassFigure(1_402_750_000, 1000), 12_345, 19740130, 88_360, moment),
        ("田 伟", MassFigure(-300_000, 10_000), None, 19740100, 100_000, None),
        ('say "x"', None, -1, 0, None, None),
    ]
    text = rendered(document(COLUMNS, rows), ".csv").decode("utf-8")
    assert text == (
        "\ufeffNumber,Mass now (g),Pieces,Day,Pristinity (%),Recorded\r\n"
        '"15405,91",1402.750,12345,1974-01-30,88.36,2026-11-24 15:26:57\r\n'
        "田 伟,-0.30,,1974-01,100,\r\n"
        '"say ""x""",,-1,,,\r\n'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=2+3", "'=2+3"),
        ("+1", "'+1"),
        ("@x", "'@x"),
        ("-", "'-"),
        ("-x", "'-x"),
        ("-5.25", "-5.25"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("'=x", "''=x"),
        ("'tis", "'tis"),
        ("15405,91", "15405,91"),
        ("a=b", "a=b"),
    ],
)
def test_a_text_that_looks_like_a_formula_is_guarded(text: str, expected: str) -> None:
    assert guarded(text) == expected


def reads_like_a_row(text: str) -> bool:
    """Whether a further line of a text reads like a row of two columns, as one that a stray quote swallowed."""
    lines = (line.split(",") for line in text.splitlines()[1:])
    return any(len(row) == 2 and all(cell[:1].strip() for cell in row) and "1" in row[0] for row in lines)


TEXTS = st.text("=+-@\t'\"\r\n,;a1 \u00e9田", max_size=8).filter(lambda text: not reads_like_a_row(text))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(texts=["\r1,"])
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_every_text_comes_back_as_it_went_out(tmp_path: Path, texts: list[str]) -> None:
    columns = (NUMBER, Column("remarks", "Remarks"))
    path = written(tmp_path / "a.csv", document(columns, [("1", text) for text in texts]))
    (sheet,) = read_book(path, delimiter=",").sheets
    assert [row.cells[1] for row in list(sheet.rows())[1:]] == [text or None for text in texts]


def test_a_text_that_reads_like_a_row_is_refused_and_not_taken_apart(tmp_path: Path) -> None:
    columns = (NUMBER, Column("remarks", "Remarks"))
    path = written(tmp_path / "a.csv", document(columns, [("1", "\r1,1")]))
    (sheet,) = read_book(path, delimiter=",").sheets
    with pytest.raises(SheetError) as refused:
        list(sheet.rows())
    assert refused.value.key == "sheet.quote_swallows"


def test_our_own_csv_is_read_back_with_its_header(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", document(COLUMNS[:2], [("15405,91", MassFigure(1, 1))]))
    book = read_book(path)
    assert (book.delimiter, book.encoding) == (",", "utf-8-sig")
    table = find_table(book.sheets[0])
    assert (table.header_row, table.columns) == (1, ("Number", "Mass now (g)"))


def test_a_further_table_follows_after_an_empty_line_under_its_name() -> None:
    tables = (Sheet("First", (NUMBER,), [("1",)]), Sheet("=Second", (NUMBER,), [("2",)]))
    stream = io.BytesIO()
    render_csv(Document("T", tables, ABOUT, WORDS), stream)
    rows = list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"))))
    assert rows == [["Number"], ["1"], [], ["'=Second"], ["Number"], ["2"]]


def test_totals_are_left_to_whoever_adds_up() -> None:
    text = rendered(document((NUMBER,), [("1",)], totals=("Total",)), ".csv").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [["Number"], ["1"]]


def test_it_can_be_called_off_and_leaves_the_stream_open() -> None:
    stream = io.BytesIO()
    made = document((NUMBER,), ((str(number),) for number in range(1000)))
    with pytest.raises(RenderStopped):
        render_csv(made, stream, should_stop=lambda: True)
    assert not stream.closed


def test_progress_counts_rows() -> None:
    told: list[int] = []
    render_csv(document((NUMBER,), [("1",)] * 600), io.BytesIO(), progress=told.append)
    assert told == [250, 500, 600]
