"""Asks which column says the number of a piece: where none is known, or where several may."""

from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.cells.repairs import NONE
from lunarcurator.services.importing.columns.mapping import Aliases
from lunarcurator.services.importing.columns.several_numbers import headed_as_numbers
from lunarcurator.services.importing.reading import Reading


def about_number(reading: Reading) -> Question:
    """Return the question which column numbers the pieces; those whose headers say so are named and come first."""
    likely = headed_as_numbers(reading.columns, Aliases())
    key, facts = "import.ask.number", [("sheet", reading.sheet)]
    if len(likely) > 1:
        key = "import.ask.number_of"
        facts.append(("columns", ", ".join(f"“{name}”" for name in likely)))
    choices = (*dict.fromkeys((*likely, *reading.columns)), NONE)
    return Question("number", key, tuple(facts), choices, must=True)
