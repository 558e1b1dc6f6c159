from collections.abc import Callable

import pytest
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Register
from lunarcurator.domain.operations.accounting import EnterLoan
from lunarcurator.domain.operations.borrowing import SetUpPerson
from lunarcurator.services.importing import ImportPlan, Unanswered, Verdict, answered, plan_reading, post_import
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import asked, open_number, opened, planned

HEADER = "Borrower|Institution|Sample|Mass (mg)|Issued|Due"


@pytest.fixture(autouse=True)
def book(do: Callable[..., object]) -> None:
    missions = (Mission(code="Apollo 11", name="Apollo 11", opened=19690726),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)
    stated = Mass.stated(973_000_000, 1_000_000)
    for number, mass in (("10017", stated), ("10018", Mass.unknown("not_stated"))):
        do(Register(collection="Apollo", number=number, mission="Apollo 11", mass=mass), day=19690726)
    do(SetUpPerson(name="Borrower A"), day=19700101)


def plan(session: StoreSession, *rows: str) -> ImportPlan:
    return planned(session, "\n".join([HEADER, *rows]), {"fill:Institution": "no"})


def reasons(made: ImportPlan) -> list[list[str]]:
    return [[reason.key for reason in row.reasons] for row in made.rows]


def test_rows_become_loans_of_long_ago_and_are_the_same_when_read_again(session: StoreSession) -> None:
    rows = ("Borrower A|Institute B|10018|25|1999-05-03|2004-05-03", "Borrower C||10017||1999-05-03|")
    made = plan(session, *rows)
    assert (made.kind, made.collection) == ("loans", "Apollo")
    assert [row.verdict for row in made.rows] == [Verdict.NEW, Verdict.NEW]
    assert [act.operation.KIND for act in made.opening] == ["set_up_institution", "set_up_person"]
    post_import(session, made, OPERATOR)
    assert [row.verdict for row in plan(session, *rows).rows] == [Verdict.SAME, Verdict.SAME]
    other = plan(session, "Borrower C||10018|25|1999-05-03|")
    assert other.rows[0].verdict is Verdict.CONFLICT
    assert "piece.not_at_hand" in reasons(other)[0]
    assert verify(session).sound


def test_a_piece_nobody_knows_comes_in_with_its_loan(session: StoreSession) -> None:
    made = plan(session, "Borrower A|Institute B|10019|25|1999-05-03|")
    assert [act.operation.KIND for act in made.rows[0].acts] == ["register", "enter_loan"]
    post_import(session, made, OPERATOR)
    assert plan(session, "Borrower A|Institute B|10019|25|1999-05-03|").rows[0].verdict is Verdict.SAME


def test_rows_that_cannot_be_loans_say_why(session: StoreSession) -> None:
    made = plan(
        session,
        "|Institute B|10017||1999-05-03|",
        "Borrower A||no number at all||1999-05-03|",
        "Borrower A||10017|heavy|1999-05-03|",
        "Borrower A||10017||1999-05-03|",
        "Borrower C||10017||1999-05-03|",
        "Borrower A||10018||1999-05-03|1998-01-01",
        "Borrower A||10020||1999-05-03|",
    )
    assert reasons(made) == [
        ["import.no_borrower"],
        ["number.not_in_scheme"],
        ["mass.text_unreadable"],
        ["enter_loan.without_agreement"],
        ["import.twice"],
        ["enter_loan.without_agreement", "enter_loan.due_before"],
        ["enter_loan.without_agreement"],
    ]
    assert made.bad == 5


@pytest.mark.parametrize("mass", ["~2", "about 2", "ca. 2 mg", "2 (est.)", "\u2248 2"])
@pytest.mark.parametrize("number", ["10018", "10019"])
def test_an_estimate_is_refused_of_which_a_loan_would_keep_the_figure_alone(
    session: StoreSession, mass: str, number: str
) -> None:
    made = plan(session, f"Borrower A||{number}|{mass}|1999-05-03|", "Borrower A||10017|2|1999-05-03|")
    assert reasons(made)[0] == ["mass.text_estimate"]
    assert made.rows[0].verdict is Verdict.REFUSED


@pytest.mark.parametrize("mass", ["<2", ">2", "\u2264 2", "\u2265 2"])
def test_a_bound_is_refused_as_in_a_list_of_pieces(session: StoreSession, mass: str) -> None:
    assert reasons(plan(session, f"Borrower A||10018|{mass}|1999-05-03|"))[0] == ["mass.text_bound"]


def test_of_stock_lent_by_weight_a_part_is_split_off_and_items_go_whole(session: StoreSession) -> None:
    text = "申请单位|使用责任人|样品编码|申请数量(mg)\n单位甲|田 伟|CE5C0800YJYX005GP|16.6\n||CE5C0600|500"
    assert asked(session, text)["lent_on"].free
    with pytest.raises(Unanswered):
        planned(session, text)
    made = planned(session, text, {"lent_on": "2021-10-20"})
    assert [row.verdict for row in made.rows] == [Verdict.NEW, Verdict.NEW]
    assert [act.operation.KIND for act in made.rows[1].acts] == ["split", "enter_loan"]
    assert made.rows[0].acts[0].operation.mission == "Chang'e-5"
    people = [act.operation.name for act in made.opening if isinstance(act.operation, SetUpPerson)]
    assert people == ["田伟"]
    post_import(session, made, OPERATOR)
    again = planned(session, text, {"lent_on": "2021-10-20"})
    assert [row.verdict for row in again.rows] == [Verdict.SAME, Verdict.SAME]


def test_the_day_of_all_loans_may_be_given_with_the_import(session: StoreSession) -> None:
    source, reading = opened(session, "Borrower|Sample|Due\nBorrower A|10017|2004-05-03")
    reading = answered(reading, "lent_on", "1999")
    assert plan_reading(session, source, reading, effective=20000102).rows[0].day == 20000102
    assert plan_reading(session, source, reading).rows[0].day == 19990000


def test_a_list_of_loans_without_rows_is_refused(session: StoreSession) -> None:
    with pytest.raises(MappingRefused) as refused:
        planned(session, HEADER, {"collection": "Apollo"})
    assert refused.value.key == "import.no_rows"


KNOWN = "Sample|Borrower|Due|Date out|Date back"


def test_headers_complete_a_profile_and_what_came_back_does_not_come_in_as_out(session: StoreSession) -> None:
    text = f"{KNOWN}\n10017|Borrower A|2005-01-01|1999-01-02|\n10018|Borrower A|2005-01-01|1999-01-02|2003-02-03"
    assert opened(session, text)[1].profile == "loans"
    assert "lent_on" not in asked(session, text)
    made = planned(session, text)
    assert [(row.verdict, row.day) for row in made.rows] == [(Verdict.NEW, 19990102), (Verdict.REFUSED, 0)]
    assert reasons(made)[1] == ["import.came_back"]


def test_a_row_that_does_not_say_since_when_is_refused_where_others_do(session: StoreSession) -> None:
    text = (
        "Sample|Borrower|Date lent|Date returned\n"
        "10017|Borrower A|1999-01-02|\n10018|Borrower A||\n10019|Borrower A||2003-01-02\n10020|Borrower A|soon|"
    )
    assert "lent_on" not in asked(session, text)
    assert reasons(planned(session, text))[1:] == [
        ["import.no_loan_day"],
        ["import.came_back"],
        ["day.text_unreadable"],
    ]
    assert [row.day for row in planned(session, text, {"lent_on": "1998-05"}).rows] == [19990102, 19980500, 0, 0]


def test_a_day_of_return_is_that_on_which_it_came_back_until_somebody_takes_it_for_the_one_agreed(
    session: StoreSession,
) -> None:
    text = "样品编号|借用人|借出日期|归还日期\n10017|田 伟|1999年7月12日|2004年7月12日"
    assert reasons(planned(session, text)) == [["import.came_back"]]
    due = planned(session, text, choices={"归还日期": "due"})
    assert due.rows[0].acts[-1].operation.lines[0].due == 20040712


def test_a_row_that_names_no_borrower_is_refused_and_the_list_may_be_taken_for_pieces(
    session: StoreSession,
) -> None:
    text = "Sample|Mass (g)|Borrower|Loan date\n10021|1.5|J. Smith|2001-01-02\n10022|2.5||"
    assert reasons(planned(session, text))[1] == ["import.no_borrower"]
    pieces = planned(session, text, choices={"Borrower": "other"})
    assert [row.verdict for row in pieces.rows] == [Verdict.NEW, Verdict.NEW]
    assert dict(pieces.rows[0].acts[0].operation.other)["Borrower"] == "J. Smith"
    assert pieces.warnings["import.status_kept"] == 1


@pytest.mark.parametrize(
    ("borrower", "since", "until"),
    [
        ("Entleiher", "Ausleihdatum", "Rückgabe bis"),
        ("Emprunteur", "Date de prêt", "Retour prévu"),
        ("貸出先", "貸出日", "返却期限"),
        ("Кому выдан", "Дата выдачи", "Вернуть до"),
    ],
)
def test_loans_are_known_by_their_headers_in_other_languages(
    session: StoreSession, borrower: str, since: str, until: str
) -> None:
    text = f"Sample|Mass (g)|{borrower}|{since}|{until}\n15016,5|1.5|J. Smith|2001-01-02|2003-01-02"
    _, reading = opened(session, text)
    assert reading.kind == "loans"
    assert [reading.mapping[name] for name in (borrower, since, until)] == ["borrower", "day", "due"]


def test_who_has_a_piece_is_said_where_a_list_says_nothing_else_of_loans(session: StoreSession) -> None:
    plan = planned(session, "Sample|Mass (g)|Entleiher\n15016|924|\n15555|1|H. Müller")
    assert plan.warnings["import.status_kept"] == 1


def test_a_zero_split_that_is_lent_is_the_piece_in_the_book(
    session: StoreSession, do: Callable[..., object]
) -> None:
    made = plan(session, "Borrower A||10017,0||1999-05-03|")
    assert made.rows[0].number == "10017"
    assert [act.operation.KIND for act in made.rows[0].acts] == ["enter_loan"]
    do(Register(collection="Apollo", number="10017,0", parent="10017"), day=19700101)
    assert plan(session, "Borrower A||10017,0||1999-05-03|").rows[0].number == "10017,0"


def test_a_list_of_loans_is_one_although_a_person_says_which_column_numbers_the_pieces(
    session: StoreSession,
) -> None:
    text = (
        "Loan No.|Borrower|Institution|Thing|Mass loaned|Date out|Due date\n"
        "2019-14|A. Schmidt|Institute One|NWA 32-12|1.23 g|2019-03-12|2020-03-12"
    )
    _, reading = opened(session, text)
    assert (reading.kind, reading.mapping["Mass loaned"]) == ("loans", "issued")
    assert open_number(session, text) == []


def test_a_borrower_and_one_day_make_a_list_of_loans_and_the_number_is_asked(session: StoreSession) -> None:
    text = "Whatever|Borrower|Due\nabc|A. Schmidt|2020-03-12"
    assert opened(session, text)[1].kind == "loans"
    assert open_number(session, text) == []


def test_what_only_a_piece_has_a_field_for_stays_with_its_loan_in_words(session: StoreSession) -> None:
    text = "Sample|Borrower|Date lent|Form|Mission|Parent\n10017|B. Jones|1999-01-02|chip|Apollo 11|10016"
    loan = planned(session, text, {"collection": "Apollo"}).rows[0].acts[-1].operation
    assert isinstance(loan, EnterLoan)
    assert loan.remarks == "Form: chip; Mission: Apollo 11; Parent: 10016"


def test_a_mark_for_nothing_in_a_list_of_loans_is_told_and_stays_with_the_loan(session: StoreSession) -> None:
    text = "Sample|Borrower|Date lent|Due\n10017|B. Jones|1999-01-02|n.d."
    row = planned(session, text, {"collection": "Apollo"}).rows[0]
    assert (row.verdict, row.acts[-1].operation.remarks) == (Verdict.NEW, "Due: n.d.")
    assert "import.text_not_told" in {each.key for each in row.reasons}


def test_a_second_column_of_remarks_adds_to_them_and_one_of_days_may_be_blank(session: StoreSession) -> None:
    text = (
        "Sample|Borrower|Date lent|Due|Due|Remarks|Remarks\n10017|B. Jones|1999-01-02|2001-01-02||kept dry|a chip"
    )
    reading = {"Remarks": "remarks", "Remarks (2)": "remarks", "Due": "due", "Due (2)": "due"}
    loan = planned(session, text, {"collection": "Apollo"}, reading).rows[0].acts[-1].operation
    assert isinstance(loan, EnterLoan)
    assert (loan.remarks, loan.lines[0].due) == ("kept dry; a chip", 20010102)
