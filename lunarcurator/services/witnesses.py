"""Where heads are written down outside of a store: each user's own folder, and the folders of backups."""

import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

import platformdirs

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.store.database import Database
from lunarcurator.store.examining import witnessed
from lunarcurator.store.files import put, sha256_of, sync
from lunarcurator.store.opening import Head
from lunarcurator.store.witness import NAME, Attested, Witness, attest, put_aside, read_witness, set_aside

FOLDERS: Final = "lunarcurator-witness-folders.txt"
"""In a user's own folder: where else heads of which store were written down, one `store folder` a line."""

_BEGIN: Final = re.compile(rb"([0-9a-f]{64}) (\d{1,18})\n")


def own_folder() -> Path:
    """Return this user's folder for what the program keeps."""
    return Path(platformdirs.user_data_dir("lunarcurator", appauthor=False))


def witnesses_of(store_id: str, *folders: Path, last: int = 0) -> tuple[Witness, ...]:
    """Return the witness of this user's folder and those of others, as far as there are any, about one store.

    With `last` only so many lines at the end of each, which takes milliseconds. Heads that were put aside when an
    older copy was restored on purpose are left out wherever they stand.
    """
    if not store_id:
        return ()
    aside = {each.link for each in heads_aside(store_id)}
    found: list[Witness] = []
    for folder in dict.fromkeys(each.absolute() for each in (own_folder(), *folders)):
        witness = read_witness(folder, store_id, last)
        if witness is not None and folder != own_folder().absolute():
            heads = tuple(each for each in witness.heads if each.link not in aside)
            witness = Witness(witness.path, heads, witness.is_readable)
        if witness is not None:
            found.append(witness)
    return tuple(found)


def witnesses_known(store: Path, store_id: str, *folders: Path) -> tuple[Witness, ...]:
    """Return every witness of a store there is: also that beside it, and where backups were made to before."""
    return witnesses_of(store_id, *folders, store.parent, *_folders_of(store_id))


def heads_in(witnesses: tuple[Witness, ...]) -> tuple[Attested, ...]:
    """Return all heads of some witnesses."""
    return tuple(head for each in witnesses for head in each.heads)


def heads_aside(store_id: str) -> frozenset[Attested]:
    """Return the heads that do not count any more, because an older copy was restored on purpose."""
    return set_aside(own_folder(), store_id)


def bear_witness(database: Database, head: Head, *folders: Path) -> tuple[Finding, ...]:
    """Write a head of a store down in this user's folder and in others, if all that is known there fits.

    Where the store lacks entries that a witness knows, or parted from them, nothing is written down, and what is
    returned says so; it says too which folder could not be written.
    """
    found = witnessed(database, heads_in(witnesses_of(head.store_id, *folders)))
    return found or _write_down(head, *folders)


def later_heads(store: Path, head: Head, *folders: Path) -> tuple[Attested, ...]:
    """Return the heads after a head that any witness of a store knows, but for those put aside."""
    known = heads_in(witnesses_known(store, head.store_id, *folders))
    return tuple(each for each in known if each.seq > head.seq)


def begin_going_on(store: Path, digest: str, head: Head, given_up: Collection[Attested]) -> None:
    """Write down which later heads a store gives up once it has these bytes, so that a killed run can be finished.

    Where this user's folder cannot be written nothing is given up, and the next opening says what the store lacks.
    """
    marker = _marker(store)
    with suppress(OSError):
        marker.unlink(missing_ok=True)
        if given_up:
            lines = "".join(f"{' '.join(map(str, each))}\n" for each in given_up)
            new = marker.with_name(marker.name + ".new")
            own_folder().mkdir(parents=True, exist_ok=True)
            new.write_text(f"{digest} {head.seq}\n{lines}", encoding="ascii", newline="\n")
            sync(new)
            put(new, marker)


def finish_going_on(store: Path) -> None:
    """Put aside what a restored store gives up, if it is in place; also for a run that was killed before it did.

    Nobody in this program has the store open.
    """
    marker = _marker(store)
    with suppress(OSError):
        told = read_witness(marker)
        if told is None:
            return
        begin = _BEGIN.match(marker.read_bytes())
        if begin is not None and store.is_file() and sha256_of(store) == begin[1].decode("ascii"):
            put_aside(own_folder(), told.heads, int(begin[2]))
        marker.unlink()


def _marker(store: Path) -> Path:
    """Return where it is written down what a store of this name gives up."""
    name = sha256(str(store.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return own_folder() / f"lunarcurator-going-on-{name[:16]}.txt"


def mind(heads: Iterable[Attested]) -> None:
    """Write the last of some heads down in this user's folder, so that each opening asks for its entry."""
    last = max(heads, key=lambda each: each.seq, default=None)
    if last is not None:
        attest(own_folder(), Head(*last))


def _write_down(head: Head, *folders: Path) -> tuple[Finding, ...]:
    aside = {each.link for each in heads_aside(head.store_id)}
    notes: list[Finding] = []
    for folder in (own_folder(), *folders):
        if folder != own_folder():
            _clear(folder, head.store_id, aside)
        if not attest(folder, head):
            notes.append(find(Strength.WARN, "witness.not_written", "", folder=str(folder)))
        elif folder != own_folder():
            _remember(head.store_id, folder)
    return tuple(notes)


def _clear(folder: Path, store_id: str, aside: set[tuple[int, str]]) -> None:
    """Put aside in a folder what does not count any more: it must not stand beside what came instead of it."""
    there = read_witness(folder / NAME, store_id) if aside else None
    gone = [each for each in there.heads if each.link in aside] if there is not None else []
    if gone:
        with suppress(OSError):
            put_aside(folder, gone, min(each.seq for each in gone) - 1)


def _remember(store_id: str, folder: Path) -> None:
    """Keep in mind where a head was written down, so that verifying asks there too."""
    line = f"{store_id} {folder.absolute()}"
    if len(line.splitlines()) == 1 and line not in _lines():
        with suppress(OSError), (own_folder() / FOLDERS).open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{line}\n")


def _folders_of(store_id: str) -> tuple[Path, ...]:
    told = (line.partition(" ") for line in _lines())
    return tuple(Path(folder) for store, _, folder in told if store == store_id and folder)


def _lines() -> tuple[str, ...]:
    try:
        return tuple((own_folder() / FOLDERS).read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return ()
