"""The sighting list of a place: what has to be there."""

from collections import Counter
from dataclasses import dataclass, field

from lunarcurator.domain.booking.exposing import standing_in_at
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.naming import in_full
from lunarcurator.domain.words_folding import number_key
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.rows import piece_rows
from lunarcurator.store.reads.to_do import ids_of
from lunarcurator.store.source import StoreSource

_STEP = " \u203a "


@dataclass(frozen=True, slots=True)
class Expected:
    """One piece that has to be in a place: number, where inside, form, and mass in ug (None unknown).

    `place` is the innermost container it stands in by the book, `in_full` its number with its collection, which is
    its `number` where another piece of the list has the same.
    """

    uid: Uid
    number: str
    name: str
    where: str
    form: str
    ug: int | None
    resolution_ug: int | None
    reason: str
    place: Uid | None = None
    in_full: str = field(default="", kw_only=True)

    @property
    def keys(self) -> frozenset[str]:
        """Under which spellings, folded, a label means it."""
        bare = self.in_full.partition(":")[2]
        return frozenset(number_key(each) for each in (self.number, self.in_full, bare, self.name) if each)


def sighting_list(session: StoreSession, place: Uid, day: Day) -> tuple[Expected, ...]:
    """Return what stood in a place and in all that is inside it at the end of a day, by place and number."""
    with session.database.snapshot() as connection:
        ledger = LedgerState(StoreSource(connection), session.tables, uid_maker(SystemClock()), session.today, 0)
        uids = [*standing_in_at(ledger, place, day)]
        ids = ids_of(connection, uids)
        rows = piece_rows(connection, ids)
        places = {uid: ledger.at(uid, day).place for uid in uids}
        where = {uid: _inside(ledger, at, place, day) for uid, at in places.items()}
        full = {row.uid: in_full(ledger, row.uid) for row in rows.values()}
    times = Counter(row.number for row in rows.values())
    found = []
    for row in (rows[each] for each in ids):
        resolution = row.values.get("resolution_ug")
        found.append(
            Expected(
                uid=row.uid,
                number=row.number if times[row.number] == 1 else full[row.uid],
                name=row.name,
                where=where[row.uid],
                form=str(row.values.get("form") or ""),
                ug=None if row.unweighed else row.mass_ug,
                resolution_ug=resolution if isinstance(resolution, int) else None,
                reason=str(row.values.get("mass_reason") or ""),
                place=places[row.uid],
                in_full=full[row.uid],
            )
        )
    # The order of numbers stays within each place.
    return tuple(sorted(found, key=lambda each: each.where))


def _inside(ledger: LedgerState, at: Uid | None, place: Uid, day: Day) -> str:
    """Return where inside a place something stood on a day; the place itself where it stood directly in it."""
    names: list[str] = []
    while at is not None and at != place:
        names.append(ledger.place(at).name)
        at = ledger.place_at(at, day).parent
    return _STEP.join(reversed(names)) or ledger.place(place).name
