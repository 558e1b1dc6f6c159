"""The dialog for one pass of a core's dissection: intervals by depth, picked fragments, and gaps."""

from collections.abc import Sequence
from dataclasses import replace
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.core_rows import BOTTOM, TOP, CoreRows, Pass, gaps_of, is_picked
from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.place_input import complete
from lunarcurator.desktop.dialogs.form.quantity_text import NumberTextRefused, length_trouble
from lunarcurator.desktop.dialogs.form.weighed_divide import PrintLabels, WeighedDivideDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import ParentRole
from lunarcurator.domain.fields import CORE_FIELDS
from lunarcurator.domain.operations import Daughter, Dissect, Gap, GapKind
from lunarcurator.domain.status import Light
from lunarcurator.services.field_values import shown_thousandths, shown_value
from lunarcurator.services.form_context import Balance, FormContext, Interval, intervals_of
from lunarcurator.services.posting import Preview


class DissectDialog(WeighedDivideDialog):
    """Asks the pass, its light and gas, the intervals with their depths in mm, gaps, and what is left."""

    kind = Dissect.KIND
    size_at_first = QSize(1280, 900)

    @override
    def ask(self) -> FormContext:
        asked = super().ask()
        self._taken: tuple[Interval, ...] = (
            intervals_of(self.context.session, asked.piece.uid) if asked.pieces else ()
        )
        return asked

    @override
    def build(self) -> None:
        self.add_head()
        self._core = CoreRows(self._taken)
        number = self.form_context.piece.number
        self.nth = self.make.number("dissection_pass", self.tr("Pass"), required=True)
        self.nth.edit.setText(str(max((each.nth for each in self._taken), default=1)))
        self.light = self.make.coded("light", self.tr("Light"), "light", tuple(Light), Light.WHITE)
        self.gas = self.make.word("gas", self.tr("Gas"), "atmosphere", tuple(self.vocabularies.atmospheres))
        self.where = self.make.text("where", self.tr("Where"))
        complete(self.where.edit, self.form_context.places, for_pieces=False)
        self.form.add(self.nth, self.light, self.gas, self.where)
        self.add_grid(self.tr("Intervals, picked fragments and what was recovered"))
        words = self.gap_words()
        spelled = self.wording.spelled("gap", GapKind)
        self._kinds = {
            each.casefold(): kind
            for kind, word in zip(GapKind, words, strict=True)
            for each in (word, *spelled[kind])
        }
        self.gaps = self.make.grid(
            "gaps",
            self.tr("Stretches without material"),
            (
                GridColumn("top_um", self.tr("Top, mm"), 96, "figure", length_trouble),
                GridColumn("bottom_um", self.tr("Bottom, mm"), 104, "figure", length_trouble),
                GridColumn("kind", self.tr("What it is"), read=self._kind_trouble, words=words),
            ),
            rows_seen=2,
        )
        self.form.add(self.gaps)
        self.add_rest(
            self.tr("After the pass, {number}").format(number=number),
            self.tr("keeps its number and shrinks"),
            self.tr("is dissected wholly and retires"),
        )
        self.depths = Figures(self.appearance, self.tr("Depths"), object_name="depths")
        self.panel.addWidget(self.depths)

    @override
    def heading(self) -> str:
        return self.tr("Dissect {number}").format(number=self.form_context.piece.number)

    @override
    def primary(self) -> str:
        count = self.counted()
        if not count:
            return self.heading()
        return self.words.say("dialog.dissect", {"number": self.form_context.piece.number, "count": count})

    @override
    def lacking(self) -> str:
        if not self.grid.rows():
            return self.words.say("dissect.no_intervals")
        if any(row[TOP].strip() and not row[BOTTOM].strip() for row in self.grid.rows()):
            return self.words.say("dissect.half_an_interval")
        half = any(bool(row["top_um"].strip()) != bool(row["bottom_um"].strip()) for row in self.gaps.rows())
        return self.words.say("dissect.half_a_gap") if half else ""

    @override
    def operations(self) -> tuple[Dissect, ...]:
        return (
            Dissect(
                parent=self.parent_ref,
                dissection_pass=self.nth.number() or 0,
                daughters=self.daughters(self.balance.balance()),
                gaps=self._gaps(),
                light=Light(self.light.value()),
                gas=self.gas.value(),
                where=self.where.value(),
                after=self.after_reading(),
                attrition_ug=self.attrition.ug() or 0,
                finishes=self.ends,
            ),
        )

    @override
    def daughters(self, balance: Balance | None = None) -> tuple[Daughter, ...]:
        self._core.begin(self.nth.number() or 0, self._gaps())
        rows = self.grid.rows()
        made = zip(super().daughters(balance), rows, self._core.values(rows), strict=True)
        return tuple(
            replace(
                each,
                values=values,
                form=each.form or ("" if is_picked(row) else "dissection_interval"),
                role=ParentRole.PICKED if is_picked(row) else each.role,
            )
            for each, row, values in made
        )

    @override
    def edited(self) -> None:
        super().edited()
        try:
            nth, gaps, rows = self.nth.number() or 0, self._gaps(), self.grid.rows()
            self._core.begin(nth, gaps)
            tops = self._core.tops(rows)
            came_to = self._core.summed(rows, nth)
        except NumberTextRefused:
            # What cannot be read is told at its cell; the figures wait for it.
            return
        hints = {(at, TOP): shown_thousandths(top) for at, top in enumerate(tops)}
        form = self.rows.form_word("dissection_interval")
        hints |= {(at, "form"): form for at, row in enumerate(rows) if not is_picked(row)}
        self.hint_more(hints)
        unsaid = self.words.say(f"gap.{GapKind.VOID}")
        self.gaps.model.hint({(at, "kind"): unsaid for at in range(len(self.gaps.rows()))})
        self._show_depths(came_to)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        numbers = self.made_numbers(preview)
        taken = self.words.say("dialog.numbers_taken", {"count": len(numbers), "numbers": numbers})
        kept = self.tr("Each interval keeps its depths, its pass and its light in its record")
        return (taken, kept, *self.rest_lines(preview))

    @override
    def _columns(self) -> tuple[GridColumn, ...]:
        number, form, *others = super()._columns()
        top = GridColumn(TOP, self.tr("Top, mm"), 80, "figure", length_trouble)
        bottom = GridColumn(BOTTOM, self.tr("Bottom, mm"), 96, "figure", length_trouble)
        picked = GridColumn("picked", self.tr("Picked"), 64, words=(self.tr("yes"),), closed=True)
        # Its usual form is a long word.
        return (number, top, bottom, picked, replace(form, width=148), *others)

    def _gaps(self) -> tuple[Gap, ...]:
        return gaps_of(self.gaps.rows(), self._kinds)

    def _kind_trouble(self, text: str) -> Refusal | None:
        known = not text.strip() or text.strip().casefold() in self._kinds
        return None if known else Refusal("dissect.no_such_gap", text=text.strip(), words=self.gap_words())

    def gap_words(self) -> tuple[str, ...]:
        """Return the words for why a stretch gave nothing."""
        return tuple(self.words.say(f"gap.{kind}") for kind in GapKind)

    def _show_depths(self, came_to: Pass) -> None:
        piece, say = self.form_context.piece, self.words.say
        rows = [
            Figure(self.words.label(f"field.{key}"), shown_value(self.words, key, piece.fields.get(key)))
            for key in CORE_FIELDS
            if piece.fields.get(key) not in (None, "")
        ]
        if came_to.top is not None and came_to.bottom is not None:
            span = say("dissect.span", {"top": came_to.top, "bottom": came_to.bottom})
            rows.append(Figure(self.tr("This pass"), span, bold=True, sum=bool(rows)))
            counted = say("dissect.counted", {"count": came_to.intervals})
            rows.append(
                Figure(counted, say("dissect.picked", {"count": came_to.picked}) if came_to.picked else "")
            )
        if came_to.gaps_um:
            rows.append(Figure(self.tr("Without material"), say("dissect.length", {"um": came_to.gaps_um})))
        self.depths.show_rows(rows)
        sentence, tone = self._verdict(came_to)
        self.depths.say(sentence, tone)

    def _verdict(self, came_to: Pass) -> tuple[str, str]:
        """Return in a sentence whether the depths follow each other, and its tone."""
        say = self.words.say
        if came_to.overlap is not None:
            top, bottom = came_to.overlap
            return say("dissect.overlaps", {"top": top, "bottom": bottom}), "red"
        if came_to.broken is not None:
            top, bottom = came_to.broken
            return say("dissect.breaks", {"top": top, "bottom": bottom}), "amber"
        return (say("dissect.unbroken") if came_to.top is not None else ""), "green"


def open_dissect(
    context: AppContext, selection: Selection, parent: QWidget | None, *, labels: PrintLabels | None = None
) -> QDialog | None:
    """Open the dialog that dissects the selected core; None where no piece is selected."""
    return opened(DissectDialog(context, selection, parent, labels=labels)) if selection.samples else None
