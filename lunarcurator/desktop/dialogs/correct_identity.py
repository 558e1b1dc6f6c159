"""The dialog that says one piece was taken for another."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import PieceRef
from lunarcurator.domain.operations import CorrectIdentity
from lunarcurator.services.posting import Preview
from lunarcurator.services.recalls import RecallLine, recall_list

_SHOWN = 6


class CorrectIdentityDialog(ActDialog):
    """Asks for what it really was, since when, and how that is known; shows what was posted under the number."""

    kind = CorrectIdentity.KIND
    size_at_first = QSize(920, 560)

    @override
    def build(self) -> None:
        self.add_head()
        self._since, self._recall = -1, tuple[RecallLine, ...]()
        self.other = self.make.piece("other", self.tr("Was in truth"), required=True)
        self.since = self.make.day("since", self.tr("Since"), note=self.tr("Empty: from the beginning"))
        self.evidence = self.make.text("evidence", self.tr("Evidence"), required=True)
        self.form.add(self.other, self.since)
        self.form.add(self.evidence)

    @override
    def heading(self) -> str:
        return self.tr("{number} was taken for another piece").format(number=self.subject)

    @override
    def primary(self) -> str:
        return self.tr("Record the mistake")

    @override
    def edited(self) -> None:
        if self.since.trouble() is not None:
            return
        day = self.since.day() if self.since.value() else 0
        if day != self._since:
            self._since = day
            session, words, uid = self.context.session, self.words, self.form_context.piece.uid
            self.inquire(lambda: recall_list(session, words, uid, day), self._listed)

    @override
    def operations(self) -> tuple[CorrectIdentity, ...]:
        return (
            CorrectIdentity(
                sample=self.ref,
                other=self.other.ref() or PieceRef(""),
                since=self.since.day() if self.since.value() else 0,
                evidence=self.evidence.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        other = self.other.found.number if self.other.found else self.other.value()
        lines = [
            self.tr("{other} is found by {number} too, as published").format(other=other, number=self.subject),
            self.tr("A case is opened; nothing is moved by itself"),
            self.tr("To be looked at, posted under {number}:").format(number=self.subject),
        ]
        shown = (
            {"day": each.told_day.text(self.words), "sentence": each.sentence} for each in self._recall[:_SHOWN]
        )
        lines += [self.words.say("recall.line", each) for each in shown]
        more = len(self._recall) - _SHOWN
        if more > 0:
            lines.append(self.tr("and {count} more: see the recall list").format(count=more))
        return lines

    def _listed(self, lines: tuple[RecallLine, ...]) -> None:
        self._recall = lines
        self.recheck()


def open_correct_identity(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog for the selected piece; None where no piece is selected."""
    return opened(CorrectIdentityDialog(context, selection, parent)) if selection.samples else None
