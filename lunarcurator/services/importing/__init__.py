"""Bringing in what stands in a sheet: read, mapped, judged row by row, and only then posted as one entry."""

from lunarcurator.services.importing.plan import Difference, ImportPlan, PlannedColumn, PlannedRow, Verdict
from lunarcurator.services.importing.planning import plan_import
from lunarcurator.services.importing.posting import NothingToImport, RowsRefused, post_import
from lunarcurator.services.importing.report import write_report

__all__ = [
    "Difference",
    "ImportPlan",
    "NothingToImport",
    "PlannedColumn",
    "PlannedRow",
    "RowsRefused",
    "Verdict",
    "plan_import",
    "post_import",
    "write_report",
]
