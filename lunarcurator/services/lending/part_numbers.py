"""Numbers for parts weighed out of stocks: the series each stock offers, and the next number of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lunarcurator.domain.identity import PieceRef, Uid, ref_of
from lunarcurator.domain.numbering.values import Series
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.proposing import next_numbers
from lunarcurator.services.store_session import StoreSession


@dataclass(frozen=True, slots=True)
class WantedPart:
    """A part that needs a number: its stock, the series ("" is the ordinary one), and the number typed, if any."""

    stock: Uid
    series: str = ""
    number: str = ""


def series_of_stocks(session: StoreSession, stocks: Iterable[Uid]) -> Mapping[Uid, tuple[Series, ...]]:
    """Return the series in which each of these stocks numbers its parts, the ordinary one first."""
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        found = {}
        for stock in stocks:
            piece = ledger.piece(stock)
            scheme = ledger.scheme(piece.book.collection)
            found[stock] = tuple(scheme.series_of(scheme.parse(piece.family_number)))
    return MappingProxyType(found)


def part_numbers(session: StoreSession, wanted: Sequence[WantedPart]) -> tuple[str, ...]:
    """Return the numbers parts would get, one for each, those typed among them.

    Parts of one collection count on from each other. Raises `NumberTextError` for a number that cannot be read,
    and `Refusal` for a series that a stock has not.
    """
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        books = [ledger.piece(each.stock).book.collection for each in wanted]
        taken: dict[Uid, list[str]] = {}
        for book, each in zip(books, wanted, strict=True):
            if each.number:
                taken.setdefault(book, []).append(each.number)
        numbers = []
        for book, each in zip(books, wanted, strict=True):
            known = taken.setdefault(book, [])
            if not each.number:
                stock = PieceRef(ref_of(each.stock))
                known.append(next_numbers(ledger, stock, [each.series], tuple(known))[0])
            numbers.append(each.number or known[-1])
    return tuple(numbers)
