"""The dialog that puts parts of several pieces together to a composite."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.reading_row import ReadingRow
from lunarcurator.desktop.dialogs.form.typed_mass import typed_mass
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import CollectionRef, PieceRef, Uid, ref_of
from lunarcurator.domain.mass_text import MassTextError
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import Compose, Part
from lunarcurator.services.form_context import PieceSummary, pieces_named
from lunarcurator.services.posting import Preview


class ComposeDialog(ActDialog):
    """Asks the parts with what each gives, the number of the composite, and what it weighs."""

    kind = Compose.KIND
    needs_piece = False
    takes_many = True
    size_at_first = QSize(1040, 760)

    @override
    def build(self) -> None:
        pieces = self.form_context.pieces
        self._chosen = {piece.number: PieceRef(ref_of(piece.uid)) for piece in pieces}
        self._known: dict[str, PieceSummary] = {piece.number: piece for piece in pieces}
        gives = self.tr("Gives, {unit}").format(unit=unit_symbol(self.wording.unit))
        self.parts = self.make.grid(
            "parts",
            self.tr("Parts"),
            (
                GridColumn("sample", self.tr("Number"), 150, number=True),
                GridColumn("ug", gives, 132, "mass", self._mass_trouble),
                GridColumn("what", self.tr("What it is"), proposed=True, quiet=True),
            ),
            note=self.tr("A mass left empty takes the whole piece, which then ends."),
        )
        self.parts.need(("sample",))
        self.form.add(self.parts)
        collections = [(each.uid, each.name) for each in self.form_context.collections]
        home = pieces[0].collection if pieces else (collections[0][0] if collections else "")
        self.collection = self.make.choice("collection", self.tr("Collection"), collections, home)
        self.number = self.make.text("number", self.tr("Number of the composite"), required=True)
        self.form_made = self.make.form("form", "composite")
        self.form.add(self.collection, self.number, self.form_made)
        self.weighed = ReadingRow(self.make, self.wording.unit, "mass", "reading")
        self.form.add(*self.weighed.inputs)
        self.place = self.make.place("place", self.tr("Container or place"), for_pieces=True)
        self.remarks = self.make.text("remarks", self.tr("Remarks"), wide=2)
        self.form.add(self.place, self.remarks)
        self.figures = Figures(self.appearance, self.tr("Balance"))
        self.panel.addWidget(self.figures)
        self.parts.show_rows([{"sample": piece.number} for piece in pieces])

    @override
    def heading(self) -> str:
        return self.tr("Make a composite")

    @override
    def primary(self) -> str:
        count, number = len(self._rows()), self.number.value()
        if count < 2 or not number:
            return self.heading()
        return self.words.say("dialog.compose", {"number": number, "count": count})

    @override
    def lacking(self) -> str:
        return "" if len(self._rows()) > 1 else self.words.say("compose.needs_two")

    @override
    def operations(self) -> tuple[Compose, ...]:
        return (
            Compose(
                parts=tuple(Part(sample=self._ref(row["sample"]), ug=self._ug(row)) for row in self._rows()),
                collection=CollectionRef(ref_of(Uid(self.collection.value()))),
                number=self.number.value(),
                form=self.form_made.value(),
                reading=self.weighed.reading(),
                place=self.place.ref(),
                remarks=self.remarks.value(),
            ),
        )

    @override
    def edited(self) -> None:
        session = self.context.session
        unknown = tuple(text for row in self._rows() if (text := row["sample"].strip()) not in self._known)
        if unknown:
            self.inquire(lambda: pieces_named(session, unknown), self._found)
        self._show_parts()

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        number = self.number.value()
        whole = [row["sample"].strip() for row in self._rows() if self._ug(row) is None]
        lines = [self.tr("{number} has all parts as its parents").format(number=number)]
        if whole:
            listed = self.words.say("list.numbers", {"numbers": whole})
            lines.append(self.tr("Goes in whole and ends: {numbers}").format(numbers=listed))
        lines.append(self.tr("Its condition is the worst of its parts; what they met, it met"))
        return lines

    @override
    def _bulk(self) -> tuple[str, ...]:
        # The parts are told below; they need not be what was selected.
        return ()

    def _rows(self) -> list[Mapping[str, str]]:
        return [row for row in self.parts.rows() if row["sample"].strip()]

    def _ref(self, text: str) -> PieceRef:
        # What was typed is left to the rules, which ask before another name is acted on.
        return self._chosen.get(text.strip(), PieceRef(text.strip()))

    def _found(self, found: Mapping[str, PieceSummary]) -> None:
        if found:
            self._known |= found
            self._show_parts()

    def _show_parts(self) -> None:
        """Show in grey what each part is, and at the right what the composite comes to."""
        hints: dict[tuple[int, str], str] = {}
        total, known, blind = 0, False, False
        for at, row in enumerate(self.parts.rows()):
            card = self._known.get(row["sample"].strip())
            if card is not None:
                hints[at, "what"] = self.wording.kind_of(card)
                hints[at, "ug"] = self.wording.piece_mass(card)
            given = None if self._mass_trouble(row["ug"]) else self._ug(row)
            held = card.held_ug if card is not None else None
            if given is None and held is None:
                blind = True
            else:
                known = True
                total += (held or 0) if given is None else given
        self.parts.model.hint(hints)
        self._show_figures(total, known=known, blind=blind)

    def _show_figures(self, total: int, *, known: bool, blind: bool) -> None:
        if blind and not known:
            rows = [Figure(self.tr("Parts give"), self.tr("unknown"))]
        else:
            small = self.tr("as far as known") if blind else ""
            rows = [Figure(self.tr("Parts give"), self._shown(total), small=small)]
        net = self.weighed.net_ug()
        if net is None:
            rows.append(Figure(self.tr("Composite"), self.tr("not weighed"), bold=True, sum=True))
        else:
            rows.append(Figure(self.tr("Composite"), self._shown(net), bold=True))
            if not blind:
                rows.append(Figure(self.tr("Difference"), self._shown(net - total), sum=True))
        self.figures.show_rows(rows)

    def _shown(self, ug: int) -> str:
        known = [each.resolution_ug for each in self._known.values() if each.resolution_ug]
        return self.wording.mass(ug, resolution_ug=min(known, default=None))

    def _ug(self, row: Mapping[str, str]) -> int | None:
        text = row["ug"].strip()
        return typed_mass(text, unit=self.wording.unit, exact=True).ug if text else None

    def _mass_trouble(self, text: str) -> Refusal | None:
        try:
            if text.strip():
                typed_mass(text, unit=self.wording.unit, exact=True)
        except MassTextError as error:
            return error
        return None


def open_compose(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that makes a composite, of the selected pieces to begin with."""
    return opened(ComposeDialog(context, selection, parent))
