"""What was answered of columns of masses: which says the mass now, which the original one."""

from collections.abc import Mapping, Sequence
from typing import Final

from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import OTHER

MASS_NOW: Final = "mass_now"
"""The question which column says what the pieces weigh now."""

MASS_ORIGINAL: Final = "mass_original"
"""The question which column says what the pieces weighed originally."""

NEITHER: Final = "none"
"""The answer that no column does."""


def own_unit(columns: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the column that by its header says the unit of another: `Size Unit` or `SizeUnit` beside `Size`."""
    run_together = bare(name).replace(" ", "")
    wanted = {f"{run_together}{word}" for word in ("unit", "units")}
    return tuple(column for column in columns if bare(column).replace(" ", "") in wanted)[:1]


def with_masses(columns: Sequence[str], mapping: Mapping[str, str], answers: Mapping[str, str]) -> dict[str, str]:
    """Return what columns are taken for with what was answered of those of masses."""
    asked = {"mass_now": answers.get(MASS_NOW, ""), "original": answers.get(MASS_ORIGINAL, "")}
    said = {target: name for target, name in asked.items() if name in columns or name == NEITHER}
    found = dict(mapping)
    others = (target for name, target in mapping.items() if name not in said.values())
    if said and {"mass_now", "original"} & {*others}:
        # What is left of two columns for the same mass is neither.
        found |= {name: OTHER for name, target in mapping.items() if target == "mass"}
    for target, name in said.items():
        if name != NEITHER:
            found[name] = target
            found |= dict.fromkeys(own_unit(columns, name), "mass_unit")
    return found
