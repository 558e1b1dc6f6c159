"""The trial balance: where every microgram of each collection, mission and title is, on any day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.accounts import FOUND, HOLDING, Account
from lunarcurator.domain.days import Day
from lunarcurator.domain.known_mass import Booked, KnownMass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.transfers import TransferWay, counted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import balance
from lunarcurator.store.reads.balance import AccountSum, BookRow, HeldPieces
from lunarcurator.store.reads.balance import LineBehind as LineBehind
from lunarcurator.store.reads.balance import UnweighedPiece as UnweighedPiece
from lunarcurator.store.reads.transfers import Transfers, transfers

SPENT: Final = (
    *HOLDING,
    Account.ATTRITION,
    Account.CONSUMED,
    Account.LOST,
    Account.TRANSFERRED,
    Account.ADJUSTMENT,
    Account.UNMEASURED,
    Account.UNRECONCILED,
)
"""Every account but *received*, in the order of the trial balance."""


class Level(StrEnum):
    """What one row of the trial balance adds up."""

    ALL = "all"
    COLLECTION = "collection"
    MISSION = "mission"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """One row of the trial balance: the books it adds up, ug and unweighed pieces by account.

    What came in by exchange stands with what was received. `ways` tells how what was transferred went, and of what
    was received how much came in by exchange, which counts negative like the account.
    """

    level: Level
    collection: str
    mission: str
    title: str
    books: tuple[int, ...]
    ug: Mapping[Account, int]
    unweighed: Mapping[Account, int]
    parts: tuple["BalanceLine", ...] = ()
    ways: Mapping[TransferWay, Booked] = field(default_factory=lambda: MappingProxyType({}))

    def booked(self, account: Account, inexact: "InexactMasses | None" = None) -> Booked:
        """Return what stands on an account, with what is open about it; what was received counts positive."""
        sign = -1 if account is Account.RECEIVED else 1
        found = Booked(sign * self.ug.get(account, 0), sign * self.unweighed.get(account, 0))
        return found.plus(inexact.of(self.books, account)) if inexact else found

    def known(self, account: Account, inexact: "InexactMasses | None" = None) -> KnownMass:
        """Return the figure of an account with the sign of what is open about it.

        What weighings found beside an estimate is as surely known as that is.
        """
        booked = self.booked(account, inexact)
        if account not in FOUND:
            return booked.known
        judged = bool(self.booked(Account.RECEIVED, inexact).estimated)
        return KnownMass(booked.ug, 1, judged and bool(booked.ug))

    def by_way(self) -> dict[TransferWay, Booked]:
        """Return what stands on *transferred* by way, and what was received by exchange, which counts positive.

        A way by which nothing went is left out.
        """
        return {way: counted(way, self.ways[way]) for way in TransferWay if way in self.ways}

    @property
    def received_ug(self) -> int:
        """What was ever received, counted positive, in ug."""
        return -self.ug.get(Account.RECEIVED, 0)

    @property
    def held_ug(self) -> int:
        """What the pieces weigh together by the book, in ug."""
        return sum(self.ug.get(account, 0) for account in HOLDING)

    @property
    def unweighed_pieces(self) -> int:
        """How many pieces held are unweighed."""
        return sum(self.unweighed.get(account, 0) for account in HOLDING)

    @property
    def difference_ug(self) -> int:
        """Received less all other accounts, in ug; 0 where the books close (`ledger.md` 1.1)."""
        return -sum(self.ug.values())

    @property
    def difference_pieces(self) -> int:
        """The same for the second column, in pieces; 0 where it closes."""
        return -sum(self.unweighed.values())

    @property
    def closes(self) -> bool:
        """Whether both columns add up to nothing."""
        return not self.difference_ug and not self.difference_pieces


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """The collections with their missions and titles, and all of them together, at a moment."""

    moment: Moment
    total: BalanceLine
    collections: tuple[BalanceLine, ...] = ()

    def lines(self) -> Iterable[BalanceLine]:
        """Yield every row from the top: a collection, its missions, their titles; the total is left out."""
        for collection in self.collections:
            yield collection
            for mission in collection.parts:
                yield mission
                yield from mission.parts


@dataclass(frozen=True, slots=True)
class PieceCounts:
    """How many pieces each book holds, and how many unweighed by the reason, at a moment."""

    rows: tuple[HeldPieces, ...]

    def held(self, books: Sequence[int]) -> int:
        """Return how many pieces these books hold."""
        return sum(row.pieces for row in self.rows if row.book in books)

    def reasons(self, books: Sequence[int]) -> dict[str, int]:
        """Return how many pieces of these books are unweighed, by reason, the most frequent first."""
        found: dict[str, int] = {}
        for row in self.rows:
            if row.unknown and row.book in books:
                found[row.reason] = found.get(row.reason, 0) + row.pieces
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


@dataclass(frozen=True, slots=True)
class InexactMasses:
    """How many masses on the accounts of each book are estimates, and how many ug upper bounds."""

    by_account: Mapping[tuple[int, Account], Booked]

    def of(self, books: Sequence[int], account: Account) -> Booked:
        """Return what on an account of these books is not exact."""
        found = Booked()
        for book in books:
            found = found.plus(self.by_account.get((book, account), Booked()))
        return found


@dataclass(frozen=True, slots=True)
class DrillDown:
    """The newest lines behind a figure, and how many there are in all."""

    lines: tuple[LineBehind, ...]
    count: int


def trial_balance(session: StoreSession, moment: Moment = NOW) -> TrialBalance:
    """Return the trial balance at a moment; books on which nothing ever stood until then are left out."""
    with session.database.snapshot() as connection:
        books = balance.books(connection)
        sums = balance.sums(connection, moment)
        told = any(each.account is Account.TRANSFERRED for each in sums)
        by_way = transfers(connection, moment) if told else Transfers({})
    return _arranged(books, _Sums.of(sums, by_way), moment)


def piece_counts(session: StoreSession, moment: Moment = NOW) -> PieceCounts:
    """Return how many pieces the books hold; of another day than today this is long reading."""
    with session.database.connect() as connection:
        return PieceCounts(balance.held_pieces(connection, moment))


def inexact_masses(session: StoreSession, moment: Moment = NOW) -> InexactMasses:
    """Return which masses of the books are estimates and upper bounds; of another day this is long reading."""
    with session.database.connect() as connection:
        return InexactMasses(balance.inexact(connection, moment))


def drill_down(
    session: StoreSession, books: Sequence[int], account: Account, moment: Moment = NOW, most: int = 200
) -> DrillDown:
    """Return what is behind the figure of an account in these books, the newest `most` lines first."""
    with session.database.snapshot() as connection:
        lines = balance.behind(connection, books, account, moment, most)
        count = balance.count_behind(connection, books, account, moment) if len(lines) == most else len(lines)
    return DrillDown(lines, count)


def unweighed_pieces(
    session: StoreSession, books: Sequence[int], moment: Moment = NOW, most: int = 200
) -> tuple[UnweighedPiece, ...]:
    """Return the first `most` unweighed pieces these books hold."""
    with session.database.connect() as connection:
        return balance.unweighed_pieces(connection, books, moment, most)


def lines_by_year(session: StoreSession) -> tuple[tuple[int, int], ...]:
    """Return how many ledger lines fall into each year, years ascending."""
    with session.database.connect() as connection:
        return balance.lines_by_year(connection)


def day_beside(session: StoreSession, day: Day, *, later: bool) -> Day | None:
    """Return the nearest day before or after one on which anything was booked, or None."""
    with session.database.connect() as connection:
        return balance.day_beside(connection, day, later=later)


@dataclass(frozen=True, slots=True)
class _Sums:
    """What stands on the accounts of each book, what came in by exchange with what was received; and by way."""

    by_book: Mapping[int, list[AccountSum]]
    ways: Mapping[int, dict[TransferWay, Booked]]

    @classmethod
    def of(cls, sums: Iterable[AccountSum], by_way: Transfers) -> "_Sums":
        """Arrange sums by book."""
        by_book: dict[int, list[AccountSum]] = {}
        ways: dict[int, dict[TransferWay, Booked]] = {}
        for part in sums:
            by_book.setdefault(part.book, []).append(part)
        for (book, way), booked in by_way.by_way.items():
            ways.setdefault(book, {})[way] = booked
            if way is TransferWay.BY_EXCHANGE:
                by_book[book] += (
                    AccountSum(book, Account.RECEIVED, booked.ug, booked.unweighed),
                    AccountSum(book, Account.TRANSFERRED, -booked.ug, -booked.unweighed),
                )
        return cls(by_book, ways)


@dataclass(slots=True)
class _Tally:
    """Sums on their way into a row."""

    books: list[int] = field(default_factory=list)
    ug: dict[Account, int] = field(default_factory=dict)
    unweighed: dict[Account, int] = field(default_factory=dict)
    ways: dict[TransferWay, Booked] = field(default_factory=dict)

    def add_book(self, book: int, sums: _Sums) -> None:
        """Add a book with all its accounts."""
        self.books.append(book)
        for part in sums.by_book.get(book, ()):
            self.add(part)
        for way, booked in sums.ways.get(book, {}).items():
            self.ways[way] = self.ways.get(way, Booked()).plus(booked)

    def add(self, part: AccountSum) -> None:
        """Add the sum of one account."""
        self.ug[part.account] = self.ug.get(part.account, 0) + part.ug
        self.unweighed[part.account] = self.unweighed.get(part.account, 0) + part.unweighed

    def line(self, level: Level, names: tuple[str, str, str], parts: tuple[BalanceLine, ...] = ()) -> BalanceLine:
        """Return the row."""
        collection, mission, title = names
        return BalanceLine(
            level=level,
            collection=collection,
            mission=mission,
            title=title,
            books=tuple(self.books),
            ug=self.ug,
            unweighed=self.unweighed,
            parts=parts,
            ways={way: booked for way, booked in self.ways.items() if any(booked)},
        )


def _arranged(books: Iterable[BookRow], sums: _Sums, moment: Moment) -> TrialBalance:
    stood = [book for book in books if any(part.ug or part.unweighed for part in sums.by_book.get(book.id, ()))]
    collections = tuple(
        _collection([book for book in stood if book.collection == uid], sums)
        for uid in dict.fromkeys(book.collection for book in sorted(stood, key=lambda book: book.id))
    )
    total = _tally(stood, sums).line(Level.ALL, ("", "", ""))
    return TrialBalance(moment, total, collections)


def _collection(books: Sequence[BookRow], sums: _Sums) -> BalanceLine:
    ordered = sorted(books, key=lambda book: (book.opened or 99_999_999, book.mission, book.title))
    code = ordered[0].code or ordered[0].name
    missions = tuple(
        _mission(code, [book for book in ordered if book.mission == mission], sums)
        for mission in dict.fromkeys(book.mission for book in ordered)
    )
    # A collection without missions needs no row below it that says the same again.
    parts = missions[0].parts if len(missions) == 1 and not missions[0].mission else missions
    return _tally(ordered, sums).line(Level.COLLECTION, (code, "", ""), parts)


def _mission(code: str, books: Sequence[BookRow], sums: _Sums) -> BalanceLine:
    mission = books[0].mission
    titles = tuple(_tally([book], sums).line(Level.TITLE, (code, mission, book.title)) for book in books)
    names = (code, mission, books[0].title if len(books) == 1 else "")
    return _tally(books, sums).line(Level.MISSION, names, titles if len(titles) > 1 else ())


def _tally(books: Iterable[BookRow], sums: _Sums) -> _Tally:
    tally = _Tally()
    for book in books:
        tally.add_book(book.id, sums)
    return tally
