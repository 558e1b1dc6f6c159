"""Booking of `DeclareLost` and `Recover`: a loss is a state with a record, and can be made good (workflow 26)."""

from collections.abc import Iterator
from typing import NamedTuple

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.cases import Found, added_to, found_of, open_case, takes_in
from lunarcurator.domain.booking.custody_by_site import standing_again, standing_in
from lunarcurator.domain.booking.draw_down import DrawDown
from lunarcurator.domain.booking.exposing import are_usable, standing_in_at
from lunarcurator.domain.booking.late_entry_propagation import told_of
from lunarcurator.domain.booking.lines import Known, Lines, Side, side
from lunarcurator.domain.booking.loan_line_events import OnLine
from lunarcurator.domain.booking.lost_lines import home_on_its_line, line_lost_on, still_lost
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.booking.reading import Read, certainty_of, read
from lunarcurator.domain.booking.reporting import LostOnLine, book_lost_on_line
from lunarcurator.domain.booking.weigh import counter_of, uncovered
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, MassLine, Placement, Scalar, Subject, Touch, Weighing
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.incidents import LOSSES, joined, pieces_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import DeclareLost, Recover
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.accounting import found_with_it, lines_of
from lunarcurator.domain.rules.custody import custody_in, must_be_there
from lunarcurator.domain.rules.dates import not_before_birth, nothing_between, nothing_follows
from lunarcurator.domain.rules.loan_return import is_protected
from lunarcurator.domain.rules.mass import (
    excess_is_covered,
    is_near_the_book,
    left_by_record,
    most_on_record,
    residual_closes,
    rounding_of,
)
from lunarcurator.domain.rules.nominal_mass import is_weighable
from lunarcurator.domain.rules.places import takes_pieces
from lunarcurator.domain.rules.writing_off import ANYBODY, by_whom_together, taken_by
from lunarcurator.domain.status import Condition, Custody, Existence, IdentityDoubt
from lunarcurator.domain.tolerance import allowed_between

_GONE = frozenset({Existence.LOST, Existence.STOLEN})
_AT_BORROWERS = frozenset({Custody.LOAN, Custody.TRANSIT})


def book_declare_lost(operation: DeclareLost, day: Day, ledger: LedgerState) -> Booked:
    """Book pieces, and all that stood in containers, as lost or stolen: mass to *lost*, and one case.

    What is out on loan is lost on its line, and whoever borrowed it answers for it still (`domain.md` 2.3).
    """
    places = [uid_of(each) for each in operation.places]
    findings = [*are_usable(ledger, places, day), *takes_in(ledger, operation.case)]
    if blocked(findings):
        return refused(findings)
    pieces = _concerned(operation, places, day, ledger)
    for uid in pieces:
        findings += _may_be_lost(ledger, uid, day, operation.back)
    findings += _is_reported(operation, pieces, day, ledger)
    lent = [*_lent(ledger, pieces, day)]
    findings += _is_told_of_lent(operation, lent)
    on_lines = [book_lost_on_line(_on_line(operation, each), day, ledger) for each in lent]
    for booked in on_lines:
        findings += booked.findings
    if blocked(findings):
        return refused(findings)
    lines = Lines()
    facts = [*_gone_missing(operation, pieces, lent, lines, day, ledger)]
    for booked in on_lines:
        facts += booked.facts
    facts += _case_of(operation, pieces, [each.line.uid for each in lent], day, ledger)
    return Booked((*facts, *lines.done()), tuple(findings))


def _gone_missing(
    operation: DeclareLost, pieces: list[Uid], lent: list[OnLine], lines: Lines, day: Day, ledger: LedgerState
) -> Iterator[Fact]:
    """Yield that the places were concerned, and that what was in our own hands is gone."""
    yield from (touch(Subject.PLACE, uid_of(place), day) for place in operation.places)
    out = {each.piece.uid for each in lent}
    for uid in pieces:
        if uid not in out:
            yield from _lost(operation, ledger.at(uid, day), day, lines, ledger)


def _lent(ledger: LedgerState, pieces: list[Uid], day: Day) -> Iterator[OnLine]:
    """Yield the lines on which pieces are out on a day, in the order of the pieces."""
    for uid in pieces:
        piece = ledger.at(uid, day)
        if piece.custody in _AT_BORROWERS:
            yield from (OnLine(each, piece) for each in lines_of(ledger, uid) if each.is_open)


def _on_line(operation: DeclareLost, on: OnLine) -> LostOnLine:
    return LostOnLine(on, Existence(operation.how), operation.report)


def _is_told_of_lent(operation: DeclareLost, lent: list[OnLine]) -> Iterator[Finding]:
    """R10: what a borrower lost has its circumstances, and comes back by an act of its own."""
    if not lent:
        return
    if not operation.circumstances.strip():
        yield find(Strength.IMPOSSIBLE, "line.loss_needs_circumstances", "R10", "circumstances")
    if operation.back:
        numbers = [each.piece.number_text for each in lent]
        yield find(Strength.IMPOSSIBLE, "lost.lent_back", "R7", "back", numbers="; ".join(numbers))


def _concerned(operation: DeclareLost, places: list[Uid], day: Day, ledger: LedgerState) -> list[Uid]:
    """Return the pieces that are named, then those that exist and stood in the places."""
    inside = (uid for place in places for uid in standing_in_at(ledger, place, day))
    there = (uid for uid in inside if ledger.at(uid, day).existence is Existence.EXISTS)
    return list(dict.fromkeys([*(uid_of(each) for each in operation.samples), *there]))


def _lost(
    operation: DeclareLost, piece: PieceState, day: Day, lines: Lines, ledger: LedgerState
) -> Iterator[Fact]:
    """Yield that a piece is gone, and that it came back where it did."""
    _write_lost(lines, piece, day, str(operation.how))
    yield touch_piece(piece.uid, day, existence=str(operation.how))
    yield Placement(piece.uid, day, None, piece.home, str(piece.custody))
    if operation.back:
        _write_found(lines, piece, operation.back)
        yield touch_piece(piece.uid, operation.back, existence=str(Existence.EXISTS))
        yield from standing_again(ledger, piece, operation.back)


def _case_of(
    operation: DeclareLost, pieces: list[Uid], lines: list[Uid], day: Day, ledger: LedgerState
) -> Iterator[Fact]:
    """Yield the case of a loss, and its end where everything came back; or what is added to a case."""
    if operation.case is not None:
        yield added_to(ledger, operation.case, day, pieces, lines)
        return
    report = operation.report.strip()
    case = open_case(
        ledger,
        str(operation.how),
        day,
        1,
        samples=" ".join(pieces),
        **joined((), lines),
        last_seen=operation.last_seen,
        report=report,
        remarks=operation.circumstances.strip(),
    )
    yield case
    if operation.back:
        ended: dict[str, Scalar] = {"state": "closed", "closed": operation.back, "outcome": report}
        yield touch(Subject.CASE, case.subject, operation.back, **ended)


def book_recover(operation: Recover, day: Day, ledger: LedgerState) -> Booked:
    """Book a piece back: its mass from *lost*, what it weighs less or more to *adjustment* (`ledger.md` 1.2)."""
    uid, place = uid_of(operation.sample), uid_of(operation.place)
    piece = ledger.at(uid, day)
    findings = [
        *not_before_birth(ledger, uid, day),
        *_was_lost(piece),
        *nothing_follows(ledger, uid, day),
        *takes_pieces(ledger, place, day, "place"),
        *_is_evident(operation, piece),
        *_was_away(operation, piece, place, day, ledger),
        *(_case_is_open(ledger, uid_of(operation.case), piece) if operation.case else ()),
        *(is_weighable(piece, ledger, "reading") if operation.reading else ()),
    ]
    taken = read(operation.reading, day, ledger, place) if operation.reading else None
    findings += taken.findings if taken else ()
    if blocked(findings):
        return refused(findings)
    missing = missing_of(ledger, uid, day)
    with_it = _found_with_it(ledger, piece, taken, missing)
    findings += with_it.findings
    lines = Lines()
    custody = custody_in(ledger, place, day)
    back = side(piece, Account.REMOTE if str(custody) == "remote" else Account.HERE)
    changes: dict[str, Scalar] = {
        "existence": str(Existence.EXISTS),
        "condition": str(operation.condition),
        "identity_doubt": None if operation.confirmed else str(IdentityDoubt.UNCONFIRMED),
    }
    lost_ug, lost_unweighed = missing
    gone = side(piece, Account.LOST)
    lines.move(day, gone, back, lost_ug, known=told_of(piece), reason="recovered")
    lines.move(day, gone, back, with_it.ug, known=Known(Quality.MEASURED), reason="recovered")
    lines.move(day, gone, back, unweighed=lost_unweighed, reason="recovered")
    facts: list[Fact] = []
    if taken is not None:
        found = (lost_ug + with_it.ug, lost_unweighed)
        facts.append(_weigh_in(lines, piece, back, taken, found, day, ledger))
        changes |= {
            "mass_quality": str(Quality.MEASURED),
            "mass_reason": None,
            "resolution_ug": taken.resolution_ug,
        }
        findings += _agrees(ledger, piece, taken, found, day)
    facts = [touch_piece(uid, day, **changes), *standing_in(ledger, uid, place, piece.home or place, day), *facts]
    if operation.case:
        lacking_ug = still_lost(ledger, uid, with_it.ug)
        told = Found(uid, operation.confirmed, operation.evidence.strip(), lacking_ug)
        facts.append(found_of(ledger, uid_of(operation.case), told, day))
    facts += home_on_its_line(operation, taken, with_it.ug, day, ledger)
    return Booked((*facts, *lines.done()), tuple(findings))


def _weigh_in(
    lines: Lines,
    piece: PieceState,
    back: Side,
    taken: Read,
    missing: tuple[int, int],
    day: Day,
    ledger: LedgerState,
) -> Weighing:
    """Add the lines of weighing what is found again, and return the weighing.

    What nobody had weighed draws on where its mass came from, as at any first weighing.
    """
    lost_ug, lost_unweighed = missing
    known, more = Known(Quality.MEASURED, taken.resolution_ug), taken.net_ug - lost_ug
    if not lost_unweighed:
        lines.move(day, side(piece, Account.ADJUSTMENT), back, more, known=known, reason="recovered")
        return taken.weighing(piece.uid, day, Account.ADJUSTMENT)
    draws = list(DrawDown(ledger, day).first(piece, more))
    for draw in draws:
        lines.move(day, draw.source, back, draw.ug, known=known, reason="recovered")
    lines.move(day, back, side(piece, Account.UNMEASURED), unweighed=lost_unweighed, reason="recovered")
    return taken.weighing(piece.uid, day, counter_of(draws, Account.UNMEASURED))


class _WithIt(NamedTuple):
    """How much of what had been lost of a piece before came home with it, in ug, and what is asked about that."""

    ug: int = 0
    findings: tuple[Finding, ...] = ()


def _found_with_it(
    ledger: LedgerState, piece: PieceState, taken: Read | None, missing: tuple[int, int]
) -> _WithIt:
    """Return what a piece weighs more than was lost with it, as far as a part was reported lost before."""
    line = line_lost_on(ledger, piece.uid)
    lost_ug, lost_unweighed = missing
    if taken is None or lost_unweighed or line is None:
        return _WithIt()
    excess, before = taken.net_ug - lost_ug, line.account.lost_ug - lost_ug
    if excess <= allowed_between((certainty_of(piece, ledger), taken.certainty)) or before <= 0:
        return _WithIt()
    found = min(excess, before)
    return _WithIt(found, (found_with_it(piece, line, found, excess, "reading"),))


def missing_of(ledger: LedgerState, uid: Uid, day: Day) -> tuple[int, int]:
    """Return what went missing of a piece as it was lost whole, by the end of a day: ug, and unweighed pieces.

    A part that was lost before is not among it: it is found by itself.
    """
    history = [each for each in ledger.history(uid) if each.order[0] <= day]
    seq = max((each.seq for each in history if _is_lost_by(each.fact)), default=0)
    lost = [each.fact for each in history if each.seq == seq and isinstance(each.fact, MassLine)]
    lost = [each for each in lost if each.account is Account.LOST]
    return sum(each.ug for each in lost), sum(each.unweighed for each in lost)


def _is_lost_by(fact: Fact) -> bool:
    return isinstance(fact, Touch) and dict(fact.changes).get("existence") in _GONE


def _write_lost(lines: Lines, piece: PieceState, day: Day, reason: str) -> None:
    own, lost = side(piece), side(piece, Account.LOST)
    lines.move(day, own, lost, piece.held_ug, known=told_of(piece), reason=reason)
    lines.move(day, own, lost, unweighed=piece.held_unweighed, reason=reason)


def _write_found(lines: Lines, piece: PieceState, day: Day) -> None:
    own, lost = side(piece), side(piece, Account.LOST)
    lines.move(day, lost, own, piece.held_ug, known=told_of(piece), reason="recovered")
    lines.move(day, lost, own, unweighed=piece.held_unweighed, reason="recovered")


def _may_be_lost(ledger: LedgerState, uid: Uid, day: Day, back: Day) -> Iterator[Finding]:
    yield from not_before_birth(ledger, uid, day, "samples")
    yield from must_be_there(ledger.at(uid, day), "samples")
    yield from nothing_between(ledger, uid, day, back)


def _is_reported(operation: DeclareLost, pieces: list[Uid], day: Day, ledger: LedgerState) -> Iterator[Finding]:
    """R10: a loss has a record, and two people declare it."""
    if not pieces:
        yield find(Strength.IMPOSSIBLE, "lost.nothing", "R10", "samples")
        return
    if not operation.report.strip():
        yield find(Strength.IMPOSSIBLE, "lost.needs_report", "R10", "report")
    if operation.last_seen > day:
        yield find(
            Strength.IMPOSSIBLE, "lost.seen_after", "R19", "last_seen", day=day, last_seen=operation.last_seen
        )
    role = by_whom_together(ledger, [each for each in (ledger.at(uid, day) for uid in pieces) if each.in_book])
    facts: dict[str, str | int] = {"count": len(pieces), "role": ANYBODY}
    yield taken_by(role, find(Strength.AUTHORITY, "lost.needs_authority", "R10", "samples", "", **facts))


def _was_lost(piece: PieceState) -> Iterator[Finding]:
    if piece.existence not in _GONE:
        yield find(
            Strength.IMPOSSIBLE,
            "recover.not_lost",
            "R10",
            "sample",
            piece.uid,
            number=piece.number_text,
            existence=str(piece.existence),
        )


def _is_evident(operation: Recover, piece: PieceState) -> Iterator[Finding]:
    if not operation.evidence.strip():
        yield find(Strength.IMPOSSIBLE, "recover.needs_evidence", "R10", "evidence", piece.uid)
    if not operation.confirmed:
        yield find(Strength.WARN, "recover.not_confirmed", "R18", "confirmed", piece.uid, number=piece.number_text)


def _was_away(
    operation: Recover, piece: PieceState, place: Uid, day: Day, ledger: LedgerState
) -> Iterator[Finding]:
    """R17: what was lost at a borrower's and comes home goes into no place for what never met the air."""
    lent = any(line.lost for line in lines_of(ledger, piece.uid))
    if lent and operation.condition is not Condition.PRISTINE and is_protected(ledger, place, day):
        facts = {"number": piece.number_text, "name": "", "place": ledger.place(place).name}
        yield find(Strength.AUTHORITY, "return.pristine_place", "R17", "place", piece.uid, **facts)


def _case_is_open(ledger: LedgerState, uid: Uid, piece: PieceState) -> Iterator[Finding]:
    """R10, R12: what is found belongs to the loss it was lost in, or explains a case of another kind."""
    case = ledger.record(Subject.CASE, uid)
    if case.kind in LOSSES and piece.uid not in pieces_of(case.fields):
        yield find(Strength.IMPOSSIBLE, "case.not_about", "R10", "case", case=case.code, number=piece.number_text)
    if case.text("state") != "open":
        yield find(Strength.IMPOSSIBLE, "case.closed", "R12", "case", case=case.code)


def _fits_the_record(ledger: LedgerState, piece: PieceState, taken: Read, day: Day) -> Iterator[Finding]:
    """R8: what nobody had weighed draws on what was received, with all that came of it, as if first weighed."""
    draws = list(DrawDown(ledger, day).first(piece, taken.net_ug))
    exceeding = list(uncovered(piece, draws, taken.resolution_ug))
    own = left_by_record(ledger, piece) or 0
    excess = taken.net_ug - (own or most_on_record(ledger, piece.uid) or taken.net_ug)
    if not exceeding and excess > 0:
        exceeding += excess_is_covered(piece, excess, rounding_of(piece) or taken.resolution_ug)
    yield from exceeding
    if own and not exceeding:
        yield from is_near_the_book(piece, taken.net_ug, own, taken.certainty)


def _agrees(
    ledger: LedgerState, piece: PieceState, taken: Read, missing: tuple[int, int], day: Day
) -> Iterator[Finding]:
    lost_ug, lost_unweighed = missing
    if lost_unweighed:
        yield from _fits_the_record(ledger, piece, taken, day)
    else:
        yield from residual_closes(piece, lost_ug - taken.net_ug, taken.resolution_ug, "reading")
