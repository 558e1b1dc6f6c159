"""What lists, cards and reports tell of a past day is what they told on that day, of masses and of all else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

import pytest
from lunarcurator.domain.acts import Authority
from lunarcurator.domain.days import Day
from lunarcurator.domain.known_mass import Bound
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Correct, Reading, Register, Renumber, Weigh
from lunarcurator.domain.operations.accounting import CameBack, EnterLoan, OldLine, ReportUse, ReturnLine
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.exporting import REPORTS, Report, Topic, Wanted, opened_report
from lunarcurator.services.lending.agreements import agreement_rows
from lunarcurator.services.lending.borrower_standing import standing
from lunarcurator.services.lending.browsing import (
    SORTS,
    Concern,
    LineRow,
    LineWish,
    all_loans,
    borrowers,
    due_days,
    find_lines,
    line_rows,
)
from lunarcurator.services.lending.line_accounts import lines_told
from lunarcurator.services.lending.loans_of_piece import loans_of_piece
from lunarcurator.services.lending.overview import overview
from lunarcurator.services.lending.records import loan_record
from lunarcurator.services.posting import Refused
from lunarcurator.services.words import Words

from tests.made_once import copied
from tests.services.lending.lent_lab import UNKNOWN, LentLab
from tests.services.lending.test_what_is_out_everywhere import ASKED
from tests.still_clock import StillClock

PAPER: Final = Attached(kind=DocumentKind.OTHER, name="sheet 1")
ABOUT: Final = "15558"
BOARD: Final[dict[str, Any]] = {
    "accept": (*ASKED, "use.reported_before", "weigh.difference", "return.sheet_lacks_copy"),
    "authority": Authority(name="M. Manager", document="memo"),
    "witness": "W. Witness",
}
type Told = dict[str, object]


class Diary:
    """A lab whose clock goes from day to day, and what it told at the end of each of them."""

    def __init__(self, lab: LentLab, words: Words) -> None:
        self.lab = lab
        self.words = words
        self.days: dict[Day, Told] = {}

    def after(self, day: Day, *acts: Any) -> None:
        """Post acts on a day, or nothing, and keep what was told when it ended."""
        noon = datetime.strptime(f"{day}12", "%Y%m%d%H").replace(tzinfo=UTC)
        clock = self.lab.session._clock
        assert isinstance(clock, StillClock)
        clock.us = int(noon.timestamp() * 1_000_000)
        if acts:
            try:
                self.lab.post(*acts, day=day, **BOARD)
            except Refused as refused:
                refused.add_note(", ".join(f"{each.key} {dict(each.facts)}" for each in refused.findings))
                raise
        self.days[day] = told(self.lab, self.words, day, NOW)


def told(lab: LentLab, words: Words, day: Day, moment: Moment) -> Told:
    """Return all that is told of what is lent, asked for at a moment that ends with the day."""
    session = lab.session
    wish = LineWish(day, sort="code")
    ids, sums = find_lines(session, wish, moment)
    rows = line_rows(session, ids, moment)
    people, loans = borrowers(session, moment), all_loans(session, moment)
    found: Told = {"rows": [rows[each] for each in ids], "sums": sums, "work": overview(session, moment=moment)}
    found |= {f"sum of {each}": find_lines(session, LineWish(day, each), moment) for each in Concern}
    found |= {f"by {each}": list(find_lines(session, LineWish(day, sort=each), moment)[0]) for each in SORTS}
    found |= {f"borrower {each.name}": (each, standing(session, each.uid, moment)) for each in people}
    found |= {f"loan {each.code}": each for each in loans}
    found |= {f"head {each.code}": _head(lab, words, each.uid, moment) for each in loans}
    found |= {
        f"line {uid}": each
        for uid, each in lines_told(session, [row.uid for row in rows.values()], moment).items()
    }
    found |= {
        f"piece {row.number}": loans_of_piece(session, row.sample, moment) for row in rows.values() if row.sample
    }
    found |= {"due": due_days(session, wish, 99, moment), "agreements": agreement_rows(session, moment)}
    return found | {f"report {each}": list(_report(lab, words, each, moment)) for each in _ON_LOAN}


_ON_LOAN: Final = tuple(each for each, kind in REPORTS.items() if kind.topic is Topic.LOANS)


def _head(lab: LentLab, words: Words, loan: Any, moment: Moment) -> object:
    record = loan_record(lab.session, words, loan, moment)
    assert record is not None
    return (record.agreement_state, record.ids)


def _report(lab: LentLab, words: Words, report: Report, moment: Moment) -> Iterator[object]:
    with opened_report(lab.session, words, Wanted(report, moment=moment)) as opened:
        for sheet in opened.document.sheets:
            yield from sheet.rows


def weighed(ug: int) -> Reading:
    return Reading(net_ug=ug, resolution_ug=1)


def returned(line: str, *pieces: CameBack, retained_ug: int | None = None, **more: Any) -> ReturnLine:
    return ReturnLine(line=line, pieces=pieces, retained_ug=retained_ug, sheet=PAPER, **more)


def itself(ug: int | None) -> CameBack:
    return CameBack(itself=True, reading=weighed(ug) if ug else None, confirmed=True)


def lent_again(*numbers: str) -> EnterLoan:
    return EnterLoan(
        borrower="Borrower B", lines=tuple(OldLine(sample=each, due=20270601) for each in numbers), source="a list"
    )


@pytest.fixture
def diary(tmp_path: Path, words: Words) -> Iterator[Diary]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    try:
        yield Diary(lab, words)
    finally:
        lab.session.close()


def test_what_is_told_of_a_day_is_what_was_told_on_it(diary: Diary) -> None:
    about = Register(
        collection="A", number=ABOUT, mission="M", mass=Mass.estimated(2_000), form="chip", place="Room"
    )
    diary.after(20261231)
    diary.after(20270101, about, lent_again(ABOUT))
    # A bound that a later part and what is said of the rest make a figure of, and that is used of.
    known = "L-2021-001/1"
    diary.after(20270102, returned(known, CameBack(name="S-1", confirmed=True), method="cut"))
    diary.after(
        20270103,
        returned(known, CameBack(name="S-2", stated_ug=1_000, confirmed=True), retained_ug=3_000, method="cut"),
    )
    diary.after(20270104, ReportUse(line=known, ug=500, method="ICP-MS", report=PAPER))
    # An estimate that is used of, comes home, is weighed, and leaves again as a figure.
    line = next(row.code for row in _rows(diary) if row.number == ABOUT)
    diary.after(20270105, ReportUse(line=line, ug=500, method="ICP-MS", report=PAPER))
    diary.after(20270106, returned(line, itself(1_500), retained_ug=0))
    diary.after(20270107, lent_again(ABOUT))
    # A mass nobody knew, known once it was home and away again, another number, another form.
    diary.after(20270108, returned("L-2021-001/2", itself(None), retained_ug=0))
    diary.after(20270109, Weigh(sample=UNKNOWN, reading=weighed(700)))
    diary.after(20270110, lent_again(UNKNOWN))
    diary.after(20270111, Renumber(sample=UNKNOWN, number="15560", source="so it is"))
    diary.after(20270112, Correct(sample="15560", field="form", old="chip", new="fines", evidence="so it is"))
    # A figure that comes home with a difference somebody allowed.
    diary.after(20270113, returned("L-2021-002/1", itself(3_000), retained_ug=0, accept_difference=True))
    assert {row.held.bound for row in _rows(diary) if row.code == known} == {None, Bound.AT_MOST}
    assert {row.held.about for row in _rows(diary) if row.number == ABOUT} == {True, False}
    for day, then in diary.days.items():
        now = told(diary.lab, diary.words, day, Moment(day))
        assert {key: (value, then.get(key)) for key, value in now.items() if then.get(key) != value} == {}, day
        assert now.keys() == then.keys()


def _rows(diary: Diary) -> list[LineRow]:
    """Return each row of a line as it was told on each of the days."""
    return [row for each in diary.days.values() for row in cast(list[LineRow], each["rows"])]
