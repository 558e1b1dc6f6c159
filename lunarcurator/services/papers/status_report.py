"""The report of how loans stand, for an authority: masses, and the pieces of which nobody knows the mass."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from lunarcurator.documents.model import Value
from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.days import Day, day_come, last_day, show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import finest
from lunarcurator.domain.lending.held import in_no_sum
from lunarcurator.domain.lending.lines import Line, LineMove, account
from lunarcurator.domain.lending.sub_samples import Back, came_back
from lunarcurator.domain.lending.terms import Step
from lunarcurator.domain.moments import moment_at
from lunarcurator.domain.status import Title
from lunarcurator.services.clock import day_at
from lunarcurator.services.papers.loan_book import LoanBook
from lunarcurator.services.papers.loans import opened_book
from lunarcurator.services.papers.paper_context import PaperContext, known_value
from lunarcurator.store.reads.came_back import days_back
from lunarcurator.store.reads.inventory import local_ids
from lunarcurator.store.reads.loan_sums import Held, held_by_use, recorded_lines
from lunarcurator.store.reads.past import rows_at
from lunarcurator.store.reads.records import records
from lunarcurator.store.reads.rows import PieceRow, piece_rows

_STANDS: Final = (
    ("stored", (Account.HERE, Account.REMOTE)),
    ("lent", (Account.LOAN,)),
    ("shown", (Account.DISPLAY,)),
)
_RETURNED: Final = "returned"
_UNREAD: Final = "returned_unweighed"
"""What of that which was returned rests on no mass that was weighed or stated."""
_MOVED: Final[tuple[tuple[str, Callable[[LineMove], bool]], ...]] = (
    ("issued", lambda move: move.step is Step.ISSUED),
    (_RETURNED, lambda move: move.step is Step.RETURNED),
    (_UNREAD, lambda move: move.is_trusted),
    ("consumed", lambda move: move.step is Step.CONSUMED),
    ("lost", lambda move: move.step is Step.LOST),
)

_UNDATED: Final = "lent_undated"
"""What left on a day nobody knows, while nobody had recorded yet that it was out: it was lent or stored."""
_IF_ANY: Final = frozenset({_UNDATED, _UNREAD})
_ROWS: Final = (*(key for key, _ in _STANDS), _UNDATED, *(key for key, _ in _MOVED))

type _Key = tuple[bool, str]
"""Whether it is held for others, and the basic use."""
type _Figures = dict[str, Held]


def loan_status_report(context: PaperContext) -> Facts:
    """Gather stored, lent, returned and consumed by basic use, for a year or until a day of it (CN-cdxkw).

    Every figure says of how many pieces it is and how many of them have no known mass: unknown is never zero.
    """
    typed = context.wanted.of.strip() or str(context.session.today // 10_000)
    until = min(last_day(day_come(typed, context.session.today)), context.session.today)
    since = until // 10_000 * 10_000
    with opened_book(context) as book:
        held = held_by_use(book.connection, until)
        by_id = {row.id: Line.of(row.state) for row in records(book.connection, Subject.LINE)}
        lines = list(by_id.values())
        pieces = _pieces_on(book, lines, until)
        moved, unsure = _moved(book, lines, pieces, since, until), _unsure(book, by_id, pieces, until)
    figures = {
        key: _figures(held.get(key, {}), moved.get(key, {}), unsure.get(key, Held()))
        for key in sorted({*held, *moved})
    }
    own = {use: told for (theirs, use), told in figures.items() if not theirs}
    others = {use: told for (theirs, use), told in figures.items() if theirs}
    undated = sum(not line.issued_year for line in lines if line.issued)
    told = {
        "since": show_day(since + 101),
        "until": show_day(until),
        "undated": context.words.say("loan_status.undated", {"count": undated}) if undated else "",
    }
    return Facts(
        f"loan-status/{show_day(until)}", told, {"uses": _by_use(context, own), "others": _by_use(context, others)}
    )


def _pieces_on(book: LoanBook, lines: Iterable[Line], until: Day) -> Mapping[Uid, PieceRow]:
    """Return the pieces of lines as they stood at the end of a day: a use given since is none of that day."""
    uids = list(dict.fromkeys(line.sample for line in lines if line.sample is not None))
    ids, moment = list(local_ids(book.connection, uids)), moment_at(until, book.context.session.today)
    rows = piece_rows(book.connection, ids) if moment.is_now else rows_at(book.connection, ids, moment)
    return {row.uid: row for row in rows.values()}


def _moved(
    book: LoanBook, lines: Sequence[Line], pieces: Mapping[Uid, PieceRow], since: Day, until: Day
) -> dict[_Key, _Figures]:
    """Return what the lines of all loans saw in a period; a piece counts once for a line and a step.

    What left on a day nobody knows left in no period. What was returned is counted as a receipt lists it: each
    piece that came back, whole or in part, also of lines that are still open.
    """
    found: dict[_Key, _Figures] = {}
    ledger = book.ledger()
    for line in lines:
        moves = [move for move in line.moves if _is_within(line, move, since, until)]
        for key, counts in _MOVED:
            mine = [move for move in moves if counts(move)]
            told = _of_line(mine) if mine else Held()
            if key == _RETURNED:
                back = _back_within(book, line, since, until)
                told = _of_pieces(told, back, in_no_sum(line, back, ledger, until))
            if told.pieces:
                of_use = found.setdefault(_key_of(line, pieces), {})
                of_use[key] = of_use.get(key, Held()).plus(told)
    return found


def _back_within(book: LoanBook, line: Line, since: Day, until: Day) -> tuple[Back, ...]:
    """Return the pieces of a line that came back in a period."""
    back = came_back(line)
    days = days_back(book.connection, line.uid) if back else {}
    return tuple(each for each in back if since <= days[each.uid] <= until)


def _of_pieces(moved: Held, back: Sequence[Back], unweighed: int) -> Held:
    """Return what came back of a line as that many pieces, of which some are in no mass."""
    return moved._replace(pieces=len(back), unweighed=unweighed) if back else moved


def _key_of(line: Line, pieces: Mapping[Uid, PieceRow]) -> _Key:
    row = pieces.get(line.sample) if line.sample else None
    use = str(row.values.get("basic_use") or "") if row else ""
    return row is not None and row.values.get("title") == Title.HELD_FOR, use


def _unsure(
    book: LoanBook, lines: Mapping[int, Line], pieces: Mapping[Uid, PieceRow], until: Day
) -> dict[_Key, Held]:
    """Return what counts as lent at the end of a day although nobody knows that it had left by then.

    A line of unknown day counts from the first record of its piece: that it is out is known from the day somebody
    recorded it; of one that left in a year or a month, from the end of that.
    """
    vague = {id_: line for id_, line in lines.items() if line.issued_stated and 0 < line.issued <= until}
    recorded = recorded_lines(book.connection, list(vague))
    zone = book.context.session.time_zone
    found: dict[_Key, Held] = {}
    for id_, line in vague.items():
        known = day_at(recorded[id_], zone) if line.issued_year is None else last_day(line.issued_said)
        if until >= known or 0 < line.over <= until:
            continue
        out = account(line.moves, until)
        key = _key_of(line, pieces)
        found[key] = found.get(key, Held()).plus(
            _of_line(line.moves)._replace(ug=out.held_ug, unweighed=int(bool(out.unweighed)))
        )
    return found


def _is_within(line: Line, move: LineMove, since: Day, until: Day) -> bool:
    """Tell whether a source says that a move was of a period."""
    if move.step is Step.ISSUED and move.day == line.issued:
        return line.issued_year is not None and since <= line.issued_said <= until
    return since <= move.day <= until


def _of_line(moves: Iterable[LineMove]) -> Held:
    """Return the moves of one line as one piece, and how much of what they say is not exact."""
    told = list(moves)
    return Held(
        sum(each.ug for each in told),
        1,
        int(any(each.unweighed for each in told)),
        sum(each.ug for each in told if each.quality is Quality.UPPER_BOUND),
        int(any(each.ug and each.quality is Quality.ESTIMATED for each in told)),
        finest(*(each.resolution_ug for each in told)),
    )


def _figures(held: Mapping[Account, Held], moved: _Figures, unsure: Held) -> _Figures:
    stands = {key: _sum(held.get(each, Held()) for each in accounts) for key, accounts in _STANDS}
    stands |= {"lent": stands["lent"].less(unsure), _UNDATED: unsure}
    return {**stands, **{key: moved.get(key, Held()) for key, _ in _MOVED}}


def _sum(given: Iterable[Held]) -> Held:
    total = Held()
    for each in given:
        total = total.plus(each)
    return total


def _by_use(context: PaperContext, figures: Mapping[str, _Figures]) -> tuple[Row, ...]:
    """Return one table for each use, and one of all of them where there are several."""
    told = [
        (context.term("basic_use", use) if use else context.words.label("paper.use_not_stated"), each)
        for use, each in figures.items()
    ]
    if len(told) > 1:
        told.append((context.say("paper.all_uses"), {key: _sum(each[key] for _, each in told) for key in _ROWS}))
    shown = [key for key in _ROWS if key not in _IF_ANY or any(each[key].pieces for _, each in told)]
    return tuple(
        {"use": word, "figures": tuple(_row(context, key, each[key]) for key in shown)} for word, each in told
    )


def _row(context: PaperContext, key: str, held: Held) -> Row:
    nobody_knows = held.unweighed and not held.ug
    mass: Value = context.say("mass.unknown") if nobody_knows else known_value(held.known, "mg")
    what = context.say(f"loan_status.{key}")
    return {"key": key, "what": what, "pieces": held.pieces, "unknown": held.unweighed, "mass": mass}
