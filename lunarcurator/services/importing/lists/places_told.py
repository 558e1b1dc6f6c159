"""What becomes of the places that a column names."""

from collections.abc import Iterator
from typing import Final, override

from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question
from lunarcurator.services.importing.columns.mapping import AS_LOANS
from lunarcurator.services.importing.lists.place_rows import place_of

_EXAMPLES: Final = 3
# A column of so many words is hardly one of places, and looking each of them up takes its time.
_MOST_PLACES: Final = 500


class Places(Chosen):
    """What becomes of the places that a column says."""

    name, options = "places", (Choice.KEEP, Choice.REFUSE, Choice.MOVE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        # A list of loans says who has a piece and moves none: its words for places stay with the loan.
        if sheet.reading.kind == AS_LOANS:
            return
        name, texts = sheet.places
        away = [text for text in texts[:_MOST_PLACES] if place_of(sheet.desk, text) is None]
        if away:
            facts = {"column": name, "count": len(away), "examples": ", ".join(away[:_EXAMPLES])}
            yield self.ask(facts)
        elif texts:
            facts, choices = {"column": name, "count": len(texts[:_MOST_PLACES])}, (Choice.KEEP, Choice.MOVE)
            key = "import.ask.places_known"
            yield self.ask(facts, choices=choices, proposed=Choice.KEEP, key=key)


PLACES: Final = Places()
