"""Answers the questions of the wizard as who wrote the sheet would: honestly, and not at all where he cannot."""

from collections import Counter

from lunarcurator.services.importing import Question, Reading, Source, answered, questions
from lunarcurator.services.importing.reading import mapped
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.true_lists.grid import Column, Grid

TARGETS = {
    "number": "number", "generic": "generic", "split": "specific", "parent": "parent", "mission": "mission",
    "mass": "mass", "mass_now": "mass_now", "original": "original", "unit": "mass_unit", "day": "day",
    "form": "form", "place": "place", "class_name": "class_name", "remarks": "remarks", "counter": "other",
    "": "other", "extra": "other", "again": "other", "count": "count",
}  # fmt: skip


class CannotAnswerError(Exception):
    """An honest person has no answer to a question as it is put."""


class Author:
    """Who wrote a sheet: he corrects what columns are taken for, and answers what is asked."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self.asked: list[str] = []
        self.corrected: Counter[str] = Counter()

    def columns(self, reading: Reading) -> dict[str, Column]:
        """Return by its name in the reading what a column really is."""
        first = reading.guess.layout.groups[0][0] if reading.guess.layout.groups else 1
        at = {name: index + first - self._grid.left for index, name in enumerate(reading.columns)}
        columns = self._grid.columns
        return {name: columns[index % len(columns)] for name, index in at.items() if index >= 0}

    def corrects(self, reading: Reading) -> Reading:
        """Map the columns nobody knows, as a person does who sees them; what is taken wrongly stands."""
        for name, column in self.columns(reading).items():
            target = TARGETS[column.field]
            if target not in ("other", "mass_unit") and reading.mapping[name] == "other":
                if target == "parent":
                    # The wizard asks about it by itself.
                    continue
                self.corrected[f"{column.field}: {column.header}"] += 1
                reading = mapped(reading, name, target)
        return reading

    def answers(self, session: StoreSession, source: Source, reading: Reading) -> Reading:
        """Return the reading with every question answered, also those that need no answer."""
        for _ in range(12):
            new = [each for each in questions(session, source, reading) if each.id not in reading.answers]
            if not new:
                return reading
            for each in new[:1] if new[0].must else new:
                self.asked.append(each.id)
                answer = self._answer(each, reading)
                if not each.takes(answer):
                    raise CannotAnswerError(f"{each.id} takes no {answer!r}")
                reading = answered(reading, each.id, answer)
        raise CannotAnswerError("asked without an end")

    def _answer(self, asked: Question, reading: Reading) -> str:
        kind, _, about = asked.id.partition(":")
        facts = dict(asked.facts)
        columns = self.columns(reading)
        column = columns.get(about, Column("", ""))
        match kind:
            case "fill":
                return "yes" if column.fill else "no"
            case "ditto":
                return "yes" if column.ditto else "no"
            case "note":
                return "yes" if self._is_no_record(int(about)) else "no"
            case "again":
                return "anew" if self._is_no_record(int(about)) else "row"
            case "hidden_rows" | "hidden_columns":
                return "take"
            case "struck" | "places" | "place_columns":
                return "keep"
            case "decimals":
                return "comma" if self._grid.decimal_comma else "point"
            case "date_order":
                return "day_first" if column.day_first else "month_first"
            case "unit":
                spelt = {"g": ("g", "grams", "克", "г"), "mg": ("mg", "毫克", "мг"), "kg": ("kg", "кг")}
                return next((unit for unit, words in spelt.items() if column.unit in words), "")
            case "mass_now":
                return "none"
            case "collection":
                return self._grid.kind.answer
            case "titles":
                return self._of_titles(asked, reading)
            case "daughters":
                return self._grid.daughters
            case "from_book":
                return self._grid.from_book
            case "lost_zeros":
                return self._lost_zeros()
        raise CannotAnswerError(f"{asked.id} {facts} {asked.choices}")

    def _lost_zeros(self) -> str:
        ends = [piece.split for piece in self._grid.pieces.values() if piece.split]
        lost = {len(end) - len(end.rstrip("0")) for end in ends}
        if lost != {0}:
            return "refuse"
        return "yes"

    def _is_no_record(self, row: int) -> bool:
        return row in self._grid.aside or row <= self._grid.header_row

    def _of_titles(self, asked: Question, reading: Reading) -> str:
        rows = [each.row for each in reading.titles]
        records = [row for row in rows if row in self._grid.records]
        if records and len(records) < len(rows):
            raise CannotAnswerError(f"{asked.id} {rows}")
        return "row" if records else "set_aside"
