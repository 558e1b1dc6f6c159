"""The dialog that keeps what a source says of a field, beside what others say of it."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.citations import Citation, Citations
from lunarcurator.desktop.widgets.labels import SectionLabel
from lunarcurator.domain.fields import FIELDS, STATED_MASS
from lunarcurator.domain.identity import EntryRef, Uid, ref_of
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.operations import OPERATIONS, StateFact
from lunarcurator.domain.statements import SpokenOf, facts_of
from lunarcurator.services.disputed_facts import Stated
from lunarcurator.services.dossier import statements_of
from lunarcurator.services.field_values import shown_value
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.journal import JournalEntry, journal_entries
from lunarcurator.services.pieces import piece_view
from lunarcurator.services.posting import Preview

_OFFERED: Final = (STATED_MASS, *(field.key for field in FIELDS.values() if field.exported))
_MOST_ENTRIES: Final = 100


class StateFactDialog(ActDialog):
    """Asks for a field of the piece or fact of an entry, what is said of it, and by whom; shows what is kept."""

    kind = StateFact.KIND
    size_at_first = QSize(920, 500)

    @override
    def ask(self) -> FormContext:
        found = super().ask()
        self._said = statements_of(self.context.session, found.piece.uid) if found.pieces else {}
        self._entries = self._entries_of(found.piece.uid) if found.pieces else {}
        self._facts_of_entry: Uid | None = None
        return found

    @override
    def build(self) -> None:
        self.add_head()
        entries = [(str(uid), self._named(each)) for uid, each in self._entries.items()]
        choices = [("", self.tr("The piece itself")), *entries]
        self.entry = self.make.choice("about", self.tr("Of the piece, or of an act"), choices, wide=2)
        self.about = self.make.word("field", self.tr("Of what"), "field", _OFFERED, closed=True, required=True)
        self.value = self.make.text("value", self.tr("What the source says"), required=True, wide=2)
        self.source = self.make.text(
            "source",
            self.tr("Source"),
            required=True,
            note=self.tr("a catalogue, a letter, a publication"),
            wide=2,
        )
        self.chosen = self.make.flag("chosen", self.tr("This is what we go by"))
        self.form.add(self.entry, self.about)
        self.form.add(self.value)
        self.form.add(self.source, self.chosen)
        self._head_of_told = SectionLabel(self.appearance, self.tr("Said so far"))
        self.told = Citations(self.appearance, object_name="saidSoFar")
        self.panel.addWidget(self._head_of_told)
        self.panel.addWidget(self.told)

    @override
    def heading(self) -> str:
        return self.tr("Keep what a source says of {number}").format(number=self.subject)

    @override
    def primary(self) -> str:
        if self.about.value() not in self.about.offered():
            return self.heading()
        about = self._spoken_of()
        field = self.words.say(about.word)
        if about.entry is None:
            return self.tr("Keep what is said of “{field}” of {number}").format(field=field, number=self.subject)
        entry = shown_count(self._entries[about.entry].seq)
        return self.tr("Keep what is said of “{field}” of entry {entry}").format(field=field, entry=entry)

    @override
    def operations(self) -> tuple[StateFact, ...]:
        about = self._spoken_of()
        return (
            StateFact(
                sample=self.ref,
                field=about.fact,
                value=self.value.value(),
                source=self.source.value(),
                chosen=self.chosen.value(),
                about=EntryRef(ref_of(about.entry)) if about.entry is not None else None,
            ),
        )

    @override
    def edited(self) -> None:
        about, piece = self._spoken_of(), self.form_context.piece
        if about.entry != self._facts_of_entry:
            self._facts_of_entry = about.entry
            offered = self._offered(about.entry)
            self.about.offer([(each, self.words.label(SpokenOf(each).word)) for each in offered])
        said = self._said.get(about.kept, ())
        of_piece = about.entry is None and about.fact in FIELDS
        recorded = shown_value(self.words, about.fact, piece.fields.get(about.fact)) if of_piece else ""
        told = [self._saying(each) for each in said]
        told += [Citation(recorded, self.tr("In the record"))] if recorded else []
        self.told.show_sayings(told)
        self._head_of_told.setVisible(bool(told))

    def _entries_of(self, piece: Uid) -> dict[Uid, JournalEntry]:
        """Return the entries in force that concern the piece, the latest first."""
        view = piece_view(self.context.session, piece)
        seqs = view.entries[:_MOST_ENTRIES] if view is not None else ()
        found = journal_entries(self.context.session, self.words, seqs)
        return {each.uid: each for each in found if not each.undone}

    def _named(self, entry: JournalEntry) -> str:
        day = entry.told_day.text(self.words)
        return self.tr("Entry {entry}, {day}: {what}").format(
            entry=shown_count(entry.seq), day=day, what=entry.what
        )

    def _offered(self, entry: Uid | None) -> tuple[str, ...]:
        if entry is None:
            return _OFFERED
        kind = self._entries[entry].kind
        return facts_of(kind if kind in OPERATIONS else None)

    def _spoken_of(self) -> SpokenOf:
        entry = self.entry.value()
        return SpokenOf(self.about.value(), Uid(entry) if entry else None)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        lines = [self.tr("Kept beside what other sources say; nothing is overwritten")]
        if self.chosen.value():
            lines.append(self.tr("Marked as what the lab goes by, until another statement is chosen"))
        return (*lines, self.tr("The record itself is put right with Correct"))

    def _saying(self, said: Stated) -> Citation:
        chosen = self.tr("{value} (chosen)").format(value=said.value)
        return Citation(chosen if said.chosen else said.value, said.source, strong=said.chosen)


def open_state_fact(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that keeps a statement about the selected piece; None where no piece is selected."""
    return opened(StateFactDialog(context, selection, parent)) if selection.samples else None
