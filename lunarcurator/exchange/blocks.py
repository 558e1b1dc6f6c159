"""Places in a sheet that a person names: rows, columns, rows that look alike, and the blocks between them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise, product
from typing import Final, Self

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.marks import FAR, Block, SheetMarks
from lunarcurator.exchange.row_words import told, words_of
from lunarcurator.exchange.transposed import TURNED_NAME, transposed
from lunarcurator.exchange.used_range import column_letters, column_number

_ROW: Final = re.compile(r"[1-9]\d{0,6}")
_COLUMN: Final = re.compile(r"[A-Z]{1,3}")
_RULE: Final = re.compile(r"([A-Z]{1,3})=(.*)")
_RANGE: Final = re.compile(r"([A-Z]{0,3})(\d{0,7}):([A-Z]{0,3})(\d{0,7})")
_DIGITS: Final = re.compile(r"\d+")
_BEHIND: Final = "!"


@dataclass(frozen=True, slots=True)
class Places:
    """Rows and columns (from 1) where something begins, and `rules` for rows by what stands in a column of them.

    A rule is a column and a text in which `#` stands for a number and `*` for anything; an empty one is a blank.
    """

    rows: frozenset[int] = frozenset()
    columns: tuple[int, ...] = ()
    rules: tuple[tuple[int, re.Pattern[str]], ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Read places as a person writes them: `19`, `F`, `A=Parent: *`. Raises SheetError for anything else."""
        rows: set[int] = set()
        columns: set[int] = set()
        rules: list[tuple[int, re.Pattern[str]]] = []
        for text in (each.strip() for each in texts):
            rule = _RULE.fullmatch(text)
            if _ROW.fullmatch(text):
                rows.add(int(text))
            elif _COLUMN.fullmatch(text):
                columns.add(column_number(text))
            elif rule is not None:
                rules.append((column_number(rule[1]), _pattern(rule[2])))
            else:
                raise SheetError("sheet.no_place", text=text)
        return cls(frozenset(rows), tuple(sorted(columns)), tuple(rules))

    def names(self, row: Row) -> bool:
        """Tell whether a row that is not blank is one of these."""
        return row.number in self.rows or any(rule.fullmatch(told(row, at)) for at, rule in self.rules)


def _pattern(text: str) -> re.Pattern[str]:
    """Return what a rule matches; a `#` in the sheet is one, too."""
    words = re.escape(" ".join(text.split())).replace(r"\*", ".*").replace(r"\#", r"(?:\d+|#)")
    return re.compile(words.replace(r"\ ", r"\s+"), re.IGNORECASE)


def like(row: Row) -> str:
    """Return the rule for rows that look like one: alike as far as the first word with a figure."""
    at = next(at for at in range(1, len(row.cells) + 1) if told(row, at))
    words = told(row, at).split()
    upto = next((number for number, word in enumerate(words, start=1) if _DIGITS.search(word)), 0)
    alike = _DIGITS.sub("#", " ".join(words[:upto])) + "*" if upto else " ".join(words)
    return f"{column_letters(at)}={alike}"


def families_in(sheet: Sheet, texts: Sequence[str]) -> tuple[tuple[Row, bool], ...]:
    """Return the rows that name the parent of those below them, and of each whether it says nothing else.

    By a rule only rows are meant that say nothing else.
    """
    places = Places.of(texts)
    found = ((row, len(words_of(row)) == 1) for row in sheet.rows() if not row.is_blank and places.names(row))
    return tuple((row, alone) for row, alone in found if alone or row.number in places.rows)


def nowhere(sheet: Sheet, texts: Sequence[str]) -> tuple[str, ...]:
    """Return those of these places that a sheet has not: it ends before them, or no row is like that."""
    left, wide, last = {text: Places.of([text]) for text in texts}, 0, 0
    for row in sheet.rows() if left else ():
        if not row.is_blank:
            wide, last = max(wide, len(row.cells)), row.number
            left = {text: places for text, places in left.items() if not places.names(row)}
    return tuple(
        text for text, each in left.items() if min((*each.rows, FAR)) > last and min((*each.columns, FAR)) > wide
    )


def parts_of(sheet: Sheet, texts: Sequence[str]) -> tuple[Sheet, ...]:
    """Return the blocks into which a sheet is cut where these places begin, each called by its range, as A1:C18.

    Blocks without a filled cell are none.
    """
    places = Places.of(texts)
    rows, wide, last = {*places.rows}, 1, 1
    for row in sheet.rows():
        if not row.is_blank:
            wide, last = max(wide, len(row.cells)), row.number
            rows |= {row.number} if places.names(row) else set()
    down, across = stretches(rows, last), stretches(places.columns, wide)
    blocks = (Block(top, left, bottom, right) for (top, bottom), (left, right) in product(down, across))
    parts = (_part(sheet, block, _called(block, len(down) > 1, len(across) > 1)) for block in blocks)
    return tuple(part for part in parts if any(not row.is_blank for row in part.rows()))


def stretches(starts: Iterable[int], last: int, first: int = 1) -> list[tuple[int, int]]:
    """Return the first and last of each stretch from `first` to `last` that begins there or at one of these."""
    inside = sorted({first, *(at for at in starts if first < at <= last)})
    return [(begin, after - 1) for begin, after in pairwise((*inside, last + 1))]


def _called(block: Block, rows: bool, columns: bool) -> str:
    first = f"{column_letters(block.left) if columns else ''}{block.top if rows else ''}"
    return f"{first}:{column_letters(block.right) if columns else ''}{block.bottom if rows else ''}"


def part_of(sheets: Iterable[Sheet], name: str) -> Sheet | None:
    """Return the block that a name such as `Sheet 1!A19:C21` means, or a turned sheet, None for neither."""
    whole, _, called = name.rpartition(_BEHIND)
    found = _RANGE.fullmatch(called)
    sheet = next((each for each in sheets if each.name == whole), None)
    if sheet is not None and called == TURNED_NAME:
        return transposed(sheet, name)
    if sheet is None or found is None:
        return None
    left, top, right, bottom = found.groups()
    block = Block(
        int(top or 1),
        column_number(left or "A"),
        int(bottom or FAR),
        column_number(right) if right else FAR,
    )
    return _part(sheet, block, called)


def whole_name(name: str) -> str:
    """Return the name of a sheet without the range of a block of it."""
    whole, _, called = name.rpartition(_BEHIND)
    return whole if whole and (called == TURNED_NAME or _RANGE.fullmatch(called)) else name


def turned_name(name: str) -> str:
    """Return what a sheet is called that is read the other way round."""
    return f"{name}{_BEHIND}{TURNED_NAME}"


def _part(sheet: Sheet, block: Block, called: str) -> Sheet:
    return replace(
        sheet,
        name=sheet.name if called == ":" else f"{sheet.name}{_BEHIND}{called}",
        source=partial(_rows, sheet, block),
        marks=partial(_marks, sheet, block),
        left=sheet.left + block.left - 1,
    )


def _rows(sheet: Sheet, block: Block) -> Iterator[Row]:
    for row in sheet.rows():
        if row.number > block.bottom:
            return
        if row.number >= block.top:
            yield Row(row.number, row.cells[block.left - 1 : block.right])


def _marks(sheet: Sheet, block: Block) -> SheetMarks:
    return sheet.marks().within(block)
