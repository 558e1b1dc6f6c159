"""The history somebody enters from old papers: the day reached in it, and the paper it is taken from."""

from dataclasses import dataclass, replace

from lunarcurator.domain.days import Day, show_day
from lunarcurator.services.words import Words


@dataclass(frozen=True, slots=True)
class History:
    """While there is one, every act begins with its day and names its source.

    `stated` is how the paper words an imprecise day, empty for a precise one. `sheet` is the number of the paper
    sheet that is entered next, 0 where sheets have none; `act` is the action by which it is entered.
    """

    day: Day
    stated: str = ""
    source: str = ""
    sheet: int = 0
    act: str = ""

    @property
    def day_text(self) -> str:
        """The day as it is shown and typed."""
        return self.stated or show_day(self.day)

    def cited(self, words: Words) -> str:
        """Return the source as an entry names it: the paper, and the sheet of it."""
        if not self.sheet:
            return self.source
        return words.say("history.sheet", {"source": self.source, "sheet": self.sheet})

    def entered(self, day: Day, stated: str) -> "History":
        """Return the history after an act: on its day, and at the next sheet where sheets are counted."""
        return replace(self, day=day, stated=stated, sheet=self.sheet + 1 if self.sheet else 0)
