"""How columns share the width of a grid: as wide as they rather are, and narrower only as far as they must."""

from collections.abc import Sequence
from itertools import accumulate, pairwise


def fitted(wanted: Sequence[int], least: Sequence[int], room: int, stretching: Sequence[int]) -> list[int]:
    """Return a width for each column that together fill the room.

    Spare room goes to the `stretching` columns in equal parts. Too little room is taken from each column in the
    measure in which it is wider than its least; below the sum of those, each has its least.
    """
    spare = room - sum(wanted)
    if spare < 0:
        slack = [most - low for most, low in zip(wanted, least, strict=True)]
        kept, whole = max(0, room - sum(least)), max(1, sum(slack))
        # Counted from the left edge, the parts add up to all there is.
        edges = [each * kept // whole for each in accumulate(slack)]
        parts = [right - left for left, right in pairwise([0, *edges])]
        return [low + each for low, each in zip(least, parts, strict=True)]
    widths = list(wanted)
    for at, number in enumerate(stretching):
        widths[number] += spare // len(stretching) + (at < spare % len(stretching))
    return widths
