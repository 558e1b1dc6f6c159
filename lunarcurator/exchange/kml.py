"""Reads the placemarks of a kml file as a table: what stands where, as text and unchanged."""

import hashlib
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final
from xml.parsers import expat

from lunarcurator.exchange.archive import Archive
from lunarcurator.exchange.book import Book, Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits

COLUMNS: Final = ("name", "description", "longitude", "latitude", "altitude")
"""The columns of every kml table; further data of placemarks follow under their own names."""

DRAWN: Final = "coordinates"
"""The column with the points of a line or an area, where a placemark draws one."""

FOLDER: Final = "folder"
"""The column that says in which folders of the file a placemark lies, where it lies in any."""

_LOOKS: Final = frozenset({"styleUrl", "visibility", "open"})

_NAMES: Final = frozenset(
    {"name", "title", "label", "site", "site name", "place", "venue", "museum", "institution", "名称", "地点"}
)

_BREAK: Final = re.compile(r"<\s*br\s*/?\s*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
_HOLDERS: Final = ("Placemark", "TimeStamp", "TimeSpan")
_TOLD: Final = ("name", "description", "coordinates", "value", "SimpleData")


def read_kml_book(path: Path, limits: Limits) -> Book:
    """Open a kml file as a book of one sheet; raises SheetError where it is broken or shows no placemark."""
    content = path.read_bytes()
    return _book(path, content, hashlib.sha256(content).hexdigest(), limits)


def read_kmz_book(path: Path, limits: Limits) -> Book | None:
    """Open the kml file in a zip archive as `read_kml_book` does; None for an archive of anything else."""
    packed = path.read_bytes()
    archive = Archive(path.name, packed, limits)
    part = next((name for name in archive.part_names() if name.lower().endswith(".kml")), "")
    if not part:
        return None
    return _book(path, archive.read(part), hashlib.sha256(packed).hexdigest(), limits)


def _book(path: Path, content: bytes, sha256: str, limits: Limits) -> Book:
    walk = _Placemarks(path.name, limits)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.StartDoctypeDeclHandler = walk.refuse_doctype
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise SheetError("sheet.broken", file=path.name) from error
    if not walk.found:
        raise SheetError("sheet.no_placemarks", file=path.name)
    _name_by_data(walk.found)
    extra = tuple(dict.fromkeys(key for mark in walk.found for key in mark if key not in COLUMNS))
    if len(extra) > limits.columns:
        raise SheetError("sheet.too_many_columns", file=path.name, row=0, columns=len(extra), limit=limits.columns)
    sheet = Sheet(path.stem, hidden=False, source=partial(_rows, walk.found, (*COLUMNS, *extra)))
    return Book(path.name, sha256, "kml", (sheet,))


def _name_by_data(found: list[dict[str, str]]) -> None:
    """Name placemarks by a datum for it, as maps made from tables keep it, where none has a name of its own."""
    if any(mark.get("name") for mark in found):
        return
    key = next(
        (key for key in found[0] if key.casefold() in _NAMES and all(mark.get(key) for mark in found)), None
    )
    if key is not None:
        for mark in found:
            mark["name"] = mark[key]


def _rows(found: list[dict[str, str]], columns: tuple[str, ...]) -> Iterator[Row]:
    yield Row(1, columns)
    for number, mark in enumerate(found, start=2):
        cells: tuple[Cell, ...] = tuple(mark.get(column) or None for column in columns)
        yield Row(number, cells)


class _Placemarks:
    """Follows the tags of a kml file and gathers its placemarks."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.found: list[dict[str, str]] = []
        self._name, self._limits = name, limits
        self._path: list[str] = []
        self._words: list[str] = []
        self._length = 0
        self._data = ""
        self._folders: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of a placemark, or of a datum of one."""
        name = tag.rpartition(":")[2]
        self._path.append(name)
        self._words, self._length = [], 0
        if name == "Placemark":
            if len(self.found) >= self._limits.rows:
                raise SheetError("sheet.too_many_rows", file=self._name, limit=self._limits.rows)
            folders = " / ".join(name for name in self._folders if name)
            self.found.append({FOLDER: folders} if folders else {})
        elif name == "Folder":
            self._folders.append("")
        elif name in ("Data", "SimpleData"):
            self._data = attributes.get("name", "")

    def text(self, words: str) -> None:
        """Gather the text of a tag; one that never ends is refused."""
        self._length += len(words)
        if self._length > self._limits.part_text:
            raise SheetError("sheet.cell_too_long", file=self._name, row=0)
        self._words.append(words)

    def end(self, _: str) -> None:
        """Keep what a tag said of the placemark it stands in."""
        name = self._path.pop()
        words = _plain("".join(self._words))
        if "Placemark" in self._path:
            if name in _TOLD or (words and self._path[-1] in _HOLDERS and name not in _LOOKS):
                self._keep(name, words)
        elif name == "Folder":
            self._folders.pop()
        elif name == "name" and self._path[-1] == "Folder":
            self._folders[-1] = words
        self._words, self._length = [], 0

    def refuse_doctype(self, *_: object) -> None:
        """Refuse a document type: a kml file has none, and entities can do harm."""
        raise SheetError("sheet.has_doctype", file=self._name)

    def _keep(self, name: str, words: str) -> None:
        mark = self.found[-1]
        if name == DRAWN and self._path[-1] == "Point":
            parts = (part.strip() for part in words.split(","))
            mark |= dict(zip(("longitude", "latitude", "altitude"), parts, strict=False))
        elif name in ("value", "SimpleData"):
            mark[self._data or "value"] = words
        elif name == DRAWN or self._path[-1] in _HOLDERS:
            mark.setdefault(name, words)


def _plain(words: str) -> str:
    """Return a text without its marks of hypertext; what was on lines of its own stays parted."""
    lines = (" ".join(_TAG.sub(" ", line).split()) for line in _BREAK.split(words))
    return " / ".join(line for line in lines if line)
