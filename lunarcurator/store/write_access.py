"""Whether a file or a folder may be written: on Windows only trying tells."""

import os
import secrets
from pathlib import Path

from lunarcurator.held_files import lets_go, patiently


def may_write(file: Path) -> bool:
    """Tell whether this person may write into a file; False also where there is none.

    Another program that holds it is waited for about two seconds.
    """
    if not os.access(file, os.W_OK):
        return False
    # POSIX tells, and to close a file there would end the locks that this process has on it.
    return os.name != "nt" or (lets_go(file, writing=True) and opens(file))


def may_write_in(folder: Path) -> bool:
    """Tell whether this person may make files in a folder; False also where there is none."""
    # What may not be gone through takes no file either.
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    return os.name != "nt" or takes(folder)


def opens(file: Path) -> bool:
    """Try to open a file for writing; what is in it stays."""
    try:
        file.open("rb+").close()
    except OSError:
        return False
    return True


def takes(folder: Path) -> bool:
    """Try to make a file in a folder, which goes again at once."""
    tried = folder / f"lunarcurator-{secrets.token_hex(8)}.tried"
    try:
        tried.open("xb").close()
        # A scanner may hold it for a moment, as it does each new file.
        patiently(tried.unlink)
    except OSError:
        return False
    return True
