"""Looks through the parts of a zipped workbook before any parser is let near it."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits

# Small enough that a text without end leaves a piece without any tag.
_CHUNK: Final = 128 * 1024
_SMALL_PART: Final = 64 * 1024 * 1024
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OverflowError,
    RuntimeError,
)
_ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be")
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(name) for name in _ENCODINGS)
_SHEET_DATA: Final = tuple("sheetData".encode(name) for name in _ENCODINGS)


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip file in memory whose list of parts is within the limits; reading a part counts its real bytes."""

    name: str
    content: bytes
    limits: Limits

    def part_names(self) -> tuple[str, ...]:
        """Names of all parts; raises SheetError for a broken, protected or swollen archive."""
        with self._open() as archive:
            infos, end = archive.infolist(), archive.start_dir
        # Parts in one another's place would be read many times over; `zipfile` only warns of some of them.
        if len({end, *(info.header_offset for info in infos)}) <= len(infos):
            raise SheetError("sheet.broken", file=self.name)
        self._check(infos)
        return tuple(info.filename for info in infos)

    def read(self, part: str) -> bytes:
        """One small part in full; empty if there is no such part. Raises SheetError above 64 MiB."""
        pieces: list[bytes] = []
        size = 0
        for chunk in self.chunks(part):
            pieces.append(chunk)
            size += len(chunk)
            if size > _SMALL_PART:
                raise SheetError("sheet.zip_bomb", file=self.name)
        return b"".join(pieces)

    def chunks(self, part: str) -> Iterator[bytes]:
        """Read a part in pieces to its true end: what the list of parts says about it may be a lie."""
        try:
            with self._open() as archive:
                try:
                    info = archive.getinfo(part)
                except KeyError:
                    return
                info.file_size = self.limits.unpacked_bytes + 2 * _CHUNK
                with archive.open(info) as stream:
                    yield from iter(lambda: stream.read(_CHUNK), b"")
        except _BROKEN as error:
            raise SheetError("sheet.broken", file=self.name) from error

    def _open(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(io.BytesIO(self.content))
        except _BROKEN as error:
            raise SheetError("sheet.broken", file=self.name) from error

    def _check(self, infos: list[zipfile.ZipInfo]) -> None:
        limits = self.limits
        if len(infos) > limits.parts or sum(info.file_size for info in infos) > limits.unpacked_bytes:
            raise SheetError("sheet.zip_bomb", file=self.name)
        if len({info.filename.lower() for info in infos}) != len(infos):
            raise SheetError("sheet.broken", file=self.name)
        for info in infos:
            if info.flag_bits & _ENCRYPTED:
                raise SheetError("sheet.password", file=self.name)
            if info.file_size > limits.ratio_from and info.file_size > info.compress_size * limits.ratio:
                raise SheetError("sheet.zip_bomb", file=self.name)


class PartWatch:
    """Sees every byte of every part go by, and stops at what a workbook never holds."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._seen = 0

    def watched(self, part: str) -> Iterator[bytes]:
        """Read an XML part in pieces that end before a tag begins, checked for entities and total size."""
        for whole, rest in _at_tags(self._counted(part)):
            self._check(part, whole, rest)
            yield whole

    def holds_cells(self, part: str) -> bool:
        """Say whether a part that is not called XML could be read as a sheet all the same."""
        before = b""
        for chunk in self._counted(part):
            if any(mark in before + chunk for mark in _SHEET_DATA):
                return True
            before = chunk[-64:]
        return False

    def _counted(self, part: str) -> Iterator[bytes]:
        for chunk in self._archive.chunks(part):
            self._seen += len(chunk)
            if self._seen > self._archive.limits.unpacked_bytes:
                raise SheetError("sheet.zip_bomb", file=self._archive.name)
            yield chunk

    def _check(self, part: str, whole: bytes, rest: bytes) -> None:
        if any(doctype in whole for doctype in _DOCTYPES):
            raise SheetError("sheet.has_doctype", file=self._archive.name)
        if len(rest) > self._archive.limits.part_text and not part.startswith("customXml/"):
            raise SheetError("sheet.cell_too_long", file=self._archive.name, row=0)


def _at_tags(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield what was read up to where the last tag begins, and what stands behind."""
    rest = b""
    for chunk in chunks:
        whole, rest = _cut_at_tag(rest + chunk)
        yield whole, rest
    yield rest, b""


def _cut_at_tag(content: bytes) -> tuple[bytes, bytes]:
    at = content.rfind(b"<")
    return (content, b"") if at < 0 else (content[:at], content[at:])
