"""Which report is wanted: of which pieces, at which moment, with which columns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from lunarcurator.documents.model import Column, Value
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.journal import JournalFilter
from lunarcurator.store.reads.filters import PieceFilter


class Report(StrEnum):
    """The reports there are."""

    INVENTORY = "inventory"
    BALANCE = "balance"
    TRANSFERS = "transfers"
    JOURNAL = "journal"
    CONTENTS = "contents"
    PICK_LIST = "pick_list"
    AVAILABILITY = "availability"
    GENEALOGY = "genealogy"
    MASS_HISTORY = "mass_history"
    LABELS = "labels"
    SESAR = "sesar"
    LOANS = "loans"
    OVERDUE = "overdue"
    HOLDINGS = "holdings"
    EXPIRING = "expiring"
    NO_RECEIPT = "no_receipt"
    REPORTED_LOST = "reported_lost"
    ALLOCATIONS = "allocations"
    ATTENTION = "attention"
    CASES = "cases"
    ORDERS = "orders"
    CALIBRATION = "calibration"
    NOT_SEEN = "not_seen"
    ATTRITION = "attrition"
    ENDED = "ended"
    REMOTE = "remote"
    OWED_BACK = "owed_back"
    AGREEMENTS = "agreements"
    SIGNATURES = "signatures"
    CONTACTS = "contacts"
    CLOCK = "clock"
    ON_SCREEN = "on_screen"


class ReportUnknown(Refusal):
    """There is no report of this name."""


class ReportNeeds(Refusal):
    """A report needs something, or goes without something, that was asked for otherwise."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which pieces: these (None is all), with all that came from them, in a place, and under filters."""

    pieces: tuple[Uid, ...] | None = None
    below: bool = False
    place: Uid | None = None
    filters: tuple[PieceFilter, ...] = ()


class ListRead(NamedTuple):
    """The columns of a list in their order, its rows in theirs, and how many there are."""

    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]
    total: int


@dataclass(frozen=True, slots=True)
class ListOnScreen:
    """A list as it stands in a room: what it is called, how it is read, and what it is narrowed to.

    `read` is called on a lane within a snapshot of the store; `name` is what its file is called.
    """

    name: str
    title: str
    read: Callable[[Any], ListRead]
    filters: tuple[str, ...] = ()
    moment: Moment = NOW


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report is wanted: at which moment, of which pieces, in which unit, and by whom.

    `scope` narrows the reports that tell of pieces, `entries` the journal, `columns` any report to these keys in
    this order; None is all that are usual. `listed` is the list of the room in front, for that report alone.
    `remote_milli` is the remote share to judge by, where it is not the one kept in the store or by the policy.
    `group_by` sorts by a column and adds a sheet of sums. `user_code` is the registry's code of the lab. `who` and
    `when` are printed as given; without `when` the same moment gives the same cells again.
    """

    report: Report
    moment: Moment = NOW
    scope: Scope = field(default_factory=Scope)
    columns: tuple[str, ...] | None = None
    unit: str = "g"
    who: str = ""
    when: str = ""
    group_by: str = ""
    user_code: str = ""
    entries: JournalFilter = field(default_factory=JournalFilter)
    listed: ListOnScreen | None = None
    remote_milli: int | None = None


def report_named(name: str) -> Report:
    """Return the report of a name; raises `ReportUnknown`."""
    try:
        return Report(name.replace("-", "_"))
    except ValueError:
        raise ReportUnknown("report.unknown", report=name, known=[str(each) for each in Report]) from None
