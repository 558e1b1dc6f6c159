"""Reads the marks of an xlsx sheet from its parts, tag by tag and in bounded memory."""

import posixpath
from array import array
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.archive import Archive
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.extent import column_number
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.marks import Block, SheetMarks
from lunarcurator.exchange.markup import follow_tags
from lunarcurator.exchange.package import sheet_parts, workbook_part
from lunarcurator.exchange.shown_formats import BUILT_IN, How, how_shown, shown_in_east

# What a cell looks like that nobody coloured.
_PAPER: Final = frozenset({"", "FFFFFF", "theme 0"})
_TRUE: Final = frozenset({"1", "true"})
_SIGNS: Final = (b"hidden=", b"mergeCell", b"filterColumn")
_MOST_MARKS: Final = 4_000_000


def read_xlsx_marks(path: Path, sheet: str, limits: Limits) -> SheetMarks:
    """Read the marks of the sheet of that name; raises SheetError where its parts are broken."""
    archive = Archive(path.name, path.read_bytes(), limits)
    workbook = workbook_part(archive)
    part = next(each.part for each in sheet_parts(archive, workbook) if each.sheet == sheet)
    styles = _Styles()
    _follow(archive, posixpath.join(posixpath.dirname(workbook), "styles.xml"), styles.start, styles.end)
    walk = _Sheet(styles.colours(), styles.struck(), styles.shown())
    if styles.colours() or styles.struck() or styles.shown() or _may_hide(archive, part):
        _follow(archive, part, walk.start)
    comments = _Comments()
    for found in _comment_parts(archive, part):
        _follow(archive, found, comments.start, comments.end, comments.text)
    return SheetMarks(
        hidden_rows=frozenset(walk.hidden_rows),
        hidden_columns=frozenset(walk.hidden_columns),
        filtered=walk.filtered and bool(walk.hidden_rows),
        merged=tuple(walk.merged),
        colours=MappingProxyType({key: tuple(rows) for key, rows in walk.colours.items()}),
        struck=MappingProxyType({key: tuple(rows) for key, rows in walk.struck.items()}),
        comments=MappingProxyType(comments.found),
        shown=MappingProxyType({key: tuple(rows) for key, rows in walk.shown.items()}),
    )


class _Styles:
    """The fills and fonts of a workbook, and which style uses which."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._fills: list[str] = []
        self._strokes: list[bool] = []
        self._styles: list[tuple[int, int]] = []
        self._charsets: set[int] = set()
        self._formats: dict[int, How | None] = {**BUILT_IN}
        self._formats_of: list[int] = []
        self._solid = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a fill, a font or a style."""
        above = self._path[-1] if self._path else ""
        self._path.append(name)
        if name == "fill" and above == "fills":
            self._fills.append("")
        elif name == "font" and above == "fonts":
            self._strokes.append(False)
        elif name == "patternFill" and "fills" in self._path:
            self._solid = attributes.get("patternType", "none") not in ("none", "gray125")
        elif name == "fgColor" and self._solid and "fills" in self._path and self._fills:
            self._fills[-1] = _colour(attributes)
        elif name == "strike" and "fonts" in self._path and self._strokes:
            self._strokes[-1] = attributes.get("val", "1") in _TRUE
        elif name == "charset" and "fonts" in self._path:
            self._charsets.add(_whole(attributes, "val"))
        elif name == "xf" and above == "cellXfs":
            self._styles.append((_whole(attributes, "fillId"), _whole(attributes, "fontId")))
            self._formats_of.append(_whole(attributes, "numFmtId"))
        elif name == "numFmt":
            # A format that is spelt out is what is spelt, whatever its number stands for elsewhere.
            self._formats[_whole(attributes, "numFmtId")] = how_shown(attributes.get("formatCode", ""))

    def end(self, _: str) -> None:
        """Leave a tag."""
        self._path.pop()

    def colours(self) -> dict[str, str]:
        """Return the colour of each style that has one."""
        found = {str(at): self._fill(fill) for at, (fill, _) in enumerate(self._styles)}
        return {style: colour for style, colour in found.items() if colour not in _PAPER}

    def struck(self) -> frozenset[str]:
        """Return the styles that strike through."""
        strokes = self._strokes
        return frozenset(
            str(at) for at, (_, font) in enumerate(self._styles) if font < len(strokes) and strokes[font]
        )

    def shown(self) -> dict[str, How]:
        """Return the styles that show other than a cell keeps, with how."""
        formats = {**shown_in_east(self._charsets), **self._formats}
        return {str(at): how for at, form in enumerate(self._formats_of) if (how := formats.get(form))}

    def _fill(self, at: int) -> str:
        return self._fills[at] if at < len(self._fills) else ""


class _Sheet:
    """Follows the tags of a sheet."""

    def __init__(self, colours: dict[str, str], struck: frozenset[str], shown: dict[str, How]) -> None:
        self.hidden_rows: list[int] = []
        self.hidden_columns: set[int] = set()
        self.filtered = False
        self.merged: list[Block] = []
        self.colours: dict[tuple[int, str], array[int]] = {}
        self.struck: dict[int, array[int]] = {}
        self.shown: dict[tuple[int, How], array[int]] = {}
        self._colour_of, self._is_struck, self._shown_as = colours, struck, shown
        self._row = self._column = self._marks = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a row, a cell that carries a mark, a hidden column, a filter or merged cells."""
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
            if attributes.get("hidden") in _TRUE:
                self.hidden_rows.append(self._row)
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first, last = _whole(attributes, "min"), _whole(attributes, "max")
            self.hidden_columns |= set(range(first, min(last, first + 4_096) + 1))
        elif name == "filterColumn":
            self.filtered = True
        elif name == "mergeCell" and len(self.merged) < _MOST_MARKS:
            self.merged.append(_block(attributes.get("ref", "A1")))

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        letters = reference.rstrip("0123456789")
        self._column = column_number(letters) if letters else self._column + 1
        style = attributes.get("s", "")
        colour = self._colour_of.get(style)
        if colour is not None and self._marks < _MOST_MARKS:
            self._marks += 1
            self.colours.setdefault((self._column, colour), array("I")).append(self._row)
        if style in self._is_struck and self._marks < _MOST_MARKS:
            self._marks += 1
            self.struck.setdefault(self._column, array("I")).append(self._row)
        how = self._shown_as.get(style)
        if how is not None and self._marks < _MOST_MARKS:
            self._marks += 1
            self.shown.setdefault((self._column, how), array("I")).append(self._row)


class _Comments:
    """Follows the tags of a part of comments."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], str] = {}
        self._at = (0, 0)
        self._words: list[str] = []
        self._within = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of where a comment stands, and where its words begin."""
        if name == "comment":
            block = _block(attributes.get("ref", "A1"))
            self._at, self._words = (block.top, block.left), []
        self._within = name == "t"

    def text(self, words: str) -> None:
        """Gather the words of a comment."""
        if self._within:
            self._words.append(words)

    def end(self, name: str) -> None:
        """Keep a comment that is complete."""
        self._within = False
        if name == "comment" and (words := " ".join("".join(self._words).split())):
            self.found[self._at] = words


def _may_hide(archive: Archive, part: str) -> bool:
    """Tell in a glance whether a sheet hides or merges anything; walking through all its cells takes seconds."""
    before = b""
    for chunk in archive.chunks(part):
        seen = before + chunk
        if b"\0" in seen or any(sign in seen for sign in _SIGNS):
            return True
        before = chunk[-16:]
    return False


def _comment_parts(archive: Archive, part: str) -> Iterator[str]:
    folder, name = posixpath.split(part)
    found: list[str] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/comments"):
            target = attributes.get("Target", "")
            place = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            found.append(posixpath.normpath(place))

    _follow(archive, posixpath.join(folder, "_rels", f"{name}.rels"), relation)
    yield from found


def _colour(attributes: dict[str, str]) -> str:
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper()
    if "theme" in attributes:
        tint = attributes.get("tint", "")
        return f"theme {attributes['theme']}" + (f" {tint[:5]}" if tint else "")
    # No start of the window needs the library of workbooks.
    from openpyxl.styles.colors import COLOR_INDEX

    at = _whole(attributes, "indexed")
    return COLOR_INDEX[at][-6:] if "indexed" in attributes and at < len(COLOR_INDEX) else ""


def _block(reference: str) -> Block:
    first, _, last = reference.replace("$", "").partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    return Block(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789").upper()
    return int(reference[len(letters) :]), column_number(letters)


def _whole(attributes: dict[str, str], name: str) -> int:
    return int(attributes.get(name, "0"))


def _follow(
    archive: Archive,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Follow the tags of a part; one that is not there says nothing."""
    chunks = archive.chunks(part)
    first = next(chunks, None)
    if first is None:
        return
    try:
        follow_tags(
            chain([first], chunks), partial(_local, start), partial(_local_end, end) if end else None, text
        )
    except (ValueError, OverflowError) as error:
        raise SheetError("sheet.broken", file=archive.name) from error


def _local(start: Callable[[str, dict[str, str]], None], tag: str, attributes: dict[str, str]) -> None:
    start(tag.rpartition(":")[2], attributes)


def _local_end(end: Callable[[str], None], tag: str) -> None:
    end(tag.rpartition(":")[2])
