"""The dialog that adds a further body under a number."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.held_after import held_after
from lunarcurator.desktop.dialogs.form.mass_statement import MassStatement
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations import AddBody
from lunarcurator.services.posting import Preview

_FIRST, _SECOND = "A", "B"


class AddBodyDialog(ActDialog):
    """Asks for the labels of both bodies, and for mass, form and place of the new one."""

    kind = AddBody.KIND
    size_at_first = QSize(940, 620)

    @override
    def build(self) -> None:
        self.add_head()
        known = self.form_context.piece.body
        self.first = self.make.text("first", self.tr("The body known so far"), known or _FIRST, required=True)
        self.first.edit.setReadOnly(bool(known))
        label = "" if known else _SECOND
        self.body = self.make.text("body", self.tr("The further body"), label, required=True)
        self.mass = MassStatement(self.appearance, self.wording, "mass")
        self.piece_form = self.make.form(chosen=self.form_context.piece.form)
        self.place = self.make.place("place", self.tr("Container or place"), for_pieces=True)
        self.received = self.make.flag("received", self.tr("It came beside the other: its mass is not part of it"))
        self.remarks = self.make.text("remarks", self.tr("Remarks"))
        self.source = self.make.text("source", self.tr("Source"))
        self.form.add(self.first, self.body)
        self.form.add(*self.mass.inputs)
        self.form.add(self.received)
        self.form.add(self.piece_form, self.place)
        self.form.add(self.remarks, self.source)

    @override
    def heading(self) -> str:
        return self.tr("Several bodies of {number}").format(number=self.subject)

    @override
    def primary(self) -> str:
        label = self.body.value()
        return self.tr("Add body {body} to {number}").format(body=label, number=self.subject)

    @override
    def operations(self) -> tuple[AddBody, ...]:
        return (
            AddBody(
                sample=self.ref,
                body=self.body.value(),
                first=self.first.value(),
                received=self.received.tick.isChecked(),
                mass=self.mass.mass(),
                form=self.piece_form.value(),
                place=self.place.ref(),
                remarks=self.remarks.value(),
                source=self.source.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        number, first, label = self.subject, self.first.value(), self.body.value()
        told = self.tr("{number} is several bodies: {number}/{first} and {number}/{body}")
        lines = [told.format(number=number, first=first, body=label)]
        lines.append(self.tr("Who writes {number} is asked which body is meant").format(number=number))
        held = held_after(preview, self.form_context.piece)
        if held is not None and held != self.form_context.piece.held_ug:
            mass = self.wording.mass(held, resolution_ug=self.form_context.piece.resolution_ug)
            lines.append(self.tr("Body {first} weighs {mass} then").format(first=first, mass=mass))
        return lines


def open_add_body(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that adds a body to the selected piece; None where no piece is selected."""
    return opened(AddBodyDialog(context, selection, parent)) if selection.samples else None
