"""What was lost together, and what became of it: read from the entries that speak of a case."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
from collections.abc import Collection
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, TextClause, text

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.store.reads.piece import Lens

_IN_FORCE: Final = "{0}.day <= :day AND {0}.entry <= :seq AND {0}.entry NOT IN (SELECT value FROM json_each(:out))"
_NAMED: Final = "uuid IN (SELECT unhex(value) FROM json_each(:uids))"
_ENTRIES: Final = text(
    "SELECT d.uuid, t.entry FROM touch t JOIN desk d ON d.id = t.subject"
    f" WHERE t.kind = 'case' AND d.{_NAMED} AND {_IN_FORCE.format('t')}"
)
_FATES: Final = text(
    "SELECT s.uuid, t.day, t.entry, t.changes FROM touch t JOIN sample s ON s.id = t.subject"
    f" WHERE t.kind = 'sample' AND s.{_NAMED} AND {_IN_FORCE.format('t')}"
    " AND (t.changes LIKE '%\"existence\"%' OR t.changes LIKE '%\"identity_doubt\"%')"
    " ORDER BY t.day, t.entry, t.n"
)
_LOST: Final = text(
    "SELECT s.uuid, l.entry, SUM(l.ug), MAX(l.resolution_ug), MAX(l.quality = 'estimated')"
    f" FROM mass_line l JOIN sample s ON s.id = l.sample WHERE s.{_NAMED} AND {_IN_FORCE.format('l')}"
    " AND l.account = 'lost' AND l.ug > 0 GROUP BY s.uuid, l.entry"
)
_BACK: Final = text(
    "SELECT s.uuid, l.entry, -SUM(l.ug)"
    f" FROM mass_line l JOIN sample s ON s.id = l.sample WHERE s.{_NAMED} AND {_IN_FORCE.format('l')}"
    " AND l.account = 'lost' AND l.ug < 0 GROUP BY s.uuid, l.entry"
)

_DAUGHTERS: Final = text(
    "SELECT DISTINCT s.uuid, c.uuid FROM parentage k JOIN sample s ON s.id = k.parent"
    f" JOIN sample c ON c.id = k.child WHERE s.{_NAMED} AND {_IN_FORCE.format('k')}"
)


class Fate(NamedTuple):
    """What an entry says of whether a piece exists, and of its identity; None where it says nothing of either.

    `doubt` is "" where the entry says that there is none any more.
    """

    day: Day
    entry: int
    existence: str | None
    doubt: str | None


def entries_of(connection: Connection, cases: Collection[Uid], lens: Lens) -> dict[Uid, set[int]]:
    """Return the entries in force at a moment that speak of each case."""
    found: dict[Uid, set[int]] = {}
    for uuid, entry in _rows(connection, _ENTRIES, cases, lens):
        found.setdefault(Uid(uuid.hex()), set()).add(entry)
    return found


def fates_of(connection: Connection, pieces: Collection[Uid], lens: Lens) -> dict[Uid, list[Fate]]:
    """Return what became of pieces up to a moment, in the order in which it counts."""
    found: dict[Uid, list[Fate]] = {}
    for uuid, day, entry, changes in _rows(connection, _FATES, pieces, lens):
        told = dict(msgspec.json.decode(changes))
        doubt = (told["identity_doubt"] or "") if "identity_doubt" in told else None
        found.setdefault(Uid(uuid.hex()), []).append(Fate(day, entry, told.get("existence"), doubt))
    return found


def lost_of(connection: Connection, pieces: Collection[Uid], lens: Lens) -> dict[tuple[Uid, int], KnownMass]:
    """Return the mass each entry says was lost of each piece; what nobody had weighed is left out."""
    return {
        (Uid(uuid.hex()), entry): KnownMass(ug, resolution, bool(about))
        for uuid, entry, ug, resolution, about in _rows(connection, _LOST, pieces, lens)
    }


def daughters_of(connection: Connection, pieces: Collection[Uid], lens: Lens) -> dict[Uid, list[Uid]]:
    """Return what came from each of these pieces by a moment."""
    found: dict[Uid, list[Uid]] = {}
    for parent, child in _rows(connection, _DAUGHTERS, pieces, lens):
        found.setdefault(Uid(parent.hex()), []).append(Uid(child.hex()))
    return found


def back_of(connection: Connection, pieces: Collection[Uid], lens: Lens) -> dict[tuple[Uid, int], int]:
    """Return how much each entry says is found of what was lost of each piece, in ug."""
    return {(Uid(uuid.hex()), entry): ug for uuid, entry, ug in _rows(connection, _BACK, pieces, lens)}


def _rows(connection: Connection, query: TextClause, uids: Collection[Uid], lens: Lens) -> list[Any]:
    return list(connection.execute(query, {"uids": json.dumps(sorted(set(uids))), **lens.told}))
