"""The imports of one file, known by the checksum of its bytes, whatever it is called now."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.identity import Uid

_OF_FILE: Final = text(
    "SELECT e.seq, e.uuid, e.source, e.recorded_us, EXISTS (SELECT 1 FROM undone u WHERE u.seq = e.seq)"
    " FROM entry e WHERE e.kind = 'import' AND e.source_sha256 = :sha256 ORDER BY e.seq"
)
_SHA256: Final = text("SELECT source_sha256 FROM entry WHERE uuid = :uuid AND kind = 'import'")
_REVERSED: Final = text("SELECT reverses FROM entry WHERE uuid = :uuid")
_TAKEN_BACK: Final = text(
    "SELECT seq, uuid, recorded_us FROM entry WHERE reverses = :uuid ORDER BY seq DESC LIMIT 1"
)
_KIND: Final = text("SELECT kind FROM entry WHERE seq = :seq")


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import: its entry, the source it names, when it was recorded (us UTC), and whether it was taken back."""

    seq: int
    uid: Uid
    source: str
    recorded_us: int
    undone: bool


@dataclass(frozen=True, slots=True)
class LastReversal:
    """The newest undo or redo in the line of an act, and when it was recorded (us UTC)."""

    seq: int
    uid: Uid
    recorded_us: int


def imports_of(connection: Connection, sha256: str) -> tuple[ImportRow, ...]:
    """Return every import of the file with this SHA-256 (hex), the oldest first."""
    found = connection.execute(_OF_FILE, {"sha256": sha256})
    return tuple(
        ImportRow(seq, Uid(uuid.hex()), source, recorded, bool(undone))
        for seq, uuid, source, recorded, undone in found
    )


def act_behind(connection: Connection, uid: Uid) -> Uid:
    """Return the act that an undo or redo is about; an act is about itself."""
    at = bytes.fromhex(uid)
    while (before := connection.execute(_REVERSED, {"uuid": at}).scalar_one_or_none()) is not None:
        at = before
    return Uid(at.hex())


def sha256_of(connection: Connection, uid: Uid) -> str:
    """Return the SHA-256 (hex) of the file an entry brought in; "" where it is no import."""
    return connection.execute(_SHA256, {"uuid": bytes.fromhex(uid)}).scalar_one_or_none() or ""


def last_reversal(connection: Connection, uid: Uid) -> LastReversal | None:
    """Return the newest undo or redo in the line of an act, or None where it was never taken back."""
    last: LastReversal | None = None
    at = bytes.fromhex(uid)
    while (row := connection.execute(_TAKEN_BACK, {"uuid": at}).one_or_none()) is not None:
        last, at = LastReversal(row[0], Uid(row[1].hex()), row[2]), row[1]
    return last


def kind_of(connection: Connection, seq: int) -> str:
    """Return the kind of an entry that is in the journal."""
    kind: str = connection.execute(_KIND, {"seq": seq}).scalar_one()
    return kind
