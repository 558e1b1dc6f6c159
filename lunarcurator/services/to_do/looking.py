"""Looks for what needs a hand: one list for each concern, read at one moment of the store."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.documents.model import AboutMilli, ColumnKind, MassFigure, Value
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.services.cases import Case, all_cases
from lunarcurator.services.clock import day_at, local_time
from lunarcurator.services.form_context import Balance
from lunarcurator.services.incidents import Fortune, Involved, counted, incidents
from lunarcurator.services.orders import Order, orders
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.to_do.borrowing import BORROWING_LOOKS
from lunarcurator.services.to_do.limits import Limits, days_from, years_before
from lunarcurator.services.to_do.listing import Concern, ListColumn, Listing, ListRow, Target
from lunarcurator.store.reads import past, to_do, to_do_then
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.place_book import places
from lunarcurator.store.reads.records import records
from lunarcurator.store.reads.rows import PieceRow, piece_rows
from lunarcurator.store.reads.to_do import Loss, LossBy, Share

_STEP: Final = " \u203a "
_WHOLE: Final = 100_000

_CASES: Final = (
    ListColumn("code"),
    ListColumn("kind", area="case_kind"),
    ListColumn("state", area="case_state"),
    ListColumn("opened", ColumnKind.DAY),
    ListColumn("pieces"),
    ListColumn("still_missing", ColumnKind.INTEGER),
    ListColumn("in_doubt", ColumnKind.INTEGER),
    ListColumn("found_again", ColumnKind.INTEGER),
    ListColumn("place"),
    ListColumn("told"),
    ListColumn("closed", ColumnKind.DAY),
    ListColumn("outcome"),
)
_ORDERS: Final = (
    ListColumn("order"),
    ListColumn("state", area="order_state"),
    ListColumn("parent"),
    ListColumn("numbers"),
    ListColumn("assigned"),
    ListColumn("request"),
    ListColumn("opened", ColumnKind.DAY),
    ListColumn("told"),
)
_CALIBRATION: Final = (
    ListColumn("balance"),
    ListColumn("state", area="calibration"),
    ListColumn("calibrated", ColumnKind.DAY),
    ListColumn("due", ColumnKind.DAY),
    ListColumn("certificate"),
)
_NOT_SEEN: Final = (
    ListColumn("number"),
    ListColumn("seen", ColumnKind.DAY),
    ListColumn("place"),
    ListColumn("mass", ColumnKind.MASS),
)
_ATTRITION: Final = (
    ListColumn("by", area="loss_by"),
    ListColumn("name"),
    ListColumn("lost", ColumnKind.MASS),
    ListColumn("attrition", ColumnKind.MASS),
    ListColumn("adjustment", ColumnKind.MASS),
    ListColumn("gained", ColumnKind.MASS),
    ListColumn("share", ColumnKind.PERCENT),
    ListColumn("entries", ColumnKind.INTEGER),
    ListColumn("limit", area="limit"),
)
_ENDED: Final = (
    ListColumn("number"),
    ListColumn("existence", area="existence"),
    ListColumn("mass", ColumnKind.MASS),
    ListColumn("unweighed", ColumnKind.INTEGER),
    ListColumn("place"),
)
_REMOTE: Final = (
    ListColumn("collection"),
    ListColumn("class_name"),
    ListColumn("pieces_in_all", ColumnKind.INTEGER),
    ListColumn("remote_pieces", ColumnKind.INTEGER),
    ListColumn("share_of_pieces", ColumnKind.PERCENT),
    ListColumn("mass_in_all", ColumnKind.MASS),
    ListColumn("remote_mass", ColumnKind.MASS),
    ListColumn("unweighed", ColumnKind.INTEGER),
    ListColumn("share_of_mass", ColumnKind.PERCENT),
    ListColumn("share_wanted", ColumnKind.PERCENT),
    ListColumn("limit", area="limit"),
)
_CLOCK: Final = (
    ListColumn("entry", ColumnKind.INTEGER),
    ListColumn("recorded", ColumnKind.MOMENT),
    ListColumn("before", ColumnKind.MOMENT),
    ListColumn("operator"),
)


def look(session: StoreSession, concern: Concern, limits: Limits, most: int = -1, moment: Moment = NOW) -> Listing:
    """Return what there was about a concern at a moment, the gravest first; `most` cuts the rows, -1 gives all.

    The limits are those of today, whatever day is asked for.
    """
    if concern in BORROWING_LOOKS:
        return _cut(BORROWING_LOOKS[concern](session, moment), most)
    with session.database.snapshot() as connection:
        return _LOOKS[concern](_Looking(session, connection, limits, most, moment))


def _cut(found: Listing, most: int) -> Listing:
    return found if most < 0 else replace(found, rows=found.rows[:most])


@dataclass(frozen=True, slots=True)
class _Looking:
    session: StoreSession
    connection: Any
    limits: Limits
    most: int
    moment: Moment

    @property
    def day(self) -> Day:
        """The day that is looked at."""
        return self.session.day_of(self.moment)

    def rows(self, ids: Sequence[int]) -> dict[int, PieceRow]:
        """Return the rows of pieces as they stood."""
        if self.moment.is_now:
            return piece_rows(self.connection, ids)
        return past.rows_at(self.connection, ids, self.moment)

    def cases(self) -> Listing:
        found = sorted(
            all_cases(self.session, self.moment),
            key=lambda each: (not each.is_open, each.opened, text_key(each.code)),
        )
        named = {uid for each in found for uid in each.samples}
        numbers = to_do.numbers_of(self.connection, named)
        names = {state.uid: state.name for state in places(self.connection)}
        involved = incidents(self.connection, found, self.moment)
        rows = [_case(each, involved.get(each.uid), numbers, names) for each in found]
        return self._listed(Concern.CASES, _CASES, rows)

    def orders(self) -> Listing:
        return self._listed(Concern.ORDERS, _ORDERS, [_order(each) for each in orders(self.session, self.moment)])

    def calibration(self) -> Listing:
        today = self.day
        soon = days_from(today, self.limits.calibration_days)
        known = [
            Balance.of(row.state)
            for row in records(self.connection, Subject.BALANCE, self.session.lens(self.connection, self.moment))
        ]
        rows = []
        for each in sorted((one for one in known if not one.retired), key=lambda one: one.calibration_due or 0):
            due = each.calibration_due
            state = "never" if not due else "overdue" if due < today else "soon" if due <= soon else "in_time"
            values = (each.name, state, each.calibrated, due, each.certificate)
            marked = state in {"never", "overdue", "soon"}
            rows.append(ListRow(values, _leads(balance=Target("balance", each.uid)), marked))
        return self._listed(Concern.CALIBRATION, _CALIBRATION, rows)

    def not_seen(self) -> Listing:
        before, connection = years_before(self.day, self.limits.unseen_years), self.connection
        if self.moment.is_now:
            total = to_do.count_unseen(connection, before)
            found = to_do.unseen(connection, before, self.most)
        else:
            lens = Lens(connection, self.moment)
            total = to_do_then.count_unseen(connection, lens, before)
            found = to_do_then.unseen(connection, lens, before, self.most)
        shown = self.rows([each.id for each in found])
        rows = [
            ListRow(
                (row.number, each.seen or None, _STEP.join(row.place), _mass(row)),
                _leads(number=Target("sample", each.uid)),
            )
            for each in found
            if (row := shown.get(each.id)) is not None
        ]
        return Listing(Concern.NOT_SEEN, _NOT_SEEN, tuple(rows), total, total)

    def attrition(self) -> Listing:
        today = self.day
        first = days_from(today, 1 - self.limits.period_days)
        rows = [
            _loss(by, each, self.limits)
            for by in LossBy
            for each in to_do.losses(self.connection, by, first, today)
        ]
        # What is beyond its limit comes first; within, the pieces, the operators, the balances.
        return self._listed(Concern.ATTRITION, _ATTRITION, sorted(rows, key=lambda row: not row.marked))

    def ended(self) -> Listing:
        connection = self.connection
        if self.moment.is_now:
            total, found = to_do.count_left(connection), to_do.left(connection, self.most)
        else:
            lens = Lens(connection, self.moment)
            total = to_do_then.count_left(connection, lens)
            found = to_do_then.left(connection, lens, self.most)
        shown = self.rows([each.id for each in found])
        rows = [
            ListRow(
                (row.number, *_what_is_left(row), _STEP.join(row.place)),
                _leads(number=Target("sample", each.uid)),
            )
            for each in found
            if (row := shown.get(each.id)) is not None
        ]
        return Listing(Concern.ENDED, _ENDED, tuple(rows), total, total)

    def remote(self) -> Listing:
        connection, rows = self.connection, []
        shares = (
            to_do.shares(connection)
            if self.moment.is_now
            else to_do_then.shares(connection, Lens(connection, self.moment))
        )
        for each in shares:
            wanted = self.limits.remote_share(self.session.tables, each.collection)
            by_count = _share(each.remote.pieces, each.all.pieces)
            # A class of which some mass is not known is judged by its pieces alone.
            by_mass = _share(each.remote.ug, each.all.ug, each.all.estimated) if each.mass_known else None
            below = any(share is not None and share < (wanted or 0) for share in (by_count, by_mass))
            state = _judged(wanted, below=below)
            counted = (each.all.pieces, each.remote.pieces, by_count)
            masses = _masses(each)
            weighed = (*masses, each.all.unweighed.total, by_mass)
            values = (each.collection, each.class_name, *counted, *weighed, wanted, state)
            rows.append(ListRow(values, marked=below))
        return self._listed(Concern.REMOTE, _REMOTE, rows)

    def clock(self) -> Listing:
        zone = self.session.time_zone
        rows = [
            ListRow(
                (each.seq, local_time(each.recorded_us, zone), local_time(each.before_us, zone), each.operator),
                _leads(entry=Target("entry", each.entry)),
            )
            for each in to_do.backwards(self.connection)
            if day_at(each.recorded_us, zone) <= self.day
        ]
        return self._listed(Concern.CLOCK, _CLOCK, rows)

    def _listed(self, concern: Concern, columns: tuple[ListColumn, ...], rows: Sequence[ListRow]) -> Listing:
        shown = rows if self.most < 0 else rows[: self.most]
        return Listing(concern, columns, tuple(shown), len(rows), sum(row.marked for row in rows))


_LOOKS: Final[Mapping[Concern, Callable[[_Looking], Listing]]] = MappingProxyType(
    {
        Concern.CASES: _Looking.cases,
        Concern.ORDERS: _Looking.orders,
        Concern.CALIBRATION: _Looking.calibration,
        Concern.NOT_SEEN: _Looking.not_seen,
        Concern.ATTRITION: _Looking.attrition,
        Concern.ENDED: _Looking.ended,
        Concern.REMOTE: _Looking.remote,
        Concern.CLOCK: _Looking.clock,
    }
)


def _case(
    case: Case, involved: Sequence[Involved] | None, numbers: Mapping[Uid, str], names: Mapping[Uid, str]
) -> ListRow:
    told = case.text or case.report or case.remarks
    targets = {"code": Target("case", case.uid)}
    if case.samples:
        targets["pieces"] = Target("sample", case.samples[0])
    if case.place:
        targets["place"] = Target("place", case.place)
    pieces = "; ".join(numbers.get(uid, "") for uid in case.samples)
    place = names.get(case.place, "") if case.place else ""
    closing = (case.closed or None, "" if case.is_open else case.outcome)
    state = "open" if case.is_open else "closed"
    fortunes = (None,) * len(Fortune) if involved is None else counted(involved)
    values = (case.code, case.kind, state, case.opened, pieces, *fortunes, place, told, *closing)
    return ListRow(values, MappingProxyType(targets), case.is_open)


def _order(order: Order) -> ListRow:
    numbers = "; ".join(number for number, _ in order.numbers)
    told = "; ".join(each for each in (order.purpose, order.method, order.remarks) if each)
    whom = (order.assigned, order.request)
    values = (order.code, str(order.state), order.parent_number, numbers, *whom, order.opened, told)
    targets = {"order": Target("order", order.uid), "parent": Target("sample", order.parent)}
    return ListRow(values, MappingProxyType(targets), order.is_open)


def _loss(by: LossBy, loss: Loss, limits: Limits) -> ListRow:
    share = _share(loss.ug, loss.began_ug, loss.began_about) if by is LossBy.PIECE else None
    beyond = any(_is_beyond(by, ug, loss.began_ug, limits) for ug in (loss.ug, loss.gained_ug))
    # What is booked is told to the microgram, as the balance of the books is.
    sums = (loss.ug, loss.attrition_ug, loss.adjustment_ug, loss.gained_ug)
    masses = tuple(MassFigure(each, 1) for each in sums)
    state = "beyond" if beyond else "within"
    kind = {LossBy.PIECE: "sample", LossBy.OPERATOR: "operator", LossBy.BALANCE: "balance"}[by]
    leads = _leads(name=Target(kind, loss.uid)) if loss.uid and by is not LossBy.OPERATOR else _leads()
    return ListRow((str(by), loss.name, *masses, share, loss.entries, state), leads, beyond)


def _is_beyond(by: LossBy, ug: int, began_ug: int, limits: Limits) -> bool:
    """Tell whether what was lost, or gained, is more than its limit."""
    if by is not LossBy.PIECE:
        return ug > (limits.operator_ug if by is LossBy.OPERATOR else limits.balance_ug)
    share = _share(ug, began_ug)
    # One that began with nothing known has no share to be judged by.
    return ug > limits.least_ug and share is not None and share > limits.piece_milli


def _leads(**targets: Target) -> Mapping[str, Target]:
    return MappingProxyType(targets)


def _share(part: int, whole: int, about: int = 0) -> int | None:
    """Return a part of a whole in thousandths of a percent, None of nothing; `about` counts its estimates."""
    if whole <= 0:
        return None
    milli = part * _WHOLE // whole
    # All and nothing of it are so, however much it is.
    return AboutMilli(milli) if about and 0 < milli < _WHOLE else milli


def _judged(wanted: int | None, *, below: bool) -> str:
    """Return how a share stands to the one wanted; where nobody set one it is asked for, and not made up."""
    if wanted is None:
        return "none"
    return "below" if below else "within" if wanted else "not_required"


def _masses(share: Share) -> tuple[Value, Value]:
    """Return what a class weighs and what of it is in the remote store; None where nobody weighed any of it."""
    whole, remote = share.all.whole, share.remote
    apart = remote.whole if remote.ug or remote.unweighed.total else remote.known
    return MassFigure.of(whole), MassFigure.of(apart if whole is not None else None)


def _mass(row: PieceRow) -> Value:
    # A list has no column that says how a mass is known.
    return MassFigure.of(row.own_mass)


def _what_is_left(row: PieceRow) -> tuple[Value, ...]:
    return (str(row.values["existence"]), _mass(row), row.unweighed)
