"""By which entry this lab gave a piece its number, because nothing else said one."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from lunarcurator.domain.facts import NumberClaim
from lunarcurator.domain.pieces import PieceState, Recorded
from lunarcurator.store.reads.journal import parts_of

_PROPOSED: Final = b'"proposed":true'


def numbered_by(connection: Any, state: PieceState, facts: Sequence[Recorded]) -> int | None:
    """Return the sequence of that entry; None where the number was typed, came with the piece, or is not known.

    Whether a number of an earlier day was given is only said by the act itself (R2).
    """
    claims = [
        each for each in facts if isinstance(each.fact, NumberClaim) and each.fact.number == state.number_text
    ]
    for claim in claims[-1:]:
        fact = claim.fact
        if isinstance(fact, NumberClaim) and (fact.issued or _was_proposed(connection, claim.seq, state)):
            return claim.seq
    return None


def _was_proposed(connection: Any, seq: int, state: PieceState) -> bool:
    """Tell whether an act of an entry says so; only what comes from a piece is numbered by the program."""
    if not state.parents:
        return False
    number = msgspec.json.encode(state.number_text)
    return any(
        given == state.number_text
        for part in parts_of(connection, seq)
        if _PROPOSED in part and number in part
        for given in _given(_acts(part))
    )


def _acts(part: bytes) -> Any:
    """Return what a part of an entry says; of an altered one nothing, which verifying tells."""
    try:
        return msgspec.json.decode(part)
    except msgspec.DecodeError:
        return None


def _given(told: Any) -> Iterator[str]:
    """Yield the numbers that were proposed in what an act says."""
    if isinstance(told, dict):
        if told.get("proposed") is True:
            yield str(told.get("number") or "")
        told = list(told.values())
    if isinstance(told, list):
        for each in told:
            yield from _given(each)
