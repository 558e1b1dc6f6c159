"""Which encoding a text file has, checked from its first byte to its last before any row is used."""

import codecs
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Final

from lunarcurator.exchange.encoding_hints import mixed_with, readable_as
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.text_faults import faults

_CHUNK: Final = 1 << 20
_MOST_ROWS: Final = 5
# Encodings of which a part cannot be read without the mark at the start of the file.
_WIDE: Final = ("utf-16", "utf_16", "utf-32", "utf_32")
# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
"""The marks a file may begin with, the encoding each says, and the same with the order of its bytes."""

_LITTLE, _BIG = (False, True, False, True), (True, False, True, False)
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b"))
_OTHER_CONTROLS: Final = frozenset(_CONTROLS[1:].decode())
_MOSTLY: Final = 4
"""A text of which more than a part in so many is bytes that say nothing is none."""


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What a first pass over a text file found: encoding, SHA-256 in hex, and its first characters."""

    encoding: str
    sha256: str
    head: str


def encoding_of(start: bytes) -> str:
    """Name the encoding by the mark of the first bytes, or by every second one being nothing; else UTF-8."""
    marked = next((name for mark, name, _ in MARKS if start.startswith(mark)), "")
    if marked or len(start) < 4:
        return marked or "utf-8"
    nothing = [byte == 0 for byte in start]
    return "utf-16-le" if nothing == [*_LITTLE] else "utf-16-be" if nothing == [*_BIG] else "utf-8"


def examine_text(path: Path, limits: Limits, encoding: str | None = None) -> TextFacts:
    """Read the file once: decode every byte strictly, hash it, and keep the first characters.

    Raises SheetError naming the row and byte where the encoding does not hold, or what else is in the way.
    """
    with path.open("rb") as stream:
        return _examined(stream, path, limits, encoding)


def decoded(content: bytes, name: str, limits: Limits, encoding: str | None = None) -> str:
    """Return the text of bytes that came from no file, its lines ending alike; raises SheetError as for a file."""
    facts = _examined(io.BytesIO(content), Path(name), limits, encoding)
    return io.TextIOWrapper(io.BytesIO(content), encoding=facts.encoding).read()


def _examined(stream: IO[bytes], path: Path, limits: Limits, encoding: str | None) -> TextFacts:
    start = stream.read(4)
    stream.seek(0)
    name = encoding or encoding_of(start)
    if start.startswith(codecs.BOM_UTF8) and name.replace("_", "-").casefold() == "utf-8":
        name = "utf-8-sig"
    return _first_pass(stream, path, name, limits)


def _first_pass(stream: IO[bytes], path: Path, encoding: str, limits: Limits) -> TextFacts:
    digest, head, rows = hashlib.sha256(), "", _RowCounter(limits.text_line, path.name)
    decoder = _decoder(encoding)
    nothing: list[int] = []
    for chunk, last in _chunks(stream):
        digest.update(chunk)
        try:
            text = decoder.decode(chunk, last)
        except UnicodeDecodeError as error:
            raise _not_decoded(stream, path, encoding, error, rows, last=last) from None
        if not head:
            head = text
            _refuse_binary(head, path)
        if "\0" in text:
            nothing += rows.holding(text, "\0")
        rows.count(text)
    if nothing:
        shown = [*map(str, nothing[:_MOST_ROWS]), *(["…"] if len(nothing) > _MOST_ROWS else [])]
        raise SheetError("sheet.nul_bytes", file=path.name, count=len(nothing), rows=", ".join(shown))
    return TextFacts(encoding, digest.hexdigest(), head)


def _decoder(encoding: str) -> codecs.IncrementalDecoder:
    try:
        return codecs.getincrementaldecoder(encoding)("strict")
    except LookupError:
        raise SheetError("sheet.encoding_unknown", encoding=encoding) from None


def _chunks(stream: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    chunk = stream.read(_CHUNK)
    while chunk:
        following = stream.read(_CHUNK)
        yield chunk, not following
        chunk = following


class _RowCounter:
    """Counts the lines of a text that arrives in chunks, whichever way they end."""

    def __init__(self, longest: int, name: str) -> None:
        self.lines = 0
        self._longest, self._name = longest, name
        self._open, self._ended_in_cr = 0, False

    def holding(self, text: str, sign: str) -> list[int]:
        """Return the rows of the next chunk in which a sign stands."""
        lines = enumerate(io.StringIO(text, newline=""), start=self.lines + 1)
        return [row for row, line in lines if sign in line]

    def count(self, text: str) -> None:
        """Count the line ends of the next chunk; refuse a line that never ends."""
        pairs = text.count("\r\n") + (self._ended_in_cr and text.startswith("\n"))
        ends = text.count("\n") + text.count("\r") - pairs
        self._open = len(text) - 1 - max(text.rfind("\n"), text.rfind("\r")) + (0 if ends else self._open)
        self.lines += ends
        self._ended_in_cr = text.endswith("\r")
        if self._open > self._longest:
            raise SheetError("sheet.line_too_long", file=self._name, row=self.lines + 1)


def _not_decoded(
    stream: IO[bytes], path: Path, encoding: str, error: UnicodeDecodeError, rows: _RowCounter, *, last: bool
) -> SheetError:
    before = error.object[: error.start]
    if encoding == "utf-8" and _looks_binary(before[:4096] or error.object[:64]):
        return SheetError("sheet.not_a_table", file=path.name)
    rows.count(before.decode(encoding, "ignore"))
    stream.seek(0)
    content = stream.read()
    mixed = mixed_with(content) if encoding in ("utf-8", "utf-8-sig") else None
    facts = {
        "file": path.name,
        "row": rows.lines + 1,
        "others": _further_rows(error, encoding, rows.lines, last=last),
        "byte": f"0x{error.object[error.start]:02X}",
    }
    if mixed is not None:
        return SheetError("sheet.mixed_encodings", **facts, good=mixed.row, reads_as=", ".join(mixed.others))
    return SheetError("sheet.bad_byte", **facts, encoding=encoding, reads_as=", ".join(readable_as(content)))


def _further_rows(error: UnicodeDecodeError, encoding: str, before: int, *, last: bool) -> str:
    """Name a handful of further rows that hold such bytes, as far as the part of the file reaches in hand."""
    if encoding.startswith(_WIDE):
        return ""
    rest = error.object[error.start :]
    # A part that is not the last may end within a sign.
    whole = rest if last else rest[: max(rest.rfind(b"\n"), rest.rfind(b"\r")) + 1]
    found = [before + fault.row for fault in islice(faults(whole, encoding), _MOST_ROWS + 2)][1:]
    return ", ".join([*map(str, found[:_MOST_ROWS]), *(["…"] if len(found) > _MOST_ROWS else [])])


def _looks_binary(content: bytes) -> bool:
    return any(byte in _CONTROLS for byte in content)


def _refuse_binary(head: str, path: Path) -> None:
    if head.count("\0") * _MOSTLY > len(head) or not _OTHER_CONTROLS.isdisjoint(head[:4096]):
        raise SheetError("sheet.not_a_table", file=path.name)
    start = head[:4096].lstrip("\ufeff").lstrip()
    if start.startswith("<"):
        raise SheetError("sheet.is_markup", file=path.name)
    if start.startswith(("{", "[")) and start[1:].lstrip().startswith(("{", '"', "[")):
        raise SheetError("sheet.is_json", file=path.name)
