"""Lines of loans for lists: found, sorted and counted in SQL over the derived rows, whatever their number."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.days import Day, said_day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import KnownMass, finest, sum_of_all, sum_of_weighed
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.lines import MOVE
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.words_folding import number_key, unquoted
from lunarcurator.store.derived import fold_desk
from lunarcurator.store.fact_reading import desk_facts
from lunarcurator.store.reads.natural import natural
from lunarcurator.store.reads.piece import NO_END
from lunarcurator.store.reads.records_then import DESK_NOW, RecordLens, house_of
from lunarcurator.store.reads.telling import told

_PAST_ALL: Final = "\U0010ffff"
WHO: Final = (
    "who AS MATERIALIZED (SELECT p.id, p.uuid, COALESCE(p.name, '') AS name, COALESCE(i.name, '') AS institution,"
    " COALESCE(json_extract(p.fields, '$.ended'), 0) AS ended,"
    " COALESCE(json_extract(p.fields, '$.ended_how'), '') AS ended_how"
    f" FROM desk p LEFT JOIN desk i ON i.uuid = unhex({house_of('p')})"
    " WHERE p.kind = 'person'), pact AS MATERIALIZED (SELECT a.id, a.uuid, h.name AS institution FROM desk a"
    " JOIN desk h ON h.uuid = unhex(json_extract(a.fields, '$.institution')) WHERE a.kind = 'agreement')"
)
"""The people who borrow, each with the institution that counts on the day, and since when they answer for nothing.

Beside them the agreements, each with the institution it is with.
"""
HOUSE: Final = "COALESCE(g.institution, w.institution)"
"""The institution that answers for a line or loan: that of its agreement, else that of who borrows."""
OPEN: Final = "l.state IN ('transit', 'out')"
IN_CARE: Final = "l.state = 'in_care'"
"""What others lent to the lab, or left in its care, and has not gone home."""
LENDER: Final = "(SELECT v.name FROM desk v WHERE v.uuid = unhex(json_extract(n.fields, '$.lender')))"
"""Whose it is that was lent to the lab; NULL for what the lab lends."""


def _last(day: str) -> str:
    """Return the last day of what a column says; of a month or a year somebody named, its end."""
    return f"({day} + CASE WHEN {day} % 10000 = 0 THEN 1231 WHEN {day} % 100 = 0 THEN 31 ELSE 0 END)"


_DUE_LAST: Final = _last("l.due")
BY: Final = (
    f"(CASE WHEN l.recalled > 0 AND (COALESCE(l.due, 0) = 0 OR {_last('l.recalled')} <= {_DUE_LAST})"
    " THEN l.recalled ELSE NULLIF(l.due, 0) END)"
)
"""By when a line is to be back, as `Line.by` says it: by its due day or its recall, whichever is over first."""
BY_LAST: Final = (
    f"(CASE WHEN l.recalled > 0 AND (COALESCE(l.due, 0) = 0 OR {_last('l.recalled')} <= {_DUE_LAST})"
    f" THEN {_last('l.recalled')} ELSE NULLIF({_DUE_LAST}, 0) END)"
)
"""The last day by which a line can be meant to be back."""
_BOTH: Final = 100_000_000
"""So many times its last day, with the day itself added, sorts what is over first before all else."""


def first_by(which: str = "1") -> str:
    """Return by when the first of those lines is to be back for which a condition holds."""
    return f"(MIN(CASE WHEN {which} THEN {BY_LAST} * {_BOTH} + {BY} END) % {_BOTH})"


_ANSWER: Final = "json_extract(d.fields, '$.\"answer/' || lower(hex(r.uuid)) || '\"')"
_ASIDE: Final = f"json_extract({_ANSWER}, '$.aside')"
"""Why an answer was set aside, in which case there is none; NULL where it counts."""


_AS_HELD: Final = (
    "(SELECT {} FROM sample u WHERE u.id = l.sample AND u.mass_quality = '{}' AND u.mass_ug = l.held_ug"
    " AND l.held_ug > 0 AND l.unweighed = 0)"
)
BOUNDED: Final = f"COALESCE({_AS_HELD.format('l.held_ug', Quality.UPPER_BOUND)}, 0)"
"""How much of what a line holds is an upper bound, in ug: all of it where its piece is known so, or nothing."""
ESTIMATED: Final = f"COALESCE({_AS_HELD.format('1', Quality.ESTIMATED)}, 0)"
"""Whether what a line holds is an estimate."""
HELD_TO: Final = (
    "CASE WHEN l.held_ug = 0 THEN NULL WHEN EXISTS (SELECT 1 FROM sample u WHERE u.id = l.sample"
    " AND u.mass_ug = l.held_ug AND u.unweighed = 0)"
    " THEN (SELECT u.resolution_ug FROM sample u WHERE u.id = l.sample)"
    " ELSE (SELECT MIN(json_extract(m.value, '$.resolution_ug')) FROM desk f, json_each(f.fields) m"
    f" WHERE f.id = l.id AND m.key LIKE '{MOVE}%' AND m.value <> '') END"
)
"""The last place in ug to which what a line holds is known: that of its piece, else of what moved on the line."""
HELD: Final = (
    "COALESCE(SUM(l.held_ug), 0), COALESCE(SUM(l.unweighed), 0),"
    f" COALESCE(SUM({BOUNDED}), 0), COALESCE(SUM({ESTIMATED}), 0), MIN({HELD_TO})"
)
"""What lines hold together, as the five figures of `HeldSum`."""


class HeldSum(NamedTuple):
    """What lines hold together: ug, pieces of unknown mass, how much of the ug is a bound, and estimates in it.

    `resolution_ug` is the finest last place of what they hold, None where nobody says one.
    """

    ug: int
    unweighed: int
    bounded_ug: int
    estimated: int
    resolution_ug: int | None

    def plus(self, other: "HeldSum") -> "HeldSum":
        """Return what both hold together."""
        return HeldSum(
            self.ug + other.ug,
            self.unweighed + other.unweighed,
            self.bounded_ug + other.bounded_ug,
            self.estimated + other.estimated,
            finest(self.resolution_ug, other.resolution_ug),
        )

    @property
    def known(self) -> KnownMass:
        """What of it is known: at most so much, at least, or about."""
        return sum_of_weighed(self.ug, self.estimated, self.bounded_ug, self.unweighed, self.resolution_ug)

    @property
    def whole(self) -> KnownMass | None:
        """What of it is known with the unweighed pieces counted in; None where nobody weighed any."""
        return sum_of_all(self.ug, self.estimated, self.bounded_ug, self.unweighed, self.resolution_ug)


NOTHING_HELD: Final = HeldSum(0, 0, 0, 0, None)
"""What no line holds."""


class Concern(StrEnum):
    """What of a loan desk needs a hand, or is looked for; a line may be of several."""

    OVERDUE = "overdue"
    RECALLED = "recalled"
    TO_DECIDE = "to_decide"
    TO_PREPARE = "to_prepare"
    TO_SHIP = "to_ship"
    IN_TRANSIT = "in_transit"
    DUE_SOON = "due_soon"
    UNDATED = "undated"
    UNANSWERED = "unanswered"
    DISPUTED = "disputed"
    LOST = "lost"
    OWED_BACK = "owed_back"
    OWED_LATE = "owed_late"
    OPEN = "open"
    CLOSED = "closed"


_CONDITIONS: Final[Mapping[Concern, str]] = MappingProxyType(
    {
        Concern.OVERDUE: f"{OPEN} AND {BY_LAST} < :today",
        Concern.RECALLED: f"{OPEN} AND l.recalled > 0",
        Concern.TO_DECIDE: "l.state = 'requested'",
        Concern.TO_PREPARE: "l.state = 'approved'",
        Concern.TO_SHIP: "l.state = 'prepared'",
        Concern.IN_TRANSIT: "l.state = 'transit'",
        Concern.DUE_SOON: f"{OPEN} AND {BY_LAST} BETWEEN :today AND :soon",
        Concern.UNDATED: f"{OPEN} AND COALESCE(l.due, 0) = 0",
        Concern.UNANSWERED: f"{OPEN} AND l.round IS NOT NULL AND ({_ANSWER} IS NULL OR {_ASIDE} IS NOT NULL)",
        Concern.DISPUTED: "l.disputed = 1 AND l.state <> 'closed'",
        Concern.LOST: "l.state = 'lost'",
        Concern.OWED_BACK: f"{IN_CARE} AND l.due > 0 AND l.due <= MAX(:soon, :today)",
        Concern.OWED_LATE: f"{IN_CARE} AND l.due > 0 AND {_DUE_LAST} < :today",
        Concern.OPEN: OPEN,
        Concern.CLOSED: "l.state = 'closed'",
    }
)
JOINED: Final = (
    " FROM loan_line l JOIN desk d ON d.id = l.id LEFT JOIN desk n ON n.id = l.loan"
    " LEFT JOIN who w ON w.id = l.borrower LEFT JOIN pact g ON g.id = l.agreement"
    " LEFT JOIN sample s ON s.id = COALESCE(l.sample, l.source)"
    " LEFT JOIN desk r ON r.id = l.round WHERE l.in_book = 1"
)
_ALONE: Final = " FROM loan_line l WHERE l.in_book = 1"
"""Enough for sums over what the row of a line says by itself."""
_CODES: Final = ("n.code", "l.code")
_IN_ORDER: Final = ", ".join(map(natural, _CODES))
"""Lines loan by loan, as people count."""
_SORTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "number": ("s.sort_key",),
        "loan": ("n.code",),
        "code": _CODES,
        "borrower": (HOUSE, "w.name"),
        "state": ("l.state",),
        "due": (f"COALESCE({BY_LAST}, 99999999)",),
        "held": ("l.held_ug",),
        "issued": ("COALESCE(l.issued, 0)",),
        "granted": ("COALESCE(l.granted_ug, 0)",),
    }
)
SORTS: Final = tuple(_SORTS)
"""What lists of lines can be sorted by."""


@dataclass(frozen=True, slots=True)
class LineWish:
    """Which lines are wanted, and in which order; the default wants all. Days as `Day`, 0 for none.

    `house` is the institution that answers for a line. `text` finds numbers of samples in any spelling, codes of
    loans, and names of borrowers and institutions.
    """

    today: Day
    concern: Concern | None = None
    soon: Day = 0
    states: tuple[str, ...] = ()
    borrower: Uid | None = None
    loan: Uid | None = None
    agreement: Uid | None = None
    collection: Uid | None = None
    sample: Uid | None = None
    shipment: Uid | None = None
    house: Uid | None = None
    due_from: Day = 0
    due_before: Day = 0
    text: str = ""
    sort: str = "due"
    descending: bool = False


class LineRow(NamedTuple):
    """One line as lists show it; masses in ug, days 0 where there is none, uids None where nothing is named.

    `by` is the earlier of the due day and the day it was recalled by. `issued` is as exact as the source says it,
    0 where nobody knows; `issued_stated` are its words for a day that is not exact. `unknown_why` is the code of
    the reason why a piece that is out is unweighed, `UNDONE` where somebody weighed it and that entry was undone.
    `ended` and `ended_how` say since when and why its borrower answers for nothing any more, 0 and "" if he does.
    """

    id: int
    uid: Uid
    code: str
    loan: Uid | None
    loan_code: str
    borrower: Uid | None
    person: str
    institution: str
    sample: Uid | None
    number: str
    form: str
    described: str
    state: str
    mode: str
    asked_ug: int | None
    granted_ug: int | None
    issued_ug: int
    held_ug: int
    unweighed: int
    due: Day
    by: Day
    issued: Day
    recalled: Day
    disputed: bool
    minimum_ug: int | None = None
    destructive: bool | None = None
    category: str = ""
    use: str = ""
    remarks: str = ""
    class_name: str = ""
    unknown_why: str = ""
    issued_stated: str = ""
    held_to_ug: int | None = None
    bounded_ug: int = 0
    estimated: int = 0
    ended: Day = 0
    ended_how: str = ""

    @property
    def held(self) -> KnownMass:
        """What is held on it, as far as it is known; 0 beside an unweighed piece is no mass."""
        return self.held_sum.known

    @property
    def held_sum(self) -> HeldSum:
        """What is held on it, as a sum of lines takes it in."""
        return HeldSum(self.held_ug, self.unweighed, self.bounded_ug, self.estimated, self.held_to_ug)


UNDONE: Final = "weighing_undone"
_WEIGHED_ONCE: Final = (
    "EXISTS (SELECT 1 FROM weighing x JOIN undone u ON u.seq = x.entry WHERE x.sample = s.id"
    " AND x.day <= :then_day AND x.entry <= :then_seq)"
)
_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "id": "l.id",
        "uid": "d.uuid",
        "code": "COALESCE(l.code, '')",
        "loan": "n.uuid",
        "loan_code": "COALESCE(n.code, '')",
        "borrower": "w.uuid",
        "person": "COALESCE(w.name, '')",
        "institution": f"COALESCE({HOUSE}, {LENDER}, '')",
        "sample": "s.uuid",
        "number": f"COALESCE({told('s')}, '')",
        "form": "COALESCE(s.form, '')",
        "described": "COALESCE(json_extract(d.fields, '$.described'), '')",
        "state": "COALESCE(l.state, '')",
        "mode": "COALESCE(l.mode, '')",
        "asked_ug": "json_extract(d.fields, '$.optimum_ug')",
        "granted_ug": "l.granted_ug",
        "issued_ug": "l.issued_ug",
        "held_ug": "l.held_ug",
        "unweighed": "l.unweighed",
        "due": "COALESCE(l.due, 0)",
        "by": f"COALESCE({BY}, 0)",
        "issued": "COALESCE(l.issued, 0)",
        "recalled": "COALESCE(l.recalled, 0)",
        "disputed": "l.disputed",
        "minimum_ug": "json_extract(d.fields, '$.minimum_ug')",
        "destructive": (
            "CASE WHEN json_extract(d.fields, '$.destructive') = 1 THEN 1"
            " WHEN json_extract(d.fields, '$.non_destructive') = 1 THEN 0 END"
        ),
        "category": "COALESCE(json_extract(d.fields, '$.category'), '')",
        "use": "COALESCE(json_extract(d.fields, '$.use'), '')",
        "remarks": "COALESCE(json_extract(d.fields, '$.remarks'), '')",
        "class_name": "COALESCE(s.class_name, '')",
        "unknown_why": (
            f"CASE WHEN l.unweighed = 0 THEN '' WHEN {_WEIGHED_ONCE} THEN '{UNDONE}'"
            " ELSE COALESCE(s.mass_reason, '') END"
        ),
        "issued_stated": "COALESCE(json_extract(d.fields, '$.issued_stated'), '')",
        "held_to_ug": HELD_TO,
        "bounded_ug": BOUNDED,
        "estimated": ESTIMATED,
        "ended": "COALESCE(w.ended, 0)",
        "ended_how": "COALESCE(w.ended_how, '')",
    }
)
"""How each field of a `LineRow` is read."""
_COLUMNS: Final = ", ".join(f'{_FIELDS[field]} AS "{field}"' for field in LineRow._fields)
_ROWS: Final = f"SELECT {_COLUMNS}{JOINED} AND l.id IN (SELECT value FROM json_each(:ids))"


def find_lines(connection: Connection, wish: LineWish, lens: RecordLens = DESK_NOW) -> array[int]:
    """Return the local ids of the lines that are wanted, in the order that is wanted."""
    where, told = conditions(wish)
    way = " DESC" if wish.descending else ""
    order = ", ".join(f"{each}{way}" if each not in _CODES else natural(each, way) for each in _SORTS[wish.sort])
    found = f"SELECT l.id AS id{JOINED}{where} ORDER BY {order}, {_IN_ORDER}, l.id"
    # One row with all ids: fetching them one by one takes the interpreter from the window 30,000 times.
    query = f"SELECT json_group_array(id) FROM ({found})"
    return array("q", json.loads(lens.ask(connection, query, told, beside=WHO).scalar_one()))


def line_rows(connection: Connection, ids: Sequence[int], lens: RecordLens = DESK_NOW) -> dict[int, LineRow]:
    """Return the rows of lines by local id; one that is not in the book has none."""
    found = lens.ask(connection, _ROWS, {"ids": json.dumps(list(ids))}, beside=WHO)
    return {row.id: _row(row) for row in found}


_SUMS: Final = f"COUNT(*), COUNT(DISTINCT l.loan), COUNT(DISTINCT l.borrower), {HELD}"
_SUMMED: Final = f"SELECT {_SUMS}{_ALONE} AND l.id IN (SELECT value FROM json_each(:ids))"
_IDS: Final = (
    "SELECT d.id FROM json_each(:uids) u JOIN desk d ON d.uuid = unhex(u.value) JOIN loan_line l ON l.id = d.id"
    " WHERE l.in_book = 1 ORDER BY u.key"
)


def line_ids(connection: Connection, uids: Sequence[Uid], lens: RecordLens = DESK_NOW) -> list[int]:
    """Return the local ids of lines in the order of their uids; those not in the book are left out."""
    return list(lens.ask(connection, _IDS, {"uids": json.dumps(list(uids))}).scalars())


_OF_PIECES: Final = (
    f"SELECT l.sample, l.id FROM loan_line l WHERE l.in_book = 1 AND {OPEN}"
    " AND l.sample IN (SELECT value FROM json_each(:samples))"
)


def open_lines(connection: Connection, samples: Sequence[int], lens: RecordLens = DESK_NOW) -> dict[int, LineRow]:
    """Return the row of the line on which each of these pieces is out, by local id; those at home have none."""
    told = {"samples": json.dumps(list(samples))}
    found: dict[int, int] = {row[0]: row[1] for row in lens.ask(connection, _OF_PIECES, told)}
    rows = line_rows(connection, list(found.values()), lens)
    return {sample: rows[line] for sample, line in found.items()}


_NAMING: Final = (
    "SELECT l.id, d.uuid FROM sample s JOIN loan_line l ON l.sample = s.id OR l.source = s.id"
    " JOIN desk d ON d.id = l.id WHERE s.uuid = :piece ORDER BY l.id"
)


def lines_then(connection: Connection, piece: Uid, moment: Moment) -> list[Record]:
    """Return the lines that name a piece, as what goes or as the stock, as they stood at a moment."""
    named = DESK_NOW.ask(connection, _NAMING, {"piece": bytes.fromhex(piece)}).all()
    known = desk_facts(connection, [row[0] for row in named], "line", moment)
    states = [fold_desk(uid, known.get(uid, ())) for uid in (Uid(row[1].hex()) for row in named)]
    return [each for each in states if piece in {each.text("sample"), each.text("source")}]


_TOUCHED: Final = (
    "SELECT DISTINCT t.entry FROM touch t JOIN desk d ON d.id = t.subject AND t.kind = d.kind"
    " WHERE d.uuid IN (SELECT unhex(value) FROM json_each(:uids)) AND t.day <= :day AND t.entry <= :seq"
    " ORDER BY t.entry DESC LIMIT :most"
)


def touched(connection: Connection, uids: Sequence[Uid], most: int, moment: Moment = NOW) -> list[int]:
    """Return the sequences of the newest entries that had touched any of these subjects of the desk."""
    day, seq = (NO_END if each is None else each for each in (moment.day, moment.seq))
    told = {"uids": json.dumps(list(uids)), "most": most, "day": day, "seq": seq}
    return list(DESK_NOW.ask(connection, _TOUCHED, told).scalars())


class LineSum(NamedTuple):
    """How many lines, of how many loans and borrowers, and what they hold together."""

    lines: int
    loans: int
    borrowers: int
    held_sum: HeldSum

    @property
    def held(self) -> KnownMass:
        """What they hold, as far as it is known; 0 beside unweighed pieces is no mass."""
        return self.held_sum.known


def sum_found(connection: Connection, ids: Sequence[int], lens: RecordLens = DESK_NOW) -> LineSum:
    """Return the sums over lines that were found, without looking for them again."""
    return _line_sum(lens.ask(connection, _SUMMED, {"ids": json.dumps(list(ids))}).one())


def sum_lines(connection: Connection, wish: LineWish, lens: RecordLens = DESK_NOW) -> LineSum:
    """Return the sums over the lines that are wanted."""
    where, told = conditions(wish)
    return _line_sum(lens.ask(connection, f"SELECT {_SUMS}{_tables(wish)}{where}", told, beside=WHO).one())


def _line_sum(row: Any) -> LineSum:
    lines, loans, borrowers, *held = row
    return LineSum(lines, loans, borrowers, HeldSum(*held))


class LoanSum(NamedTuple):
    """The wanted lines of one loan together: how many, a line of it, what they hold, and the earliest day."""

    loan: Uid
    code: str
    person: str
    institution: str
    lines: int
    line: int
    held_sum: HeldSum
    by: Day
    requested: Day

    @property
    def held(self) -> KnownMass:
        """What they hold, as far as it is known; 0 beside unweighed pieces is no mass."""
        return self.held_sum.known


def by_loan(connection: Connection, wish: LineWish, most: int, lens: RecordLens = DESK_NOW) -> list[LoanSum]:
    """Return the loans whose lines are wanted, those with the earliest days first."""
    where, told = conditions(wish)
    query = (
        "SELECT n.uuid, COALESCE(n.code, ''), COALESCE(w.name, ''),"
        f" COALESCE({HOUSE}, {LENDER}, ''), COUNT(*), MIN(l.id), {HELD},"
        f" COALESCE({first_by()}, 0) AS first, COALESCE(json_extract(n.fields, '$.requested'), 0)"
        f"{JOINED}{where} AND n.id IS NOT NULL GROUP BY n.id"
        " ORDER BY CASE WHEN first = 0 THEN 99999999 ELSE first END,"
        f" {natural('n.code')} LIMIT :most"
    )
    rows = lens.ask(connection, query, {**told, "most": most}, beside=WHO)
    return [_loan_sum(*row) for row in rows]


def _loan_sum(loan: bytes, code: str, person: str, institution: str, *told: Any) -> LoanSum:
    lines, line, *held, by, requested = told
    return LoanSum(
        loan=Uid(loan.hex()),
        code=code,
        person=person,
        institution=institution,
        lines=lines,
        line=line,
        held_sum=HeldSum(*held),
        by=by,
        requested=requested,
    )


def by_month(connection: Connection, wish: LineWish, lens: RecordLens = DESK_NOW) -> list[tuple[int, int]]:
    """Return how many of the wanted lines fall due in each month, as (year and month YYYYMM, count).

    What is due on no day, or within a year nobody named a month of, is in none.
    """
    where, told = conditions(wish)
    dated = f"{where} AND {BY} / 100 % 100 > 0"
    query = f"SELECT {BY} / 100 AS month, COUNT(*){_tables(wish)}{dated} GROUP BY month ORDER BY month"
    return [(row[0], row[1]) for row in lens.ask(connection, query, told, beside=WHO)]


def by_day(
    connection: Connection, wish: LineWish, month: int, lens: RecordLens = DESK_NOW
) -> list[tuple[Day, int]]:
    """Return how many of the wanted lines fall due on each day of a month (YYYYMM), as (day, count)."""
    where, told = conditions(wish)
    query = f"SELECT {BY} AS day, COUNT(*){_tables(wish)}{where} AND {BY} / 100 = :month GROUP BY day ORDER BY day"
    return [(row[0], row[1]) for row in lens.ask(connection, query, {**told, "month": month}, beside=WHO)]


def _tables(wish: LineWish) -> str:
    joined = wish.text.strip() or wish.collection or wish.concern is Concern.UNANSWERED
    return JOINED if joined else _ALONE


def conditions(wish: LineWish) -> tuple[str, dict[str, Any]]:
    """Return the conditions of a wish, each after an AND, and what they are told."""
    told: dict[str, Any] = {"today": wish.today, "soon": wish.soon}
    parts = [_CONDITIONS[wish.concern]] if wish.concern else []
    if wish.states:
        parts.append("l.state IN (SELECT value FROM json_each(:states))")
        told["states"] = json.dumps(wish.states)
    for key in ("borrower", "loan", "agreement", "shipment"):
        uid = getattr(wish, key)
        if uid is not None:
            parts.append(f"l.{key} = (SELECT id FROM desk WHERE uuid = :{key})")
            told[key] = bytes.fromhex(uid)
    if wish.house is not None:
        parts.append(_OF_HOUSE)
        told["house"] = wish.house
    if wish.collection is not None:
        parts.append("s.collection = (SELECT id FROM desk WHERE uuid = :collection)")
        told["collection"] = bytes.fromhex(wish.collection)
    if wish.sample is not None:
        piece = "(SELECT id FROM sample WHERE uuid = :sample)"
        parts.append(f"(l.sample = {piece} OR l.source = {piece})")
        told["sample"] = bytes.fromhex(wish.sample)
    if wish.due_from:
        parts.append(f"{BY} >= :due_from")
        told["due_from"] = wish.due_from
    if wish.due_before:
        parts.append(f"{BY} < :due_before")
        told["due_before"] = wish.due_before
    if wish.text.strip():
        part, more = _of_text(unquoted(wish.text))
        parts.append(part)
        told |= more
    return "".join(f" AND ({part})" for part in parts), told


_OF_HOUSE: Final = (
    "l.agreement IN (SELECT a.id FROM desk a WHERE a.kind = 'agreement'"
    " AND json_extract(a.fields, '$.institution') = :house)"
    " OR (l.borrower IN (SELECT h.id FROM desk h WHERE h.kind = 'person'"
    f" AND {house_of('h')} = :house)"
    " AND COALESCE(l.agreement, 0) NOT IN (SELECT a.id FROM desk a WHERE a.kind = 'agreement'"
    " AND json_extract(a.fields, '$.institution') IS NOT NULL))"
)
_TEXT: Final = (
    f"l.code LIKE :like ESCAPE '\\' OR w.name LIKE :like ESCAPE '\\' OR {HOUSE} LIKE :like ESCAPE '\\'"
    " OR s.id IN (SELECT m.sample FROM name m WHERE m.key >= :key AND m.key < :past)"
)
_OF_BOOK: Final = (
    " OR s.collection = (SELECT b.id FROM main.desk b WHERE b.kind = 'collection'"
    " AND b.code = :book COLLATE NOCASE)"
    " AND s.id IN (SELECT m.sample FROM name m WHERE m.key >= :rest AND m.key < :past_rest)"
)
"""A number that its collection tells apart, as `C:15112`."""


def _of_text(text: str) -> tuple[str, dict[str, str]]:
    """Return the condition of what was typed, and what it is told."""
    key = number_key(text)
    told = {"like": f"%{_escaped(text)}%", "key": key, "past": key + _PAST_ALL}
    book, _, rest = text.partition(":")
    if not rest.strip():
        return _TEXT, told
    key = number_key(rest)
    return _TEXT + _OF_BOOK, {**told, "book": book.strip(), "rest": key, "past_rest": key + _PAST_ALL}


def _escaped(typed: str) -> str:
    return typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _row(row: Any) -> LineRow:
    read = LineRow._make(row)
    return read._replace(
        uid=Uid(row.uid.hex()),
        loan=uid_in_row(row.loan),
        borrower=uid_in_row(row.borrower),
        sample=uid_in_row(row.sample),
        issued=said_day(read.issued, read.issued_stated),
        disputed=bool(read.disputed),
        destructive=None if read.destructive is None else bool(read.destructive),
    )


def uid_in_row(value: bytes | None) -> Uid | None:
    """Return the uid that stands in a row, None where there is none."""
    return Uid(value.hex()) if value is not None else None
