"""How large a page is shown: the whole of it, as wide as there is room, or so many times its true size."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunarcurator.desktop.paper.pages import HUNDREDTHS, PageSizeMm

_STEPS: Final = (
    0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0,
)  # fmt: skip
"""Times the true size. The largest serve labels of a few millimetres."""
_NEAR: Final = 1.01


class Fit(StrEnum):
    """What the size of a page follows."""

    PAGE = "page"
    WIDTH = "width"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Zoom:
    """A way to show pages; `times` counts where nothing is fitted."""

    fit: Fit = Fit.PAGE
    times: float = 1.0

    def scale(self, page: PageSizeMm, width: float, height: float, dots: float) -> float:
        """Return pixels per hundredth of a millimetre in a room of pixels, on a screen of so many dots an inch."""
        if self.fit is Fit.WIDTH:
            return max(width, 1.0) / page.width
        if self.fit is Fit.PAGE:
            return min(max(width, 1.0) / page.width, max(height, 1.0) / page.height)
        return self.times * dots / HUNDREDTHS


def larger(times: float) -> Zoom | None:
    """Return the next larger step; None where there is none."""
    found = next((step for step in _STEPS if step > times * _NEAR), None)
    return Zoom(Fit.TIMES, found) if found is not None else None


def smaller(times: float) -> Zoom | None:
    """Return the next smaller step; None where there is none."""
    found = next((step for step in reversed(_STEPS) if step < times / _NEAR), None)
    return Zoom(Fit.TIMES, found) if found is not None else None
