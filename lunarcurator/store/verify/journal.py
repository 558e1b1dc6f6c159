"""The hashed tables: payloads, facts and headers against their digests, and each entry against its neighbour."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any, Final

from lunarcurator.domain.facts import MassLine
from lunarcurator.store.digests import PayloadDigest, first_link, link, origin_of, over_kinds
from lunarcurator.store.fact_rows import FACT_ROWS, FactRow
from lunarcurator.store.histories import HISTORIES, Span, spans_of
from lunarcurator.store.verify.ends import check_ends
from lunarcurator.store.verify.reader import DAMAGE, HIGHEST, Reader, Stream, pass_on
from lunarcurator.store.verify.report import Report

type Sums = dict[tuple[int, int], tuple[int, int]]
"""What the mass lines of an entry come to by day and book: ug, and pieces nobody has weighed."""

_HEX: Final = "lower(hex({0}))"
_OPTIONAL: Final = "CASE WHEN {0} IS NULL THEN NULL ELSE lower(hex({0})) END"
_TOLD: Final = (
    *(_HEX.format("uuid"), "recorded_us", "kind", _HEX.format("operator"), _OPTIONAL.format("witness")),
    *("day", "day_stated", "reason", "overrides", "authority", "title", "source", "source_sha256"),
    *(_OPTIONAL.format("reverses"), "acts", "parts", _HEX.format("payload_digest"), _HEX.format("facts_digest")),
)
HEADER_SQL: Final = f"CAST(json_array({', '.join(_TOLD)}) AS BLOB)"
"""The canonical content of an entry as `digests.content` makes it, put together by SQL."""

ENTRY_SQL: Final = (
    f"SELECT seq, recorded_us, {HEADER_SQL}, payload_digest, facts_digest, content, chain, acts, parts, "  # noqa: S608
    "origin_store, origin_seq, origin_chain FROM entry WHERE seq BETWEEN ? AND ? ORDER BY seq"
)
PARTS_SQL: Final = (
    "SELECT entry, part, acts, packed, payload FROM entry_part WHERE entry BETWEEN ? AND ? ORDER BY entry, part"
)
_EVERY: Final = 500
_AT_ONCE: Final = 1_000
"""So many facts are digested together: one by one takes a quarter longer, and an import has half a million."""
_MOST_BYTES: Final = 2**28
"""No part of a payload is larger once it is unpacked; what claims to be was never written by this program."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry row as far as it is judged."""

    seq: int
    recorded_us: int
    header: bytes
    payload_digest: bytes
    facts_digest: bytes
    content: bytes
    chain: bytes
    acts: int
    parts: int
    origin_store: bytes | None
    origin_seq: int | None
    origin_chain: bytes | None


class Chain:
    """Judges entries one after the other: content, link to the one before, gaps, and the clock."""

    def __init__(self, report: Report, store_id: bytes, before: Sealed | None = None) -> None:
        self._report = report
        self._seq = before.seq if before else 0
        self._link: bytes | None = before.chain if before else first_link(store_id)
        self._recorded_us = before.recorded_us if before else 0

    def judge(self, entry: Sealed) -> None:
        """Report what does not fit in an entry and its place in the chain."""
        seq, report = entry.seq, self._report
        for missing in range(self._seq + 1, min(seq, self._seq + 20)):
            report.entry_flaw("verify.entry_missing", missing, "entry.seq")
        if hashlib.sha256(entry.header).digest() != entry.content:
            report.entry_flaw("verify.entry_altered", seq, "entry.content")
        origin = origin_of(entry.origin_store, entry.origin_seq, entry.origin_chain)
        if self._link is not None and link(self._link, seq, entry.content, origin) != entry.chain:
            report.entry_flaw("verify.chain_broken", seq, "entry.chain")
        if entry.recorded_us < self._recorded_us:
            report.note("verify.clock_backwards", field="entry.recorded_us", cause=f"entry:{seq}", entry=seq)
        self._seq, self._link, self._recorded_us = seq, entry.chain, entry.recorded_us

    def pass_over(self, seq: int) -> None:
        """Go on behind an entry that cannot be read: what the next follows from is not known."""
        self._report.entry_flaw("verify.entry_unreadable", seq, "entry.seq")
        self.skip(seq)

    def skip(self, seq: int) -> None:
        """Go on behind an entry without its link."""
        self._seq, self._link = max(seq, self._seq), None


class _Streams:
    """The parts and facts of entries, each kind in order of the entry."""

    def __init__(self, reader: Reader) -> None:
        self.payloads = Stream(reader, PARTS_SQL)
        self.facts = [Stream(reader, sql) for sql in _FACTS_SQL]

    def all(self) -> tuple[Stream, ...]:
        """Return every stream."""
        return (self.payloads, *self.facts)

    def judge(self, entry: Sealed, report: Report) -> None:
        """Report what does not fit in the payload and the facts of an entry."""
        _judge_payload(entry, self.payloads.each(entry.seq), report)
        kinds = [stream.each(entry.seq) if stream.has(entry.seq) else None for stream in self.facts]
        _judge_facts(entry, kinds, report)


def check_journal(reader: Reader, report: Report, tick: Callable[[int], None]) -> int:
    """Judge every entry with its payload and facts; returns how many there are. `tick` counts entries."""
    chain = Chain(report, store_id(reader))
    streams = _Streams(reader)
    unreadable: set[int] = set()

    def lost(seq: int) -> None:
        unreadable.add(seq)
        chain.pass_over(seq)

    count = 0
    for row in reader.walk(ENTRY_SQL, "entry", "seq", lost):
        _judge_next(reader, report, chain, streams, row)
        count += 1
        if count % _EVERY == 0:
            tick(count)
    for table, stream in zip(_TABLES, streams.all(), strict=True):
        stream.rest()
        for seq in stream.strays.keys() - unreadable:
            _tell_stray(report, table, seq)
    _judge_books(reader, report)
    check_ends(reader, report)
    return count


def _tell_stray(report: Report, table: str, seq: object) -> None:
    """Report rows that belong to no entry there is."""
    if isinstance(seq, int):
        report.entry_flaw("verify.entry_missing", seq, "entry.seq")
    else:
        report.flaw(
            "verify.reference", field=f"{table}.entry", cause=f"{table}:{seq}", table=table, parent="entry"
        )


def check_tail(reader: Reader, report: Report, last: int) -> None:
    """Judge headers and links of the last entries only, which takes milliseconds."""
    highest = reader.value("SELECT max(seq) FROM entry") or 0
    first = max(highest - last, 0) + 1
    chain = _chain_before(reader, report, first)
    for row in reader.rows(ENTRY_SQL, first, highest):
        _judge_header(chain, row)


def check_entry(reader: Reader, report: Report, seq: int) -> None:
    """Judge one entry whole: header, payload, facts, and its link to the one before.

    For the entry just written, inside its transaction, as well as for one somebody asks about. An entry that is
    not there is missing, and one that cannot be read is a flaw as well: damage is told and not raised.
    """
    try:
        chain = _chain_before(reader, report, seq)
        row = _sealed(reader, seq)
    except DAMAGE as error:
        pass_on(error)
        report.entry_flaw("verify.entry_unreadable", seq, "entry.seq")
        return
    if row is None:
        report.entry_flaw("verify.entry_missing", seq, "entry.seq")
        return
    _judge_header(chain, row)
    _judge_alone(reader, report, row)


class ReadBack:
    """An entry as it comes back from its rows while it is written, part by part, so that none of it is kept."""

    def __init__(self, reader: Reader, seq: int) -> None:
        self._reader = reader
        self._seq = seq
        self._payload = PayloadDigest()
        self._acts = 0
        self._kinds: dict[int, Any] = {}
        self._last = [-1] * len(FACT_ROWS)
        self._sums: Sums = {}
        self._written = -1

    def read_on(self) -> None:
        """Read the parts and facts that were written since."""
        self._written = self._reader.written()
        parts = self._reader.rows(_PARTS_FROM, self._seq, self._payload.parts)
        for part, acts, packed, payload in parts:
            told = unpacked(payload, packed) if part == self._payload.parts else None
            self._payload.add(told or b"", acts)
            self._acts += acts
        for at, sql in enumerate(_FACTS_FROM):
            for some in batched(self._reader.rows(sql, self._seq, self._last[at]), _AT_ONCE):
                if at not in self._kinds:
                    self._kinds[at] = hashlib.sha256()
                self._kinds[at].update(_canonical(some))
                self._last[at] = some[-1][0]
                if FACT_ROWS[at].fact is MassLine:
                    _sum_up(self._sums, some)

    def judge(self, report: Report) -> None:
        """Report what is not in the sealed entry as it was digested."""
        if self._reader.written() != self._written + 1:
            # More was written since than the entry itself.
            self.read_on()
        row = _sealed(self._reader, self._seq)
        if row is None:
            report.entry_flaw("verify.entry_missing", self._seq, "entry.seq")
            return
        entry = Sealed(*row)
        _chain_before(self._reader, report, self._seq).judge(entry)
        if (self._payload.done(), self._payload.parts, self._acts) != (
            entry.payload_digest,
            entry.parts,
            entry.acts,
        ):
            report.entry_flaw("verify.payload_altered", self._seq, "entry_part.payload")
        kinds = (self._kinds.get(at) for at in range(len(FACT_ROWS)))
        if over_kinds(kind and kind.digest() for kind in kinds) != entry.facts_digest:
            report.entry_flaw("verify.facts_altered", self._seq, "entry.facts_digest")
        _judge_sums(self._seq, self._sums, report)


def _chain_before(reader: Reader, report: Report, seq: int) -> Chain:
    """Return the chain up to the entry before one."""
    if seq <= 1:
        return Chain(report, store_id(reader))
    row = _sealed(reader, seq - 1)
    if row is not None:
        return Chain(report, b"", Sealed(*row))
    report.entry_flaw("verify.entry_missing", seq - 1, "entry.seq")
    chain = Chain(report, b"")
    chain.skip(seq - 1)
    return chain


def _sealed(reader: Reader, seq: int) -> tuple[Any, ...] | None:
    return next(reader.rows(ENTRY_SQL, seq, seq), None)


def _judge_next(reader: Reader, report: Report, chain: Chain, streams: _Streams, row: tuple[Any, ...]) -> None:
    """Judge the entry the streams have come to; where one cannot be read, this entry by itself."""
    _judge_header(chain, row)
    try:
        streams.judge(Sealed(*row), report)
    except DAMAGE as error:
        pass_on(error)
        _judge_alone(reader, report, row)
        for stream in streams.all():
            stream.go_on_at(min(row[0] + 1, HIGHEST))


def _judge_header(chain: Chain, row: tuple[Any, ...]) -> None:
    try:
        chain.judge(Sealed(*row))
    except DAMAGE:
        chain.pass_over(row[0])


def _judge_alone(reader: Reader, report: Report, row: tuple[Any, ...]) -> None:
    """Judge payload and facts of one entry by themselves: what cannot be read is its flaw and nobody else's."""
    seq = row[0]
    try:
        entry = Sealed(*row)
        _judge_payload(entry, reader.rows(PARTS_SQL, seq, seq), report)
        _judge_facts(entry, [reader.rows(sql, seq, seq) for sql in _FACTS_SQL], report)
    except DAMAGE as error:
        pass_on(error)
        report.entry_flaw("verify.entry_unreadable", seq, "entry.seq")


def store_id(reader: Reader) -> bytes:
    """Return the identity the first entry is chained to; nothing where it is not an identity."""
    try:
        row = reader.first("SELECT value FROM setting WHERE key = 'store_id'")
        return bytes.fromhex(row[0] if row else "")
    except DAMAGE as error:
        pass_on(error)
        return b""


def spans_in(reader: Reader) -> tuple[Span, ...]:
    """Return the histories of a store, oldest first; that of its beginning alone where no others can be read."""
    told: object = None
    try:
        row = reader.first("SELECT value FROM setting WHERE key = ?", HISTORIES)
        told = row[0] if row else None
    except DAMAGE as error:
        pass_on(error)
    return spans_of(store_id(reader).hex(), told if isinstance(told, str) else None)


def _facts_sql(row: FactRow, key: str, where: str) -> str:
    told, joins = row.canonical_sql()
    more = ", f.day, f.book, f.ug, f.unweighed" if row.table.name == "mass_line" else ""
    return (
        f"SELECT f.{key}, CAST({told} || char(10) AS BLOB){more} "  # noqa: S608
        f"FROM {row.table.name} f {joins} WHERE {where} ORDER BY f.entry, f.n"
    )


_TABLES: Final = ("entry_part", *(row.table.name for row in FACT_ROWS))
_FACTS_SQL: Final = tuple(_facts_sql(row, "entry", "f.entry BETWEEN ? AND ?") for row in FACT_ROWS)
_FACTS_FROM: Final = tuple(_facts_sql(row, "n", "f.entry = ? AND f.n > ?") for row in FACT_ROWS)
_PARTS_FROM: Final = (
    "SELECT part, acts, packed, payload FROM entry_part WHERE entry = ? AND part >= ? ORDER BY part"
)


def _judge_payload(entry: Sealed, parts: Iterator[tuple[Any, ...]], report: Report) -> None:
    digest = PayloadDigest()
    acts = 0
    whole = True
    for _, part, mine, packed, payload in parts:
        told = unpacked(payload, packed)
        whole = whole and part == digest.parts and told is not None
        digest.add(told or b"", mine)
        acts += mine
    whole = whole and digest.parts == entry.parts and acts == entry.acts
    if not whole or digest.done() != entry.payload_digest:
        report.entry_flaw("verify.payload_altered", entry.seq, "entry_part.payload")


def unpacked(payload: bytes, packed: int) -> bytes | None:
    """Return the canonical bytes of a stored part, None where they cannot be what was stored."""
    if packed == 0:
        return payload
    if packed != 1:
        return None
    unpacker = zlib.decompressobj()
    try:
        told = unpacker.decompress(payload, _MOST_BYTES)
    except zlib.error:
        return None
    return told if unpacker.eof and not unpacker.unused_data else None


def _judge_facts(entry: Sealed, kinds: Iterable[Iterator[tuple[Any, ...]] | None], report: Report) -> None:
    """Judge the facts of an entry by kind, None for a kind that has none of it."""
    sums: Sums = {}
    lines, *others = kinds
    streams = [_lines_digest(lines or iter(()), sums), *(_digest(each) if each else None for each in others)]
    if over_kinds(streams) != entry.facts_digest:
        report.entry_flaw("verify.facts_altered", entry.seq, "entry.facts_digest")
    _judge_sums(entry.seq, sums, report)


def _judge_sums(seq: int, sums: Sums, report: Report) -> None:
    for (day, _), total in sums.items():
        if not all(isinstance(each, int) for each in (day, *total)):
            raise ValueError
        if total != (0, 0):
            told = {"day": day, "ug": total[0], "count": total[1]}
            report.entry_flaw("verify.does_not_close", seq, "mass_line.ug", **told)


def _sum_up(sums: Sums, lines: Iterable[tuple[Any, ...]]) -> None:
    for _, _, day, book, ug, unweighed in lines:
        total = sums.get((day, book))
        sums[day, book] = (ug, unweighed) if total is None else (total[0] + ug, total[1] + unweighed)


def _digest(rows: Iterator[tuple[Any, ...]]) -> bytes | None:
    """Digest the facts of a kind, None where there are none."""
    digest = None
    for some in batched(rows, _AT_ONCE):
        digest = digest or hashlib.sha256()
        digest.update(_canonical(some))
    return None if digest is None else digest.digest()


def _lines_digest(rows: Iterator[tuple[Any, ...]], sums: Sums) -> bytes:
    """Digest mass lines and sum them up per day and book, each of which must come to nothing."""
    digest = hashlib.sha256()
    for some in batched(rows, _AT_ONCE):
        digest.update(_canonical(some))
        _sum_up(sums, some)
    return digest.digest()


def _canonical(facts: Iterable[tuple[Any, ...]]) -> bytes:
    return b"".join([each[1] for each in facts])


def _judge_books(reader: Reader, report: Report) -> None:
    unused = (
        "SELECT id, mission, title FROM book b WHERE NOT EXISTS (SELECT 1 FROM mass_line m WHERE m.book = b.id)"
    )
    for book, mission, title in reader.all(unused):
        report.flaw("verify.book_extra", field="book.id", cause=f"book:{book}", mission=mission, title=title)
