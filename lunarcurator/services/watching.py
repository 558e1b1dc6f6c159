"""What came into the store since somebody last looked, from another window or program."""

from lunarcurator.services.changes import WIDE_FROM, ChangeSet
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.lookup import Lookup
from lunarcurator.store.opening import head_of


def news(session: StoreSession, seen: int) -> ChangeSet | None:
    """Return the changes of all entries after a sequence as one, or None where there is nothing new."""
    with session.database.snapshot() as connection:
        head = head_of(connection)
        if head.seq <= seen:
            return None
        lookup = Lookup(connection)
        samples: dict[int, None] = {}
        places: dict[int, None] = {}
        records_too = False
        for seq in range(seen + 1, head.seq + 1):
            touched = lookup.touched(seq, WIDE_FROM)
            samples |= dict.fromkeys(touched[0])
            places |= dict.fromkeys(touched[1])
            records_too = records_too or touched[2]
            if len(samples) >= WIDE_FROM:
                return ChangeSet(head.seq, records=records_too, wide=True)
    return ChangeSet(head.seq, tuple(samples), (), tuple(places), records_too)
