"""Which column numbers the pieces, where no header says so or several do: a person is asked."""

from collections.abc import Iterator, Sequence
from typing import Final, override

from lunarcurator.services.importing.asking.question import Looking, Question, Reading, Told
from lunarcurator.services.importing.columns.mapping import OTHER, Aliases


class WhichNumber(Told):
    """Which column numbers the pieces; those whose headers say so come first."""

    name = "number"

    def column(self, reading: Reading) -> str:
        """Return the column that somebody said, empty where nobody did or there is no such."""
        said = self.said(reading.answers) or ""
        return said if said in reading.columns else ""

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        if sheet.reading.says_pieces:
            return
        columns, likely = sheet.reading.columns, _headed_as_numbers(sheet.reading.columns)
        facts = {"sheet": sheet.reading.sheet, "columns": ", ".join(f"“{name}”" for name in likely)}
        key = "import.ask.number_of" if len(likely) > 1 else ""
        yield self.ask(facts, choices=(*dict.fromkeys((*likely, *columns)),), key=key)


NUMBER: Final = WhichNumber()


def settle_numbers(columns: Sequence[str], mapping: dict[str, str]) -> None:
    """Take no column for the numbers where the headers of several say so."""
    headed = [each for each in _headed_as_numbers(columns) if mapping[each] in ("number", OTHER)]
    if len(headed) > 1:
        mapping |= dict.fromkeys(headed, OTHER)


def _headed_as_numbers(columns: Sequence[str]) -> list[str]:
    aliases = Aliases()
    return [column for column in columns if aliases.target(column) == "number"]
