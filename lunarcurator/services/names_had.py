"""Every number and name a piece has or had: since when, until when, and on whose word."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lunarcurator.domain.facts import NameClaim, NameKind, NumberClaim, Touch
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import Recorded
from lunarcurator.domain.status import Existence
from lunarcurator.services.stated_days import StatedDay, acts_in, day_by
from lunarcurator.store.reads import journal
from lunarcurator.store.reads.piece import EntryHead

DISSOLVED: Final = "dissolved"
"""Why a number was retired that became several pieces."""
_ENDINGS: Final = (("existence", str(Existence.MERGED)), ("retired_reason", DISSOLVED))
"""With what a number stops to stand for its piece: it goes to another one, or to several."""


@dataclass(frozen=True, slots=True)
class NameHad:
    """A number (`official`) or another name of a piece, from a day on; `until` is None while it is called so.

    `entry` says so, and `ended_by` that it ended. `source` is the document of the entry that ended it, else of the
    one that gave it; of another name the source told with it.
    """

    text: str
    kind: NameKind
    since: StatedDay
    entry: EntryHead
    source: str
    until: StatedDay | None = None
    ended_by: EntryHead | None = None


def names_had(
    connection: Any, uid: Uid, facts: Iterable[Recorded], heads: Mapping[int, EntryHead]
) -> Iterator[NameHad]:
    """Yield the numbers and names of a piece in the order in which they count; `heads` are those of its facts."""
    told = sorted(facts, key=lambda each: each.order)
    yield from _numbers_had(connection, uid, told, heads)
    for each in told:
        if isinstance(each.fact, NameClaim):
            head = heads[each.seq]
            yield NameHad(each.fact.name, each.fact.kind, day_by(head, each.fact.day, uid), head, each.fact.source)


def _numbers_had(
    connection: Any, uid: Uid, told: Sequence[Recorded], heads: Mapping[int, EntryHead]
) -> Iterator[NameHad]:
    given = [each for each in told if isinstance(each.fact, NumberClaim)]
    for at, (claim, end) in enumerate(zip(given, [*given[1:], _end_of(told, given)], strict=False)):
        # A document is named where a number changed; what a piece began with came with the piece.
        saying = end or (claim if at else None)
        yield NameHad(
            text=_number_in(claim),
            kind=NameKind.OFFICIAL,
            since=_day_of(claim, heads, uid),
            entry=heads[claim.seq],
            source=source_of(connection, saying.seq, uid) if saying is not None else "",
            until=_day_of(end, heads, uid) if end is not None else None,
            ended_by=heads[end.seq] if end is not None else None,
        )


def _end_of(told: Sequence[Recorded], given: Sequence[Recorded]) -> Recorded | None:
    """Return what ended the last number of a piece; one that began as ended has its number all the same."""
    began = {each.seq for each in given[-1:]}
    return next((each for each in reversed(told) if _ends(each) and each.seq not in began), None)


def _number_in(claim: Recorded) -> str:
    return claim.fact.number if isinstance(claim.fact, NumberClaim) else ""


def _day_of(recorded: Recorded, heads: Mapping[int, EntryHead], uid: Uid) -> StatedDay:
    return day_by(heads[recorded.seq], recorded.fact.day, uid)


def _ends(recorded: Recorded) -> bool:
    return isinstance(recorded.fact, Touch) and any(each in _ENDINGS for each in recorded.fact.changes)


def source_of(connection: Any, seq: int, uid: Uid) -> str:
    """Return the document on whose word an entry acted on a piece, "" where it names none."""
    named = f"#{uid}".encode()
    for part in journal.parts_of(connection, seq):
        if named in part and (source := next(_sources(part, uid), "")):
            return source
    return journal.source_of(connection, seq)


def _sources(part: bytes, uid: Uid) -> Iterator[str]:
    """Yield the sources of the acts of a part that name a piece; nothing of an altered one."""
    for act in acts_in(part):
        operation = act["operation"]
        if f"#{uid}" in json.dumps(operation) and (source := str(operation.get("source") or "").strip()):
            yield source
