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

_HEAD: Final = 1 << 18
_MOST_ROWS: Final = 5
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS: Final = (
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
    marked = next((name for mark, name, _ in _MARKS if start.startswith(mark)), "")
    if marked or len(start) < 4:
        return marked or "utf-8"
    nothing = [byte == 0 for byte in start]
    return "utf-16-le" if nothing == [*_LITTLE] else "utf-16-be" if nothing == [*_BIG] else "utf-8"


def without_mark(name: str, content: bytes) -> tuple[str, bytes]:
    """Return an encoding with the order of its bytes, and the content without its mark."""
    for mark, told, exact in _MARKS:
        if content.startswith(mark) and name.replace("_", "-").casefold() in (told, exact):
            return exact, content[len(mark) :]
    return {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}.get(name, name), content


def examine_text(path: Path, limits: Limits, encoding: str | None = None) -> TextFacts:
    """Read the file once: decode every byte strictly, hash it, and keep the first characters.

    Raises SheetError naming the row and byte where the encoding does not hold, or what else is in the way.
    """
    with path.open("rb") as stream:
        return _examined(stream, path.name, limits, encoding)


def decoded(content: bytes, name: str, limits: Limits, encoding: str | None = None) -> str:
    """Return the text of bytes that came from no file, its lines ending alike; raises SheetError as for a file."""
    facts = _examined(io.BytesIO(content), name, limits, encoding)
    return io.TextIOWrapper(io.BytesIO(content), encoding=facts.encoding).read()


def _examined(stream: IO[bytes], name: str, limits: Limits, encoding: str | None) -> TextFacts:
    digest = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    stream.seek(0)
    start = stream.read(4)
    found = encoding or encoding_of(start)
    if start.startswith(codecs.BOM_UTF8) and found.replace("_", "-").casefold() == "utf-8":
        found = "utf-8-sig"
    stream.seek(0)
    try:
        text = io.TextIOWrapper(stream, encoding=found)
    except LookupError:
        raise SheetError("sheet.encoding_unknown", encoding=found) from None
    try:
        head: str | None = _checked(_lines(text, name, limits), name)
    except UnicodeDecodeError:
        head = None
    finally:
        text.detach()
    if head is None:
        stream.seek(0)
        raise _not_decoded(stream.read(), name, found)
    return TextFacts(found, digest, head)


def _lines(text: io.TextIOWrapper, name: str, limits: Limits) -> Iterator[str]:
    """Yield the lines of a text, whichever way they end; refuse one that never ends."""
    row = 1
    while line := text.readline(limits.text_line + 1):
        if len(line) > limits.text_line:
            raise SheetError("sheet.line_too_long", file=name, row=row)
        yield line
        row += 1


def _checked(lines: Iterator[str], name: str) -> str:
    """Return the first characters of a text once all its lines have passed by; refuse what is none."""
    first: list[str] = []
    length = 0
    nothing: list[int] = []
    for row, line in enumerate(lines, start=1):
        if length < _HEAD:
            first.append(line)
            length += len(line)
            if length >= _HEAD:
                _refuse_binary("".join(first), name)
        if "\0" in line:
            nothing.append(row)
    head = "".join(first)
    _refuse_binary(head, name)
    if nothing:
        raise SheetError("sheet.nul_bytes", file=name, count=len(nothing), rows=_told(nothing))
    return head


def _told(rows: list[int]) -> str:
    return ", ".join([*map(str, rows[:_MOST_ROWS]), *(["…"] if len(rows) > _MOST_ROWS else [])])


def _not_decoded(content: bytes, name: str, encoding: str) -> SheetError:
    if encoding == "utf-8" and any(byte in _CONTROLS for byte in content[:4096]):
        return SheetError("sheet.not_a_table", file=name)
    exact, body = without_mark(encoding, content)
    first, *further = islice(faults(body, exact), _MOST_ROWS + 2)
    told = {"file": name, "row": first.row, "others": _told([fault.row for fault in further]), "byte": first.byte}
    mixed = mixed_with(content) if encoding in ("utf-8", "utf-8-sig") else None
    if mixed is not None:
        return SheetError("sheet.mixed_encodings", **told, good=mixed.row, reads_as=", ".join(mixed.others))
    return SheetError("sheet.bad_byte", **told, encoding=encoding, reads_as=", ".join(readable_as(content)))


def _refuse_binary(head: str, name: str) -> None:
    if head.count("\0") * _MOSTLY > len(head) or not _OTHER_CONTROLS.isdisjoint(head[:4096]):
        raise SheetError("sheet.not_a_table", file=name)
    start = head[:4096].lstrip("\ufeff").lstrip()
    if start.startswith("<"):
        raise SheetError("sheet.is_markup", file=name)
    if start.startswith(("{", "[")) and start[1:].lstrip().startswith(("{", '"', "[")):
        raise SheetError("sheet.is_json", file=name)
