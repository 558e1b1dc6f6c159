"""Reading the journal: which entries match, what they say, and the masses they moved."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, text

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.store.reads import journal_text
from lunarcurator.store.reads.journal_text import Term
from lunarcurator.store.reads.telling import told

_CHUNK: Final = 500
_LONGEST_TOLD: Final = 1 << 16
"""Payloads of more bytes are not unpacked for a sentence; the sentence then counts."""

_ROW: Final = (
    "SELECT e.seq, e.uuid, e.recorded_us, e.kind, e.operator,"
    " COALESCE(o.name, '') AS operator_name, COALESCE(w.name, '') AS witness_name,"
    " e.day, e.day_stated, e.reason, e.overrides, e.authority, e.title, e.source, e.source_sha256,"
    " e.reverses, r.seq AS reverses_seq, EXISTS (SELECT 1 FROM undone u WHERE u.seq = e.seq) AS undone,"
    " e.acts, e.parts, e.chain, p.packed, CASE WHEN LENGTH(p.payload) <= :longest THEN p.payload END AS payload,"
    " CASE WHEN e.kind = 'import' THEN COALESCE("
    " NULLIF((SELECT COUNT(*) FROM number_claim c WHERE c.entry = e.seq), 0),"
    " (SELECT COUNT(DISTINCT t.subject) FROM touch t WHERE t.entry = e.seq AND t.kind = 'sample')) ELSE 0 END"
    " AS pieces,"
    " CASE WHEN e.kind = 'import' THEN 1 WHEN e.acts > 1 THEN"
    " EXISTS (SELECT 1 FROM touch t WHERE t.entry = e.seq AND t.day <> e.day) ELSE 0 END AS own_days"
    " FROM entry e"
    " LEFT JOIN desk o ON o.uuid = e.operator"
    " LEFT JOIN desk w ON w.uuid = e.witness"
    " LEFT JOIN entry r ON r.uuid = e.reverses"
    " LEFT JOIN entry_part p ON p.entry = e.seq AND p.part = 0"
)
_ROWS: Final = text(f"{_ROW} WHERE e.seq IN :seqs").bindparams(bindparam("seqs", expanding=True))
_ROW_OF_UID: Final = text(f"{_ROW} WHERE e.uuid = :uuid")
# Undo and redo follow each other in a line of any length, which ends at the act it is all about.
_ORIGINS: Final = text(
    "WITH RECURSIVE line(seq, at, steps) AS ("
    " SELECT e.seq, e.reverses, 1 FROM entry e WHERE e.seq IN :seqs AND e.reverses IS NOT NULL"
    " UNION ALL SELECT l.seq, e.reverses, l.steps + 1 FROM line l JOIN entry e ON e.uuid = l.at"
    " WHERE e.reverses IS NOT NULL)"
    " SELECT l.seq, e.seq, l.steps FROM line l JOIN entry e ON e.uuid = l.at WHERE e.reverses IS NULL"
).bindparams(bindparam("seqs", expanding=True))
_READ_TO: Final = text(
    "SELECT w.entry, d.uuid, MIN(w.resolution_ug) FROM json_each(:seqs) q"
    " CROSS JOIN weighing w ON w.entry = q.value JOIN desk d ON d.id = w.balance GROUP BY w.entry, d.uuid"
)
_PARTS_OF: Final = text("SELECT packed, payload FROM entry_part WHERE entry = :seq ORDER BY part")
_SOURCE_OF: Final = text("SELECT source FROM entry WHERE seq = :seq")
_SEQ_OF: Final = text("SELECT seq FROM entry WHERE uuid = :uuid")
_HEAD: Final = text("SELECT COALESCE(MAX(seq), 0) FROM entry")
_SEQS_OF_PIECE: Final = text(
    "SELECT DISTINCT t.entry FROM touch t JOIN sample s ON s.id = t.subject"
    " WHERE t.kind = 'sample' AND s.uuid = :uuid ORDER BY t.entry DESC"
)
_DAYS_ABOUT: Final = text(
    "SELECT t.entry, t.subject, MIN(t.day) FROM touch t WHERE t.kind = 'sample'"
    " AND t.subject IN (SELECT value FROM json_each(:pieces)) AND t.entry IN (SELECT value FROM json_each(:seqs))"
    " AND t.day >= :since GROUP BY t.entry, t.subject"
)
_DAYS_OF_DESK: Final = text(
    "SELECT t.entry, MIN(t.day) FROM desk d JOIN touch t ON t.kind = d.kind AND t.subject = d.id"
    " WHERE d.uuid = :uuid AND t.entry IN (SELECT value FROM json_each(:seqs)) GROUP BY t.entry"
)
_KINDS: Final = text("SELECT kind, COUNT(*) FROM entry GROUP BY kind ORDER BY 2 DESC, 1")
_OPERATORS: Final = text("SELECT uuid, name FROM desk WHERE kind = 'operator' AND name IS NOT NULL ORDER BY name")

_UID: Final = re.compile(rb'"#([0-9a-f]{32})"')
_NUMBER: Final = re.compile(rb'"number":("(?:[^"\\]|\\.)+")')
_GIVEN: Final = text(
    f"SELECT d.uuid, s.number, {told('s')} FROM json_each(:numbers) given"
    " CROSS JOIN desk d CROSS JOIN sample s ON s.collection = d.id AND s.number = given.value"
    " WHERE d.kind = 'collection' AND s.in_book = 1"
)
_HOMES: Final = text(
    "SELECT s.uuid, d.uuid FROM json_each(:uids) u CROSS JOIN sample s ON s.uuid = unhex(u.value)"
    " JOIN desk d ON d.id = s.collection UNION ALL"
    " SELECT l.uuid, d.uuid FROM json_each(:uids) u CROSS JOIN desk l ON l.uuid = unhex(u.value)"
    " JOIN loan_line n ON n.id = l.id JOIN sample s ON s.id = COALESCE(n.sample, n.source)"
    " JOIN desk d ON d.id = s.collection"
)


def _named(query: str) -> Any:
    return text(query).bindparams(bindparam("uuids", expanding=True))


# What was taken out of the book keeps the name it had: an undone entry still says what it was about.
_NAMES: Final = (
    _named(
        f"SELECT uuid, COALESCE({told('sample')}, (SELECT c.number FROM number_claim c WHERE c.sample = sample.id"
        " ORDER BY c.entry DESC, c.n DESC LIMIT 1)) FROM sample WHERE uuid IN :uuids"
    ),
    _named(
        "SELECT uuid, COALESCE(place.name, (SELECT json_extract(j.value, '$[1]') FROM touch t,"
        " json_each(t.changes) j WHERE t.kind = 'place' AND t.subject = place.id"
        " AND json_extract(j.value, '$[0]') = 'name'"
        " ORDER BY t.entry DESC LIMIT 1)) FROM place WHERE uuid IN :uuids"
    ),
    _named(
        "SELECT uuid, COALESCE(desk.name, (SELECT json_extract(j.value, '$[1]') FROM touch t,"
        " json_each(t.changes) j WHERE t.kind = desk.kind AND t.subject = desk.id"
        " AND json_extract(j.value, '$[0]') = 'name'"
        " ORDER BY t.entry DESC LIMIT 1)) FROM desk WHERE uuid IN :uuids"
    ),
    # The code of a line says nothing to who reads it: the number of its piece stands beside it.
    _named(
        f"SELECT d.uuid, l.code || ' (' || {told('s')} || ')' FROM loan_line l JOIN desk d ON d.id = l.id"
        " JOIN sample s ON s.id = COALESCE(l.sample, l.source)"
        " WHERE d.uuid IN :uuids AND l.code IS NOT NULL AND s.number IS NOT NULL"
    ),
    _named("SELECT uuid, CAST(seq AS TEXT) FROM entry WHERE uuid IN :uuids"),
)

_PIECES_OF_LINES: Final = _named(
    f"SELECT d.uuid, t.entry, json_extract(j.value, '$[0]'), l.code || ' (' || {told('s')} || ')'"
    " FROM desk d JOIN loan_line l ON l.id = d.id JOIN touch t ON t.kind = 'line' AND t.subject = d.id,"
    " json_each(t.changes) j LEFT JOIN sample s ON s.uuid = unhex(json_extract(j.value, '$[1]'))"
    " WHERE d.uuid IN :uuids AND json_extract(j.value, '$[0]') IN ('sample', 'source') ORDER BY t.entry, t.n"
)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as the journal tells it; `payload` is its first part, empty where it is too long to tell.

    `reverses` is the sequence of the entry it takes back. `undone` says that it is out of force. `pieces`
    is how many pieces an import brought in, or touched where it brought in none; 0 for other kinds.
    `own_days` says that its acts, or the rows of an
    import, have days of their own. `origin` is the act an undo or redo is about, with
    so many `steps` between them, once somebody asked `origins` for it.
    """

    seq: int
    uid: Uid
    recorded_us: int
    kind: str
    operator: Uid
    by: str
    witness: str
    day: Day
    day_stated: str
    reason: str
    overrides: str
    authority: str
    title: str
    source: str
    source_sha256: str
    reverses_uid: Uid | None
    reverses: int | None
    undone: bool
    acts: int
    parts: int
    chain: str
    payload: bytes
    pieces: int
    own_days: bool = False
    origin: int | None = None
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """Which entries are wanted; what is empty or None does not narrow.

    `maybe_late` keeps what could be late in some time zone; the caller decides by its own. `phrase`, or else
    each of its `words`, is found in what an entry says and is about. `until` keeps what takes effect by a day; an
    entry of many acts does if one of them does.
    """

    operator: Uid | None = None
    kinds: tuple[str, ...] = ()
    since_us: int | None = None
    warned: bool = False
    undone: bool = False
    maybe_late: bool = False
    phrase: Term | None = None
    words: tuple[Term, ...] = ()
    until: Day | None = None


def head(connection: Connection) -> int:
    """Return the sequence of the newest entry, 0 for none."""
    newest: int = connection.execute(_HEAD).scalar_one()
    return newest


def seq_of(connection: Connection, uid: Uid) -> int | None:
    """Return the sequence of an entry, or None."""
    found: int | None = connection.execute(_SEQ_OF, {"uuid": bytes.fromhex(uid)}).scalar_one_or_none()
    return found


def find(connection: Connection, wish: Wish, upto: int) -> Iterator[tuple[int, Day, int, str]]:
    """Yield (seq, day, recorded us, kind) of the entries that match, the newest first, none after `upto`."""
    conditions = ["e.seq <= :upto"]
    told: dict[str, object] = {"upto": upto}
    if wish.operator is not None:
        conditions.append("(e.operator = :operator OR e.witness = :operator)")
        told["operator"] = bytes.fromhex(wish.operator)
    for at, kind in enumerate(wish.kinds):
        told[f"kind{at}"] = kind
    if wish.kinds:
        conditions.append(f"e.kind IN ({', '.join(f':kind{at}' for at in range(len(wish.kinds)))})")
    if wish.since_us is not None:
        conditions.append("e.recorded_us >= :since")
        told["since"] = wish.since_us
    if wish.warned:
        conditions.append("e.overrides <> '{}'")
    if wish.undone:
        conditions.append("e.kind <> 'reverse' AND e.seq IN (SELECT seq FROM undone)")
    if wish.maybe_late:
        conditions.append(_MAYBE_LATE)
    if wish.until is not None:
        conditions.append(_BY_THEN)
        told["until"] = wish.until
    if wish.phrase is not None:
        having = journal_text.entries_with(connection, wish.phrase, wish.words, upto)
        conditions.append("e.seq IN (SELECT value FROM json_each(:having))")
        told["having"] = json.dumps(sorted(having))
    matching = " AND ".join(conditions)
    query = text(f"SELECT e.seq, e.day, e.recorded_us, e.kind FROM entry e WHERE {matching} ORDER BY e.seq DESC")
    for seq, day, recorded, kind in connection.execute(query.execution_options(yield_per=2_000), told):
        yield seq, day, recorded, kind


# No time zone is more than fourteen hours ahead of UTC.
_MAYBE_LATE: Final = (
    "(e.kind NOT IN ('import', 'reverse')"
    " AND e.day < CAST(strftime('%Y%m%d', e.recorded_us / 1000000 + 50400, 'unixepoch') AS INTEGER))"
)
_BY_THEN: Final = (
    "(e.day <= :until OR (e.acts > 1 OR e.parts > 1 OR e.kind = 'import')"
    " AND EXISTS (SELECT 1 FROM touch t WHERE t.entry = e.seq AND t.day <= :until))"
)


def rows(connection: Connection, seqs: Sequence[int]) -> tuple[EntryRow, ...]:
    """Return these entries, the newest first."""
    found: list[EntryRow] = []
    for at in range(0, len(seqs), _CHUNK):
        told = {"seqs": list(seqs[at : at + _CHUNK]), "longest": _LONGEST_TOLD}
        found += (_row(each) for each in connection.execute(_ROWS, told))
    return tuple(sorted(found, key=lambda row: -row.seq))


def parts_of(connection: Connection, seq: int) -> Iterator[bytes]:
    """Yield the acts of an entry as they were written, part by part; nothing of a part that cannot be read."""
    for packed, payload in connection.execute(_PARTS_OF, {"seq": seq}):
        with suppress(zlib.error):
            yield zlib.decompress(payload) if packed else payload


def source_of(connection: Connection, seq: int) -> str:
    """Return the paper or file an entry was taken from, "" where it names none, or there is no such entry."""
    return connection.execute(_SOURCE_OF, {"seq": seq}).scalar_one_or_none() or ""


def row_of(connection: Connection, uid: Uid) -> EntryRow | None:
    """Return one entry, or None."""
    told = {"uuid": bytes.fromhex(uid), "longest": _LONGEST_TOLD}
    found = connection.execute(_ROW_OF_UID, told).one_or_none()
    return _row(found) if found is not None else None


def names_in(connection: Connection, payloads: Iterable[bytes]) -> dict[Uid, str]:
    """Return the number or name of everything these payloads refer to, also of what is out of the book."""
    wanted = sorted({found.decode() for payload in payloads for found in _UID.findall(payload)})
    names: dict[Uid, str] = {}
    for at in range(0, len(wanted), _CHUNK):
        told = {"uuids": [bytes.fromhex(uid) for uid in wanted[at : at + _CHUNK]]}
        for query in _NAMES:
            names.update((Uid(uuid.hex()), name or "") for uuid, name in connection.execute(query, told))
    return names


def lines_then_in(connection: Connection, payloads: Iterable[bytes]) -> dict[Uid, list[tuple[int, str]]]:
    """Return what loan lines were called from which entry on, of those whose piece became another since.

    A line is asked for of one piece and may go out as another, which is made when it is prepared: what was said
    before that was said of the first.
    """
    named: dict[Uid, list[tuple[int, str]]] = {}
    pieces: dict[Uid, dict[str, str]] = {}
    for uuid, seq, key, name in _pieces_of_lines(connection, payloads):
        line = Uid(uuid.hex())
        known = pieces.setdefault(line, {})
        known[key] = name or ""
        named.setdefault(line, []).append((seq, known.get("sample") or known.get("source") or ""))
    return {line: told for line, told in named.items() if len({name for _, name in told} - {""}) > 1}


def _pieces_of_lines(connection: Connection, payloads: Iterable[bytes]) -> Iterator[Any]:
    wanted = sorted({found.decode() for payload in payloads for found in _UID.findall(payload)})
    for at in range(0, len(wanted), _CHUNK):
        uuids = {"uuids": [bytes.fromhex(uid) for uid in wanted[at : at + _CHUNK]]}
        yield from connection.execute(_PIECES_OF_LINES, uuids)


def told_apart_in(connection: Connection, payloads: Iterable[bytes]) -> dict[tuple[Uid, str], str]:
    """Return what pieces are called whose number these payloads give, and another collection has too.

    By collection and number.
    """
    given = {json.loads(found) for payload in payloads for found in _NUMBER.findall(payload)}
    rows = connection.execute(_GIVEN, {"numbers": json.dumps(sorted(given))}) if given else ()
    return {(Uid(uuid.hex()), number): called for uuid, number, called in rows if called != number}


def read_to_in(connection: Connection, seqs: Iterable[int]) -> dict[int, dict[Uid, int]]:
    """Return to how many ug each balance read on which entries weighed, by sequence and balance."""
    found: dict[int, dict[Uid, int]] = {}
    for seq, balance, resolution_ug in connection.execute(_READ_TO, {"seqs": json.dumps(sorted(seqs))}):
        found.setdefault(seq, {})[Uid(balance.hex())] = resolution_ug
    return found


def collections_in(connection: Connection, payloads: Iterable[bytes]) -> dict[Uid, Uid]:
    """Return of which collections the pieces are to which these payloads refer, and those of their loan lines."""
    uids = sorted({found.decode() for payload in payloads for found in _UID.findall(payload)})
    rows = connection.execute(_HOMES, {"uids": json.dumps(uids)})
    return {Uid(uuid.hex()): Uid(collection.hex()) for uuid, collection in rows}


def origins(connection: Connection, seqs: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return for each undo or redo among entries the act it is about, and how many steps lie between them."""
    wanted = list(seqs)
    found: dict[int, tuple[int, int]] = {}
    for at in range(0, len(wanted), _CHUNK):
        rows = connection.execute(_ORIGINS, {"seqs": wanted[at : at + _CHUNK]})
        found.update((seq, (act, steps)) for seq, act, steps in rows)
    return found


def days_about(
    connection: Connection, pieces: Iterable[int], seqs: Iterable[int], since: Day = 0
) -> dict[tuple[int, int], Day]:
    """Return the first day since one on which an entry did something to a piece, by (seq, local id)."""
    told = {"pieces": json.dumps(list(pieces)), "seqs": json.dumps(list(seqs)), "since": since}
    return {(seq, piece): day for seq, piece, day in connection.execute(_DAYS_ABOUT, told)}


def days_of_desk(connection: Connection, uid: Uid, seqs: Iterable[int]) -> dict[int, Day]:
    """Return the first day on which an entry did something to a loan, line or other record that is no piece."""
    told = {"uuid": bytes.fromhex(uid), "seqs": json.dumps(list(seqs))}
    return {row[0]: row[1] for row in connection.execute(_DAYS_OF_DESK, told)}


def seqs_of_piece(connection: Connection, uid: Uid) -> tuple[int, ...]:
    """Return the entries that touched a piece, the newest first."""
    return tuple(connection.execute(_SEQS_OF_PIECE, {"uuid": bytes.fromhex(uid)}).scalars())


def kinds(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Return the kinds of entry there are, with how many, the most frequent first."""
    return tuple((kind, count) for kind, count in connection.execute(_KINDS))


def operators(connection: Connection) -> tuple[tuple[Uid, str], ...]:
    """Return the operators of the store by name."""
    return tuple((Uid(uuid.hex()), name) for uuid, name in connection.execute(_OPERATORS))


def _row(row: Any) -> EntryRow:
    return EntryRow(
        seq=row.seq,
        uid=Uid(row.uuid.hex()),
        recorded_us=row.recorded_us,
        kind=row.kind,
        operator=Uid(row.operator.hex()),
        by=row.operator_name,
        witness=row.witness_name,
        day=row.day,
        day_stated=row.day_stated,
        reason=row.reason,
        overrides=row.overrides,
        authority=row.authority,
        title=row.title,
        source=row.source,
        source_sha256=row.source_sha256,
        reverses_uid=Uid(row.reverses.hex()) if row.reverses else None,
        reverses=row.reverses_seq,
        undone=bool(row.undone),
        acts=row.acts,
        parts=row.parts,
        chain=row.chain.hex(),
        payload=_unpacked(row.packed, row.payload),
        pieces=row.pieces,
        own_days=bool(row.own_days),
    )


def _unpacked(packed: int, payload: bytes | None) -> bytes:
    """Return the payload of an entry, empty where it was too long to be read."""
    if payload is None:
        return b""
    return zlib.decompress(payload) if packed else payload
