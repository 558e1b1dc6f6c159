"""Lists in which some pieces are lent and others are not: neither is dropped, and which list it is, is asked."""

import pytest
from lunarcurator.domain.operations import Register
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Verdict, answered, plan_reading, post_import
from lunarcurator.services.verifying import verify

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import asked, opened, planned

LIST = (
    "Sample|Mass (g)|Borrower|Loan date|Due date\n"
    "15016,5|1.5|J. Smith|2001-01-02|2003-01-02\n15016,6|2.5|||\n15016,7|3.5|-|n/a|"
)


def test_it_is_asked_what_rows_are_that_name_no_borrower_and_no_day(desk: Desk) -> None:
    found = asked(desk, LIST)
    assert found["unlent"].must
    assert found["unlent"].choices == ("here", "loans_alone")
    assert dict(found["unlent"].facts) == {"sheet": "clipboard", "row": 3, "count": 2}
    # Since when a piece is out that nobody has, is no question.
    assert "lent_on" not in found


def test_all_rows_come_in_as_pieces_and_the_loans_a_second_time(desk: Desk) -> None:
    source, reading = opened(desk, LIST)
    plan = plan_reading(desk, source, answered(reading, "unlent", "here"), effective=19720101)
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 3
    register = plan.rows[0].acts[0].operation
    assert isinstance(register, Register)
    assert dict(register.other)["Borrower"] == "J. Smith"
    assert plan.warnings["import.status_kept"] == 1
    post_import(desk, plan, OPERATOR)
    loans = planned(desk, LIST, {"unlent": "loans_alone"})
    assert [row.verdict for row in loans.rows] == [Verdict.NEW, Verdict.REFUSED, Verdict.REFUSED]
    post_import(desk, loans, OPERATOR, skip_bad=True)
    assert verify(desk).sound


def test_pieces_with_their_parents_stay_a_list_of_those(desk: Desk) -> None:
    text = (
        "Sample|Parent|Mass (g)|Borrower|Loan date\n"
        "15016||9|||\n15016,5|15016|1.5|J. Smith|2001-01-02\n15016,6|15016|2.5||"
    )
    source, reading = opened(desk, text)
    reading = answered(answered(reading, "unlent", "here"), "daughters", "with_daughters")
    plan = plan_reading(desk, source, reading)
    assert (plan.kind, plan.rows[0].verdict) == ("list", Verdict.NEW)


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
    desk: Desk, borrower: str, since: str, until: str
) -> None:
    text = f"Sample|Mass (g)|{borrower}|{since}|{until}\n15016,5|1.5|J. Smith|2001-01-02|2003-01-02"
    _, reading = opened(desk, text)
    assert reading.kind == "loans"
    assert [reading.mapping[name] for name in (borrower, since, until)] == ["borrower", "day", "due"]


def test_who_has_a_piece_is_said_where_a_list_says_nothing_else_of_loans(desk: Desk) -> None:
    plan = planned(desk, "Sample|Mass (g)|Entleiher\n15016|924|\n15555|1|H. Müller")
    assert plan.warnings["import.status_kept"] == 1
