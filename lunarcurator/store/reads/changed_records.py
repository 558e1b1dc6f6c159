"""What entries set of the records of the desk, and what was on record of them before."""

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, text

from lunarcurator.domain.facts import Scalar, Subject
from lunarcurator.domain.identity import Uid

_NAME: Final = "name"
_KINDS: Final = json.dumps(
    [
        *(Subject.PERSON, Subject.INSTITUTION, Subject.AGREEMENT, Subject.BALANCE, Subject.OPERATOR),
        *(Subject.LINE, Subject.LOAN, Subject.SHIPMENT, Subject.COLLECTION),
    ]
)
_CHANGED: Final = text(
    "SELECT t.entry, t.subject, t.kind, d.uuid, t.changes FROM json_each(:seqs) q"
    " CROSS JOIN touch t ON t.entry = q.value JOIN desk d ON d.id = t.subject"
    " WHERE t.kind IN (SELECT value FROM json_each(:kinds)) ORDER BY t.entry, t.n"
)
_BEFORE: Final = text(
    "SELECT t.subject, t.entry, t.changes FROM touch t WHERE t.kind IN (SELECT value FROM json_each(:kinds))"
    " AND t.changes <> '[]' AND t.subject IN (SELECT value FROM json_each(:subjects))"
    " ORDER BY t.day DESC, t.entry DESC, t.n DESC"
)
_REVERSALS: Final = text(
    "WITH RECURSIVE line(seq, uuid, earlier) AS (SELECT e.seq, e.uuid, 0 FROM entry e"
    " WHERE e.seq IN (SELECT value FROM json_each(:seqs))"
    " UNION SELECT e.seq, e.uuid, l.seq FROM line l JOIN entry e ON e.reverses = l.uuid)"
    " SELECT seq, earlier FROM line WHERE earlier ORDER BY seq DESC"
)


class Change(NamedTuple):
    """What an entry set of a record: the fields as they are from then on, and what `was` on record before."""

    fields: Mapping[str, Scalar]
    was: Mapping[str, Scalar] = MappingProxyType({})
    kind: str = ""

    @property
    def before(self) -> str:
        """The name before where the entry gave the record one, "" for none."""
        return str(self.was.get(_NAME) or "") if _NAME in self.fields else ""

    def has_changed(self, *fields: str) -> bool:
        """Tell whether any of these fields is another than before; an empty one is as one that was never set.

        A field that ends in a slash stands for all the entries under it.
        """
        told = (key for key in self.fields if key in fields or f"{key.partition('/')[0]}/" in fields)
        return any((self.fields[key] or None) != (self.was.get(key) or None) for key in told)


def changes_in(connection: Connection, seqs: Iterable[int]) -> dict[tuple[int, Uid], Change]:
    """Return what these entries set of records, by entry and record; at most three queries, however many they are.

    Of a record that an entry only touched it set nothing. They stand in the order in which their entry set them.
    """
    found: dict[tuple[int, Uid], Change] = {}
    subjects: dict[tuple[int, Uid], int] = {}
    wanted = {"seqs": json.dumps(sorted(seqs)), "kinds": _KINDS}
    for seq, subject, kind, uuid, changes in connection.execute(_CHANGED, wanted):
        key = (seq, Uid(uuid.hex()))
        known = found.get(key, Change({}, kind=kind))
        found[key] = known._replace(fields={**known.fields, **dict(json.loads(changes))})
        subjects[key] = subject
    before = _before(connection, subjects) if subjects else {}
    return {key: change._replace(was=before[key]) for key, change in found.items()}


def _before[Key: tuple[int, Uid]](
    connection: Connection, subjects: Mapping[Key, int]
) -> dict[Key, Mapping[str, Scalar]]:
    """Return what was on record of records when an entry was posted."""
    wanted = {"subjects": json.dumps(sorted(set(subjects.values()))), "kinds": _KINDS}
    told: dict[int, list[tuple[int, str]]] = {}
    for subject, seq, changes in connection.execute(_BEFORE, wanted):
        told.setdefault(subject, []).append((seq, changes))
    every = sorted({seq for each in told.values() for seq, _ in each})
    turns = connection.execute(_REVERSALS, {"seqs": json.dumps(every)}).all()
    before: dict[Key, Mapping[str, Scalar]] = {}
    for key, subject in subjects.items():
        out = _out_of_force(turns, key[0])
        standing = [
            json.loads(changes) for seq, changes in told.get(subject, ()) if seq < key[0] and seq not in out
        ]
        before[key] = dict(pair for each in reversed(standing) for pair in each)
    return before


def _out_of_force(turns: Iterable[Any], seq: int) -> set[int]:
    """Return the entries that were undone when an entry was posted; `turns` has the newest undo or redo first."""
    out: set[int] = set()
    for later, earlier in turns:
        if later < seq and later not in out:
            out.add(earlier)
    return out
