"""What stands on *transferred*, told apart by how it went: in sums by book, and piece by piece."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import RelationKind
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import Booked
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.transfers import TransferLine, TransferWay, counted, ways_of
from lunarcurator.store.reads.at_moment import IN_FORCE
from lunarcurator.store.reads.piece import NO_END, Lens
from lunarcurator.store.reads.telling import told

_COLUMNS: Final = (
    f"l.entry, l.n, l.sample, l.book, l.ug, l.unweighed, l.reason, COALESCE(l.quality = '{Quality.ESTIMATED}', 0)"
)
_FROM: Final = (
    f"(SELECT DISTINCT book FROM year_sum WHERE account = '{Account.TRANSFERRED}') y CROSS JOIN mass_line l"
    f" ON l.book = y.book AND l.account = '{Account.TRANSFERRED}'"
)
_TRANSFERS: Final = text(
    f"SELECT {_COLUMNS} FROM {_FROM} AND l.day <= :day AND l.entry <= :seq ORDER BY l.entry, l.n"
)
_PIECES: Final = text(
    f"SELECT {_COLUMNS}, l.day, s.uuid, COALESCE({told('s')}, ''), COALESCE(d.code, ''), b.mission FROM {_FROM}"
    " JOIN sample s ON s.id = l.sample JOIN book b ON b.id = l.book JOIN desk d ON d.id = b.collection"
    f" WHERE {IN_FORCE.format('l')} ORDER BY l.entry, l.n"
)
_CAME_IN: Final = text(f"SELECT DISTINCT other FROM relation WHERE kind = '{RelationKind.EXCHANGED_FOR}'")
_LINE: Final = 8
"""How many columns make a line; what follows says of which piece and book it is."""


@dataclass(frozen=True, slots=True)
class Transfers:
    """What stands on *transferred* by book and way, and which lines of it came in by exchange, as "entry:n".

    What came in counts negative here, as it is booked.
    """

    by_way: Mapping[tuple[int, TransferWay], Booked]
    came_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TransferredPiece:
    """A piece and how it was transferred by an entry on a day; what came in by exchange counts positive."""

    seq: int
    day: Day
    sample: Uid
    number: str
    collection: str
    mission: str
    way: TransferWay
    booked: Booked


def transfers(connection: Connection, moment: Moment) -> Transfers:
    """Return what was transferred by a moment, told apart by how; reads the lines of that account alone."""
    limits = {
        "day": NO_END if moment.day is None else moment.day,
        "seq": NO_END if moment.seq is None else moment.seq,
    }
    rows = connection.execute(_TRANSFERS, limits).all()
    if not rows:
        return Transfers({})
    pieces: dict[tuple[int, TransferWay, int], Booked] = {}
    received: list[str] = []
    for line, way in ways_of((TransferLine(*row) for row in rows), _came_in(connection)):
        key = (line.book, way, line.sample)
        pieces[key] = pieces.get(key, Booked()).plus(_moved(line))
        if way is TransferWay.BY_EXCHANGE:
            received.append(f"{line.entry}:{line.n}")
    by_way: dict[tuple[int, TransferWay], Booked] = {}
    for (book, way, _), booked in pieces.items():
        by_way[book, way] = by_way.get((book, way), Booked()).plus(_of_piece(booked, way))
    return Transfers({key: each for key, each in by_way.items() if any(each)}, tuple(received))


def transferred_pieces(connection: Connection, moment: Moment) -> list[TransferredPiece]:
    """Return the pieces transferred by a moment, by day and entry; what moved between books inside is left out.

    Of a piece that stayed here under another title there is one row, in the book it left.
    """
    rows = connection.execute(_PIECES, Lens(connection, moment).told).all()
    about = {(row[0], row[1]): row[_LINE:] for row in rows}
    found: list[TransferredPiece] = []
    for line, way in ways_of((TransferLine(*row[:_LINE]) for row in rows), _came_in(connection) if rows else ()):
        if _is_inside(line, way):
            continue
        day, uuid, number, collection, mission = about[line.entry, line.n]
        names = (Uid(uuid.hex()), number, collection, mission)
        booked = counted(way, _of_piece(_moved(line), way))
        found.append(TransferredPiece(line.entry, day, *names, way, booked))
    return sorted(found, key=lambda each: (each.day, each.seq))


def _is_inside(line: TransferLine, way: TransferWay) -> bool:
    """Tell whether a line only says into which book of ours something moved."""
    comes = line.ug < 0 or line.unweighed < 0
    return way is TransferWay.BETWEEN_BOOKS or (way is TransferWay.TITLE_ONLY and comes)


def _moved(line: TransferLine) -> Booked:
    return Booked(line.ug, line.unweighed, 0, int(line.estimated))


def _of_piece(booked: Booked, way: TransferWay) -> Booked:
    """Return what one piece moved by a way: what was taken back leaves no estimate.

    A document may say the mass of what came in unweighed.
    """
    stated = booked.unweighed if booked.ug and way is TransferWay.BY_EXCHANGE else 0
    return booked._replace(estimated=int(bool(booked.estimated and booked.ug)), in_figure=stated)


def _came_in(connection: Connection) -> frozenset[int]:
    return frozenset(connection.execute(_CAME_IN).scalars())
