"""Booking of `FindAgain`: what was reported as lost of a line comes home, or is with the borrower again."""

from collections.abc import Iterator
from dataclasses import replace

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.births import quality_of
from lunarcurator.domain.booking.daughters import Made, numbers_are_free
from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.late_entry_propagation import told_of
from lunarcurator.domain.booking.lines import Known, Lines, rest_of, side
from lunarcurator.domain.booking.loan_line_events import OnLine, ended, told_moves, touch_line
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.reading import certainty_of
from lunarcurator.domain.booking.returned_pieces import doubted, kept_of, part_findings, parts_of, split_of
from lunarcurator.domain.booking.since_weighed import read_since
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line, LineMove
from lunarcurator.domain.lending.terms import ClosedBy, LineState, Step
from lunarcurator.domain.operations.accounting import CameBack, FindAgain, ReturnLine
from lunarcurator.domain.rules.accounting import is_documented
from lunarcurator.domain.rules.loan_return import is_received
from lunarcurator.domain.rules.mass import residual_closes
from lunarcurator.domain.status import Existence
from lunarcurator.domain.tolerance import Certainty, allowed_between

_GONE = frozenset({Existence.LOST, Existence.STOLEN})


def book_find_again(operation: FindAgain, day: Day, ledger: LedgerState) -> Booked:
    """Book what is found of a reported loss: as a new split at home, or back on the account of the borrower."""
    on = OnLine.of(ledger, operation.line, day)
    findings = [
        *_was_lost(on, operation),
        *_comes_after(on.line, day),
        *is_documented(operation.report, "report"),
        *(() if operation.home else _is_with_borrower(operation, on.line)),
    ]
    if blocked(findings):
        return refused(findings)
    if operation.home:
        return _home(operation, on, day, ledger)
    return _there(operation, on, day, ledger) if on.line.lost_whole is None else _piece(operation, on, day, ledger)


def _piece(operation: FindAgain, on: OnLine, day: Day, ledger: LedgerState) -> Booked:
    """Put a piece that was lost whole, or what is found of it, back on the line as it was before it was lost."""
    lost = _of_whole(on.line)
    ug = lost.ug if operation.ug is None else operation.ug
    lines, gone = Lines(), side(on.piece, Account.LOST)
    known = Known(Quality.REPORTED) if ug < lost.ug else told_of(on.piece)
    lines.move(day, gone, side(on.piece), ug, known=known, reason="recovered")
    lines.move(day, gone, side(on.piece), unweighed=lost.unweighed, reason="recovered")
    move = LineMove(Step.LOST, day, -ug, -lost.unweighed, lost.quality, operation.report.name.strip())
    told: dict[str, Scalar] = {
        **told_moves(ledger, (move,)),
        **documents_of((operation.report,), ledger),
        "state": str(LineState.OUT if on.line.received else LineState.TRANSIT),
        "lost": None,
        "found": day,
    }
    changes = {"existence": str(Existence.EXISTS)}
    changes |= {"mass_quality": str(rest_of(on.piece))} if ug < lost.ug else {}
    facts: list[Fact] = [*touch_line(on.line, day, told), touch_piece(on.piece.uid, day, **changes)]
    return Booked((*facts, *lines.done()), tuple(_is_most_of_it(operation, on, ug)))


def _there(operation: FindAgain, on: OnLine, day: Day, ledger: LedgerState) -> Booked:
    """Put what is found back on the line: the borrower answers for it again."""
    ug, lines, unknown = _found(operation, on.line), Lines(), bool(on.piece.held_unweighed)
    # Of an unknown mass it had come to light by going; found, it is part of what nobody weighed again.
    back = side(on.piece, Account.UNMEASURED) if unknown else side(on.piece)
    known = Known(Quality.REPORTED)
    lines.move(day, side(on.piece, Account.LOST), back, ug, known=known, reason="recovered")
    name = operation.report.name.strip()
    moves = (
        LineMove(Step.LOST, day, -ug, 0, Quality.REPORTED, name),
        LineMove(Step.DIFFERENCE, day, ug if unknown else 0, 0, Quality.REPORTED, name),
    )
    told = {**told_moves(ledger, moves), **documents_of((operation.report,), ledger), "found": day}
    facts: list[Fact] = [*touch_line(on.line, day, told)]
    quality = {} if unknown else {"mass_quality": str(rest_of(on.piece))}
    facts.append(touch_piece(on.piece.uid, day, **quality))
    return Booked((*facts, *lines.done()), tuple(_is_most_of_it(operation, on, ug)))


def _home(operation: FindAgain, on: OnLine, day: Day, ledger: LedgerState) -> Booked:
    """Make what is found a split of the piece that was lent, under a number of its own."""
    row = _row(operation, on.line)
    sheet = ReturnLine(line=operation.line, pieces=(row,), sheet=operation.report)
    findings = [
        *is_received(row, on.piece, ledger, day, "found"),
        *numbers_are_free(split_of(sheet, on.piece, ledger).daughters, on.piece, ledger, None),
    ]
    if blocked(findings):
        return refused(findings)
    parts = parts_of(sheet, on.piece, day, ledger)
    findings += part_findings(parts)
    if blocked(findings):
        return refused(findings)
    part = parts[0]
    lost = min(part.mass.ug or 0, on.line.account.lost_ug)
    if operation.ug is not None:
        lost = _of_what_was_said(operation.ug, part, lost)
        findings += _weighs_as_said(operation.ug, part, on)
    findings += _is_most_of_it(operation, on, lost)
    # What is never weighed has no mass of its own that could differ from what was lost.
    net = part.mass.ug or 0 if part.mass.known else lost
    lines, allowed_ug = _lines_home(on, part, day, lost), _tolerance(operation, on, part, ledger)
    # R8: what is found weighs no more than was said of it, as far as all readings behind both can tell.
    findings += residual_closes(on.piece, lost - net, allowed_ug, "reading")
    quality, name = quality_of(part.mass), operation.report.name.strip()
    moves = (
        LineMove(Step.LOST, day, -lost, 0, quality, name),
        LineMove(Step.RETURNED, day, net, 0, quality, name, part.mass.resolution_ug),
        LineMove(
            Step.DIFFERENCE,
            day,
            lost - net,
            0,
            quality,
            name,
            part.mass.resolution_ug,
            found_allowed_ug=allowed_ug,
        ),
    )
    told = {
        **told_moves(ledger, moves),
        **documents_of((operation.report,), ledger),
        **kept_of(sheet, on.line, None, parts, on.piece),
        **(ended(on.line, day, ClosedBy.RETURN_RECEIPT, -lost) if on.line.state is LineState.LOST else {}),
        "found": day,
    }
    facts: list[Fact] = [*touch_line(on.line, day, told), *part.facts, touch_piece(on.piece.uid, day)]
    facts += [touch_piece(uid, day, identity_doubt=doubt) for uid, doubt in doubted(sheet, parts)]
    return Booked((*facts, *lines.done()), tuple(findings))


def _of_what_was_said(said_ug: int, part: Made, found_ug: int) -> int:
    """Return how much of what was lost is home: what was said, or less where it weighs clearly less."""
    if not part.mass.known or said_ug - (part.mass.ug or 0) <= allowed_between((part.certainty,)):
        return said_ug
    return found_ug


def _weighs_as_said(said_ug: int, part: Made, on: OnLine) -> Iterator[Finding]:
    """R8: what weighs less than half of what is said to be found may be a slip of the hand."""
    if part.mass.known and 2 * (part.mass.ug or 0) < said_ug:
        facts: dict[str, str | int] = {"line": on.line.code, "ug": part.mass.ug or 0, "said_ug": said_ug}
        yield find(Strength.WARN, "find_again.weighs_less", "R8", "reading", on.line.uid, **facts)


def _lines_home(on: OnLine, part: Made, day: Day, lost: int) -> Lines:
    """Return the lines that bring home what was found, of which `lost` ug were reported as lost.

    What is of a form that is never weighed has a nominal mass, which is none: it is one more such piece.
    """
    lines, gone = Lines(), side(on.piece, Account.LOST)
    if part.mass.known:
        known = Known(quality_of(part.mass), part.mass.resolution_ug)
        lines.move(day, gone, side(part.state), lost, known=known, reason="recovered")
        more = (part.mass.ug or 0) - lost
        lines.move(day, side(on.piece, Account.ADJUSTMENT), side(part.state), more, known=known)
        return lines
    blind = side(part.state, Account.UNMEASURED)
    lines.move(day, gone, blind, lost, known=Known(Quality.BY_DIFFERENCE), reason="recovered")
    lines.move(day, blind, side(part.state), unweighed=1, reason=part.mass.reason)
    return lines


def _of_whole(line: Line) -> LineMove:
    """Return the move by which a line lost all that was out on it, or none of it where a part was lost."""
    return line.lost_whole or LineMove(Step.LOST, 0, line.account.lost_ug)


def _found(operation: FindAgain, line: Line) -> int:
    return line.account.lost_ug if operation.ug is None else operation.ug


def _row(operation: FindAgain, line: Line) -> CameBack:
    row = CameBack(
        number=operation.number,
        proposed=operation.proposed,
        form=operation.form,
        reading=operation.reading,
        place=operation.place,
        place_why=operation.place_why,
        condition=operation.condition,
        confirmed=operation.confirmed,
        remarks=operation.remarks,
    )
    # Where somebody weighs it, our balance says how much was found, unless the borrower states a figure as well.
    stated = operation.ug if operation.reading else _found(operation, line)
    place = operation.resolution_ug if operation.ug is not None else 0
    return replace(row, stated_ug=stated, stated_to_ug=place)


def _was_lost(on: OnLine, operation: FindAgain) -> Iterator[Finding]:
    """R10: only what was reported as lost is found; what was lost whole comes home as the piece it is."""
    line, lost = on.line, _of_whole(on.line).ug
    facts: dict[str, str | int] = {"line": line.code, "number": on.piece.number_text, "lost_ug": lost}
    whole = line.lost_whole
    if on.piece.existence in _GONE and (operation.home or whole is None):
        yield find(Strength.IMPOSSIBLE, "find_again.lost_whole", "R10", "line", on.piece.uid, **facts)
    elif whole is not None and whole.unweighed:
        if operation.ug is not None:
            yield find(Strength.IMPOSSIBLE, "find_again.lost_unweighed", "R7", "ug", on.piece.uid, **facts)
    elif lost <= 0:
        yield find(Strength.IMPOSSIBLE, "find_again.nothing_lost", "R10", "line", line.uid, **facts)
    elif operation.ug is not None and not 0 < operation.ug <= lost:
        yield find(
            Strength.IMPOSSIBLE, "find_again.more_than_lost", "R7", "ug", line.uid, **facts, ug=operation.ug
        )


def _is_most_of_it(operation: FindAgain, on: OnLine, found_ug: int) -> Iterator[Finding]:
    """R8: what is far less than what was lost may be a slip of the hand: only so much is found for a reason."""
    lost_ug = on.line.account.lost_ug
    if 2 * found_ug < lost_ug:
        field = "ug" if operation.ug is not None else "reading"
        facts: dict[str, str | int] = {"line": on.line.code, "ug": found_ug, "lost_ug": lost_ug}
        yield find(Strength.WARN, "find_again.far_less", "R8", field, on.line.uid, **facts)


def _comes_after(line: Line, day: Day) -> Iterator[Finding]:
    last = max(line.last_move, line.closed)
    if day < last:
        facts: dict[str, str | int] = {"line": line.code, "day": day, "last": last}
        yield find(Strength.IMPOSSIBLE, "line.before_last", "R19", "day", line.uid, **facts)


def _is_with_borrower(operation: FindAgain, line: Line) -> Iterator[Finding]:
    """R7: a line that is closed answers for nothing more, and what stays with a borrower is not taken in here."""
    given = ("reading", "place", "place_why", "number", "confirmed")
    field = next((each for each in given if getattr(operation, each)), "")
    if field:
        yield find(Strength.IMPOSSIBLE, "find_again.not_here", "R7", field, line.uid, line=line.code)
    if not line.is_open and line.lost_whole is None:
        yield find(Strength.IMPOSSIBLE, "find_again.line_is_closed", "R7", "home", line.uid, line=line.code)


def _tolerance(operation: FindAgain, on: OnLine, part: Made, ledger: LedgerState) -> int:
    """Return by how many ug what is found may weigh otherwise than was said of it.

    A figure that is stated with it is as sure as its last place; else what was lost is, by all readings behind it.
    """
    if operation.ug is not None and operation.resolution_ug:
        return allowed_between((Certainty(operation.resolution_ug), part.certainty))
    return allowed_between((certainty_of(on.piece, ledger), part.certainty, *read_since(on.line)))
