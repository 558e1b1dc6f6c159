"""What was typed into a grid before, so that it can be taken back: steps of one grid, never of the journal."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MOST_STEPS: Final = 200
"""So many steps are remembered; older ones are forgotten."""


@dataclass(frozen=True, slots=True)
class GridState:
    """All that was typed at one moment: the typed rows, and what was typed over lines, by their id.

    Rows are shared with the grid, which replaces a row and never changes one.
    """

    rows: tuple[Mapping[str, str], ...]
    changes: Mapping[int, Mapping[str, str]]


class GridPast:
    """Two stacks of states: what was, and what was taken back. Something new ends what could be done again."""

    def __init__(self) -> None:
        self._before: deque[GridState] = deque(maxlen=MOST_STEPS)
        self._after: list[GridState] = []

    def keep(self, state: GridState) -> None:
        """Remember a state that is about to change."""
        if not self._before or self._before[-1] != state:
            self._before.append(state)
        self._after.clear()

    def back(self, now: GridState) -> GridState | None:
        """Return the state before this one, None where there is none."""
        while self._before:
            state = self._before.pop()
            if state != now:
                self._after.append(now)
                return state
        return None

    def again(self, now: GridState) -> GridState | None:
        """Return the state that was taken back last, None where there is none."""
        if not self._after:
            return None
        self._before.append(now)
        return self._after.pop()

    def forget(self) -> None:
        """Forget everything: other rows stand in the grid now."""
        self._before.clear()
        self._after.clear()
