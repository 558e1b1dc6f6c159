"""Lists of names with positions: of places, or of pieces and where each was found."""

from collections.abc import Sequence
from typing import Final

from lunarcurator.services.importing.columns.mapping import Aliases
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.profiles import Profile

VENUES: Final = "display venues"
"""The profile of lists that only name places and say where on the map they are."""

_OF_PIECES: Final = frozenset(
    (*MASSES, "number", "generic", "specific", "parent", "class_name", "subclass", "form", "pristinity_milli")
)


def may_be_venues(profile: Profile, columns: Sequence[str], aliases: Aliases) -> bool:
    """Tell whether a table may be a list of venues: no column says what only pieces have."""
    own = {*profile.levels, *profile.mapping}
    rest = [column for column in columns if profile.header(column) not in own]
    return not _OF_PIECES & {aliases.target(column) for column in rest}
