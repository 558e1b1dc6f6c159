"""Fills a template with facts: every text said, every row counted, every sum added."""

import string
from collections import ChainMap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from lunarcurator.documents.mass_sums import MassSum
from lunarcurator.documents.model import Column, ColumnKind, MassFigure, NoMass, Value
from lunarcurator.documents.papers import blocks as made
from lunarcurator.documents.papers import template as parts
from lunarcurator.documents.papers.blocks import CodeKind, Foot, Paper, PaperWords
from lunarcurator.documents.plain_text import shown

type Row = Mapping[str, object]
"""One row of facts: `Value`s by column key; for `each`, words by name and rows within the row."""
type Modules = Callable[[CodeKind, str], tuple[tuple[bool, ...], ...]]
"""Makes the modules of a code that says a text."""
type Translate = Callable[[str, str], str]
"""Says an English text of a context in the language of the paper."""


class FactLackingError(LookupError):
    """A template names a fact nobody gave: a fault of the template or of the service that gathers."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a paper is filled with: single facts already worded, and rows of further ones by name.

    `record` is the number of the record the paper is of. Cells of rows are as `documents.model.Value`s.
    `above` stands before all else; `warnings` are told to whoever prints.
    """

    record: str
    values: Mapping[str, str]
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    organisation: str = ""
    above: str = ""
    warnings: tuple[str, ...] = ()


def fill(
    template: parts.Template,
    facts: Facts,
    foot: Foot,
    words: PaperWords,
    modules: Modules,
    sum_word: str,
    translate: Translate = lambda _context, english: english,
) -> Paper:
    """Return the paper of a template and its facts; raises `FactLackingError` for a fact nobody gave."""
    filling = _Filling(template.key, words, dict(facts.values), facts.rows, modules, sum_word, translate)
    above = (made.Text(facts.above),) if facts.above else ()
    return Paper(
        template.key,
        filling.say(template.headline or template.title),
        facts.record,
        (*above, *filling.blocks(template.blocks)),
        foot,
        words,
        template.page,
        organisation=facts.organisation,
        warnings=facts.warnings,
    )


@dataclass(frozen=True, slots=True)
class _Filling:
    key: str
    words: PaperWords
    values: Mapping[str, str]
    rows: Mapping[str, Sequence[Row]]
    modules: Modules
    sum_word: str
    translate: Translate

    def say(self, english: str, *, column: bool = False) -> str:
        """Return a text in the language of the paper, its gaps filled."""
        pattern = self.translate(parts.context_of(self.key, column=column), english)
        named = [name for _, name, _, _ in string.Formatter().parse(pattern) if name]
        return pattern.format_map({name: self.fact(name) for name in named})

    def fact(self, name: str) -> str:
        if name not in self.values:
            raise FactLackingError(name)
        return self.values[name]

    def blocks(self, given: Iterable[parts.Part]) -> Iterator[made.Block]:
        for part in given:
            if self._wanted(part.when, part.unless):
                yield from self._block(part)

    def _wanted(self, when: str, unless: str = "") -> bool:
        return (not when or self._says(when)) and (not unless or not self._says(unless))

    def _says(self, name: str) -> bool:
        return bool(self.rows[name]) if name in self.rows else bool(self.fact(name))

    def _named(self, name: str) -> Sequence[Row]:
        if name and name not in self.rows:
            raise FactLackingError(name)
        return self.rows[name] if name else ()

    def _block(self, part: parts.Part) -> Iterator[made.Block]:
        match part:
            case parts.HeadingPart():
                yield made.Heading(self.say(part.text))
            case parts.TextPart():
                yield made.Text(self.say(part.text), part.small)
            case parts.PagePart():
                yield made.PageBreak()
            case parts.LinesPart():
                yield made.Lines(self.say(part.label), part.count)
            case parts.EachPart():
                yield from self._each(part)
            case parts.PicturesPart():
                yield from (_picture(row) for row in self._named(part.rows))
            case _:
                yield self._composed(part)

    def _composed(
        self, part: parts.FieldsPart | parts.TablePart | parts.SignaturesPart | parts.ChecksPart | parts.CodePart
    ) -> made.Block:
        match part:
            case parts.FieldsPart():
                return made.Fields(tuple(self._entries(part)), part.columns)
            case parts.TablePart():
                return self._table(part)
            case parts.SignaturesPart():
                return made.Signatures(tuple(self._signatures(part)))
            case parts.ChecksPart():
                return made.Checks(self.say(part.label), tuple(self._boxes(part)), part.columns)
            case parts.CodePart():
                text = self.fact(part.fact)
                return made.Code(part.kind, text, self.say(part.caption), self.modules(part.kind, text))

    def _entries(self, part: parts.FieldsPart) -> Iterator[made.Entry]:
        for each in part.fields:
            if self._wanted(each.when):
                text = self.fact(each.fact) if each.fact else ""
                text = text or (self.words.not_set if each.must else "")
                yield made.Entry(self.say(each.label), text, each.line or not each.fact)
        for row in self._named(part.rows):
            yield made.Entry(str(row["label"]), str(row["text"]), bool(row.get("line")))

    def _signatures(self, part: parts.SignaturesPart) -> Iterator[made.Signature]:
        for each in part.lines:
            if self._wanted(each.when):
                name = self.fact(each.name) if each.name else ""
                yield made.Signature(self.say(each.role), name, self.fact(each.day) if each.day else "")

    def _boxes(self, part: parts.ChecksPart) -> Iterator[made.Check]:
        for each in part.boxes:
            yield made.Check(self.say(each.label), bool(each.fact and self.fact(each.fact)))
        for row in self._named(part.rows):
            yield made.Check(str(row["label"]), bool(row["ticked"]))

    def _each(self, part: parts.EachPart) -> Iterator[made.Block]:
        for at, row in enumerate(self._named(part.rows)):
            if at and part.new_page:
                yield made.PageBreak()
            told = {key: value for key, value in row.items() if isinstance(value, str)}
            within: dict[str, Sequence[Row]] = {
                key: value for key, value in row.items() if isinstance(value, tuple | list)
            }
            inner = replace(self, values=ChainMap(told, dict(self.values)), rows=ChainMap(within, dict(self.rows)))
            yield from inner.blocks(part.blocks)

    def _table(self, part: parts.TablePart) -> made.Table:
        given = self._named(part.rows)
        kept = [each for each in part.columns if not each.optional or _says(given, each)]
        columns = (
            *(
                Column(each.key, self.say(each.label, column=True), each.kind, each.unit, each.width)
                for each in kept
            ),
            *(Column(str(row["key"]), str(row["label"])) for row in self._named(part.columns_of)),
        )
        must = {each.key for each in kept if each.must}
        rows = tuple(tuple(self._cell(row, each.key, must) for each in columns) for row in given)
        totals = self._totals(kept, rows, given)
        rows = tuple(self._beside(kept, row, cells) for row, cells in zip(given, rows, strict=True))
        blank = int(self.fact(part.blank_of)) if part.blank_of else part.blank
        return made.Table(columns, rows, totals, blank, self.say(part.empty), part.ruled)

    def _cell(self, row: Row, key: str, must: Collection[str]) -> Value:
        value = _cell(row, key)
        return self.words.not_set if key in must and value in (None, "") else value

    def _beside(
        self, columns: Sequence[parts.ColumnPart], row: Row, cells: tuple[Value, ...]
    ) -> tuple[Value, ...]:
        """Return the cells of a row, the pieces without a mass said beside the figures they belong to."""
        return (
            *(self._with(each, value, _count(row, each)) for each, value in zip(columns, cells, strict=False)),
            *cells[len(columns) :],
        )

    def _with(self, column: parts.ColumnPart, value: Value, count: int) -> Value:
        if not count:
            return value
        pattern = self.words.came_unweighed if value is None else self.words.and_unweighed
        return pattern.format(mass=shown(value, Column(column.key, "", column.kind, column.unit)), count=count)

    def _totals(
        self, columns: Sequence[parts.ColumnPart], rows: Sequence[tuple[Value, ...]], given: Sequence[Row]
    ) -> tuple[Value, ...]:
        totals = [
            self._total(each, [row[at] for row in rows], sum(_count(row, each) for row in given))
            if each.sum
            else None
            for at, each in enumerate(columns)
        ]
        if all(each is None for each in totals):
            return ()
        return (self.sum_word if totals[0] is None else totals[0], *totals[1:])

    def _total(self, column: parts.ColumnPart, cells: Sequence[Value], beside: int) -> Value:
        """Return the sum of what has a figure; in words at least how much it is, where something has none."""
        if column.kind is not ColumnKind.MASS:
            counts = [each for each in cells if isinstance(each, int)]
            return self._of_how_many(column, cells, sum(counts) if counts else None)
        total = self._mass_sum(cells, beside)
        if not total.blank:
            return self._of_how_many(column, cells, total.figure)
        if total.figure is None:
            return self.words.unknown
        least = shown(total.figure._replace(bound=None), Column(column.key, "", column.kind, column.unit))
        return self.words.at_least.format(sum=least, count=total.blank)

    def _mass_sum(self, cells: Sequence[Value], beside: int) -> MassSum:
        """Return what the figures add up to beside the cells in which a word stands for one."""
        total = MassSum(blank=beside)
        for each in cells:
            lacks = _lacks_figure(each) and each != self.words.not_set
            if lacks or isinstance(each, int | MassFigure):
                total.add(each)
        return total

    def _of_how_many(self, column: parts.ColumnPart, cells: Sequence[Value], total: Value) -> Value:
        """Return a sum with on how many of all lines it is, where a column says so and some have no figure."""
        told = sum(isinstance(each, MassFigure | int) for each in cells)
        if total is None or not column.partial or told == len(cells):
            return total
        figure = shown(total, Column(column.key, "", column.kind, column.unit))
        return self.words.on_lines.format(sum=figure, count=told, all=len(cells))


def _cell(row: Row, key: str) -> Value:
    if key not in row:
        raise FactLackingError(key)
    value = row[key]
    if value is None or isinstance(value, str | int | MassFigure | datetime):
        return value
    raise FactLackingError(f"{key}: {value!r}")


def _count(row: Row, column: parts.ColumnPart) -> int:
    """Return how many pieces without a mass stand beside the figure of a row."""
    value = row.get(column.beside) if column.beside else None
    return value if isinstance(value, int) else 0


def _says(rows: Sequence[Row], column: parts.ColumnPart) -> bool:
    """Tell whether a column says something in any row; a depth of 0 does, a count of 0 does not."""
    told = [row.get(column.key) or _count(row, column) for row in rows]
    return any(told) or (column.kind is ColumnKind.LENGTH and 0 in told)


def _lacks_figure(cell: Value) -> bool:
    """Tell whether a word stands in place of a mass that there is."""
    return isinstance(cell, str) and bool(cell) and not isinstance(cell, NoMass)


def _picture(row: Row) -> made.Picture:
    data = row.get("data")
    kept = data if isinstance(data, bytes) else b""
    return made.Picture(str(row["file"]), str(row["sha256"]), str(row["caption"]), kept)
