"""The witness: heads a store had, written down outside of it, so that a store that lacks entries says so.

A witness is a small text file that only grows: one line per head, `store after file history seq chain time`. Lines
of older programs begin with the history. It lies in the folder of the backups and in each user's own data folder
(`ledger.md` section 3, *Cut tail*). All its lines count.
"""

import mmap
import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Final, NamedTuple

from lunarcurator.file_names import is_folder
from lunarcurator.store.opening import Head

NAME: Final = "lunarcurator-witness.txt"
_ANY_HISTORY: Final = "[0-9a-f]{32}"
_IDENTITY: Final = re.compile(_ANY_HISTORY)
_LINE: Final = re.compile(
    (
        rf"(?:({_ANY_HISTORY}) (\d{{1,18}}) ([!-~]+) )?"
        rf"({_ANY_HISTORY}) (\d{{1,18}}) ([0-9a-f]{{64}}) (-?\d{{1,19}})[ \t]*(?=[\r\n]|\Z)"
    ).encode("ascii")
)
"""A line; one may begin where another was torn: only its end is sure."""
_BLOCK: Final = 1 << 20
_NEAR: Final = 100
_LONGEST: Final = 4_096
_LAST_US: Final = 253_402_300_799_000_000
"""The last second of the year 9999."""


class Attested(NamedTuple):
    """A head as it was seen once: history, sequence, chain link, and when it was recorded in us UTC.

    The first history of a store has the store's identity, and each since a restore its own (`histories`). `store`
    is the identity of the store it is a history of, `after` the entry after which it began, and `file` the name of
    the file it stood in, without folder and ending; older programs did not write these down.
    """

    history: str
    seq: int
    chain: str
    recorded_us: int
    store: str = ""
    after: int = 0
    file: str = ""

    @property
    def link(self) -> tuple[int, str]:
        """What the line says of the journal: the sequence and its chain link."""
        return self.seq, self.chain

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands: the history and the sequence."""
        return self.history, self.seq

    @property
    def day_and_time(self) -> str:
        """When it was recorded, to the minute in UTC; empty where that is not known."""
        if not self.recorded_us:
            return ""
        recorded = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=min(max(self.recorded_us, 0), _LAST_US))
        return f"{recorded:%Y-%m-%d %H:%M} UTC"


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness file and its heads, each once, in the order of its lines; none of a file that cannot be read."""

    path: Path
    heads: tuple[Attested, ...] = ()
    is_readable: bool = True


def read_witness(place: Path, *about: str, last: int = 0) -> Witness | None:
    """Return the heads in a witness file, or in that of a folder; None where there is none.

    With `about` only those of these stores and histories, and with `last` at least so many lines of each at the
    end, which takes milliseconds in a file of any length. Whatever is no line of a witness is passed over: torn
    and foreign lines, marks of an editor, other encodings.
    """
    path = place / NAME if is_folder(place) else place
    try:
        if path.is_dir() and path != place:
            return Witness(path, is_readable=False)
        if not path.is_file():
            return None
        with path.open("rb") as file:
            if last:
                file.seek(_begin_of_last(file, about, last))
            return Witness(path, tuple(_heads(file, about)))
    except OSError:
        return Witness(path, is_readable=False)


def attest(folder: Path, head: Head, store: Path | None = None) -> bool:
    """Add a head to the witness of a folder unless it stands there; False where the folder cannot be written.

    With the file that the `store` is in, its name and where its history began are written too. Whether the head
    fits those that stand there is for the caller to know.
    """
    if not head.seq:
        return True
    if not _IDENTITY.fullmatch(head.history):
        return False
    new = Attested(head.history, head.seq, head.chain, head.recorded_us)
    if store is not None:
        new = seen_in(store, head)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = read_witness(folder / NAME, head.history, last=_NEAR)
        if there is not None and (*new.link, new.file) in {(*each.link, each.file) for each in there.heads}:
            return True
        _append(folder / NAME, (new,))
    except OSError:
        return False
    return True


def seen_in(store: Path, head: Head) -> Attested:
    """Return the head of a store as a witness has it."""
    after, name = head.histories[-1].first, name_in_witness(store)
    return Attested(head.history, head.seq, head.chain, head.recorded_us, head.store_id, after, name)


def name_in_witness(store: Path) -> str:
    """Return the name by which witnesses tell the file of a store from others: without folder and ending."""
    stem = (store.resolve() if store.is_symlink() else store).stem
    return unicodedata.normalize("NFC", stem.encode("utf-8", "replace").decode("utf-8"))


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names are those of one file; some disks do not tell capitals from small letters."""
    return one.casefold() == other.casefold()


def _heads(file: IO[bytes], about: Collection[str]) -> Iterator[Attested]:
    """Yield each head of some stores and histories once, or each there is where none are named."""
    seen: set[tuple[bytes, ...]] = set()
    for block in _blocks(file):
        for store, after, name, history, seq, chain, recorded in _LINE.findall(block):
            head = Attested(
                history.decode("ascii"),
                int(seq),
                chain.decode("ascii"),
                int(recorded),
                store.decode("ascii"),
                int(after or 0),
                name.decode("unicode_escape", "replace"),
            )
            is_asked = not about or head.store in about or head.history in about
            if is_asked and head.seq and (history, seq, chain, name) not in seen:
                seen.add((history, seq, chain, name))
                yield head


def _begin_of_last(file: IO[bytes], about: Collection[str], last: int) -> int:
    """Return where the last lines of each history begin; 0 in a file with zeros, which has to be read whole."""
    if file.seek(0, os.SEEK_END) == 0:
        return 0
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as told:
        if told.find(b"\0") >= 0:
            return 0
        return min((_begin_in(told, each.encode("utf-8"), last) for each in about), default=0)


def _begin_in(told: mmap.mmap, sought: bytes, last: int) -> int:
    begin = len(told)
    for _ in range(last):
        found = told.rfind(sought, 0, begin)
        if found < 0:
            break
        begin = told.rfind(b"\n", 0, found) + 1
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
    lines = "".join(_told(each) for each in heads)
    with path.open("a+b") as file:
        # The last line may have been torn: it must not swallow the next.
        begun = b"" if _ends_with_line(file) else b"\n"
        file.write(begun + lines.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def _told(head: Attested) -> str:
    # A word of plain signs, whatever the name is: lines are taken apart at their spaces.
    name = head.file.encode("unicode_escape").decode("ascii").replace(" ", r"\x20")
    of = f"{head.store} {head.after} {name} " if name else ""
    return f"{of}{head.history} {head.seq} {head.chain} {head.recorded_us}\n"


def _ends_with_line(file: IO[bytes]) -> bool:
    if file.seek(0, os.SEEK_END) == 0:
        return True
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
