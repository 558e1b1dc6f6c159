"""R9: what a piece is good for never gets better by itself."""

from collections.abc import Iterator
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.status import Condition

_FROM_BEST: Final = (
    Condition.PRISTINE,
    Condition.FROZEN,
    Condition.RETURNED,
    Condition.AIR_EXPOSED,
    Condition.ALTERED,
)
WATER_FREEZES_MK: Final = 273_150
"""What is kept at no less than this, in millikelvin, is not in the cold."""


def does_not_improve(piece: PieceState, condition: Condition) -> Iterator[Finding]:
    """R9: a better condition than the recorded one is a correction, and somebody with authority says so."""
    now = piece.condition
    if now not in {str(each) for each in _FROM_BEST} or condition not in _FROM_BEST:
        return
    if _FROM_BEST.index(condition) < _FROM_BEST.index(Condition(now)):
        yield find(
            Strength.AUTHORITY,
            "condition.improves",
            "R9",
            "condition",
            piece.uid,
            number=piece.number_text,
            now=now,
            condition=str(condition),
        )


def is_cold(temperature_mk: int) -> Iterator[Finding]:
    """A temperature above absolute zero, and one at which something is frozen."""
    if temperature_mk <= 0:
        yield find(Strength.IMPOSSIBLE, "expose.no_temperature", "R12", "temperature_mk")
    elif temperature_mk >= WATER_FREEZES_MK:
        yield find(Strength.WARN, "freeze.not_cold", "R9", "temperature_mk", temperature=temperature_mk // 1000)
