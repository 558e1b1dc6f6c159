"""The stamp of a workbook that went out to be edited: of which store, after which entry, with which columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Self

from lunarcurator.documents.edit_workbook import STAMP_MARK
from lunarcurator.domain.errors import Refusal
from lunarcurator.exchange.book import Book
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.values import plain

_FORMAT: Final = "1"
_COLUMN: Final = "column/"
_MOST_LINES: Final = 200


class NotOurWorkbook(Refusal):
    """A file did not go out of this store to be edited, or cannot be told apart any more."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which store and entry (`seq`) the workbook shows, in which language, and each column's header by its key."""

    store_id: str
    seq: int
    language: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def told(self) -> tuple[tuple[str, str], ...]:
        """Return the lines that stand in the workbook."""
        columns = ((f"{_COLUMN}{key}", header) for key, header in self.headers.items())
        return (("store", self.store_id), ("entry", str(self.seq)), ("language", self.language), *columns)

    @classmethod
    def read(cls, book: Book, desk: Desk) -> Self:
        """Return the stamp of a workbook; raises `NotOurWorkbook` where it has none, or one of another store."""
        for sheet in book.sheets:
            lines = [tuple(map(plain, row.cells)) for row in islice(sheet.rows(), _MOST_LINES)]
            if lines and lines[0][:1] == (STAMP_MARK,):
                return cls._of(book, desk, lines)
        raise NotOurWorkbook("roundtrip.no_stamp", file=book.name)

    @classmethod
    def _of(cls, book: Book, desk: Desk, lines: list[tuple[str, ...]]) -> Self:
        told = {line[0]: line[1] for line in lines if len(line) > 1}
        if told[STAMP_MARK] != _FORMAT or not told.get("entry", "").isdecimal():
            raise NotOurWorkbook("roundtrip.stamp_unreadable", file=book.name)
        if told.get("store") != desk.store_id:
            raise NotOurWorkbook("roundtrip.other_store", file=book.name, store=desk.path.name)
        seq, head = int(told["entry"]), desk.head().seq
        if seq > head:
            raise NotOurWorkbook("roundtrip.from_later", file=book.name, seq=seq, head=head)
        headers = {key.removeprefix(_COLUMN): text for key, text in told.items() if key.startswith(_COLUMN)}
        return cls(desk.store_id, seq, told.get("language", ""), headers)
