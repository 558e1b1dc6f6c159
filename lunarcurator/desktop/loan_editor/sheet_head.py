"""The head of a return sheet: the signed document, the shipment, and what the material met outside."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.loan_editor.entry_day import EntryDay
from lunarcurator.desktop.loan_editor.sheet_balance import SheetBalance
from lunarcurator.desktop.loan_editor.sheet_use import SheetUse, line_edit
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.as_it_is import CheckBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.labels import CutLabel, Label, LinkLabel
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ExposureKind
from lunarcurator.domain.identity import ShipmentRef
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.lending.returning import Sheet

_FEW: Final = 3


class SheetHead(QWidget):
    """Fields over the grid; `changed` says that one was typed in, `left` goes back."""

    left = Signal()
    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        appearance, px = context.appearance, context.appearance.look.metrics.px
        back = LinkLabel(appearance, self.tr("Loans"), object_name="returnSheet.back")
        back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        back.activated.connect(self.left)
        self.name = CutLabel(
            appearance, self.tr("Return"), size=16, weight=SEMIBOLD, object_name="returnSheet.name"
        )
        path = QHBoxLayout()
        path.setSpacing(px(8))
        for part in (back, Label(appearance, "\u203a", colour="text2"), self.name):
            path.addWidget(part, int(part is self.name))
        self.day = EntryDay(context, "returnSheet.day")
        self.day.changed.connect(self.changed)
        path.addWidget(self.day)
        self._document = line_edit("returnSheet.document")
        self._shipment = line_edit("returnSheet.shipment")
        self.methods = line_edit("returnSheet.methods")
        self.contamination = line_edit("returnSheet.contamination")
        self._lines = (self._document, self._shipment, self.methods, self.contamination)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        for caption, editor, wide in (
            (self.tr("Signed sheet"), self._document, 2),
            (self.tr("Shipment"), self._shipment, 1),
            (self.tr("Methods used"), self.methods, 2),
            (self.tr("Contamination"), self.contamination, 2),
        ):
            editor.textEdited.connect(lambda _text: self.changed.emit())
            row.addWidget(Field(appearance, caption, editor), wide)
        self._met: dict[ExposureKind, CheckBox] = {}
        self._kinds = QWidget()
        met = self._lay_out_met(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(10), px(16), px(2))
        column.setSpacing(px(8))
        column.addLayout(path)
        column.addLayout(row)
        self._use = SheetUse(context)
        self._use.changed.connect(self.changed)
        column.addWidget(self._use)
        self.balance = SheetBalance(context)
        self.balance.changed.connect(self.changed)
        self.day.changed.connect(lambda: self.balance.show_day(self.day.day))
        column.addWidget(self.balance)
        column.addLayout(met)
        column.addWidget(self._kinds)
        self._say_met()

    def _lay_out_met(self, context: AppContext) -> QHBoxLayout:
        """Make the boxes of what it met, folded away, and the row that names those ticked."""
        appearance, px = context.appearance, context.appearance.look.metrics.px
        self._kinds.hide()
        kinds = FlowLayout(px(4), self._kinds)
        kinds.setContentsMargins(0, 0, 0, 0)
        for kind in ExposureKind:
            box = CheckBox(context.words.label(f"exposure_kind.{kind}"))
            box.setObjectName(f"returnSheet.met.{kind}")
            box.toggled.connect(lambda _on: self._say_met())
            self._met[kind] = box
        # One width for all: they stand in columns, as many as there is room for.
        wide = max(box.sizeHint().width() for box in self._met.values())
        for box in self._met.values():
            box.setMinimumWidth(wide)
            kinds.addWidget(box)
        met = QHBoxLayout()
        met.setSpacing(px(8))
        met.addWidget(Label(appearance, self.tr("It met"), size=12, colour="text2"))
        self._met_words = Label(appearance, size=12, object_name="returnSheet.metWords")
        met.addWidget(self._met_words)
        self.note_met = LinkLabel(appearance, self.tr("Note it…"), size=12, object_name="returnSheet.noteMet")
        self.note_met.activated.connect(lambda: self._kinds.setVisible(self._kinds.isHidden()))
        met.addWidget(self.note_met)
        met.addStretch(1)
        return met

    @property
    def document(self) -> str:
        """The signed sheet by its file name or record number."""
        return self._document.text().strip()

    @property
    def shipment(self) -> ShipmentRef | None:
        """The shipment it came in, None where none is named."""
        text = self._shipment.text().strip()
        return ShipmentRef(text) if text else None

    @property
    def exposures(self) -> tuple[ExposureKind, ...]:
        """What the material met outside."""
        return tuple(kind for kind, box in self._met.items() if box.isChecked())

    def _say_met(self) -> None:
        """Name what it met where the boxes are folded away."""
        names = [box.text() for box in self._met.values() if box.isChecked()]
        self._met_words.setText(", ".join(names) or self.tr("nothing noted"))
        self.changed.emit()

    def sheet(self, day: Day) -> Sheet:
        """Return the sheet of a day as far as its head tells, without lines."""
        return Sheet(
            document=Attached(kind=DocumentKind.RETURN_SHEET, name=self.document, day=day),
            lines=(),
            shipment=self.shipment,
            method=self.methods.text().strip(),
            contamination=self.contamination.text().strip(),
            exposures=self.exposures,
            use=self._use.record(day),
            balance=self.balance.ref,
        )

    def ask_for_use(self, *, wanted: bool) -> None:
        """Ask how the use is recorded, or not where nothing was used or no policy wants to know."""
        self._use.setVisible(wanted)

    def kept(self) -> dict[str, str]:
        """Return what is typed and ticked, by field, as a draft keeps it; empty where nothing is."""
        typed = {each.objectName(): text for each in self._lines if (text := each.text())}
        ticked = {box.objectName(): "yes" for box in self._met.values() if box.isChecked()}
        return {**typed, **ticked, **self._use.kept(), **self.balance.kept()}

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Put what a draft kept back."""
        for each in self._lines:
            each.setText(texts.get(each.objectName(), ""))
        for box in self._met.values():
            box.setChecked(box.objectName() in texts)
        self._use.take_up(texts)
        self.balance.take_up(texts)

    def clear(self, day: Day = 0) -> None:
        """Empty every field, and begin with a day (0: today)."""
        self.day.begin(day)
        for line in self._lines:
            line.clear()
        for box in self._met.values():
            box.setChecked(False)
        self._use.clear()
        self.balance.clear()
        self.balance.show_day(self.day.day)

    def show_lines(self, codes: Sequence[str]) -> None:
        """Name the lines that are on the sheet."""
        if not codes:
            self.name.setText(self.tr("Return"))
            return
        told = ", ".join(codes[:_FEW])
        more = counted("SheetHead", "{lines} and {count} more", "{lines} and {count} more", len(codes) - _FEW)
        told = more.replace("{lines}", told) if len(codes) > _FEW else told
        self.name.setText(self.tr("Return of {lines}").replace("{lines}", told))
