"""The filters of the sample tree as conditions on the table of pieces."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, or_
from sqlalchemy.sql.elements import ColumnElement

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.status import Existence
from lunarcurator.store import schema
from lunarcurator.store.reads.unweighed import lacks

_SAMPLE = schema.sample.c


class Axis(StrEnum):
    """What a filter asks about; `MASS` takes `unknown` or `not_reconciled`, `COLLECTION` a local id."""

    COLLECTION = "collection"
    EXISTENCE = "existence"
    CUSTODY = "custody"
    CONDITION = "condition"
    FORM = "form"
    MASS = "mass"


@dataclass(frozen=True, slots=True, order=True)
class PieceFilter:
    """One filter: an axis and the code it must have."""

    axis: Axis
    value: str


def condition_of(filters: Sequence[PieceFilter]) -> ColumnElement[bool]:
    """Return what a piece must fulfil: one of the values on each axis that is asked about.

    No filter asks for `in_book` as well: a piece out of the book has none of these values.
    """
    axes = dict.fromkeys(each.axis for each in filters)
    return and_(*(or_(*_conditions(axis, filters)) for axis in axes))


def _conditions(axis: Axis, filters: Iterable[PieceFilter]) -> Iterable[ColumnElement[bool]]:
    return [_condition(axis, each.value) for each in filters if each.axis is axis]


def _condition(axis: Axis, value: str) -> ColumnElement[bool]:
    if axis is Axis.COLLECTION:
        return _SAMPLE.collection == int(value)
    if axis is Axis.MASS:
        if value == "not_reconciled":
            return _SAMPLE.suspense_ug > 0
        return lacks(Quality.UNKNOWN)
    column: ColumnElement[Any] = _SAMPLE[str(axis)]
    if axis is Axis.CUSTODY and value == "here":
        # What was used up here is no longer here, although nobody ever took it away.
        return and_(column == value, _SAMPLE.existence == str(Existence.EXISTS))
    return column == value
