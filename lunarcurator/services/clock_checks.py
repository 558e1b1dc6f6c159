"""Whether the clock of this machine can be right when a store opens."""

from lunarcurator.domain.findings import Finding
from lunarcurator.services.clock import clock_wrong
from lunarcurator.services.desk import Desk
from lunarcurator.store.database import setting


def clock_told(desk: Desk) -> tuple[Finding, ...]:
    """Say what is wrong with the clock when a store opens; a little behind is a warning."""
    return clock_wrong(desk.now_us(), _last_known_us(desk), desk.time_zone)


def _last_known_us(desk: Desk) -> int:
    """Return when the last entry was recorded, or the store was made, in us since 1970 UTC; 0 where none tells."""
    head = desk.head()
    if head.seq:
        return head.recorded_us
    with desk.database.connect() as connection:
        made = setting(connection, "made_us") or ""
    return int(made) if made.isascii() and made.isdecimal() else 0
