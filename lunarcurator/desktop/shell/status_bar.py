"""The bar at the bottom: store, verification, backup; what was done last; what is selected."""

from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.icon_label import IconLabel
from lunarcurator.desktop.widgets.labels import CutLabel
from lunarcurator.desktop.widgets.painted import Painted
from lunarcurator.desktop.widgets.strips import Toast, ToastOffer


class _Name(CutLabel):
    """The name of a file, whose end tells it apart."""

    keeps_end = True


class StatusBar(Painted):
    """Says where the store stands, and offers to undo or redo what was done last; it never says it is ready.

    Where there is no room for all its words each is cut, and told whole when pointed at: it widens no window.
    """

    undo = Signal()
    redo = Signal()
    cancel = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "statusBar", parent)
        self._store_icon = IconLabel(appearance, "store", "text2", small=True)
        self.store = _Name(appearance, size=12, colour="text2", object_name="status.store")
        self._check_icon = IconLabel(appearance, "verified", "text2", small=True)
        self.check = CutLabel(appearance, size=12, colour="text2", object_name="status.check")
        self._backup_icon = IconLabel(appearance, "backup", "text2", small=True)
        self.backup = CutLabel(appearance, size=12, colour="text2", object_name="status.backup")
        self.toast = Toast(appearance, "", object_name="toast")
        self.toast.undo.connect(self.undo)
        self.toast.redo.connect(self.redo)
        self.work = CutLabel(appearance, size=12, colour="text2", object_name="status.work")
        self.bar = QProgressBar(self)
        self.bar.setObjectName("status.progress")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop = Button(self.tr("Cancel"), kind="ghost", dense=True, object_name="status.cancel", parent=self)
        self.stop.clicked.connect(self.cancel)
        self.selection = CutLabel(appearance, size=12, colour="text2", object_name="status.selection")
        self._row = QHBoxLayout(self)
        left: tuple[QWidget, ...] = (
            self._store_icon,
            self.store,
            self._check_icon,
            self.check,
            self._backup_icon,
            self.backup,
        )
        for part in left:
            self._row.addWidget(part)
        self._row.addStretch(1)
        right: tuple[QWidget, ...] = (self.work, self.bar, self.stop, self.toast, self.selection)
        for part in right:
            self._row.addWidget(part)
        self._parts = (self._store_icon, self._check_icon, self._backup_icon)
        self.show_store("")
        self.refresh()

    def show_store(self, name: str) -> None:
        """Show the name of the open store, "" for none; what was done in the one before is said no more."""
        self.store.setText(name)
        self.show_done("")
        self.show_work("", 0, 0)
        self.selection.setText("")
        told: tuple[QWidget, ...] = (*self._parts, self.check, self.backup)
        for part in told:
            part.setVisible(bool(name))

    def show_check(self, sentence: str, *, sound: bool | None, more: str = "") -> None:
        """Say how far the journal was verified; `sound` None is not yet, False is trouble; `more` is its tip."""
        tone = {True: "tones.green.ink", False: "tones.red.ink", None: "text2"}[sound]
        self._check_icon.show_concept("unverified" if sound is False else "verified", tone)
        self.check.setText(sentence)
        self.check.set_colour("tones.red.ink" if sound is False else "text2")
        self.check.tell_more(more)

    def show_backup(self, sentence: str, *, sound: bool) -> None:
        """Say when the last verified copy was made, or that there is none."""
        self.backup.setText(sentence)
        self.backup.set_colour("text2" if sound else "tones.amber.ink")

    def show_done(self, sentence: str, offer: ToastOffer = ToastOffer.NOTHING) -> None:
        """Say what was done last, and offer its undo or redo; it stays until the next entry."""
        self.toast.say(sentence, offer)
        self.toast.setVisible(bool(sentence))

    def show_work(self, sentence: str, done: int, total: int) -> None:
        """Show long work with its progress and *Cancel*; an empty sentence ends it."""
        self.work.setText(sentence)
        shown: tuple[QWidget, ...] = (self.work, self.bar, self.stop)
        for part in shown:
            part.setVisible(bool(sentence))
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._row.setContentsMargins(px(12), 0, px(12), 0)
        self._row.setSpacing(px(8))
        self.bar.setFixedSize(px(140), px(6))
        self.setFixedHeight(self.look.metrics.status_bar)
        super().refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A long sentence leaves what else is told here readable.
        self.toast.setMaximumWidth(self.width() // 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.look.ink("rail"))
            painter.fillRect(0, 0, self.width(), 1, self.look.ink("line"))
