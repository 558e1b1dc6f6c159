"""A mass as somebody types it, or as a balance types it for him."""

from lunarcurator.devices.balance_lines import mass_in_line
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.mass_text import parse_exact_mass, parse_mass


def typed_mass(
    text: str, *, unit: str, kind: MassKind = MassKind.STATED, part: str = "net", exact: bool = False
) -> Mass:
    """Return the mass of a text or of a balance's line, in `unit` where it names none; raises `MassTextError`.

    `part` is what is asked for: net, gross or tare. Where only the figure is kept, `exact` refuses an estimate.
    """
    read = parse_exact_mass if exact else parse_mass
    return read(mass_in_line(text, part), unit=unit, kind=kind)
