"""The dialog that says how pieces must not be handled."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations import Restrict
from lunarcurator.domain.status import Handling
from lunarcurator.services.posting import Preview

_IN_A_ROW: Final = 3


class RestrictDialog(ActDialog):
    """A tick for each restriction, as they stand now; what is ticked replaces what was."""

    kind = Restrict.KIND
    takes_many = True
    needs_reason = True
    size_at_first = QSize(880, 520)

    @override
    def build(self) -> None:
        self.add_head()
        # Where the pieces differ, only what all of them are marked with is ticked.
        marked = [frozenset(piece.handling.split()) for piece in self.form_context.pieces]
        self._before = frozenset.intersection(*marked)
        self._differ = len(set(marked)) > 1
        self.ticks = {
            code: self.make.flag(str(code), self.wording.term("handling", code), on=str(code) in self._before)
            for code in Handling
        }
        flags = list(self.ticks.values())
        for at in range(0, len(flags), _IN_A_ROW):
            self.form.add(*flags[at : at + _IN_A_ROW])

    @override
    def heading(self) -> str:
        return self.tr("Restrict the handling of {what}").format(what=self.subject)

    @override
    def primary(self) -> str:
        chosen = self._chosen()
        if not chosen and self._before:
            return self.tr("Lift all restrictions of {what}").format(what=self.subject)
        return self.heading()

    @override
    def lacking(self) -> str:
        same = not self._differ and frozenset(map(str, self._chosen())) == self._before
        return self.words.say("restrict.nothing_new") if same else ""

    @override
    def operations(self) -> tuple[Restrict, ...]:
        return (Restrict(samples=self.refs, handling=self._chosen(), reason=self.reason.value()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        chosen = self._chosen()
        marks = ", ".join(self.wording.words.say(f"handling.{code}") for code in chosen)
        lines = [
            self.tr("Marked: {marks}").format(marks=marks) if chosen else self.tr("Marked with nothing any more"),
            self.tr("An act that would break a mark asks for authority"),
            self.tr("Later daughters are marked too; those made before keep their marks"),
        ]
        if self._differ:
            lines.insert(1, self.tr("The pieces are marked differently now; all get these marks"))
        return lines

    def _chosen(self) -> tuple[Handling, ...]:
        return tuple(code for code, tick in self.ticks.items() if tick.value())


def open_restrict(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that restricts the handling of the selected pieces; None where none is selected."""
    return opened(RestrictDialog(context, selection, parent)) if selection.samples else None
