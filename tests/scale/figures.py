"""What was measured, beside what it may be, as a table for a terminal."""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, Literal


@dataclass
class Figure:
    """One figure: samples in `unit`, its bound, and which of median, p95 or largest the bound speaks of."""

    name: str
    unit: str
    samples: list[float] = field(default_factory=list)
    bound: float | None = None
    speaks_of: Literal["median", "p95", "max", "ratio"] = "median"
    small: float | None = None
    note: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    @property
    def p95(self) -> float:
        ordered = sorted(self.samples)
        return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1) + 0.499))]

    @property
    def told(self) -> float:
        """The figure the bound speaks of; a ratio is to the same work on the small store."""
        if self.speaks_of == "ratio":
            return self.median / self.small if self.small else 1.0
        return {"median": self.median, "p95": self.p95, "max": max(self.samples)}[self.speaks_of]

    @property
    def holds(self) -> bool:
        return self.bound is None or self.told <= self.bound

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def timed(times: int, work: Callable[[], object], warm: int = 1) -> list[float]:
    """Return milliseconds of each run of some work, after runs that do not count."""
    for _ in range(warm):
        work()
    return [spent(work) for _ in range(times)]


def spent(work: Callable[[], object]) -> float:
    """Return the milliseconds one run takes."""
    with stopwatch() as watch:
        work()
    return watch[0]


@contextmanager
def stopwatch() -> Iterator[list[float]]:
    """Give a list that holds the milliseconds of the block once it has ended."""
    watch: list[float] = []
    started = time.perf_counter()
    yield watch
    watch.append((time.perf_counter() - started) * 1_000)


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as lines of text in columns."""
    rows = [("figure", "bound", "median", "p95", "largest", "to 1,000", "")]
    rows += [_row(each) for each in figures]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            row[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:-1], strict=True)),
        ]
        lines.append("  ".join([*cells, row[-1]]).rstrip())
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def _row(each: Figure) -> tuple[str, ...]:
    unit = "" if each.speaks_of == "ratio" else f" {each.unit}"
    bound = f"{each.speaks_of} {each.bound:g}{unit}" if each.bound is not None else ""
    ratio = f"x {each.median / each.small:.2f}" if each.small else ""
    verdict = "" if each.bound is None else ("holds" if each.holds else "MISSED")
    told = " ".join(part for part in (verdict, each.note) if part)
    shown = [f"{value:.4g} {each.unit}" for value in (each.median, each.p95, max(each.samples))]
    return (each.name, bound, *shown, ratio, told)
