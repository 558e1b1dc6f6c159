"""The safe stolen from a laboratory at JSC in 2002: one incident, its pieces found piece by piece, one never.

Published: the safe of a researcher was carried off on a Saturday, missed on the Monday, and its samples were
recovered in little more than a week (Curator's Comments, Lunar News, NASA JSC, December 2003). Lunar samples of
the six missions, 101.5 g in more than thirty vials, and pieces of ALH 84001 were recovered on 20 July, six
journals were not (Associated Press, 3 June 2003, which gives 15 July as the day of the theft). All lunar and
Martian specimens were accounted for by 29 July, notebooks were not, and the theft was on 13 July (space.com, 29
July 2002). Numbers, lines, agreement and places are invented, and so is that the samples were out on two loans.
"""

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import CaseRef, ref_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import DocumentKind, LineState
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import (
    CloseCase,
    Correct,
    DeclareLost,
    Missing,
    OpenCollection,
    Recover,
    Register,
)
from lunarcurator.domain.operations.accounting import EnterLoan, FindAgain, OldLine, ReportLoss
from lunarcurator.services.cases import Case, all_cases
from lunarcurator.services.incidents import counted, incidents
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.to_do.limits import limits_of
from lunarcurator.services.to_do.listing import Concern
from lunarcurator.services.to_do.looking import look
from lunarcurator.services.words import Words
from lunarcurator.store.reads.records import records

from tests.scenarios.lab import GRAM, NOT_WEIGHED, Lab, read, stated
from tests.scenarios.lending import borrower, paper

NEWS = "Curator's Comments, Lunar News, December 2003"
AP = "Associated Press, 3 June 2003"
SPACE = "space.com, 29 July 2002"
VIALS, MARTIAN, JOURNALS = "Safe vials", "Safe ALH 84001", "Safe journals"
MISSED, RECOVERED, ASSESSED = 20020715, 20020720, 20020729
AWAY = ("enter_loan.without_agreement", "enter_loan.mass_differs", "enter_loan.agreement_day_not_known")


def fill_the_safe(lab: Lab) -> None:
    """Lend the samples on two loans, and put the journals into the safe beside them."""
    lab.post(OpenCollection(code="SAFE", name="Contents of a safe (invented codes)", scheme="plain"), day=19690101)
    lab.places(("site", "Building 31N", ""), ("safe", "The safe", "Building 31N"), day=19700101)
    vials = Register(collection="SAFE", number=VIALS, mass=stated(101.5, 100_000), place="Cabinet 1")
    martian = Register(collection="SAFE", number=MARTIAN, mass=NOT_WEIGHED, place="Cabinet 1")
    journals = Register(collection="SAFE", number=JOURNALS, mass=Mass.not_applicable(), count=6, place="The safe")
    lab.post(vials, martian, journals, day=19700101, source=AP)
    borrower(lab, "The researcher", "A laboratory at JSC", 20000101, 20041231, "A-2000 (invented)")
    for number, piece in (("L-2000-1", VIALS), ("L-2001-1", MARTIAN)):
        line = OldLine(sample=piece)
        told = {"borrower": "The researcher", "agreement": "A-2000 (invented)", "source": "invented"}
        lab.allowed(EnterLoan(number=number, lines=(line,), **told), day=20010101, accept=AWAY)


def steal(lab: Lab) -> None:
    theft = DeclareLost(
        samples=(VIALS, MARTIAN),
        places=("The safe",),
        how=Missing.STOLEN,
        report="Lunar News, December 2003",
        circumstances="The safe was carried off on a Saturday and missed on the Monday",
    )
    lab.allowed(theft, day=MISSED, accept=("lost.needs_authority",), source=NEWS)


def case_on(lab: Lab, moment: Moment = NOW) -> Case:
    (case,) = all_cases(lab.session, moment)
    return case


def fortunes(lab: Lab, day: int) -> tuple[int, ...]:
    """How many pieces were missing, in doubt and found at the end of a day."""
    moment = Moment(day)
    with lab.session.database.snapshot() as connection:
        told = incidents(connection, (case_on(lab, moment),), moment)
    return counted(next(iter(told.values())))


def line(lab: Lab, code: str) -> Line:
    with lab.session.database.connect() as connection:
        known = [Line.of(row.state) for row in records(connection, Subject.LINE)]
    return next(each for each in known if each.code == code)


def find_the_samples(lab: Lab) -> None:
    case = CaseRef(ref_of(case_on(lab).uid))
    for piece in (VIALS, MARTIAN):
        found = Recover(sample=piece, place="Returned vault", evidence="recovered at a hotel", case=case)
        lab.post(found, day=RECOVERED, source=AP, accept=("recover.not_confirmed",))
    for piece in (VIALS, MARTIAN):
        told = {"old": "unconfirmed", "new": None, "evidence": "the contents of the safe were assessed"}
        lab.post(Correct(sample=piece, field="identity_doubt", **told), day=ASSESSED, source=SPACE)


@pytest.fixture
def stolen(told: Lab) -> Lab:
    fill_the_safe(told)
    steal(told)
    find_the_samples(told)
    return told


def test_one_incident_is_one_case_that_adds_up_on_every_day(stolen: Lab) -> None:
    lab = stolen
    assert not all_cases(lab.session, Moment(20020714))
    assert fortunes(lab, MISSED) == (3, 0, 0)
    assert fortunes(lab, RECOVERED) == (1, 2, 0)
    assert fortunes(lab, ASSESSED) == (1, 0, 2)
    assert case_on(lab).is_open
    listed = look(lab.session, Concern.CASES, limits_of(lab.session), moment=Moment(RECOVERED)).rows[0]
    assert listed.values[5:8] == (1, 2, 0)


def test_who_borrowed_what_was_stolen_answers_for_it_until_it_is_back(stolen: Lab) -> None:
    lab = stolen
    assert lab.account(Account.LOST, 20020716, "SAFE") == 101.5
    assert lab.account(Account.LOST, collection="SAFE") == 0
    for code in ("L-2000-1/1", "L-2001-1/1"):
        assert line(lab, code).state is LineState.CLOSED
    assert lab.view(VIALS, 20020716).state.existence == "stolen"
    assert (lab.grams(VIALS), lab.grams(MARTIAN)) == (101.5, None)


def test_what_is_never_found_stays_missing_though_its_case_is_given_up(stolen: Lab) -> None:
    lab = stolen
    case = CaseRef(ref_of(case_on(lab).uid))
    lab.post(CloseCase(case=case, outcome="the journals were never found"), day=20030603, source=AP)
    assert fortunes(lab, 20030604) == (1, 0, 2)
    assert lab.view(JOURNALS).state.existence == "stolen"


def test_the_record_of_the_loss_says_what_became_of_each(stolen: Lab, words: Words) -> None:
    code = case_on(stolen).code
    then = paper_of(stolen.session, words, PaperWanted("incident_record", code, moment=Moment(RECOVERED)))
    now = paper_of(stolen.session, words, PaperWanted("incident_record", code))
    told = str(then.blocks)
    assert told.count("Found, identity in doubt") == 3
    assert "L-2000-1/1, The researcher, A laboratory at JSC" in told
    assert "101.5" in told.replace("\u00a0", " ")
    assert str(now.blocks).count("'Missing'") >= 1


def test_the_theft_is_undone_whole(lab: Lab) -> None:
    fill_the_safe(lab)
    steal(lab)
    lab.holds()
    assert line(lab, "L-2000-1/1").state is LineState.LOST


def test_what_is_found_in_part_is_told_as_missing_in_part(lab: Lab, words: Words) -> None:
    """Invented: of the vials 100 g turn up with their borrower, and then a fraction of a gram comes home."""
    fill_the_safe(lab)
    steal(lab)
    letter = paper(DocumentKind.OTHER, "letter (invented)")
    found = FindAgain(line="L-2000-1/1", ug=100 * GRAM, home=False, report=letter)
    lab.allowed(found, day=RECOVERED)
    assert fortunes(lab, RECOVERED) == (3, 0, 0)
    assert "A part missing" in str(
        paper_of(lab.session, words, PaperWanted("incident_record", case_on(lab).code)).blocks
    )
    rest = FindAgain(line="L-2000-1/1", ug=GRAM * 3 // 2, home=False, report=letter)
    lab.allowed(rest, day=ASSESSED)
    assert fortunes(lab, ASSESSED) == (2, 0, 1)


def test_a_part_that_came_home_in_doubt_is_told_so(lab: Lab) -> None:
    """Invented: a gram of the vials is lost by itself, and comes home without being known again for certain."""
    fill_the_safe(lab)
    told = {"circumstances": "spilt (invented)", "report": paper(DocumentKind.LOSS_REPORT, "report (invented)")}
    loss = ReportLoss(line="L-2000-1/1", ug=GRAM, **told)
    lab.allowed(loss, day=MISSED, accept=("line.loss_needs_authority",))
    home = FindAgain(
        line="L-2000-1/1",
        ug=GRAM,
        reading=read(1),
        number="Safe crumb",
        place="Returned vault",
        place_why="asked for",
        report=paper(DocumentKind.OTHER, "letter (invented)"),
    )
    lab.allowed(home, day=RECOVERED, accept=("return.not_confirmed", "find_again.far_less"))
    assert fortunes(lab, MISSED) == (1, 0, 0)
    assert fortunes(lab, RECOVERED) == (0, 1, 0)
