"""The dialog that takes pieces back from display."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.shown_mass import figures_of
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import PieceRef, PlaceRef, Uid, ref_of
from lunarcurator.domain.operations import TakeDown
from lunarcurator.domain.status import Condition
from lunarcurator.services.posting import Preview


class TakeDownDialog(ActDialog):
    """Asks where to, which is home unless another place is named, and in which condition it came back."""

    kind = TakeDown.KIND
    takes_many = True
    size_at_first = QSize(900, 480)

    @override
    def build(self) -> None:
        self.add_head()
        self.to = self.make.place(
            "to", self.tr("Comes back to"), for_pieces=True, note=self.tr("empty: each to its home place")
        )
        conditions = [each for each in Condition if each is not Condition.NOT_STATED]
        self.condition = self.make.coded(
            "condition", self.words.label("field.condition"), "condition", conditions, Condition.RETURNED
        )
        self.remarks = self.make.text("remarks", self.words.label("field.remarks"), wide=2)
        self.form.add(self.to)
        self.form.add(self.condition, self.remarks)
        self.panel.addWidget(figures_of(self.appearance, self.wording, self.form_context.pieces))

    @override
    def heading(self) -> str:
        return self.tr("Take {what} down from display").format(what=self.subject)

    @override
    def primary(self) -> str:
        if self.to.trouble() or self.lacking():
            return self.heading()
        homes = tuple(self._homes())
        if len(homes) > 1:
            return self.tr("Take {what} down to their home places").format(what=self.subject)
        card = self.form_context.places.get(homes[0])
        return self.tr("Take {what} down to {place}").format(what=self.subject, place=card.name if card else "")

    @override
    def lacking(self) -> str:
        if self.to.trouble() or self.to.value() or "" not in self._homes():
            return ""
        return self.tr("Not every piece has a home place. Say where they come back to.")

    @override
    def operations(self) -> tuple[TakeDown, ...]:
        return tuple(
            TakeDown(
                samples=samples,
                to=PlaceRef(ref_of(place)),
                condition=Condition(self.condition.value()),
                remarks=self.remarks.value(),
            )
            for place, samples in self._homes().items()
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        places = [self.form_context.places.get(uid) for uid in self._homes()]
        names = [card.path_text for card in places if card is not None]
        return (
            self.tr("Back in {places}").format(places=self.words.say("list.numbers", {"numbers": names})),
            self.tr("Its condition is {condition} from now on").format(
                condition=self.words.say(f"condition.{self.condition.value()}")
            ),
        )

    def _homes(self) -> dict[Uid, tuple[PieceRef, ...]]:
        """Return which pieces come back to which place, the one named or its home, "" without one."""
        named = self.to.place()
        found: dict[Uid, tuple[PieceRef, ...]] = {}
        for piece in self.form_context.pieces:
            place = named.uid if named else piece.home or Uid("")
            found[place] = (*found.get(place, ()), PieceRef(ref_of(piece.uid)))
        return found


def open_take_down(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that takes the selected pieces down from display; None where none is selected."""
    return opened(TakeDownDialog(context, selection, parent)) if selection.samples else None
