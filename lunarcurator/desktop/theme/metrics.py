"""Heights and distances of the window, all derived from the height of the base font."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QFont, QFontMetrics

_HEIGHT_AT_100: Final = 16


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes in logical pixels for one text size; the names are those of the design, `px` scales any other."""

    font_height: int
    row: int
    grid: int
    control: int
    dense: int
    header: int
    chip: int
    badge: int
    icon: int
    icon_small: int
    icon_rail: int
    indent: int
    top_bar: int
    rail_width: int
    rail_button: int
    view_header: int
    filter_bar: int
    status_bar: int
    footer: int

    def px(self, size: float) -> int:
        """Return a distance of `size` pixels at 100 %, scaled with the text; never less than 1."""
        return max(1, round(size * self.font_height / _HEIGHT_AT_100))


def metrics_of(font: QFont) -> Metrics:
    """Return the sizes that belong to a base font."""
    height = QFontMetrics(font).height()

    def scaled(size: float) -> int:
        return round(size * height / _HEIGHT_AT_100)

    return Metrics(
        font_height=height,
        row=2 * round(0.8 * height),
        grid=round(1.85 * height),
        control=round(1.85 * height),
        dense=round(1.6 * height),
        header=round(1.75 * height),
        chip=scaled(24),
        badge=scaled(18),
        icon=scaled(16),
        icon_small=scaled(14),
        icon_rail=scaled(20),
        indent=scaled(16),
        top_bar=scaled(36),
        rail_width=scaled(76),
        rail_button=scaled(56),
        view_header=scaled(52),
        filter_bar=scaled(44),
        status_bar=scaled(30),
        footer=scaled(56),
    )
