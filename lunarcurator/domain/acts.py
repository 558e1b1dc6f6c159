"""What is posted: operations with their day, and who stands behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import OperatorRef, PartyName, Uid
from lunarcurator.domain.operations import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One operation and the day it happened; `day_stated` is how a document words an imprecise day."""

    operation: Operation
    day: Day
    day_stated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """The reason somebody gave for going on in spite of a warning or a refusal of one key."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who allowed what a rule forbids, and the document that says so."""

    name: PartyName
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A list of acts posted together: one entry, one undo, all or nothing (R12: who, when, why).

    The `acts` of a large import are made when they are asked for. `basis` holds the last sequence the poster had
    seen of each piece; a newer one refuses the posting. `title` names a batch in the journal. `source` is the
    paper or file it was taken from; an import's file has its checksum beside it.
    """

    acts: Sequence[Act]
    operator: OperatorRef
    witness: OperatorRef | None = None
    reason: str = ""
    overrides: tuple[Override, ...] = ()
    authority: Authority | None = None
    basis: tuple[tuple[Uid, int], ...] = ()
    title: str = ""
    source: str = ""
    source_sha256: str = ""
