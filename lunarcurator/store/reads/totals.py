"""Sums over the whole book: pieces, known mass and suspense per mission, and how many each filter takes."""

from typing import Final

from sqlalchemy import Connection, and_, bindparam, case, func, select

from lunarcurator.domain.accounts import HOLDING, Account, Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.known_mass import finest
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.status import Existence
from lunarcurator.domain.unweighed import MassSum
from lunarcurator.store import schema
from lunarcurator.store.reads.at_moment import inexact_by_mission
from lunarcurator.store.reads.begun import suspense_by_mission
from lunarcurator.store.reads.filters import MARKS, NEVER_MET, Axis, PieceFilter, marked, never, not_known
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.sums import Total as Total
from lunarcurator.store.reads.sums import Totals as Totals
from lunarcurator.store.reads.unweighed import SUM_COLUMNS, how_many, mass_sum

SLICE: Final = 20_000
"""Local ids in one slice of a count, so that the lane is free for others in between."""

_SAMPLE: Final = schema.sample.c
_LINE: Final = schema.mass_line.c
_BOOK: Final = schema.book.c
_YEAR: Final = schema.year_sum.c
_HELD: Final = tuple(str(account) for account in HOLDING)


_MARKS_OF_ROWS: Final = tuple(each for each in MARKS if each != "statements")
"""Marks that the row of a piece has itself."""
_GROUPS: Final = (
    _SAMPLE.collection,
    func.coalesce(_SAMPLE.mission, ""),
    _SAMPLE.existence,
    _SAMPLE.custody,
    _SAMPLE.condition,
    _SAMPLE.form,
)
_SUSPENSE: Final = (
    func.sum(_SAMPLE.suspense_ug),
    how_many(_SAMPLE.suspense_ug > 0),
    how_many(and_(_SAMPLE.suspense_ug > 0, _SAMPLE.original_quality == str(Quality.ESTIMATED))),
    func.sum(case((_SAMPLE.original_quality == str(Quality.UPPER_BOUND), _SAMPLE.suspense_ug), else_=0)),
    func.min(case((_SAMPLE.suspense_ug > 0, _SAMPLE.original_resolution_ug))),
)
"""What is not reconciled: ug, pieces, estimates among them, how much of the ug is a bound, finest last place."""
_COUNTED: Final = (
    select(
        *_GROUPS,
        *_SUSPENSE,
        *(how_many(never(each)) for each in NEVER_MET),
        *(how_many(not_known(each)) for each in NEVER_MET),
        *(how_many(marked(each)) for each in _MARKS_OF_ROWS),
        *SUM_COLUMNS,
    )
    .where(_SAMPLE.in_book == 1, _SAMPLE.id.between(bindparam("first"), bindparam("last")))
    .group_by(*_GROUPS)
)
_SPOKEN_OF: Final = select(func.count()).where(
    marked("statements"), _SAMPLE.in_book == 1, _SAMPLE.id.between(bindparam("first"), bindparam("last"))
)
"""Few pieces are spoken of: to ask that of each one in the sum of all would take longer than the sum."""
_LAST: Final = select(func.coalesce(func.max(_SAMPLE.id), 0))
_MASS: Final = select(*SUM_COLUMNS).where(_SAMPLE.id.in_(bindparam("ids", expanding=True)))
_THERE_BY: Final = (
    select(_SAMPLE.collection, func.coalesce(_SAMPLE.mission, ""), func.count())
    .where(_SAMPLE.in_book == 1, _SAMPLE.first_day <= bindparam("day"))
    .group_by(_SAMPLE.collection, _SAMPLE.mission)
)


def last_id(connection: Connection) -> int:
    """Return the highest local id of a piece, 0 in an empty store."""
    return int(connection.execute(_LAST).scalar_one())


def count_slice(connection: Connection, first: int, totals: Totals, size: int = SLICE) -> None:
    """Add the pieces with local ids from `first` on, one slice of them, to the totals."""
    rows = connection.execute(_COUNTED, {"first": first, "last": first + size - 1})
    for collection, mission, existence, custody, condition, form, *sums in rows:
        suspense, suspended, about, at_most, told_to, *others = sums
        count, ug, estimated, lacking, bounded, fine = mass_sum(others[2 * len(NEVER_MET) + len(_MARKS_OF_ROWS) :])
        absent = 0 if existence == Existence.EXISTS else count
        part = Total(
            pieces=count,
            ug=ug,
            suspense_ug=suspense,
            unweighed=lacking.total,
            absent=absent,
            estimated=estimated,
            lacking=lacking,
            bounded_ug=bounded,
            resolution_ug=fine,
        )
        part.suspense_estimated, part.suspense_bounded_ug, part.suspense_to_ug = about, at_most, told_to
        totals.missions.setdefault((collection, mission), Total()).add(part)
        takes = totals.takes
        takes[PieceFilter(Axis.COLLECTION, str(collection))] += count
        takes[PieceFilter(Axis.EXISTENCE, existence or "")] += count
        takes[PieceFilter(Axis.CONDITION, condition or "")] += count
        takes[PieceFilter(Axis.FORM, form or "")] += count
        if existence == Existence.EXISTS:
            takes[PieceFilter(Axis.CUSTODY, custody or "")] += count
        takes[PieceFilter(Axis.MASS, "unknown")] += lacking.unknown
        takes[PieceFilter(Axis.MASS, "not_reconciled")] += suspended
        asked = [PieceFilter(axis, value) for axis in (Axis.NEVER, Axis.NOT_KNOWN) for value in NEVER_MET]
        asked += [PieceFilter(Axis.MARKED, value) for value in _MARKS_OF_ROWS]
        for each, found in zip(asked, others, strict=False):
            takes[each] += found
    spoken = connection.execute(_SPOKEN_OF, {"first": first, "last": first + size - 1}).scalar_one()
    totals.takes[PieceFilter(Axis.MARKED, "statements")] += spoken


def mass_of(connection: Connection, ids: list[int]) -> MassSum:
    """Return the sum of pieces."""
    total = MassSum()
    for at in range(0, len(ids), 500):
        total = total.plus(mass_sum(connection.execute(_MASS, {"ids": ids[at : at + 500]}).one()))
    return total


def totals_at(connection: Connection, moment: Moment) -> Totals:
    """Return the sums as they stood at a moment; whole years come from their checkpoints.

    A reversal negates the lines of its entry at their own days, so that plain sums are right.
    """
    totals = Totals()
    day: Day = moment.day if moment.day is not None else 99_999_999
    for collection, mission, count in connection.execute(_THERE_BY, {"day": day}):
        totals.missions.setdefault((collection, mission), Total()).pieces += count
    whole_years = moment.seq is None
    if whole_years:
        years = (
            select(_BOOK.collection, _BOOK.mission, _YEAR.account, func.sum(_YEAR.ug), func.sum(_YEAR.unweighed))
            .join(schema.book, _BOOK.id == _YEAR.book)
            .where(_YEAR.year < day // 10_000)
            .group_by(_BOOK.collection, _BOOK.mission, _YEAR.account)
        )
        _sum_up(connection, years, totals)
    lines = (
        select(_BOOK.collection, _BOOK.mission, _LINE.account, func.sum(_LINE.ug), func.sum(_LINE.unweighed))
        .join(schema.book, _BOOK.id == _LINE.book)
        .where(_LINE.day <= day, _LINE.account.in_((*_HELD, str(Account.UNRECONCILED))))
        .group_by(_BOOK.collection, _BOOK.mission, _LINE.account)
    )
    if whole_years:
        lines = lines.where(_LINE.day >= day // 10_000 * 10_000)
    else:
        lines = lines.where(_LINE.entry <= moment.seq)
    _sum_up(connection, lines, totals)
    lens = Lens(connection, moment)
    _read_to(connection, moment, day, totals)
    for branch, inexact in inexact_by_mission(connection, lens).items():
        total = totals.missions.setdefault(branch, Total())
        total.estimated += inexact.estimated
        total.bounded_ug += inexact.bounded_ug
    for branch, inexact in suspense_by_mission(connection, lens).items():
        total = totals.missions.setdefault(branch, Total())
        total.suspense_estimated += inexact.estimated
        total.suspense_bounded_ug += inexact.bounded_ug
    return totals


def _read_to(connection: Connection, moment: Moment, day: Day, totals: Totals) -> None:
    """Take in the finest last place of what was held and not reconciled: that of the lines they are sums of."""
    query = (
        select(_BOOK.collection, _BOOK.mission, _LINE.account, func.min(_LINE.resolution_ug))
        .join(schema.book, _BOOK.id == _LINE.book)
        .where(_LINE.day <= day, _LINE.ug != 0, _LINE.account.in_((*_HELD, str(Account.UNRECONCILED))))
        .group_by(_BOOK.collection, _BOOK.mission, _LINE.account)
    )
    if moment.seq is not None:
        query = query.where(_LINE.entry <= moment.seq)
    for collection, mission, account, fine in connection.execute(query):
        total = totals.missions.setdefault((collection, mission), Total())
        if account in _HELD:
            total.resolution_ug = finest(total.resolution_ug, fine)
        else:
            total.suspense_to_ug = fine


def _sum_up(connection: Connection, query: object, totals: Totals) -> None:
    for collection, mission, account, ug, unweighed in connection.execute(query):  # type: ignore[call-overload]
        total = totals.missions.setdefault((collection, mission), Total())
        if account in _HELD:
            total.ug += ug
            total.unweighed += unweighed
        elif account == Account.UNRECONCILED:
            total.suspense_ug += ug
