"""The dialog that says how two pieces belong together."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.facts import RelationKind
from lunarcurator.domain.identity import PieceRef
from lunarcurator.domain.operations import Relate
from lunarcurator.services.posting import Preview


class RelateDialog(ActDialog):
    """Asks for the other piece, by number or scan, how it belongs to this one, and who says so."""

    kind = Relate.KIND
    size_at_first = QSize(880, 460)

    @override
    def build(self) -> None:
        self.add_head()
        self.relation = self.make.coded(
            "kind",
            self.tr("How they belong together"),
            "relation_kind",
            tuple(RelationKind),
            RelationKind.FITS,
        )
        self.other = self.make.piece("other", self.tr("The other piece"), required=True, wide=2)
        self.source = self.make.text(
            "source", self.tr("Source"), note=self.tr("a catalogue, a publication, who tried it"), wide=2
        )
        self.form.add(self.relation, self.other)
        self.form.add(self.source)

    @override
    def heading(self) -> str:
        return self.tr("Relate {number} to another piece").format(number=self.subject)

    @override
    def primary(self) -> str:
        if self.other.found is None:
            return self.heading()
        number, other = self.subject, self.other.found.number
        if self.relation.value() == RelationKind.WITHDRAWN:
            return self.tr("Withdraw what relates {number} and {other}").format(number=number, other=other)
        told = self.words.say(f"relation_kind.{self.relation.value()}")
        return self.tr("Say that {number} {relation} {other}").format(number=number, relation=told, other=other)

    @override
    def operations(self) -> tuple[Relate, ...]:
        return (
            Relate(
                sample=self.ref,
                other=self.other.ref() or PieceRef(""),
                kind=RelationKind(self.relation.value()),
                source=self.source.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        if self.relation.value() == RelationKind.WITHDRAWN:
            return (self.tr("Nothing relates the two any more; what was said stays in the journal"),)
        return (
            self.tr("Shown at both pieces, each with a link to the other"),
            self.tr("Numbers, masses and parents stay as they are"),
        )


def open_relate(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that relates the selected piece to another; None where no piece is selected."""
    return opened(RelateDialog(context, selection, parent)) if selection.samples else None
