"""Finds in a sheet the parts whose own header says otherwise than the first what their columns are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from lunarcurator.exchange.book import Sheet
from lunarcurator.exchange.extent import column_letters
from lunarcurator.exchange.layout import Layout, distinct, names_in
from lunarcurator.exchange.layout_guess import Guess
from lunarcurator.exchange.marks import Block
from lunarcurator.exchange.parts import Part, Section
from lunarcurator.exchange.row_words import told, words_of
from lunarcurator.services.importing.columns.mapping import OTHER, split_unit

ANEW, END, AS_ROW = "anew", "end", "row"
"""The answers that a second header names the columns below it, ends the table, or is a row like others."""

_JOINT: Final = " / "
_NUMBERS: Final = ("number", "generic")

type Meaning = Callable[[str], str]


class _Label(NamedTuple):
    """What a header calls a column: the whole of it, its lowest word without unit, the unit."""

    whole: str
    name: str
    unit: str


def with_parts(sheet: Sheet, guess: Guess, merged: tuple[Block, ...], meaning: Meaning) -> Guess:
    """Return a guess with its parts; `meaning` says what a header is taken for, `OTHER` for what nobody knows."""
    layout = guess.layout
    if not guess.again and not layout.groups:
        return guess
    blocks = layout.groups or ((1, layout.width),)
    heads = [[_label(name) for name in names_in(sheet, layout, merged, block)] for block in blocks]
    found = _Columns(heads[0], meaning)
    others = [found.matched(each, block[0]) for each, block in zip(heads[1:], blocks[1:], strict=True)]
    sections = [] if layout.groups else [*_sections(guess, found)]
    if not found.differ and not sections:
        return guess
    base = names_in(sheet, layout, merged, blocks[0], lettered=True)
    names = distinct([found.called(at, name) for at, name in enumerate(base)] + found.further)
    parts = tuple(found.part(each, heads[at]) for at, each in enumerate([found.own, *others]))
    made = tuple(
        Section(each.row, each.units_row, each.asked, each.words, found.part(each.places, each.labels))
        for each in sections
    )
    return replace(guess, layout=replace(layout, names=names, parts=parts, sections=made))


@dataclass(frozen=True, slots=True)
class _Found:
    """A section before all columns of the table are known."""

    row: int
    units_row: int
    asked: int
    words: tuple[str, ...]
    labels: Sequence[_Label]
    places: Mapping[int, int]


class _Columns:
    """The columns of a table, first those of its first part, then what other parts have besides."""

    def __init__(self, labels: Sequence[_Label], meaning: Meaning) -> None:
        self.own = {at: at for at in range(len(labels))}
        self.further: list[str] = []
        self.differ = False
        self._labels = [*labels]
        self._units: list[set[str]] = [{label.unit} for label in labels]
        self._meaning = meaning

    def matched(self, labels: Sequence[_Label], first: int) -> dict[int, int]:
        """Return for the columns of another part (from 0) which of the table's they are, new ones added.

        `first` is the column of the sheet with which the part begins.
        """
        found: dict[int, int] = {}
        for at, label in enumerate(labels):
            column = self._column(at, label, {*found.values()})
            if column < 0 and self.stands_for_number(at, labels):
                column = at
            if column < 0:
                column = len(self._labels)
                self._labels.append(label)
                self._units.append(set())
                self.further.append(label.whole or column_letters(first + at))
            self.differ = self.differ or column != at or self._units[column] != {label.unit}
            self._units[column].add(label.unit)
            found[at] = column
        return found

    def known(self, labels: Sequence[_Label]) -> bool:
        """Tell whether a part has any column of the first, so that it goes on with the same table."""
        return any(label.whole and self._column(at, label, set()) >= 0 for at, label in enumerate(labels))

    def shown(self, at: int, labels: Sequence[_Label]) -> str:
        """Return what a section calls a column, with the name that it stands for where nobody knows it."""
        word = labels[at].whole
        return f"{word} (= {self._labels[at].whole})" if self.stands_for_number(at, labels) else word

    def stands_for_number(self, at: int, labels: Sequence[_Label]) -> bool:
        """Tell whether a word nobody knows stands where the first header names the number of the piece.

        Without a number no row of a section could be read; whoever is asked sees what it is taken for.
        """
        if at >= len(self.own) or not labels[at].whole or self._meaning(labels[at].whole) != OTHER:
            return False
        said = self._meaning(self._labels[at].whole) in _NUMBERS
        return said and all(self._column(each, label, set()) != at for each, label in enumerate(labels))

    def _column(self, at: int, label: _Label, taken: set[int]) -> int:
        free = [column for column in range(len(self._labels)) if column not in taken]
        if at in free and at < len(self.own) and self._labels[at].name == label.name:
            return at
        same = [column for column in free if label.whole and self._labels[column].name == label.name]
        if not same and (means := self._meaning(label.whole)) != OTHER:
            same = [column for column in free if self._meaning(self._labels[column].whole) == means]
        return same[0] if same else -1

    def called(self, at: int, name: str) -> str:
        """Return what a column is called; without its unit where a part does not say any."""
        label = self._labels[at]
        if not self._split(at) or not label.unit:
            return name
        short = label.whole.removesuffix(f"({label.unit})").strip()
        return short if short != label.whole else label.name

    def part(self, columns: Mapping[int, int], labels: Sequence[_Label]) -> Part:
        """Return a part by its columns."""
        at_of = {column: at for at, column in columns.items()}
        every = range(len(self._labels))
        units = (labels[at_of[each]].unit if each in at_of else "" for each in every)
        own = (unit if self._split(at) or unit != self._labels[at].unit else "" for at, unit in enumerate(units))
        return Part(tuple(at_of[each] + 1 if each in at_of else 0 for each in every), tuple(own))

    def _split(self, at: int) -> bool:
        """Tell whether some parts say a unit of a column and others none: then each cell says its own."""
        return len(self._units[at]) > 1 and "" in self._units[at]


def _sections(guess: Guess, found: _Columns) -> Iterator[_Found]:
    """Yield the sections of a sheet that have a column of its table, those of equal headers known by the first."""
    asked: dict[tuple[str, ...], int] = {}
    for row, below in guess.again:
        labels = []
        for at in range(1, guess.layout.width + 1):
            unit = told(below, at).strip("()[]") if below else ""
            name = told(row, at)
            labels.append(_label(f"{name} ({unit})" if name and unit else name))
        if found.known(labels):
            words = tuple(found.shown(at, labels) for at, label in enumerate(labels) if label.whole)
            first = asked.setdefault((*words, *(words_of(below) if below else ())), row.number)
            yield _Found(row.number, below.number if below else 0, first, words, labels, found.matched(labels, 1))


def _label(name: str) -> _Label:
    word, unit = split_unit(name.split(_JOINT)[-1])
    return _Label(name, word, unit)


def as_answered(layout: Layout, answers: Mapping[str, str]) -> Layout:
    """Return a layout with what was answered about its sections."""
    kept: list[Section] = []
    end = layout.end_row
    for section in layout.sections:
        answer = answers.get(f"again:{section.asked}", ANEW)
        if answer == END:
            end = min(end or section.row - 1, section.row - 1)
        elif answer != AS_ROW:
            kept.append(section)
    return replace(layout, sections=tuple(kept), end_row=end)
