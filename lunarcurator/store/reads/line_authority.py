"""Who allowed a line to come home with a difference beyond what the rules allow."""

import json
from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import ALLOWED

_LAST: Final = text(
    "SELECT e.authority FROM desk d JOIN touch t ON t.kind = d.kind AND t.subject = d.id"
    " JOIN entry e ON e.seq = t.entry, json_each(t.changes) j"
    " WHERE d.uuid = :line AND json_extract(j.value, '$[0]') = :allowed"
    " AND t.entry NOT IN (SELECT seq FROM undone) ORDER BY t.entry DESC LIMIT 1"
)


def authority_of_difference(connection: Connection, line: Uid) -> str:
    """Return who gave authority in the last entry that booked a difference of a line; "" where nobody did."""
    told = connection.execute(_LAST, {"line": bytes.fromhex(line), "allowed": ALLOWED}).scalar()
    return str(json.loads(told).get("name", "")) if told else ""
