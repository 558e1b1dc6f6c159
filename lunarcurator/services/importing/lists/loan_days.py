"""Days under a header of returns in a list of loans: those agreed upon, or those on which pieces came back."""

from collections.abc import Iterator
from typing import Final, override

from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question
from lunarcurator.services.importing.columns.loan_headers import is_either_day
from lunarcurator.services.importing.columns.mapping import AS_LOANS
from lunarcurator.services.importing.reading import Reading, mapped


class ReturnDay(Chosen):
    """Whether a day of return is the one agreed upon or the one it was, by column."""

    name, options = "return_day", (Choice.DUE, Choice.RETURNED)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        for name in sheet.reading.taken_for("returned") if sheet.reading.kind == AS_LOANS else ():
            if is_either_day(name, sheet.reading.mapping):
                yield self.ask({"column": name}, name)

    def settled(self, reading: Reading) -> Reading:
        """Return a reading in which columns are those of days agreed upon, where so answered."""
        for name in reading.taken_for("returned"):
            if self.said(reading.answers, name) is Choice.DUE:
                reading = mapped(reading, name, "due")
        return reading


RETURN_DAY: Final = ReturnDay()
