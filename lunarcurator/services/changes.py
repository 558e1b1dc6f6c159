"""What a posting changed, so that a window refreshes just that."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDE_FROM: Final = 2_000
"""With more samples than this a change is told as *wide*: a list of ids would cost more than a reload."""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The entry and the local ids it touched; `wide` says that the lists are left empty because all may differ.

    `records` says that it touched what is neither piece nor place: a collection, a borrower, a loan line, a case.
    """

    seq: int
    samples: tuple[int, ...] = ()
    born: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    records: bool = False
    wide: bool = False


def together(changes: Sequence[ChangeSet]) -> ChangeSet:
    """Return what several entries posted together changed, as the change of the last one."""
    samples = tuple(dict.fromkeys(each for one in changes for each in one.samples))
    places = tuple(dict.fromkeys(each for one in changes for each in one.places))
    seq, records = max(one.seq for one in changes), any(one.records for one in changes)
    if len(samples) >= WIDE_FROM or any(one.wide for one in changes):
        return ChangeSet(seq, places=places, records=records, wide=True)
    born = tuple(dict.fromkeys(each for one in changes for each in one.born))
    return ChangeSet(seq, samples, born, places, records)
