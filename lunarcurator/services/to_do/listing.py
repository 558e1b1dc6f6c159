"""A list of what needs a hand, the same for the window, the command line and a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from lunarcurator.documents.model import ColumnKind, Value
from lunarcurator.domain.identity import Uid


class Concern(StrEnum):
    """What may need a hand, in the order in which it is shown."""

    CASES = "cases"
    ORDERS = "orders"
    CALIBRATION = "calibration"
    NOT_SEEN = "not-seen"
    ATTRITION = "attrition"
    ENDED = "ended"
    REMOTE = "remote"
    OVERDUE = "overdue"
    OWED_BACK = "owed-back"
    AGREEMENTS = "agreements"
    SIGNATURES = "signatures"
    CONTACTS = "contacts"
    CLOCK = "clock"

    @property
    def word(self) -> str:
        """The name under which its words lie in the tables."""
        return self.value.replace("-", "_")


class ListColumn(NamedTuple):
    """One column: its key, what its cells are, and for codes the area of the catalogue that words them."""

    key: str
    kind: ColumnKind = ColumnKind.TEXT
    area: str = ""


class Target(NamedTuple):
    """What a cell leads to: a kind (sample, place, entry, case, order, balance, agreement, person) and its uid."""

    kind: str
    uid: Uid


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: a value for each column (codes as codes), where its cells lead, and whether it needs a hand."""

    values: tuple[Value, ...]
    targets: Mapping[str, Target] = field(default_factory=lambda: MappingProxyType({}))
    marked: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """What there is about one concern; `total` counts all rows, of which these are the first.

    `marked` says how many of all need a hand.
    """

    concern: Concern
    columns: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...]
    total: int
    marked: int
