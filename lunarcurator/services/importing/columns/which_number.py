"""Columns that seem to number the pieces: where the headers of several say so, a person says which."""

from collections.abc import Sequence

from lunarcurator.services.importing.columns.mapping import OTHER, Aliases


def settle_numbers(columns: Sequence[str], mapping: dict[str, str]) -> None:
    """Take no column for the numbers where the headers of several say so."""
    headed = [each for each in headed_as_numbers(columns) if mapping[each] in ("number", OTHER)]
    if len(headed) > 1:
        mapping |= dict.fromkeys(headed, OTHER)


def headed_as_numbers(columns: Sequence[str]) -> list[str]:
    """Return the columns whose headers say that they number the pieces."""
    aliases = Aliases()
    return [column for column in columns if aliases.target(column) == "number"]
