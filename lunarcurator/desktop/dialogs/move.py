"""The dialog that moves pieces, and containers with all that is in them; it says first what will move."""

from collections.abc import Sequence
from dataclasses import replace
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.form_dialog import Loaded
from lunarcurator.desktop.dialogs.form.heads import Head, subject_head
from lunarcurator.desktop.dialogs.form.inputs import FlagInput, TextInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.place_tree import PlaceTree
from lunarcurator.desktop.dialogs.form.taken_list import TakenList
from lunarcurator.desktop.dialogs.form.target_input import TargetInput
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.desktop.widgets.labels import SectionLabel
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import PlaceRef, Uid, ref_of
from lunarcurator.domain.operations import Move
from lunarcurator.services.form_context import piece_meant
from lunarcurator.services.place_book import PlaceCard
from lunarcurator.services.posting import Preview
from lunarcurator.services.references import Meant, UnclearReference


class MoveDialog(ActDialog):
    """Asks where to: by code, name or path, by a scan, or by picking in the tree."""

    kind = Move.KIND
    needs_piece = False
    takes_many = True
    size_at_first = QSize(1000, 680)

    @override
    def build(self) -> None:
        self.moved = self.chosen_places
        self._plain_note = self.tr("scan or type each, then the place")
        self.scan = TextInput(self.appearance, "scan", self.tr("Pieces"), note=self._plain_note)
        if self.form_context.pieces or self.moved:
            self.add_head()
            self.scan.field.hide()
        self.tree = PlaceTree(self.appearance, self.wording, self.form_context.places)
        self.to = TargetInput(self.appearance, "to", self.tr("To"), self.form_context.places, self.tree)
        self.to.edit.setPlaceholderText(self.tr("Any part of a name, path or code; or scan the place"))
        self.home = FlagInput(self.appearance, "home", "", self.tr("This is its home place from now on"))
        self.form.add(self.scan)
        self.form.add(self.to)
        self.scan.edit.returnPressed.connect(self._scanned)
        self.content.addWidget(self.tree, 1)
        self.form.add(self.home)
        self.tree.picked.connect(self._picked)
        self.facts = FactsGrid(self.appearance, object_name="moveFacts")
        self.panel.addWidget(SectionLabel(self.appearance, self.tr("What moves")))
        self.panel.addWidget(self.facts)
        self.pieces = TakenList(self.appearance)
        self.pieces.taken_out.connect(self._take_out)
        self.checked.connect(self._list)
        self.panel.addWidget(self.pieces)

    @override
    def heading(self) -> str:
        return self.tr("Move {what}").format(what=self.subject)

    @override
    def primary(self) -> str:
        place = self._target()
        if place is None:
            return self.heading()
        return self.tr("Move {what} to {place}").format(what=self.subject, place=place.name)

    @override
    def lacking(self) -> str:
        return "" if self.form_context.pieces or self.moved else self.words.say("move.nothing")

    @override
    def operations(self) -> tuple[Move, ...]:
        place = self._target()
        assert place is not None, "a move is judged only once its target is known"  # noqa: S101
        return (
            Move(
                to=PlaceRef(ref_of(place.uid)),
                samples=self.refs,
                places=self.place_refs,
                home=self.home.value(),
            ),
        )

    @override
    def edited(self) -> None:
        place = self._target()
        if place is not None and place.uid != self.tree.place_at_cursor():
            self.tree.show_place(place.uid)
        self.facts.clear()
        self.facts.add(self.tr("Moves"), self._amount())
        self.facts.add(self.tr("From"), self._froms())
        self.facts.add(self.tr("To"), place.path_text if place else "\u2013")
        self.facts.add(self.tr("Atmosphere"), self._atmospheres(place))

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        place = self._target()
        name = place.name if place else ""
        lines = [self.tr("{what} stands in {place}").format(what=self.subject, place=name)]
        if self.moved:
            lines.append(self.tr("What is in it moves with it and keeps its place in it"))
        if self.home.value():
            lines.append(self.tr("{place} is the home place from now on").format(place=name))
        return lines

    def _list(self) -> None:
        """List what moves, what a rule says against it first, each with all that is said of it."""
        said: dict[str, list[str]] = {}
        for each in self.preview.findings if self.preview is not None else ():
            said.setdefault(each.cause, []).append(self.words.say_finding(each))
        rows = [(piece.uid, piece.number, " ".join(said.get(piece.uid, ()))) for piece in self.form_context.pieces]
        self.pieces.show_rows(sorted(rows, key=lambda row: not row[2]))

    def _take_out(self, uid: str) -> None:
        """Leave a piece where it stands: it was scanned by mistake, or something stands in its way."""
        samples = tuple(each for each in self.selection.samples if each != uid)
        self.selection = replace(self.selection, samples=samples)
        self.read(self._more)

    def _scanned(self) -> None:
        """Take what was scanned: one more piece, or else the place all go to."""
        text, session = self.scan.value(), self.context.session
        self.scan.edit.clear()

        def find() -> Meant | None:
            try:
                return piece_meant(session, text)
            except Refusal:
                return None

        def found(meant: Meant | None) -> None:
            self.scan.set_note(self._plain_note)
            if meant is None:
                self.to.edit.setText(text)
                self.to.settle()
            elif meant.asks is not None:
                self._ask_for(meant.asks)
            else:
                samples = tuple(dict.fromkeys((*self.selection.samples, meant.uid)))
                self.selection = replace(self.selection, samples=samples)
                self.read(self._more)

        if text:
            # Not `inquire`, which drops an older question: a scanner may be quicker than the answer.
            self.context.lanes.read(find, found)

    def _ask_for(self, asks: UnclearReference) -> None:
        """Offer the number of a piece called by another name: Enter takes it, the next scan replaces it."""
        self.scan.set_note(self.words.say(asks.key, asks.facts))
        self.scan.edit.setText(str(asks.facts.get("number", "")))
        self.scan.edit.selectAll()

    def _more(self, loaded: Loaded) -> None:
        self.form_context = loaded.form_context
        self.set_title(self.heading())
        self._renew_head()
        self.recheck()

    def _renew_head(self) -> None:
        """Let the head name what moves by now; where a dialog began with nothing, the list alone names it."""
        before = self.findChild(Head)
        if before is None:
            return
        head = subject_head(
            self.appearance, self.wording, self.form_context.pieces, self.moved, self.form_context.places
        )
        self.content.replaceWidget(before, head)
        before.setParent(None)
        before.deleteLater()

    def _amount(self) -> str:
        """Return pieces, containers and mass of all that moves, in words."""
        total, places = self.form_context.together(self.moved)
        facts = {
            "pieces": total.pieces,
            "places": places,
            "mass": total.known.shown() if total.ug else "",
            "unknown": total.unweighed.total,
        }
        return self.words.say("dialog.moves", facts)

    def _froms(self) -> str:
        uids = [piece.place for piece in self.form_context.pieces] + [card.parent for card in self.moved]
        cards = [self.form_context.places.get(uid) for uid in dict.fromkeys(uids)]
        names = [card.path_text if card else self.words.say("place.not_stated") for card in cards]
        return self.words.say("list.numbers", {"numbers": names})

    def _atmospheres(self, place: PlaceCard | None) -> str:
        uids = [piece.place for piece in self.form_context.pieces] + [card.uid for card in self.moved]
        before = dict.fromkeys(self._gas(uid) for uid in uids)
        after = self._gas(place.uid) if place else "\u2013"
        return self.tr("{before} to {after}").format(before=", ".join(before), after=after)

    def _gas(self, uid: Uid | None) -> str:
        gas = self.form_context.places.atmosphere(uid)
        return self.words.say(f"atmosphere.{gas or 'not_stated'}")

    def _picked(self, uid: str) -> None:
        card = self.form_context.places.get(Uid(uid))
        if card is not None and self._target() != card:
            self.to.edit.setText(card.path_text)

    def _target(self) -> PlaceCard | None:
        return None if self.to.trouble() or self.to.is_missing() else self.to.place()


def open_move(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that moves the selected pieces and places; where nothing is selected it takes scans."""
    return opened(MoveDialog(context, selection, parent))
