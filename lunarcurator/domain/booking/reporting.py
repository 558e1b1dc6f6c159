"""Booking of `ReportUse`, `ReportSubSamples` and `ReportLoss`: what a borrower reports of a line that is out."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.cases import added_to, open_case, takes_in
from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.exposing import met
from lunarcurator.domain.booking.late_entry_propagation import told_of
from lunarcurator.domain.booking.lines import Known, is_vague, rest_of
from lunarcurator.domain.booking.loan_line_events import (
    Gone,
    OnLine,
    ended,
    lost_whole,
    moved_as,
    told_moves,
    touch_line,
)
from lunarcurator.domain.booking.named_sub_samples import told_gone
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.reported_masses import left_as_told
from lunarcurator.domain.booking.since_weighed import also_read, by_difference
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Exposure, ExposureKind, Fact, Placement, Scalar, Scope
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.line_log import USE, UseLogged
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import SUB, gone_as_told, reported, same_name
from lunarcurator.domain.lending.terms import ClosedBy, DocumentKind, Step
from lunarcurator.domain.operations.accounting import ReportLoss, ReportSubSamples, ReportUse, SubSample
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.accounting import (
    comes_last,
    has_arrived,
    is_documented,
    is_held,
    is_out,
    least_held_ug,
    may_come_late,
)
from lunarcurator.domain.rules.destructive_sampling import ReportedUse, is_reported_once, is_used_soundly
from lunarcurator.domain.rules.handling import handled
from lunarcurator.domain.rules.mass import was_received
from lunarcurator.domain.rules.sub_samples import (
    are_lost_with_it,
    are_named,
    fit_in,
    go_with_their_line,
    gone_fits_in,
    may_be_gone,
    still_fit,
)
from lunarcurator.domain.rules.writing_off import ANYBODY, by_whom, taken_by
from lunarcurator.domain.status import Existence
from lunarcurator.domain.tolerance import Certainty, allowed_between
from lunarcurator.domain.typed_records import entry_text


class LostOnLine(NamedTuple):
    """A line of which the piece went missing whole, how, and the report that says so."""

    on: OnLine
    how: Existence
    report: str


def book_report_use(operation: ReportUse, day: Day, ledger: LedgerState) -> Booked:
    """Book what was used up at the borrower's: a part of the line, or all of it, which closes the line."""
    known = OnLine.of(ledger, operation.line, day)
    on = _without(operation.gone, known)
    findings = [
        *is_out(on.line, day),
        *has_arrived(on.line, on.piece, day, ledger),
        *is_documented(operation.report, "report"),
        *_in_time(ledger, on, day, operation.ug),
        *is_held(on.line, on.piece, day, operation.ug, "ug"),
        *was_received(ledger, on.piece, operation.ug or 0, "ug"),
        *_ends(on, operation.ug),
        *_are_gone(operation, known, ledger),
        *_leaves_room(on, operation.ug, ledger),
    ]
    if blocked(findings):
        return refused(findings)
    findings += is_used_soundly(operation, on.line, on.piece, ledger)
    findings += is_reported_once(operation.report, on.line)
    findings += [each for kind in operation.exposures for each in handled(on.piece, kind, "exposures")]
    if blocked(findings):
        return refused(findings)
    quality, report = _reported(on.piece, operation.ug), operation.report.name.strip()
    gone = Gone.of(ledger, on.piece, day, quality, report, operation.resolution_ug)
    whole = is_all(on.piece, operation.ug)
    if whole:
        gone.whole(Step.CONSUMED, Account.CONSUMED, "consumed", _moved(on.piece, operation.ug))
    else:
        gone.part(Step.CONSUMED, Account.CONSUMED, operation.ug or 0, "consumed")
    told: dict[str, Scalar] = {
        **told_moves(ledger, gone.moves),
        **documents_of((operation.report, *operation.documents), ledger),
        **logged_use(ledger.new_uid(), operation, operation.ug, operation.exposures, operation.report.name, day),
        **told_gone(known.line, operation.gone, ledger),
        **({} if whole else also_read(on.line, by_difference(operation.resolution_ug))),
        **(ended(on.line, day, ClosedBy.CONSUMPTION_REPORT) if whole else {}),
    }
    facts: list[Fact] = [*touch_line(on.line, day, told), *_of_piece(on.piece, day, whole, Existence.CONSUMED)]
    if not whole:
        facts += exposures_of(operation.exposures, operation.method, operation.report.name, on.piece, day, ledger)
    return Booked((*facts, *gone.lines.done()), (*findings, *gone.findings))


def book_report_loss(operation: ReportLoss, day: Day, ledger: LedgerState) -> Booked:
    """Book what went missing at the borrower's, and open a case that names the line.

    Where all of it is gone, the line is *reported lost*: only who has the authority ends the duty, by a document.
    """
    known = OnLine.of(ledger, operation.line, day)
    on = _without(operation.gone, known)
    findings = [
        *is_out(on.line, day),
        *is_documented(operation.report, "report"),
        *_in_time(ledger, on, day, operation.ug),
        *is_held(on.line, on.piece, day, operation.ug, "ug"),
        *was_received(ledger, on.piece, operation.ug or 0, "ug"),
        *_is_told(operation, on.line, on.piece, ledger),
        *takes_in(ledger, operation.case),
        *_ends(on, operation.ug),
        *_are_gone(operation, known, ledger),
        *_leaves_room(on, operation.ug, ledger),
    ]
    if blocked(findings):
        return refused(findings)
    how = Existence.STOLEN if operation.stolen else Existence.LOST
    quality, report = _reported(on.piece, operation.ug), operation.report.name.strip()
    gone = Gone.of(ledger, on.piece, day, quality, report, operation.resolution_ug)
    whole = is_all(on.piece, operation.ug)
    if whole:
        gone.whole(Step.LOST, Account.LOST, str(how), _moved(on.piece, operation.ug))
    else:
        gone.part(Step.LOST, Account.LOST, operation.ug or 0, str(how))
    told: dict[str, Scalar] = {
        **told_moves(ledger, gone.moves),
        **documents_of((operation.report,), ledger),
        **told_gone(known.line, operation.gone, ledger),
        **({} if whole else also_read(on.line, by_difference(operation.resolution_ug))),
        **(lost_whole(day) if whole else {}),
    }
    facts: list[Fact] = [*touch_line(on.line, day, told), *_of_piece(on.piece, day, whole, how)]
    facts.append(_case_of(operation, on, how, day, ledger))
    return Booked((*facts, *gone.lines.done()), (*findings, *gone.findings))


def _case_of(operation: ReportLoss, on: OnLine, how: Existence, day: Day, ledger: LedgerState) -> Fact:
    """Return the case of a loss, or what is added to the one it belongs to."""
    if operation.case is not None:
        return added_to(ledger, operation.case, day, (on.piece.uid,), (on.line.uid,))
    return open_case(
        ledger,
        str(how),
        day,
        1,
        samples=on.piece.uid,
        line=on.line.uid,
        report=operation.report.name.strip(),
        remarks=operation.circumstances.strip(),
    )


def book_lost_on_line(lost: LostOnLine, day: Day, ledger: LedgerState) -> Booked:
    """Book that a piece that is out went missing whole, with others; who borrowed it answers for it still."""
    on = lost.on
    findings = [
        *is_out(on.line, day, "samples"),
        *comes_last(on.line, day),
        *are_lost_with_it(on.line, on.piece),
    ]
    if blocked(findings):
        return refused(findings)
    report = lost.report.strip()
    gone = Gone.of(ledger, on.piece, day, _reported(on.piece, None), report, 0)
    gone.whole(Step.LOST, Account.LOST, str(lost.how), _moved(on.piece, None))
    told: dict[str, Scalar] = {
        **told_moves(ledger, gone.moves),
        **documents_of((Attached(kind=DocumentKind.LOSS_REPORT, name=report),), ledger),
        **lost_whole(day),
    }
    facts = (*touch_line(on.line, day, told), *_of_piece(on.piece, day, True, lost.how))
    return Booked((*facts, *gone.lines.done()), (*findings, *gone.findings))


def book_report_sub_samples(operation: ReportSubSamples, day: Day, ledger: LedgerState) -> Booked:
    """Book the names a borrower gave to what was made of a line; no mass moves until they come home."""
    on = OnLine.of(ledger, operation.line, day)
    findings = [
        *is_out(on.line, day),
        *has_arrived(on.line, on.piece, day, ledger),
        *is_documented(operation.report, "report"),
        *are_named(operation, on.line, ledger),
        *fit_in(operation, on.line, on.piece),
    ]
    if blocked(findings):
        return refused(findings)
    known = {same_name(each.name): each.key for each in reported(on.line)}
    told: dict[str, Scalar] = dict(documents_of((operation.report,), ledger))
    for each in operation.made:
        key = known.get(same_name(each.name)) or f"{SUB}{ledger.new_uid()}"
        told[key] = _told_sub(each)
    return Booked((*touch_line(on.line, day, told), touch_piece(on.piece.uid, day)), tuple(findings))


def is_all(piece: PieceState, ug: int | None) -> bool:
    """Tell whether a reported mass in ug is all that is held of a piece; None says that it is."""
    return ug is None or (not piece.held_unweighed and ug == piece.held_ug)


def exposures_of(
    kinds: tuple[ExposureKind, ...], agent: str, evidence: str, piece: PieceState, day: Day, ledger: LedgerState
) -> Iterator[Fact]:
    """Yield what a piece met at a borrower's, and with it its daughters."""
    for kind in kinds:
        exposure = Exposure(
            sample=piece.uid,
            day=day,
            until=0,
            kind=kind,
            agent=agent.strip(),
            scope=Scope.WHOLE,
            evidence=evidence.strip(),
        )
        yield from met(ledger, exposure)


def logged_use(
    uid: Uid, told: ReportedUse, ug: int | None, exposures: tuple[ExposureKind, ...], report: str, day: Day
) -> dict[str, Scalar]:
    """Return the entry of the use log that a line keeps: ug micrograms, or all of it where None."""
    used = UseLogged(
        uid=uid,
        day=day,
        ug=ug,
        method=told.method.strip(),
        plan=told.plan.strip(),
        signed_by=told.signed_by.strip(),
        confirmed_by=told.confirmed_by.strip(),
        exposures=exposures,
        report=report.strip(),
    )
    return {f"{USE}{uid}": entry_text(used)}


def _ends(on: OnLine, ug: int | None) -> Iterator[Finding]:
    if is_all(on.piece, ug):
        yield from go_with_their_line(on.line, on.piece)


def _without(gone: Sequence[str], on: OnLine) -> OnLine:
    """Return a line as it is once these sub-samples are told of as used up or lost."""
    return replace(on, line=replace(on.line, fields={**on.line.fields, **gone_as_told(on.line, gone)}))


def _are_gone(operation: ReportUse | ReportLoss, on: OnLine, ledger: LedgerState) -> Iterator[Finding]:
    """R7, R18: what a report says is gone was reported before, and weighed no more than what it reports."""
    yield from may_be_gone(operation.gone, on.line, ledger)
    ug = operation.ug if operation.ug is not None or on.piece.held_unweighed else on.piece.held_ug
    if ug is not None:
        allowed = allowed_between((Certainty(operation.resolution_ug),))
        yield from gone_fits_in(operation.gone, ug, on.line, allowed, "report.gone_too_heavy")


def _leaves_room(on: OnLine, ug: int | None, ledger: LedgerState) -> Iterator[Finding]:
    if ug is None or is_all(on.piece, ug):
        return
    left = left_as_told(on.line, on.piece, ledger) if on.piece.held_unweighed else on.piece.held_ug
    if left is not None:
        yield from still_fit(on.line, max(0, left - ug))


def _in_time(ledger: LedgerState, on: OnLine, day: Day, ug: int | None) -> Iterator[Finding]:
    """R19: what leaves nothing of a line comes last of all; a part may be told of later, with its true day."""
    whole = ug is None or (not on.piece.held_unweighed and ug == least_held_ug(on.line, on.piece, day))
    yield from comes_last(on.line, day) if whole else may_come_late(ledger, on.line, on.piece, day)


def _reported(piece: PieceState, ug: int | None) -> Known:
    """Return how what went is known: all of it as the piece was, unless a figure is said of what was vague."""
    as_it_was = ug is None or (is_all(piece, ug) and not is_vague(piece))
    return told_of(piece) if as_it_was and not piece.held_unweighed else Known(Quality.REPORTED)


def _moved(piece: PieceState, ug: int | None) -> Quality:
    """Return the same as a move of the line says it: what was at most so much went as that."""
    return moved_as(piece) if ug is None and is_vague(piece) else _reported(piece, ug).quality


def _of_piece(piece: PieceState, day: Day, whole: bool, ending: Existence) -> Iterator[Fact]:
    if whole:
        yield touch_piece(piece.uid, day, existence=str(ending))
        home = None if ending is Existence.CONSUMED else piece.home
        yield Placement(piece.uid, day, None, home, str(piece.custody))
    elif piece.held_unweighed:
        yield touch_piece(piece.uid, day)
    else:
        yield touch_piece(piece.uid, day, mass_quality=str(rest_of(piece)))


def _told_sub(made: SubSample) -> str:
    told = {"name": made.name.strip(), "form": made.form.strip(), "ug": made.ug, "remarks": made.remarks.strip()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _is_told(operation: ReportLoss, line: Line, piece: PieceState, ledger: LedgerState) -> Iterator[Finding]:
    """R10: a loss has its circumstances, and somebody with authority takes the report."""
    if not operation.circumstances.strip():
        yield find(Strength.IMPOSSIBLE, "line.loss_needs_circumstances", "R10", "circumstances")
    if not piece.in_book:
        # On such a day nothing was out, which `is_out` says; nobody's authority is asked for.
        return
    all_ug = None if piece.held_unweighed else piece.held_ug
    role = by_whom(ledger, piece, all_ug if operation.ug is None else operation.ug)
    facts = {"line": line.code, "role": ANYBODY}
    waits = find(Strength.AUTHORITY, "line.loss_needs_authority", "R10", "line", line.uid, **facts)
    yield taken_by(role, waits)
