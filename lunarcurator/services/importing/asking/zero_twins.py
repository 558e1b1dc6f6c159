"""A number and its `,0` in one list: a person says whether they are one piece or two."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, override

from lunarcurator.domain.numbering import NumberTextError, SampleNumber, Scheme
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question
from lunarcurator.services.importing.cells.values import number_value, plain
from lunarcurator.services.importing.reading import Reading

_ZERO: Final = re.compile(r"[^0-9]0\s*$")


class ZeroTwin(Chosen):
    """Whether a number that stands with and without a `,0` is one piece: as two, its mass counts twice."""

    name, options = "zero_twin", (Choice.ONE_PIECE, Choice.TWO_PIECES)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        names, target = sheet.reading.taken_for("number")[:1], sheet.target
        if not names or target is None or not target.scheme.has_zero_split:
            return
        if sheet.reading.taken_for("generic", "specific"):
            return
        twins = _twins(target.scheme, sheet.cells(names)[names[0]])
        if twins:
            facts = {
                "column": names[0],
                "count": len(twins),
                "zero": twins[0].canonical,
                "family": twins[0].family,
            }
            yield self.ask(facts, names[0])

    def is_one(self, reading: Reading) -> bool:
        """Tell whether somebody said that they are one piece."""
        said = (self.said(reading.answers, name) for name in reading.taken_for("number"))
        return Choice.ONE_PIECE in said


ZERO_TWIN: Final = ZeroTwin()


def _twins(scheme: Scheme, cells: Sequence[Cell]) -> list[SampleNumber]:
    """Return the numbers that end in a `,0` and stand in a column without it too."""
    # Parsing all numbers of a long list takes its time, and few lists have a zero.
    ending = {cell for cell in cells if isinstance(cell, str) and _ZERO.search(cell)}
    zeros = {each.canonical: each for cell in ending for each in _zero(scheme, cell)}
    told = {*filter(plain, cells)} if zeros else ()
    shown = {each.canonical for cell in told for each in _parsed(scheme, cell)}
    return [zero for zero in zeros.values() if zero.family in shown]


def _zero(scheme: Scheme, cell: Cell) -> Iterator[SampleNumber]:
    yield from (number for number in _parsed(scheme, cell) if scheme.is_zero_split(number))


def _parsed(scheme: Scheme, cell: Cell) -> tuple[SampleNumber, ...]:
    try:
        return (scheme.parse_cell(number_value(cell)),)
    except NumberTextError:
        return ()
