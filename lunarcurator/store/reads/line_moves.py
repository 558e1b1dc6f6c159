"""Which moves of lines an entry made."""

from typing import Final

import msgspec
from sqlalchemy import Connection, text

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import MOVE

# What only left has no difference, and a history of many loans need not be read for that.
_HOME: Final = text(
    "SELECT d.uuid, t.changes FROM touch t JOIN desk d ON d.id = t.subject"
    " WHERE t.entry = :seq AND t.kind = 'line'"
    " AND (t.changes LIKE '%returned%' OR t.changes LIKE '%difference%') ORDER BY t.n"
)


def moves_of_entry(connection: Connection, seq: int) -> dict[Uid, frozenset[str]]:
    """Return the keys of the moves an entry wrote, by the line that came home by it."""
    found: dict[Uid, frozenset[str]] = {}
    for uuid, changes in connection.execute(_HOME, {"seq": seq}):
        keys = frozenset(key for key, _ in msgspec.json.decode(changes) if key.startswith(MOVE))
        uid = Uid(uuid.hex())
        found[uid] = found.get(uid, frozenset()) | keys
    return found
