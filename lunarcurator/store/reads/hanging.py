"""Below which piece each hung in the tree at a moment: worked out only for the few that may hang elsewhere now."""

# ruff: noqa: S608 - the query is put together from constants of this module only

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, func, select, text

from lunarcurator.domain.parents import with_parent
from lunarcurator.store import schema
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.schema_facts import MOVED

_CHUNK: Final = 400
_SAMPLE: Final = schema.sample.c
_LINKS: Final = text(
    "SELECT k.child, k.parent, k.role FROM parentage k"
    f" WHERE k.child IN (SELECT m.child FROM parentage m WHERE m.{MOVED})"
    " AND k.day <= :day AND k.entry <= :seq AND k.entry NOT IN (SELECT value FROM json_each(:out))"
    " ORDER BY k.child, k.day, k.entry, k.n"
)
_ALL: Final = text(f"SELECT DISTINCT m.child FROM parentage m WHERE m.{MOVED}")


@dataclass(frozen=True, slots=True)
class Hanging:
    """The pieces that may hang elsewhere now, each with its leading parent at the moment, None for none."""

    leads: Mapping[int, int | None] = field(default_factory=dict)

    @property
    def moved(self) -> list[int]:
        """The local ids of these pieces."""
        return list(self.leads)

    @property
    def loose(self) -> list[int]:
        """Those that hung below nothing."""
        return [child for child, parent in self.leads.items() if parent is None]

    def below(self, parent: int) -> list[int]:
        """Return those that hung below a piece."""
        return [child for child, lead in self.leads.items() if lead == parent]

    def parent(self, piece: int, now: int | None) -> int | None:
        """Return below which piece one hung that hangs below `now`."""
        return self.leads.get(piece, now)


def hanging_at(connection: Connection, lens: Lens) -> Hanging:
    """Return where those pieces hung whose parents were ever changed, or that have several."""
    children = connection.execute(_ALL).scalars().all()
    if not children:
        return Hanging()
    told: dict[int, tuple[tuple[int, str], ...]] = dict.fromkeys(children, ())
    for child, parent, role in connection.execute(_LINKS, lens.told):
        told[child] = with_parent(told[child], parent, role)
    return Hanging({child: parents[0][0] if parents else None for child, parents in told.items()})


def roots_at(connection: Connection, pieces: Iterable[int], hanging: Hanging) -> dict[int, int]:
    """Return the topmost piece above each of these at the moment, itself if it hung below nothing."""
    at = {piece: piece for piece in pieces}
    known: dict[int, int | None] = {}
    while True:
        asked = set(at.values()) - known.keys()
        if not asked:
            break
        known |= _parents(connection, asked, hanging)
        at = {piece: above if (above := known[top]) is not None else top for piece, top in at.items()}
    return at


def members_at(connection: Connection, root: int, hanging: Hanging) -> list[int]:
    """Return the local ids of all that hung below a piece at the moment, at any depth, itself first."""
    found = [root]
    level = [root]
    moved = set(hanging.moved)
    while level:
        below: list[int] = [child for each in level for child in hanging.below(each)]
        for at in range(0, len(level), _CHUNK):
            query = select(_SAMPLE.id).where(_SAMPLE.parent.in_(level[at : at + _CHUNK]))
            below += [child for child in connection.execute(query).scalars() if child not in moved]
        level = below
        found += below
    return found


def affected(connection: Connection, hanging: Hanging) -> set[int]:
    """Return the topmost pieces whose families are not the same now and at the moment."""
    if not hanging.leads:
        return set()
    now: dict[int, int | None] = {}
    roots: set[int] = set()
    for row in _chunks(connection, select(_SAMPLE.id, _SAMPLE.parent, _SAMPLE.root), hanging.moved):
        now[row.id] = row.parent
        if row.parent != hanging.leads[row.id]:
            roots.add(row.root)
    differ = [child for child, parent in hanging.leads.items() if now.get(child) != parent]
    return roots | set(roots_at(connection, differ, hanging).values())


def daughters_counted(hanging: Hanging) -> dict[int, int]:
    """Return how many of these pieces hung below each other piece."""
    counted: dict[int, int] = {}
    for parent in hanging.leads.values():
        if parent is not None:
            counted[parent] = counted.get(parent, 0) + 1
    return counted


def outside(column: Any, hanging: Hanging) -> Any:
    """Return the condition that a column names none of these pieces."""
    ids = select(func.json_each(f"[{','.join(map(str, hanging.moved))}]").table_valued("value").c.value)
    return column.not_in(ids)


def _parents(connection: Connection, pieces: Iterable[int], hanging: Hanging) -> dict[int, int | None]:
    rows = _chunks(connection, select(_SAMPLE.id, _SAMPLE.parent), pieces)
    return {row.id: hanging.parent(row.id, row.parent) for row in rows}


def _chunks(connection: Connection, query: Any, ids: Iterable[int]) -> Iterable[Any]:
    wanted = list(ids)
    for at in range(0, len(wanted), _CHUNK):
        yield from connection.execute(query.where(_SAMPLE.id.in_(wanted[at : at + _CHUNK])))
