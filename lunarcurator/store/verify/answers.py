"""Annulments: altered entries that two persons answered for, as long as nothing of them was altered again."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from lunarcurator.domain.operations.annulling import AnnulEntry
from lunarcurator.store.digests import PayloadDigest
from lunarcurator.store.fact_rows import FACT_ROWS
from lunarcurator.store.verify.journal import HEADER_SQL, unpacked
from lunarcurator.store.verify.reader import Reader

OF_BYTES: Final = frozenset(
    {
        "verify.entry_altered",
        "verify.entry_unreadable",
        "verify.chain_broken",
        "verify.payload_altered",
        "verify.facts_altered",
    }
)
"""What an annulment answers for: that the bytes of its entry are not those that were posted, and nothing else."""

_DOES_NOT_CLOSE: Final = "verify.does_not_close"
_KEPT: Final = (
    f"SELECT {HEADER_SQL}, content, chain, origin_store, origin_seq, origin_chain FROM entry WHERE seq = ?"  # noqa: S608
)
_PARTS: Final = "SELECT part, acts, packed, payload FROM entry_part WHERE entry = ? ORDER BY part"
_ANNULLING: Final = (
    f"SELECT seq, day, {HEADER_SQL}, content, payload_digest FROM entry WHERE kind = ? ORDER BY seq DESC"  # noqa: S608
)
_SUMS: Final = (
    "SELECT day, book, sum({0}ug), sum({0}unweighed) FROM mass_line WHERE entry = ? "
    "GROUP BY day, book HAVING sum(ug) <> 0 OR sum(unweighed) <> 0 ORDER BY day, book"
)
_WITHDRAWN: Final = (
    "SELECT b.seq, e.seq FROM entry e JOIN entry b ON b.uuid = e.reverses "
    "WHERE e.kind = ? AND (b.seq = ? OR e.seq = ?)"
)
_DAMAGED: Final = (msgspec.MsgspecError, UnicodeError, ValueError, KeyError, IndexError, TypeError)


@dataclass(frozen=True, slots=True)
class Answer:
    """The annulment that answers for an entry: its own sequence and day, and the digest it found then."""

    seq: int
    day: int
    found: str


class Answers:
    """What annulments answer for in one snapshot of a store; asked only where something is found altered."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._answers: dict[int, Answer] | None = None
        self._holds: dict[int, bool] = {}

    def to(self, key: str, cause: str) -> tuple[int, Answer] | None:
        """Return the entry a finding is about with the annulment that answers for it, or None.

        Lines that do not close are answered for only where the annulment took them back, so that both together do.
        """
        if not cause.startswith("entry:"):
            return None
        seq: int | None = int(cause.removeprefix("entry:"))
        if key == _DOES_NOT_CLOSE:
            seq = self.taken_back(int(cause.removeprefix("entry:")))
        elif key not in OF_BYTES:
            return None
        answer = None if seq is None else self._known().get(seq)
        if seq is None or answer is None:
            return None
        if seq not in self._holds:
            self._holds[seq] = as_found(self._reader, seq) == answer.found
        return (seq, answer) if self._holds[seq] else None

    def taken_back(self, seq: int) -> int | None:
        """Return the entry that an annulment withdrew with sums exactly opposite, None where there is none.

        `seq` is either of the two: neither closes by itself, and both together do.
        """
        for before, after in self._reader.rows(_WITHDRAWN, AnnulEntry.KIND, seq, seq):
            if [*self._reader.rows(_SUMS.format("-"), after)] == [*self._reader.rows(_SUMS.format(""), before)]:
                return int(before)
        return None

    def _known(self) -> dict[int, Answer]:
        if self._answers is None:
            self._answers = {}
            # The last annulment comes first and counts.
            for seq, day, header, content, payload in self._reader.rows(_ANNULLING, AnnulEntry.KIND):
                if hashlib.sha256(header).digest() != content:
                    continue
                told = _told(self._reader, seq, payload)
                about = self._entry(told)
                if told is not None and about is not None:
                    self._answers.setdefault(about, Answer(seq, day, str(told.get("as_found", ""))))
        return self._answers

    def _entry(self, told: dict[str, Any] | None) -> int | None:
        ref = str((told or {}).get("entry", ""))
        query = "SELECT seq FROM entry WHERE lower(hex(uuid)) = ?"
        seq: int | None = self._reader.value(query, ref.removeprefix("#"))
        return seq


def as_found(reader: Reader, seq: int) -> str:
    """Return the SHA-256 in hex of everything the store holds of an entry: heading, digests, payload and facts."""
    digest = hashlib.sha256()
    for row in (*reader.rows(_KEPT, seq), *reader.rows(_PARTS, seq)):
        for value in row:
            _take(digest, value)
    for kind in FACT_ROWS:
        _take(digest, kind.table.name)
        told, joins = kind.canonical_sql()
        query = f"SELECT CAST({told} AS BLOB) FROM {kind.table.name} f {joins} WHERE f.entry = ? ORDER BY f.n"  # noqa: S608
        for (fact,) in reader.rows(query, seq):
            _take(digest, fact)
    return digest.hexdigest()


def _take(digest: Any, value: object) -> None:
    """Take in a value with its kind and length, so that no two rows can say the same bytes."""
    told = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogateescape")
    digest.update(f"{type(value).__name__}:{len(told)}:".encode() + told)


def _told(reader: Reader, seq: int, payload_digest: bytes) -> dict[str, Any] | None:
    """Return what an annulment says, None where its own payload is not the one that was posted."""
    digest, payloads = PayloadDigest(), list[bytes]()
    for payload, acts in _payload(reader, seq):
        digest.add(payload, acts)
        payloads.append(payload)
    if digest.done() != payload_digest:
        return None
    try:
        told: dict[str, Any] = msgspec.json.decode(payloads[0])[0]["operation"]
    except _DAMAGED:
        return None
    return told


def _payload(reader: Reader, seq: int) -> Iterator[tuple[bytes, int]]:
    for _, acts, packed, payload in reader.rows(_PARTS, seq):
        yield unpacked(payload, packed) or b"", acts
