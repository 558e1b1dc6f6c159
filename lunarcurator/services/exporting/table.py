"""The table of reports: who makes which, and what each can be narrowed to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from types import MappingProxyType
from typing import Final

from lunarcurator.services.exporting.availability import make_availability
from lunarcurator.services.exporting.balance import make_balance
from lunarcurator.services.exporting.contents import make_contents
from lunarcurator.services.exporting.family import make_genealogy, make_mass_history
from lunarcurator.services.exporting.inventory import make_inventory
from lunarcurator.services.exporting.journal import make_journal
from lunarcurator.services.exporting.labels import make_labels
from lunarcurator.services.exporting.lending import (
    make_allocations,
    make_expiring,
    make_holdings,
    make_loans,
    make_no_receipt,
    make_overdue,
    make_reported_lost,
)
from lunarcurator.services.exporting.on_screen import make_on_screen
from lunarcurator.services.exporting.pick_list import make_pick_list
from lunarcurator.services.exporting.report_context import OpenedReport, ReportContext
from lunarcurator.services.exporting.sesar import make_sesar
from lunarcurator.services.exporting.to_do import CONCERNS, make_concern, make_glance
from lunarcurator.services.exporting.transfers import make_transfers
from lunarcurator.services.exporting.wanted import Report
from lunarcurator.services.words import Words

type Maker = Callable[[ReportContext], OpenedReport]


class Takes(Flag):
    """What a report goes by: a scope of pieces, a day other than today, exactly one piece."""

    NOTHING = 0
    SCOPE = auto()
    MOMENT = auto()
    ONE_PIECE = auto()


class Topic(StrEnum):
    """What a report is about: how the many are kept apart where they are offered."""

    SCREEN = "screen"
    PIECES = "pieces"
    PLACES = "places"
    LOANS = "loans"
    BOOK = "book"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report: who makes it, what it takes, and what it is about."""

    make: Maker
    takes: Takes
    topic: Topic


_PIECES: Final = Takes.SCOPE | Takes.MOMENT
_ONE: Final = Takes.ONE_PIECE | Takes.MOMENT

REPORTS: Final[Mapping[Report, ReportKind]] = MappingProxyType(
    {
        Report.ON_SCREEN: ReportKind(make_on_screen, Takes.NOTHING, Topic.SCREEN),
        Report.INVENTORY: ReportKind(make_inventory, _PIECES, Topic.PIECES),
        Report.AVAILABILITY: ReportKind(make_availability, _PIECES, Topic.PIECES),
        Report.GENEALOGY: ReportKind(make_genealogy, _ONE, Topic.PIECES),
        Report.MASS_HISTORY: ReportKind(make_mass_history, _ONE, Topic.PIECES),
        Report.LABELS: ReportKind(make_labels, Takes.SCOPE, Topic.PIECES),
        Report.SESAR: ReportKind(make_sesar, _PIECES, Topic.PIECES),
        Report.CONTENTS: ReportKind(make_contents, _PIECES, Topic.PLACES),
        Report.PICK_LIST: ReportKind(make_pick_list, _PIECES, Topic.PLACES),
        Report.BALANCE: ReportKind(make_balance, Takes.MOMENT, Topic.BOOK),
        Report.TRANSFERS: ReportKind(make_transfers, Takes.MOMENT, Topic.BOOK),
        Report.JOURNAL: ReportKind(make_journal, Takes.MOMENT, Topic.BOOK),
        Report.LOANS: ReportKind(make_loans, Takes.MOMENT, Topic.LOANS),
        Report.OVERDUE: ReportKind(make_overdue, Takes.MOMENT, Topic.LOANS),
        Report.HOLDINGS: ReportKind(make_holdings, Takes.MOMENT, Topic.LOANS),
        Report.EXPIRING: ReportKind(make_expiring, Takes.MOMENT, Topic.LOANS),
        Report.NO_RECEIPT: ReportKind(make_no_receipt, Takes.MOMENT, Topic.LOANS),
        Report.REPORTED_LOST: ReportKind(make_reported_lost, Takes.MOMENT, Topic.LOANS),
        Report.ALLOCATIONS: ReportKind(make_allocations, Takes.MOMENT, Topic.LOANS),
        Report.ATTENTION: ReportKind(make_glance, Takes.MOMENT, Topic.ATTENTION),
        **{each: ReportKind(make_concern, Takes.MOMENT, Topic.ATTENTION) for each in CONCERNS},
    }
)
"""Every report in the order in which it is offered."""


def title_of(words: Words, report: Report) -> str:
    """Return what a report is called; a list of what needs a hand is called as it is everywhere."""
    if REPORTS[report].topic is Topic.ATTENTION:
        return words.label(f"attention.{'title' if report is Report.ATTENTION else report}")
    return words.say(f"report.{report}")
