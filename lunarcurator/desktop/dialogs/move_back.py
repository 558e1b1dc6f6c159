"""The dialog that brings back what an earlier move carried off."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.heads import Head
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import show_day
from lunarcurator.domain.facts import ContainerMove, Subject, Touch
from lunarcurator.domain.identity import EntryRef, Uid, ref_of
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.operations import MoveBack
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.journal import EntryDetail, entry_detail
from lunarcurator.services.posting import Preview
from lunarcurator.services.selection_status import selection_status


class MoveBackDialog(ActDialog):
    """Asks for the day and the reason; the entry says what goes back, the rules what stays where it is.

    For a place that is the entry by which it last moved.
    """

    kind = MoveBack.KIND
    needs_piece = False
    size_at_first = QSize(860, 460)

    @override
    def ask(self) -> FormContext:
        session, chosen = self.context.session, self.selection
        moved_by = selection_status(session, (), chosen.places, chosen.entry).moved_by or chosen.entry
        self.moved: EntryDetail | None = entry_detail(session, self.words, moved_by) if moved_by else None
        return super().ask()

    @override
    def build(self) -> None:
        if self.moved is None:
            return
        entry = self.moved.entry
        day = self.words.say(show_day(entry.day)) if entry.day == 0 else show_day(entry.day)
        name = self.tr("Entry {number}").format(number=shown_count(entry.seq))
        self.content.addWidget(Head(self.appearance, name, entry.what, day))

    @override
    def heading(self) -> str:
        if self.moved is None:
            return self.words.label(f"operation.{self.kind}")
        number = shown_count(self.moved.entry.seq)
        return self.tr("Move back what entry {number} moved").format(number=number)

    @override
    def primary(self) -> str:
        return self.tr("Move it back")

    @override
    def lacking(self) -> str:
        return self.words.say("move_back.no_move") if self.moved is None else ""

    @override
    def operations(self) -> tuple[MoveBack, ...]:
        assert self.moved is not None, "judged only once there is an entry"  # noqa: S101
        return (MoveBack(entry=EntryRef(ref_of(self.moved.entry.uid))),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        facts = [each.fact for each in preview.facts]
        pieces = {fact.subject for fact in facts if isinstance(fact, Touch) and fact.kind is Subject.SAMPLE}
        lines = [
            self.tr("{place} goes back to {parent} with all that is in it").format(
                place=self._name(fact.place), parent=self._name(fact.parent)
            )
            for fact in facts
            if isinstance(fact, ContainerMove)
        ]
        if pieces:
            lines.append(self.words.say("dialog.stand_as_before", {"count": len(pieces)}))
        lines.append(self.tr("Both moves stay in the journal: it was away, and it came back"))
        return lines

    def _name(self, uid: Uid | None) -> str:
        card = self.form_context.places.get(uid)
        return card.path_text if card else ""


def open_move_back(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that moves back what an entry moved, or the last move of a place; None without either."""
    chosen = selection.entry is not None or len(selection.places) == 1
    return opened(MoveBackDialog(context, selection, parent)) if chosen else None
