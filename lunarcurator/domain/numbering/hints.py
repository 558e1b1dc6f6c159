"""Reading hints out of the parts of a number."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from string import Template

from lunarcurator.domain.numbering.table import HintCase
from lunarcurator.domain.numbering.values import Hint


def read_hints(hints: tuple[tuple[HintCase, ...], ...], values: Mapping[str, str]) -> tuple[Hint, ...]:
    """Return one hint for each list of cases: the first case that fits, unless it keeps silent."""
    found = (_first_fit(cases, values) for cases in hints)
    return tuple(hint for hint in found if hint is not None)


def _first_fit(cases: tuple[HintCase, ...], values: Mapping[str, str]) -> Hint | None:
    case = next((case for case in cases if _fits(case, values)), None)
    if case is None or case.value is None:
        return None
    return Hint(case.key, Template(case.value).safe_substitute({**values, **bare_of(values)}))


def bare_of(values: Mapping[str, str]) -> dict[str, str]:
    """Return each part without its leading zeros, under its name with `_bare`: 77 for the depth 077."""
    return {f"{name}_bare": text.lstrip("0") or "0" for name, text in values.items()}


def _fits(case: HintCase, values: Mapping[str, str]) -> bool:
    """Compare each named part with its masks; an absent part reads as the empty text."""
    return all(any(fnmatchcase(values.get(name, ""), mask) for mask in masks) for name, masks in case.when.items())
