"""The buttons by which a page is shown larger, smaller, as wide as there is room, or whole."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lunarcurator.desktop.paper.preview import PagePreview
from lunarcurator.desktop.paper.zoom import Fit, Zoom
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import IconButton
from lunarcurator.desktop.widgets.labels import Label


class ZoomBar(QWidget):
    """Zooms a preview by buttons, and by keys wherever the focus is in the same window."""

    def __init__(self, appearance: Appearance, preview: PagePreview, object_name: str) -> None:
        super().__init__()
        self._preview = preview
        self.setObjectName(object_name)
        self.smaller = self._button("zoom_out", self.tr("Zoom out"), "smaller", self._shrink, "Ctrl+-")
        self.percent = Label(appearance, size=12, colour="text2", object_name=f"{object_name}.percent")
        # On many keyboards the plus shares its key with the equals sign.
        self.larger = self._button("zoom_in", self.tr("Zoom in"), "larger", self._enlarge, "Ctrl++", "Ctrl+=")
        self.wide = self._button("fit_width", self.tr("Fit the width"), "width", self._fit_width, "Ctrl+9")
        self.whole = self._button("fit_page", self.tr("Whole page"), "page", self._fit_page, "Ctrl+0")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.smaller, self.percent, self.larger, self.wide, self.whole):
            row.addWidget(part)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.percent.setMinimumWidth(appearance.look.metrics.px(44))
        preview.zoomed.connect(self._follow)
        self._follow()

    @property
    def buttons(self) -> tuple[IconButton, ...]:
        """Its buttons from left to right."""
        return self.smaller, self.larger, self.wide, self.whole

    def _button(self, concept: str, name: str, key: str, act: Callable[[], None], *keys: str) -> IconButton:
        button = IconButton(concept, name, object_name=f"{self.objectName()}.{key}")
        shown = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{name}  {shown}")
        button.clicked.connect(lambda _on=False: act())
        for each in keys:
            QShortcut(QKeySequence(each), self, act)
        return button

    def _shrink(self) -> None:
        self._preview.set_zoom(self._preview.smaller())

    def _enlarge(self) -> None:
        self._preview.set_zoom(self._preview.larger())

    def _fit_width(self) -> None:
        self._preview.set_zoom(Zoom(Fit.WIDTH))

    def _fit_page(self) -> None:
        self._preview.set_zoom(Zoom(Fit.PAGE))

    def _follow(self) -> None:
        """Say how large the page is, and offer what changes it."""
        told = self.tr("{count} %").replace("{count}", str(round(self._preview.times * 100)))
        self.percent.setText(told)
        self.larger.setEnabled(self._preview.larger() is not None)
        self.smaller.setEnabled(self._preview.smaller() is not None)
