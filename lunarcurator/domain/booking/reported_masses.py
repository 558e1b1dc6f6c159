"""Booking of `ReportMass`: what a borrower says a line weighs, kept as the borrower's word beside the book."""

from collections.abc import Iterator

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.loan_line_events import OnLine, touch_line
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.reading import certainty_of
from lunarcurator.domain.booking.since_weighed import read_since
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar, Statement, Subject
from lunarcurator.domain.fields import STATED_MASS
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.line_log import REPORTED, ReportedMass, reported_masses
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import Step
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.operations.accounting import ReportMass
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.accounting import has_arrived, is_documented, is_out
from lunarcurator.domain.rules.mass import left_by_record, most_left_ug
from lunarcurator.domain.tolerance import allowed_between
from lunarcurator.domain.typed_records import entry_text


def book_report_mass(operation: ReportMass, day: Day, ledger: LedgerState) -> Booked:
    """Book what a borrower says a line weighs: a statement beside others, through the line, moving no mass."""
    on = OnLine.of(ledger, operation.line, day)
    findings = [
        *is_out(on.line, day),
        *has_arrived(on.line, on.piece, day, ledger),
        *is_documented(operation.report, "report"),
        *_is_a_mass(operation, on.line),
    ]
    if blocked(findings):
        return refused(findings)
    findings += _is_there(operation, on, ledger)
    person = on.line.borrower or Uid("")
    report = operation.report.name.strip()
    source = f"{ledger.record(Subject.PERSON, person).text('name')}, {report}"
    remarks = operation.remarks.strip()
    word = ReportedMass(ledger.new_uid(), day, operation.ug, Quality.REPORTED, person, report, remarks)
    told: dict[str, Scalar] = {
        f"{REPORTED}{word.uid}": entry_text(word),
        **documents_of((operation.report,), ledger),
    }
    said = Statement(on.piece.uid, day, STATED_MASS, f"{plain_mass(operation.ug)} g", source, False)
    return Booked((*touch_line(on.line, day, told), touch_piece(on.piece.uid, day), said), tuple(findings))


def left_as_told(line: Line, piece: PieceState, ledger: LedgerState) -> int | None:
    """Return what is left of a line of unknown mass, in ug: by the record, else by its borrower's last word.

    From that word what was used up, lost or given back on a later day is gone. None where neither says anything.
    """
    by_record = left_by_record(ledger, piece)
    word = reported_masses(line.fields)[-1:]
    if by_record is not None or not word:
        return by_record
    since = sum(each.ug for each in line.moves if each.day > word[0].day and each.step is not Step.DIFFERENCE)
    return max(0, word[0].ug - since)


def _is_a_mass(operation: ReportMass, line: Line) -> Iterator[Finding]:
    """R7: unknown is not zero, and what is used up is reported as used."""
    if operation.ug <= 0:
        yield find(Strength.IMPOSSIBLE, "line.no_reported_mass", "R7", "ug", line.uid, line=line.code)


def _is_there(operation: ReportMass, on: OnLine, ledger: LedgerState) -> Iterator[Finding]:
    """R7: nobody has more of a line than is out on it, beyond what its readings explain, or somebody says why.

    Of a piece that nobody weighed it is what can be left of it at most, where the record bounds that.
    """
    most = most_left_ug(ledger, on.piece)
    allowed = allowed_between((certainty_of(on.piece, ledger), *read_since(on.line)))
    if most is not None and operation.ug - most > allowed:
        facts: dict[str, str | int] = {"line": on.line.code, "ug": operation.ug, "held_ug": most}
        yield find(Strength.WARN, "line.reported_too_much", "R7", "ug", on.line.uid, **facts)
