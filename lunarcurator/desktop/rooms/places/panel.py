"""The panel of one place: what it is, what can be done, what is asked, what is in it, and how it moved."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.panels.lacking import unweighed_in_words
from lunarcurator.desktop.panels.sections import SectionHead, clear
from lunarcurator.desktop.panels.targets import link_of, target_to
from lunarcurator.desktop.panels.wording import DOT, Wording, decimals_of, mass_width
from lunarcurator.desktop.rooms.places.asking import AskCard
from lunarcurator.desktop.rooms.places.lines import concept_of, mass_parts, mass_told
from lunarcurator.desktop.rooms.places.off_site_sections import OffSiteSections
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.as_it_is import as_it_is
from lunarcurator.desktop.widgets.buttons import Button, IconButton
from lunarcurator.desktop.widgets.grounds import Ground, ScrollColumn
from lunarcurator.desktop.widgets.icon_label import IconLabel
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from lunarcurator.domain.days import Day
from lunarcurator.domain.lending.terms import AwayKind
from lunarcurator.services.field_values import shown_value
from lunarcurator.services.off_site import Lent, OffSiteNode, Out
from lunarcurator.services.places import Contents, MassSum, PieceRow, PlaceMove, PlaceNode, PlaceTree, Totals

SIGHT_ALL = "sight_all"
"""Not an action of the table: to see all that is in a place, asked in the panel."""

_SHORT = 20


class PlacePanel(Ground):
    """Shows one place; `asked` carries the key of an action, or `SIGHT_ALL`, `closed` that it is to go."""

    asked = Signal(str)
    closed = Signal()

    def __init__(self, context: AppContext, wording: Wording) -> None:
        super().__init__(context.appearance, "base", object_name="placePanel")
        self._context, self._wording = context, wording
        self._may_act, self._why_not = False, ""
        self._node: PlaceNode | None = None
        self._several = self._moved = self._filled = False
        self._away: OffSiteNode | None = None
        appearance, px = context.appearance, context.appearance.look.metrics.px
        self._sections = OffSiteSections(appearance, wording, self)
        self.icon = IconLabel(appearance, "place", "text", size=20)
        self.name = Label(appearance, size=22, weight=SEMIBOLD, wrap=True, object_name="placeName")
        self.subtitle = Label(appearance, colour="text2", wrap=True, object_name="placeSubtitle")
        self.buttons = self._make_buttons()
        self.more = IconButton("more", self.tr("More actions"), object_name="placeMore")
        close = IconButton("close", self.tr("Close the panel"), object_name="placeClose")
        close.clicked.connect(self.closed)
        self.more.clicked.connect(self._offer_more)
        title = QHBoxLayout()
        title.setSpacing(px(10))
        title.addWidget(self.icon)
        title.addWidget(self.name, 1)
        title.addWidget(close)
        acts = QHBoxLayout()
        acts.setSpacing(px(6))
        self.lines = Button(self.tr("Show in the loans"), concept="loan", dense=True, object_name="placeLines")
        self.lines.clicked.connect(self._follow_away)
        for button in (*self.buttons.values(), self.lines):
            acts.addWidget(button)
        acts.addWidget(self.more)
        acts.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(px(20), px(14), px(16), px(8))
        head.setSpacing(px(8))
        head.addLayout(title)
        head.addWidget(self.subtitle)
        head.addLayout(acts)
        self._question = QVBoxLayout()
        self._body = QVBoxLayout()
        self._body.setSpacing(px(8))
        inner = QVBoxLayout()
        inner.setContentsMargins(px(20), px(4), px(20), px(20))
        inner.setSpacing(px(12))
        inner.addLayout(self._question)
        inner.addLayout(self._body)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(ScrollColumn(appearance, "base", inner, object_name="placeScroll"), 1)
        self.contents: LedgerTable | None = None
        self.out: LedgerTable | None = None
        self.moves: LedgerTable | None = None
        self.show_nothing()

    def allow(self, allowed: bool, why_not: str = "") -> None:
        """Enable or disable what posts; `why_not` is said in the tool tips."""
        self._may_act, self._why_not = allowed, why_not
        self._offer()

    def show_nothing(self) -> None:
        """Say that no place is chosen."""
        self._node, self._several, self._away = None, False, None
        self._show_head(self.tr("Places"), "place", self.tr("No place is selected."))
        clear(self._body)
        self.contents = self.moves = None
        self._offer()

    def show_place(
        self,
        tree: PlaceTree,
        place: int,
        held: MassSum,
        contents: Contents,
        moves: Sequence[PlaceMove],
        out: Out,
    ) -> None:
        """Show a place with what is in it, what is out of it, and how it moved; `NOWHERE` what is not stated."""
        self._node, self._several, self._away = tree.nodes.get(place), False, None
        # The first of its moves set it up.
        self._moved, self._filled = len(moves) > 1, held.pieces > 0
        if self._node is None:
            self._show_head(
                self.tr("Place not stated"), "unknown", self.tr("Nobody has said yet where these pieces are.")
            )
        else:
            self._show_head(self._node.name, concept_of(self._node.kind), self._told(tree, self._node))
        clear(self._body)
        self._show_out(out)
        self._show_contents(held, contents)
        self._show_moves(moves)
        self._offer()

    def show_away(self, node: OffSiteNode, path: str, held: MassSum, lent: Lent, today: Day) -> None:
        """Show what is with a borrower or on the way; `path` is in what the node stands."""
        self._node, self._several, self._away = None, False, node
        self._show_head(node.name, concept_of(node.kind), self._sections.told(node, path))
        clear(self._body)
        self.out = self.moves = None
        self._body.addWidget(self._contents_head(self.tr("Pieces"), held))
        columns, rows = self._sections.lent(node, lent.rows, today)
        self.contents = self._table(columns, self.tr("Pieces"), "placeLent", rows, most=40)
        if lent.more:
            told = counted(
                "PlacePanel",
                "{count} more in the loans",
                "{count} more in the loans",
                held.pieces - len(lent.rows),
            )
            self._body.addWidget(Label(self._appearance, told, size=12, colour="text2"))
        self._offer()

    def _show_out(self, out: Out) -> None:
        self.out = None
        if not out.count:
            return
        head = SectionHead(self._appearance, self.tr("Out, home here"))
        head.note(self._pieces(out.count))
        self._body.addWidget(head)
        columns, rows = self._sections.out(out.rows)
        self.out = self._table(columns, self.tr("Out, home here"), "placeOut", rows, most=5)
        if out.count > len(out.rows):
            told = counted("PlacePanel", "{count} more", "{count} more", out.count - len(out.rows))
            self._body.addWidget(Label(self._appearance, told, size=12, colour="text2"))

    def show_places(self, tree: PlaceTree, places: Sequence[int], totals: Totals | None) -> None:
        """Show several places together: each with what it holds, and what they hold in all, counted once."""
        self._away = None
        self._node, self._several = None, any(place in tree.nodes and not tree.is_away(place) for place in places)
        count = self._wording.count(len(places))
        self._show_head(
            self.tr("{count} places").format(count=count),
            "place",
            self.tr("Move to… and Sight all… act on all of them."),
        )
        clear(self._body)
        self.contents = self.moves = None
        if totals is not None:
            self._show_each(tree, places, totals)
        self._offer()

    def _show_each(self, tree: PlaceTree, places: Sequence[int], totals: Totals) -> None:
        held = totals.of_all(tree, places)
        self._body.addWidget(self._contents_head(self.tr("Together"), held))
        rows = []
        for place in places:
            name = tree.nodes[place].name if place in tree.nodes else self.tr("Place not stated")
            own = totals.of(place)
            whole, fraction = mass_parts(own, self._wording.unit)
            rows.append(
                (
                    LedgerCell(name),
                    LedgerCell(self._wording.count(own.pieces), plain=str(own.pieces)),
                    LedgerCell(whole, fraction),
                )
            )
        masses = [row[2] for row in rows]
        title = self._wording.headed(self.tr("Mass"))
        columns = [
            LedgerColumn(self.tr("Place")),
            LedgerColumn(self.tr("Pieces"), "count", 76),
            LedgerColumn(title, "mass", mass_width(masses, title), decimals_of(*masses)),
        ]
        self.contents = self._table(columns, self.tr("Together"), "placesTogether", rows, most=40)
        if held.unweighed.total:
            told = unweighed_in_words(held.unweighed)
            self._body.addWidget(Label(self._appearance, told, size=12, colour="text2", wrap=True))

    def _contents_head(self, title: str, held: MassSum) -> SectionHead:
        head = SectionHead(self._appearance, title)
        mass, pieces = mass_told(held, self._wording.unit), self._pieces(held.pieces)
        head.note(self.tr("{pieces}, {mass}").format(pieces=pieces, mass=mass) if mass else pieces)
        return head

    def show_question(self, card: AskCard | None) -> None:
        """Show a card that asks, above everything else; None takes it away."""
        clear(self._question)
        if card is not None:
            self._question.addWidget(card)
            card.show()
            card.reason.setFocus()

    def _make_buttons(self) -> dict[str, Button]:
        wanted = (
            ("move", "place", self.tr("Move to\u2026")),
            ("new_place", "register", self.tr("New\u2026")),
            (SIGHT_ALL, "sight", self.tr("Sight all\u2026")),
        )
        made = {}
        for key, concept, text in wanted:
            made[key] = Button(text, concept=concept, dense=True, object_name=f"place.{key}")
            made[key].clicked.connect(self._asker(key))
        made["new_place"].setToolTip(self.tr("New place in this one"))
        return made

    def _asker(self, key: str) -> Callable[[], None]:
        return lambda: self.asked.emit(key)

    def _offer(self) -> None:
        there = self._node is not None and self._may_act and not self._node.retired
        several = self._several and self._may_act
        self.buttons["move"].setEnabled(there or several)
        self.buttons[SIGHT_ALL].setEnabled(there or several)
        self.buttons["new_place"].setEnabled(self._may_act and not several and (self._node is None or there))
        self.more.setEnabled(there)
        for button in (*self.buttons.values(), self.more):
            button.setVisible(self._away is None)
        self.lines.setVisible(self._away is not None and self._away.kind is AwayKind.BORROWER)
        for key in ("move", SIGHT_ALL):
            self.buttons[key].setToolTip("" if self._may_act else self._why_not)

    def _follow_away(self) -> None:
        if self._away is not None:
            self._context.go(Link(Target.PERSON, self._away.uid))

    def _offer_more(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("placeMoreMenu")
        offered = {
            "correct_place": (self.tr("Correct the place\u2026"), True),
            "retire_place": (self.tr("Retire the place\u2026"), True),
            "move_back": (self.tr("Move it back\u2026"), self._moved),
            "open_sealed": (self.tr("Open it\u2026"), self._node is not None and self._node.sealed),
            "expose": (self.tr("Record what all in it met\u2026"), self._filled),
            "declare_lost": (self.tr("Declare all in it lost or stolen\u2026"), self._filled),
        }
        for key, text in ((key, text) for key, (text, fits) in offered.items() if fits):
            entry = menu.addAction(as_it_is(text))
            entry.setObjectName(f"more.{key}")
            entry.triggered.connect(self._asker(key))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _show_head(self, name: str, concept: str, told: str) -> None:
        self.icon.show_concept(concept, "text")
        self.name.setText(name)
        self.subtitle.setText(told)

    def _told(self, tree: PlaceTree, node: PlaceNode) -> str:
        wording = self._wording
        kind = wording.small("place_kind", node.kind)
        material = wording.small("material", str(node.fields.get("material") or ""))
        tare = shown_value(wording.words, "tare_ug", node.fields.get("tare_ug"), place=True)
        parts = (
            tree.path(node.parent),
            ", ".join(part for part in (kind, material) if part),
            wording.small("atmosphere", tree.atmosphere(node.id)),
            self.tr("code {code}").format(code=node.code) if node.code else "",
            self.tr("tare {mass}").format(mass=tare) if tare else "",
            self.tr("sealed") if node.sealed else "",
            self.tr("remote") if tree.is_remote(node.id) else "",
            self.tr("retired") if node.retired else "",
            str(node.fields.get("remarks") or ""),
        )
        return DOT.join(part for part in parts if part)

    def _show_contents(self, held: MassSum, contents: Contents) -> None:
        self._body.addWidget(self._contents_head(self.tr("Contents"), held))
        rows = [self._piece(row, where) for row, where in contents.rows]
        self.contents = None
        if not rows:
            self._body.addWidget(Label(self._appearance, self.tr("Empty."), colour="text2"))
            return
        masses = [row[2] for row in rows]
        title = self._wording.headed(self.tr("Mass"))
        # A number is never cut at its end; where all stand in the place itself, its forms take the room.
        number = 22 + 9 * max(len(row[0].text) for row in rows)
        deep = any(row[3].text for row in rows)
        columns = [
            LedgerColumn(self.tr("Number"), "number", number),
            LedgerColumn(self.tr("Form"), "text", 100 if deep else 0),
            LedgerColumn(title, "mass", mass_width(masses, title), decimals_of(*masses)),
        ]
        if deep:
            columns.append(LedgerColumn(self.tr("In")))
        rows = [row[: len(columns)] for row in rows]
        self.contents = self._table(columns, self.tr("Contents"), "placeContents", rows, most=40)
        rest = held.pieces - len(rows)
        if contents.more and rest > 0:
            told = counted("PlacePanel", "{count} more in the samples", "{count} more in the samples", rest)
            self._body.addWidget(Label(self._appearance, told, size=12, colour="text2"))

    def _piece(self, row: PieceRow, where: str) -> tuple[LedgerCell, ...]:
        values = row.values
        number = LedgerCell(row.number, target=target_to(Target.SAMPLE, row.uid))
        form = LedgerCell(self._wording.term("form", str(values.get("form") or "")), tone="text2")
        known = row.own_mass
        if known is None:
            mass = LedgerCell(self._wording.no_mass(row))
        else:
            mass = self._wording.cell(known.ug, known.resolution_ug, str(values.get("mass_quality") or ""))
        return (number, form, mass, LedgerCell(where, tone="text2"))

    def _show_moves(self, moves: Sequence[PlaceMove]) -> None:
        self.moves = None
        if not moves:
            return
        self._body.addWidget(SectionHead(self._appearance, self.tr("Moves of this place")))
        columns = (
            LedgerColumn(self.tr("Moved"), "date", 96),
            LedgerColumn(self.tr("From")),
            LedgerColumn(self.tr("To")),
        )
        rows = [self._move(move, first=move is moves[-1]) for move in moves]
        self.moves = self._table(columns, self.tr("Moves of this place"), "placeMoves", rows, most=20)

    def _move(self, move: PlaceMove, *, first: bool) -> tuple[LedgerCell, ...]:
        came_from = self.tr("set up") if first else move.came_from or self.tr("the top")
        return (
            LedgerCell(self._wording.day(move.day), target=target_to(Target.ENTRY, move.entry)),
            LedgerCell(_end(came_from), tone="text2", plain=came_from),
            LedgerCell(_end(move.went_to or self.tr("the top")), plain=move.went_to),
        )

    def _table(
        self,
        columns: Sequence[LedgerColumn],
        name: str,
        object_name: str,
        rows: Sequence[Sequence[LedgerCell]],
        *,
        most: int,
    ) -> LedgerTable:
        table = LedgerTable(self._appearance, columns, name, most=most, object_name=object_name)
        table.followed.connect(lambda target: self._context.go(link_of(target)))
        table.set_rows(rows)
        self._body.addWidget(table)
        return table

    def _pieces(self, count: int) -> str:
        return counted("PlacePanel", "{count} piece", "{count} pieces", count)


def _end(path: str) -> str:
    """Return the end of a path, which tells where a container stands: two steps where they are short."""
    steps = path.split(" \u203a ")
    two = " \u203a ".join(steps[-2:])
    return two if len(two) <= _SHORT else steps[-1]
