"""Raised signs in the texts of an xlsx file, such as the mark of a footnote behind a figure.

The reader of workbooks glues them to what they follow, and 924 with the raised mark 1 reads as 9241.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.archive import Archive
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.extent import column_number
from lunarcurator.exchange.markup import follow_tags
from lunarcurator.exchange.package import SheetPart

_SIGN: Final = b"superscript"
_RAISED: Final = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)

type Texts = Mapping[tuple[int, int], str]


def as_raised(text: str) -> str:
    """Return a text that stands raised as signs that are raised by themselves."""
    return text.translate(_RAISED)


class RaisedSigns:
    """Takes note of the parts of a file in which signs are raised, while their bytes pass by; `sign` tells it."""

    def __init__(self, sign: bytes = _SIGN) -> None:
        self._sign = sign
        self._parts: set[str] = set()

    def noting(self, part: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Pass the bytes of a part on."""
        before = b""
        for piece in pieces:
            if self._sign in before + piece:
                self._parts.add(part)
            before = piece[-len(self._sign) :]
            yield piece

    def has(self, part: str) -> bool:
        """Tell whether signs are raised in a part."""
        return part in self._parts

    def texts(self, archive: Archive, strings: str, sheets: Iterable[SheetPart]) -> Mapping[str, Texts]:
        """Return by sheet and place (row, column) the texts with raised signs, these as signs of their own.

        `strings` is the part of the texts that sheets share. Raises SheetError where a part is broken.
        """
        shared: dict[str, str] = {}
        if strings in self._parts:
            walk = _Walk({})
            walk.follow(archive, strings)
            shared = {str(at): text for at, text in walk.strings.items()}
        found: dict[str, Texts] = {}
        for sheet in sheets:
            if shared or sheet.part in self._parts:
                walk = _Walk(shared)
                walk.follow(archive, sheet.part)
                found[sheet.sheet] = MappingProxyType(walk.cells)
        return MappingProxyType(found)


class _Walk:
    """Follows the tags of shared texts, or of a sheet."""

    def __init__(self, shared: Mapping[str, str]) -> None:
        self.strings: dict[int, str] = {}
        self.cells: dict[tuple[int, int], str] = {}
        self._shared = shared
        self._strings = self._row = self._column = 0
        self._words: list[str] = []
        self._value = ""
        self._of_list = self._within = self._in_value = self._raised = self._any = False
        self._aside = 0

    def follow(self, archive: Archive, part: str) -> None:
        """Walk through a part; raises SheetError where it is broken."""
        try:
            follow_tags(archive.chunks(part), self._start, self._end, self._text)
        except ValueError as error:
            raise SheetError("sheet.broken", file=archive.name) from error

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._place(attributes)
        elif name == "row":
            self._row, self._column = int(attributes.get("r") or self._row + 1), 0
        elif name in ("si", "is"):
            self._words, self._any = [], False
        elif name == "r":
            self._raised = False
        elif name == "vertAlign":
            self._raised = attributes.get("val") == "superscript"
        elif name == "rPh":
            self._aside += 1
        elif name in ("t", "v"):
            self._within, self._in_value = name == "t" and not self._aside, name == "v"

    def _place(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        self._column = column_number(letters) if letters else self._column + 1
        self._of_list, self._value = attributes.get("t") == "s", ""

    def _text(self, words: str) -> None:
        if self._within:
            self._words.append(as_raised(words) if self._raised else words)
            self._any = self._any or self._raised
        elif self._in_value and self._of_list:
            self._value += words

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in ("t", "v"):
            self._within = self._in_value = False
        elif name == "r":
            self._raised = False
        elif name == "rPh":
            self._aside -= 1
        elif name == "si":
            if self._any:
                self.strings[self._strings] = "".join(self._words)
            self._strings += 1
        elif name == "is" and self._any:
            self.cells[self._row, self._column] = "".join(self._words)
        elif name == "c" and self._value in self._shared:
            self.cells[self._row, self._column] = self._shared[self._value]
