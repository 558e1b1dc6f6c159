"""Whose word a workbook is: the lab's own, or that of one of those who hold something now."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.domain.identity import Uid
from lunarcurator.services.lending.browsing import BorrowerRow, borrowers, line_ids, line_rows


class WhoseBox(ChoiceBox):
    """Offers the lab first, then who holds something, read out of sight; `chosen` tells of a choice by hand."""

    chosen = Signal()

    def __init__(self, context: AppContext, lab: str, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._wanted = context, ""
        self.setObjectName(object_name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.addItem(lab, "")
        self.activated.connect(lambda _index: self._picked())
        session = context.session
        context.lanes.read(lambda: borrowers(session), self._show)

    def borrower(self) -> Uid | None:
        """Return the borrower who is chosen, None for the lab."""
        return Uid(self._wanted) if self._wanted else None

    def choose(self, person: Uid | None) -> None:
        """Choose a borrower, or the lab for None; one who holds nothing any more is offered all the same."""
        self._wanted = str(person or "")
        self._stand_at()

    def choose_of(self, selection: Selection) -> None:
        """Choose the borrower who is selected, or whose lines are."""
        if selection.person is not None or not selection.lines:
            self.choose(selection.person)
            return
        session, lines = self._context.session, selection.lines

        def holder() -> Uid | None:
            rows = line_rows(session, line_ids(session, lines)).values()
            found = {row.borrower for row in rows}
            return found.pop() if len(found) == 1 else None

        self._context.lanes.read(holder, self._choose_found)

    def _choose_found(self, person: Uid | None) -> None:
        if person is not None:
            self.choose(person)
            self.chosen.emit()

    def _picked(self) -> None:
        self._wanted = str(self.currentData() or "")
        self.chosen.emit()

    def _show(self, rows: Sequence[BorrowerRow]) -> None:
        for row in rows:
            if row.lines or str(row.uid) == self._wanted:
                told = f"{row.name} · {row.institution}" if row.institution else row.name
                self.addItem(told, str(row.uid))
        self._stand_at()

    def _stand_at(self) -> None:
        at = self.findData(self._wanted)
        self.setCurrentIndex(max(at, 0))
