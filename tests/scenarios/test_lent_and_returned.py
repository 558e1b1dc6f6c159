"""Histories in which something was lent: a Chinese round, a returned piece, losses, and a disk nobody can find."""

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import ClosedBy, DocumentKind, LineState
from lunarcurator.domain.operations import Daughter, Move, Recover, Register, Restrict, Split
from lunarcurator.domain.operations.accounting import (
    CameBack,
    EnterLoan,
    OldLine,
    ReleaseLine,
    ReportLoss,
    ReportUse,
    ReturnLine,
    TransferLine,
)
from lunarcurator.domain.operations.issuing import DisputeLine
from lunarcurator.domain.operations.requesting import Made, Wanted
from lunarcurator.services.recalls import recall_of
from lunarcurator.services.words import Words
from lunarcurator.store.source import StoreSource

from tests.scenarios.lab import GRAM, LSC, MG, Lab, read, stated, weighed
from tests.scenarios.lending import AgreementKind, back, borrower, lend, paper

BOTTLE = "CE5C0400"
DRAWS = 120
LIMITS = (
    "decide.not_heard_yet",
    "issue.no_certificate",
    *(f"limit.{key}" for key in ("over_mass", "new_borrower", "small", "percent")),
    "prepare.more_than_granted",
    "borrower.stale",
)
RETURNED: tuple[str, ...] = ()


def line(lab: Lab, code: str) -> Line:
    with lab.session.database.connect() as connection:
        source = StoreSource(connection)
        state = source.record(Subject.LINE, source.named(Subject.LINE, code)[0])
    assert state is not None
    return Line.of(state)


def bottle(lab: Lab) -> None:
    """About 150 g of scooped soil in a bottle, as published (CN-cctv); the exact figure is invented."""
    held = {"collection": "Chang'e-5", "mission": "Chang'e-5", "place": "Cabinet 1"}
    soil = Register(number=BOTTLE, mass=weighed(150, 100), form="powder", **held)
    section = Register(number="CE5C0800YJFM00104GP", mass=stated(0.02), form="polished_section", **held)
    lab.post(soil, section, day=20210101, accept=("mass.not_weighable",))


def test_a_chinese_round_goes_from_a_bottle_and_back_to_the_exposed_store(told: Lab) -> None:
    """Scenario 16: 100 mg asked and 80 mg granted; a section whole; due in a year. Quantities are invented."""
    lab = told
    bottle(lab)
    borrower(lab, "Responsible X", "Institute X", 20210601, 20260531, "A-2021-001", "CN")
    wanted = (
        Wanted(sample=BOTTLE, optimum_ug=80 * MG, minimum_ug=50 * MG, destructive=True),
        Wanted(sample="CE5C0800YJFM00104GP"),
    )
    made = (Made(line="L-1/1", reading=read(0.08, 100)), Made(line="L-1/2"))
    lend(lab, "L-1", "Responsible X", "A-2021-001", wanted, made, 20210712, 20220712, accept=LIMITS, body="CNSA")
    assert lab.grams(BOTTLE) == 149.92
    assert lab.account(Account.LOAN, collection="Chang'e-5") == 0.08
    used = ReportUse(
        line="L-1/1",
        ug=30 * MG,
        method="dissolution",
        plan="as approved",
        signed_by="Responsible X",
        confirmed_by="Institute X",
        report=paper(DocumentKind.CONSUMPTION_REPORT),
        documents=(paper(DocumentKind.VIDEO),),
    )
    lab.allowed(used, day=20211001)
    came = CameBack(
        form="powder", reading=read(0.02, 100), place="Returned vault", place_why="exposed", confirmed=True
    )
    part = ReturnLine(line="L-1/1", pieces=(came,), retained_ug=30 * MG, sheet=paper(DocumentKind.RETURN_SHEET))
    lab.allowed(part, day=20220301, accept=RETURNED)
    assert line(lab, "L-1/1").account.held_ug == 30 * MG
    back(lab, "L-1/1", 20220620, read(0.0299, 100), place="Returned vault", accept=("return.difference",))
    back(lab, "L-1/2", 20220620, place="Section library", place_why="its slot", accept=RETURNED)
    closed = line(lab, "L-1/1")
    assert (closed.state, closed.closed_by) == (LineState.CLOSED, ClosedBy.RETURN_RECEIPT)
    told_of = closed.account
    spent = told_of.consumed_ug + told_of.returned_ug + told_of.difference_ug
    assert told_of.issued_ug == spent == 80 * MG
    assert lab.account(Account.LOAN, collection="Chang'e-5") == 0
    assert lab.account(Account.CONSUMED, collection="Chang'e-5") == 0.03


def test_a_bottle_is_true_to_a_tenth_of_a_milligram_after_many_loans(told: Lab) -> None:
    """Scenario 16: hundreds of draws; each is weighed to 0.1 mg, and the bottle never drifts from their sum."""
    lab = told
    bottle(lab)
    borrower(lab, "Responsible X", "Institute X", 20210601, 20260531, "A-2021-001", "CN")
    wanted = tuple(Wanted(sample=BOTTLE, optimum_ug=100 * MG) for _ in range(DRAWS))
    made = [Made(line=f"L-1/{n}", reading=read(0.1 + n % 3 / 10_000, 100)) for n in range(1, DRAWS + 1)]
    lend(lab, "L-1", "Responsible X", "A-2021-001", wanted, made, 20210712, 20220712, accept=LIMITS, body="CNSA")
    drawn = sum(100_000 + n % 3 * 100 for n in range(1, DRAWS + 1))
    assert lab.view(BOTTLE).state.held_ug == 150 * GRAM - drawn
    assert lab.account(Account.LOAN, collection="Chang'e-5") == drawn / GRAM


def test_a_returned_chip_keeps_its_history_and_its_new_restriction(told: Lab) -> None:
    """Scenario 4: 14321,88 (84 g) was lent to a consortium, returned, and is in the PI's laboratory."""
    lab = told
    source = LSC + "14321"
    rock = {"collection": "Apollo", "mission": "Apollo 14", "place": "Cabinet 1"}
    lab.post(
        Register(number="14321", mass=stated(8_998, GRAM), form="whole_rock", **rock), day=19710211, source=source
    )
    chip = Daughter(number="14321,88", form="chip", mass=weighed(84, GRAM))
    lab.post(Split(parent="14321", daughters=(chip,)), day=19710801, source=source, accept=("split.no_left_side",))
    borrower(lab, "Consortium leader (invented)", "Institute Y", 19710901, 19760831, "A-1971-001")
    lend(
        lab,
        "L-1971-001",
        "Consortium leader (invented)",
        "A-1971-001",
        (Wanted(sample="14321,88"),),
        (Made(line="L-1971-001/1"),),
        19711001,
        19760101,
        accept=LIMITS,
    )
    assert lab.view("14321,88", 19720101).state.custody == "loan"
    back(lab, "L-1971-001/1", 19750601, read(83.5, GRAM), place="Returned vault", accept=RETURNED)
    lab.post(Restrict(samples=("14321,88",), handling=("no_saw",), reason="re-use restricted"), day=19750602)
    lab.places(("room", "PI Experiment Laboratory", "Lab"))
    lab.post(Move(samples=("14321,88",), to="PI Experiment Laboratory"), day=19750701)
    assert lab.place("14321,88") == "PI Experiment Laboratory"
    assert lab.view("14321,88").state.condition == "returned"
    assert lab.view("14321,88", 19720101).state.custody == "loan"


def test_what_was_lost_in_the_mail_keeps_its_row_and_can_be_found_again(told: Lab) -> None:
    """Six meteorite samples were lost in the mail in 2004 (MH); their masses are not published."""
    lab = told
    numbers = [f"ALHA 77001,{n}" for n in range(1, 7)]
    for number in numbers:
        lab.post(
            Register(collection="Antarctic", number=number, mass=weighed(1), form="chip", place="Cabinet 1"),
            day=20040101,
            accept=("register.no_mission",),
        )
    borrower(lab, "Responsible Y", "Institute Y", 20040101, 20081231, "A-2004-001")
    wanted, made = [Wanted(sample=each) for each in numbers], [Made(line=f"L-1/{n}") for n in range(1, 7)]
    lend(lab, "L-1", "Responsible Y", "A-2004-001", wanted, made, 20040301, 20050301, accept=LIMITS)
    for n in range(1, 7):
        lost = ReportLoss(
            line=f"L-1/{n}", circumstances="lost in the mail", report=paper(DocumentKind.LOSS_REPORT)
        )
        lab.allowed(lost, day=20040601, accept=("line.loss_needs_authority",))
    assert lab.account(Account.LOST, collection="Antarctic") == 6
    assert {line(lab, f"L-1/{n}").state for n in range(1, 7)} == {LineState.LOST}
    found = Recover(
        sample=numbers[0], place="Returned vault", reading=read(0.9), confirmed=True, evidence="postmark"
    )
    lab.allowed(found, day=20050701, accept=("mass.does_not_close",))
    assert lab.account(Account.LOST, collection="Antarctic") == 5
    assert lab.view(numbers[0], 20050101).state.existence == "lost"
    assert line(lab, "L-1/1").closed_by is ClosedBy.RETURN_RECEIPT
    release = ReleaseLine(line="L-1/2", document=paper(DocumentKind.RELEASE))
    lab.allowed(release, day=20060101, accept=("release.needs_authority",))
    assert line(lab, "L-1/2").closed_by is ClosedBy.RELEASE
    assert [line(lab, f"L-1/{n}").duty_lasts for n in range(1, 7)] == [False, False, True, True, True, True]


def test_a_disk_lent_in_1978_stays_open_and_disputed(told: Lab) -> None:
    """Audit finding 7: lent 1978, expired 2008, the borrower says returned in the 1990s, the lab says not."""
    lab = told
    disk = {"collection": "Apollo", "mission": "Apollo 11", "form": "educational_disk"}
    lab.post(Register(number="10085", mass=stated(0.5), **disk), day=19780101)
    borrower(lab, "Observatory (invented)", "Observatory Z", 19780101, 19821231, "A-1978-001")
    old = OldLine(sample="10085", due=20080101)
    told_by = {"borrower": "Observatory (invented)", "agreement": "A-1978-001", "source": "a ledger (invented)"}
    lab.post(EnterLoan(number="L-1978-001", lines=(old,), **told_by), day=19780201)
    assert line(lab, "L-1978-001/1").is_overdue(20100101)
    lab.post(DisputeLine(line="L-1978-001/1", text="Says returned in the 1990s; no receipt"), day=20100301)
    still = line(lab, "L-1978-001/1")
    assert (still.state, still.disputed) == (LineState.OUT, "Says returned in the 1990s; no receipt")
    assert "line.needs_document" in lab.refusal(
        ReturnLine(line="L-1978-001/1", pieces=(CameBack(itself=True),), sheet=paper(DocumentKind.OTHER, " ")),
        day=20100401,
    )


def test_everybody_who_received_material_is_on_the_recall_list(told: Lab, words: Words) -> None:
    """Scenario 10: material allotted under a wrong number, passed on by the first borrower to another."""
    lab = told
    held = {"collection": "Apollo", "mission": "Apollo 12", "place": "Cabinet 1"}
    lab.post(Register(number="12023", mass=weighed(269), form="fines", **held), day=19700101)
    lab.post(
        Split(parent="12023", daughters=(Daughter(number=",5", form="chip", mass=weighed(2)),), after=read(267)),
        day=19710101,
    )
    borrower(lab, "First (invented)", "Institute Y", 19710101, 19751231, "A-1971-001")
    borrower(lab, "Second (invented)", "Institute Z", 19710101, 19751231, "A-1971-002")
    lend(
        lab,
        "L-1",
        "First (invented)",
        "A-1971-001",
        (Wanted(sample="12023,5"),),
        (Made(line="L-1/1"),),
        19710301,
        19750101,
        accept=LIMITS,
    )
    lab.allowed(
        TransferLine(
            line="L-1/1",
            agreement="A-1971-002",
            approved_by="The committee",
            receipt=paper(DocumentKind.TRANSFER),
            due=19750101,
        ),
        day=19720601,
        accept=LIMITS,
    )
    told_of = " ".join(each.sentence for each in recall_of(lab.session, words, lab.uid("12023")).entries)
    assert "First (invented)" in told_of
    assert "A-1971-002" in told_of


def test_seven_institutions_of_six_countries_are_chosen_in_april_2025(told: Lab) -> None:
    """The international round of 24 April 2025; five signed on the day, and no masses are published."""
    lab = told
    held = {"collection": "Chang'e-5", "mission": "Chang'e-5", "place": "Cabinet 1"}
    lab.post(Register(number=BOTTLE, mass=weighed(150, 100), form="powder", **held), day=20210101)
    chosen = {
        "IPGP": "France",
        "University of Cologne": "Germany",
        "Osaka University": "Japan",
        "SUPARCO": "Pakistan",
        "The Open University": "United Kingdom",
        "Brown University": "United States",
        "Stony Brook University": "United States",
    }
    for n, (institution, country) in enumerate(chosen.items(), start=1):
        person, number = f"Responsible person {n} (invented)", f"A-2025-{n:03}"
        borrower(lab, person, institution, 20250424, 20260423, number, country, kind=AgreementKind.INTERNATIONAL)
    assert len(set(chosen.values())) == 6
