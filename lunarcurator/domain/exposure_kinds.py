"""What a piece can meet."""

from enum import StrEnum


class ExposureKind(StrEnum):
    """What a piece met that changes what it is still good for (`domain.md` 1.10)."""

    AIR = "air"
    CABIN = "cabin"
    NITROGEN = "nitrogen"
    WATER = "water"
    TOOL = "tool"
    SAW = "saw"
    PACKAGING = "packaging"
    HEAT = "heat"
    COLD = "cold"
    FREEZER = "freezer"
    THAW = "thaw"
    OUTAGE = "outage"
    LIGHT = "light"
    RADIATION = "radiation"
    MAGNETIC = "magnetic"
    COATING = "coating"
    SOLVENT = "solvent"
    BEAM = "beam"
    EPOXY = "epoxy"
    OTHER = "other"
