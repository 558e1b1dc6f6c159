"""The filters of the sample tree as conditions on the table of pieces."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import and_, func, not_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.status import Condition, Custody, Existence
from lunarcurator.store import schema
from lunarcurator.store.reads.piece_filter import MARKS as MARKS
from lunarcurator.store.reads.piece_filter import Axis as Axis
from lunarcurator.store.reads.piece_filter import PieceFilter as PieceFilter
from lunarcurator.store.reads.unweighed import lacks

_SAMPLE = schema.sample.c
_STATEMENT: Final = schema.statement.c
SPOKEN_OF: Final = select(_STATEMENT.sample).where(_STATEMENT.entry.not_in(select(schema.undone.c.seq))).distinct()
"""The pieces of which sources say something."""

NEVER_MET: Final = MappingProxyType({"air": ("air", "cabin"), "saw": ("saw",), "cold": ("thaw", "outage")})
"""What each request of a borrower rules out: never in air, never sawn, never out of the cold."""
_SAWN_FORMS: Final = (
    "butt_end",
    "column",
    "end_piece",
    "microtome_slice",
    "polished_potted_butt",
    "polished_section",
    "polished_thin_section",
    "potted_butt",
    "sawdust",
    "slab",
    "thick_section",
    "thin_section",
    "wire_saw_slab",
)


_ALL_OF: Final = (Axis.NEVER, Axis.NOT_KNOWN)
_IN_OUR_HANDS: Final = (str(Custody.HERE), str(Custody.REMOTE))


def condition_of(filters: Sequence[PieceFilter]) -> ColumnElement[bool]:
    """Return what a piece must fulfil: one of the values on each axis asked about, all of `NEVER` and `NOT_KNOWN`.

    No filter asks for `in_book` as well: a piece out of the book has none of these values.
    """
    axes = dict.fromkeys(each.axis for each in filters)
    wanted = [or_(*_conditions(axis, filters)) for axis in axes if axis not in _ALL_OF]
    return and_(*wanted, *(each for axis in _ALL_OF for each in _conditions(axis, filters)))


def _conditions(axis: Axis, filters: Iterable[PieceFilter]) -> Iterable[ColumnElement[bool]]:
    return [_condition(axis, each.value) for each in filters if each.axis is axis]


def never(value: str) -> ColumnElement[bool]:
    """Return that it is documented that a piece never met something: that nothing is on record is not enough.

    A condition is stated at the beginning and never improves by itself (R9), so *pristine* and *frozen* tell of an
    unbroken record; they do so as long as the piece is in our own hands. A cut shows by the form as well.
    """
    return and_(_may_have_been_spared(value), _documented(value))


def not_known(value: str) -> ColumnElement[bool]:
    """Return that nothing says a piece met something, and nothing documents that it did not."""
    return and_(_may_have_been_spared(value), not_(_documented(value)))


def marked(value: str) -> ColumnElement[bool]:
    """Return that something is on record of a piece that few have: a key of `MARKS`."""
    if value == "doubt":
        return func.coalesce(_SAMPLE.identity_doubt, "") != ""
    if value == "bodies":
        return func.coalesce(_SAMPLE.body, "") != ""
    if value == "counted":
        return and_(_SAMPLE.in_book == 1, _SAMPLE["count"].is_not(None))
    return _SAMPLE.id.in_(SPOKEN_OF)


def _documented(value: str) -> ColumnElement[bool]:
    """Return that the record of a piece has a stated beginning and was not broken since; never NULL."""
    kept = and_(
        func.coalesce(_SAMPLE.condition, "") == str(Condition.FROZEN if value == "cold" else Condition.PRISTINE),
        func.coalesce(_SAMPLE.custody, "").in_(_IN_OUR_HANDS),
    )
    if value == "saw":
        return and_(kept, func.coalesce(_SAMPLE.form, "") != "")
    return and_(kept, _SAMPLE.temperature_mk.is_not(None)) if value == "cold" else kept


def _may_have_been_spared(value: str) -> ColumnElement[bool]:
    """Return that a piece exists, and neither met something on record nor shows that it did."""
    # Between spaces each code stands alone: `saw` is no part of another.
    padded = " " + _SAMPLE.exposed + " "
    met = or_(*(padded.like(f"% {code} %") for code in NEVER_MET[value]))
    # Most pieces met nothing on record, and are not looked at any further.
    there = and_(
        _SAMPLE.in_book == 1,
        _SAMPLE.existence == str(Existence.EXISTS),
        or_(_SAMPLE.exposed.is_(None), not_(met)),
    )
    if value == "air":
        return and_(there, func.coalesce(_SAMPLE.condition, "") != str(Condition.AIR_EXPOSED))
    if value == "saw":
        return and_(there, func.coalesce(_SAMPLE.form, "").not_in(_SAWN_FORMS))
    # What was never in the cold was never taken out of it, and is not what is asked for.
    return and_(there, _SAMPLE.temperature_mk.is_not(None))


def _condition(axis: Axis, value: str) -> ColumnElement[bool]:
    if axis is Axis.COLLECTION:
        return _SAMPLE.collection == int(value)
    if axis is Axis.NEVER:
        return never(value)
    if axis is Axis.NOT_KNOWN:
        return not_known(value)
    if axis is Axis.MARKED:
        return marked(value)
    if axis is Axis.MASS:
        if value == "not_reconciled":
            return _SAMPLE.suspense_ug > 0
        return lacks(Quality.UNKNOWN)
    column: ColumnElement[Any] = _SAMPLE[str(axis)]
    if axis is Axis.CUSTODY:
        # What was used up or divided is with nobody any more, although nobody ever took it from where it was.
        return and_(column == value, _SAMPLE.existence == str(Existence.EXISTS))
    return column == value
