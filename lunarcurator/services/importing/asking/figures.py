"""What the figures of a column leave open: raised signs, points that may part thousands, parts of one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from lunarcurator.exchange.book import Book, Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.asking.question import REFUSE, Question, ask
from lunarcurator.services.importing.cells.commas import DECIMAL, THOUSANDS, decimal_points
from lunarcurator.services.importing.cells.decimal_commas import writes_decimal_commas
from lunarcurator.services.importing.cells.dots import POINT, dot_two_ways, parts_thousands, without_dot
from lunarcurator.services.importing.cells.percentages import PARTS, PERCENT, parts_of_one
from lunarcurator.services.importing.cells.raised_signs import FOOTNOTE, carries_mark, without_mark
from lunarcurator.services.importing.columns.merged_masses import MERGED, first_told, merged_masses
from lunarcurator.services.importing.reading import EACH, TOGETHER, Reading

# What parts the columns of a text where a comma parts decimals.
_NO_COMMAS: Final = (";", "\t")
_NO_FIGURES: Final = ("number", "generic", "specific", "parent", "names", "place", "day")


def about_raised(reading: Reading, names: Iterable[str], cells: dict[str, list[Cell]]) -> Iterator[Question]:
    """Ask what raised signs are in these columns; where they are footnotes, `cells` lose them."""
    for name in names:
        marked = [cell for cell in cells[name] if carries_mark(cell)]
        if not marked:
            continue
        shown = " ".join(str(marked[0]).split())
        yield ask(f"raised:{name}", (FOOTNOTE, REFUSE), must=True, column=name, count=len(marked), example=shown)
        if reading.answers.get(f"raised:{name}") == FOOTNOTE:
            cells[name] = [*map(without_mark, cells[name])]


def about_dots(
    reading: Reading,
    names: Sequence[str],
    cells: dict[str, list[Cell]],
    rows: Callable[[], Iterable[Row]],
    book: Book,
) -> Iterator[Question]:
    """Ask what the points of these columns are where the sheet writes decimals with a comma, or may do so.

    It may where semicolons or tabs part the columns of a file and no figure of them shows a decimal point. Where
    the points part thousands, `cells` lose them.
    """
    doubtful = {name: found for name in names if (found := [*filter(None, map(dot_two_ways, cells[name]))])}
    if not doubtful:
        return
    parted = book.kind == "csv" and book.delimiter in _NO_COMMAS
    may_part = parted and not any(decimal_points(cells[name]) for name in names)
    if not may_part and not _has_decimal_commas(reading, names, cells, rows):
        return
    for name, (first, *more) in doubtful.items():
        facts = {"thousands": first.replace(".", ""), "example": first}
        yield ask(f"dot:{name}", (POINT, THOUSANDS), must=True, column=name, count=1 + len(more), **facts)
        if reading.answers.get(f"dot:{name}") == THOUSANDS:
            cells[name] = [*map(without_dot, cells[name])]


def _has_decimal_commas(
    reading: Reading,
    names: Sequence[str],
    cells: dict[str, list[Cell]],
    rows: Callable[[], Iterable[Row]],
) -> bool:
    """Tell whether the sheet shows, or a person said, that it writes decimals with a comma."""
    if any(reading.answers.get(f"comma:{name}") == DECIMAL for name in names):
        return True
    if parts_thousands(cells[name] for name in names):
        return True
    # Of numbers, places and days a comma says nothing: 24077,3 is no figure.
    known = {*names, *reading.taken_for(*_NO_FIGURES), *reading.key, *reading.parent_key, *reading.several}
    free = [at for at, name in enumerate(reading.columns) if name not in known]
    return writes_decimal_commas(rows(), free)


def about_merged(reading: Reading, rows: Callable[[], Iterable[Row]]) -> Iterator[Question]:
    """Ask of each column of masses what a figure is in a cell that is merged over several rows."""
    for name, merged in merged_masses(reading).items():
        if told := [*first_told(merged, rows())]:
            (_, (top, _, bottom, _)), text = told[0]
            facts: dict[str, str | int] = {"count": len(told), "example": text, "top": top, "bottom": bottom}
            # Of records side by side nothing says which of them a row merged by its number is.
            choices = (EACH, REFUSE) if reading.layout.groups else (TOGETHER, EACH)
            yield Question(
                f"{MERGED}:{name}", "import.ask.merged", (("column", name), *facts.items()), choices, must=True
            )


def about_shares(reading: Reading, rows: Iterable[Row]) -> Iterator[Question]:
    """Ask of a column of percentages whether its figures, none above 1, are percent or parts of one."""
    for name in reading.taken_for("pristinity_milli")[:1]:
        at = reading.columns.index(name)
        if examples := parts_of_one(row.cells[at] for row in rows):
            shown = ", ".join(examples)
            yield ask(f"share:{name}", (PERCENT, PARTS), must=True, column=name, examples=shown)
