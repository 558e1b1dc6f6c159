"""The tables of a store: what is hashed, what is derived, what is free (`ledger.md` sections 2 and 3)."""

from typing import Final

from sqlalchemy import (
    BLOB,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

from lunarcurator.store.file_format import APPLICATION_ID as APPLICATION_ID
from lunarcurator.store.file_format import SCHEMA_HEAD as SCHEMA_HEAD
from lunarcurator.store.schema_facts import (
    check_result as check_result,
)
from lunarcurator.store.schema_facts import (
    container_move as container_move,
)
from lunarcurator.store.schema_facts import (
    exposure as exposure,
)
from lunarcurator.store.schema_facts import (
    mass_line as mass_line,
)
from lunarcurator.store.schema_facts import (
    name_claim as name_claim,
)
from lunarcurator.store.schema_facts import (
    number_claim as number_claim,
)
from lunarcurator.store.schema_facts import (
    parentage as parentage,
)
from lunarcurator.store.schema_facts import (
    placement as placement,
)
from lunarcurator.store.schema_facts import (
    relation as relation,
)
from lunarcurator.store.schema_facts import (
    sighting as sighting,
)
from lunarcurator.store.schema_facts import (
    statement as statement,
)
from lunarcurator.store.schema_facts import (
    touch as touch,
)
from lunarcurator.store.schema_facts import (
    weighing as weighing,
)
from lunarcurator.store.schema_parts import metadata as metadata
from lunarcurator.store.schema_parts import ref, table

# Hashed: the journal.
entry: Final = table(
    "entry",
    [
        Column("seq", Integer, primary_key=True),
        Column("uuid", BLOB, nullable=False, unique=True),
        Column("recorded_us", Integer, nullable=False),
        Column("kind", Text, nullable=False),
        Column("operator", BLOB, nullable=False),
        Column("witness", BLOB),
        Column("day", Integer, nullable=False),
        Column("day_stated", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("overrides", Text, nullable=False),
        Column("authority", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("source_sha256", Text, nullable=False),
        Column("reverses", BLOB),
        Column("acts", Integer, nullable=False),
        Column("parts", Integer, nullable=False),
        Column("payload_digest", BLOB, nullable=False),
        Column("facts_digest", BLOB, nullable=False),
        Column("content", BLOB, nullable=False),
        Column("chain", BLOB, nullable=False),
        Column("origin_store", BLOB),
        Column("origin_seq", Integer),
        Column("origin_chain", BLOB),
    ],
    [
        Index(None, "kind", "seq"),
        Index(None, "operator", "seq"),
        Index(None, "reverses"),
    ],
)

entry_part: Final = table(
    "entry_part",
    [
        Column("entry", Integer, ref("entry.seq"), nullable=False),
        Column("part", Integer, nullable=False),
        Column("acts", Integer, nullable=False),
        Column("packed", Integer, nullable=False),
        Column("payload", BLOB, nullable=False),
    ],
    [PrimaryKeyConstraint("entry", "part")],
    rowid=False,
)

book: Final = table(
    "book",
    [
        Column("id", Integer, primary_key=True),
        Column("collection", Integer, ref("desk.id"), nullable=False),
        Column("mission", Text, nullable=False),
        Column("title", Text, nullable=False),
    ],
    [UniqueConstraint("collection", "mission", "title")],
)


def _index(first: str, *others: str) -> Index:
    """Return an index of the rows that say something in its first column, which is all anybody asks it for."""
    return Index(None, first, *others, sqlite_where=text(f"{first} IS NOT NULL"))


# Derived: state, recomputed and compared by verify.
sample: Final = table(
    "sample",
    [
        Column("id", Integer, primary_key=True),
        Column("uuid", BLOB, nullable=False, unique=True),
        Column("in_book", Integer, nullable=False),
        Column("collection", Integer, ref("desk.id")),
        Column("mission", Text),
        Column("number", Text),
        Column("sort_key", Text),
        Column("rest", Text),
        Column("parent", Integer, ref("sample.id")),
        Column("root", Integer),
        Column("daughters", Integer, nullable=False),
        Column("form", Text),
        Column("class_name", Text),
        Column("subclass", Text),
        Column("existence", Text),
        Column("condition", Text),
        Column("access", Text),
        Column("basic_use", Text),
        Column("title", Text),
        Column("custody", Text),
        Column("place", Integer, ref("place.id")),
        Column("home", Integer, ref("place.id")),
        Column("holder", Integer, ref("place.id")),
        Column("mass_ug", Integer, nullable=False),
        Column("unweighed", Integer, nullable=False),
        Column("suspense_ug", Integer, nullable=False),
        Column("mass_quality", Text),
        Column("mass_reason", Text),
        Column("resolution_ug", Integer),
        Column("nominal_ug", Integer),
        Column("original_ug", Integer),
        Column("original_quality", Text),
        Column("original_resolution_ug", Integer),
        Column("pristinity_milli", Integer),
        Column("pristinity_day", Integer),
        Column("count", Integer),
        Column("area_um2", Integer),
        Column("collected", Text),
        Column("data_pack", Text),
        Column("restriction", Text),
        Column("remarks", Text),
        Column("source", Text),
        Column("found", Text),
        Column("other", Text),
        Column("retired_reason", Text),
        Column("weighed", Integer),
        Column("sighted", Integer),
        Column("first_day", Integer, nullable=False),
        Column("last_day", Integer, nullable=False),
        Column("last_seq", Integer, nullable=False),
        # Added by the second migration, which can only add at the end.
        Column("owner", Text),
        Column("identity_doubt", Text),
        Column("handling", Text),
        Column("body", Text),
        Column("body_of", Text),
        Column("depth_top_um", Integer),
        Column("depth_bottom_um", Integer),
        Column("dissection_pass", Integer),
        Column("sieve_min_um", Integer),
        Column("sieve_max_um", Integer),
        Column("thickness_um", Integer),
        Column("section_set", Text),
        Column("colour", Text),
        Column("light", Text),
        Column("temperature_mk", Integer),
        Column("core_position", Text),
        Column("core_orientation", Text),
        Column("core_driven_um", Integer),
        Column("core_recovered_um", Integer),
        Column("core_slump_um", Integer),
        Column("core_void_um", Integer),
        Column("core_compaction_um", Integer),
        Column("exposed", Text),
    ],
    [
        # A piece that was never here, once an import was undone, is in none of these;
        # a root not among the daughters.
        _index("parent", "sort_key"),
        _index("collection", "mission", "parent", "sort_key"),
        _index("collection", "number"),
        Index(None, "root", "sort_key"),
        # One or two filters at once are counted by family from one of these alone.
        _index("existence", "root", "custody"),
        _index("custody", "root", "existence"),
        _index("form", "root", "custody", "existence"),
        _index("place", "mass_ug"),
        _index("rest"),
        Index("ix_sample_body_of", "body_of", sqlite_where=text("body_of IS NOT NULL")),
    ],
)

name: Final = table(
    "name",
    [
        Column("sample", Integer, ref("sample.id"), nullable=False),
        Column("key", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("kind", Text, nullable=False),
    ],
    [
        PrimaryKeyConstraint("key", "sample", "kind"),
        Index(None, "sample"),
    ],
    rowid=False,
)

place: Final = table(
    "place",
    [
        Column("id", Integer, primary_key=True),
        Column("uuid", BLOB, nullable=False, unique=True),
        Column("in_book", Integer, nullable=False),
        Column("parent", Integer, ref("place.id")),
        Column("kind", Text),
        Column("name", Text),
        Column("code", Text),
        Column("atmosphere", Text),
        Column("material", Text),
        Column("sealed", Integer),
        Column("tare_ug", Integer),
        Column("remote", Integer),
        Column("retired", Integer),
        Column("remarks", Text),
        Column("first_day", Integer, nullable=False),
        Column("last_day", Integer, nullable=False),
        Column("last_seq", Integer, nullable=False),
    ],
    [
        Index(None, "parent"),
        Index(None, "name"),
        Index(None, "code"),
    ],
)

desk: Final = table(
    "desk",
    [
        Column("id", Integer, primary_key=True),
        Column("uuid", BLOB, nullable=False, unique=True),
        Column("kind", Text, nullable=False),
        Column("name", Text),
        Column("code", Text),
        Column("fields", Text, nullable=False),
        Column("in_book", Integer, nullable=False),
        Column("last_seq", Integer, nullable=False),
    ],
    [Index(None, "kind", "name")],
)

loan_line: Final = table(
    "loan_line",
    [
        Column("id", Integer, ref("desk.id"), primary_key=True),
        Column("in_book", Integer, nullable=False),
        Column("code", Text),
        Column("state", Text),
        Column("mode", Text),
        Column("loan", Integer, ref("desk.id")),
        Column("borrower", Integer, ref("desk.id")),
        Column("agreement", Integer, ref("desk.id")),
        Column("shipment", Integer, ref("desk.id")),
        Column("round", Integer, ref("desk.id")),
        Column("sample", Integer, ref("sample.id")),
        Column("source", Integer, ref("sample.id")),
        Column("granted_ug", Integer),
        Column("issued_ug", Integer, nullable=False),
        Column("held_ug", Integer, nullable=False),
        Column("unweighed", Integer, nullable=False),
        Column("due", Integer),
        Column("issued", Integer),
        Column("received", Integer),
        Column("closed", Integer),
        Column("recalled", Integer),
        Column("disputed", Integer, nullable=False),
    ],
    [
        Index(None, "loan", "id"),
        Index(None, "borrower", "state"),
        Index(None, "agreement"),
        Index(None, "shipment"),
        Index(None, "round"),
        Index(None, "sample", "state"),
        Index(None, "source", "state"),
        Index(None, "state", "due"),
    ],
)

undone: Final = table("undone", [Column("seq", Integer, primary_key=True)])

year_sum: Final = table(
    "year_sum",
    [
        Column("book", Integer, ref("book.id"), nullable=False),
        Column("account", Text, nullable=False),
        Column("year", Integer, nullable=False),
        Column("ug", Integer, nullable=False),
        Column("unweighed", Integer, nullable=False),
    ],
    [PrimaryKeyConstraint("book", "account", "year")],
    rowid=False,
)

# Free: settings, drafts, views and PIN verifiers; never in the journal.
setting: Final = table(
    "setting",
    [
        Column("key", Text, primary_key=True),
        Column("value", Text, nullable=False),
    ],
    rowid=False,
)

draft: Final = table(
    "draft",
    [
        Column("id", Integer, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("kept_us", Integer, nullable=False),
        Column("content", Text, nullable=False),
    ],
    [UniqueConstraint("kind", "subject")],
)

pin: Final = table(
    "pin",
    [
        Column("operator", BLOB, primary_key=True),
        Column("verifier", Text, nullable=False),
    ],
    rowid=False,
)

FACT_TABLES: Final = (
    *(mass_line, weighing, placement, container_move, parentage),
    *(number_claim, name_claim, sighting, touch),
    *(exposure, relation, statement, check_result),
)
"""The tables of facts in the order in which they are digested."""

HASHED: Final = (entry, entry_part, *FACT_TABLES, book)
DERIVED: Final = (sample, name, place, desk, loan_line, undone, year_sum)
FREE: Final = (setting, draft, pin)
