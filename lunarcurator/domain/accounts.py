"""The accounts of the mass ledger (`ledger.md` 1.1): where a microgram can be."""

from enum import StrEnum
from typing import Final, NamedTuple

from lunarcurator.domain.identity import Uid


class Account(StrEnum):
    """A place for mass: four holding accounts, the rest nominal, one per book."""

    HERE = "here"
    LOAN = "loan"
    DISPLAY = "display"
    REMOTE = "remote"
    RECEIVED = "received"
    ATTRITION = "attrition"
    CONSUMED = "consumed"
    LOST = "lost"
    TRANSFERRED = "transferred"
    ADJUSTMENT = "adjustment"
    UNMEASURED = "unmeasured"
    UNRECONCILED = "unreconciled"


HOLDING: Final = (Account.HERE, Account.LOAN, Account.DISPLAY, Account.REMOTE)
"""The accounts whose sum is what a piece weighs now."""


FOUND: Final = (Account.ADJUSTMENT, Account.UNMEASURED)
"""The accounts that take what a weighing finds missing, or too much."""


class Quality(StrEnum):
    """How the micrograms of one line, or of a balance, are known; the last two only of a balance."""

    MEASURED = "measured"
    STATED = "stated"
    REPORTED = "reported"
    ESTIMATED = "estimated"
    BY_DIFFERENCE = "by_difference"
    UPPER_BOUND = "upper_bound"
    NOT_RECONCILED = "not_reconciled"
    UNKNOWN = "unknown"
    NOMINAL = "nominal"
    NOT_APPLICABLE = "not_applicable"


class Book(NamedTuple):
    """One set of accounts that must close by itself: a collection, a mission and a title."""

    collection: Uid
    mission: str
    title: str
