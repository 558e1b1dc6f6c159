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
from lunarcurator.domain.fields import FIELDS
from lunarcurator.domain.operations import StateFact
from lunarcurator.services.dossier import Stated, statements_of
from lunarcurator.services.field_values import shown_value
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.posting import Preview

_OFFERED: Final = tuple(field.key for field in FIELDS.values() if field.exported)


class StateFactDialog(ActDialog):
    """Asks for the field, what is said of it, and by whom; shows what was said of it so far."""

    kind = StateFact.KIND
    size_at_first = QSize(920, 500)

    @override
    def ask(self) -> FormContext:
        found = super().ask()
        self._said = statements_of(self.context.session, found.piece.uid) if found.pieces else {}
        return found

    @override
    def build(self) -> None:
        self.add_head()
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
        self.form.add(self.about, self.value)
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
        if self.about.value() not in FIELDS:
            return self.heading()
        field = self.words.say(f"field.{self.about.value()}")
        return self.tr("Keep what is said of “{field}” of {number}").format(field=field, number=self.subject)

    @override
    def operations(self) -> tuple[StateFact, ...]:
        return (
            StateFact(
                sample=self.ref,
                field=self.about.value(),
                value=self.value.value(),
                source=self.source.value(),
                chosen=self.chosen.value(),
            ),
        )

    @override
    def edited(self) -> None:
        field, piece = self.about.value(), self.form_context.piece
        said = self._said.get(field, ())
        recorded = shown_value(self.words, field, piece.fields.get(field)) if field in FIELDS else ""
        told = [self._saying(each) for each in said]
        told += [Citation(recorded, self.tr("In the record"))] if recorded else []
        self.told.show_sayings(told)
        self._head_of_told.setVisible(bool(told))

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
