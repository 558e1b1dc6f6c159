"""Rows of the sheet read last are kept for the next pass, where they are not too many."""

import weakref
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.kept_rows import KeptRows
from lunarcurator.exchange.reading import read_book
from openpyxl import Workbook


class _Sheet:
    """Rows of three cells, and how often they were read from their start."""

    def __init__(self, *words: str) -> None:
        self.words, self.begun = words, 0

    def __call__(self) -> Iterator[Row]:
        self.begun += 1
        yield from (Row(at, (word, None, 1)) for at, word in enumerate(self.words, start=1))


def test_second_pass_is_from_memory_until_it_is_let_go() -> None:
    told: list[str] = []
    sheet, kept = _Sheet("a", "b"), KeptRows(kept=lambda: told.append("kept"))

    first, second = [*kept.of("Sheet", sheet)], [*kept.of("Sheet", sheet)]

    assert first == second == [Row(1, ("a", None, 1)), Row(2, ("b", None, 1))]
    assert sheet.begun == 1
    assert told == ["kept"]
    kept.let_go()
    assert [*kept.of("Sheet", sheet)] == first
    assert sheet.begun == 2


def test_rows_let_go_during_a_pass_stay_until_it_ends() -> None:
    sheet, kept = _Sheet("a", "b", "c"), KeptRows()
    told = [*kept.of("Sheet", sheet)]

    going_on = kept.of("Sheet", sheet)
    assert next(going_on) == told[0]
    kept.let_go()
    assert [*going_on] == told[1:]

    assert [*kept.of("Sheet", sheet)] == told
    not_begun = kept.of("Sheet", sheet)
    kept.let_go()
    assert [*not_begun] == told
    assert sheet.begun == 2


def test_pass_that_is_given_up_keeps_nothing() -> None:
    sheet, kept = _Sheet("a", "b", "c"), KeptRows()

    assert len([*islice(kept.of("Sheet", sheet), 2)]) == 2

    assert len([*kept.of("Sheet", sheet)]) == 3
    assert sheet.begun == 2


def test_sheet_of_more_cells_is_read_anew_each_time() -> None:
    sheet, kept = _Sheet("a", "b", "c"), KeptRows(most_cells=12)

    assert [*kept.of("Sheet", sheet)] == [*kept.of("Sheet", sheet)]

    assert sheet.begun == 2


def test_a_sheet_that_was_too_large_once_is_not_begun_to_be_kept_again() -> None:
    class Word(str):
        """A text that says when nobody has it any more."""

    alive: list[weakref.ref[Word]] = []

    def read() -> Iterator[Row]:
        for at in range(1, 5):
            word = Word("a")
            alive.append(weakref.ref(word))
            yield Row(at, (word, None, 1))

    def most_at_once() -> int:
        alive.clear()
        return max(sum(each() is not None for each in alive) for _ in kept.of("Sheet", read))

    kept = KeptRows(most_cells=12)
    assert most_at_once() == 2
    assert most_at_once() == 1
    kept.let_go()
    assert most_at_once() == 1


def test_only_the_sheet_read_last_is_kept() -> None:
    one, other, kept = _Sheet("a"), _Sheet("b"), KeptRows()

    for name, sheet in (("One", one), ("Other", other), ("Other", other), ("One", one)):
        assert [row.cells[0] for row in kept.of(name, sheet)] == [*sheet.words]

    assert (one.begun, other.begun) == (2, 1)


def test_what_was_kept_of_a_text_file_stays_what_it_was_when_the_file_goes(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Number,Mass (g)\n10017,973\n", encoding="utf-8")
    book = read_book(path)
    first = [*book.sheets[0].rows()]
    path.unlink()

    assert [*book.sheets[0].rows()] == first
    book.let_go()
    with pytest.raises(SheetError):
        [*book.sheets[0].rows()]


def test_sheets_of_a_workbook_are_read_by_turns(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    made = Workbook()
    for title, number in (("One", 10017), ("Two", 12002)):
        sheet = made.create_sheet(title)
        sheet.append(["Number", "Class"])
        sheet.append([number, "Basalt"])
    del made["Sheet"]
    made.save(path)

    book = read_book(path)
    one, two = book.sheets

    for sheet, number in ((one, 10017), (two, 12002), (one, 10017), (one, 10017)):
        assert [row.cells for row in sheet.rows()] == [("Number", "Class"), (number, "Basalt")]

    # A workbook that was let go is opened anew from what was read of the file, also in the middle of a pass.
    path.unlink()
    begun = one.rows()
    next(begun)
    book.let_go()
    assert [row.cells for row in begun] == [(10017, "Basalt")]
    book.let_go()
    assert [row.cells[0] for row in two.rows()] == ["Number", 12002]
