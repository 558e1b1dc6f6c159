"""On which day the pieces of a line came back."""

from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.sub_samples import BACK
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.store.reads.at_moment import IN_FORCE
from lunarcurator.store.reads.piece import Lens

_DAYS: Final = text(
    "SELECT json_extract(j.value, '$[0]'), t.day FROM desk d"  # noqa: S608 - constants only
    " JOIN touch t ON t.kind = d.kind AND t.subject = d.id, json_each(t.changes) j"
    " WHERE d.uuid = :line AND json_extract(j.value, '$[0]') LIKE :back"
    f" AND {IN_FORCE.format('t')} ORDER BY t.day, t.entry, t.n"
)


def days_back(connection: Connection, line: Uid, moment: Moment = NOW) -> dict[Uid, Day]:
    """Return the day on which each piece of a line had come back by a moment, the last where more often."""
    told = {"line": bytes.fromhex(line), "back": f"{BACK}%", **Lens(connection, moment).told}
    return {Uid(key.removeprefix(BACK)): day for key, day in connection.execute(_DAYS, told)}
