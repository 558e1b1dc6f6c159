"""Who had a piece at a moment, where it was out on a loan then."""

import json
from collections.abc import Mapping, Sequence
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
    if not ids:
        return {}
    named = connection.execute(_NAMING, {"ids": json.dumps(list(ids))}).all()
    known = desk_facts(connection, [row[0] for row in named], "line", moment)
    had: dict[int, list[Uid]] = {}
    for _, uuid, sample in named:
        uid = Uid(uuid.hex())
        line = Line.of(fold_desk(uid, known.get(uid, ())))
        if line.is_open:
            had[sample] = list(filter(None, (line.agreement, line.borrower)))
    names = _names(connection, [uid for each in had.values() for uid in each])
    return {sample: told[:1] for sample, each in had.items() if (told := _named(each, names))}


def _names(connection: Connection, uids: Sequence[Uid]) -> dict[Uid, str]:
    """Return the names of the institutions of agreements, and of people or theirs; who has none is left out."""
    rows = connection.execute(_HOUSES, {"uids": json.dumps(sorted(set(uids)))})
    return {Uid(uuid.hex()): name for uuid, name in rows if name}


def _named(uids: Sequence[Uid], names: Mapping[Uid, str]) -> tuple[str, ...]:
    return tuple(names[uid] for uid in uids if uid in names)
