"""Names that a system gives no file: Windows takes some for devices, and cuts others without a word.

What is written to `con.lunar` goes to the console and is lost; `lab.lunar.` and `lab.lunar ` become `lab.lunar`. A
path of more than 259 signs it finds only where it was told to.
"""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_DEVICE: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?", re.IGNORECASE)
_CUT: Final = re.compile(r"[. ]$")
_SIGNS: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


PARTS: Final = (".part", ".aside", ".migrating", ".new")
"""How files end that have not taken their name yet; older versions of the program made the last one."""

_LONGEST_NAME: Final = 255
_LONGEST: Final = 245
"""So many signs a path may have that 259 suffice for what lies beside a store, such as its journal."""


def name_trouble(path: Path, *, windows: bool = os.name == "nt") -> str:
    """Return the key of the sentence that says why nothing can be written to a path, "" where it can."""
    if not windows:
        return ""
    if is_unfit(path.name):
        return "file.name_unfit"
    if len(path.name) > _LONGEST_NAME:
        return "file.name_too_long"
    is_long = len(os.path.abspath(path)) > _LONGEST  # noqa: PTH100 - Path.absolute() keeps what stands for folders above
    return "file.path_too_long" if is_long and not _takes_long_paths() else ""


def is_unfit(name: str) -> bool:
    """Tell whether a file of this name would be another one on Windows, a device, or none."""
    return bool(_DEVICE.fullmatch(name) or _CUT.search(name) or _SIGNS.search(name))


def finished(path: Path) -> Path:
    """Return the path by which a person knows a file: one that has not taken its name yet is told of by that."""
    return path.with_suffix("") if path.suffix in PARTS else path


def is_folder(path: Path) -> bool:
    """Tell whether a folder is there, as far as that can be seen: not behind one that may not be looked into."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir() raises there


def is_there(path: Path) -> bool:
    """Tell whether a file or folder is there, as far as that can be seen: see `is_folder`."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists() raises there


def is_shut(path: Path) -> bool:
    """Tell whether a file or folder lies behind a folder that may not be looked into, be it there or not."""
    try:
        path.stat()
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def is_same(one: Path, other: Path) -> bool:
    """Tell whether two names are of one file, as far as that can be seen: see `is_folder`."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def in_order(files: Iterable[Path]) -> list[Path]:
    """Return files in the order of their names, the same on every system: to a Windows path A and a are one."""
    return sorted(files, key=lambda each: each.parts)


def _takes_long_paths() -> bool:
    """Tell whether this Windows was told to take paths of more than 259 signs; False elsewhere."""
    if sys.platform != "win32":
        return False
    import ctypes

    asked = getattr(ctypes.windll.ntdll, "RtlAreLongPathsEnabled", None)
    return asked is not None and bool(asked() & 0xFF)
