"""Rows of one number that say otherwise: what exactly each says, so that a person sees which to keep."""

from collections.abc import Iterator
from typing import Final

from lunarcurator.domain.days import show_day
from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.services.field_values import shown_thousandths
from lunarcurator.services.importing.rows import ReadRow

_NOTHING: Final = "\u2013"
_MOST: Final = 3
"""So many differences show which of two rows is meant."""


def say_the_same(row: ReadRow, other: ReadRow) -> bool:
    """Tell whether two rows say the same; how many zeros a mass ends in says nothing else of the piece."""
    return next(_apart(row, other), None) is None


def differences(row: ReadRow, other: ReadRow) -> Iterator[Finding]:
    """Yield the first differences of a row from another one of its number."""
    for at, (field, here, there) in enumerate(_apart(row, other)):
        if at == _MOST:
            return
        facts = {"field_name": field, "said": here or _NOTHING, "there": there or _NOTHING}
        yield find(Strength.IMPOSSIBLE, "import.twice_differs", "R1", field, row=other.row, **facts)


def _apart(row: ReadRow, other: ReadRow) -> Iterator[tuple[str, str, str]]:
    """Yield the field and what both rows say wherever that differs by more than its case."""
    here, there = dict(_said(row)), dict(_said(other))
    for field in dict.fromkeys((*here, *there)):
        if here.get(field, "").casefold() != there.get(field, "").casefold():
            yield field, here.get(field, ""), there.get(field, "")


def _said(row: ReadRow) -> Iterator[tuple[str, str]]:
    yield "parent", row.parent
    yield "mission", row.mission
    yield from row.texts.items()
    yield "mass", _mass(row.mass)
    yield "original_ug", _mass(row.original)
    figures = {
        "pristinity_milli": row.pristinity,
        "pristinity_day": row.pristinity_day,
        "count": row.count,
        "day": row.day,
        **row.values,
    }
    for field, value in figures.items():
        yield field, value if isinstance(value, str) else _figure(field, value)
    yield "names", "; ".join(row.names)
    yield "place", row.place
    yield from row.other


def _mass(mass: Mass | None) -> str:
    if mass is None or mass.ug is None:
        return ""
    about = "~" if mass.kind is MassKind.ESTIMATED else ""
    return f"{about}{plain_mass(mass.ug)} g"


def _figure(field: str, value: int | None) -> str:
    if value is None:
        return ""
    kind = FIELDS[field].kind if field in FIELDS else None
    if kind is FieldKind.DAY or field == "day":
        return show_day(value)
    if kind is FieldKind.PERCENT:
        return f"{shown_thousandths(value)} %"
    return f"{shown_thousandths(value)} mm" if kind is FieldKind.LENGTH else str(value)
