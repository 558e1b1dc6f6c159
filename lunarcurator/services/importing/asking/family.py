"""The number that the splits of a list are of, where it says none."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import Final, override

from lunarcurator.services.importing.asking.question import Looking, Question, Told
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.non_record_rows.titles import TITLES
from lunarcurator.services.importing.reading import Reading


class Family(Told):
    """Of which sample a list of splits is that names none."""

    name = "family"
    free = True

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        taken = {*reading.mapping.values(), TITLES.target(reading)}
        # What was answered may be said otherwise.
        known = taken if self.said(reading.answers) else taken | {*reading.constants}
        if reading.says_pieces and "specific" in taken and not known & {"generic", "number"}:
            cells = chain.from_iterable(sheet.cells(reading.taken_for("specific")).values())
            yield self.ask({"sheet": reading.sheet, "example": next(filter(None, map(plain, cells)), "")})

    def settled(self, reading: Reading) -> Reading:
        """Return a reading whose splits are all of the number that was said."""
        said = self.said(reading.answers)
        return (
            replace(reading, constants=MappingProxyType({**reading.constants, "generic": said}))
            if said
            else reading
        )


FAMILY: Final = Family()
