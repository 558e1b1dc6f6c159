"""Handling restrictions: what would break one is said where it would be broken (scenario 14)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.facts import ExposureKind
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.status import Handling

_SAW: Final = re.compile(r"\bsaw|band ?saw|wire ?saw|锯", re.IGNORECASE)
_BREAKS: Final[Mapping[ExposureKind, Handling]] = MappingProxyType(
    {
        ExposureKind.SAW: Handling.NO_SAW,
        ExposureKind.AIR: Handling.NO_AIR,
        ExposureKind.CABIN: Handling.NO_AIR,
        ExposureKind.WATER: Handling.NO_WATER,
        ExposureKind.SOLVENT: Handling.NO_SOLVENT,
        ExposureKind.HEAT: Handling.NO_HEAT,
        ExposureKind.THAW: Handling.KEEP_FROZEN,
        ExposureKind.OUTAGE: Handling.KEEP_FROZEN,
        ExposureKind.LIGHT: Handling.RED_LIGHT_ONLY,
        ExposureKind.EPOXY: Handling.NO_EPOXY,
        ExposureKind.MAGNETIC: Handling.NO_MAGNET,
    }
)


def restrictions_of(piece: PieceState) -> frozenset[str]:
    """Return the codes of how a piece must not be handled."""
    return frozenset(piece.handling.split())


def handled(piece: PieceState, kind: ExposureKind, field: str = "kind") -> Iterator[Finding]:
    """R9: what a piece is about to meet is not what it must be kept from."""
    broken = _BREAKS.get(kind)
    if broken is not None:
        yield from _kept_from(piece, broken, field)


def is_sawn(told: Iterable[str]) -> bool:
    """Tell whether a method or a tool, in any words, is a saw."""
    return any(_SAW.search(each) for each in told)


def cut_by(piece: PieceState, told: Iterable[str], field: str = "method") -> Iterator[Finding]:
    """Workflow 4: a piece that must not be sawn is not sawn, whether method or tool says so."""
    if is_sawn(told):
        yield from _kept_from(piece, Handling.NO_SAW, field)


def _kept_from(piece: PieceState, broken: Handling, field: str) -> Iterator[Finding]:
    if str(broken) in restrictions_of(piece):
        yield find(
            Strength.AUTHORITY,
            "handling.broken",
            "R9",
            field,
            piece.uid,
            number=piece.number_text,
            handling=str(broken),
            reason=piece.restriction,
        )
