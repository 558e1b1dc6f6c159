"""The dialog that gets approved lines ready: pieces chosen, parts weighed out of their stock."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import LineRef, PieceRef, PlaceRef, Uid
from lunarcurator.domain.numbering.values import Series
from lunarcurator.domain.operations.requesting import Made, PrepareLines
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.lending.part_numbers import WantedPart, part_numbers, series_of_stocks
from lunarcurator.services.posting import Preview


class PrepareLinesDialog(LoanDialog):
    """Asks for each line what was weighed out of its stock, under which number, and where it waits."""

    kind = PrepareLines.KIND
    size_at_first = QSize(1300, 560)

    @override
    def ask(self) -> FormContext:
        made = super().ask()
        stocks = {line.source for line in self.choices.chosen if line.source and not line.sample}
        self.offered: Mapping[Uid, tuple[Series, ...]] = series_of_stocks(self.context.session, stocks)
        return made

    @override
    def build(self) -> None:
        self._sources = {line.code: line.source for line in self.choices.chosen if line.source in self.offered}
        self._asked: Sequence[WantedPart] = ()
        every = {each.code: each.label_key for series in self.offered.values() for each in series}
        told = [(code, self.words.label(label)) for code, label in every.items()]
        self.series = ChoiceInput(self.appearance, "series", self.tr("Numbers of the series"), told)
        self.series.field.setVisible(len(told) > 1)
        columns = (
            GridColumn("line", self.tr("Line"), 130, number=True),
            GridColumn("sample", self.tr("Piece or source"), 140, number=True),
            self.masses.column("reading", self.tr("Part weighs"), 120),
            GridColumn("number", self.tr("Number of the part"), 150, number=True),
            GridColumn("place", self.tr("Waits in"), 150),
            self.masses.column("after", self.tr("Source then"), 120),
            self.masses.column("attrition_ug", self.tr("Lost"), 80),
        )
        self.balance = self.make.balance("balance", self.tr("Balance"))
        note = self.tr("number empty: the next of its source; of a piece that goes whole only the line is needed")
        self.lines = self.make.grid("lines", self.tr("Lines"), columns, note=note, rows_seen=6)
        self.lines.need(("line",))
        self.lines.show_rows([{"line": line.code} for line in self.choices.chosen])
        # Of a piece that goes whole only the line is needed.
        parts = [at for at, line in enumerate(self.choices.chosen) if line.code in self._sources]
        if parts:
            self.lines.begin_in("reading", parts[0])
        self.name_lines(self.lines)
        self.form.add(self.balance, self.series)
        self.form.add(self.lines)

    @override
    def edited(self) -> None:
        """Show beside what is typed which numbers the parts would get."""
        rows = [(at, row) for at, row in enumerate(self.lines.rows()) if row["line"].strip() in self._sources]
        wanted = [self._part_wanted(row) for _, row in rows]
        if wanted == self._asked:
            return
        self._asked = wanted
        session, places = self.context.session, [at for at, _ in rows]

        def arrived(numbers: Sequence[str]) -> None:
            told = {(at, "number"): each for at, each in zip(places, numbers, strict=True)}
            self.lines.model.hint_column("number", told)

        self.inquire(lambda: part_numbers(session, wanted), arrived, self._no_numbers)

    def _no_numbers(self, error: Exception) -> None:
        # A number typed wrong is told at its row; until then nothing can be proposed.
        if not isinstance(error, Refusal):
            self.context.lanes.fault.emit(error)

    def _part_wanted(self, row: Mapping[str, str]) -> WantedPart:
        stock = self._sources[row["line"].strip()]
        assert stock is not None, "only lines with a stock are asked for"  # noqa: S101
        return WantedPart(stock, self._series(row), row["number"].strip())

    def _series(self, row: Mapping[str, str]) -> str:
        """Return the chosen series for a part of a row, "" where its stock has no such series."""
        stock = self._sources.get(row["line"].strip())
        codes = {each.code for each in self.offered.get(stock, ())} if stock else set()
        return self.series.value() if self.series.value() in codes else ""

    @override
    def heading(self) -> str:
        return self.tr("Get lines ready")

    @override
    def operations(self) -> tuple[PrepareLines, ...]:
        return (PrepareLines(lines=tuple(self._made(row) for row in self.lines.rows())),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        act = preview.acts[0].operation
        made = act.lines if isinstance(act, PrepareLines) else ()
        parts = [each.number for each in made if each.number]
        lines = [self.tr("The lines are ready to be issued")]
        if parts:
            lines.append(self.words.say("dialog.parts_weighed_out", {"numbers": parts}))
        if weighed := self._wholes_read():
            lines.append(self.words.say("dialog.wholes_weighed", {"numbers": weighed}))
        return lines

    def _wholes_read(self) -> list[str]:
        """Return the pieces that go whole and have a mass in their row: it is booked as a weighing of them."""
        known = self.choices.numbers
        numbers = {line.code: known.get(line.sample or line.uid, line.code) for line in self.choices.chosen}
        rows = (row for row in self.lines.rows() if row["reading"].strip())
        wholes = (row for row in rows if row["line"].strip() not in self._sources)
        return [row["sample"].strip() or numbers.get(row["line"].strip(), row["line"].strip()) for row in wholes]

    def _made(self, row: Mapping[str, str]) -> Made:
        place, sample = row["place"].strip(), row["sample"].strip()
        return Made(
            line=LineRef(row["line"].strip()),
            sample=PieceRef(sample) if sample else None,
            number=row["number"].strip(),
            series=self._series(row),
            reading=self._reading(row["reading"]),
            after=self._reading(row["after"]),
            attrition_ug=self.masses.ug(row["attrition_ug"]) or 0,
            place=PlaceRef(place) if place else None,
        )

    def _reading(self, text: str) -> Reading | None:
        read, balance = self.masses.reading(text), self.balance.ref()
        return Reading(net_ug=read.net_ug, balance=balance) if read and balance else read


def open_prepare_lines(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that gets approved lines ready."""
    return opened(PrepareLinesDialog(context, selection, parent))
