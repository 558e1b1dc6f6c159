"""What stands on a page: words, rules, boxes, codes and pictures, in hundredths of a millimetre."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

type Mark = Writing | Rule | Box | Modules | Photo


class Size(IntEnum):
    """The heights of letters on papers."""

    FOOT = 240
    SMALL = 282
    TEXT = 335
    HEADING = 425
    TITLE = 600


LEADING: Final = 1.38
"""From line to line, in heights of letters."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """How high is what people write on by hand: a line, a place to sign, a row of a table."""

    line: float = 820
    signed: float = 1_900
    written: float = 780


WIDE: Final = Spacing()
CLOSE: Final = Spacing(line=700, signed=1_600, written=660)
"""As close as people can write on: nothing printed is smaller for it."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One line of words; `right` says that `x` is where it ends, `figure` that its digits are of one width."""

    text: str
    x: float
    y: float
    size: Size = Size.TEXT
    bold: bool = False
    faint: bool = False
    right: bool = False
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across or down; `length` is negative for none."""

    x: float
    y: float
    length: float
    down: bool = False
    thickness: float = 14
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick, with its tick."""

    x: float
    y: float
    side: float
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Modules:
    """A code within a square whose quiet zone is one module wide."""

    x: float
    y: float
    side: float
    rows: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture within a rectangle, from the content of its file."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands across the page and is never torn apart; its marks count from its own corner.

    `head` comes before it again where it begins a page, `keep` holds it together with the next strip, and
    `fresh` begins a page.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    head: "Strip | None" = None
    keep: bool = False
    fresh: bool = False

    def at(self, x: float, y: float) -> Iterator[Mark]:
        """Yield its marks where they stand on the page."""
        return (replace(mark, x=mark.x + x, y=mark.y + y) for mark in self.marks)
