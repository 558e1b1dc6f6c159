"""Lists of what needs a hand, and the result of a count with its two signatures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from lunarcurator.documents.mass_sums import MassSum
from lunarcurator.documents.model import AboutLine, Column, Document, Say, Sheet, Value, wording
from lunarcurator.documents.plain_text import plain
from lunarcurator.documents.reports.about import Circumstances, about_lines
from lunarcurator.domain.mass_units import unit_symbol

type Row = tuple[Value, ...]

_LINE = "_" * 32


def listing(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
    say: Say,
    circumstances: Circumstances,
    *,
    language: str = "en",
    outlined: bool = False,
    summed: str = "",
) -> Document:
    """Make a document of one list; columns and cells are worded already; `outlined` as in `Sheet`.

    What it says of itself tells how many rows there are, and what the masses of the column `summed` add up to,
    with the rows that say none.
    """
    at = next((n for n, each in enumerate(columns) if each.key == summed), None)
    tally = _Tally(at)
    sheet = Sheet(title, tuple(columns), tally.counted(rows), outlined=outlined)
    about = chain(about_lines(say, title, circumstances), tally.lines(say, columns))
    return Document(title, (sheet,), about, wording(say, language))


@dataclass(slots=True)
class _Tally:
    """Counts the rows of a list as they pass, and sums one column of masses."""

    at: int | None
    rows: int = 0
    sum: MassSum = field(default_factory=MassSum)

    def counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self.rows += 1
            if self.at is not None:
                self.sum.add(row[self.at])
            yield row

    def lines(self, say: Say, columns: Sequence[Column]) -> Iterator[AboutLine]:
        """Yield what was counted; to be asked for after the last row."""
        yield AboutLine(say("about.rows"), str(self.rows))
        if self.at is not None and self.rows:
            column = columns[self.at]
            figure, blank = self.sum.figure, self.sum.blank
            told = say("mass.unknown") if figure is None else f"{plain(figure, column)} {unit_symbol(column.unit)}"
            if blank:
                told = f"{told}; {say('about.without_figure', {'count': blank})}"
            yield AboutLine(say("about.sum", {"column": column.label}), told)


def signed_listing(
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    counted: Sequence[AboutLine],
    say: Say,
    circumstances: Circumstances,
    *,
    language: str = "en",
) -> Document:
    """Make the list of a count: what differs, then a line to sign on for each of two people.

    `counted` is told beside the circumstances: which count, and what it found.
    """
    sheet = Sheet(title, tuple(columns), (*rows, *_signatures(len(columns), say)))
    about = (*about_lines(say, title, circumstances), *counted)
    return Document(title, (sheet,), about, wording(say, language))


def _signatures(width: int, say: Say) -> Iterator[Row]:
    for key in ("report.signed_counter", "report.signed_witness"):
        yield (None,) * width
        yield (say(key), _LINE, *(None,) * (width - 2))
