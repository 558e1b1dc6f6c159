"""Who allowed a line to come home with a difference beyond what the rules allow."""

import json
from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import ALLOWED
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.store.reads.at_moment import IN_FORCE
from lunarcurator.store.reads.piece import Lens

_LAST: Final = text(
    "SELECT e.authority FROM desk d JOIN touch t ON t.kind = d.kind AND t.subject = d.id"  # noqa: S608
    " JOIN entry e ON e.seq = t.entry, json_each(t.changes) j"
    " WHERE d.uuid = :line AND json_extract(j.value, '$[0]') = :allowed"
    f" AND {IN_FORCE.format('t')} ORDER BY t.entry DESC LIMIT 1"
)


def authority_of_difference(connection: Connection, line: Uid, moment: Moment = NOW, field: str = ALLOWED) -> str:
    """Return who gave authority in the last entry that booked a difference of a line; "" where nobody had to.

    `field` is what of the line keeps that difference: how much a return might miss, or a move of what was found.
    """
    told = {"line": bytes.fromhex(line), "allowed": field, **Lens(connection, moment).told}
    given = connection.execute(_LAST, told).scalar()
    return str(json.loads(given).get("name", "")) if given else ""
