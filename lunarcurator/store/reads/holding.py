"""Who had a piece at a moment, where it was out on a loan then."""

import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.moments import Moment
from lunarcurator.store.derived import fold_desk
from lunarcurator.store.fact_reading import desk_facts

_NAMING: Final = text(
    "SELECT l.id, d.uuid, l.sample FROM loan_line l JOIN desk d ON d.id = l.id"
    " WHERE l.sample IN (SELECT value FROM json_each(:ids)) ORDER BY l.id"
)
_HOUSES: Final = text(
    "SELECT p.uuid, COALESCE(i.name, p.name) FROM desk p"
    " LEFT JOIN desk i ON i.uuid = unhex(json_extract(p.fields, '$.institution'))"
    " WHERE p.uuid IN (SELECT unhex(value) FROM json_each(:uids)) AND (i.id IS NOT NULL OR p.kind = 'person')"
)


def holders_then(connection: Connection, ids: Sequence[int], moment: Moment) -> dict[int, tuple[str, ...]]:
    """Return for pieces that were out at a moment who had them: institution or person, by today's name."""
    named = connection.execute(_NAMING, {"ids": json.dumps(list(ids))}).all() if ids else []
    known = desk_facts(connection, [row[0] for row in named], "line", moment)
    had: dict[int, tuple[Uid, ...]] = {}
    for _, uuid, sample in named:
        uid = Uid(uuid.hex())
        line = Line.of(fold_desk(uid, known.get(uid, ())))
        if line.is_open and line.borrower:
            had[sample] = (line.agreement, line.borrower) if line.agreement else (line.borrower,)
    wanted = sorted({uid for each in had.values() for uid in each})
    rows = connection.execute(_HOUSES, {"uids": json.dumps(wanted)}) if had else ()
    names = {Uid(uuid.hex()): name for uuid, name in rows}
    held = {sample: [names[uid] for uid in each if names.get(uid)] for sample, each in had.items()}
    return {sample: (each[0],) for sample, each in held.items() if each}
