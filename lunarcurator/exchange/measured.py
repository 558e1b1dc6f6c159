"""Measures a workbook from outside, and refuses one that would harm when opened."""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.archive import Archive, PartWatch
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.extent import Extent, extent_by_parser, extent_by_pattern, extents_of_ods
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.ods_raised import SIGN, raised_in_ods
from lunarcurator.exchange.package import ROOT, sheet_parts, without_modules, workbook_part
from lunarcurator.exchange.raised import RaisedSigns, Texts
from lunarcurator.exchange.reach import extent_within

_MARKUP: Final = (".xml", ".rels", ".vml")
_BINARY: Final = "xl/workbook.bin"
_ODS_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"


class MeasuredZip:
    """An xlsx or ods file whose every part was looked at: `kind`, `content` ready to be read, `extents`.

    `extents` tells for each sheet of an xlsx file by name how far it reaches at most, `raised` its texts with
    raised signs. Raises SheetError.
    """

    def __init__(self, name: str, content: bytes, limits: Limits) -> None:
        self._archive = Archive(name, content, limits)
        self._watch = PartWatch(self._archive)
        self.content = content
        self.extents: MappingProxyType[str, Extent] = MappingProxyType({})
        self.raised: Mapping[str, Texts] = MappingProxyType({})
        self._signs = RaisedSigns()
        parts = self._archive.part_names()
        self.kind = self._kind_of(parts)
        if self.kind == "ods":
            self._measure_ods(parts)
        else:
            self._measure_xlsx(parts)

    def _kind_of(self, parts: tuple[str, ...]) -> str:
        if ROOT in parts and _BINARY not in parts:
            return "xlsx"
        if "content.xml" in parts and self._archive.read("mimetype").strip().startswith(_ODS_TYPE):
            return "ods"
        if _BINARY in parts:
            raise SheetError("sheet.is_binary_workbook", file=self._archive.name)
        raise SheetError("sheet.is_archive", file=self._archive.name)

    def _measure_xlsx(self, parts: tuple[str, ...]) -> None:
        measured = {}
        # Whatever a part is called and whoever points to it: all that could be read as a sheet is measured.
        for part in parts:
            if part.lower().endswith(_MARKUP):
                measured[part.lower()] = self._measure_sheet(part)
            elif self._watch.holds_cells(part):
                raise SheetError("sheet.broken", file=self._archive.name)
        workbook = workbook_part(self._archive)
        sheets = sheet_parts(self._archive, workbook)
        self.extents = MappingProxyType(
            {sheet.sheet: measured.get(sheet.part.lower(), Extent()) for sheet in sheets}
        )
        strings = posixpath.join(posixpath.dirname(workbook), "sharedStrings.xml")
        self.raised = self._signs.texts(self._archive, strings, sheets)
        if any(not sheet.part for sheet in sheets):
            self.content = self._mended(parts, workbook)

    def _measure_ods(self, parts: tuple[str, ...]) -> None:
        if b"encryption-data" in self._archive.read("META-INF/manifest.xml"):
            raise SheetError("sheet.password", file=self._archive.name)
        for part in parts:
            if part != "content.xml" and part.lower().endswith((".xml", ".rdf")):
                self._look_through(part)
        try:
            signs = RaisedSigns(SIGN)
            extents = extents_of_ods(signs.noting("content.xml", self._watch.watched("content.xml")))
        except ValueError as error:
            raise SheetError("sheet.broken", file=self._archive.name) from error
        # All tables of an ods file are in memory at once.
        check_extents(extents, self._archive.name, self._archive.limits)
        if signs.has("content.xml"):
            self.raised = raised_in_ods(self._archive.chunks("content.xml"))

    def _look_through(self, part: str) -> None:
        for _ in self._watch.watched(part):
            pass

    def _measure_sheet(self, part: str) -> Extent:
        limits = self._archive.limits
        pieces = self._signs.noting(part, self._watch.watched(part))
        within = extent_within(pieces)
        if within is not None and are_within([within], limits):
            return within
        # What was not come to is watched all the same, and its signs are noted.
        for _ in pieces:
            pass
        extent = extent_by_pattern(self._watch.again(part))
        if extent is None:
            try:
                extent = extent_by_parser(self._archive.chunks(part))
            except ValueError as error:
                raise SheetError("sheet.broken", file=self._archive.name) from error
        check_extents([extent], self._archive.name, limits)
        return extent

    def _mended(self, parts: tuple[str, ...], workbook: str) -> bytes:
        """Pack the workbook anew without the sheets that have no part (modules of Excel 95)."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for part in parts:
                with target.open(part, "w") as stream:
                    if part == workbook:
                        stream.write(without_modules(self._archive.read(part)))
                    else:
                        stream.writelines(self._archive.chunks(part))
        return packed.getvalue()


def are_within(extents: list[Extent], limits: Limits) -> bool:
    """Tell whether sheets reach no further than the limits let them."""
    rows, columns, cells = _reach(extents)
    return columns <= limits.columns and rows <= limits.rows and cells <= limits.cells


def check_extents(extents: list[Extent], name: str, limits: Limits) -> None:
    """Refuse sheets that reach beyond the limits; raises SheetError with the figures."""
    rows, columns, cells = _reach(extents)
    if columns > limits.columns:
        raise SheetError("sheet.too_many_columns", file=name, row=0, columns=columns, limit=limits.columns)
    if rows > limits.rows:
        raise SheetError("sheet.too_many_rows", file=name, limit=limits.rows)
    if cells > limits.cells:
        raise SheetError("sheet.too_many_cells", file=name, rows=rows, columns=columns, limit=limits.cells)


def _reach(extents: list[Extent]) -> tuple[int, int, int]:
    """Return the last row and column of all sheets, and how many cells they span together."""
    rows = max((extent.rows for extent in extents), default=0)
    columns = max((extent.columns for extent in extents), default=0)
    return rows, columns, sum(extent.rows * extent.columns for extent in extents)
