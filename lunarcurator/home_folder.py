"""A home for a person whom the system does not know: without one nothing of a person has a place."""

import os
import stat
import sys
import tempfile
from pathlib import Path


def provide_home() -> Path | None:
    """Give this process a home where the system tells none, and return it; None where there is one.

    A relative one is none: where it lies would depend on the folder the program is started in.

    A container or a batch system may run the program under a number that stands in no list of persons. The home is
    then a folder among the temporary files, of this person alone: it may be gone after a restart.
    """
    if sys.platform == "win32" or Path(os.environ.get("HOME", "")).is_absolute():
        return None
    os.environ.pop("HOME", None)
    if Path(os.path.expanduser("~")).is_absolute():  # noqa: PTH111 - Path.home() raises where this leaves the sign
        return None
    who = os.getuid()
    home = Path(tempfile.gettempdir()) / f"lunarcurator-home-{who}"
    if not _is_of(who, home):
        home = Path(tempfile.mkdtemp(prefix="lunarcurator-home-"))
    os.environ["HOME"] = str(home)
    return home


def _is_of(who: int, folder: Path) -> bool:
    """Make a folder if need be, and tell whether it is this person's and no other can write there."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    others = stat.S_IWGRP | stat.S_IWOTH
    return stat.S_ISDIR(found.st_mode) and found.st_uid == who and not found.st_mode & others
