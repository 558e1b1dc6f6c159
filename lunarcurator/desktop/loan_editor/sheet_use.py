"""How what was used up is recorded on a return sheet: the plan, both signatures, and the video by its checksum."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.domain.days import Day
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.lending.returning import UseRecord


class SheetUse(QWidget):
    """A row of fields in the head of a sheet, there while a policy asks for it; `changed` tells of an edit."""

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.setObjectName("returnSheet.use")
        appearance, px = context.appearance, context.appearance.look.metrics.px
        self.plan = line_edit("returnSheet.plan")
        self.signed_by = line_edit("returnSheet.signedBy")
        self.confirmed_by = line_edit("returnSheet.confirmedBy")
        self.video = line_edit("returnSheet.video")
        self.sum = line_edit("returnSheet.videoSum")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        self._fields = (self.plan, self.signed_by, self.confirmed_by, self.video, self.sum)
        captions = (
            self.tr("Plan of the use"),
            self.tr("Use signed by"),
            self.tr("Confirmed by"),
            self.tr("Video of the use"),
            self.tr("Its checksum, SHA-256"),
        )
        for caption, editor in zip(captions, self._fields, strict=True):
            editor.textEdited.connect(lambda _text: self.changed.emit())
            row.addWidget(Field(appearance, caption, editor), 1)
        self.hide()

    def record(self, day: Day) -> UseRecord:
        """Return what is typed, the video as a document of a day."""
        plan, signed, confirmed, video, checksum = (each.text().strip() for each in self._fields)
        seen = Attached(kind=DocumentKind.VIDEO, name=video, sha256=checksum, day=day)
        return UseRecord(plan, signed, confirmed, (seen,) if video else ())

    def kept(self) -> dict[str, str]:
        """Return what is typed, by field, as a draft keeps it."""
        return {each.objectName(): text for each in self._fields if (text := each.text())}

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Put the texts of a draft back."""
        for each in self._fields:
            each.setText(texts.get(each.objectName(), ""))

    def clear(self) -> None:
        """Empty every field."""
        for each in self._fields:
            each.clear()


def line_edit(name: str) -> QLineEdit:
    """Return a field of a sheet's head."""
    made = QLineEdit()
    made.setObjectName(name)
    return made
