"""What becomes of the places that a column names."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Final, override

from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question
from lunarcurator.services.importing.columns.mapping import AS_LOANS
from lunarcurator.services.importing.columns.place_columns import PATH
from lunarcurator.services.importing.lists.place_rows import place_of
from lunarcurator.services.importing.reading import Reading

_PLACE: Final = "place"
_EXAMPLES: Final = 3
# A column of so many words is hardly one of places, and looking each of them up takes its time.
_MOST_PLACES: Final = 500


class Places(Chosen):
    """What becomes of the places that a column says."""

    name, options = "places", (Choice.KEEP, Choice.REFUSE, Choice.MOVE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        name, texts = sheet.places
        # A profile may have said before that they are set up.
        if not name or (reading.levels.get(name) == PATH and self.said(reading.answers) is None):
            return
        options = self.options if reading.kind != AS_LOANS else self.options[:2]
        away = [text for text in texts[:_MOST_PLACES] if place_of(sheet.desk, text) is None]
        if away:
            facts = {"column": name, "count": len(away), "examples": ", ".join(away[:_EXAMPLES])}
            yield self.ask(facts, choices=options)
        elif texts and Choice.MOVE in options:
            facts, choices = {"column": name, "count": len(texts[:_MOST_PLACES])}, (Choice.KEEP, Choice.MOVE)
            key = "import.ask.places_known"
            yield self.ask(facts, choices=choices, proposed=Choice.KEEP, key=key)

    def settled(self, reading: Reading) -> Reading:
        """Return a reading in which the column of places says where each piece stands now, if so answered."""
        if self.said(reading.answers) is not Choice.MOVE or reading.levels or reading.kind == AS_LOANS:
            return reading
        return replace(reading, levels=MappingProxyType(dict.fromkeys(reading.taken_for(_PLACE)[:1], PATH)))


PLACES: Final = Places()
