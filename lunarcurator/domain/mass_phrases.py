"""The patterns of words and signs that stand beside a written mass and change what it means."""

import re
from typing import Final

from lunarcurator.domain.mass_figures import FIGURE
from lunarcurator.domain.mass_units import UNIT_WORDS

UNIT: Final = "(?:" + "|".join(UNIT_WORDS) + ")"
UNIT_END: Final = r"(?![A-Za-z0-9_])"
FIGURE_START: Final = r"(?<![0-9A-Za-z_])(?<![0-9A-Za-z][.,'])"
ABOUT: Final = r"(?:~|\babout\b|\bapprox(?:imately|\.)?|\bcirca\b|\bca?\.|\baround\b|\broughly\b|大约|约)"
BOUND: Final = (
    r"(?:(?<![A-Za-z\"/])[<>]=?|[≤≥]|"
    r"\b(?:less than|more than|up to|at least|at most|under|over|below|above|max\.?|min\.?)"
    r"|小于|大于|不足|至少|最多)"
)
PLUS_MINUS: Final = r"(?:±|\+/-|\+-)"
TO: Final = r"(?:-|\.\.\.?|…|\bto\b|至|到)"
AND: Final = r"(?:\band\b|&|和|与)"
TIMES: Final = r"[x×*]"
RATE: Final = r"(?:[/·*]\s*[A-Za-z]|cm\b|\bper\b|每)"

# What follows one mass and leaves it one mass; a plural would make the figure the mass of each of several.
NOUN: Final = (
    r"(?:piece|chip|fragment|rock|slab|sample|specimen|split|butt|core|portion|residue"
    r"|powder|soil|dust|fines|total|net|样品|粉末)"
)


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of this module's parts; case never matters in what people write."""
    return re.compile(pattern, re.IGNORECASE)


MEASURE: Final = compiled(rf"{FIGURE_START}(?P<figure>{FIGURE})\s{{0,3}}(?P<unit>{UNIT}){UNIT_END}")
