"""Reading the ledger by account: what every book holds on a day, and the lines behind one figure."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import product
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, TextClause, bindparam, text

from lunarcurator.domain.accounts import FOUND, HOLDING, Account, Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import Booked, KnownMass
from lunarcurator.domain.moments import Moment
from lunarcurator.store.reads.at_moment import inexact_by_account
from lunarcurator.store.reads.begun import begun_by_account
from lunarcurator.store.reads.entry import known_line
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.telling import told
from lunarcurator.store.reads.transfers import transfers

_FOREVER: Final = 99_999_999
_ALWAYS: Final = 1 << 62
_HELD: Final = ", ".join(f"'{account}'" for account in HOLDING)
_FOUND: Final = ", ".join(f"'{account}'" for account in FOUND)

_SUMS_NOW: Final = text("SELECT book, account, SUM(ug), SUM(unweighed) FROM year_sum GROUP BY book, account")
# Whole years from the yearly sums, then only the lines of the day's own year.
_SUMS_ON_DAY: Final = text(
    "SELECT book, account, SUM(ug), SUM(unweighed) FROM ("
    " SELECT book, account, ug, unweighed FROM year_sum WHERE year < :year"
    " UNION ALL"
    " SELECT y.book, y.account, l.ug, l.unweighed FROM year_sum y CROSS JOIN mass_line l"
    " ON l.book = y.book AND l.account = y.account AND l.day BETWEEN :first AND :day WHERE y.year = :year"
    ") GROUP BY book, account"
)
_SUMS_KNOWN: Final = text(
    "SELECT book, account, SUM(ug), SUM(unweighed) FROM mass_line WHERE entry <= :seq AND day <= :day"
    " GROUP BY book, account"
)
_BOOKS: Final = text(
    "SELECT b.id, d.uuid, d.code, d.name, d.fields, b.mission, b.title"
    " FROM book b JOIN desk d ON d.id = b.collection ORDER BY b.id"
)
_PIECES_NOW: Final = text(
    "SELECT b.id, s.unweighed, CASE WHEN s.unweighed = 1 THEN COALESCE(s.mass_reason, '') ELSE '' END, COUNT(*)"
    " FROM sample s JOIN book b ON b.collection = s.collection AND b.mission = COALESCE(s.mission, '')"
    " AND b.title = COALESCE(s.title, '')"
    " WHERE s.in_book = 1 AND (s.mass_ug > 0 OR s.unweighed = 1) GROUP BY 1, 2, 3"
)
# A reversal negates the lines of its entry, so that plain sums are right.
_INEXACT_NOW: Final = text(
    "SELECT book, account, SUM(quality = 'estimated'), SUM(CASE WHEN quality = 'upper_bound' THEN ug ELSE 0 END)"
    " FROM (SELECT l.book, l.account, s.mass_quality AS quality, SUM(l.ug) AS ug FROM sample s"
    " JOIN mass_line l ON l.sample = s.id WHERE s.in_book = 1 AND s.mass_ug > 0"
    f" AND s.mass_quality IN ('estimated', 'upper_bound') AND l.account IN ({_HELD})"
    " GROUP BY s.id, l.book, l.account HAVING SUM(l.ug) > 0) GROUP BY book, account"
)
# A pin or a void moves a count without saying why the mass is unknown.
_WHY: Final = (
    "(SELECT l.reason FROM mass_line l WHERE l.sample = h.sample AND l.unweighed = 1"
    f" AND l.account IN ({_HELD}) AND l.day <= :day AND l.entry <= :seq"
    " AND l.reason NOT IN ('', 'pinned', 'void') ORDER BY l.day DESC, l.entry DESC, l.n DESC LIMIT 1)"
)
_HOLDERS: Final = (
    "(SELECT sample, book, SUM(ug) AS ug, SUM(unweighed) AS unweighed FROM mass_line"
    f" WHERE account IN ({_HELD}) AND day <= :day AND entry <= :seq GROUP BY sample, book"
    " HAVING SUM(ug) <> 0 OR SUM(unweighed) <> 0) h"
)
_PIECES_AT: Final = text(
    "SELECT book, unweighed, why, COUNT(*) FROM (SELECT h.book, h.unweighed,"
    f" CASE WHEN h.unweighed = 1 THEN COALESCE({_WHY}, '') ELSE '' END AS why FROM {_HOLDERS})"
    " GROUP BY 1, 2, 3"
)
_NUMBER: Final = (
    f"COALESCE({told('s')}, (SELECT c.number FROM number_claim c WHERE c.sample = s.id"
    " ORDER BY c.entry DESC, c.n DESC LIMIT 1), '')"
)
_OF_ACCOUNT: Final = (
    "WHERE l.book = :book AND l.account = :account AND l.day <= :day AND l.entry <= :seq"
    " AND l.entry NOT IN (SELECT seq FROM undone)"
)
_DIFFERS: Final = text(
    "SELECT EXISTS (SELECT 1 FROM mass_line WHERE entry = :entry AND sample = :sample AND ug <> 0"
    f" AND account IN ({_FOUND}))"
)
"""Whether an entry found a piece to differ from the book."""
# What came in by exchange is booked on *transferred* and stands with what was received.
_CAME: Final = "l.entry || ':' || l.n {0} (SELECT value FROM json_each(:came))"
_BEHIND, _BEHIND_CAME, _BEHIND_GONE = (
    text(
        f"SELECT s.uuid, {_NUMBER}, e.uuid, l.entry, e.kind, l.day, l.ug, l.unweighed, l.reason, l.n,"
        f" l.quality = '{Quality.ESTIMATED}', l.sample, l.account"
        " FROM mass_line l JOIN sample s ON s.id = l.sample JOIN entry e ON e.seq = l.entry"
        f" {_OF_ACCOUNT}{which} ORDER BY l.day DESC, l.entry DESC, l.n DESC LIMIT :most"
    )
    for which in ("", f" AND {_CAME.format('IN')}", f" AND {_CAME.format('NOT IN')}")
)
_COUNT_BEHIND, _COUNT_CAME, _COUNT_GONE = (
    text(f"SELECT COUNT(*) FROM mass_line l {_OF_ACCOUNT}{which}")
    for which in ("", f" AND {_CAME.format('IN')}", f" AND {_CAME.format('NOT IN')}")
)
_UNKNOWN: Final = text(
    f"SELECT s.uuid, {_NUMBER}, COALESCE(s.mass_reason, ''), s.first_day FROM book b"
    " JOIN sample s ON s.collection = b.collection AND COALESCE(s.mission, '') = b.mission"
    " AND COALESCE(s.title, '') = b.title"
    " WHERE b.id IN :books AND s.in_book = 1 AND s.unweighed = 1 ORDER BY s.sort_key LIMIT :most"
).bindparams(bindparam("books", expanding=True))
_UNKNOWN_AT: Final = text(
    f"SELECT s.uuid, {_NUMBER}, COALESCE({_WHY}, ''), s.first_day FROM {_HOLDERS}"
    " JOIN sample s ON s.id = h.sample WHERE h.book IN :books AND h.unweighed = 1"
    " ORDER BY s.sort_key LIMIT :most"
).bindparams(bindparam("books", expanding=True))
_LINES_BY_YEAR: Final = text("SELECT day / 10000, COUNT(*) FROM mass_line WHERE day > 0 GROUP BY 1 ORDER BY 1")
_PAIRS: Final = "(SELECT DISTINCT book, account FROM year_sum) p"
_DAY_BEFORE: Final = text(
    "SELECT MAX((SELECT MAX(day) FROM mass_line l WHERE l.book = p.book AND l.account = p.account"
    f" AND l.day < :day)) FROM {_PAIRS}"
)
_DAY_AFTER: Final = text(
    "SELECT MIN((SELECT MIN(day) FROM mass_line l WHERE l.book = p.book AND l.account = p.account"
    f" AND l.day > :day)) FROM {_PAIRS}"
)


@dataclass(frozen=True, slots=True)
class BookRow:
    """One book: local id, collection, mission and title, and the day the mission was opened (0 is unknown)."""

    id: int
    collection: Uid
    code: str
    name: str
    mission: str
    title: str
    opened: Day


@dataclass(frozen=True, slots=True)
class AccountSum:
    """What stands on one account of one book: ug and pieces of unknown mass."""

    book: int
    account: Account
    ug: int
    unweighed: int


@dataclass(frozen=True, slots=True)
class HeldPieces:
    """How many pieces of a book hold mass; of unknown mass with the reason, known with none."""

    book: int
    unknown: bool
    reason: str
    pieces: int


@dataclass(frozen=True, slots=True)
class LineBehind:
    """One line behind a figure: the piece, the entry, its day, ug and pieces of unknown mass.

    `known` is what it moved as surely as that is known.
    """

    sample: Uid
    number: str
    entry: Uid
    seq: int
    kind: str
    day: Day
    known: KnownMass
    unweighed: int
    reason: str

    @property
    def ug(self) -> int:
        """The micrograms that are booked."""
        return self.known.ug


@dataclass(frozen=True, slots=True)
class UnweighedPiece:
    """A piece of unknown mass, why it is unknown, and since when the piece is there."""

    sample: Uid
    number: str
    reason: str
    day: Day


def books(connection: Connection) -> tuple[BookRow, ...]:
    """Return every book of the store, also those on which nothing stands any more."""
    return tuple(
        BookRow(id_, Uid(uuid.hex()), code or "", name or "", mission, title, _opened(fields, mission))
        for id_, uuid, code, name, fields, mission, title in connection.execute(_BOOKS)
    )


def sums(connection: Connection, moment: Moment) -> tuple[AccountSum, ...]:
    """Return the sums of every account at a moment; quick for any day, a full scan for a past sequence."""
    if moment.seq is not None:
        rows = connection.execute(_SUMS_KNOWN, _limits(moment))
    elif moment.day is not None:
        year = moment.day // 10_000
        told = {"year": year, "first": year * 10_000, "day": moment.day}
        rows = connection.execute(_SUMS_ON_DAY, told)
    else:
        rows = connection.execute(_SUMS_NOW)
    return tuple(AccountSum(book, Account(account), ug, unweighed) for book, account, ug, unweighed in rows)


def held_pieces(connection: Connection, moment: Moment) -> tuple[HeldPieces, ...]:
    """Return how many pieces each book holds, by why their mass is unknown; for a past moment a full scan."""
    query = _PIECES_NOW if moment.is_now else _PIECES_AT
    rows = connection.execute(query, {} if moment.is_now else _limits(moment))
    return tuple(HeldPieces(book, unweighed == 1, reason, pieces) for book, unweighed, reason, pieces in rows)


def inexact(connection: Connection, moment: Moment) -> dict[tuple[int, Account], Booked]:
    """Return how many masses of each account of a book are estimates, and how many ug upper bounds.

    Reads every piece, or for a past moment every line: for the background.
    """
    found = begun_by_account(connection, moment, json.dumps(transfers(connection, moment).came_in))
    if not moment.is_now:
        held = inexact_by_account(connection, Lens(connection, moment))
        return found | {key: Booked(bounded_ug=ug, estimated=about) for key, (about, ug) in held.items()}
    rows = connection.execute(_INEXACT_NOW)
    now = {(book, Account(account)): Booked(bounded_ug=ug, estimated=about) for book, account, about, ug in rows}
    return found | now


def behind(
    connection: Connection, ids: Iterable[int], account: Account, moment: Moment, most: int
) -> tuple[LineBehind, ...]:
    """Return the newest lines in force on an account of these books up to a moment, at most `most`."""
    found: list[Any] = []
    asked = _asked(connection, account, moment, _BEHIND, _BEHIND_CAME, _BEHIND_GONE)
    for book, (query, of_account) in product(ids, asked):
        found += connection.execute(query, of_account | {"book": book, "most": most})
    newest = nlargest(most, found, key=lambda row: (row[5], row[3], row[9]))
    return tuple(_behind(connection, row) for row in newest)


def _behind(connection: Connection, row: Any) -> LineBehind:
    uuid, number, entry, seq, kind, day, ug, unweighed, reason, _, about, id_, account = row
    sample, known = Uid(uuid.hex()), KnownMass(ug, 1, bool(about))
    if ug:
        # Asked of the few that are shown: for every line of an account it takes as long as the account is old.
        found = connection.execute(_DIFFERS, {"entry": seq, "sample": id_}).scalar_one()
        known = known_line(connection, sample, account, day, seq, known, found=bool(found))
    return LineBehind(
        sample=sample,
        number=number,
        entry=Uid(entry.hex()),
        seq=seq,
        kind=kind,
        day=day,
        known=known,
        unweighed=unweighed,
        reason=reason,
    )


def count_behind(connection: Connection, ids: Iterable[int], account: Account, moment: Moment) -> int:
    """Return how many lines in force stand behind a figure."""
    asked = _asked(connection, account, moment, _COUNT_BEHIND, _COUNT_CAME, _COUNT_GONE)
    return sum(
        connection.execute(query, of_account | {"book": book}).scalar_one()
        for book, (query, of_account) in product(ids, asked)
    )


def _asked(
    connection: Connection, account: Account, moment: Moment, plain: TextClause, came: TextClause, gone: TextClause
) -> list[tuple[TextClause, dict[str, object]]]:
    """Return the queries of an account with what they take; what came in by exchange stands with the received."""
    of_account: dict[str, object] = {"account": str(account), **_limits(moment)}
    if account not in {Account.RECEIVED, Account.TRANSFERRED}:
        return [(plain, of_account)]
    beside = of_account | {
        "account": str(Account.TRANSFERRED),
        "came": json.dumps(transfers(connection, moment).came_in),
    }
    return [(gone, beside)] if account is Account.TRANSFERRED else [(plain, of_account), (came, beside)]


def unweighed_pieces(
    connection: Connection, ids: Sequence[int], moment: Moment, most: int
) -> tuple[UnweighedPiece, ...]:
    """Return pieces of unknown mass held in these books at a moment, in order of their numbers."""
    told: dict[str, object] = {"books": list(ids), "most": most}
    query = _UNKNOWN if moment.is_now else _UNKNOWN_AT
    rows = connection.execute(query, told if moment.is_now else told | _limits(moment))
    return tuple(UnweighedPiece(Uid(uuid.hex()), number, reason, day) for uuid, number, reason, day in rows)


def lines_by_year(connection: Connection) -> tuple[tuple[int, int], ...]:
    """Return how many lines each year has, years ascending; days of unknown year are left out."""
    return tuple((year, count) for year, count in connection.execute(_LINES_BY_YEAR))


def day_beside(connection: Connection, day: Day, *, later: bool) -> Day | None:
    """Return the nearest day before or after one on which anything was booked, or None."""
    query = _DAY_AFTER if later else _DAY_BEFORE
    found: Day | None = connection.execute(query, {"day": day}).scalar_one()
    return found


def _limits(moment: Moment) -> dict[str, int]:
    return {
        "day": _FOREVER if moment.day is None else moment.day,
        "seq": _ALWAYS if moment.seq is None else moment.seq,
    }


def _opened(fields: str, mission: str) -> Day:
    told = msgspec.json.decode(fields).get(f"mission/{mission}")
    return int(msgspec.json.decode(told)["opened"]) if told else 0
