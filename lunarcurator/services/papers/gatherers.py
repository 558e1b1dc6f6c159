"""Which function gathers the facts of which paper: one line for each template."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.documents.papers.filling import Facts
from lunarcurator.services.papers import (
    blank_forms,
    borrowers,
    entries,
    incidents,
    line_reports,
    loans,
    pieces,
    places,
    receipts,
    requests,
    rounds,
    shipments,
    status_report,
)
from lunarcurator.services.papers.paper_context import PaperContext

type Gatherer = Callable[[PaperContext], Facts]

GATHERERS: Final[Mapping[str, Gatherer]] = MappingProxyType(
    {
        "accession_sheet": pieces.accession_sheet,
        "annual_inventory": borrowers.annual_inventory,
        "assignment_form": loans.assignment_form,
        "blank_form": blank_forms.blank_form,
        "chain_of_custody": shipments.chain_of_custody,
        "condition_report": shipments.condition_report,
        "consumption_report": line_reports.consumption_report,
        "container_contents": places.container_contents,
        "count_record": places.count_record,
        "day_sheet": entries.day_sheet,
        "dissection_log": pieces.dissection_log,
        "entry_sheet": entries.entry_sheet,
        "genealogy": pieces.genealogy,
        "incident_record": incidents.incident_record,
        "inventory_list": rounds.inventory_list,
        "loan_agreement": loans.loan_agreement,
        "loan_status_report": status_report.loan_status_report,
        "loss_report": line_reports.loss_report,
        "overdue_letter": borrowers.overdue_letter,
        "packing_list": shipments.packing_list,
        "pick_list": loans.pick_list,
        "recall_letter": borrowers.recall_letter,
        "reminder_letter": borrowers.reminder_letter,
        "request_summary": requests.request_summary,
        "return_receipt": receipts.return_receipt,
        "return_sheet": loans.return_sheet,
        "sample_certificate": loans.sample_certificate,
        "section_list": pieces.section_list,
        "split_record": entries.split_record,
        "vault_inventory": places.vault_inventory,
    }
)
"""By the key of the template."""
OF_NOW: Final = frozenset(
    {
        "blank_form",
        "count_record",
        "day_sheet",
        "entry_sheet",
        "inventory_list",
        "loan_status_report",
        "overdue_letter",
        "recall_letter",
        "reminder_letter",
        "request_summary",
        "split_record",
    }
)
"""Papers that say their own day, or what is to be done now: as of another day there is none of them."""
