"""Reports out of the book, at any moment: as documents to look at and as files."""

from lunarcurator.documents.formats import SUFFIXES
from lunarcurator.services.exporting.report_context import OpenedReport
from lunarcurator.services.exporting.table import REPORTS, ReportKind, Takes, Topic, title_of
from lunarcurator.services.exporting.wanted import (
    ListOnScreen,
    ListRead,
    Report,
    ReportNeeds,
    ReportUnknown,
    Scope,
    Wanted,
    report_named,
)
from lunarcurator.services.exporting.writing import export, opened_report, paper_of_report

__all__ = [
    "REPORTS",
    "SUFFIXES",
    "ListOnScreen",
    "ListRead",
    "OpenedReport",
    "Report",
    "ReportKind",
    "ReportNeeds",
    "ReportUnknown",
    "Scope",
    "Takes",
    "Topic",
    "Wanted",
    "export",
    "opened_report",
    "paper_of_report",
    "report_named",
    "title_of",
]
