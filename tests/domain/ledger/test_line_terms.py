"""What changes about lines that are out: due days, recalls, disputes, letters, what is owed, and the end."""

import json
from collections.abc import Iterator

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.borrower_standing import by_on, due_on, is_late_on
from lunarcurator.domain.lending.kept_documents import documents
from lunarcurator.domain.lending.line_log import extensions_of, letters_of
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.policy import Extension, Policy
from lunarcurator.domain.lending.terms import DocumentKind, Letter, LoanKind, Owed
from lunarcurator.domain.lending.working_days import days_after
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import (
    CloseLoan,
    DisputeLine,
    ExtendLines,
    NoteOwed,
    Owing,
    RecallLines,
    RecordLetter,
)
from lunarcurator.domain.operations.requesting import ChangeLoan, WithdrawLines
from lunarcurator.domain.rules.letters import USUAL_LEAD

from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loan_bench import ARRIVED, ASKED, DECIDED, DUE, SENT, LoanDesk, refused, strengths

LATER = 20211001
EARLY = ("letter.due_later",)
LETTER = Attached(kind=DocumentKind.LETTER, name="letter 3")


@pytest.fixture
def session() -> Iterator[LoanDesk]:
    session = LoanDesk()
    session.out("P", "Q")
    yield session
    assert session.closes()


def extend(
    session: LoanDesk,
    *codes: str,
    due: int = 20230301,
    day: int = LATER,
    accept: tuple[str, ...] = (),
    **more: str,
) -> None:
    told = {"asked_by": "Borrower A", "approved_by": "committee", "why": "not done", **more}
    lines = tuple(map(session.line_ref, codes))
    session.do(ExtendLines(lines=lines, due=due, documents=(LETTER,), **told), day, accept)


def recall(session: LoanDesk, *codes: str, by: int = 20211201, why: str = "wanted") -> None:
    session.do(RecallLines(lines=tuple(map(session.line_ref, codes)), by=by, why=why), LATER)


def test_an_extension_keeps_the_day_before(session: LoanDesk) -> None:
    extend(session, "001/1")
    line = session.line("001/1")
    assert (line.due, due_on(line, LATER - 1), session.line("001/2").due) == (20230301, DUE, DUE)
    (told,) = extensions_of(line.fields)
    assert (told.asked_by, told.approved_by, told.why) == ("Borrower A", "committee", "not done")
    assert documents(line.fields)[0].name == "letter 3"
    assert session.totals() == session.totals(ARRIVED)


def test_an_extension_is_asked_for_approved_and_later(session: LoanDesk) -> None:
    nobody = {"asked_by": " ", "approved_by": "", "why": ""}
    assert refused(lambda: extend(session, "001/1", **nobody)) == {
        "extend.no_asked_by",
        "extend.no_approved_by",
        "extend.no_why",
    }
    assert refused(lambda: extend(session, "001/1", due=DUE)) == {"extend.not_later"}
    assert refused(lambda: extend(session, "001/1", "001/1")) == {"loan.line_twice"}
    assert refused(lambda: extend(session)) == {"loan.no_lines"}
    assert refused(lambda: extend(session, "001/1", day=SENT)) == {"loan.before_last_step"}
    told = strengths(lambda: extend(session, "001/1", due=20260301))
    assert told == {"agreement.ends_before_due": "warn"}
    told = strengths(lambda: extend(session, "001/1", due=20270301, day=20260101))
    assert told == {"agreement.expired": "authority"}


def test_an_extension_keeps_within_the_policy() -> None:
    session = LoanDesk(Policy(collections=frozenset({"L"}), extension=Extension(times=1, months=6)))
    session.out("P")
    assert strengths(lambda: extend(session, "001/1")) == {"extend.too_long": "authority"}
    extend(session, "001/1", due=20220801)
    assert strengths(lambda: extend(session, "001/1", due=20220901)) == {"extend.too_often": "authority"}


def test_an_internal_line_is_extended_without_an_agreement(session: LoanDesk) -> None:
    session.request(session.want("T"), kind=LoanKind.INTERNAL, agreement="", day=LATER)
    session.decide("002/1", day=LATER)
    session.prepare(session.made("002/1"), day=LATER)
    session.pack(day=LATER)
    session.issue("002/1", day=LATER, shipment="S-2021-002")
    extend(session, "002/1")
    assert session.line("002/1").due == 20230301


def test_a_line_without_a_piece_or_borrower_is_extended_by_the_rest(session: LoanDesk) -> None:
    line = {**session.known(Subject.LINE, "L-2021-001/1").fields, "sample": None, "borrower": None}
    session.lay(Subject.LINE, **{**line, "name": "L-2021-9/1", "code": "L-2021-9/1", "loan": line["loan"]})
    extend(session, "9/1")
    assert session.line("9/1").due == 20230301


def test_a_recall_blocks_new_issues_until_an_authority_extends(session: LoanDesk) -> None:
    assert refused(lambda: recall(session, "001/1", by=ARRIVED, why=" ")) == {
        "recall.by_before",
        "recall.without_why",
    }
    assert refused(lambda: recall(session, "001/1", by=0)) == {"recall.by_unknown"}
    recall(session, "001/1")
    assert session.line("001/1").recalled == 20211201
    asked_back = {"borrower.recalled_already": "warn"}
    told = {"day": LATER, "accept": tuple(asked_back)}
    assert strengths(lambda: session.request(session.want("T"), day=LATER)) == asked_back
    session.request(session.want("T"), **told)
    session.decide("002/1", **told)
    session.prepare(session.made("002/1"), **told)
    session.pack(day=LATER)
    issue = {"day": LATER, "shipment": "S-2021-002"}
    assert strengths(lambda: session.issue("002/1", **issue)) == {"borrower.recalled": "authority"}
    assert strengths(lambda: extend(session, "001/1")) == {"extend.recalled": "authority"}
    extend(session, "001/1", accept=("extend.recalled",))
    assert not session.line("001/1").recalled
    session.issue("002/1", **issue)


def test_of_a_recalled_line_the_earlier_day_counts_until_an_extension_past_it_lifts_the_recall(
    session: LoanDesk,
) -> None:
    recall(session, "001/1")
    line = session.line("001/1")
    assert (line.by, by_on(line, 20211202), is_late_on(line, 20211202), line.is_overdue(20211202)) == (
        20211201,
        20211201,
        True,
        True,
    )
    assert refused(lambda: extend(session, "001/1", due=20211201)) == {"extend.not_later"}
    sooner = {"due": 20220201, "accept": ("extend.recalled",)}
    extend(session, "001/1", **sooner)
    line = session.line("001/1")
    assert (line.due, line.recalled, line.by, line.is_overdue(20211202)) == (20220201, 0, 20220201, False)
    (told,) = extensions_of(line.fields)
    assert (told.before, told.recalled) == (DUE, 20211201)


def test_who_is_overdue_by_a_recall_is_told_the_day_of_the_recall(session: LoanDesk) -> None:
    recall(session, "001/1")
    late = {"day": 20211202, "accept": ("borrower.overdue_already", "borrower.recalled_already")}
    session.request(session.want("T"), **late)
    session.decide("002/1", **late)
    session.prepare(session.made("002/1"), **late)
    session.pack(day=20211202)
    with pytest.raises(Refused) as told:
        session.issue("002/1", day=20211202, shipment="S-2021-002")
    found = {each.key: dict(each.facts) for each in told.value.findings}
    assert found["borrower.overdue"]["due"] == 20211201


def test_a_dispute_stays_on_record_and_the_line_open(session: LoanDesk) -> None:
    def dispute(text: str, *, settled: bool = False) -> None:
        session.do(DisputeLine(line=session.line_ref("001/1"), text=text, settled=settled), LATER)

    assert refused(lambda: dispute("back", settled=True)) == {"dispute.none"}
    assert refused(lambda: dispute(" ")) == {"dispute.without_text"}
    dispute(" said to be back ")
    assert session.line("001/1").disputed == "said to be back"
    dispute("it was another", settled=True)
    line = session.line("001/1")
    told = [json.loads(str(value)) for key, value in line.fields.items() if key.startswith("dispute/")]
    assert (line.disputed, line.is_open, [each["settled"] for each in told]) == ("", True, [0, 1])


def test_a_letter_stands_with_its_rung_on_each_line(session: LoanDesk) -> None:
    lines = (session.line_ref("001/1"), session.line_ref("001/2"))
    session.do(RecordLetter(lines=lines, letter=Letter.REMINDER, rung=90, document=LETTER), LATER, EARLY)
    session.do(RecordLetter(lines=lines[:1], letter=Letter.OVERDUE), LATER, ("letter.not_overdue",))
    sent = letters_of(session.line("001/1").fields)
    assert [(each.letter, each.rung, each.day) for each in sent] == [
        (Letter.REMINDER, 90, LATER),
        (Letter.OVERDUE, 0, LATER),
    ]
    assert [each.name for each in documents(session.line("001/2").fields)] == ["letter 3"]
    nobody = RecordLetter(lines=(), letter=Letter.REMINDER)
    assert refused(lambda: session.do(nobody, LATER)) == {"loan.no_lines"}


def letter(session: LoanDesk, kind: Letter, day: int, code: str = "001/1") -> set[str]:
    """What stands against a letter about a line on a day."""
    return refused(lambda: session.do(RecordLetter(lines=(session.line_ref(code),), letter=kind), day))


def test_a_letter_says_what_is_so_on_its_day() -> None:
    session = LoanDesk(Policy(collections=frozenset({"L"}), reminders=(90, 30)))
    session.out("P", "Q")
    assert letter(session, Letter.OVERDUE, DUE) == {"letter.not_overdue"}
    assert letter(session, Letter.REMINDER, LATER) == {"letter.not_due_yet"}
    assert letter(session, Letter.RECALL, LATER) == {"letter.not_recalled"}
    about = (session.line_ref("001/1"),)
    # A round asks about every line, whenever it is due.
    session.do(RecordLetter(lines=about, letter=Letter.INVENTORY), LATER)
    session.do(RecordLetter(lines=about, letter=Letter.REMINDER), 20220101)
    recall(session, "001/2")
    session.do(RecordLetter(lines=(session.line_ref("001/2"),), letter=Letter.RECALL), 20220101)
    session.do(RecordLetter(lines=about, letter=Letter.OVERDUE), 20220302)


def test_without_a_ladder_a_reminder_long_before_its_day_is_asked_about() -> None:
    session = LoanDesk()
    session.out("P")
    about = RecordLetter(lines=(session.line_ref("001/1"),), letter=Letter.REMINDER)
    before = days_after(DUE, -USUAL_LEAD)
    assert strengths(lambda: session.do(about, days_after(before, -1))) == {"letter.due_later": "warn"}
    session.do(about, before)


def test_no_line_without_a_due_day_is_overdue_and_none_is_reminded_of_that_is_not_out() -> None:
    session = LoanDesk()
    codes = session.ready("P", "Q")
    session.pack()
    session.issue(codes[0], due=None, accept=("issue.no_due_day",))
    assert letter(session, Letter.OVERDUE, LATER) == {"letter.no_due_day"}
    # Nobody knows that it is too early to ask for it.
    session.do(RecordLetter(lines=(session.line_ref("001/1"),), letter=Letter.REMINDER), LATER)
    assert letter(session, Letter.REMINDER, LATER, "001/2") == {"letter.not_out"}
    session.lay(
        Subject.LINE, name="L-2021-9/1", code="L-2021-9/1", loan=session.line("001/1").loan, state="requested"
    )
    assert letter(session, Letter.REMINDER, LATER, "9/1") == {"letter.not_out"}


def owe(session: LoanDesk, *owed: Owing, day: int = LATER, loan: str = "L-2021-001") -> None:
    session.do(NoteOwed(loan=session.loan_ref(loan), owed=owed), day)


def still_owed(session: LoanDesk) -> list[str]:
    return [each.text for each in Loan.of(session.known(Subject.LOAN, "L-2021-001")).still_owed]


def test_what_is_owed_comes_or_is_asked_for(session: LoanDesk) -> None:
    assert refused(lambda: owe(session)) == {"owed.nothing"}
    owe(session, Owing(what=Owed.PAPERS, text="one", due=20230101), Owing(what=Owed.PAPERS, text="two"))
    assert still_owed(session) == ["one", "two"]
    came = Owing(what=Owed.PAPERS, text="two", settled="doi")
    owe(session, came)
    assert still_owed(session) == ["one"]
    assert refused(lambda: owe(session, came)) == {"owed.none_open"}
    assert refused(lambda: owe(session, Owing(what=Owed.DATA, settled="x"))) == {"owed.none_open"}
    owe(session, Owing(what=Owed.PAPERS, settled="doi"))
    assert still_owed(session) == []
    assert refused(lambda: owe(session, came, day=DECIDED - 10_000)) >= {"loan.before_last_step"}


def test_only_what_has_ended_is_closed_and_a_waiver_takes_authority(session: LoanDesk) -> None:
    close = CloseLoan(loan=session.loan_ref(), remarks="done")
    assert strengths(lambda: session.do(close, LATER)) == {"loan.lines_open": "impossible"}
    session.request(session.want("T"))
    session.do(WithdrawLines(lines=(session.line_ref("002/1"),), why="not needed"), DECIDED)
    other = CloseLoan(loan=session.loan_ref("L-2021-002"), remarks="done")
    assert refused(lambda: session.do(other, ASKED)) == {"loan.before_last_step"}
    owe(session, Owing(what=Owed.RESULTS), loan="L-2021-002")
    assert strengths(lambda: session.do(other, LATER)) == {"loan.owes": "authority"}
    session.do(other, LATER, ("loan.owes",))
    loan = session.known(Subject.LOAN, "L-2021-002")
    assert (loan.integer("closed"), loan.text("closing_remarks")) == (LATER, "done")
    assert refused(lambda: session.do(other, LATER)) >= {"loan.is_closed"}
    change = ChangeLoan(loan=session.loan_ref("L-2021-002"), purpose="x")
    assert refused(lambda: session.do(change, LATER)) == {"loan.is_closed"}


def test_no_borrower_approves_the_extension_of_an_own_line(session: LoanDesk) -> None:
    own = {"approved_by": "borrower  A"}
    assert refused(lambda: extend(session, "001/1", **own)) == {"line.approved_by_borrower"}
    extend(session, "001/1", accept=("line.approved_by_borrower",), **own)
