"""The tables of facts: hashed with their entry, insert-only (`ledger.md` section 2)."""

from typing import Final

from sqlalchemy import Column, Index, Integer, Text, text

from lunarcurator.store.schema_parts import facts, ref

MOVED: Final = "role IN ('adopted', 'component', 'joined', 'reassigned', 'withdrawn')"
"""The roles by which a piece may hang elsewhere in the tree than below its only parent."""

# What is written later comes later here too: sorted by mass, each line would go to another page.
_BY_ACCOUNT: Final = ("book", "account", "day", "entry", "n", "ug", "unweighed")

mass_line: Final = facts(
    "mass_line",
    [
        Column("sample", Integer, ref("sample.id"), nullable=False),
        Column("book", Integer, ref("book.id"), nullable=False),
        Column("account", Text, nullable=False),
        Column("day", Integer, nullable=False),
        Column("ug", Integer, nullable=False),
        Column("unweighed", Integer, nullable=False),
        Column("quality", Text),
        Column("resolution_ug", Integer),
        Column("reason", Text, nullable=False),
    ],
    [
        Index(None, "sample", "day", "account", "ug", "unweighed"),
        Index(None, *_BY_ACCOUNT),
    ],
)

weighing: Final = facts(
    "weighing",
    [
        Column("sample", Integer, ref("sample.id"), nullable=False),
        Column("day", Integer, nullable=False),
        Column("net_ug", Integer, nullable=False),
        Column("gross_ug", Integer),
        Column("tare_ug", Integer),
        Column("resolution_ug", Integer, nullable=False),
        Column("balance", Integer, ref("desk.id")),
        Column("counter", Text, nullable=False),
        Column("calibrated", Integer),
    ],
    [Index(None, "sample", "day")],
)

placement: Final = facts(
    "placement",
    [
        Column("sample", Integer, ref("sample.id"), nullable=False),
        Column("day", Integer, nullable=False),
        Column("place", Integer, ref("place.id")),
        Column("home", Integer, ref("place.id")),
        Column("custody", Text, nullable=False),
        Column("holder", Integer, ref("place.id")),
    ],
    [
        Index(None, "sample", "day", "entry", "place"),
        Index(None, "place", "day", "sample"),
    ],
)

container_move: Final = facts(
    "container_move",
    [
        Column("place", Integer, ref("place.id"), nullable=False),
        Column("day", Integer, nullable=False),
        Column("parent", Integer, ref("place.id")),
    ],
    [
        Index(None, "place", "day"),
        Index(None, "parent"),
    ],
)

parentage: Final = facts(
    "parentage",
    [
        Column("child", Integer, ref("sample.id"), nullable=False),
        Column("parent", Integer, ref("sample.id"), nullable=False),
        Column("role", Text, nullable=False),
        Column("day", Integer, nullable=False),
    ],
    [
        Index(None, "child"),
        Index(None, "parent", "day"),
        # Only of these few the place in the tree of another day has to be worked out.
        Index("ix_parentage_moved", "child", sqlite_where=text(MOVED)),
    ],
)

number_claim: Final = facts(
    "number_claim",
    [
        Column("sample", Integer, ref("sample.id"), nullable=False),
        Column("collection", Integer, ref("desk.id"), nullable=False),
        Column("number", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("sort_key", Text, nullable=False),
        Column("family", Text, nullable=False),
        Column("rest", Text, nullable=False),
        Column("scope", Text, nullable=False),
        Column("series", Text, nullable=False),
        Column("serial", Integer),
        Column("issued", Integer, nullable=False),
        Column("day", Integer, nullable=False),
    ],
    [
        Index(None, "sample"),
        Index(None, "collection", "number"),
        Index(None, "collection", "scope", "series", "serial"),
    ],
)

name_claim: Final = facts(
    "name_claim",
    [
        Column("sample", Integer, ref("sample.id"), nullable=False),
        Column("kind", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("day", Integer, nullable=False),
    ],
    [Index(None, "sample")],
)

sighting: Final = facts(
    "sighting",
    [
        Column("sample", Integer, ref("sample.id"), nullable=False),
        Column("day", Integer, nullable=False),
        Column("place", Integer, ref("place.id")),
    ],
    [Index(None, "sample", "day")],
)

touch: Final = facts(
    "touch",
    [
        Column("kind", Text, nullable=False),
        Column("subject", Integer, nullable=False),
        Column("day", Integer, nullable=False),
        Column("changes", Text, nullable=False),
    ],
    [Index(None, "kind", "subject", "day", "entry")],
)

# Kinds of fact that came later: the digest of an entry without any of them is what it was.
exposure: Final = facts(
    "exposure",
    [
        Column("sample", Integer, ref("sample.id"), nullable=False),
        Column("day", Integer, nullable=False),
        Column("until", Integer, nullable=False),
        Column("kind", Text, nullable=False),
        Column("agent", Text, nullable=False),
        Column("scope", Text, nullable=False),
        Column("place", Integer, ref("place.id")),
        Column("temperature_mk", Integer),
        Column("evidence", Text, nullable=False),
        Column("origin", Integer, ref("sample.id")),
    ],
    [
        Index(None, "sample", "day"),
        # While references are open SQLite looks here for each new piece, and would read every row.
        Index(None, "origin", sqlite_where=text("origin IS NOT NULL")),
    ],
)

relation: Final = facts(
    "relation",
    [
        Column("sample", Integer, ref("sample.id"), nullable=False),
        Column("other", Integer, ref("sample.id"), nullable=False),
        Column("kind", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("day", Integer, nullable=False),
    ],
    [
        Index(None, "sample"),
        Index(None, "other"),
    ],
)

statement: Final = facts(
    "statement",
    [
        Column("sample", Integer, ref("sample.id"), nullable=False),
        Column("day", Integer, nullable=False),
        Column("field", Text, nullable=False),
        Column("value", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("chosen", Integer, nullable=False),
    ],
    [Index(None, "sample", "field")],
)

check_result: Final = facts(
    "check_result",
    [
        Column("sample", Integer, ref("sample.id"), nullable=False),
        Column("day", Integer, nullable=False),
        Column("check", Integer, ref("desk.id"), nullable=False),
        Column("verdict", Text, nullable=False),
        Column("expected", Integer, ref("place.id")),
        Column("seen", Integer, ref("place.id")),
    ],
    [
        Index(None, "sample", "day"),
        Index(None, "check", "verdict"),
    ],
)
