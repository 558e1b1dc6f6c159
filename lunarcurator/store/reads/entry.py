"""Reading one entry closely: the masses it moved, the pieces it touched, its place in the chain."""

# ruff: noqa: S608 - the queries are put together from constants of this package only

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, text

from lunarcurator.domain.accounts import FOUND, HOLDING, Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import Bound, KnownMass, moved_mass, stated_mass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.pieces import PieceState
from lunarcurator.store.reads.at_moment import said
from lunarcurator.store.reads.piece import Lens, life, piece_id
from lunarcurator.store.reads.telling import told

_CHAIN: Final = text("SELECT chain FROM entry WHERE seq = :seq")
_TAKEN_BACK_BY: Final = text("SELECT seq FROM entry WHERE reverses = :uuid ORDER BY seq DESC LIMIT 1")
_BEFORE: Final = text("SELECT b.seq FROM entry e JOIN entry b ON b.uuid = e.reverses WHERE e.seq = :seq")
_AFTER: Final = text("SELECT max(e.seq) FROM entry b JOIN entry e ON e.reverses = b.uuid WHERE b.seq = :seq")
_REVERSED_BY: Final = text("SELECT seq, reverses FROM entry WHERE uuid = :uuid")
_ABOUT: Final = f"COALESCE(MAX(l.quality = '{Quality.ESTIMATED}' AND l.ug <> 0), 0)"
# What moved with a bound is booked by difference: the piece says what it is.
_AT_MOST: Final = (
    f"COALESCE(MAX(l.quality = '{Quality.BY_DIFFERENCE}' AND l.ug <> 0 AND {said('mass_quality')}"
    f" = '{Quality.UPPER_BOUND}'), 0)"
)
_LINES: Final = text(
    f"SELECT COALESCE({told('s')}, (SELECT c.number FROM number_claim c WHERE c.sample = s.id"
    " ORDER BY c.entry DESC, c.n DESC LIMIT 1), ''), s.uuid, l.account, b.mission, d.code, l.day,"
    f" SUM(l.ug), SUM(l.unweighed), MIN(l.n), {_ABOUT}"
    " FROM mass_line l JOIN sample s ON s.id = l.sample JOIN book b ON b.id = l.book"
    " LEFT JOIN desk d ON d.id = b.collection WHERE l.entry = :seq"
    " GROUP BY s.id, l.account, b.id, l.day ORDER BY 9 LIMIT :most"
)
_LINE_SUMS: Final = text(
    f"SELECT '', NULL, l.account, b.mission, d.code, 0, SUM(l.ug), SUM(l.unweighed), {_AT_MOST}, {_ABOUT}"
    " FROM mass_line l JOIN sample s ON s.id = l.sample JOIN book b ON b.id = l.book"
    " LEFT JOIN desk d ON d.id = b.collection"
    " WHERE l.entry = :seq GROUP BY b.id, l.account ORDER BY b.id, l.account"
)
_LINE_COUNT: Final = text("SELECT COUNT(*) FROM mass_line WHERE entry = :seq")
_PIECES: Final = text(
    f"SELECT s.uuid, COALESCE({told('s')}, (SELECT c.number FROM number_claim c WHERE c.sample = s.id"
    " ORDER BY c.entry DESC, c.n DESC LIMIT 1)) FROM touch t JOIN sample s ON s.id = t.subject"
    " WHERE t.entry = :seq AND t.kind = 'sample' GROUP BY s.id ORDER BY MIN(t.n) LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """What an entry moved on one account, for one piece or, with no number, for all pieces of a book.

    `known` are its ug as surely as they are known.
    """

    number: str
    sample: Uid | None
    account: str
    mission: str
    collection: str
    day: Day
    unweighed: int
    known: KnownMass

    @property
    def ug(self) -> int:
        """The micrograms that are booked."""
        return self.known.ug


def lines(connection: Connection, seq: int, most: int) -> tuple[EntryLine, ...]:
    """Return what an entry moved: by piece and account, or, beyond `most` lines, by book and account."""
    count: int = connection.execute(_LINE_COUNT, {"seq": seq}).scalar_one()
    if count > most:
        told = Lens(connection, Moment(seq=seq)).told
        return tuple(_sum(row) for row in connection.execute(_LINE_SUMS, told))
    found = [*connection.execute(_LINES, {"seq": seq, "most": most})]
    pieces = {row[1].hex(): row[5] for row in found}
    before, after = (_masses(connection, pieces, at) for at in (seq - 1, seq))
    differing = {row[1] for row in found if row[2] in FOUND and row[6]}
    return tuple(_line(row, before, after, found=row[1] in differing) for row in found)


def _masses(connection: Connection, pieces: Mapping[str, Day], seq: int) -> dict[str, KnownMass | None]:
    """Return what each of these pieces weighed by the book on its day, as known after an entry."""
    told = {}
    for uid, day in pieces.items():
        state = PieceState(Uid(uid))
        id_ = piece_id(connection, Uid(uid))
        for each in life(connection, id_, Moment(day, seq)) if id_ is not None else ():
            state.learn(each)
        told[uid] = None if state.held_unweighed else stated_mass(state.held_ug, state.quality, None)
    return told


def known_line(
    connection: Connection, sample: Uid, account: str, day: Day, seq: int, moved: KnownMass, *, found: bool
) -> KnownMass:
    """Return what one line of an entry moved, as surely as it is known.

    `moved` says whether the line is an estimate, `found` whether the entry found its piece to differ.
    """
    before, after = (_masses(connection, {sample: day}, at)[sample] for at in (seq - 1, seq))
    return moved_mass(moved, *_sides(account, before, after), found=found)


def _sides(
    account: str, before: KnownMass | None, after: KnownMass | None
) -> tuple[KnownMass | None, KnownMass | None]:
    """Return what a piece was on the side that a line of an account draws on, and on the side it goes to."""
    return (before, after) if account in HOLDING else (after, before)


def _line(
    row: Any, before: Mapping[str, KnownMass | None], after: Mapping[str, KnownMass | None], *, found: bool
) -> EntryLine:
    number, uuid, account, mission, code, day, ug, unweighed, _, about = row
    uid = Uid(uuid.hex())
    # What is booked is told to the microgram, as the balance of the books is.
    sides = _sides(account, before[uid], after[uid])
    known = moved_mass(KnownMass(ug, 1, bool(about)), *sides, found=found)
    return EntryLine(
        number=number,
        sample=uid,
        account=account,
        mission=mission,
        collection=code or "",
        day=day,
        unweighed=unweighed,
        known=known,
    )


def _sum(row: Any) -> EntryLine:
    number, _, account, mission, code, day, ug, unweighed, at_most, about = row
    bound = Bound.AT_MOST if at_most and ug and not about else None
    known = KnownMass(ug, 1, bool(about and ug), bound)
    return EntryLine(
        number=number,
        sample=None,
        account=account,
        mission=mission,
        collection=code or "",
        day=day,
        unweighed=unweighed,
        known=known,
    )


def pieces(connection: Connection, seq: int, most: int) -> tuple[tuple[Uid, str], ...]:
    """Return the first pieces an entry touched, also those an undo took out of the book: uid and number."""
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
