"""Which encoding a text file has, checked from its first byte to its last before any row is used."""

import codecs
import hashlib
import io
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits

_HEAD: Final = 1 << 18
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The marks a file may begin with, and the encoding each says."""

_BY_MARK: Final = MappingProxyType(
    {("utf-8", "utf-8-sig"): "utf-8-sig", ("utf-16", "utf-8"): "utf-16-le", ("utf-32", "utf-8"): "utf-32-le"}
)
"""Of an encoding that somebody says, and of what the mark of the file says, which one reads it."""

_CONTROLS: Final = frozenset(map(chr, range(1, 32))) - frozenset("\t\n\r\f\v\x1a\x1b")
_MOSTLY: Final = 8
"""A text of which more than a part in so many is bytes that say nothing is none."""

# What East Asian and western spreadsheet programs write; of two that read alike the first is named.
_ENCODINGS: Final = (
    "gb18030",
    "cp1252",
    "cp932",
    "big5",
    "euc_kr",
    "cp1250",
    "cp1251",
    "cp1253",
    "koi8_r",
    "cp866",
)
_TELLING: Final = 1_000
_BYTES: Final = 64 * 1024
# Where more make sense of it, a text says nothing of its encoding.
_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What a first pass over a text file found: encoding, SHA-256 in hex, and its first characters."""

    encoding: str
    sha256: str
    head: str


def examine_text(path: Path, limits: Limits, encoding: str | None = None) -> TextFacts:
    """Decode every byte of a file strictly, hash it, and keep the first characters.

    Without an encoding a byte order mark decides, else it is UTF-8. Raises SheetError naming the row and byte
    where the encoding does not hold, or what else is in the way.
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
    start = stream.read(_HEAD)
    marked = next((told for mark, told in _MARKS if start.startswith(mark)), "utf-8")
    found = encoding or marked
    found = _BY_MARK.get((found.replace("_", "-").casefold(), marked), found)
    try:
        head = codecs.getincrementaldecoder(found)("replace").decode(start)
    except LookupError:
        raise SheetError("sheet.encoding_unknown", encoding=found) from None
    _refuse_other(head, name)
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=found)
    try:
        _check_lines(text, name, limits)
    except UnicodeDecodeError:
        stream.seek(0)
        raise _not_decoded(stream.read(), name, found) from None
    finally:
        text.detach()
    return TextFacts(found, digest, head)


def _check_lines(text: io.TextIOWrapper, name: str, limits: Limits) -> None:
    """Let all lines of a text pass by, whichever way they end; refuse one that never ends, or says nothing."""
    row = 1
    while line := text.readline(limits.text_line + 1):
        if len(line) > limits.text_line:
            raise SheetError("sheet.line_too_long", file=name, row=row)
        if "\0" in line:
            raise SheetError("sheet.nul_bytes", file=name, row=row)
        row += 1


def _not_decoded(content: bytes, name: str, encoding: str) -> SheetError:
    """Return the refusal of a text that does not hold to its encoding: its first such byte, and what it may be."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        before = io.StringIO(content[: error.start].decode(encoding), newline=None).read()
        facts = {"row": before.count("\n") + 1, "byte": f"0x{content[error.start]:02X}", "encoding": encoding}
        return SheetError("sheet.bad_byte", file=name, reads_as=", ".join(_readable_as(content)), **facts)
    return SheetError("sheet.changed_while_read", file=name)


def _readable_as(content: bytes) -> tuple[str, ...]:
    """Return the encodings in which a text makes sense, the likeliest first.

    There are none where it may be in many, or where lines of it are UTF-8: then no other holds for all of it.
    """
    # Only a text that is no UTF-8 needs the library.
    from charset_normalizer import from_bytes

    telling = [*islice((line for line in content.splitlines() if not line.isascii()), _TELLING)]
    if any(map(_is_utf_8, telling)):
        return ()
    found = from_bytes(b"\n".join(telling)[:_BYTES], cp_isolation=[*_ENCODINGS])
    alike = ({each.encoding, *each.could_be_from_charset} for each in found)
    names = tuple(next(name for name in _ENCODINGS if name in each) for each in alike)
    return names if len(names) <= _MOST else ()


def _is_utf_8(line: bytes) -> bool:
    return "\ufffd" not in line.decode(errors="replace")


def _refuse_other(head: str, name: str) -> None:
    """Refuse what is no table by its first characters; raises SheetError."""
    start = head[:4096].lstrip("\ufeff").lstrip()
    if head.count("\0") * _MOSTLY > len(head) or not _CONTROLS.isdisjoint(head[:4096]):
        raise SheetError("sheet.not_a_table", file=name)
    if start.startswith("<"):
        raise SheetError("sheet.is_markup", file=name)
    if start.startswith(("{", "[")) and start[1:].lstrip().startswith(("{", '"', "[")):
        raise SheetError("sheet.is_json", file=name)
