"""Asks which column says the number of a piece: where none is known, or where several may."""

from collections.abc import Callable, Iterable

from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.cells.repairs import NONE
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.composed_keys import joints_between, likely_key, together
from lunarcurator.services.importing.columns.mapping import OTHER, Aliases, split_unit
from lunarcurator.services.importing.columns.several_numbers import headed_as_numbers
from lunarcurator.services.importing.preparing import joined_text
from lunarcurator.services.importing.reading import Reading


def about_number(reading: Reading, rows: Callable[[], Iterable[Row]]) -> Question:
    """Return the question which column numbers the pieces; those whose headers say so are named and come first.

    Where no column says another thing in every row, the first that do together are named and come before all.
    """
    likely = headed_as_numbers(reading.columns, Aliases())
    key = "import.ask.number"
    facts: list[tuple[str, str | int]] = [("sheet", reading.sheet)]
    offered: tuple[str, ...] = ()
    if len(likely) > 1:
        key = "import.ask.number_of"
        facts.append(("columns", ", ".join(f"“{name}”" for name in likely)))
    elif parts := likely_key(rows, reading.columns, _free(reading)):
        key, offered = "import.ask.number_together", (together(parts),)
        example, short, blanks = _numbers(reading, parts, rows())
        facts += [("columns", offered[0]), ("example", example)]
        if blanks:
            key = "import.ask.number_in_part"
            facts += [("short", short), ("count", blanks)]
    choices = (*dict.fromkeys((*offered, *likely, *reading.columns)), NONE)
    return Question("number", key, tuple(facts), choices, must=True)


def _free(reading: Reading) -> list[str]:
    """Return the columns that nobody reads otherwise and that name no unit."""
    return [
        name for name in reading.columns if reading.mapping.get(name, OTHER) == OTHER and not split_unit(name)[1]
    ]


def _numbers(reading: Reading, parts: tuple[str, ...], rows: Iterable[Row]) -> tuple[str, str, int]:
    """Return the first number as its parts make it, the first that lacks one, and how many do."""
    places = [reading.columns.index(name) for name in parts]
    joints, whole, short, blanks = joints_between(parts), "", "", 0
    for row in rows:
        said = [plain(row.cells[at]) for at in places]
        if all(said):
            whole = whole or joined_text(said, joints)
        else:
            blanks, short = blanks + 1, short or joined_text(said, joints)
    return whole or short, short, blanks
