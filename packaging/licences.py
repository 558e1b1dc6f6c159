"""Writes the table of what is inside the bundle and under which licence: PyInstaller's description calls it.

The packages come as they are installed; the interpreter and Qt are added, and on Debian each library that was
taken from the system, with the text its package keeps. A library of unknown origin is named so, never left out.
"""

import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from chinese_font import licence
from lunarcurator.services.licences import FILE, Part, gather

_QT = (
    "Qt is used under the GNU Lesser General Public Licence, version 3, as shared libraries of their own in this\n"
    "folder; they can be replaced by others. Its sources come from the Qt Project, release of this version."
)


def write_table(folder: Path, binaries: Iterable[tuple[str, str, str]], fonts: Sequence[Path] = ()) -> Path:
    """Write the table for these binaries (place, source, kind) and fonts into a folder, and return its file."""
    parts = [*gather("lunarcurator"), _interpreter(), _qt(), *_from_the_system(binaries)]
    parts += [licence(each) for each in fonts[:1]]
    path = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(tuple(sorted(set(parts), key=lambda each: each.name.casefold()))))
    return path


def _interpreter() -> Part:
    places = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    system = sorted(
        Path("/usr/share/doc").glob(f"libpython{sys.version_info[0]}.{sys.version_info[1]}*/copyright")
    )
    text = next((each.read_text("utf-8") for each in (*places, *system) if each.is_file()), "")
    return Part("Python", platform.python_version(), "PSF-2.0", text)


def _qt() -> Part:
    from PySide6.QtCore import qVersion

    return Part("Qt", qVersion(), "LGPL-3.0-only", _QT)


def _from_the_system(binaries: Iterable[tuple[str, str, str]]) -> list[Part]:
    """Return the packages of the system that libraries of the bundle come from."""
    inside = (Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve() / "lib" / "python")
    taken = {Path(source).resolve() for _, source, _ in binaries if source}
    foreign = [each for each in taken if not any(each.is_relative_to(place) for place in inside)]
    foreign = [each for each in foreign if "site-packages" not in each.parts and "lib-dynload" not in each.parts]
    if sys.platform != "linux" or shutil.which("dpkg-query") is None:
        return [Part(each.name, "", "see its maker") for each in foreign]
    return list({_package_of(each) for each in foreign})


def _package_of(library: Path) -> Part:
    # Debian has merged /usr: a file may be known by its old path.
    for path in (str(library), str(library).removeprefix("/usr")):
        told = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=False)
        if told.returncode == 0:
            package = told.stdout.split(": ")[0].split(",")[0]
            shown = ["dpkg-query", "-W", "-f", "${Version}", package]
            version = subprocess.run(shown, capture_output=True, text=True, check=False).stdout
            name = package.partition(":")[0]
            text = Path("/usr/share/doc") / name / "copyright"
            return Part(name, version, "see the text", text.read_text("utf-8") if text.is_file() else "")
    return Part(library.name, "", "of unknown origin")
