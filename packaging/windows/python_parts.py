"""What the Windows Python brings along that is not Python's own, and whose each library of a bundle is.

No package says so: the libraries lie beside the interpreter, or were linked into it. A library with no place in
these tables fails the build, and so does one whose part is not in the bill of materials.
"""

import decimal
import fnmatch
import re
import sqlite3
import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from xml.parsers import expat

from lunarcurator.services.licences import Part

_TEXTS = Path(__file__).parent.parent / "licence_texts"
_END = re.compile(r"^-{60,}$|\n\n\n", re.MULTILINE)


class Brought(NamedTuple):
    """A part of the Windows Python: where its code is, its licence, its version, and where the text is.

    `text` is the name of a text of ours, or how its part begins in the licence of Python itself.
    """

    name: str
    files: tuple[str, ...]
    licence: str
    version: Callable[[Path], str]
    text: str


def _version_of(name: str) -> Callable[[Path], str]:
    """Return how the version is read that Windows shows in the properties of a file; "" where it has none."""

    def read(base: Path) -> str:
        import pefile

        path = next((each for each in base.rglob("*.dll") if each.name.casefold() == name), None)
        if path is None:
            return ""
        with pefile.PE(str(path)) as program:
            (told, *_) = getattr(program, "VS_FIXEDFILEINFO", [None])
        if told is None:
            return ""
        high, low = told.FileVersionMS, told.FileVersionLS
        return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"

    return read


def _said_by(name: str, pattern: bytes) -> Callable[[Path], str]:
    """Return how the version is read that a library itself says somewhere; "" where it says none."""

    def read(base: Path) -> str:
        path = next((each for each in base.rglob(name)), None)
        found = re.search(pattern, path.read_bytes()) if path is not None else None
        return found[1].decode("ascii") if found else ""

    return read


BROUGHT = (
    Brought(
        "OpenSSL",
        ("libcrypto-*.dll", "libssl-*.dll"),
        "Apache-2.0",
        lambda _: ssl.OPENSSL_VERSION.split()[1],
        "Apache-2.0.txt",
    ),
    Brought("SQLite", ("sqlite3.dll",), "blessing", lambda _: sqlite3.sqlite_version, "SQLite.txt"),
    # Its file says no version; the name has that of its interface.
    Brought("libffi", ("libffi-*.dll",), "MIT", lambda _: "", "libffi - Copyright"),
    Brought(
        "Microsoft Visual C++ runtime",
        ("vcruntime140*.dll", "msvcp140*.dll", "concrt140*.dll"),
        "Microsoft Distributable Code",
        _version_of("vcruntime140.dll"),
        "Additional Conditions for this Windows binary build",
    ),
    Brought(
        "bzip2",
        ("_bz2.pyd",),
        "bzip2-1.0.6",
        _said_by("_bz2.pyd", rb"(\d+\.\d+\.\d+), \d+-\w{3}-\d{4}"),
        'This program, "bzip2"',
    ),
    # Nothing in it says its version.
    Brought("XZ Utils (liblzma)", ("_lzma.pyd",), "0BSD", lambda _: "", "xz.txt"),
    Brought("Expat", ("pyexpat.pyd",), "MIT", lambda _: expat.EXPAT_VERSION.removeprefix("expat_"), "Expat.txt"),
    Brought("zlib", ("python3*.dll",), "Zlib", lambda _: zlib.ZLIB_RUNTIME_VERSION, "zlib.txt"),
    Brought(
        "mpdecimal",
        ("_decimal.pyd",),
        "BSD-2-Clause",
        lambda _: str(getattr(decimal, "__libmpdec_version__", "")),
        "mpdecimal.txt",
    ),
)
_PYTHONS = (
    *("python3*.dll", "_asyncio.pyd", "_ctypes.pyd", "_elementtree.pyd", "_hashlib.pyd", "_multiprocessing.pyd"),
    *("_overlapped.pyd", "_queue.pyd", "_socket.pyd", "_sqlite3.pyd", "_ssl.pyd", "_uuid.pyd", "_wmi.pyd"),
    *("_zoneinfo.pyd", "select.pyd", "unicodedata.pyd", "winsound.pyd"),
)
_OTHERS = {"qt6*.dll": "Qt", "pyside6.abi3.dll": "PySide6_Essentials", "shiboken6.abi3.dll": "shiboken6"}
_FOLDERS = {
    "charset_normalizer": "charset-normalizer",
    "pyside6/plugins": "Qt",
    "pyside6": "PySide6_Essentials",
    "shiboken6": "shiboken6",
    "markupsafe": "MarkupSafe",
    "msgspec": "msgspec",
    "python_calamine": "python-calamine",
    "sqlalchemy": "SQLAlchemy",
    "zxingcpp": "zxing-cpp",
}


def parts_brought(base: Path, places: Iterable[str]) -> list[Part]:
    """Return the parts of the Python in the folder `base` that these places in a bundle hold code of."""
    names = [PurePosixPath(each.replace("\\", "/")).name.casefold() for each in places]
    licence = next((each.read_text("utf-8") for each in [base / "LICENSE.txt"] if each.is_file()), "")
    return [
        Part(each.name, each.version(base), each.licence, _text_of(each, licence))
        for each in BROUGHT
        if any(fnmatch.fnmatchcase(name, pattern) for name in names for pattern in each.files)
    ]


def owners(place: str) -> list[str]:
    """Return the names of the parts that a library has code of, by its place in a bundle; none if nobody knows."""
    path = PurePosixPath(place.replace("\\", "/").casefold())
    if path.parts[:1] == ("_internal",):
        path = path.relative_to("_internal")
    if len(path.parts) > 1:
        return [next((part for folder, part in _FOLDERS.items() if path.is_relative_to(folder)), "")]
    told = {each.name: each.files for each in BROUGHT}
    told |= {part: (pattern,) for pattern, part in _OTHERS.items()} | {"Python": _PYTHONS}
    return [
        part for part, files in told.items() if any(fnmatch.fnmatchcase(path.name, pattern) for pattern in files)
    ]


def unlisted(bundle: Path, parts: Iterable[Part]) -> list[str]:
    """Return each library of a bundle that belongs to none of these parts, with the part it should belong to."""
    known = {each.name for each in parts}
    return [f"{place}: {said}" for place in _libraries(bundle) for said in _missing(place, known)]


def _missing(place: str, known: set[str]) -> list[str]:
    found = [each for each in owners(place) if each]
    return [each for each in found if each not in known] if found else ["of unknown origin"]


def _libraries(bundle: Path) -> Iterator[str]:
    found = (path for path in bundle.rglob("*") if path.suffix.casefold() in {".dll", ".pyd"})
    return iter(sorted(path.relative_to(bundle).as_posix() for path in found))


def _text_of(part: Brought, licence: str) -> str:
    if part.text.endswith(".txt"):
        return (_TEXTS / part.text).read_text("utf-8")
    _, begin, rest = licence.partition(part.text)
    return (begin + _END.split(rest)[0].rstrip() + "\n") if begin else ""
