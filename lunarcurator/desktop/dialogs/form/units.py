"""The unit in which the mass of a form is typed and shown."""

from typing import Final

_SMALL: Final = frozenset({"particle", "powder", "wash", "eluate", "liquid", "residue", "hardware"})
_LARGE_UG: Final = 1_000_000


def unit_for(form: str, held_ug: int | None = None) -> str:
    """Return mg for what is handled in milligrams by its form, as long as it weighs less than a gram; else g."""
    return "mg" if form in _SMALL and (held_ug is None or held_ug < _LARGE_UG) else "g"
