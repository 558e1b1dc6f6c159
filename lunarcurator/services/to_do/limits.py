"""From when on something needs a hand: a lab's own limits, kept in its store for all who open it."""

from datetime import date, timedelta
from typing import Annotated, Final

import msgspec

from lunarcurator.domain.days import Day, day_of
from lunarcurator.domain.lending.policy import PolicyTables, policy_of
from lunarcurator.services.policies import PolicyError
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.database import setting
from lunarcurator.store.reads.inventory import collection_codes
from lunarcurator.store.settings import put_setting
from lunarcurator.typed_json import decode

_KEY: Final = "attention"

type _Count = Annotated[int, msgspec.Meta(ge=0)]
type _AtLeastOne = Annotated[int, msgspec.Meta(ge=1, le=10_000)]


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """A lab's limits; days and years are whole, masses in ug, shares in thousandths of a percent.

    What a piece lost in `period_days` is beyond its limit above `piece_milli` of what it held at first, and
    above `least_ug`, below which balances only tremble. `remote_milli` is the share of each class that has to
    be in the remote store, 0 where none has; None leaves it to the policy of each collection.
    """

    unseen_years: _AtLeastOne = 2
    calibration_days: _Count = 30
    period_days: _AtLeastOne = 365
    piece_milli: _Count = 1_000
    least_ug: _Count = 1_000
    operator_ug: _Count = 1_000_000
    balance_ug: _Count = 1_000_000
    remote_milli: Annotated[int, msgspec.Meta(ge=0, le=100_000)] | None = None

    def remote_share(self, policies: PolicyTables, collection: str) -> int | None:
        """Return the share wanted of the collection of a code: the lab's own, else its policy's, None for neither.

        Raises `PolicyError` where the policies cannot be read and are needed.
        """
        if self.remote_milli is not None:
            return self.remote_milli
        return policy_of(policies, collection).remote_share.get(collection)


def limits_of(session: StoreSession) -> Limits:
    """Return the limits of a store; those of the program where it has none that can be read."""
    with session.database.connect() as connection:
        kept = setting(connection, _KEY)
    try:
        return decode(kept, Limits) if kept else Limits()
    except msgspec.DecodeError:
        return Limits()


def shares_by_policy(session: StoreSession) -> dict[str, int | None]:
    """Return by code of each collection in the store which remote share its policy wants, None where none does.

    Empty where the policies cannot be read: which those are says the strip under the menus.
    """
    with session.database.connect() as connection:
        codes = sorted({code for code in collection_codes(connection).values() if code})
    try:
        return {code: Limits().remote_share(session.tables, code) for code in codes}
    except PolicyError:
        return {}


def keep_limits(session: StoreSession, limits: Limits) -> None:
    """Keep the limits of a store; raises `StoreError` where it is read-only."""
    with session.database.write() as connection:
        put_setting(connection, _KEY, msgspec.json.encode(limits, order="sorted").decode())


def years_before(day: Day, years: int) -> Day:
    """Return the same day so many years earlier; of a leap day, the one before where that year has none."""
    earlier = max(day // 10_000 - years, 1)
    leaps = earlier % 4 == 0 and (earlier % 100 != 0 or earlier % 400 == 0)
    return earlier * 10_000 + (228 if day % 10_000 == 229 and not leaps else day % 10_000)


def days_from(day: Day, days: int) -> Day:
    """Return the day so many days after a precise day, or before it where negative."""
    year, month, day_of_month = day // 10_000, day // 100 % 100, day % 100
    return day_of(date(year, month, day_of_month) + timedelta(days=days))
