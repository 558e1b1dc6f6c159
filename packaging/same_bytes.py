"""What makes two builds of the same sources the same, to the byte, and tells where they are not."""

import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
_BEGINNING = "315532800"
"""The first day a zip archive knows, for sources that come without their history."""


def told(env: dict[str, str]) -> dict[str, str]:
    """Return an environment in which the time of a build is that of its sources, unless somebody said one."""
    if "SOURCE_DATE_EPOCH" in env:
        return env
    asked = ["git", "log", "-1", "--format=%ct"]
    try:
        said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        said = ""
    return {**env, "SOURCE_DATE_EPOCH": said or _BEGINNING}


def put_in_order(archive: Path) -> None:
    """Write a zip archive anew, its files in the order of their names; PyInstaller's own order changes."""
    with zipfile.ZipFile(archive) as packed:
        files = sorted((name, packed.read(name)) for name in packed.namelist())
    with zipfile.ZipFile(archive, "w") as packed:
        for name, data in files:
            packed.writestr(zipfile.ZipInfo(name), data)


def differing(one: Path, other: Path) -> list[str]:
    """Return the files of two folders that are not the same in both, or are in one of them only."""
    names = {*_names(one), *_names(other)}
    return sorted(name for name in names if not _is_same(one / name, other / name))


def _names(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def _is_same(one: Path, other: Path) -> bool:
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and one.readlink() == other.readlink()
    if not (one.is_file() and other.is_file()) or one.stat().st_mode != other.stat().st_mode:
        return False
    return one.read_bytes() == other.read_bytes()
