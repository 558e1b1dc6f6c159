"""A power cut: the files of an open store as they lie on the disk, opened by a program that starts anew."""

import shutil
from pathlib import Path

from lunarcurator.services.store_session import StoreSession


def after_a_cut(session: StoreSession, folder: Path) -> StoreSession:
    """Return the store as a cut left it, opened from a copy; nobody closed the one that is open."""
    folder.mkdir()
    for each in session.path.parent.glob(f"{session.path.name}*"):
        if each.is_file():
            shutil.copy(each, folder)
    return StoreSession.open(folder / session.path.name)
