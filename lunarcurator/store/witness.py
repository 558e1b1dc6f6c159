"""The witness: heads a store had, written down outside of it, so that a store that lacks entries says so.

A witness is a small text file that only grows: one line per head, `store seq chain time`. It lies in the folder
of the backups and in each user's own data folder (`ledger.md` section 3, *Cut tail*).
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lunarcurator.store.opening import Head

NAME: Final = "lunarcurator-witness.txt"
_LINE: Final = re.compile(r"([0-9a-f]{32}) (\d{1,18}) ([0-9a-f]{64}) (\d{1,18})", re.ASCII)
_LARGEST: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attested:
    """A head as it was seen once: store, sequence, chain link, and when it was recorded in us UTC."""

    store_id: str
    seq: int
    chain: str
    recorded_us: int


def attest(folder: Path, head: Head) -> bool:
    """Add a head to the witness of a folder unless it stands there; False where the folder cannot be written."""
    if not head.seq:
        return True
    line = f"{head.store_id} {head.seq} {head.chain} {head.recorded_us}\n"
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if line in _tail(path):
            return True
        with path.open("a", encoding="ascii", newline="\n") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    return True


def read_witness(path: Path) -> tuple[Attested, ...]:
    """Return the last head of each store in a witness file or a folder with one; empty where there is none."""
    file = path / NAME if path.is_dir() else path
    latest: dict[str, Attested] = {}
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            return ()
        with file.open("rb") as lines:
            for raw in lines:
                # A line torn by a lost power supply is passed over; the lines around it still count.
                match = _LINE.fullmatch(raw[:200].decode("ascii", "replace").strip())
                if match is None:
                    if not latest and raw[:15] == b"SQLite format 3":
                        return ()
                    continue
                found = Attested(match[1], int(match[2]), match[3], int(match[4]))
                if found.store_id not in latest or latest[found.store_id].seq <= found.seq:
                    latest[found.store_id] = found
    except OSError:
        return ()
    return tuple(latest.values())


def put_aside(folder: Path, store_id: str, seq: int) -> None:
    """Let a restored store go on: its later heads leave the witness, a copy of which stays beside it."""
    path = folder / NAME
    if not path.is_file():
        return
    lines = path.read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if not _is_later(line, store_id, seq)]
    if len(kept) < len(lines):
        path.with_name(f"{path.stem}-before-{store_id[:8]}-{seq}.txt").write_bytes(b"".join(lines))
        new = path.with_name(path.name + ".new")
        new.write_bytes(b"".join(kept))
        new.replace(path)


def _is_later(line: bytes, store_id: str, seq: int) -> bool:
    match = _LINE.fullmatch(line.decode("ascii", "replace").strip())
    return match is not None and match[1] == store_id and int(match[2]) > seq


def _tail(path: Path) -> str:
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 4_096, 0))
        return file.read().decode("ascii", "replace")
