"""Numbers as they are miswritten: 72320 once stands as 73230 in its own description (`domain.md` scenario 11)."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

_RUN: Final = re.compile(r"\d{3,}")


def slips_of(text: str) -> tuple[str, ...]:
    """Return what a number may have been meant to be: two digits next to each other, or two throughout, changed.

    Only its longest run of digits is looked at, which names the object; a split number is soon near another one.
    """
    run = max(_RUN.finditer(text), key=lambda each: len(each[0]), default=None)
    if run is None:
        return ()
    found = dict.fromkeys(_changed(run[0]))
    found.pop(run[0], None)
    return tuple(text[: run.start()] + each + text[run.end() :] for each in found)


def _changed(digits: str) -> Iterator[str]:
    for at in range(len(digits) - 1):
        yield digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    for one, other in combinations(sorted(set(digits)), 2):
        yield digits.translate(str.maketrans(one + other, other + one))
