"""Where an import comes from: a file or a paste, with the sheets it offers."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from lunarcurator.exchange.book import Book, Sheet
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.marks import SheetMarks
from lunarcurator.exchange.pasted import CLIPBOARD, read_pasted
from lunarcurator.exchange.reading import read_book


@dataclass(frozen=True, slots=True)
class SheetOffer:
    """A sheet a person may choose: its name, and whether the file hides it."""

    name: str
    hidden: bool


@dataclass(frozen=True)
class Source:
    """An opened file or paste; `path` is empty for a paste. Its rows are read when asked for."""

    book: Book
    path: Path
    text: str = field(default="", repr=False)
    encoding: str | None = None
    delimiter: str | None = None
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        encoding: str | None = None,
        delimiter: str | None = None,
        limits: Limits | None = None,
    ) -> Self:
        """Open a file; `encoding` and `delimiter` are a person's answer. Raises `SheetError`."""
        bounds = limits or Limits()
        book = read_book(path, limits=bounds, encoding=encoding, delimiter=delimiter)
        return cls(book, path, "", encoding, delimiter, bounds)

    @classmethod
    def pasted(cls, text: str, *, limits: Limits | None = None) -> Self:
        """Open what was copied in a spreadsheet program. Raises `SheetError`."""
        bounds = limits or Limits()
        return cls(read_pasted(text, bounds), Path(CLIPBOARD), text, limits=bounds)

    @property
    def sheets(self) -> tuple[SheetOffer, ...]:
        """The sheets, visible ones first, hidden ones named as such."""
        ordered = sorted(self.book.sheets, key=lambda sheet: sheet.hidden)
        return tuple(SheetOffer(sheet.name, sheet.hidden) for sheet in ordered)

    def sheet(self, name: str) -> Sheet:
        """Return a sheet; raises `SheetError` where there is none of that name."""
        found = next((sheet for sheet in self.book.sheets if sheet.name == name), None)
        if found is None:
            raise SheetError("sheet.no_sheets", file=self.book.name)
        return found

    def marks(self, name: str) -> SheetMarks:
        """Return what a sheet says in colours, comments, hidden rows and merged cells."""
        return self.sheet(name).marks()

    def again(self) -> "Source":
        """Open the source anew; raises `SheetError` where the file changed since."""
        if self.text:
            return self
        again = Source.open(self.path, encoding=self.encoding, delimiter=self.delimiter, limits=self.limits)
        if again.book.sha256 != self.book.sha256:
            raise SheetError("sheet.changed_while_read", file=self.book.name)
        return again
