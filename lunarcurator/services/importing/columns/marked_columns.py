"""Strokes and comments of a row: they are kept beside the piece; a row struck through is asked about."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, override

from lunarcurator.exchange.layout import Layout
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question, Reading

MARKS: Final = "#"
"""The column that keeps what the marks of a row say."""

_STRUCK: Final = "~~"


class Strokes(Chosen):
    """Whether rows that are struck through come in."""

    name, options = "struck", (Choice.KEEP, Choice.LEAVE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        first = sheet.reading.guess.layout.first_row
        if rows := [row for row in self._struck(sheet.reading) if row >= first]:
            yield self.ask({"count": len(rows)})

    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout without the rows that are left out."""
        left = self.said(reading.answers) is Choice.LEAVE
        return replace(layout, aside=layout.aside | self._struck(reading)) if left else layout

    @staticmethod
    def _struck(reading: Reading) -> set[int]:
        return {row for row, _ in reading.seen_marks.struck}


STROKES: Final = Strokes()


def marks_told(reading: Reading) -> dict[int, str]:
    """Return by row what its strokes and comments say, each behind its column; none of blocks side by side."""
    marks, layout = reading.seen_marks, reading.layout
    said = [*dict.fromkeys(marks.struck, _STRUCK).items(), *marks.comments.items()]
    told: dict[int, list[str]] = {}
    for (row, column), words in sorted(said):
        if column <= len(reading.columns) and row >= layout.first_row and row not in layout.aside:
            told.setdefault(row, []).append(f"{reading.column(column)}: {words}")
    return {} if layout.groups else {row: "; ".join(words) for row, words in told.items()}
