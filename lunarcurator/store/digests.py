"""The canonical bytes of an entry and their digests; frozen by test vectors (`ledger.md` 2.1)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from lunarcurator.domain.facts import Fact
from lunarcurator.store.fact_rows import FACT_ROWS, FIRST_KINDS

_JSON: Final = msgspec.json.Encoder()
_NOTHING: Final = hashlib.sha256().digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What an entry says of itself; uids as 32 hexadecimal digits, digests as bytes."""

    uuid: str
    recorded_us: int
    kind: str
    operator: str
    witness: str | None
    day: int
    day_stated: str
    reason: str
    overrides: str
    authority: str
    title: str
    source: str
    source_sha256: str
    reverses: str | None
    acts: int
    parts: int


class FactsDigest:
    """Digests the facts of one entry as they come, each kind in a stream of its own, in order of n."""

    def __init__(self) -> None:
        self._streams = {row.fact: hashlib.sha256() for row in FACT_ROWS}
        self._met: set[type[Fact]] = set()

    def add(self, kind: type[Fact], canonical: bytes) -> None:
        """Take in the canonical bytes of the next facts of a kind, a line each."""
        self._streams[kind].update(canonical)
        self._met.add(kind)

    def take(self, streams: Mapping[type[Fact], Any]) -> None:
        """Take over the digest of all facts of a kind, made elsewhere; a kind without any digested nothing."""
        for kind, digest in streams.items():
            self._streams[kind] = digest
            if digest.digest() != _NOTHING:
                self._met.add(kind)

    def done(self) -> bytes:
        """Return the digest over the streams in their fixed order."""
        return over_kinds(self._streams[row.fact].digest() if row.fact in self._met else None for row in FACT_ROWS)


def over_kinds(streams: Iterable[bytes | None]) -> bytes:
    """Return the digest over the digests of each kind of fact in order, None where the entry has none of a kind.

    The first kinds are told even where there is none; a later one, with its place, only where there is any, so
    that a new kind of fact changes no old digest.
    """
    told = [
        (digest or _NOTHING) if at < FIRST_KINDS else at.to_bytes(2, "big") + (digest or b"")
        for at, digest in enumerate(streams)
        if at < FIRST_KINDS or digest is not None
    ]
    return hashlib.sha256(b"".join(told)).digest()


class PayloadDigest:
    """Digests a payload part by part: over the digests of its uncompressed parts and their number of acts."""

    def __init__(self) -> None:
        self._all = hashlib.sha256()
        self.parts = 0

    def add(self, part: bytes, acts: int) -> None:
        """Take in the next part."""
        self._all.update(hashlib.sha256(part).digest() + acts.to_bytes(8, "big", signed=True))
        self.parts += 1

    def done(self) -> bytes:
        """Return the digest over the parts so far."""
        return self._all.digest()


def content(header: Header, payload: bytes, facts: bytes) -> bytes:
    """Return the digest of an entry, which knows neither its sequence nor its neighbour."""
    told = [
        header.uuid,
        header.recorded_us,
        header.kind,
        header.operator,
        header.witness,
        header.day,
        header.day_stated,
        header.reason,
        header.overrides,
        header.authority,
        header.title,
        header.source,
        header.source_sha256,
        header.reverses,
        header.acts,
        header.parts,
        payload.hex(),
        facts.hex(),
    ]
    return hashlib.sha256(_JSON.encode(told)).digest()


def link(previous: bytes, seq: int, content_digest: bytes, origin: bytes = b"") -> bytes:
    """Return the chain link of an entry: over the link before it, its sequence and its content.

    `origin` is empty for an entry made here, else store, sequence and link it was carried from (`origin_of`).
    """
    return hashlib.sha256(previous + seq.to_bytes(8, "big") + content_digest + origin).digest()


def origin_of(store: bytes | None, seq: int | None, chain: bytes | None) -> bytes:
    """Return what the link of a carried entry keeps of its origin; empty for an entry made here."""
    if store is None and seq is None and chain is None:
        return b""
    return (store or b"") + (seq or 0).to_bytes(8, "big", signed=True) + (chain or b"")


def first_link(store_id: bytes) -> bytes:
    """Return what the first entry of a store is chained to."""
    return hashlib.sha256(b"lunarcurator" + store_id).digest()
