"""Reading one entry closely: the masses it moved, the pieces it touched, its place in the chain."""

# ruff: noqa: S608 - the queries are put together from constants of this package only

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.store.reads.telling import told

_CHAIN: Final = text("SELECT chain FROM entry WHERE seq = :seq")
_TAKEN_BACK_BY: Final = text("SELECT seq FROM entry WHERE reverses = :uuid ORDER BY seq DESC LIMIT 1")
_BEFORE: Final = text("SELECT b.seq FROM entry e JOIN entry b ON b.uuid = e.reverses WHERE e.seq = :seq")
_AFTER: Final = text("SELECT max(e.seq) FROM entry b JOIN entry e ON e.reverses = b.uuid WHERE b.seq = :seq")
_REVERSED_BY: Final = text("SELECT seq, reverses FROM entry WHERE uuid = :uuid")
_LINES: Final = text(
    f"SELECT COALESCE({told('s')}, (SELECT c.number FROM number_claim c WHERE c.sample = s.id"
    " ORDER BY c.entry DESC, c.n DESC LIMIT 1), ''), s.uuid, l.account, b.mission, d.code, l.day,"
    " SUM(l.ug), SUM(l.unweighed), MIN(l.n)"
    " FROM mass_line l JOIN sample s ON s.id = l.sample JOIN book b ON b.id = l.book"
    " LEFT JOIN desk d ON d.id = b.collection WHERE l.entry = :seq"
    " GROUP BY s.id, l.account, b.id, l.day ORDER BY 9 LIMIT :most"
)
_LINE_SUMS: Final = text(
    "SELECT '', NULL, l.account, b.mission, d.code, 0, SUM(l.ug), SUM(l.unweighed), 0"
    " FROM mass_line l JOIN book b ON b.id = l.book LEFT JOIN desk d ON d.id = b.collection"
    " WHERE l.entry = :seq GROUP BY b.id, l.account ORDER BY b.id, l.account"
)
_LINE_COUNT: Final = text("SELECT COUNT(*) FROM mass_line WHERE entry = :seq")
_PIECES: Final = text(
    f"SELECT DISTINCT s.uuid, {told('s')} FROM touch t JOIN sample s ON s.id = t.subject"
    " WHERE t.entry = :seq AND t.kind = 'sample' AND s.in_book = 1 ORDER BY t.n LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """What an entry moved on one account, for one piece or, with no number, for all pieces of a book."""

    number: str
    sample: Uid | None
    account: str
    mission: str
    collection: str
    day: Day
    ug: int
    unweighed: int


def lines(connection: Connection, seq: int, most: int) -> tuple[EntryLine, ...]:
    """Return what an entry moved: by piece and account, or, beyond `most` lines, by book and account."""
    count: int = connection.execute(_LINE_COUNT, {"seq": seq}).scalar_one()
    if count > most:
        found = connection.execute(_LINE_SUMS, {"seq": seq})
    else:
        found = connection.execute(_LINES, {"seq": seq, "most": most})
    return tuple(
        EntryLine(number, Uid(uuid.hex()) if uuid else None, account, mission, code or "", day, ug, unweighed)
        for number, uuid, account, mission, code, day, ug, unweighed, _ in found
    )


def pieces(connection: Connection, seq: int, most: int) -> tuple[tuple[Uid, str], ...]:
    """Return the first pieces an entry touched that are in the book: uid and number."""
    found = connection.execute(_PIECES, {"seq": seq, "most": most})
    return tuple((Uid(uuid.hex()), number or "") for uuid, number in found)


def chain_of(connection: Connection, seq: int) -> str:
    """Return the chain link of an entry in hex, empty for none."""
    found = connection.execute(_CHAIN, {"seq": seq}).scalar_one_or_none()
    return found.hex() if found else ""


def taken_back_by(connection: Connection, uid: Uid) -> int | None:
    """Return the newest entry that takes this one back, or None."""
    found: int | None = connection.execute(_TAKEN_BACK_BY, {"uuid": bytes.fromhex(uid)}).scalar_one_or_none()
    return found


def original_act(connection: Connection, seq: int) -> int:
    """Return the act that an undo or redo is about; an act is about itself."""
    while (before := connection.execute(_BEFORE, {"seq": seq}).scalar_one_or_none()) is not None:
        seq = before
    return seq


def last_in_line(connection: Connection, act: int) -> int:
    """Return the newest undo or redo of an act, or the act itself where there is none.

    Of several that reverse one entry the newest goes on: what was done again can be undone at the act or the redo.
    """
    seq = act
    while (later := connection.execute(_AFTER, {"seq": seq}).scalar_one()) is not None:
        seq = later
    return seq


def act_behind(connection: Connection, uid: Uid) -> tuple[int, int]:
    """Return the sequence of the act an entry is about, and how many reversals lie between; 0 for an act."""
    steps = 0
    seq, before = connection.execute(_REVERSED_BY, {"uuid": bytes.fromhex(uid)}).one()
    while before is not None:
        seq, before = connection.execute(_REVERSED_BY, {"uuid": before}).one()
        steps += 1
    return seq, steps
