"""Whatever comes back of a loan, all lists, cards and accounts say the same of it, as surely as its piece does."""

from collections.abc import Iterator
from functools import reduce
from html import unescape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lunarcurator.documents.model import MassFigure, Value
from lunarcurator.documents.papers.blocks import Paper
from lunarcurator.documents.papers.html_paper import render_html_paper
from lunarcurator.documents.plain_text import plain
from lunarcurator.domain.acts import Authority
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.known_mass import Bound, KnownMass, finest, sum_of_weighed
from lunarcurator.domain.lending.held import beside_returned
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Reading, Register
from lunarcurator.domain.operations.accounting import CameBack, EnterLoan, OldLine, ReportUse, ReturnLine
from lunarcurator.services.commands.line_texts import line_as_json, line_notes, line_text
from lunarcurator.services.exporting import Report, Scope, Wanted, export, opened_report
from lunarcurator.services.lending.borrower_standing import standing
from lunarcurator.services.lending.browsing import (
    NOTHING_HELD,
    Concern,
    HeldSum,
    LineRow,
    LineWish,
    all_loans,
    borrowers,
    find_lines,
    line_rows,
    lines_of_loan,
)
from lunarcurator.services.lending.line_accounts import LineTold, lines_told
from lunarcurator.services.lending.overview import Work, overview
from lunarcurator.services.mass_flow import Way
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.pieces import piece_view
from lunarcurator.services.posting import Refused
from lunarcurator.services.to_do.overdue import overdue_lines
from lunarcurator.services.words import Words
from lunarcurator.store.reads.inventory import local_ids
from lunarcurator.store.reads.rows import piece_rows

from tests.domain.ledger.loans_bench import PAPER
from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, UNKNOWN, LentLab

DAY = 20220101
LINES = {KNOWN: "L-2021-001/1", UNKNOWN: "L-2021-001/2"}
ASKED = (
    "return.no_place",
    "return.not_confirmed",
    "return.part_not_weighed",
    "return.not_weighed",
    "return.rest_unmeasured",
    "return.rest_unknown",
    "return.ends_with_less",
    "return.less_than_recorded",
    "return.difference",
    "return.difference_more",
    "mass.stated_more_than_ever",
    "use.was_not_granted",
)
AGREED: dict[str, Any] = {
    "accept": ASKED,
    "authority": Authority(name="M. Manager", document="memo"),
    "witness": "W. Witness",
}


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    yield lab
    lab.session.close()


def part(name: str, ug: int | None = None, *, weighed: bool = False) -> CameBack:
    reading = Reading(net_ug=ug, resolution_ug=1) if weighed and ug else None
    return CameBack(name=name, stated_ug=None if reading else ug, reading=reading, confirmed=True)


def give_back(lab: LentLab, number: str, *pieces: CameBack, day: int = DAY, **more: Any) -> None:
    told = {"retained_ug": None, **more}
    sheet = ReturnLine(line=LINES[number], pieces=pieces, sheet=PAPER, method="cut", **told)
    lab.post(sheet, day=day, **AGREED)


def row_of(lab: LentLab, number: str, moment: Moment = NOW) -> LineRow:
    ids, _ = find_lines(lab.session, LineWish(DAY, sort="code"), moment)
    rows = line_rows(lab.session, ids, moment).values()
    return next(each for each in rows if each.code == LINES[number])


def told_of(lab: LentLab, number: str, moment: Moment = NOW) -> LineTold:
    uid = lab.line(LINES[number]).uid
    return lines_told(lab.session, (uid,), moment)[uid]


def agrees(lab: LentLab) -> None:
    """Check that whatever tells what is out tells what the pieces weigh, with the same sign."""
    ids, total = find_lines(lab.session, LineWish(DAY, Concern.OPEN))
    rows = line_rows(lab.session, ids)
    sums: dict[str, list[LineRow]] = {}
    for each in rows.values():
        sums.setdefault(each.person, []).append(each)
        line = lab.line(each.code)
        own = mass_of(lab, line)
        told = lines_told(lab.session, (each.uid,))[each.uid]
        if own is None:
            assert (told.held, each.unweighed) == (None, 1)
        else:
            assert (told.held, each.held) == (own, own)
    held = total.held_sum
    assert held == reduce(HeldSum.plus, (each.held_sum for each in rows.values()), NOTHING_HELD)
    fine = finest(*(each.held.resolution_ug for each in rows.values() if each.held.ug))
    assert total.held == sum_of_weighed(held.ug, held.estimated, held.bounded_ug, held.unweighed, fine)
    assert sum((each.held_sum.bounded_ug for each in overview(lab.session).holders), 0) == held.bounded_ug
    for group in overview(lab.session).groups:
        if group.work is Work.UNDATED:
            told = {each.person: each.held for each in group.rows}
            assert told == {who.name: who.held for who in borrowers(lab.session) if who.lines}
    for who in borrowers(lab.session):
        lines = sums.get(who.name, [])
        card = standing(lab.session, who.uid)
        assert card is not None
        assert (card.out.mass, card.out.unweighed) == (who.held, who.held_sum.unweighed)
        assert who.held_sum.bounded_ug == sum(each.bounded_ug for each in lines)
    for loan in all_loans(lab.session):
        _, tally = lines_of_loan(lab.session, loan.uid)
        out = tally.get("out")
        assert loan.held_sum[:4] == (out.held if out else NOTHING_HELD)[:4]


def mass_of(lab: LentLab, line: Line) -> KnownMass | None:
    """Return what the piece of a line weighs, as a row of the inventory tells it."""
    with lab.session.database.snapshot() as connection:
        assert line.sample is not None
        ids = list(local_ids(connection, [line.sample]))
        return piece_rows(connection, ids)[ids[0]].own_mass


def balances(told: LineTold) -> None:
    """Check that what a line issued stands in its parts to the microgram."""
    account = told.account
    gone = account.consumed_ug + account.returned_ug + account.lost_ug + account.transferred_ug
    assert account.issued_ug + account.emerged_ug == account.held_ug + gone + account.difference_ug


def test_a_part_without_a_mass_leaves_an_upper_bound_everywhere(lab: LentLab) -> None:
    give_back(lab, KNOWN, part("S-1", 4_000), part("S-2"))
    told, row = told_of(lab, KNOWN), row_of(lab, KNOWN)
    assert (told.held, told.unweighed_back) == (KnownMass(5_000, 1, bound=Bound.AT_MOST), 1)
    assert (row.held, beside_returned(told.line)) == (told.held, 1)
    assert told.issued == KnownMass(9_000, 1)
    agrees(lab)
    balances(told)


def test_what_is_told_of_a_day_before_is_as_sure_as_it_was_then(lab: LentLab) -> None:
    give_back(lab, KNOWN, part("S-1"))
    before = Moment(day=DAY - 1)
    assert row_of(lab, KNOWN).held.bound is Bound.AT_MOST
    assert row_of(lab, KNOWN, before).held == KnownMass(9_000, 1)
    assert told_of(lab, KNOWN, before).held == KnownMass(9_000, 1)
    assert told_of(lab, KNOWN, before).unweighed_back == 0


def test_once_the_rest_is_stated_it_is_exact_again(lab: LentLab) -> None:
    give_back(lab, KNOWN, part("S-1"))
    give_back(lab, KNOWN, part("S-2", 1_000), day=DAY + 1, retained_ug=3_000)
    assert (told_of(lab, KNOWN).held, row_of(lab, KNOWN).held) == (KnownMass(3_000), KnownMass(3_000))
    agrees(lab)


def test_what_came_of_an_unknown_mass_is_counted_by_piece(lab: LentLab) -> None:
    pieces = (CameBack(itself=True, confirmed=True), part("S-1"), part("S-2", 500), part("S-3"))
    give_back(lab, UNKNOWN, *pieces, retained_ug=0)
    told = told_of(lab, UNKNOWN)
    assert (told.account.returned_ug, told.unweighed_back, beside_returned(told.line)) == (500, 3, 3)
    assert (told.issued, told.held) == (None, KnownMass(0))
    balances(told)
    agrees(lab)


def test_lists_that_leave_the_store_say_at_most_as_well(lab: LentLab, tmp_path: Path, words: Words) -> None:
    said = Mass.measured(6_000, 1)
    lab.post(Register(collection="A", number="15558", mission="M", mass=said, form="chip", place="Room"))
    late = OldLine(sample="15558", due=20210601)
    lab.post(EnterLoan(borrower="Borrower A", lines=(late,), source="old list"), day=20210102)

    def held() -> Value:
        return overdue_lines(lab.session, Moment(day=DAY)).rows[0].values[-1]

    ids, _ = find_lines(lab.session, LineWish(DAY, Concern.OVERDUE))
    (code,) = (each.code for each in line_rows(lab.session, ids).values())
    sheet = ReturnLine(line=code, pieces=(part("S-1"),), retained_ug=None, sheet=PAPER)
    assert held() == MassFigure(6_000, 1)
    lab.post(sheet, day=DAY, **AGREED)
    assert held() == MassFigure(6_000, 1, bound=Bound.AT_MOST)
    path = tmp_path / "loans.csv"
    export(lab.session, words, Wanted(Report.LOANS), path)
    assert "\u2264\u20090.006" in path.read_text("utf-8-sig")


@pytest.mark.slow
@settings(max_examples=12)
@given(
    steps=st.lists(
        st.tuples(
            st.lists(
                st.tuples(st.one_of(st.none(), st.integers(1, 1_500)), st.booleans()), min_size=1, max_size=3
            ),
            st.sampled_from([None, None, 2_000, 0]),
            st.sampled_from([0, 100]),
            st.sampled_from([KNOWN, KNOWN, UNKNOWN]),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_whatever_comes_back_all_tell_the_same_of_it(steps: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        lab = copied(LentLab, Path(folder) / "lent.lunar")
        try:
            came = dict.fromkeys(LINES, 0)
            for at, (masses, retained, consumed, number) in enumerate(steps):
                if not lab.line(LINES[number]).is_open:
                    continue
                pieces = [part(f"S-{at}-{n}", ug, weighed=read) for n, (ug, read) in enumerate(masses)]
                more = {"retained_ug": retained, "consumed_ug": consumed, "accept_difference": True}
                refused: tuple[Finding, ...] = ()
                try:
                    give_back(lab, number, *pieces, day=DAY + at, **more)
                except Refused as why:
                    refused = why.findings
                if refused:
                    assert Strength.IMPOSSIBLE in {each.strength for each in refused}
                    continue
                came[number] += sum(ug is None for ug, _ in masses)
                agrees(lab)
                told = told_of(lab, number)
                balances(told)
                assert told.unweighed_back == came[number]
        finally:
            lab.session.close()


def test_all_of_a_bound_that_is_used_up_is_told_as_a_bound_everywhere(lab: LentLab, words: Words) -> None:
    line = LINES[KNOWN]
    give_back(lab, KNOWN, part("S-1", 4_000), part("S-2"))
    lab.post(ReportUse(line=line, method="ICP-MS", report=PAPER), day=DAY + 1, **AGREED)
    row, told = row_of(lab, KNOWN), told_of(lab, KNOWN)
    equation = next(each for each in line_notes(told, words) if "=" in each)
    assert "consumed \u2264\u20095.000\u00a0mg" in equation
    as_json = line_as_json(row, told)
    assert (as_json["consumed_ug"], as_json["at_most"], as_json["about"]) == (5_000, ["consumed_ug"], [])
    paper = paper_of(lab.session, words, PaperWanted("return_receipt", "L-2021-001"))
    assert "\u2264\u20095.000\u00a0mg" in told_in(paper)
    report = told_in(paper_of(lab.session, words, PaperWanted("consumption_report", line)))
    assert report.count("\u2264\u20095.000\u00a0mg") == 2
    piece = told.line.sample
    assert piece is not None
    view = piece_view(lab.session, piece)
    assert view is not None
    assert view.flow is not None
    assert (view.steps[0].ug, view.steps[0].sign) == (-5_000, "\u2264\u2009")
    assert view.flow.signs == {Way.CONSUMED: "\u2264\u2009"}
    with opened_report(lab.session, words, Wanted(Report.MASS_HISTORY, scope=Scope(pieces=(piece,)))) as opened:
        (sheet,) = opened.document.sheets
        rows = [*sheet.rows]
    assert plain(rows[-1][3], sheet.columns[3]) == "\u2212\u2264\u20090.005000"
    balances(told)


def told_in(paper: Paper) -> str:
    stream = BytesIO()
    render_html_paper(paper, stream)
    return unescape(stream.getvalue().decode())


def test_a_line_says_why_nobody_knows_its_mass_as_its_piece_does(lab: LentLab, words: Words) -> None:
    row, told = row_of(lab, UNKNOWN), told_of(lab, UNKNOWN)
    for why, said in (("not_stated", "not stated"), ("sealed", "sealed"), ("", "not weighed")):
        assert f"  mass: {said}" in line_text(row._replace(unknown_why=why), told, words, DAY, whose=False)
