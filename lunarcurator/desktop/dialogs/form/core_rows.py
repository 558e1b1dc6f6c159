"""The rows of a dissection: tops that continue from the row above, gaps, and what the pass comes to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lunarcurator.desktop.dialogs.form.quantity_text import um_of
from lunarcurator.domain.operations import FieldValue, Gap, GapKind
from lunarcurator.services.form_context import Interval

TOP, BOTTOM = "depth_top_um", "depth_bottom_um"


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass comes to so far: its ends in um, counts, and the first break or overlap in it."""

    top: int | None = None
    bottom: int | None = None
    intervals: int = 0
    picked: int = 0
    gaps_um: int = 0
    broken: tuple[int, int] | None = None
    overlap: tuple[int, int] | None = None


@dataclass(slots=True)
class CoreRows:
    """Reads the rows of intervals and gaps; depths in um, `known` what the book already has of the core."""

    known: Sequence[Interval]
    start: int = 0
    _gaps: tuple[Gap, ...] = field(default=(), init=False)

    def begin(self, nth: int, gaps: Sequence[Gap]) -> None:
        """Read rows of this pass, with these gaps, from now on."""
        self.start = max((each.bottom for each in self.known if each.nth == nth and not each.picked), default=0)
        self._gaps = tuple(gaps)

    def tops(self, rows: Sequence[Mapping[str, str]]) -> list[int]:
        """Return the top of each row as typed, else where the row above and the gaps after it end.

        One more than there are rows: that of the row to come.
        """
        found, running = [], self._after_gaps(self.start)
        for row in rows:
            typed, bottom = um_of(row[TOP]), um_of(row[BOTTOM])
            found.append(running if typed is None else typed)
            if bottom is not None and not is_picked(row):
                running = self._after_gaps(bottom)
        return [*found, running]

    def values(self, rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[FieldValue, ...]]:
        """Yield the depths of each row; one without a bottom says none."""
        for row, top in zip(rows, self.tops(rows), strict=False):
            bottom = um_of(row[BOTTOM])
            if bottom is None:
                yield ()
            else:
                yield FieldValue(field=TOP, value=top), FieldValue(field=BOTTOM, value=bottom)

    def summed(self, rows: Sequence[Mapping[str, str]], nth: int) -> Pass:
        """Return what the pass comes to with these rows."""
        told = [
            (top, bottom)
            for row, top in zip(rows, self.tops(rows), strict=False)
            if not is_picked(row) and (bottom := um_of(row[BOTTOM])) is not None
        ]
        before = [(each.top, each.bottom) for each in self.known if each.nth == nth and not each.picked]
        gaps = [(each.top_um, each.bottom_um) for each in self._gaps]
        stretches = sorted([*before, *told, *gaps])
        broken = overlap = None
        for above, below in pairwise(stretches):
            if below[0] > above[1]:
                broken = broken or (above[1], below[0])
            elif below[0] < above[1]:
                overlap = overlap or (below[0], above[1])
        return Pass(
            stretches[0][0] if stretches else None,
            max((bottom for _, bottom in stretches), default=None),
            len(before) + len(told),
            sum(map(is_picked, rows)),
            sum(bottom - top for top, bottom in gaps),
            broken,
            overlap,
        )

    def _after_gaps(self, depth: int) -> int:
        for each in sorted(self._gaps, key=lambda gap: gap.top_um):
            if each.top_um == depth < each.bottom_um:
                depth = each.bottom_um
        return depth


def is_picked(row: Mapping[str, str]) -> bool:
    """Tell whether a row is a fragment that was picked out, which may span intervals."""
    return bool(row.get("picked", "").strip())


def gaps_of(rows: Sequence[Mapping[str, str]], kinds: Mapping[str, GapKind]) -> tuple[Gap, ...]:
    """Return the gaps of a grid as far as both ends are typed; `kinds` are their words, folded."""
    gaps = []
    for row in rows:
        top, bottom = um_of(row["top_um"]), um_of(row["bottom_um"])
        if top is not None and bottom is not None:
            kind = kinds.get(row["kind"].strip().casefold(), GapKind.VOID)
            gaps.append(Gap(top_um=top, bottom_um=bottom, kind=kind))
    return tuple(gaps)
