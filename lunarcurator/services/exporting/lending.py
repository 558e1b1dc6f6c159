"""What is out with borrowers, as reports: outstanding, overdue, held, expiring, without receipt, allocated."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lunarcurator.documents.model import MassFigure, Value
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import beside_unweighed
from lunarcurator.domain.lending.held import sum_moved
from lunarcurator.domain.lending.lines import Line, LineMove, asked_back_by
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.people import Institution
from lunarcurator.domain.lending.terms import LineState, Step
from lunarcurator.domain.lending.working_days import days_between
from lunarcurator.domain.moments import NOW
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.services.exporting.making import Making, OpenedReport
from lunarcurator.services.lending.agreements import AgreementRow, read_agreements
from lunarcurator.services.lending.reaching import name_on
from lunarcurator.store.reads import loans as reads
from lunarcurator.store.reads.desks import desks
from lunarcurator.store.reads.loans import Concern, LineRow, LineWish

_ISSUED = frozenset({Step.ISSUED, Step.TAKEN_OVER})
_NO_YEAR = 0


def make_loans(making: Making) -> OpenedReport:
    """Make the list of everything that is out, by due day."""
    return _lines(making, LineWish(making.as_of, Concern.OPEN))


def make_overdue(making: Making) -> OpenedReport:
    """Make the list of what is out after its day, with how many days, the longest first."""
    return _lines(making, LineWish(making.as_of, Concern.OVERDUE), late=True)


def make_holdings(making: Making) -> OpenedReport:
    """Make the list of what each borrower holds, by institution and person."""
    return _lines(making, LineWish(making.as_of, Concern.OPEN, sort="borrower"))


def _lines(making: Making, wish: LineWish, *, late: bool = False) -> OpenedReport:
    lens = making.lens
    ids = reads.find_lines(making.connection, wish, lens)
    rows = reads.line_rows(making.connection, ids, lens)
    columns = [
        making.column("institution", 30),
        making.column("borrower", 24),
        making.column("loan_code", 14),
        making.column("number", 18),
        making.column("form", 16),
        making.column("described", 30),
        making.day("issued_day"),
        making.day("due_day"),
        making.day("recalled_by"),
        making.mass("held"),
        making.count("unweighed"),
        making.column("line_state", 12),
    ]
    if late:
        columns.append(making.count("days_late"))
    told = (_line(making, rows[id_], wish.today, late) for id_ in ids)
    return making.list_of(columns, told, len(ids), summed="held")


def _line(making: Making, row: LineRow, today: Day, late: bool) -> tuple[Value, ...]:
    told: tuple[Value, ...] = (
        row.institution,
        name_on(making.words, row.person, row.ended, row.ended_how, today),
        row.loan_code,
        row.number,
        making.word("form", row.form),
        row.described,
        row.issued or None,
        row.due or None,
        asked_back_by(row.by, row.recalled, today) or None,
        MassFigure.of(row.held_sum.whole),
        row.unweighed,
        making.word("line_state", row.state),
    )
    return (*told, days_between(row.by, today)) if late else told


def make_expiring(making: Making) -> OpenedReport:
    """Make the list of agreements that end soon, or have ended with lines out under them."""
    every = read_agreements(making.connection, making.desk.tables, making.as_of, making.lens)
    found = [row for row in every if row.asks_for_renewal]
    found.sort(key=lambda row: (row.agreement.until, text_key(row.agreement.code)))
    columns = (
        making.column("agreement", 16),
        making.column("institution", 30),
        making.column("borrower", 24),
        making.column("agreement_kind", 16),
        making.day("signed_day"),
        making.day("until_day"),
        making.count("days_left"),
        making.count("open_lines"),
        making.mass("held"),
    )
    return making.list_of(columns, (_agreement(making, row) for row in found), len(found))


def _agreement(making: Making, row: AgreementRow) -> tuple[Value, ...]:
    each = row.agreement
    return (
        each.code,
        row.institution,
        name_on(making.words, row.person, row.ended, row.ended_how, making.as_of),
        making.word("agreement_kind", each.kind),
        each.signed,
        each.until,
        row.days_left,
        row.lines,
        MassFigure.of(row.held.whole) if row.lines else None,
    )


def make_no_receipt(making: Making) -> OpenedReport:
    """Make the list of closed lines behind whose closing no document stands (audit finding 7)."""
    connection, lens = making.connection, making.lens
    ids = reads.find_lines(connection, LineWish(making.as_of, Concern.CLOSED, sort="borrower"), lens)
    rows = reads.line_rows(connection, ids, lens)
    closed = {row.state.uid: Line.of(row.state) for row in desks(connection, Subject.LINE, lens)}
    found = [(rows[id_], closed[rows[id_].uid]) for id_ in ids if not _has_document(closed[rows[id_].uid])]
    columns = (
        making.column("institution", 30),
        making.column("borrower", 24),
        making.column("loan_code", 14),
        making.column("number", 18),
        making.day("issued_day"),
        making.day("closed_day"),
        making.column("closed_by", 22),
        making.mass("issued_mass"),
    )
    told = (
        (
            row.institution,
            row.person,
            row.loan_code,
            row.number,
            row.issued or None,
            line.closed or None,
            making.word("closed_by", line.closed_by),
            _issued(line.moves),
        )
        for row, line in found
    )
    return making.list_of(columns, told, len(found), summed="issued_mass")


def _has_document(line: Line) -> bool:
    ended = [each for each in line.moves if each.step not in _ISSUED]
    return line.closed_by is not None and any(each.document for each in ended)


def _issued(moves: Iterable[LineMove]) -> MassFigure | None:
    """Return what these moves let out, None where nothing of it was weighed: unknown is not zero."""
    out = [each for each in moves if each.step in _ISSUED]
    return MassFigure.of(beside_unweighed(sum_moved(out), sum(each.unweighed for each in out)))


class _Allocated(NamedTuple):
    """What is counted together; the year 0 is that of all whose year nobody knows."""

    year: int
    country: str
    use: str


def make_allocations(making: Making) -> OpenedReport:
    """Make the statistics of what was allocated, by year, country of the institution, and use.

    What left on a day nobody knows is in no year: it stands in lines of its own, before all years.
    """
    connection, lens = making.connection, making.lens
    lines = [Line.of(row.state) for row in desks(connection, Subject.LINE, lens)]
    kinds: dict[Uid | None, str] = {
        row.state.uid: str(Loan.of(row.state).kind) for row in desks(connection, Subject.LOAN, lens)
    }
    countries = _countries(making)
    groups: dict[_Allocated, list[Line]] = {}
    for line in lines:
        if line.issued and line.state not in (LineState.DECLINED, LineState.WITHDRAWN):
            key = _Allocated(
                line.issued_year or _NO_YEAR,
                countries.get(line.borrower, ""),
                line.use or kinds.get(line.loan, ""),
            )
            groups.setdefault(key, []).append(line)
    columns = (
        making.year("year"),
        making.column("country", 20),
        making.column("use", 22),
        making.count("loans_counted"),
        making.count("lines_counted"),
        making.mass("issued_mass"),
        making.count("unweighed"),
    )
    told = (_allocated(making, key, groups[key]) for key in sorted(groups))
    return making.list_of(columns, told, len(groups), summed="issued_mass")


def _countries(making: Making) -> dict[Uid | None, str]:
    found: dict[Uid | None, str] = {}
    # Somebody entered after a loan of long ago is told as known now.
    for moment in dict.fromkeys((NOW, making.wanted.moment)):
        desk = making.desk.lens(making.connection, moment)
        houses = [Institution.of(row.state) for row in desks(making.connection, Subject.INSTITUTION, desk)]
        by_house = {each.uid: each.country for each in houses}
        people = [row.state for row in desks(making.connection, Subject.PERSON, desk)]
        found |= {each.uid: by_house.get(Uid(each.text("institution")), "") for each in people}
    return found


def _allocated(making: Making, key: _Allocated, lines: Sequence[Line]) -> tuple[Value, ...]:
    moves = [each for line in lines for each in line.moves]
    use = making.word("loan_kind", key.use)
    return (
        key.year or making.words.say("report.year_not_known"),
        key.country,
        use,
        len({line.loan for line in lines}),
        len(lines),
        _issued(moves),
        sum(each.unweighed for each in moves if each.step in _ISSUED),
    )
