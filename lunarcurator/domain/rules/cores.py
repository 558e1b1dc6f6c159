"""R14: the depths of a core's dissection: contiguous and without overlap within a pass."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.pieces import PieceState


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of core from `top` down to `bottom`, in um; one that does not count may span others."""

    top: int
    bottom: int
    field: str
    number: str
    counts: bool = True


def intervals_follow(mine: Iterable[Stretch], known: Iterable[Stretch]) -> Iterator[Finding]:
    """R14: within one pass intervals go down, never overlap, and leave no break that is not accounted for."""
    turned = [each for each in mine if each.bottom <= each.top]
    for each in turned:
        yield find(Strength.IMPOSSIBLE, "dissect.turned", "R14", each.field, top=each.top, bottom=each.bottom)
    if turned:
        return
    counted = [each for each in mine if each.counts]
    own = set(map(id, counted))
    for above, below in pairwise(sorted([*known, *counted], key=lambda each: (each.top, each.bottom))):
        if not {id(above), id(below)} & own:
            continue
        field = (below if id(below) in own else above).field
        if below.top < above.bottom:
            yield find(Strength.IMPOSSIBLE, "dissect.overlap", "R14", field, above=above.bottom, below=below.top)
        elif below.top > above.bottom:
            yield find(Strength.WARN, "dissect.break", "R14", field, above=above.bottom, below=below.top)


def deeper_than_the_core(mine: Iterable[Stretch], core: PieceState) -> Iterator[Finding]:
    """R14: nothing comes from below the end of what was recovered, where that is recorded."""
    length = core.fields.get("core_recovered_um")
    if not isinstance(length, int):
        return
    for each in mine:
        if each.bottom > length:
            yield find(
                Strength.WARN,
                "dissect.too_deep",
                "R14",
                each.field,
                core.uid,
                number=core.number_text,
                bottom=each.bottom,
                length=length,
            )
