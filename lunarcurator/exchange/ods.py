"""Looks through an ods file before any reader is let near it, and tells the facts of its sheets."""

from typing import Final

from lunarcurator.exchange.archive import Archive, PartWatch
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.extent import check_extents
from lunarcurator.exchange.facts import PLAIN, Facts
from lunarcurator.exchange.marks import Block
from lunarcurator.exchange.markup import follow_tags
from lunarcurator.exchange.ods_styles import OdsStyles
from lunarcurator.exchange.raised import as_raised

_MOST_REPEATED: Final = 10_000
_HIDDEN: Final = frozenset({"collapse", "filter"})
_CELLS: Final = frozenset({"table:table-cell", "table:covered-table-cell"})
_REPEATED_ROWS, _REPEATED_COLUMNS = "table:number-rows-repeated", "table:number-columns-repeated"


class OdsFile:
    """An ods file whose every part was looked at; raises SheetError for one that would harm when read."""

    def __init__(self, archive: Archive, parts: tuple[str, ...]) -> None:
        name, self.content = archive.name, archive.content
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise SheetError("sheet.password", file=name)
        watch = PartWatch(archive)
        for part in parts:
            if part not in ("content.xml", "styles.xml") and part.lower().endswith((".xml", ".rdf")):
                for _ in watch.watched(part):
                    pass
        walk = _Walk()
        try:
            if "styles.xml" in parts:
                follow_tags(watch.watched("styles.xml"), walk.styles.start, walk.styles.end, walk.styles.text)
            follow_tags(watch.watched("content.xml"), walk.start, walk.end, walk.text)
        except ValueError as error:
            raise SheetError("sheet.broken", file=name) from error
        self._sheets = walk.sheets
        # All tables of an ods file are in memory at once.
        check_extents([facts.extent for _, facts in walk.sheets], name, archive.limits)

    def facts(self, sheet: str) -> Facts:
        """Return the facts of a sheet."""
        return next((facts for name, facts in self._sheets if name == sheet), Facts())


class _Walk:
    """Follows the tags of an ods content: styles, then the cells of all sheets, where one may stand for many."""

    def __init__(self) -> None:
        self.styles = OdsStyles()
        self.sheets: list[tuple[str, Facts]] = []
        self._facts = Facts()
        self._row = self._rows = self._column = self._columns = self._declared = 0
        self._lines: list[str] = []
        self._spans: list[bool] = []
        self._comment: list[str] | None = None
        self._within = self._any_raised = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of a style, a sheet, a row, a cell, or a part of what it says."""
        if tag == "table:table":
            self._facts = Facts()
            self.sheets.append((attributes.get("table:name", ""), self._facts))
            self._row = self._rows = self._declared = 0
            self.styles.begin_table()
        elif not self.sheets:
            self.styles.start(tag, attributes)
        elif tag == "table:table-row":
            self._begin_row(attributes)
        elif tag == "table:table-column":
            self._declare(attributes)
        elif tag in _CELLS:
            self._cell(attributes)
        elif tag == "office:annotation":
            self._comment = []
        elif tag.startswith("text:"):
            self._start_text(tag, attributes)

    def text(self, words: str) -> None:
        """Gather the words of a cell, of a comment or of a format."""
        if not self.sheets:
            self.styles.text(words)
        elif self._comment is not None:
            self._comment.append(words)
        elif self._within:
            raised = any(self._spans)
            self._lines[-1] += as_raised(words) if raised else words
            self._any_raised = self._any_raised or raised

    def end(self, tag: str) -> None:
        """Keep a comment that is complete, and the text of a cell with raised signs."""
        if not self.sheets:
            self.styles.end(tag)
        elif tag == "office:annotation" and self._comment is not None:
            self._facts.comment(self._row + 1, self._column + 1, " ".join(self._comment))
            self._comment = None
        elif self._comment is not None:
            return
        elif tag == "text:p":
            self._within = False
        elif tag == "text:span":
            self._spans.pop()
        elif tag in _CELLS and self._any_raised:
            text = "\n".join(self._lines)
            self._facts.cells |= {(row, at): text for row in self._here() for at in self._beside()}

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row += self._rows
        self._rows = _times(attributes, _REPEATED_ROWS)
        self._column = self._columns = 0
        if attributes.get("table:visibility", "") in _HIDDEN:
            self._facts.hidden_rows |= {*self._here()}

    def _declare(self, attributes: dict[str, str]) -> None:
        first, times = self._declared + 1, _times(attributes, _REPEATED_COLUMNS)
        if attributes.get("table:visibility", "") in _HIDDEN:
            self._facts.hidden_columns |= {*range(first, first + min(times, _MOST_REPEATED))}
        self._declared += times
        self.styles.take_columns(first, self._declared, attributes.get("table:default-cell-style-name", ""))

    def _cell(self, attributes: dict[str, str]) -> None:
        self._column += self._columns
        self._columns = _times(attributes, _REPEATED_COLUMNS)
        self._lines, self._any_raised = [], False
        kind, style = attributes.get("office:value-type", ""), attributes.get("table:style-name", "")
        if kind or "table:formula" in attributes:
            self._fill()
        down, right = (
            _times(attributes, "table:number-rows-spanned"),
            _times(attributes, "table:number-columns-spanned"),
        )
        if down > 1 or right > 1:
            top, left = self._row + 1, self._column + 1
            self._facts.merged.append(Block(top, left, self._row + down, self._column + right))
        # Many cells side by side that say nothing are the rest of a row.
        for at in self._beside() if kind or self._columns == 1 else ():
            if (look := self.styles.look(style, at, kind)) != PLAIN:
                self._facts.look(at, look, self._here())

    def _start_text(self, tag: str, attributes: dict[str, str]) -> None:
        self._fill()
        if self._comment is not None:
            return
        if tag == "text:p":
            self._lines.append("")
            self._within = True
        elif tag == "text:span":
            self._spans.append(self.styles.is_raised(attributes.get("text:style-name", "")))
        elif self._within and tag == "text:s":
            self._lines[-1] += " " * int(attributes.get("text:c", "1"))

    def _fill(self) -> None:
        if self._rows and self._columns:
            self._facts.extent.take(self._row + self._rows, self._column + self._columns)

    def _here(self) -> range:
        return range(self._row + 1, self._row + 1 + min(self._rows, _MOST_REPEATED))

    def _beside(self) -> range:
        return range(self._column + 1, self._column + 1 + min(self._columns, _MOST_REPEATED))


def _times(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, "1")))
