"""Reading hints out of the parts of a number."""

import re
from collections.abc import Mapping
from fnmatch import translate
from functools import cached_property
from string import Template
from typing import NamedTuple

from lunarcurator.domain.numbering.table import HintCase
from lunarcurator.domain.numbering.values import Hint


class _Case(NamedTuple):
    """A case with the masks of each named part as one pattern: an import asks each case for each of its rows."""

    hint: HintCase
    masks: tuple[tuple[str, re.Pattern[str]], ...]

    def fits(self, values: Mapping[str, str]) -> bool:
        """Compare each named part with its masks; an absent part reads as the empty text."""
        return all(masks.match(values.get(name, "")) is not None for name, masks in self.masks)


class HintReader:
    """Reads the hints of one table; immutable."""

    def __init__(self, hints: tuple[tuple[HintCase, ...], ...]) -> None:
        self._told = hints

    @cached_property
    def _hints(self) -> tuple[tuple[_Case, ...], ...]:
        # Masks are most of the patterns of all tables, and a start asks for no hint.
        return tuple(tuple(_compiled(case) for case in cases) for cases in self._told)

    def read(self, values: Mapping[str, str]) -> tuple[Hint, ...]:
        """Return one hint for each list of cases: the first case that fits, unless it keeps silent."""
        found = (_first_fit(cases, values) for cases in self._hints)
        return tuple(hint for hint in found if hint is not None)


def bare_of(values: Mapping[str, str]) -> dict[str, str]:
    """Return each part without its leading zeros, under its name with `_bare`: 77 for the depth 077."""
    return {f"{name}_bare": text.lstrip("0") or "0" for name, text in values.items()}


def _compiled(case: HintCase) -> _Case:
    masks = ((name, re.compile("|".join(map(translate, masks)))) for name, masks in case.when.items())
    return _Case(case, tuple(masks))


def _first_fit(cases: tuple[_Case, ...], values: Mapping[str, str]) -> Hint | None:
    case = next((case.hint for case in cases if case.fits(values)), None)
    if case is None or case.value is None:
        return None
    return Hint(case.key, Template(case.value).safe_substitute({**values, **bare_of(values)}))
