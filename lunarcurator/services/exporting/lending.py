"""What is out with borrowers, as reports: outstanding, overdue, held, expiring, without receipt, allocated."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lunarcurator.documents.model import MassFigure, Value
from lunarcurator.domain.days import Day, is_about
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import beside_unweighed
from lunarcurator.domain.lending.held import sum_moved, went
from lunarcurator.domain.lending.lines import Line, LineMove, asked_back_by
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.people import Institution
from lunarcurator.domain.lending.terms import LineState, Step
from lunarcurator.domain.lending.working_days import days_between
from lunarcurator.domain.moments import NOW
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.services.exporting.report_context import OpenedReport, ReportContext
from lunarcurator.services.lending.agreements import AgreementRow, read_agreements
from lunarcurator.services.lending.line_states import state_term
from lunarcurator.services.lending.reaching import name_on
from lunarcurator.store.reads import loans as reads
from lunarcurator.store.reads.loans import Concern, LineRow, LineWish
from lunarcurator.store.reads.records import records

_ISSUED = frozenset({Step.ISSUED, Step.TAKEN_OVER})
_NO_YEAR = 0


def make_loans(context: ReportContext) -> OpenedReport:
    """Make the list of everything that is out, by due day."""
    return _lines(context, LineWish(context.as_of, Concern.OPEN))


def make_overdue(context: ReportContext) -> OpenedReport:
    """Make the list of what is out after its day, with how many days, the longest first."""
    return _lines(context, LineWish(context.as_of, Concern.OVERDUE), late=True)


def make_holdings(context: ReportContext) -> OpenedReport:
    """Make the list of what each borrower holds, by institution and person."""
    return _lines(context, LineWish(context.as_of, Concern.OPEN, sort="borrower"))


def _lines(context: ReportContext, wish: LineWish, *, late: bool = False) -> OpenedReport:
    lens = context.lens
    ids = reads.find_lines(context.connection, wish, lens)
    rows = reads.line_rows(context.connection, ids, lens)
    columns = [
        context.column("institution", 30),
        context.column("borrower", 24),
        context.column("loan_code", 14),
        context.column("number", 18),
        context.column("form", 16),
        context.column("described", 30),
        context.day("issued_day"),
        context.day("due_day"),
        context.day("recalled_by"),
        context.mass("held"),
        context.count("unweighed"),
        context.column("line_state", 12),
    ]
    if late:
        columns.append(context.count("days_late"))
    told = (_line(context, rows[id_], wish.today, late) for id_ in ids)
    return context.list_of(columns, told, len(ids), summed="held")


def _line(context: ReportContext, row: LineRow, today: Day, late: bool) -> tuple[Value, ...]:
    told: tuple[Value, ...] = (
        row.institution,
        name_on(context.words, row.person, row.ended, row.ended_how, today),
        row.loan_code,
        row.number,
        context.word("form", row.form),
        row.described,
        _issued_on(row),
        row.due or None,
        asked_back_by(row.by, row.recalled, today) or None,
        MassFigure.of(row.held_sum.whole),
        row.unweighed,
        context.word(*state_term(row.state, disputed=row.disputed, recalled=row.recalled)),
    )
    return (*told, days_between(row.by, today)) if late else told


def make_expiring(context: ReportContext) -> OpenedReport:
    """Make the list of agreements that end soon, or have ended with lines out under them."""
    every = read_agreements(context.connection, context.session.tables, context.as_of, context.lens)
    found = [row for row in every if row.asks_for_renewal]
    found.sort(key=lambda row: (row.agreement.until, text_key(row.agreement.code)))
    columns = (
        context.column("agreement", 16),
        context.column("institution", 30),
        context.column("borrower", 24),
        context.column("agreement_kind", 16),
        context.day("signed_day"),
        context.day("until_day"),
        context.count("days_left"),
        context.count("open_lines"),
        context.mass("held"),
    )
    return context.list_of(columns, (_agreement(context, row) for row in found), len(found))


def _agreement(context: ReportContext, row: AgreementRow) -> tuple[Value, ...]:
    each = row.agreement
    return (
        each.code,
        row.institution,
        name_on(context.words, row.person, row.ended, row.ended_how, context.as_of),
        context.word("agreement_kind", each.kind),
        each.signed,
        each.until,
        row.days_left,
        row.lines,
        MassFigure.of(row.held.whole) if row.lines else None,
    )


def make_no_receipt(context: ReportContext) -> OpenedReport:
    """Make the list of closed lines behind whose closing no document stands (audit finding 7)."""
    connection, lens = context.connection, context.lens
    ids = reads.find_lines(connection, LineWish(context.as_of, Concern.CLOSED, sort="borrower"), lens)
    rows = reads.line_rows(connection, ids, lens)
    closed = {row.state.uid: Line.of(row.state) for row in records(connection, Subject.LINE, lens)}
    found = [(rows[id_], closed[rows[id_].uid]) for id_ in ids if not _has_document(closed[rows[id_].uid])]
    columns = (
        context.column("institution", 30),
        context.column("borrower", 24),
        context.column("loan_code", 14),
        context.column("number", 18),
        context.day("issued_day"),
        context.day("closed_day"),
        context.column("closed_by", 22),
        context.mass("issued_mass"),
    )
    told = (
        (
            row.institution,
            row.person,
            row.loan_code,
            row.number,
            _issued_on(row),
            line.closed or None,
            context.word("closed_by", line.closed_by),
            _issued(line.moves),
        )
        for row, line in found
    )
    return context.list_of(columns, told, len(found), summed="issued_mass")


def make_reported_lost(context: ReportContext) -> OpenedReport:
    """Make the list of what borrowers reported lost and nobody released them from, with the report of each."""
    connection, lens = context.connection, context.lens
    ids = reads.find_lines(connection, LineWish(context.as_of, Concern.LOST, sort="borrower"), lens)
    rows = reads.line_rows(connection, ids, lens)
    lines = {row.state.uid: Line.of(row.state) for row in records(connection, Subject.LINE, lens)}
    columns = (
        context.column("institution", 30),
        context.column("borrower", 24),
        context.column("loan_code", 14),
        context.column("number", 18),
        context.column("form", 16),
        context.day("issued_day"),
        context.day("lost_day"),
        context.mass("lost"),
        context.column("lost_by", 30),
    )
    told = (_reported_lost(context, rows[id_], lines[rows[id_].uid]) for id_ in ids)
    return context.list_of(columns, told, len(ids), summed="lost")


def _reported_lost(context: ReportContext, row: LineRow, line: Line) -> tuple[Value, ...]:
    return (
        row.institution,
        name_on(context.words, row.person, row.ended, row.ended_how, context.as_of),
        row.loan_code,
        row.number,
        context.word("form", row.form),
        _issued_on(row),
        line.reported_lost,
        MassFigure.of(went(line, Step.LOST)),
        line.last_loss.document if line.last_loss else "",
    )


def _has_document(line: Line) -> bool:
    ended = [each for each in line.moves if each.step not in _ISSUED]
    return line.closed_by is not None and any(each.document for each in ended)


def _issued_on(row: LineRow) -> Value:
    """Return the day a line went out, or the words of its source where they leave it open."""
    is_open = row.issued_stated and (not row.issued or is_about(row.issued_stated))
    return row.issued_stated if is_open else row.issued or None


def _issued(moves: Iterable[LineMove]) -> MassFigure | None:
    """Return what these moves let out, None where nothing of it was weighed: unknown is not zero."""
    out = [each for each in moves if each.step in _ISSUED]
    return MassFigure.of(beside_unweighed(sum_moved(out), sum(each.unweighed for each in out)))


class _Allocated(NamedTuple):
    """What is counted together; the year 0 is that of all whose year nobody knows."""

    year: int
    country: str
    use: str


def make_allocations(context: ReportContext) -> OpenedReport:
    """Make the statistics of what was allocated, by year, country of the institution, and use.

    What left on a day nobody knows is in no year: it stands in lines of its own, before all years.
    """
    connection, lens = context.connection, context.lens
    lines = [Line.of(row.state) for row in records(connection, Subject.LINE, lens)]
    kinds: dict[Uid | None, str] = {
        row.state.uid: str(Loan.of(row.state).kind) for row in records(connection, Subject.LOAN, lens)
    }
    countries = _countries(context)
    groups: dict[_Allocated, list[Line]] = {}
    for line in lines:
        if line.issued and line.state not in (LineState.DECLINED, LineState.WITHDRAWN):
            key = _Allocated(
                line.issued_year or _NO_YEAR,
                countries.get(line.agreement, countries.get(line.borrower, "")),
                line.use or kinds.get(line.loan, ""),
            )
            groups.setdefault(key, []).append(line)
    columns = (
        context.year("year"),
        context.column("country", 20),
        context.column("use", 22),
        context.count("loans_counted"),
        context.count("lines_counted"),
        context.mass("issued_mass"),
        context.count("unweighed"),
    )
    told = (_allocated(context, key, groups[key]) for key in sorted(groups))
    return context.list_of(columns, told, len(groups), summed="issued_mass")


def _countries(context: ReportContext) -> dict[Uid | None, str]:
    """Return the countries of the institutions of people, and of those that agreements are with."""
    found: dict[Uid | None, str] = {}
    # Somebody entered after a loan of long ago is told as known now.
    for moment in dict.fromkeys((NOW, context.wanted.moment)):
        session = context.session.lens(context.connection, moment)
        houses = [Institution.of(row.state) for row in records(context.connection, Subject.INSTITUTION, session)]
        by_house = {each.uid: each.country for each in houses}
        for kind in (Subject.PERSON, Subject.AGREEMENT):
            states = [row.state for row in records(context.connection, kind, session)]
            known = [each for each in states if kind is Subject.PERSON or each.text("institution")]
            found |= {each.uid: by_house.get(Uid(each.text("institution")), "") for each in known}
    return found


def _allocated(context: ReportContext, key: _Allocated, lines: Sequence[Line]) -> tuple[Value, ...]:
    moves = [each for line in lines for each in line.moves]
    use = context.word("loan_kind", key.use)
    return (
        key.year or context.words.say("report.year_not_known"),
        key.country,
        use,
        len({line.loan for line in lines}),
        len(lines),
        _issued(moves),
        sum(each.unweighed for each in moves if each.step in _ISSUED),
    )
