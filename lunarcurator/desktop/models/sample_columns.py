"""The columns of sample lists: the ones of the tree, and one for every field of the field table."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.services.words import Words

ColumnKind = Literal["number", "text", "mass", "count", "share", "path"]


@dataclass(frozen=True, slots=True)
class SampleColumn:
    """One column: key (also the key of its sort), kind, width in pixels at 100 %, whether shown at first.

    `title` is a source text to translate, or empty: then the field table names the column.
    """

    key: str
    kind: ColumnKind
    width: int
    title: object = ""
    shown: bool = False

    @property
    def at_right(self) -> bool:
        """Whether the header stands at the right, as the figures below it."""
        return self.kind in {"mass", "count"}


_TREE: Final = (
    SampleColumn("number", "number", 192, QT_TRANSLATE_NOOP("SampleColumns", "Number"), shown=True),
    SampleColumn("path", "path", 200, QT_TRANSLATE_NOOP("SampleColumns", "Stands below"), shown=True),
    SampleColumn("form", "text", 120, QT_TRANSLATE_NOOP("SampleColumns", "Form"), shown=True),
    SampleColumn("mass", "mass", 112, QT_TRANSLATE_NOOP("SampleColumns", "Mass now"), shown=True),
    SampleColumn("own", "mass", 118, QT_TRANSLATE_NOOP("SampleColumns", "Own mass")),
    SampleColumn("original", "mass", 88, QT_TRANSLATE_NOOP("SampleColumns", "Original"), shown=True),
    SampleColumn("left", "share", 104, QT_TRANSLATE_NOOP("SampleColumns", "Left"), shown=True),
    SampleColumn("condition", "text", 114, QT_TRANSLATE_NOOP("SampleColumns", "Condition"), shown=True),
    SampleColumn("custody", "text", 88, QT_TRANSLATE_NOOP("SampleColumns", "Custody"), shown=True),
    SampleColumn("place", "text", 140, QT_TRANSLATE_NOOP("SampleColumns", "Place"), shown=True),
    SampleColumn("weighed", "text", 100, QT_TRANSLATE_NOOP("SampleColumns", "Weighed")),
    SampleColumn("sighted", "text", 100, QT_TRANSLATE_NOOP("SampleColumns", "Seen")),
    SampleColumn("exposed", "text", 140, QT_TRANSLATE_NOOP("SampleColumns", "Met")),
)
_ELSEWHERE: Final = frozenset(
    {
        "form",
        "mission",
        "collection",
        "condition",
        "mass_reason",
        "resolution_ug",
        "original_ug",
        "original_quality",
        "original_resolution_ug",
        "found",
        "other",
    }
)
"""Fields that another column shows already, or that are not for a list."""


_UNITS: Final = MappingProxyType(
    {
        FieldKind.AREA: "mm²",
        FieldKind.PERCENT: "%",
        FieldKind.LENGTH: "mm",
        FieldKind.TEMPERATURE: "K",
    }
)


def _of_field(key: str) -> SampleColumn:
    kind = FIELDS[key].kind
    if kind is FieldKind.MASS:
        return SampleColumn(key, "mass", 110)
    if kind not in {FieldKind.TEXT, FieldKind.TERM, FieldKind.DAY, FieldKind.FLAG}:
        return SampleColumn(key, "count", 90)
    return SampleColumn(key, "text", 130)


COLUMNS: Final[Mapping[str, SampleColumn]] = MappingProxyType(
    {column.key: column for column in (*_TREE, *(_of_field(key) for key in FIELDS if key not in _ELSEWHERE))}
)
"""Every column by key, in the order in which the chooser lists them."""


def title_of(column: SampleColumn, words: Words, mass_unit: str = "g") -> str:
    """Return the header of a column in the window's language, unit included."""
    if column.title:
        label = QCoreApplication.translate("SampleColumns", str(column.title))
        unit = unit_symbol(mass_unit) if column.kind == "mass" else ""
    else:
        label = words.label(f"field.{column.key}")
        kind = FIELDS[column.key].kind
        unit = unit_symbol(mass_unit) if kind is FieldKind.MASS else _UNITS.get(kind, "")
    both = QCoreApplication.translate("SampleColumns", "{what}, {unit}")
    return both.format(what=label, unit=unit) if unit else label
