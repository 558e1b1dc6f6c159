"""Follows the tags of an xlsx sheet, as slowly and surely as a parser does, and notes its facts."""

from collections.abc import Mapping

from lunarcurator.exchange.cells import ErrorCell
from lunarcurator.exchange.extent import column_number
from lunarcurator.exchange.facts import Facts, Look
from lunarcurator.exchange.marks import Block
from lunarcurator.exchange.raised import as_raised
from lunarcurator.exchange.xlsx_styles import TRUE, whole

_MOST_COLUMNS = 4_096


class SheetWalk:
    """Follows the tags of a sheet, or of the texts that sheets share.

    `strings` are those of the shared texts that have raised signs, by their number; a sheet is told of them, and
    of the `looks` of styles.
    """

    def __init__(self, looks: Mapping[str, Look], strings: Mapping[str, str]) -> None:
        self.facts = Facts()
        self.strings: dict[str, str] = {}
        self._looks, self._shared = looks, strings
        self._row = self._column = self._count = 0
        self._kind = self._value = self._formula = self._within = ""
        self._words: list[str] = []
        self._calculated = self._raised = self._any_raised = self._aside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a row, a cell, and what stands in it."""
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            self._row, self._column = int(attributes.get("r") or self._row + 1), 0
            if attributes.get("hidden") in TRUE:
                self.facts.hidden_rows.add(self._row)
        elif name in ("v", "f", "is"):
            self._within = name
            self._calculated = self._calculated or name == "f"
            self.facts.extent.take(self._row, self._column)
        elif name in ("si", "r", "vertAlign", "rPh", "t"):
            self._start_text(name, attributes)
        else:
            self._start_mark(name, attributes)

    def text(self, words: str) -> None:
        """Gather the words of a text, a value or a formula."""
        if self._within == "v":
            self._value += words
        elif self._within == "f":
            self._formula += words
        elif self._within == "t" and not self._aside:
            self._words.append(as_raised(words) if self._raised else words)
            self._any_raised = self._any_raised or self._raised

    def end(self, name: str) -> None:
        """Keep what a cell or a shared text says."""
        if name in ("v", "f", "t"):
            self._within = ""
        elif name == "r":
            self._raised = False
        elif name == "rPh":
            self._aside = False
        elif name == "c":
            self._end_cell()
        elif name == "si":
            if self._any_raised:
                self.strings[str(self._count)] = "".join(self._words)
            self._count += 1

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        letters = reference.rstrip("0123456789").upper()
        self._column = column_number(letters) if letters else self._column + 1
        if letters:
            self._row = int(reference[len(letters) :])
        self._kind = attributes.get("t", "")
        self._value, self._formula, self._calculated = "", "", False
        self._words, self._any_raised = [], False
        if look := self._looks.get(attributes.get("s", "")):
            self.facts.look(self._column, look, (self._row,))

    def _end_cell(self) -> None:
        at = self._row, self._column
        if self._kind == "e":
            self.facts.cells[at] = ErrorCell(self._value)
        elif self._calculated and not self._value and self._kind != "str":
            # Programs that write workbooks without calculating leave a formula so; an empty text is a value.
            self.facts.cells[at] = ErrorCell(f"={self._formula}")
        elif self._any_raised:
            self.facts.cells[at] = "".join(self._words)
        elif self._kind == "s" and self._value in self._shared:
            self.facts.cells[at] = self._shared[self._value]

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._words, self._any_raised = [], False
        elif name == "vertAlign":
            self._raised = attributes.get("val") == "superscript"
        elif name == "rPh":
            self._aside = True
        else:
            self._raised = self._raised and name == "t"
            self._within = name if name == "t" else ""

    def _start_mark(self, name: str, attributes: dict[str, str]) -> None:
        if name == "col" and attributes.get("hidden") in TRUE:
            first, last = whole(attributes, "min"), whole(attributes, "max")
            self.facts.hidden_columns |= {*range(first, min(last, first + _MOST_COLUMNS) + 1)}
        elif name == "filterColumn":
            self.facts.filtered = True
        elif name == "mergeCell":
            self.facts.merged.append(block(attributes.get("ref", "A1")))


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
