"""The words in PDF files as Qt writes them: corrected where Qt did not know them, and read back.

Qt says what a glyph means by asking its font for the first sign that has it. That is nothing for a glyph that
stands there by a feature of the font (equal digits, a hyphen between capitals), and a radical for many a Chinese
sign. Whoever set the words knows better.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

NO_SIGN: Final = "\ufffd"
"""What a glyph says that is a box, because no font has the sign."""
_START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_SHOWN: Final = re.compile(rb"/F(\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj")
_PAGE: Final = re.compile(rb"/Type /Page\b.*?/Contents (\d+) 0 R", re.DOTALL)
_CATALOG: Final = re.compile(rb"(/Type /Catalog\b)")
_TO_UNICODE: Final = re.compile(rb"/ToUnicode (\d+) 0 R")
_KNOWN: Final = re.compile(rb"<([0-9A-F]{4})> <[0-9A-F]{4}> \[([^\]]*)\]")
_WIDTHS: Final = re.compile(rb"/W \[0 \[([^\]]*)\]\s*\]")
_DESCENDANT: Final = re.compile(rb"/DescendantFonts \[(\d+) 0 R\]")
_SIZE: Final = re.compile(rb"/Size \d+")
_MEANS: Final = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n")
_AT_ONCE: Final = 100
"""So many lines a table of a PDF has at most in one part."""
_ENTRY: Final = 20
_TABLE_BEGINS: Final = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_TABLE_ENDS: Final = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""

type _Glyph = tuple[int, int]
"""The number of a font, and that of a glyph in it."""
type _Meant = tuple[_Glyph, str]
"""A glyph, and what it says."""


class PdfUnreadError(Exception):
    """A file is no PDF as Qt writes them."""


def with_words(data: bytes, told: Sequence[Sequence[str]], language: str = "") -> bytes:
    """Return a PDF whose glyphs say what was set, and which says its language and shows its title.

    `told` has for each page what each glyph on it says, in the order in which they were painted. A page on which
    they are not as many as the glyphs is left out: there what Qt knows stays. Raises `PdfUnreadError`.
    """
    file = _File(data)
    contents = file.pages()
    if len(contents) != len(told):
        raise PdfUnreadError(f"{len(contents)} pages, told of {len(told)}")
    heard: Counter[_Meant] = Counter()
    for content, words in zip(contents, told, strict=True):
        heard.update(_meant(file.stream(content), words))
    says, others = _settled(heard, file)
    changed: dict[int, bytes] = {file.catalog: file.told_catalog(language)}
    if others:
        for content, words in zip(contents, told, strict=True):
            shown = file.stream(content)
            if any(each in others for each in _meant(shown, words)):
                changed[content] = _stream(_reshown(shown, words, others))
        changed |= file.with_glyphs(others)
    changed |= {file.table_of(font): _stream(_table(glyphs)) for font, glyphs in says.items()}
    return file.with_objects(changed)


def _meant(content: bytes, words: Sequence[str]) -> list[_Meant]:
    """Return the glyphs of a page with what they say; none if they are not as many."""
    glyphs = list(_glyphs(content))
    return list(zip(glyphs, words, strict=True)) if len(glyphs) == len(words) else []


def _settled(heard: Counter[_Meant], file: "_File") -> tuple[dict[int, dict[int, str]], dict[_Meant, int]]:
    """Return what the glyphs of each font say, and what else a glyph says under a number of its own.

    One glyph serves several signs: a radical and the sign it is the root of, a cross and an x between figures.
    """
    says: dict[int, dict[int, str]] = {}
    others: dict[_Meant, int] = {}
    free: dict[int, int] = {}
    for meant, _ in heard.most_common():
        (font, glyph), word = meant
        glyphs = says.setdefault(font, {})
        if glyph in glyphs:
            others[meant] = glyph = free.get(font) or file.glyphs_of(font)
            free[font] = glyph + 1
        glyphs[glyph] = word
    return {font: file.known_by_qt(font) | glyphs for font, glyphs in says.items()}, others


def _reshown(content: bytes, words: Sequence[str], others: Mapping[_Meant, int]) -> bytes:
    """Return the content of a page in which glyphs that say something else have the numbers given to them."""
    font, at = 0, 0

    def renamed(found: re.Match[bytes]) -> bytes:
        nonlocal font, at
        if found[1]:
            font = int(found[1])
            return found[0]
        numbers = []
        for begin in range(0, len(found[2]), 4):
            glyph = int(found[2][begin : begin + 4], 16)
            numbers.append(others.get(((font, glyph), words[at]), glyph))
            at += 1
        return b"<%b> Tj" % b"".join(b"%04X" % each for each in numbers)

    return _SHOWN.sub(renamed, content)


def words_in(data: bytes) -> list[str]:
    """Return what the glyphs of each page say, in the order in which they were painted, a box as `NO_SIGN`.

    Raises `PdfUnreadError`.
    """
    file = _File(data)
    pages = [list(_glyphs(file.stream(content))) for content in file.pages()]
    fonts = {font for glyphs in pages for font, _ in glyphs}
    says = {font: file.known_by_qt(font) | _read(file.stream(file.table_of(font))) for font in fonts}
    return ["".join(says[font].get(glyph, NO_SIGN) for font, glyph in glyphs) for glyphs in pages]


class _File:
    """The objects of a PDF, found by the table at its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        start = _START.search(data)
        if start is None:
            raise PdfUnreadError("no table of objects")
        self._table = int(start[1])
        head = re.compile(rb"xref\s+0 (\d+)\s*\n").match(data, self._table)
        if head is None:
            raise PdfUnreadError("no plain table of objects")
        self._trailer = head.end() + int(head[1]) * _ENTRY
        entries = [data[at : at + _ENTRY] for at in range(head.end(), self._trailer, _ENTRY)]
        self._offsets = {number: int(each[:10]) for number, each in enumerate(entries) if each[17:18] == b"n"}
        in_order = sorted(self._offsets.items(), key=lambda item: item[1])
        ends = [*(offset for _, offset in in_order[1:]), self._table]
        self._ends = {number: end for (number, _), end in zip(in_order, ends, strict=True)}
        self.catalog = next((number for number, _ in in_order if _CATALOG.search(self._head(number))), 0)

    def body(self, number: int) -> bytes:
        """Return all of an object."""
        return self._data[self._offsets[number] : self._ends[number]]

    def stream(self, number: int) -> bytes:
        """Return the content of an object."""
        head, _, content = self.body(number).partition(b"stream\n")
        return zlib.decompressobj().decompress(content) if b"/FlateDecode" in head else content

    def pages(self) -> list[int]:
        """Return the objects with the content of the pages, in their order."""
        return [int(found[1]) for number in sorted(self._offsets) if (found := _PAGE.search(self._head(number)))]

    def table_of(self, font: int) -> int:
        """Return the object that tells what the glyphs of a font say."""
        found = _TO_UNICODE.search(self.body(font))
        if found is None:
            raise PdfUnreadError("a font without a table of its signs")
        return int(found[1])

    def known_by_qt(self, font: int) -> dict[int, str]:
        """Return what Qt says that the glyphs of a font say."""
        found: dict[int, str] = {}
        for first, words in _KNOWN.findall(self.body(self.table_of(font))):
            told = (bytes.fromhex(word.decode()).decode("utf-16-be") for word in re.findall(rb"<(\w+)>", words))
            found |= {at: word for at, word in enumerate(told, start=int(first, 16)) if word != "\0"}
        return found

    def glyphs_of(self, font: int) -> int:
        """Return how many glyphs a font has."""
        shown = (glyph for content in self.pages() for of, glyph in _glyphs(self.stream(content)) if of == font)
        return max(len(self._widths(font)), max(shown) + 1)

    def with_glyphs(self, others: Mapping[_Meant, int]) -> dict[int, bytes]:
        """Return the objects of fonts in which glyphs have further numbers."""
        changed: dict[int, bytes] = {}
        at = max(self._offsets)
        for font in sorted({font for (font, _), _ in others}):
            at += 1
            more = sorted((number, glyph) for ((of, glyph), _), number in others.items() if of == font)
            shapes = [*range(more[0][0]), *(glyph for _, glyph in more)]
            changed[at] = _stream(b"".join(each.to_bytes(2) for each in shapes))
            number = self._descendant(font)
            body = self.body(number).replace(b"/CIDToGIDMap /Identity", b"/CIDToGIDMap %d 0 R" % at)
            if widths := self._widths(font):
                told = b" ".join(widths[glyph] for glyph in shapes)
                body = _WIDTHS.sub(b"/W [0 [%b]\n]" % told, body)
            changed[number] = body
        return changed

    def _widths(self, font: int) -> list[bytes]:
        """Return how wide the glyphs of a font are, from its first; nothing where all are as wide."""
        found = _WIDTHS.search(self.body(self._descendant(font)))
        return found[1].split() if found is not None else []

    def _descendant(self, font: int) -> int:
        found = _DESCENDANT.search(self.body(font))
        if found is None:
            raise PdfUnreadError("a font without its glyphs")
        return int(found[1])

    def told_catalog(self, language: str) -> bytes:
        """Return the catalog with the language, and asking for the title above the window."""
        said = f"\n/Lang ({language.replace('_', '-')})" if language else ""
        more = f"{said}\n/ViewerPreferences << /DisplayDocTitle true >>"
        return _CATALOG.sub(lambda found: found[1] + more.encode("ascii"), self.body(self.catalog), count=1)

    def with_objects(self, changed: Mapping[int, bytes]) -> bytes:
        """Return the file with other objects; a new one begins at its content, without its number."""
        first = min(self._offsets.values())
        parts, at, offsets = [self._data[:first]], first, dict[int, int]()
        news = sorted(changed.keys() - self._offsets.keys())
        for number in [*sorted(self._offsets, key=self._offsets.__getitem__), *news]:
            body = changed.get(number) or self.body(number)
            if not body.startswith(b"%d 0 obj" % number):
                body = b"%d 0 obj\n%bendobj\n" % (number, body)
            offsets[number] = at
            parts.append(body)
            at += len(body)
        free = b"0000000000 65535 f \n"
        lines = [
            b"%010d 00000 n \n" % offsets[number] if number in offsets else free
            for number in range(max(offsets) + 1)
        ]
        trailer = self._data[self._trailer : self._data.rindex(b"startxref")]
        trailer = _SIZE.sub(b"/Size %d" % len(lines), trailer)
        end = b"startxref\n%d\n%%%%EOF\n" % at
        return b"".join([*parts, b"xref\n0 %d\n" % len(lines), *lines, trailer, end])

    def _head(self, number: int) -> bytes:
        return self.body(number).partition(b"stream\n")[0]


def _glyphs(content: bytes) -> Iterator[_Glyph]:
    """Yield the glyphs a page shows, in their order."""
    font = 0
    for chosen, shown in _SHOWN.findall(content):
        if chosen:
            font = int(chosen)
        for at in range(0, len(shown), 4):
            yield font, int(shown[at : at + 4], 16)


def _stream(content: bytes) -> bytes:
    """Return an object with a content."""
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream\n" % (len(packed), packed)


def _table(says: Mapping[int, str]) -> bytes:
    lines = [
        b"<%04X> <%b>" % (glyph, word.encode("utf-16-be").hex().upper().encode())
        for glyph, word in sorted(says.items())
        if word
    ]
    parts = [_TABLE_BEGINS]
    for begin in range(0, len(lines), _AT_ONCE):
        some = lines[begin : begin + _AT_ONCE]
        parts.append(b"\n".join([b"%d beginbfchar" % len(some), *some, b"endbfchar\n"]))
    return b"".join([*parts, _TABLE_ENDS])


def _read(table: bytes) -> dict[int, str]:
    found = _MEANS.findall(table.partition(b"endcodespacerange")[2])
    return {int(glyph, 16): bytes.fromhex(word.decode()).decode("utf-16-be") for glyph, word in found}
