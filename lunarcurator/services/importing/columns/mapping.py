"""Which column of a sheet says what: by its header, the unit in it, and the aliases of the field table."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.fields import CORE_FIELDS, CUT_FIELDS, FIELDS
from lunarcurator.domain.mass_units import power_of_word
from lunarcurator.services.importing.cells.values import LENGTHS, UNREAD_UNITS
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.list_words import list_words

OTHER: Final = "other"
"""The target of a column nobody knows: kept beside the piece as it stands."""

DEPTH_RANGE: Final = "depth_range"
"""The target of a column that says top and bottom of an interval in one cell."""

LOAN_TARGETS: Final = ("borrower", "institution", "issued", "due", "returned")
"""What only a list of loans says."""

AS_LOANS: Final = "loans"
"""The kind of a list whose rows are loans."""

_IDENTITY: Final = (
    "number", "generic", "specific", "parent", "names", "place", "day",
    "original", "mass_now", "mass_unit", "mass",
)  # fmt: skip
_FIELDS_TAKEN: Final = (
    "form", "class_name", "subclass", "mission", "condition", "access", "basic_use", "title",
    "pristinity_milli", "pristinity_day", "count", "collected", "data_pack", "remarks", "source",
)  # fmt: skip
VALUES: Final = (*CUT_FIELDS, "colour", *CORE_FIELDS)
"""The fields of intervals, fractions, sections and cores that a list of them may fill."""
_BRACKETS: Final = re.compile(r"\s*[(\[]\s*(?:in\s+)?(?P<unit>[^()\[\]]+?)\s*[)\]]\s*", re.IGNORECASE)
_TAIL: Final = re.compile(r"(?P<name>.*?)\s*(?:[,_:/]\s*|\bin\s+)(?P<unit>[^\s,_:/]+)", re.IGNORECASE)
# Without a sign before it a letter is a unit only behind the word for what is measured.
_MEASURED: Final = re.compile(
    r"(?P<name>(?:.*[\s_])?(?:weight|mass|wt\.?|depth|length|thickness|top|bottom|масса|вес|质量|重量|深度|长度|厚度))"
    r"\s+(?P<unit>\S+)",
    re.IGNORECASE,
)
# Beside a word for mass, wherever it stands, one for a unit of mass is that unit: "Masse actuelle g".
_WEIGHED: Final = re.compile(
    r"(?P<name>.*(?:(?<![^\W_])(?:mass|weight|wt\.?|poids|peso|massa|масса|массы|вес)(?![^\W_])|masse|gewicht|质量|重量|質量)"
    r".*?)\s+(?P<unit>\S+)",
    re.IGNORECASE,
)


class MappingRefused(Refusal):
    """The columns of a sheet do not say what a row is about."""


def targets() -> tuple[str, ...]:
    """Return everything a column can be taken for, `other` last."""
    return (*_IDENTITY, *_FIELDS_TAKEN, *VALUES, OTHER)


class Aliases:
    """The headers under which spreadsheets bring what this program keeps."""

    def __init__(self) -> None:
        self._targets: Mapping[str, str] = MappingProxyType(_aliases())

    def target(self, name: str, taken: Collection[str] = ()) -> str:
        """Return what a header is taken for: `OTHER` where nobody knows it or all it could be is taken."""
        # Stacked headers may say together what neither says alone: "Mass" over "now".
        parts = [split_unit(part)[0] for part in name.split(" / ")[-2:]]
        spellings = (folded(name), split_unit(name)[0], " ".join(filter(None, parts)), bare(name), bare(parts[-1]))
        found = (self._targets.get(text) for text in spellings)
        # A piece may have many names, and each column of them adds some.
        return next((target for target in found if target and (target not in taken or target == "names")), OTHER)


def split_unit(name: str) -> tuple[str, str]:
    """Return a header without its unit, folded, and the unit: `Weight (g)` is `weight` and `g`."""
    text = unicodedata.normalize("NFKC", name).strip()
    for match in _BRACKETS.finditer(text):
        if _is_unit(match["unit"]):
            return folded(f"{text[: match.start()]} {text[match.end() :]}"), match["unit"]
    for pattern in (_TAIL, _MEASURED):
        found = pattern.fullmatch(text)
        if found is not None and _is_unit(found["unit"]):
            return folded(found["name"]), found["unit"]
    weighed = _WEIGHED.fullmatch(text)
    if weighed is not None and power_of_word(weighed["unit"].replace("\u00b5", "\u03bc")) is not None:
        return folded(weighed["name"]), weighed["unit"]
    return folded(name), ""


def _is_unit(text: str) -> bool:
    return (
        text == "%"
        or text in {*LENGTHS, *UNREAD_UNITS}
        or power_of_word(text.replace("\u00b5", "\u03bc")) is not None
    )


def folded(text: str) -> str:
    """Return a header as aliases spell it: NFKC, lower case, spaces folded."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _aliases() -> dict[str, str]:
    found = {alias: key for key in (*VALUES, *_FIELDS_TAKEN) for alias in (key, *FIELDS[key].aliases)}
    found |= {"pristinity_milli": "pristinity_milli"}
    return found | {alias: target for target, words in list_words().pieces.items() for alias in words}
