"""The dialog that passes title of pieces on: a gift, an exchange, a deaccession, a return, or title alone.

A second one is for what comes in later for pieces that were given in exchange.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.daughters import DaughterRows
from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.shown_mass import mass_row
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import CollectionRef, PlaceRef, Uid, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import Register, TransferKind, TransferTitle
from lunarcurator.domain.status import Title
from lunarcurator.services.posting import Preview


class TransferTitleDialog(ActDialog):
    """Asks why, with whom and by which document; in an exchange also what came in, and into which collection."""

    kind = TransferTitle.KIND
    takes_many = True
    size_at_first = QSize(1040, 760)

    @override
    def build(self) -> None:
        self.add_head()
        make, words = self.make, self.words
        self.transfer = make.coded("kind", self.tr("Why"), "transfer_kind", tuple(TransferKind), TransferKind.GIFT)
        self.counterpart = make.text("counterpart", self.tr("With whom"), required=True, wide=2)
        self.document = make.text("document", self.tr("Document"), required=True)
        titles = tuple(each for each in Title)
        self.stays_here = make.flag("stays", self.tr("The piece itself stays here"))
        self.new_title = make.coded("title", self.tr("Title from then on"), "title", titles, empty=True)
        self.owner = make.text("owner", words.label("field.owner"), wide=2)
        collections = [(each.uid, each.name) for each in self.form_context.collections]
        mine = self.form_context.piece.collection
        self.collection = make.choice("collection", self.tr("What is received goes into"), collections, mine)
        self.mission = make.choice("mission", words.label("field.mission"), [("", "\u2013")])
        self.rows = DaughterRows(self.wording, self.vocabularies, self.form_context.places, self.wording.unit)
        self.received = make.grid("received", self.tr("Received in exchange"), self._columns())
        self.form.add(self.transfer, self.counterpart)
        self.form.add(self.document, self.stays_here)
        self.form.add(self.new_title, self.owner)
        self.form.add(self.collection, self.mission)
        self.form.add(self.received)
        self._offered = ""
        self.figures = Figures(self.appearance, self.tr("Balance"))
        self.panel.addWidget(self.figures)

    @override
    def heading(self) -> str:
        return self.tr("Transfer the title of {what}").format(what=self.subject)

    @override
    def primary(self) -> str:
        match self._kind():
            case TransferKind.GIFT:
                words = self.tr("Give {what} away")
            case TransferKind.MUSEUM:
                words = self.tr("Transfer {what} to a museum")
            case TransferKind.EXCHANGE:
                words = self.tr("Exchange {what}")
            case TransferKind.DEACCESSION:
                words = self.tr("Deaccession {what}")
            case TransferKind.RETURN_TO_OWNER:
                words = self.tr("Return {what} to the owner")
            case _:
                words = self.tr("Change the title of {what}")
        return words.format(what=self.subject)

    @override
    def operations(self) -> tuple[TransferTitle, ...]:
        title = self.new_title.value() if self._stays() else ""
        return (
            TransferTitle(
                samples=self.refs,
                kind=self._kind(),
                counterpart=self.counterpart.value(),
                document=self.document.value(),
                title=Title(title) if title else None,
                stays=self._stays(),
                owner=self.owner.value() if self._stays() else "",
                received=tuple(map(self._register, self._received())),
            ),
        )

    @override
    def edited(self) -> None:
        kind = self._kind()
        only_title, exchange = kind is TransferKind.TITLE_ONLY, kind is TransferKind.EXCHANGE
        self.stays_here.field.setVisible(not only_title and kind is not TransferKind.RETURN_TO_OWNER)
        for each in (self.new_title, self.owner):
            each.field.setVisible(only_title or self._stays())
        for other in (self.collection, self.mission, self.received):
            other.field.setVisible(exchange)
        self._offer_missions()
        self._show_figures(exchange)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        received = [row["number"].strip() for row in self._received()]
        title = self.new_title.value()
        if self._stays() and title:
            lines = [
                self.tr("It stays where it is, and counts in the book of its new title"),
                self.tr("The title is {title} from now on").format(title=self.words.say(f"title.{title}")),
            ]
        else:
            lines = [
                self.tr("It leaves the book: its mass is booked as transferred to {counterpart}").format(
                    counterpart=self.counterpart.value()
                ),
                self.tr("Its number, its row and its history stay"),
            ]
        if received:
            lines.append(self.words.say("dialog.registered_in_exchange", {"numbers": received}))
        return (*lines, self.tr("The name, the document and the second person stand in the journal"))

    def _columns(self) -> tuple[GridColumn, ...]:
        rows, label = self.rows, self.words.label
        mass = self.words.say("dialog.mass_now", {"unit": unit_symbol(self.wording.unit)})
        return (
            GridColumn("number", self.tr("Number"), 150, number=True),
            GridColumn("form", label("field.form"), 130, words=rows.form_words()),
            GridColumn("mass", mass, 120, "mass", rows.mass_trouble),
            GridColumn("place", self.tr("Place"), 0, read=rows.place_trouble, words=rows.place_words()),
        )

    def _kind(self) -> TransferKind:
        return TransferKind(self.transfer.value())

    def _stays(self) -> bool:
        match self._kind():
            case TransferKind.TITLE_ONLY:
                return True
            case TransferKind.RETURN_TO_OWNER:
                return False
        return self.stays_here.value()

    def _received(self) -> tuple[Mapping[str, str], ...]:
        return self.received.rows() if self._kind() is TransferKind.EXCHANGE else ()

    def _register(self, row: Mapping[str, str]) -> Register:
        place = row["place"].strip()
        return Register(
            collection=CollectionRef(ref_of(Uid(self.collection.value()))),
            number=row["number"].strip(),
            mission=self.mission.value(),
            mass=self.rows.mass(row) or Mass.unknown("not_stated"),
            form=self.rows.form(row),
            place=PlaceRef(ref_of(self.form_context.places.find(place).uid)) if place else None,
        )

    def _offer_missions(self) -> None:
        if self._offered == self.collection.value():
            return
        self._offered = self.collection.value()
        chosen = next((each for each in self.form_context.collections if each.uid == self._offered), None)
        missions = [(code, name) for code, name, _ in chosen.missions] if chosen else []
        own = self.form_context.piece.mission if self._offered == self.form_context.piece.collection else ""
        self.mission.offer([("", "\u2013"), *missions], self.mission.value() or own)

    def _show_figures(self, exchange: bool) -> None:
        gone = replace(mass_row(self.wording, self.form_context.pieces), sign="" if self._stays() else "\u2212")
        self.figures.show_rows([gone, *(self._received_figures() if exchange else ())])

    def _received_figures(self) -> list[Figure]:
        if self.received.trouble() is not None:
            return []
        known = [mass.ug or 0 for row in self._received() if (mass := self.rows.mass(row)) and mass.known]
        return [Figure(self.tr("Received"), self.wording.mass(sum(known)), sign="+")]


class ReceiveInExchangeDialog(TransferTitleDialog):
    """Asks what came in, from whom and by which document, for the selected pieces, which were given before."""

    @override
    def build(self) -> None:
        super().build()
        self.transfer.restore(TransferKind.EXCHANGE)
        for each in (self.transfer, self.stays_here):
            each.field.hide()

    @override
    def heading(self) -> str:
        return self.tr("Receive in exchange for {what}").format(what=self.subject)

    @override
    def primary(self) -> str:
        return self.tr("Receive in exchange for {what}").format(what=self.subject)

    @override
    def operations(self) -> tuple[TransferTitle, ...]:
        return (
            TransferTitle(
                samples=(),
                kind=TransferKind.EXCHANGE,
                counterpart=self.counterpart.value(),
                document=self.document.value(),
                received=tuple(map(self._register, self._received())),
                given_before=self.refs,
            ),
        )

    @override
    def edited(self) -> None:
        super().edited()
        self.stays_here.field.hide()

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        numbers = [row["number"].strip() for row in self._received()]
        registered = self.words.say("dialog.registered_in_exchange", {"numbers": numbers})
        return (registered, self.tr("It counts as received, and stands with what it came for"))

    @override
    def _show_figures(self, exchange: bool) -> None:
        self.figures.show_rows(self._received_figures())


def open_transfer_title(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that passes title of the selected pieces on; None where none is selected."""
    return opened(TransferTitleDialog(context, selection, parent)) if selection.samples else None


def open_receive_in_exchange(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that receives what came for the selected pieces; None where none is selected."""
    return opened(ReceiveInExchangeDialog(context, selection, parent)) if selection.samples else None
