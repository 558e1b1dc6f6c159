"""Looks through an xlsx file before any reader is let near it, and tells the facts of its sheets."""

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Final

from lunarcurator.exchange.archive import Archive, PartWatch
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.facts import Facts, Look
from lunarcurator.exchange.glance import RAISED, Glance
from lunarcurator.exchange.package import sheet_parts, targets_of, walk_part, workbook_part
from lunarcurator.exchange.superscripts import as_superscript
from lunarcurator.exchange.used_range import check_used_ranges
from lunarcurator.exchange.xlsx_styles import XlsxStyles
from lunarcurator.exchange.xlsx_walk import CommentsWalk, SheetWalk

_MARKUP: Final = (".xml", ".rels", ".vml")
_SHEET_WITHOUT_PART: Final = re.compile(rb"<sheet\s[^<>]*\br:id=(?:\"\"|'')[^<>]*/>")
_RUN_ENDS: Final = re.compile(rb"(</(?:\w+:)?r>)")
_TEXT: Final = re.compile(rb"(<(?:\w+:)?t(?:\s[^<>]*)?>)([^<]*)")
_ENTITY: Final = re.compile("(&[^;]*;)")


class XlsxFile:
    """An xlsx file whose every part was looked at; raises SheetError for one that would harm when read.

    `content` is ready to be read, raised signs as signs of their own. Its sheets are walked through once, and only
    those of which a glance or the looks of cells show that they say more than values.
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
        raised = {part for part, glance in self._glances.items() if glance.raised}
        self.content = archive.content if all(self._parts.values()) and not raised else self._mended(parts, raised)

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
        used_range = self._glances[part].used_range
        try:
            check_used_ranges([used_range] if used_range else [], self._archive.name, self._archive.limits)
        except SheetError:
            used_range = None
        if used_range is None:
            walk = SheetWalk({})
            walk_part(self._archive, part, walk.start)
            check_used_ranges([walk.facts.used_range], self._archive.name, self._archive.limits)

    def _walked(self, part: str) -> Facts:
        walk = SheetWalk(self._looks)
        glance = self._glances.get(part)
        if glance is not None and glance.says_more:
            walk_part(self._archive, part, walk.start, walk.end, walk.text)
        elif self._looks:
            walk_part(self._archive, part, walk.start)
        return walk.facts

    @cached_property
    def _looks(self) -> dict[str, Look]:
        styles = XlsxStyles()
        part = posixpath.join(posixpath.dirname(self._workbook), "styles.xml")
        walk_part(self._archive, part, styles.start, styles.end)
        return styles.looks()

    def _mended(self, parts: Sequence[str], raised: Collection[str]) -> bytes:
        """Pack the workbook anew, without modules of Excel 95, and with the raised signs of these parts."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for part in parts:
                content = b"".join(self._archive.chunks(part))
                if part == self._workbook:
                    # Readers would refuse the whole file for a sheet that has no part.
                    content = _SHEET_WITHOUT_PART.sub(b"", content)
                if part in raised:
                    content = b"".join(map(_run_raised, _RUN_ENDS.split(content)))
                target.writestr(part, content)
        return packed.getvalue()


def _run_raised(run: bytes) -> bytes:
    before, mark, behind = run.partition(RAISED)
    return before + mark + _TEXT.sub(_text_raised, behind)


def _text_raised(found: re.Match[bytes]) -> bytes:
    # What stands for another sign, as &lt; does, stays.
    parts = _ENTITY.split(found[2].decode(errors="surrogateescape"))
    words = (each if each.startswith("&") else as_superscript(each) for each in parts)
    return found[1] + "".join(words).encode(errors="surrogateescape")
