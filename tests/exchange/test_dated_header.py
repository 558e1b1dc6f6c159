"""A log of weighings names its columns by days: above figures, beside a word that is known."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.dated_header import header_of_days
from lunarcurator.exchange.layout import lay_out
from lunarcurator.exchange.layout_guess import guess_layout
from lunarcurator.exchange.reading import read_book
from openpyxl import Workbook

ONE, TWO = date(2020, 1, 15), date(2021, 1, 14)


def known(word: str) -> bool:
    return word == "Sample"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((("Sample", ONE, TWO), ("10017,12", 1.251, None)), 1),
        ((("Sample", ONE, ONE), ("10017,12", 1.251, 1.25)), 0),
        ((("Sample", ONE), ("10017,12", 1.251)), 0),
        ((("Piece", ONE, TWO), ("10017,12", 1.251, 1.25)), 0),
        ((("Sample", "Place", ONE, TWO), ("10017,12", "Vault", 1.251, 1.25)), 0),
        ((("Sample", ONE, TWO), ("10017,12", ONE, TWO)), 0),
        ((("Sample", ONE, TWO), ("10017,12", "lost", 1.25)), 0),
        ((("Sample", ONE, TWO), ("10017,12", None, None)), 0),
        ((("Sample", ONE, TWO),), 0),
    ],
)
def test_days_head_figures_beside_a_known_word(rows: Sequence[tuple[Cell, ...]], found: int) -> None:
    first = [Row(at, cells) for at, cells in enumerate(rows, start=1)]
    assert header_of_days(first, known) == found


def test_a_log_below_a_title_keeps_the_day_of_each_figure(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("Weighing log, values in g",), ("Sample", ONE, TWO), ("10017,12", 1.251, 1.25)):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    read = read_book(tmp_path / "a.xlsx").sheets[0]
    table = lay_out(read, guess_layout(read, known).layout)
    assert table.columns == ("Sample", "2020-01-15", "2021-01-14")
    assert [row.number for row in table.rows()] == [3]
