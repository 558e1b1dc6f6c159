"""The one thing of the loan desk that somebody named to read of it: a loan, line, person, round or another."""

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.desk import Desk
from lunarcurator.services.lending.records import picture_of
from lunarcurator.services.references import Meant, References
from lunarcurator.store.lookup import Lookup


def desk_meant(desk: Desk, kind: Subject, text: str, moment: Moment = NOW) -> Meant:
    """Return what a text names by any of its names in any spelling; raises `UnclearReference` for none or several.

    Who acts on it asks `desk_to_act_on`.
    """
    with desk.database.snapshot() as connection:
        return References(picture_of(desk, connection, moment), Lookup(connection)).on_the_desk(kind, text)


def desk_to_act_on(desk: Desk, kind: Subject, text: str) -> Meant:
    """Return what a text names to act on it; raises `UnclearReference` for none, several, or another name too."""
    meant = desk_meant(desk, kind, text)
    if meant.asks is not None:
        raise meant.asks
    return meant
