"""The dialog that annuls an altered entry: what becomes of its facts, who allows it, and who stands by."""

from collections.abc import Callable, Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import EntryRef, Uid, ref_of
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.operations import AnnulEntry, AnnulOutcome
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.journal import entry_detail
from lunarcurator.services.posting import Posted, Preview


class AnnulEntryDialog(ActDialog):
    """Asks for the entry, unless one is selected, and whether it is withdrawn or stands as found."""

    kind = AnnulEntry.KIND
    needs_piece = False
    asks_day = False
    repairs = True
    size_at_first = QSize(880, 640)

    @override
    def ask(self) -> FormContext:
        chosen = self.selection.entry
        found = entry_detail(self.context.session, self.words, chosen) if chosen is not None else None
        self.chosen: tuple[int, Uid] | None = (found.entry.seq, found.entry.uid) if found is not None else None
        return super().ask()

    @override
    def build(self) -> None:
        note = self.tr("As verifying names it")
        self.entry = self.make.number("entry", self.tr("Altered entry"), note=note, required=True)
        if self.chosen is not None:
            self.entry.restore(str(self.chosen[0]))
        codes = [str(each) for each in AnnulOutcome]
        self.outcome_of_it = self.make.coded("outcome", self.tr("Its facts"), "annul_outcome", codes, codes[0])
        self.form.add(self.entry, self.outcome_of_it)

    @override
    def heading(self) -> str:
        return self.tr("Annul an altered entry")

    @override
    def primary(self) -> str:
        number = None if self.entry.trouble() else self.entry.number()
        return self.tr("Annul entry {number}").format(number=shown_count(number)) if number else self.heading()

    @override
    def operations(self) -> tuple[AnnulEntry, ...]:
        number = self.entry.number() or 0
        same = self.chosen is not None and self.chosen[0] == number
        ref = ref_of(self.chosen[1]) if self.chosen is not None and same else str(number)
        return (AnnulEntry(entry=EntryRef(ref), outcome=AnnulOutcome(self.outcome_of_it.value())),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        if self.outcome_of_it.value() == AnnulOutcome.WITHDRAWN:
            facts = self.tr("Its facts are taken out of force, as an undo does")
        else:
            facts = self.tr("Its facts stay as they are found")
        named = self.tr("Verifying goes on to name the entry, and says so again if it is altered further")
        return (facts, named, self.tr("An annulment is not undone"))


def open_annul_entry(
    context: AppContext,
    selection: Selection,
    parent: QWidget | None,
    *,
    after: Callable[[Posted], None] | None = None,
) -> QDialog | None:
    """Open the dialog that annuls an altered entry, the selected one if there is one."""
    return opened(AnnulEntryDialog(context, selection, parent, after=after))
