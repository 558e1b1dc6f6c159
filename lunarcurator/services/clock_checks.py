"""Whether the clock of this machine can be right when a store opens."""

from lunarcurator.domain.findings import Finding
from lunarcurator.services.clock import clock_wrong
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.database import setting


def clock_told(session: StoreSession) -> tuple[Finding, ...]:
    """Say what is wrong with the clock when a store opens; a little behind is a warning."""
    return clock_wrong(session.now_us(), _last_known_us(session), session.time_zone)


def _last_known_us(session: StoreSession) -> int:
    """Return when the last entry was recorded, or the store was made, in us since 1970 UTC; 0 where none tells."""
    head = session.head()
    if head.seq:
        return head.recorded_us
    with session.database.connect() as connection:
        made = setting(connection, "made_us") or ""
    return int(made) if made.isascii() and made.isdecimal() else 0
