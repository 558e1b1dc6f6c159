"""The stamp of a workbook that went out to be edited: of which store, after which entry, with which columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Self

from lunarcurator.documents.edit_book import STAMP_MARK
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.exchange.book import Book
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.store_session import StoreSession

_OURS: Final = "1"
_BORROWERS: Final = "2"
"""A later format, so that a program that knows no borrower's word refuses it instead of taking it for ours."""
_COLUMN: Final = "column/"
_BORROWER: Final = "borrower"
_MOST_LINES: Final = 200


class NotOurWorkbook(Refusal):
    """A file did not go out of this store to be edited, or cannot be told apart any more."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which store and entry (`seq`) the workbook shows, in which language, and each column's header by its key.

    `borrower` is the uid of the person it was made for, None for one of the lab itself.
    """

    store_id: str
    seq: int
    language: str
    headers: Mapping[str, str] = field(default_factory=dict)
    borrower: Uid | None = None

    @property
    def mark(self) -> str:
        """The format that stands beside the mark."""
        return _OURS if self.borrower is None else _BORROWERS

    def told(self) -> tuple[tuple[str, str], ...]:
        """Return the lines that stand in the workbook."""
        columns = ((f"{_COLUMN}{key}", header) for key, header in self.headers.items())
        whose = () if self.borrower is None else ((_BORROWER, str(self.borrower)),)
        told = (("store", self.store_id), ("entry", str(self.seq)), ("language", self.language))
        return (*told, *whose, *columns)

    @classmethod
    def read(cls, book: Book, session: StoreSession) -> Self:
        """Return the stamp of a workbook; raises `NotOurWorkbook` where it has none, or one of another store."""
        for sheet in book.sheets:
            lines = [tuple(map(plain, row.cells)) for row in islice(sheet.rows(), _MOST_LINES)]
            if lines and lines[0][:1] == (STAMP_MARK,):
                return cls._of(book, session, lines)
        raise NotOurWorkbook("roundtrip.no_stamp", file=book.name)

    @classmethod
    def _of(cls, book: Book, session: StoreSession, lines: list[tuple[str, ...]]) -> Self:
        told = {line[0]: line[1] for line in lines if len(line) > 1}
        borrower = Uid(told[_BORROWER]) if told.get(_BORROWER) else None
        known = _OURS if borrower is None else _BORROWERS
        if told[STAMP_MARK] != known or not told.get("entry", "").isdecimal():
            raise NotOurWorkbook("roundtrip.stamp_unreadable", file=book.name)
        if told.get("store") != session.store_id:
            raise NotOurWorkbook("roundtrip.other_store", file=book.name, store=session.path.name)
        seq, head = int(told["entry"]), session.head().seq
        if seq > head:
            raise NotOurWorkbook("roundtrip.from_later", file=book.name, seq=seq, head=head)
        headers = {key.removeprefix(_COLUMN): text for key, text in told.items() if key.startswith(_COLUMN)}
        return cls(session.store_id, seq, told.get("language", ""), headers, borrower)
