"""The unit in which masses are shown, and meant where none is typed: of this workstation, and of collections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Self

from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.shell.preferences import COLLECTION_UNITS, MASS_UNIT

if TYPE_CHECKING:
    from lunarcurator.services.collections import KnownCollection

UNITS: Final = ("g", "mg", "ug")
"""The units a workstation can choose."""
_SMALL: Final = frozenset({"particle", "powder", "wash", "eluate", "liquid", "residue", "hardware"})
_LARGE_UG: Final = 1_000_000
WIDER: Final[Mapping[str, int]] = MappingProxyType({"g": 0, "mg": 28, "ug": 56})
"""How much wider a column of masses is in a unit than in grams, in pixels at 100 %."""
DECIMALS: Final[Mapping[str, int]] = MappingProxyType({"g": 6, "mg": 3, "ug": 0})
"""So many decimals a microgram has in a unit."""


@dataclass(frozen=True, slots=True)
class MassUnits:
    """The unit chosen (`usual`, empty for none) and, by the code of a mission, that of its collection."""

    usual: str = ""
    own: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def chosen(cls, memory: Memory, collections: "Iterable[KnownCollection]") -> Self:
        """Return what was chosen at this workstation, with the units of collections unless they are set aside."""
        usual = memory.get(MASS_UNIT)
        own = units_of(collections) if memory.get(COLLECTION_UNITS, "1") == "1" else {}
        return cls(usual if usual in UNITS else "", MappingProxyType(own))

    @classmethod
    def of_draft(cls, content: Mapping[str, object]) -> Self:
        """Return the units a draft was typed in: its bare figures must go on meaning what they meant."""
        told = content.get("units")
        own = content.get("own_units")
        return cls(
            told if isinstance(told, str) and told in UNITS else "",
            MappingProxyType(
                {str(key): each for key, each in own.items() if each in UNITS} if isinstance(own, Mapping) else {}
            ),
        )

    def kept(self) -> Mapping[str, object]:
        """Return these units as a draft keeps them."""
        return {"units": self.usual, "own_units": dict(self.own)}

    @property
    def in_lists(self) -> str:
        """The unit of columns, which hold pieces of every collection."""
        return self.usual or "g"

    @property
    def on_loans(self) -> str:
        """The unit of the loan desk for what is typed and weighed there: milligrams, unless one is chosen."""
        return self.usual or "mg"

    def of(self, mission: str) -> str:
        """Return the unit in which a piece of a mission is shown by itself."""
        return self.own.get(mission) or self.in_lists

    def typed(self, mission: str, form: str, held_ug: int | None = None) -> str:
        """Return the unit a mass of a piece is typed in; unless chosen, that of its form.

        What is handled in milligrams by its form, as long as it weighs less than a gram, is typed in them.
        """
        small = form in _SMALL and (held_ug is None or held_ug < _LARGE_UG)
        return self.own.get(mission) or self.usual or ("mg" if small else "g")


def units_of(collections: "Iterable[KnownCollection]") -> dict[str, str]:
    """Return the units of those collections that have one of their own, by the codes of their missions."""
    return {each.code: told.mass_unit for told in collections if told.mass_unit for each in told.missions}
