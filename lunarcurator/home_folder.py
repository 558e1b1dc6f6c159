"""A home for a person whom the system does not know: without one nothing of a person has a place."""

import os
import stat
import sys
import tempfile
from pathlib import Path

_PREFIX = "lunarcurator-home-"


def provide_home() -> Path | None:
    """Give this process a home where the system tells none, and return it; None where there is one.

    A relative one is none: where it lies would depend on the folder the program is started in. Nor is one that
    cannot be written to or made, as systems have it for those who are no persons.

    A container or a batch system may run the program under a number that stands in no list of persons. The home is
    then a folder among the temporary files, of this person alone: it may be gone after a restart.
    """
    if sys.platform == "win32" or _serves(Path(os.environ.get("HOME", ""))):
        return None
    os.environ.pop("HOME", None)
    if _serves(Path(os.path.expanduser("~"))):  # noqa: PTH111 - Path.home() raises where this leaves the sign
        return None
    who = os.getuid()
    home = Path(tempfile.gettempdir()) / f"{_PREFIX}{who}"
    if not _is_of(who, home):
        home = Path(tempfile.mkdtemp(prefix=_PREFIX))
    os.environ["HOME"] = str(home)
    return home


def temporary_home() -> Path | None:
    """Return the home if it is one that was given here, and may be gone after a restart; None for another."""
    home = Path(os.environ.get("HOME", ""))
    return home if home.name.startswith(_PREFIX) and home.parent == Path(tempfile.gettempdir()) else None


def _serves(home: Path) -> bool:
    """Tell whether a folder is there, or could be made."""
    if not home.is_absolute():
        return False
    # A folder behind one that may not be looked into is none.
    there = next(each for each in (home, *home.parents) if os.path.exists(each))  # noqa: PTH110 - exists() raises there
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _is_of(who: int, folder: Path) -> bool:
    """Make a folder if need be, and tell whether it is this person's and no other can write there."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    others = stat.S_IWGRP | stat.S_IWOTH
    return stat.S_ISDIR(found.st_mode) and found.st_uid == who and not found.st_mode & others
