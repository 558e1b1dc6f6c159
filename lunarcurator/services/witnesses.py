"""Where heads are written down outside of a store: each user's own folder, and the folder of the backups."""

from pathlib import Path

import platformdirs

from lunarcurator.store.opening import Head
from lunarcurator.store.witness import Attested, attest, put_aside, read_witness


def own_folder() -> Path:
    """Return this user's folder for what the program keeps."""
    return Path(platformdirs.user_data_dir("lunarcurator", appauthor=False))


def bear_witness(head: Head, *folders: Path) -> None:
    """Write a head down in this user's folder and in others.

    A folder that saw a later head of the same store is left as it is: the store at hand lacks entries, and its
    next opening must still say so.
    """
    for folder in (own_folder(), *folders):
        seen = heads_seen(head.store_id, folder, own=False)
        if all(each.seq <= head.seq for each in seen):
            attest(folder, head)


def accept(head: Head, *folders: Path) -> None:
    """Let a store that was restored on purpose be posted into: later heads of it are put aside, not lost."""
    for folder in (own_folder(), *folders):
        put_aside(folder, head.store_id, head.seq)


def heads_seen(store_id: str, *folders: Path, own: bool = True) -> tuple[Attested, ...]:
    """Return the last head of a store that each folder has seen."""
    places = (own_folder(), *folders) if own else folders
    return tuple(each for place in places for each in read_witness(place) if each.store_id == store_id)
