"""The witness: heads a store had, written down outside of it, so that a store that lacks entries says so.

A witness is a small text file that only grows: one line per head, `history seq chain time`. It lies in the folder
of the backups and in each user's own data folder (`ledger.md` section 3, *Cut tail*). All its lines count.
"""

import mmap
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, NamedTuple

from lunarcurator.store.opening import Head

NAME: Final = "lunarcurator-witness.txt"
_ANY_HISTORY: Final = "[0-9a-f]{32}"
_IDENTITY: Final = re.compile(_ANY_HISTORY)
_BLOCK: Final = 1 << 20
_NEAR: Final = 100
_LONGEST: Final = 256


class Attested(NamedTuple):
    """A head as it was seen once: history, sequence, chain link, and when it was recorded in us UTC.

    The first history of a store has the store's identity, and each since a restore its own (`histories`).
    """

    history: str
    seq: int
    chain: str
    recorded_us: int

    @property
    def link(self) -> tuple[int, str]:
        """What the line says of the journal: the sequence and its chain link."""
        return self.seq, self.chain

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands: the history and the sequence."""
        return self.history, self.seq


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness file and its heads, each once, in the order of its lines; none of a file that cannot be read."""

    path: Path
    heads: tuple[Attested, ...] = ()
    is_readable: bool = True


def read_witness(place: Path, history: str = "", last: int = 0) -> Witness | None:
    """Return the heads in a witness file, or in that of a folder; None where there is none.

    With `history` only those of one history, and of these with `last` no more lines than so many at the end, which
    takes milliseconds in a file of any length. Whatever is no line of a witness is passed over: torn and foreign
    lines, marks of an editor, other encodings.
    """
    path = place / NAME if place.is_dir() else place
    try:
        if path.is_dir() and path != place:
            return Witness(path, is_readable=False)
        if not path.is_file():
            return None
        with path.open("rb") as file:
            if last:
                file.seek(_begin_of_last(file, history, last))
            return Witness(path, tuple(_heads(file, history)))
    except OSError:
        return Witness(path, is_readable=False)


def attest(folder: Path, head: Head) -> bool:
    """Add a head to the witness of a folder unless it stands there; False where the folder cannot be written.

    Whether the head fits those that stand there is for the caller to know.
    """
    if not head.seq:
        return True
    if not _IDENTITY.fullmatch(head.history):
        return False
    new = Attested(head.history, head.seq, head.chain, head.recorded_us)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = read_witness(folder / NAME, head.history, _NEAR)
        if there is not None and new.link in {each.link for each in there.heads}:
            return True
        _append(folder / NAME, (new,))
    except OSError:
        return False
    return True


def _heads(file: IO[bytes], history: str) -> Iterator[Attested]:
    """Yield each head once."""
    line = _line(history)
    seen: set[tuple[bytes, bytes, bytes]] = set()
    for block in _blocks(file):
        for named, seq, chain, recorded in line.findall(block):
            if (named, seq, chain) not in seen and int(seq):
                seen.add((named, seq, chain))
                yield Attested(named.decode("ascii"), int(seq), chain.decode("ascii"), int(recorded))


def _begin_of_last(file: IO[bytes], history: str, last: int) -> int:
    """Return where the last lines about a history begin; 0 in a file with zeros, which has to be read whole."""
    if file.seek(0, os.SEEK_END) == 0:
        return 0
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as told:
        if told.find(b"\0") >= 0:
            return 0
        begin, sought = len(told), history.encode("utf-8")
        for _ in range(last):
            found = told.rfind(sought, 0, begin)
            if found < 0:
                break
            begin = found
        return begin


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file in blocks of whole lines, so that a file of something else takes no memory either."""
    rest = b""
    while chunk := file.read(_BLOCK):
        # A lost power supply leaves blocks of zeros, and an editor may have written two bytes for each sign.
        block = rest + chunk.replace(b"\0", b"")
        cut = block.rfind(b"\n") + 1 or max(len(block) - _LONGEST, 0)
        yield block[:cut]
        rest = block[cut:]
    yield rest


def _append(path: Path, heads: Iterable[Attested]) -> None:
    lines = "".join(f"{each.history} {each.seq} {each.chain} {each.recorded_us}\n" for each in heads)
    with path.open("a+b") as file:
        # The last line may have been torn: it must not swallow the next.
        begun = b"" if _ends_with_line(file) else b"\n"
        file.write(begun + lines.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def _ends_with_line(file: IO[bytes]) -> bool:
    if file.seek(0, os.SEEK_END) == 0:
        return True
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


def _line(history: str) -> re.Pattern[bytes]:
    """Return what a line of a history is. One may begin where another was torn: only its end is sure."""
    named = re.escape(history) or _ANY_HISTORY
    text = rf"({named}) (\d{{1,18}}) ([0-9a-f]{{64}}) (-?\d{{1,19}})[ \t]*(?=[\r\n]|\Z)"
    return re.compile(text.encode("utf-8"))
