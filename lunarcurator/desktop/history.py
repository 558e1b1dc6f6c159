"""The history somebody enters from old papers: the day reached in it, and the paper it is taken from."""

from dataclasses import dataclass, replace

from lunarcurator.domain.days import Day, show_day


@dataclass(frozen=True, slots=True)
class History:
    """While there is one, every act begins with its day and names its source.

    `stated` is how the paper words an imprecise day, empty for a precise one.
    """

    day: Day
    stated: str = ""
    source: str = ""

    @property
    def day_text(self) -> str:
        """The day as it is shown and typed."""
        return self.stated or show_day(self.day)

    def on(self, day: Day, stated: str) -> "History":
        """Return the same history on another day of it."""
        return replace(self, day=day, stated=stated)
