"""A power cut: the files of an open store as they lie on the disk, opened by a program that starts anew."""

import shutil
from pathlib import Path

from lunarcurator.services.desk import Desk


def after_a_cut(desk: Desk, folder: Path) -> Desk:
    """Return the store as a cut left it, opened from a copy; nobody closed the one that is open."""
    folder.mkdir()
    for each in desk.path.parent.glob(f"{desk.path.name}*"):
        if each.is_file():
            shutil.copy(each, folder)
    return Desk.open(folder / desk.path.name)
