"""The dialog that notes the sub-samples a borrower made of a line."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.line_dialog import LineDialog
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.accounting import ReportSubSamples, SubSample
from lunarcurator.services.posting import Preview


class ReportSubSamplesDialog(LineDialog):
    """Asks for the borrower's names, forms and masses, and for the report."""

    kind = ReportSubSamples.KIND

    @override
    def build(self) -> None:
        self.add_line()
        self.document = self.document_input(required=True, caption=self.tr("Report"))
        self.document.also = ("report",)
        self.method = self.make.text("method", self.tr("How they were made"), wide=2)
        columns = (
            GridColumn("name", self.tr("Borrower's name"), 170, number=True),
            GridColumn("form", self.tr("Form"), 130),
            self.masses.column("ug", self.tr("Mass"), 110),
            GridColumn("remarks", self.tr("Remarks"), 0),
        )
        self.made = self.make.grid("made", self.tr("Sub-samples"), columns, rows_seen=6)
        self.form.add(self.line, self.document, self.method)
        self.form.add(self.made)

    @override
    def heading(self) -> str:
        return self.tr("Report sub-samples of a line")

    @override
    def operations(self) -> tuple[ReportSubSamples, ...]:
        return (
            ReportSubSamples(
                line=self.line_ref,
                made=tuple(_made(row, self.masses) for row in self.made.rows()),
                method=self.method.value(),
                report=self.report(DocumentKind.OTHER, self.document),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (
            self.tr("They are named on the line; no mass moves"),
            self.tr("They get official numbers when they come home"),
        )


def _made(row: Mapping[str, str], masses: TypedMasses) -> SubSample:
    told = (row[key].strip() for key in ("name", "form", "remarks"))
    name, form, remarks = told
    return SubSample(name=name, form=form, ug=masses.ug(row["ug"]), remarks=remarks)


def open_report_sub_samples(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that notes sub-samples."""
    return opened(ReportSubSamplesDialog(context, selection, parent))
