"""How the number stands on a label: as large as it can be, in lines broken where numbers have their joints."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

NUMBER_LEADING: Final = 1.2
"""From line to line of a number, in heights of its letters."""
_MOST_LINES: Final = 3
_JOINTS: Final = ",;-\u2010/._:"
"""Signs after which a number goes on with its next part."""
_AT_JOINT, _AFTER_DIGIT, _AFTER_LETTER, _ANYWHERE = 1.0, 0.9, 0.75, 0.6
"""What breaks are worth: after a comma, before the letters that follow digits, elsewhere. Smaller letters with
better breaks win until they are smaller than this."""
_A_LINE_MORE: Final = 0.95
_TRIAL: Final = 1000


@dataclass(frozen=True, slots=True)
class SetNumber:
    """A number in lines, all of one size; sizes are in the unit of the room it was set for."""

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> int:
        """How much room its lines take down."""
        return int(len(self.lines) * self.size * NUMBER_LEADING)


def set_number(
    number: str, width: int, height: int, most: int, width_of: Callable[[str, int], float]
) -> SetNumber:
    """Return a number set for a room, with letters of at most a size; `width_of` measures a text at a size.

    It is never cut. The widest letters win, a break at a joint before one within a part.
    """
    best, best_worth = SetNumber((number,), 1), (0.0, 0.0)
    ends = [width_of(number[:at], _TRIAL) for at in range(len(number) + 1)]
    for cuts, kept in _breaks(number):
        bounds = (0, *cuts, len(number))
        widths = [ends[last] - ends[first] for first, last in pairwise(bounds)]
        lines = len(bounds) - 1
        size = int(min(most, height / lines / NUMBER_LEADING, width * _TRIAL / max(*widths, 1)))
        # Of breaks that leave letters as large, the one into more even lines.
        worth = (size * kept * _A_LINE_MORE ** (lines - 1), -sum(width * width for width in widths))
        if worth > best_worth:
            told = tuple(number[first:last].strip() for first, last in pairwise(bounds))
            best, best_worth = SetNumber(told, size), worth
    widest = max(width_of(line, best.size) for line in best.lines)
    if widest > width:
        return SetNumber(best.lines, max(int(best.size * width / widest), 1))
    return best


def _breaks(number: str) -> Iterator[tuple[tuple[int, ...], float]]:
    """Yield every way to break a number into lines, with what the breaks leave of its worth."""
    worth = {at: _worth(number, at) for at in range(1, len(number)) if number[at] not in _JOINTS}
    for lines in range(_MOST_LINES):
        for cuts in combinations(sorted(worth), lines):
            yield cuts, min((worth[cut] for cut in cuts), default=_AT_JOINT)


def _worth(number: str, at: int) -> float:
    """Return what a break before a sign is worth."""
    before, after = number[at - 1], number[at]
    if before in _JOINTS or before.isspace() or after.isspace():
        return _AT_JOINT
    if before.isdecimal() and after.isalpha():
        return _AFTER_DIGIT
    if before.isalpha() and after.isdecimal():
        return _AFTER_LETTER
    return _ANYWHERE
