"""What entries changed of persons, institutions, agreements, balances and operators, and their names before."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, text

from lunarcurator.domain.facts import Scalar, Subject
from lunarcurator.domain.identity import Uid

_NAME: Final = "name"
_KINDS: Final = json.dumps(
    [Subject.PERSON, Subject.INSTITUTION, Subject.AGREEMENT, Subject.BALANCE, Subject.OPERATOR]
)
_CHANGED: Final = text(
    "SELECT t.entry, t.subject, d.uuid, t.changes FROM json_each(:seqs) q CROSS JOIN touch t ON t.entry = q.value"
    " JOIN desk d ON d.id = t.subject WHERE t.kind IN (SELECT value FROM json_each(:kinds)) AND t.changes <> '[]'"
    " ORDER BY t.entry, t.n"
)
_NAMED: Final = text(
    "SELECT t.subject, t.entry, json_extract(j.value, '$[1]') FROM touch t, json_each(t.changes) j"
    " WHERE t.kind IN (SELECT value FROM json_each(:kinds)) AND t.changes <> '[]'"
    " AND t.subject IN (SELECT value FROM json_each(:subjects)) AND json_extract(j.value, '$[0]') = 'name'"
    " ORDER BY t.day DESC, t.entry DESC, t.n DESC"
)
_REVERSALS: Final = text(
    "WITH RECURSIVE line(seq, uuid, earlier) AS (SELECT e.seq, e.uuid, 0 FROM entry e"
    " WHERE e.seq IN (SELECT value FROM json_each(:seqs))"
    " UNION SELECT e.seq, e.uuid, l.seq FROM line l JOIN entry e ON e.reverses = l.uuid)"
    " SELECT seq, earlier FROM line WHERE earlier ORDER BY seq DESC"
)


class Change(NamedTuple):
    """What an entry changed of a record: the fields as they are from then on, and its name before, "" for none."""

    fields: Mapping[str, Scalar]
    before: str = ""


def changes_in(connection: Connection, seqs: Iterable[int]) -> dict[tuple[int, Uid], Change]:
    """Return what these entries changed, by entry and record; at most three queries, however many they are."""
    found: dict[tuple[int, Uid], dict[str, Scalar]] = {}
    renamed: dict[tuple[int, Uid], int] = {}
    wanted = {"seqs": json.dumps(sorted(seqs)), "kinds": _KINDS}
    for seq, subject, uuid, changes in connection.execute(_CHANGED, wanted):
        key = (seq, Uid(uuid.hex()))
        fields = found.setdefault(key, {})
        fields.update(json.loads(changes))
        if _NAME in fields:
            renamed[key] = subject
    before = _names_before(connection, renamed) if renamed else {}
    return {key: Change(fields, before.get(key, "")) for key, fields in found.items()}


def _names_before[Key: tuple[int, Uid]](connection: Connection, renamed: Mapping[Key, int]) -> dict[Key, str]:
    """Return what records were called when an entry was posted, of those that had a name."""
    wanted = {"subjects": json.dumps(sorted(set(renamed.values()))), "kinds": _KINDS}
    named = connection.execute(_NAMED, wanted).all()
    turns = connection.execute(_REVERSALS, {"seqs": json.dumps(sorted({seq for _, seq, _ in named}))}).all()
    before: dict[Key, str] = {}
    for key, subject in renamed.items():
        out = _out_of_force(turns, key[0])
        names = (name for of, seq, name in named if of == subject and seq < key[0] and seq not in out)
        before[key] = next(names, "")
    return before


def _out_of_force(turns: Iterable[Any], seq: int) -> set[int]:
    """Return the entries that were undone when an entry was posted; `turns` has the newest undo or redo first."""
    out: set[int] = set()
    for later, earlier in turns:
        if later < seq and later not in out:
            out.add(earlier)
    return out
