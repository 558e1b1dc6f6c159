"""A mass as somebody types it, or as a balance types it for him."""

from lunarcurator.devices.balance_lines import mass_in_line
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.mass_text import parse_mass


def typed_mass(text: str, *, unit: str, kind: MassKind = MassKind.STATED, part: str = "net") -> Mass:
    """Return the mass of a text or of a balance's line, in `unit` where it names none; raises `MassTextError`.

    `part` is what is asked for: net, gross or tare.
    """
    return parse_mass(mass_in_line(text, part), unit=unit, kind=kind)
