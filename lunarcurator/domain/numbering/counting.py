"""Counting: which series a number belongs to, and which number comes next."""

from collections.abc import Mapping
from typing import NamedTuple

from lunarcurator.domain.numbering.pattern import Pattern, Values
from lunarcurator.domain.numbering.table import Part, PartKind, SeriesRow, Table
from lunarcurator.domain.numbering.values import NumberTextError, Series


class Counted(NamedTuple):
    """How a number was counted: its series, its serial, and the print within which that series counts."""

    series: str
    serial: int | None
    scope: str


class Counter:
    """Counts serials by the series of a table; holds no state, the highest serial comes from the caller."""

    def __init__(self, table: Table, pattern: Pattern) -> None:
        self._table = table
        self._pattern = pattern
        # An import asks these of each of its numbers.
        counting = {row.counts for row in table.series}
        self._counting = tuple(part for part in table.parts if part.name in counting)[::-1]
        self._rows = {
            part.name: tuple(row for row in table.series if row.counts == part.name) for part in table.parts
        }
        self._ahead = {part.name: table.parts[:at] for at, part in enumerate(table.parts)}

    def counted(self, values: Mapping[str, str]) -> Counted:
        """Return how a number with these parts was counted; serial None when no series counts it."""
        part = self._counted_part(values)
        if part is None:
            return Counted("", None, "")
        serial = self._serial(part, values)
        if serial is None:
            return Counted("", None, "")
        return Counted(self._series_counting(part, serial, values), serial, self._scope(part, values))

    def series_of(self, values: Mapping[str, str]) -> tuple[Series, ...]:
        """Return the series offered to daughters of a number with these parts, in table order."""
        level = self._level(values)
        rows = (row for row in self._table.series if level in row.of)
        return tuple(Series(row.code, row.label, row.first, row.last, row.counted_as) for row in rows)

    def scope(self, values: Values, series: str) -> str:
        """Return the print within which this series counts for daughters of a number with these parts."""
        row = self._row(values, series)
        part = self._part(row.counts)
        return self._pattern.print(self._base(values, row, part))

    def next_values(self, values: Values, series: str, highest: int | None) -> Values:
        """Return the parts of the number after the highest; raises `NumberTextError` when none is left."""
        row = self._row(values, series)
        serial = row.first if highest is None else max(row.first, highest + 1)
        part = self._part(row.counts)
        if serial > row.last:
            scope = self.scope(values, series)
            raise NumberTextError("number.series_full", series=series, scope=scope, last=row.last)
        figure = str(serial) if part.shortest < part.longest else str(serial).rjust(part.longest, "0")
        chain = values.get(part.name, "") if part.repeat else ""
        counted = f"{chain}{part.joint}{figure}" if chain else figure
        return {**self._base(values, row, part), part.name: counted, **self._set_behind(row, part)}

    def above(self, values: Values) -> Values:
        """Return the parts of the number one level up; empty at the family's own level."""
        level = self._level(values)
        part = self._part(level)
        if part.repeat and part.joint in values[level]:
            return {**values, level: values[level].rpartition(part.joint)[0]}
        place = self._table.levels.index(level)
        if place == 0:
            return {}
        return self._cut_behind(values, self._table.levels[place - 1])

    def _level(self, values: Mapping[str, str]) -> str:
        present = [level for level in self._table.levels if level in values]
        return present[-1] if present else ""

    def _part(self, name: str) -> Part:
        return next(part for part in self._table.parts if part.name == name)

    def _counted_part(self, values: Mapping[str, str]) -> Part | None:
        for part in self._counting:
            if part.name in values:
                return part
        return None

    def _series_counting(self, part: Part, serial: int, values: Mapping[str, str]) -> str:
        """Take the last series that has begun by this serial: 6001 is a section, 0 an ordinary split."""
        first = begun = None
        for row in self._rows[part.name]:
            if row.sets and any(values.get(name) != text for name, text in row.sets.items()):
                continue
            first = first or row
            begun = row if row.first <= serial else begun
        found = begun or first
        return found.counted_as if found is not None else ""

    def _row(self, values: Mapping[str, str], series: str) -> SeriesRow:
        level = self._level(values)
        row = next((row for row in self._table.series if row.code == series and level in row.of), None)
        if row is None:
            raise NumberTextError("number.series_not_here", series=series, parent=self._pattern.print(values))
        return row

    def _base(self, values: Values, row: SeriesRow, part: Part) -> Values:
        """Return the parts before the serial of a new number: the parent's, with what the series sets."""
        if part.repeat:
            return dict(values)
        before = {one.name for one in self._before(part)}
        mixed = {**values, **row.sets}
        return {name: text for name, text in mixed.items() if name in before}

    def _set_behind(self, row: SeriesRow, part: Part) -> Values:
        before = {one.name for one in self._before(part)}
        return {name: text for name, text in row.sets.items() if name not in before and name != part.name}

    def _before(self, part: Part) -> tuple[Part, ...]:
        return self._ahead[part.name]

    def _scope(self, part: Part, values: Mapping[str, str]) -> str:
        before = {one.name: values[one.name] for one in self._before(part) if one.name in values}
        if part.repeat and part.joint in values[part.name]:
            before[part.name] = values[part.name].rpartition(part.joint)[0]
        return self._pattern.print(before)

    def _serial(self, part: Part, values: Mapping[str, str]) -> int | None:
        """Return the figure a part counts; of free text only what is a figure no series is too short for."""
        figure = values[part.name]
        if part.kind is not PartKind.TEXT:
            return int(figure.rpartition(part.joint)[2] if part.repeat else figure)
        last = max(row.last for row in self._rows[part.name])
        plain = figure.isascii() and figure.isdecimal() and len(figure) <= len(str(last))
        return int(figure) if plain and int(figure) <= last else None

    def _cut_behind(self, values: Values, level: str) -> Values:
        names = [part.name for part in self._table.parts]
        kept = names[: names.index(level) + 1]
        return {name: text for name, text in values.items() if name in kept}
