"""The dialog for butts, sections and mounts: many numbers from one pattern, none of them weighed."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.field_inputs import forms
from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.mass_on_day import MassOnDay
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.pattern_input import PatternInput
from lunarcurator.desktop.dialogs.form.quantity_text import length_trouble, um_of
from lunarcurator.desktop.dialogs.form.reading_row import ReadingRow
from lunarcurator.desktop.dialogs.form.restrictions import restrictions
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import Depths, MakeSections
from lunarcurator.services.form_context import numbers_in, proposed_numbers
from lunarcurator.services.posting import Preview

_CORES: Final = frozenset({"core_segment", "column", "dissection_interval", "peel"})
_KEEPS: Final = "keeps"
_ENDS: Final = "ends"


class MakeSectionsDialog(ActDialog):
    """Asks the numbers, the form, the set and its home, depths as two columns, and what is left of the parent."""

    kind = MakeSections.KIND
    size_at_first = QSize(1080, 760)

    @override
    def build(self) -> None:
        self.add_head()
        piece = self.form_context.piece
        marks = restrictions(self.appearance, self.words, piece)
        if marks is not None:
            self.content.addWidget(marks)
        session, uid = self.context.session, piece.uid
        self.unit = self.unit_of(piece)
        self.before = MassOnDay(self, self._show_figures)
        self.numbers = PatternInput(
            self.appearance,
            self.words,
            self.context.lanes,
            lambda text: numbers_in(session, uid, text),
            "numbers",
            self.tr("Numbers"),
            note=self.tr("such as ,6015-6059 except ,6019 ,6052-6054"),
        )
        unweighed = self.vocabularies.unweighable
        choices = [(code, word) for code, word in forms(self.wording, self.vocabularies) if code in unweighed]
        self.form_made = self.make.choice("form", self.tr("Form"), choices, self._likely(), wide=2)
        self.form_made.also = ("parent",)
        self.set = self.make.text("section_set", self.tr("Set"), note=self.tr("A for .1, B for .2 of a core"))
        self.thickness = self.make.number("thickness_um", self.tr("Thickness, µm"))
        self.place = self.make.place("place", self.tr("Container or place"), for_pieces=True)
        self.remarks = self.make.text("remarks", self.tr("Remarks"), wide=2)
        self.form.add(self.numbers)
        self.form.add(self.form_made, self.set, self.thickness)
        self.form.add(self.place, self.remarks)
        self.depths = self.make.grid(
            "depths",
            self.tr("Depths in the core"),
            (
                GridColumn("top_um", self.tr("Top, mm"), 112, "figure", length_trouble),
                GridColumn("bottom_um", self.tr("Bottom, mm"), 112, "figure", length_trouble),
                GridColumn("number", self.tr("Number"), proposed=True, quiet=True, number=True),
            ),
            note=self.tr("Paste two columns: one row for each number, in its order, or none at all."),
            rows_seen=3,
        )
        self.depths.field.setVisible(self._is_of_a_core())
        self.form.add(self.depths)
        self._add_rest()
        self._ask_next()

    @override
    def heading(self) -> str:
        return self.tr("Make sections of {number}").format(number=self.subject)

    @override
    def primary(self) -> str:
        count = len(self.numbers.numbers)
        if not count:
            return self.heading()
        facts = {"count": count, "number": self.subject, "form": self.form_made.value()}
        return self.words.say("dialog.make_sections", facts)

    @override
    def lacking(self) -> str:
        if not self.numbers.numbers:
            return self.words.say("sections.no_numbers")
        half = any(not (row["top_um"].strip() and row["bottom_um"].strip()) for row in self.depths.rows())
        return self.words.say("sections.half_a_depth") if half else ""

    @override
    def operations(self) -> tuple[MakeSections, ...]:
        ends, weighed = self.fate.value() == _ENDS, self._weighed()
        return (
            MakeSections(
                parent=self.ref,
                numbers=self.numbers.value(),
                form=self.form_made.value(),
                section_set=self.set.value(),
                thickness_um=self.thickness.number(),
                depths=self._depths(),
                place=self.place.ref(),
                attrition_ug=(self.attrition.ug() or 0) if weighed else 0,
                after=self.after.reading() if weighed and not ends else None,
                retires=ends,
                remarks=self.remarks.value(),
            ),
        )

    @override
    def edited(self) -> None:
        weighed, ends = self._weighed(), self.fate.value() == _ENDS
        self.after.show(weighed and not ends)
        self.attrition.field.setVisible(weighed)
        self.before.follow()
        self._hint_numbers()
        self._show_figures()

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        numbers = self.numbers.numbers
        place = self.place.place()
        lines = [
            self.words.say("dialog.numbers_taken", {"count": len(numbers), "numbers": numbers}),
            self.tr("All of them hang below {number} and are never weighed").format(number=self.subject),
        ]
        if place is not None:
            lines.append(
                self.tr("Their home is {place}; lent, they come back there").format(place=place.path_text)
            )
        if self.fate.value() == _ENDS:
            lines.append(self.tr("{number} is used up by them and retires").format(number=self.subject))
        elif self._weighed() and self.after.net_ug() is None and self.before.ug is not None:
            lines.append(
                self.tr("What {number} weighs is an upper bound from then on").format(number=self.subject)
            )
        return lines

    def _add_rest(self) -> None:
        self.fate = self.make.choice(
            "fate",
            self.tr("After that, {number}").format(number=self.subject),
            [(_KEEPS, self.tr("keeps its number")), (_ENDS, self.tr("is used up by them and retires"))],
        )
        self.attrition = self.make.mass(
            "attrition", self.tr("Lost, {unit}").format(unit=unit_symbol(self.unit)), unit=self.unit, exact=True
        )
        self.after = ReadingRow(self.make, self.unit, "after")
        self.form.add(self.fate, self.attrition)
        self.form.add(*self.after.inputs)
        self.figures = Figures(self.appearance, self.tr("Mass"))
        self.panel.addWidget(self.figures)

    def _is_of_a_core(self) -> bool:
        piece = self.form_context.piece
        told = any(
            key.startswith(("core_", "depth_")) and value is not None for key, value in piece.fields.items()
        )
        return told or piece.form in _CORES

    def _weighed(self) -> bool:
        return self.form_context.piece.form not in self.vocabularies.unweighable

    def _likely(self) -> str:
        """A butt is cut into sections; anything else is potted first."""
        return "thin_section" if "butt" in self.form_context.piece.form else "potted_butt"

    def _depths(self) -> tuple[Depths, ...]:
        rows = [(um_of(row["top_um"]), um_of(row["bottom_um"])) for row in self.depths.rows()]
        return tuple(Depths(top_um=top or 0, bottom_um=bottom or 0) for top, bottom in rows)

    def _hint_numbers(self) -> None:
        numbers = self.numbers.numbers
        rows = len(self.depths.rows()) + 1
        self.depths.model.hint({(at, "number"): number for at, number in enumerate(numbers[:rows])})

    def _ask_next(self) -> None:
        """Show in grey which number would be the next."""
        session, piece = self.context.session, self.form_context.piece
        if piece.series:
            self.inquire(lambda: proposed_numbers(session, piece.uid, [piece.series[0].code]), self._hint_next)

    def _hint_next(self, numbers: Sequence[str]) -> None:
        self.numbers.edit.setPlaceholderText(self.words.say("dialog.next_number", {"number": numbers[0]}))

    def _show_figures(self) -> None:
        before, piece = self.before.ug, self.form_context.piece
        if not self._weighed():
            self.figures.show_rows((Figure(self.tr("By the book"), self.wording.piece_mass(piece)),))
            return
        known = self.wording.piece_mass(piece) if before is None else self._shown(before)
        rows = [Figure(self.tr("By the book"), known)]
        lost = None if self.attrition.trouble() else self.attrition.ug()
        left = self.after.net_ug()
        if lost:
            rows.append(Figure(self.tr("Lost"), self._shown(lost), sign="\u2212"))
        if self.fate.value() == _ENDS:
            rows.append(Figure(self.tr("Left"), self._shown(0), sum=True))
        elif left is not None:
            rows.append(Figure(self.tr("Left, as weighed"), self._shown(left), sum=True))
            if before is not None:
                gone = before - left - (lost or 0)
                rows.append(Figure(self.tr("Into the sections"), self._shown(gone), bold=True))
        elif before is not None:
            small = self.tr("at most")
            rows.append(Figure(self.tr("Left"), self._shown(before - (lost or 0)), small=small, sum=True))
        self.figures.show_rows(rows)

    def _shown(self, ug: int) -> str:
        return self.wording.mass(ug, self.unit, self.before.resolution_ug)


def open_make_sections(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that makes sections of the selected piece; None where no piece is selected."""
    return opened(MakeSectionsDialog(context, selection, parent)) if selection.samples else None
