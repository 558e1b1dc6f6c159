"""Where an import comes from: a file or a paste, with the sheets it offers."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple, Self

from lunarcurator.domain.errors import Refusal
from lunarcurator.exchange.blocks import part_of, parts_of, whole_name
from lunarcurator.exchange.book import Book, Sheet
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.marks import SheetMarks
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.text_book import CLIPBOARD, read_pasted
from lunarcurator.exchange.text_file import decoded
from lunarcurator.services.importing.own_report import OwnReport, own_report


class TextForm(NamedTuple):
    """How a person says that a text is written; None leaves it to the text, a quote of "" means none."""

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None


AS_FOUND: Final = TextForm()

_OTHERWISE: Final = (
    "sheet.bad_byte",
    "sheet.cell_too_long",
    "sheet.quote_open",
    "sheet.quote_swallows",
    "sheet.line_too_long",
)
# An old .xls may well be a text that an instrument called so.
_NEVER_TEXT: Final = (".xlsx", ".xlsm", ".ods")


@dataclass(frozen=True, slots=True)
class Unread:
    """A text file that cannot be read in the form it was taken for, and why not."""

    path: Path
    form: TextForm
    why: Refusal


def unread(path: Path, form: TextForm, why: Refusal) -> Unread | None:
    """Return a text file that another encoding, delimiter or quote may open; None for other troubles."""
    may_be_text = why.key in _OTHERWISE and path.suffix.casefold() not in _NEVER_TEXT
    return Unread(path, form, why) if may_be_text else None


def is_part(source: "Source", name: str) -> bool:
    """Tell whether this is the name of a block of a sheet, and of no sheet of the file."""
    return all(sheet.name != name for sheet in source.whole or source.book.sheets)


@dataclass(frozen=True)
class Source:
    """An opened file or paste; `path` is empty for a paste. Its rows are read when asked for.

    Where a sheet was cut into parts, `whole` are the sheets as they stand in the file.
    """

    book: Book
    path: Path
    text: str = field(default="", repr=False)
    form: TextForm = AS_FOUND
    limits: Limits = field(default_factory=Limits)
    whole: tuple[Sheet, ...] = field(default=(), repr=False)

    @classmethod
    def open(cls, path: Path, *, form: TextForm = AS_FOUND, limits: Limits | None = None) -> Self:
        """Open a file; a `form` is a person's answer for a text. Raises `SheetError`."""
        bounds = limits or Limits()
        return cls(read_book(path, limits=bounds, **form._asdict()), path, "", form, bounds)

    @classmethod
    def pasted(cls, text: str, *, form: TextForm = AS_FOUND, limits: Limits | None = None) -> Self:
        """Open what was copied in a spreadsheet program. Raises `SheetError`."""
        bounds = limits or Limits()
        book = read_pasted(text, bounds, delimiter=form.delimiter, quote=form.quote)
        return cls(book, Path(CLIPBOARD), text, form, bounds)

    @classmethod
    def piped(cls, content: bytes, *, form: TextForm = AS_FOUND) -> Self:
        """Open what another program wrote, in the encoding a file would be read in. Raises `SheetError`."""
        return cls.pasted(decoded(content, CLIPBOARD, Limits(), form.encoding), form=form)

    @property
    def is_text(self) -> bool:
        """Whether the source is a text whose form a person may correct."""
        return self.book.kind in ("csv", CLIPBOARD)

    @property
    def found(self) -> TextForm:
        """How the text was read."""
        return TextForm(self.book.encoding, self.book.delimiter, self.book.quote)

    def formed(self, form: TextForm) -> "Source":
        """Open the source anew in another form. Raises `SheetError`."""
        if self.text:
            return Source.pasted(self.text, form=form, limits=self.limits)
        return Source.open(self.path, form=form, limits=self.limits)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets, visible ones first."""
        return tuple(sorted(self.book.sheets, key=lambda sheet: sheet.hidden))

    def cut(self, name: str, places: Sequence[str]) -> "Source":
        """Return the source with a sheet in parts, which begin at these places; with none it is whole again.

        Any other sheet is whole; a part of one leaves all as it is. Raises `SheetError` for what is no place.
        """
        if is_part(self, name) or not (places or self.whole):
            return self
        whole = self.whole or self.book.sheets
        found = (parts_of(each, places) if each.name == name and places else (each,) for each in whole)
        return replace(self, book=replace(self.book, sheets=(*chain.from_iterable(found),)), whole=whole)

    def parts(self, name: str) -> list[str]:
        """Return what the parts of a sheet are called that was cut."""
        return [
            each.name for each in self.book.sheets if is_part(self, each.name) and whole_name(each.name) == name
        ]

    def sheet(self, name: str) -> Sheet:
        """Return a sheet, or a block of one such as `Sheet 1!A19:C21`; raises `SheetError` where there is none.

        A report of rows is read as the file it was made of.
        """
        found = self._as_it_stands(name)
        report = own_report(found)
        return report.sheet if report else found

    def report(self, name: str) -> OwnReport | None:
        """Return the report of rows that a sheet is, None where it is none; raises as `sheet` does."""
        whole = self.whole or self.book.sheets
        return own_report(self._as_it_stands(name), [sheet for sheet in whole if sheet.name != name])

    def _as_it_stands(self, name: str) -> Sheet:
        found = next((sheet for sheet in self.book.sheets if sheet.name == name), None)
        found = found or next((sheet for sheet in self.whole if sheet.name == name), None)
        found = found or part_of(self.whole or self.book.sheets, name)
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
        again = Source.open(self.path, form=self.form, limits=self.limits)
        if again.book.sha256 != self.book.sha256:
            raise SheetError("sheet.changed_while_read", file=self.book.name)
        return again
