"""Looks through an xlsx file before any reader is let near it, and tells the facts of its sheets."""

import io
import posixpath
import zipfile
from functools import cached_property
from typing import Final

from lunarcurator.exchange.archive import Archive, PartWatch
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.extent import check_extents
from lunarcurator.exchange.facts import Facts, Look
from lunarcurator.exchange.glance import Glance
from lunarcurator.exchange.package import sheet_parts, targets_of, walk_part, without_modules, workbook_part
from lunarcurator.exchange.xlsx_styles import XlsxStyles
from lunarcurator.exchange.xlsx_walk import CommentsWalk, SheetWalk

_MARKUP: Final = (".xml", ".rels", ".vml")


class XlsxFile:
    """An xlsx file whose every part was looked at; raises SheetError for one that would harm when read.

    `content` is ready to be read. Its sheets are walked through once, and only those of which a glance, the looks
    of cells or the texts they share show that they say more than values.
    """

    def __init__(self, archive: Archive, parts: tuple[str, ...]) -> None:
        self._archive = archive
        self._facts: dict[str, Facts] = {}
        self._glances: dict[str, Glance] = {}
        watch = PartWatch(archive)
        # Whatever a part is called and whoever points to it: all that could be read as a sheet is measured.
        for part in parts:
            if part.lower().endswith(_MARKUP):
                self._glances[part] = Glance(watch.watched(part))
                self._measure(part)
            elif watch.holds_cells(part):
                raise SheetError("sheet.broken", file=archive.name)
        self._workbook = workbook_part(archive)
        self._parts = sheet_parts(archive, self._workbook)
        self.content = archive.content if all(self._parts.values()) else self._mended(parts)

    def facts(self, sheet: str) -> Facts:
        """Return the facts of a sheet; raises SheetError where its parts are broken."""
        if sheet not in self._facts:
            part = self._parts.get(sheet, "")
            facts = self._walked(part)
            for found in targets_of(self._archive, part, "/comments"):
                comments = CommentsWalk(facts)
                walk_part(self._archive, found, comments.start, comments.end, comments.text)
            self._facts[sheet] = facts
        return self._facts[sheet]

    def _measure(self, part: str) -> None:
        extent = self._glances[part].extent
        try:
            check_extents([extent] if extent else [], self._archive.name, self._archive.limits)
        except SheetError:
            extent = None
        if extent is None:
            walk = SheetWalk({}, {})
            walk_part(self._archive, part, walk.start)
            check_extents([walk.facts.extent], self._archive.name, self._archive.limits)

    def _walked(self, part: str) -> Facts:
        walk = SheetWalk(self._looks, self._raised)
        glance = self._glances.get(part)
        if self._raised or (glance is not None and glance.says_more):
            walk_part(self._archive, part, walk.start, walk.end, walk.text)
        elif self._looks:
            walk_part(self._archive, part, walk.start)
        return walk.facts

    @cached_property
    def _looks(self) -> dict[str, Look]:
        styles = XlsxStyles()
        walk_part(self._archive, self._beside("styles.xml"), styles.start, styles.end)
        return styles.looks()

    @cached_property
    def _raised(self) -> dict[str, str]:
        """The texts with raised signs among those that sheets share, by their number."""
        part = self._beside("sharedStrings.xml")
        walk = SheetWalk({}, {})
        if part in self._glances and self._glances[part].says_more:
            walk_part(self._archive, part, walk.start, walk.end, walk.text)
        return walk.strings

    def _beside(self, name: str) -> str:
        return posixpath.join(posixpath.dirname(self._workbook), name)

    def _mended(self, parts: tuple[str, ...]) -> bytes:
        """Pack the workbook anew without the sheets that have no part (modules of Excel 95)."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for part in parts:
                with target.open(part, "w") as stream:
                    if part == self._workbook:
                        stream.write(without_modules(self._archive.read(part)))
                    else:
                        stream.writelines(self._archive.chunks(part))
        return packed.getvalue()
