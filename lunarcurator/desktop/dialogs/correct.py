"""The dialog that corrects one field of a piece; the old value stays visible."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.field_choice import FieldChoice
from lunarcurator.desktop.dialogs.form.heads import piece_head
from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.fields import EDITABLE, FIELDS
from lunarcurator.domain.identity import PieceRef, ref_of
from lunarcurator.domain.operations import Correct
from lunarcurator.services.posting import Preview


class CorrectDialog(ActDialog):
    """Asks for the field, its right value, and how the right value is known."""

    kind = Correct.KIND
    size_at_first = QSize(900, 480)

    @override
    def build(self) -> None:
        piece = self.form_context.piece
        self.content.addWidget(piece_head(self.appearance, self.wording, piece, self.form_context.places))
        recorded = [key for key in EDITABLE if piece.fields.get(key) is not None]
        silent = [key for key in EDITABLE if key not in recorded]
        self.choice = FieldChoice(
            self.appearance,
            self.wording,
            self.vocabularies,
            FIELDS,
            [*recorded, *silent],
            piece.fields,
            self,
        )
        self.choice.place(self.form)
        self.evidence = TextInput(
            self.appearance, "evidence", self.tr("How the right value is known"), required=True
        )
        self.form.add(self.evidence)

    @override
    def heading(self) -> str:
        return self.tr("Correct {number}").format(number=self.form_context.piece.number)

    @override
    def primary(self) -> str:
        field = self.words.say(f"field.{self.choice.key}")
        return self.tr("Correct the {field} of {number}").format(
            field=field, number=self.form_context.piece.number
        )

    @override
    def lacking(self) -> str:
        same = not self.choice.differs
        return self.words.say("correct.same", {"field_name": self.choice.key}) if same else ""

    @override
    def operations(self) -> tuple[Correct, ...]:
        return (
            Correct(
                sample=PieceRef(ref_of(self.form_context.piece.uid)),
                field=self.choice.key,
                old=self.choice.old,
                new=self.choice.new,
                evidence=self.evidence.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        old, new = self.choice.words(self.choice.old), self.choice.words(self.choice.new)
        return (
            self.tr("{field}: {old} becomes {new}").format(
                field=self.words.label(f"field.{self.choice.key}"), old=old, new=new
            ),
            self.tr("The old value stays in the journal, with the evidence"),
        )


def open_correct(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that corrects the selected piece; None where no piece is selected."""
    return opened(CorrectDialog(context, selection, parent)) if selection.samples else None
