"""The table of reports: who makes which, and what each can be narrowed to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Flag, auto
from types import MappingProxyType
from typing import Final

from lunarcurator.services.exporting.availability import make_availability
from lunarcurator.services.exporting.balance import make_balance
from lunarcurator.services.exporting.family import make_genealogy, make_mass_history
from lunarcurator.services.exporting.inventory import make_inventory
from lunarcurator.services.exporting.journal import make_journal
from lunarcurator.services.exporting.making import Making, OpenedReport
from lunarcurator.services.exporting.standing_in import make_contents, make_pick_list
from lunarcurator.services.exporting.wanted import Report

type Maker = Callable[[Making], OpenedReport]


class Takes(Flag):
    """What a report goes by: a scope of pieces, a day other than today, exactly one piece."""

    NOTHING = 0
    SCOPE = auto()
    MOMENT = auto()
    ONE_PIECE = auto()


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report: who makes it, and what it takes."""

    make: Maker
    takes: Takes


_PIECES: Final = Takes.SCOPE | Takes.MOMENT
_ONE: Final = Takes.ONE_PIECE | Takes.MOMENT

REPORTS: Final[Mapping[Report, ReportKind]] = MappingProxyType(
    {
        Report.INVENTORY: ReportKind(make_inventory, _PIECES),
        Report.BALANCE: ReportKind(make_balance, Takes.MOMENT),
        Report.JOURNAL: ReportKind(make_journal, Takes.MOMENT),
        Report.CONTENTS: ReportKind(make_contents, _PIECES),
        Report.PICK_LIST: ReportKind(make_pick_list, _PIECES),
        Report.AVAILABILITY: ReportKind(make_availability, _PIECES),
        Report.GENEALOGY: ReportKind(make_genealogy, _ONE),
        Report.MASS_HISTORY: ReportKind(make_mass_history, _ONE),
    }
)
"""Every report in the order in which it is offered."""
