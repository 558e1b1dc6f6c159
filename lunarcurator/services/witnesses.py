"""Where heads are written down outside of a store: each user's own folder, and the folders of backups."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import platformdirs

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.store.database import Database, setting
from lunarcurator.store.examining import witnessed
from lunarcurator.store.histories import TO_LOOK
from lunarcurator.store.opening import Head
from lunarcurator.store.peeking import holds_link
from lunarcurator.store.witness import Attested, Witness, attest, read_witness

FOLDERS: Final = "lunarcurator-witness-folders.txt"
"""In a user's own folder: where else heads of which store were written down, one `store folder` a line."""


def own_folder() -> Path:
    """Return this user's folder for what the program keeps."""
    return Path(platformdirs.user_data_dir("lunarcurator", appauthor=False))


def witnesses_of(head: Head, *folders: Path, last: int = 0) -> tuple[Witness, ...]:
    """Return the witness of this user's folder and those of others, as far as there are any, about one store.

    They have the heads that the store must have, and with `last` only so many lines at the end of each history,
    which takes milliseconds.
    """
    read = _all_about(head, folders, last)
    return tuple(replace(each, heads=tuple(_binding(head, each.heads))) for each in read)


def witnesses_known(store: Path, head: Head, *folders: Path, last: int = 0) -> tuple[Witness, ...]:
    """Return every witness of a store there is: also that beside it, and where backups were made to before."""
    return witnesses_of(head, *_known(store, head, folders), last=last)


def _known(store: Path, head: Head, folders: Iterable[Path]) -> tuple[Path, ...]:
    return (*folders, store.parent, *_folders_of(head.store_id))


def _all_about(head: Head, folders: Iterable[Path], last: int = 0) -> Iterator[Witness]:
    """Yield the witnesses in this user's folder and in others, with all they have of the histories of a store."""
    if not head.store_id:
        return
    for folder in dict.fromkeys(each.absolute() for each in (own_folder(), *folders)):
        read = [read_witness(folder, span.history, last) for span in head.histories]
        found = [each for each in read if each is not None]
        if found:
            yield replace(found[0], heads=heads_in(found))


def _binding(head: Head, heads: Iterable[Attested]) -> Iterator[Attested]:
    return (each for each in heads if head.is_bound_by(*each.place))


def heads_in(witnesses: Iterable[Witness]) -> tuple[Attested, ...]:
    """Return all heads of some witnesses."""
    return tuple(head for each in witnesses for head in each.heads)


def to_look(database: Database) -> tuple[Finding, ...]:
    """Say that a copy was brought back only to be looked at; nothing of any other store."""
    with database.connect() as connection:
        is_to_look = setting(connection, TO_LOOK) is not None
    return (find(Strength.WARN, "restore.to_look", "", file=database.path.name),) if is_to_look else ()


def left_unknown(database: Database, head: Head, *folders: Path, last: int = 0) -> tuple[Finding, ...]:
    """Say that a witness knows entries which nobody knew of when a restored store went on without them."""
    known = heads_in(_all_about(head, _known(database.path, head, folders), last))
    for span in head.histories:
        left = {each.link for each in known if span.is_without(each.history, each.link)}
        news = [link for link in left if not span.knew(link) and not holds_link(database, link)]
        if news:
            entry = max(seq for seq, _ in news)
            return (find(Strength.WARN, "restore.left_unknown", "", after=span.last or 0, last=entry),)
    return ()


def bear_witness(database: Database, head: Head, *folders: Path) -> tuple[Finding, ...]:
    """Write a head of a store down in this user's folder and in others, if all that is known of it fits.

    Where the store lacks entries that a witness knows, or parted from them, nothing is written down, and what is
    returned says so; it says too which folder could not be written.
    """
    found = witnessed(database, heads_in(witnesses_known(database.path, head, *folders)))
    return found or _write_down(head, *folders)


def _write_down(head: Head, *folders: Path) -> tuple[Finding, ...]:
    notes: list[Finding] = []
    for folder in (own_folder(), *folders):
        if not attest(folder, head):
            notes.append(find(Strength.WARN, "witness.not_written", "", folder=str(folder)))
        elif folder != own_folder():
            _remember(head.store_id, folder)
    return tuple(notes)


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
