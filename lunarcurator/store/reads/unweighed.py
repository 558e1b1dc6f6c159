"""The parting of unweighed pieces (`domain.unweighed`) as SQL, the same for every sum and filter."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Integer, and_, case, cast, func
from sqlalchemy.sql.elements import ColumnElement

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.unweighed import LACKS, MassSum, Unweighed
from lunarcurator.store import schema

_SAMPLE: Final = schema.sample.c

SUMS: Final = (
    "COUNT(*), COALESCE(SUM(x.ug), 0), COALESCE(SUM(x.ug > 0 AND x.quality = 'estimated'), 0),"
    " COALESCE(SUM(CASE WHEN x.quality = 'upper_bound' THEN x.ug ELSE 0 END), 0),"
    " COALESCE(SUM(x.unweighed > 0 AND x.suspense > 0), 0),"
    " COALESCE(SUM(x.unweighed > 0 AND x.suspense <= 0 AND x.quality = 'nominal'), 0),"
    " COALESCE(SUM(x.unweighed > 0 AND x.suspense <= 0 AND COALESCE(x.quality, '') <> 'nominal'), 0),"
    " MIN(CASE WHEN x.ug > 0 THEN x.resolution END)"
)
"""The columns of a `MassSum` over rows x(ug, unweighed, suspense, quality, resolution)."""


def lacks(lack: Quality) -> ColumnElement[bool]:
    """Return the condition that a piece of the book is unweighed and lacks its mass in this way."""
    held_without = _SAMPLE.unweighed > 0
    nominal = func.coalesce(_SAMPLE.mass_quality, "") == str(Quality.NOMINAL)
    if lack is Quality.NOT_RECONCILED:
        return and_(held_without, _SAMPLE.suspense_ug > 0)
    return and_(held_without, _SAMPLE.suspense_ug <= 0, nominal if lack is Quality.NOMINAL else ~nominal)


def is_estimated() -> ColumnElement[bool]:
    """Return the condition that the mass of a piece of the book is an estimate."""
    return and_(_SAMPLE.mass_ug > 0, _SAMPLE.mass_quality == str(Quality.ESTIMATED))


def bounded_ug() -> ColumnElement[int]:
    """Return how many of the micrograms of a group of pieces are upper bounds."""
    bounded = _SAMPLE.mass_quality == str(Quality.UPPER_BOUND)
    return func.coalesce(func.sum(cast(case((bounded, _SAMPLE.mass_ug), else_=0), Integer)), 0)


def finest_ug() -> ColumnElement[int]:
    """Return the finest last place in ug to which the masses of a group of pieces are known."""
    return func.min(case((_SAMPLE.mass_ug > 0, _SAMPLE.resolution_ug)))


def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Return the count of the rows of a group that fulfil a condition."""
    return func.coalesce(func.sum(cast(case((condition, 1), else_=0), Integer)), 0)


SUM_COLUMNS: Final = (
    func.count(),
    func.coalesce(func.sum(_SAMPLE.mass_ug), 0),
    how_many(is_estimated()),
    bounded_ug(),
    *(how_many(lacks(lack)) for lack in LACKS),
    finest_ug(),
)
"""The columns of a `MassSum` over rows of the table of pieces."""


def mass_sum(row: Iterable[Any]) -> MassSum:
    """Return the sum that the eight columns of `SUMS` or `SUM_COLUMNS` carry."""
    pieces, ug, estimated, bounded, *unweighed, resolution = row
    return MassSum(pieces, ug, estimated, Unweighed(*unweighed), bounded, resolution)
