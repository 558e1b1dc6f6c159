"""Says what is inside the bundle and under which licence: PyInstaller's description calls it.

The packages come as they are installed; the interpreter, Qt, its ICU and the icon fonts are added, and on Debian
each library that was taken from the system, with the text its package keeps. A package that brings no text gets
that of its licence from `licence_texts`. A library of unknown origin is named so, never left out.
"""

import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

import msgspec
from chinese_font import licence
from lunarcurator.services.licences import FILE, Part, gather
from windows.python_parts import parts_brought

ROOT = Path(__file__).parent.parent
OWN = "lunarcurator"
_KNOWN = frozenset({"LGPL-3.0", "GPL-3.0", "MIT", "OFL-1.1", "Apache-2.0"})
_DEBIAN = "see the text"
_COMMON = re.compile(r"/usr/share/common-licenses/([A-Za-z0-9.-]*[A-Za-z0-9])")
_ICON_FONTS = (
    "Font Awesome Free and Elusive Icons under the SIL Open Font License 1.1; Material Design Icons and Remix\n"
    "Icon under the Apache License 2.0; Phosphor under the MIT License; Codicons under CC BY 4.0."
)
_QT = (
    "Qt is used under the GNU Lesser General Public Licence, version 3, as shared libraries of their own in this\n"
    "folder; they can be replaced by others. Its sources come from the Qt Project, release of this version."
)


def parts_of(binaries: Sequence[tuple[str, str, str]], fonts: Sequence[Path] = ()) -> tuple[tuple[Part, str], ...]:
    """Return what these binaries (place, source, kind), fonts and all packages are parts of, each with its URL.

    The URL of a package is that of the purl specification, "" for what is no package.
    """
    packages = gather(OWN)
    found = {_whole(each): f"pkg:pypi/{_plain(each.name)}@{each.version}" for each in packages}
    others = [_interpreter(), _qt(), *_icu(binaries), *(licence(each) for each in fonts[:1])]
    others += [_icon_fonts(each.version) for each in packages if each.name == "QtAwesome"]
    if sys.platform == "win32":
        others += parts_brought(Path(sys.base_prefix), [place for place, _, _ in binaries])
    found |= dict.fromkeys(others, "")
    for part in _from_the_system(binaries):
        is_package = part.licence == _DEBIAN
        found[part] = f"pkg:deb/debian/{part.name}@{quote(part.version, safe='')}" if is_package else ""
    return tuple(sorted(found.items(), key=lambda each: (each[0].name.casefold(), each[0])))


def write_table(folder: Path, parts: Iterable[tuple[Part, str]]) -> Path:
    """Write the table that *About* shows into a folder, and return its file."""
    path = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    told = [part for part, _ in parts]
    path.write_bytes(msgspec.json.encode((*told, *_referred_to(told))))
    return path


def _referred_to(parts: Iterable[Part]) -> list[Part]:
    """Return the licences that texts of Debian only refer to: where the bundle runs, they may lie nowhere."""
    names = {name for part in parts for name in _COMMON.findall(part.text)}
    files = {(Path("/usr/share/common-licenses") / name).resolve() for name in names}
    files = {each for each in files if each.is_file()}
    return [Part(f"The licence {each.name}", "", each.name, each.read_text("utf-8")) for each in sorted(files)]


def without_text(parts: Iterable[Part]) -> list[str]:
    """Return the names of the parts of which the bundle would carry no licence."""
    return [each.name for each in parts if not each.text.strip()]


def _whole(part: Part) -> Part:
    """Return a package with the texts of its licence, where it brings none or not all."""
    wanted = re.findall(r"[A-Za-z0-9.-]+", part.licence.split(" OR ")[0].replace("-only", ""))
    known = [_text(each) for each in wanted if each in _KNOWN]
    if "LGPL-3.0" in wanted:
        # It is what the other one says, and more.
        known.append(_text("GPL-3.0"))
    # What Qt's packages for Windows bring is the licence of those who pay; ours is the lesser one.
    is_ours = "LGPL-3.0" not in wanted or "LESSER GENERAL PUBLIC LICENSE" in part.text
    return part if not known or (part.text and is_ours) else msgspec.structs.replace(part, text="\n\n".join(known))


def _text(name: str) -> str:
    path = ROOT / "LICENSE" if name == "LGPL-3.0" else ROOT / "packaging" / "licence_texts" / f"{name}.txt"
    return path.read_text("utf-8")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


def _interpreter() -> Part:
    places = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    system = sorted(
        Path("/usr/share/doc").glob(f"libpython{sys.version_info[0]}.{sys.version_info[1]}*/copyright")
    )
    text = next((each.read_text("utf-8") for each in (*places, *system) if each.is_file()), "")
    return Part("Python", platform.python_version(), "PSF-2.0", text)


def _qt() -> Part:
    from PySide6.QtCore import qVersion

    return Part("Qt", qVersion(), "LGPL-3.0-only", "\n\n".join((_QT, _text("LGPL-3.0"), _text("GPL-3.0"))))


def _icu(binaries: Iterable[tuple[str, str, str]]) -> list[Part]:
    """Return ICU where Qt brings it along; on Windows it is the system's."""
    found = (re.fullmatch(r"libicudata\.so\.(\d+)", Path(place).name) for place, _, _ in binaries)
    return [Part("ICU", each[1], "Unicode-DFS-2016", _text("Unicode-DFS-2016")) for each in found if each]


def _icon_fonts(version: str) -> Part:
    texts = [_ICON_FONTS, *(_text(name) for name in ("OFL-1.1", "Apache-2.0", "MIT", "CC-BY-4.0"))]
    return Part(
        "Icon fonts of QtAwesome", version, "OFL-1.1 AND Apache-2.0 AND MIT AND CC-BY-4.0", "\n\n".join(texts)
    )


def _from_the_system(binaries: Iterable[tuple[str, str, str]]) -> list[Part]:
    """Return the packages of the system that libraries of the bundle come from."""
    inside = (Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve() / "lib" / "python")
    taken = {Path(source).resolve() for _, source, _ in binaries if source}
    foreign = [each for each in taken if not any(each.is_relative_to(place) for place in inside)]
    foreign = [each for each in foreign if "site-packages" not in each.parts and "lib-dynload" not in each.parts]
    if sys.platform != "linux" or shutil.which("dpkg-query") is None:
        return [Part(each.name, "", "of unknown origin") for each in foreign]
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
            return Part(name, version, _DEBIAN, text.read_text("utf-8") if text.is_file() else "")
    return Part(library.name, "", "of unknown origin")
