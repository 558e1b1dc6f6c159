"""Which of what a piece met is worth telling where there is little room: what makes it less good than before."""

from typing import Final

from lunarcurator.domain.exposure_kinds import ExposureKind
from lunarcurator.store.reads.piece_row import PieceRow

_WANTED: Final = frozenset({ExposureKind.NITROGEN, ExposureKind.FREEZER, ExposureKind.COLD})
_GRAVEST_FIRST: Final = tuple(str(kind) for kind in ExposureKind if kind not in _WANTED)


def telling(row: PieceRow) -> tuple[str, ...]:
    """Return the kinds of what a piece met, the gravest first, without what a lab does to keep it good."""
    met = str(row.values.get("exposed") or "").split()
    return tuple(kind for kind in _GRAVEST_FIRST if kind in met)
