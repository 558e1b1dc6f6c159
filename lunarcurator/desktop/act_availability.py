"""Which acts make sense for how the selected pieces stand, and why the others do not."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from lunarcurator.desktop.actions import Needs
from lunarcurator.services.selection_status import SelectionStatus

STATES: Final = (
    Needs.AT_HAND
    | Needs.THERE
    | Needs.MISSING
    | Needs.PASSED_ON
    | Needs.SHOWN
    | Needs.MOVED
    | Needs.VOID
    | Needs.COLD
    | Needs.SEALED
    | Needs.SOIL
    | Needs.CORE
    | Needs.CASE
    | Needs.ORDER
)
"""What depends on how things stand, not only on how many are selected."""

_HELD: Final = frozenset({"here", "remote"})
# A piece whose form nobody said may be either.
_SOILS: Final = frozenset(
    {
        "",
        "fines",
        "powder",
        "unsieved_soil",
        "sieve_fraction",
        "coarse_fines",
        "residue",
        "crumbs",
        "aggregate",
        "clod",
        "composite",
        "core_segment",
        "dissection_interval",
        "picking_pot",
    }
)
_CORES: Final = frozenset({"", "core_segment", "column"})
_ENDED: Final[Mapping[Needs, frozenset[str]]] = MappingProxyType(
    {
        Needs.MISSING: frozenset({"lost", "stolen"}),
        Needs.PASSED_ON: frozenset({"transferred"}),
        Needs.VOID: frozenset({"void"}),
    }
)
"""How pieces ended that an act can bring back."""
_REASONS: Final[Mapping[Needs, object]] = MappingProxyType(
    {
        Needs.AT_HAND: QT_TRANSLATE_NOOP("Offering", "Only for pieces that are here or at a remote site."),
        Needs.THERE: QT_TRANSLATE_NOOP("Offering", "Only for pieces that exist, or for places."),
        Needs.MISSING: QT_TRANSLATE_NOOP("Offering", "Only for pieces that are lost or stolen."),
        Needs.PASSED_ON: QT_TRANSLATE_NOOP("Offering", "Only for pieces whose title passed on."),
        Needs.SHOWN: QT_TRANSLATE_NOOP("Offering", "Only for pieces on display."),
        Needs.MOVED: QT_TRANSLATE_NOOP("Offering", "Only for a move, or a place that was moved."),
        Needs.VOID: QT_TRANSLATE_NOOP("Offering", "Only for a piece that is void."),
        Needs.COLD: QT_TRANSLATE_NOOP("Offering", "Only for pieces kept in the cold."),
        Needs.SEALED: QT_TRANSLATE_NOOP("Offering", "Only for a sealed container, or a piece standing in one."),
        Needs.SOIL: QT_TRANSLATE_NOOP("Offering", "Only for soils, which their form says can be sieved."),
        Needs.CORE: QT_TRANSLATE_NOOP("Offering", "Only for core segments."),
        Needs.CASE: QT_TRANSLATE_NOOP("Offering", "Choose a case in Attention first."),
        Needs.ORDER: QT_TRANSLATE_NOOP("Offering", "Choose a work order in Attention first."),
    }
)


def needs_met(standing: SelectionStatus, *, places: bool = False) -> Needs:
    """Return what of `STATES` holds; `places` says that places are selected."""
    met = Needs.NOTHING
    if standing.existence == {"exists"}:
        met |= Needs.THERE
        if standing.custody <= _HELD:
            met |= Needs.AT_HAND
        if standing.custody == {"display"}:
            met |= Needs.SHOWN
    elif standing.existence:
        met |= next((need for need, ended in _ENDED.items() if standing.existence <= ended), Needs.NOTHING)
    if places and not standing.existence:
        met |= Needs.THERE
    if standing.cold:
        met |= Needs.COLD
    if standing.sealed:
        met |= Needs.SEALED
    if standing.forms and standing.forms <= _SOILS:
        met |= Needs.SOIL
    if standing.forms and standing.forms <= _CORES:
        met |= Needs.CORE
    if standing.moved_by is not None:
        met |= Needs.MOVED
    return met


def why_not(needs: Needs, met: Needs) -> str:
    """Return why an act is not offered as things stand, "" where that is not the reason."""
    for each, words in _REASONS.items():
        if each in needs and each not in met:
            return QCoreApplication.translate("Offering", str(words))
    return ""
