"""The hashed tables: payloads, facts and headers against their digests, and each entry against its neighbour."""

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from lunarcurator.store.digests import PayloadDigest, first_link, link, origin_of, over_kinds
from lunarcurator.store.fact_rows import FACT_ROWS, FactRow
from lunarcurator.store.verify.reader import Reader, Stream
from lunarcurator.store.verify.report import Report

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
    "origin_store, origin_seq, origin_chain FROM entry WHERE seq >= ? ORDER BY seq"
)
_EVERY: Final = 500


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
        self._link = before.chain if before else first_link(store_id)
        self._recorded_us = before.recorded_us if before else 0

    def judge(self, entry: Sealed) -> None:
        """Report what does not fit in an entry and its place in the chain."""
        seq, report = entry.seq, self._report
        for missing in range(self._seq + 1, min(seq, self._seq + 20)):
            report.flaw("verify.entry_missing", field="entry.seq", cause=f"entry:{missing}", entry=missing)
        if hashlib.sha256(entry.header).digest() != entry.content:
            report.flaw("verify.entry_altered", field="entry.content", cause=f"entry:{seq}", entry=seq)
        origin = origin_of(entry.origin_store, entry.origin_seq, entry.origin_chain)
        expected = link(self._link, seq, entry.content, origin)
        if expected != entry.chain:
            report.flaw("verify.chain_broken", field="entry.chain", cause=f"entry:{seq}", entry=seq)
        if entry.recorded_us < self._recorded_us:
            report.note("verify.clock_backwards", field="entry.recorded_us", cause=f"entry:{seq}", entry=seq)
        self._seq, self._link, self._recorded_us = seq, entry.chain, entry.recorded_us


def check_journal(reader: Reader, report: Report, tick: Callable[[int], None]) -> int:
    """Judge every entry with its payload and facts; returns how many there are. `tick` counts entries."""
    chain = Chain(report, store_id(reader))
    payloads = Stream(
        reader.rows("SELECT entry, part, acts, packed, payload FROM entry_part ORDER BY entry, part")
    )
    facts = [Stream(_facts(reader, row)) for row in FACT_ROWS]
    count = 0
    for row in reader.rows(ENTRY_SQL, 0):
        entry = Sealed(*row)
        chain.judge(entry)
        _judge_payload(entry, payloads.each(entry.seq), report)
        _judge_facts(entry, facts, report)
        count += 1
        if count % _EVERY == 0:
            tick(count)
    for stream in (payloads, *facts):
        stream.rest()
        for seq in stream.strays:
            report.flaw("verify.entry_missing", field="entry.seq", cause=f"entry:{seq}", entry=seq)
    _judge_books(reader, report)
    return count


def check_tail(reader: Reader, report: Report, last: int) -> None:
    """Judge headers and links of the last entries only, which takes milliseconds."""
    highest = reader.value("SELECT max(seq) FROM entry") or 0
    rows = reader.rows(ENTRY_SQL, max(highest - last, 0))
    entries = (Sealed(*row) for row in rows)
    before = next(entries, None) if highest > last else None
    chain = Chain(report, store_id(reader), before)
    for entry in entries:
        chain.judge(entry)


def store_id(reader: Reader) -> bytes:
    """Return the identity the first entry is chained to; nothing where it is not an identity."""
    text = reader.value("SELECT value FROM setting WHERE key = 'store_id'") or ""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _facts(reader: Reader, row: FactRow) -> Iterator[tuple[Any, ...]]:
    told, joins = row.canonical_sql()
    more = ", f.day, f.book, f.ug, f.unweighed" if row.table.name == "mass_line" else ""
    return reader.rows(
        f"SELECT f.entry, CAST({told} || char(10) AS BLOB){more} "  # noqa: S608
        f"FROM {row.table.name} f {joins} ORDER BY f.entry, f.n"
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
        report.flaw(
            "verify.payload_altered", field="entry_part.payload", cause=f"entry:{entry.seq}", entry=entry.seq
        )


def unpacked(payload: bytes, packed: int) -> bytes | None:
    """Return the canonical bytes of a stored part, None where they cannot be what was stored."""
    if packed == 0:
        return payload
    if packed != 1:
        return None
    unpacker = zlib.decompressobj()
    try:
        told = unpacker.decompress(payload)
    except zlib.error:
        return None
    return told if unpacker.eof and not unpacker.unused_data else None


def _judge_facts(entry: Sealed, kinds: list[Stream], report: Report) -> None:
    sums: dict[tuple[int, int], tuple[int, int]] = {}
    lines, *others = kinds
    streams = [
        _lines_digest(lines.each(entry.seq), sums),
        *(_digest(stream.each(entry.seq)) if stream.has(entry.seq) else None for stream in others),
    ]
    if over_kinds(streams) != entry.facts_digest:
        report.flaw(
            "verify.facts_altered", field="entry.facts_digest", cause=f"entry:{entry.seq}", entry=entry.seq
        )
    for (day, _), total in sums.items():
        if total != (0, 0):
            report.flaw(
                "verify.does_not_close",
                field="mass_line.ug",
                cause=f"entry:{entry.seq}",
                entry=entry.seq,
                day=day,
                ug=total[0],
                count=total[1],
            )


def _digest(rows: Iterator[tuple[Any, ...]]) -> bytes:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(row[1])
    return digest.digest()


def _lines_digest(rows: Iterator[tuple[Any, ...]], sums: dict[tuple[int, int], tuple[int, int]]) -> bytes:
    """Digest mass lines and sum them up per day and book, each of which must come to nothing."""
    digest = hashlib.sha256()
    for _, told, day, book, ug, unweighed in rows:
        digest.update(told)
        total = sums.get((day, book))
        sums[day, book] = (ug, unweighed) if total is None else (total[0] + ug, total[1] + unweighed)
    return digest.digest()


def _judge_books(reader: Reader, report: Report) -> None:
    unused = (
        "SELECT id, mission, title FROM book b WHERE NOT EXISTS (SELECT 1 FROM mass_line m WHERE m.book = b.id)"
    )
    for book, mission, title in reader.rows(unused):
        report.flaw("verify.book_extra", field="book.id", cause=f"book:{book}", mission=mission, title=title)
