"""What all painted widgets share: they read the look when they paint and follow its changes."""

from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.look import Look


class Painted(QWidget):
    """A widget drawn from the look; `refresh` is called once when made and after each change of it."""

    def __init__(self, appearance: Appearance, object_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setObjectName(object_name)
        appearance.changed.connect(self.refresh)

    @property
    def look(self) -> Look:
        """The look to paint in now."""
        return self._appearance.look

    def refresh(self) -> None:
        """Lay out and paint anew; widgets that keep fonts or sizes set them here."""
        self.updateGeometry()
        self.update()
