"""What splitting and planning a split share: the parent, the grid of daughters, and their numbers."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.daughters import DaughterRows, typed_numbers
from lunarcurator.desktop.dialogs.form.grid import GridInput
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.heads import piece_head
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput
from lunarcurator.desktop.dialogs.form.plans import parent_of_plan
from lunarcurator.desktop.dialogs.form.restrictions import restrictions
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import PieceRef, ref_of
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import Daughter
from lunarcurator.services.form_context import Balance, FormContext, proposed_numbers


class DivideDialog(ActDialog):
    """Proposes the next numbers of the chosen series beside what is typed; a number typed is taken as given."""

    with_mass: ClassVar[bool] = True
    size_at_first = QSize(1120, 800)

    @override
    def ask(self) -> FormContext:
        return parent_of_plan(self.context.session, super().ask())

    @property
    def parent_ref(self) -> PieceRef:
        """The exact reference of the piece that is divided."""
        return PieceRef(ref_of(self.form_context.piece.uid))

    def add_head(self) -> None:
        """Show the piece that is divided, and choose what its rows are read by."""
        piece = self.form_context.piece
        self.content.addWidget(piece_head(self.appearance, self.wording, piece, self.form_context.places))
        marks = restrictions(self.appearance, self.words, piece)
        if marks is not None:
            self.content.addWidget(marks)
        self.unit = self.unit_of(piece)
        self.rows = DaughterRows(self.wording, self.vocabularies, self.form_context.places, self.unit)
        self._asked: tuple[object, ...] = ()
        self._numbers: dict[tuple[int, str], str] = {}
        self._others: dict[tuple[int, str], str] = {}

    def add_grid(self, caption: str) -> None:
        """Add the grid with the series its blank numbers come from."""
        offered = [(each.code, self.words.label(each.label_key)) for each in self.form_context.piece.series]
        self.series = ChoiceInput(self.appearance, "series", self.tr("Numbers of the series"), offered)
        self.series.field.setVisible(len(offered) > 1)
        columns = self._columns()
        note = self.tr(
            "Type, paste a block from a spreadsheet, or scan a container.   F2 edits, Ctrl+D fills down."
        )
        self.grid = GridInput(self.appearance, self.words, "daughters", caption, columns, note=note)
        self.grid.also = ("daughters", "number")
        self.form.add(self.grid)

    def daughters(self, balance: Balance | None = None) -> tuple[Daughter, ...]:
        """Return the pieces the grid describes."""
        series = self.series.value()
        return tuple(self.rows.daughter(row, series, balance) for row in self.grid.rows())

    def hint_more(self, hints: Mapping[tuple[int, str], str]) -> None:
        """Show grey texts in other columns beside the numbers proposed, by (row, column key)."""
        self._others = dict(hints)
        self.grid.model.hint({**self._numbers, **self._others})

    def counted(self) -> int:
        """Return how many daughters there are, what was swept up apart."""
        return sum(not self.rows.is_recovered(row) for row in self.grid.rows())

    @override
    def lacking(self) -> str:
        return "" if self.grid.rows() else self.words.say("split.no_daughters")

    @override
    def edited(self) -> None:
        self._propose()

    @override
    def first_empty(self) -> QWidget | None:
        # The pieces are what somebody came to type; how they were made can be said after them.
        return self.grid.view if self.built else None

    def _columns(self) -> tuple[GridColumn, ...]:
        """Return the columns of the grid; a plan has no masses and no places yet."""
        rows = self.rows
        number = GridColumn("number", self.tr("Number"), 138, proposed=True)
        form = GridColumn("form", self.tr("Form"), 116, words=rows.form_words())
        note = GridColumn("note", self.tr("Note"))
        if not self.with_mass:
            return (number, form, note)
        header = self.tr("Mass, {unit}").format(unit=unit_symbol(self.unit))
        mass = GridColumn("mass", header, 88, "mass", rows.mass_trouble)
        where = self.tr("Container or place")
        place = GridColumn("place", where, read=rows.place_trouble, words=rows.place_words())
        if not self.form_context.piece.outside:
            return (number, form, mass, place, note)
        # What met only the outside is not handed on to a daughter from the interior.
        interior = GridColumn("interior", self.tr("Interior"), 72, words=(self.tr("yes"),), closed=True)
        return (number, form, mass, interior, place, note)

    def _propose(self) -> None:
        rows, piece = self.grid.rows(), self.form_context.piece
        typed = typed_numbers(rows)
        series = [self.series.value()] * (len(rows) - len(typed) + 1)
        asked = (piece.last_seq, tuple(series), typed)
        if asked == self._asked or not piece.series:
            return
        self._asked = asked
        session = self.context.session
        self.inquire(lambda: proposed_numbers(session, piece.uid, series, typed), self._hint, self._no_hint)

    def _hint(self, numbers: Sequence[str]) -> None:
        left = iter(numbers)
        rows = self.grid.rows()
        hints = {(at, "number"): next(left, "") for at, row in enumerate(rows) if not row["number"].strip()}
        hints[len(rows), "number"] = self.words.say("dialog.next_number", {"number": next(left, "")})
        self._numbers = hints
        self.hint_more(self._others)

    def _no_hint(self, error: Exception) -> None:
        # A number typed wrong is told at its row; until then nothing can be proposed.
        if not isinstance(error, Refusal):
            self.context.lanes.fault.emit(error)
