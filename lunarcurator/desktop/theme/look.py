"""What a painter needs to know: colours, boxes, fonts, sizes and icons of the present appearance."""

from dataclasses import dataclass

from lunarcurator.desktop.theme.fonts import Fonts
from lunarcurator.desktop.theme.icons import Icons
from lunarcurator.desktop.theme.ink import Ink
from lunarcurator.desktop.theme.metrics import Metrics
from lunarcurator.desktop.theme.strokes import Boxes
from lunarcurator.desktop.theme.tokens import Theme


@dataclass(frozen=True, slots=True)
class Look:
    """One consistent set of theme, colours, boxes, fonts, sizes and icons; a change makes a new one."""

    theme: Theme
    ink: Ink
    boxes: Boxes
    fonts: Fonts
    metrics: Metrics
    icons: Icons

    @property
    def inverts(self) -> bool:
        """Say whether the selection inverts, so that everything on it takes `selection_text`."""
        return self.theme.name == "contrast"
