"""What two entries both concern: through it the later one rests on the earlier."""

# ruff: noqa: S608 - the queries are put together from constants of this package only

from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.store.reads.telling import told

_SHARED: Final = text(
    f"SELECT DISTINCT COALESCE({told('s')}, p.name, d.code, d.name) AS named FROM touch o"
    " JOIN touch m ON m.kind = o.kind AND m.subject = o.subject AND m.entry = :earlier"
    " LEFT JOIN sample s ON o.kind = 'sample' AND s.id = o.subject"
    " LEFT JOIN place p ON o.kind = 'place' AND p.id = o.subject"
    " LEFT JOIN desk d ON o.kind NOT IN ('sample', 'place') AND d.id = o.subject"
    " WHERE o.entry = :later AND named <> '' ORDER BY o.kind <> 'sample', o.kind, named LIMIT :most"
)


def shared_by(connection: Connection, earlier: int, later: int, most: int) -> tuple[str, ...]:
    """Return the names of the pieces, places and records that two entries both touched, so many at most.

    Pieces come first; there are none where the later entry only names what the earlier one made.
    """
    wanted = {"earlier": earlier, "later": later, "most": most}
    return tuple(connection.execute(_SHARED, wanted).scalars())
