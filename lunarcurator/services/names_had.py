"""Every number and name a piece has or had: since when, until when, and on whose word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import msgspec

from lunarcurator.domain.facts import NameClaim, NameKind, NumberClaim, Touch
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import Recorded
from lunarcurator.domain.status import Existence
from lunarcurator.services.stated_days import StatedDay, day_by
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
    one that gave it; of another name the source told with it. `first` says that the piece began with the number.
    """

    text: str
    kind: NameKind
    since: StatedDay
    entry: EntryHead
    source: str
    until: StatedDay | None = None
    ended_by: EntryHead | None = None
    first: bool = False


def names_had(
    connection: Any, uid: Uid, facts: Iterable[Recorded], heads: Mapping[int, EntryHead]
) -> Iterator[NameHad]:
    """Yield the numbers and names of a piece in the order in which they count; `heads` are those of its facts."""
    told = sorted(facts, key=lambda each: each.order)
    numbers = [each for each in told if isinstance(each.fact, NumberClaim)]
    ends: list[Recorded | None] = [after for _, after in pairwise(numbers)]
    ends.append(next((each for each in reversed(told) if _ends(each, numbers)), None))
    for at, (claim, end) in enumerate(zip(numbers, ends, strict=False)):
        fact = claim.fact
        if not isinstance(fact, NumberClaim):
            continue
        saying = end if end is not None else claim if at else None
        yield NameHad(
            text=fact.number,
            kind=NameKind.OFFICIAL,
            since=day_by(heads[claim.seq], fact.day, uid),
            entry=heads[claim.seq],
            source=source_of(connection, saying.seq, uid) if saying is not None else "",
            until=day_by(heads[end.seq], end.fact.day, uid) if end is not None else None,
            ended_by=heads[end.seq] if end is not None else None,
            first=at == 0,
        )
    for each in told:
        if isinstance(each.fact, NameClaim):
            head = heads[each.seq]
            since = day_by(head, each.fact.day, uid)
            yield NameHad(each.fact.name, each.fact.kind, since, head, each.fact.source)


def _ends(recorded: Recorded, numbers: Sequence[Recorded]) -> bool:
    """Tell whether a fact ends the last number of a piece; one that began as ended has its number all the same."""
    fact = recorded.fact
    if not isinstance(fact, Touch) or not any(each in _ENDINGS for each in fact.changes):
        return False
    return bool(numbers) and recorded.seq != numbers[-1].seq


def source_of(connection: Any, seq: int, uid: Uid) -> str:
    """Return the document on whose word an entry acted on a piece, "" where it names none."""
    named = f"#{uid}".encode()
    for part in journal.parts_of(connection, seq):
        if named in part and (source := next(_sources(part, uid), "")):
            return source
    return journal.source_of(connection, seq)


def _sources(part: bytes, uid: Uid) -> Iterator[str]:
    """Yield the sources of the acts of a part that name a piece; nothing of an altered one."""
    try:
        acts: Sequence[Any] = msgspec.json.decode(part)
    except msgspec.DecodeError:
        return
    for act in acts:
        operation = act["operation"]
        if f"#{uid}" in msgspec.json.encode(operation).decode() and str(operation.get("source") or "").strip():
            yield str(operation["source"]).strip()
