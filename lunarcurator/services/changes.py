"""What a posting changed, so that a window refreshes just that."""

from dataclasses import dataclass
from typing import Final

WIDE_FROM: Final = 2_000
"""With more samples than this a change is told as *wide*: a list of ids would cost more than a reload."""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The entry and the local ids it touched; `wide` says that the lists are left empty because all may differ."""

    seq: int
    samples: tuple[int, ...] = ()
    born: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    desk: bool = False
    wide: bool = False
