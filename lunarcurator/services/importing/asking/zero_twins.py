"""A number and its `,0` in one list: a person says whether they are one piece or two."""

import re
from collections.abc import Iterator
from typing import Final

from lunarcurator.domain.numbering import NumberTextError, SampleNumber, Scheme
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.asking.question import Question, ask
from lunarcurator.services.importing.asking.told_columns import ToldColumns
from lunarcurator.services.importing.cells.repairs import ONE_PIECE, TWO_PIECES, ZERO_TWIN
from lunarcurator.services.importing.cells.values import number_value, plain
from lunarcurator.services.importing.reading import Reading

_ZERO: Final = re.compile(r"[^0-9]0\s*$")


def about_zero_twins(reading: Reading, scheme: Scheme, told: ToldColumns) -> Iterator[Question]:
    """Ask whether a number that stands with and without a `,0` is one piece: as two, its mass counts twice."""
    names = reading.taken_for("number")[:1]
    if not names or not scheme.has_zero_split or reading.taken_for("generic", "specific"):
        return
    cells = told.of(names)[names[0]]
    # Parsing all numbers of a long list takes its time, and few lists have a zero.
    ending = {cell for cell in cells if isinstance(cell, str) and _ZERO.search(cell)}
    zeros = [each for cell in ending for each in _zero(scheme, cell)]
    if not zeros:
        return
    shown = {each.canonical for cell in {*cells} if plain(cell) for each in _parsed(scheme, cell)}
    twins = list({zero.canonical: zero for zero in zeros if zero.family in shown}.values())
    if twins:
        facts = {"zero": twins[0].canonical, "family": twins[0].family}
        choices = (ONE_PIECE, TWO_PIECES)
        yield ask(f"{ZERO_TWIN}:{names[0]}", choices, must=True, column=names[0], count=len(twins), **facts)


def _zero(scheme: Scheme, cell: Cell) -> Iterator[SampleNumber]:
    yield from (number for number in _parsed(scheme, cell) if scheme.is_zero_split(number))


def _parsed(scheme: Scheme, cell: Cell) -> tuple[SampleNumber, ...]:
    try:
        return (scheme.parse_cell(number_value(cell)),)
    except NumberTextError:
        return ()
