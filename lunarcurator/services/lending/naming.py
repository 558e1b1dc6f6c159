"""The one thing of the loan desk that somebody named to read of it: a loan, line, person, round or another."""

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.references import Meant, References
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.lookup import Lookup


def desk_meant(session: StoreSession, kind: Subject, text: str, moment: Moment = NOW) -> Meant:
    """Return what a text names by any of its names in any spelling; raises `UnclearReference` for none or several.

    Who acts on it asks `desk_to_act_on`.
    """
    with session.database.snapshot() as connection:
        return References(ledger_of(session, connection, moment), Lookup(connection)).on_the_desk(kind, text)


def desk_to_act_on(session: StoreSession, kind: Subject, text: str) -> Meant:
    """Return what a text names to act on it; raises `UnclearReference` for none, several, or another name too."""
    meant = desk_meant(session, kind, text)
    if meant.asks is not None:
        raise meant.asks
    return meant
