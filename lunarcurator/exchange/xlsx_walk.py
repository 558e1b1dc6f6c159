"""Follows the tags of an xlsx sheet, as slowly and surely as a parser does, and notes its facts."""

from collections.abc import Mapping

from lunarcurator.exchange.cells import ErrorCell
from lunarcurator.exchange.facts import Facts, Look
from lunarcurator.exchange.marks import Block
from lunarcurator.exchange.used_range import column_number
from lunarcurator.exchange.xlsx_styles import TRUE, whole

_MOST_COLUMNS = 4_096


class SheetWalk:
    """Follows the tags of a sheet, whose cells have these `looks` by the number of their style."""

    def __init__(self, looks: Mapping[str, Look]) -> None:
        self.facts = Facts()
        self._looks = looks
        self._row = self._column = 0
        self._kind = self._value = self._formula = self._within = ""
        self._calculated = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a row, a cell, and what stands in it."""
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            self._row, self._column = int(attributes.get("r") or self._row + 1), 0
            if attributes.get("hidden") in TRUE:
                self.facts.found.hidden_rows.add(self._row)
        elif name in ("v", "f", "is"):
            self._within = name
            self._calculated = self._calculated or name == "f"
            self.facts.used_range.take(self._row, self._column)
        else:
            self._start_mark(name, attributes)

    def text(self, words: str) -> None:
        """Gather the words of a value or a formula."""
        if self._within == "v":
            self._value += words
        elif self._within == "f":
            self._formula += words

    def end(self, name: str) -> None:
        """Keep what a cell says otherwise than its reader."""
        if name in ("v", "f"):
            self._within = ""
        elif name == "c" and self._kind == "e":
            self.facts.cells[self._row, self._column] = ErrorCell(self._value)
        elif name == "c" and self._calculated and not self._value and self._kind != "str":
            # Programs that write workbooks without calculating leave a formula so; an empty text is a value.
            self.facts.cells[self._row, self._column] = ErrorCell(f"={self._formula}")

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        letters = reference.rstrip("0123456789").upper()
        self._column = column_number(letters) if letters else self._column + 1
        if letters:
            self._row = int(reference[len(letters) :])
        self._kind = attributes.get("t", "")
        self._value, self._formula, self._calculated = "", "", False
        if look := self._looks.get(attributes.get("s", "")):
            self.facts.look(self._row, self._column, look)

    def _start_mark(self, name: str, attributes: dict[str, str]) -> None:
        if name == "col" and attributes.get("hidden") in TRUE:
            first, last = whole(attributes, "min"), whole(attributes, "max")
            self.facts.found.hidden_columns |= {*range(first, min(last, first + _MOST_COLUMNS) + 1)}
        elif name == "mergeCell":
            self.facts.found.merged.append(block(attributes.get("ref", "A1")))


class CommentsWalk:
    """Follows the tags of a part of comments, and notes them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._at = (0, 0)
        self._words: list[str] = []
        self._within = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of where a comment stands, and where its words begin."""
        if name == "comment":
            here = block(attributes.get("ref", "A1"))
            self._at, self._words = (here.top, here.left), []
        self._within = name == "t"

    def text(self, words: str) -> None:
        """Gather the words of a comment."""
        if self._within:
            self._words.append(words)

    def end(self, name: str) -> None:
        """Keep a comment that is complete."""
        self._within = False
        if name == "comment":
            self._facts.comment(*self._at, "".join(self._words))


def block(reference: str) -> Block:
    """Return the rectangle of a reference such as A1:B2, or of a single cell; raises ValueError for any other."""
    first, _, last = reference.replace("$", "").partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    return Block(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789").upper()
    return int(reference[len(letters) :]), column_number(letters)
