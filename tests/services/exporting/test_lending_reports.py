"""The reports about loans, over a drawn loan desk."""

import json

import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.blocks import Table
from lunarcurator.domain.days import show_day
from lunarcurator.domain.lending.lines import LineMove
from lunarcurator.domain.lending.terms import Step
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.moments import Moment
from lunarcurator.services.exporting import Report, ReportNeeds, Wanted, opened_report, paper_of_report
from lunarcurator.services.words import Words

from tests.services.lending.test_browsing import Office
from tests.services.lending.test_browsing import office as office

type Rows = list[dict[str, object]]


def told(office: Office, words: Words, report: Report) -> Rows:
    with opened_report(office.session, words, Wanted(report)) as opened:
        sheet = opened.document.sheets[0]
        rows = [dict(zip((each.key for each in sheet.columns), row, strict=True)) for row in sheet.rows]
        assert opened.total == len(rows)
    return rows


def test_what_is_out_is_listed_by_due_day_and_by_borrower(office: Office, words: Words) -> None:
    out = told(office, words, Report.LOANS)
    assert out
    due = [row["due_day"] or 99999999 for row in out]
    assert due == sorted(due)
    held = told(office, words, Report.HOLDINGS)
    assert sorted(map(str, held)) == sorted(map(str, out))
    who = [(row["institution"], row["borrower"]) for row in held]
    assert who == sorted(who)


def test_what_is_overdue_says_for_how_many_days(office: Office, words: Words) -> None:
    late = told(office, words, Report.OVERDUE)
    assert late
    assert all(isinstance(row["days_late"], int) and row["days_late"] > 0 for row in late)
    assert {row["loan_code"] for row in late} <= {row["loan_code"] for row in told(office, words, Report.LOANS)}


def test_agreements_that_end_soon_count_their_days(office: Office, words: Words) -> None:
    drawn, today = office.drawn, office.session.today
    house = drawn.institution("Institute Z")
    late, free = (drawn.person(f"Borrower {name}", house) for name in ("late", "free"))
    soon = drawn.person("Borrower soon", house, ended=today - 1, ended_how="died")
    loan = drawn.loan("Z-1", late, requested=20250101)
    drawn.agreement("Z-soon", soon, signed=20220401, until=today + 1, kind="domestic")
    under = drawn.agreement("Z-late", late, signed=20220401, until=20240401)
    drawn.line("Z-1/1", loan, late, agreement=under, ug=5_000_000)
    drawn.agreement("Z-former", late, signed=20220401, until=20230401)
    drawn.agreement("Z-over", free, signed=20220401, until=20240401)
    drawn.agreement("Z-gone", late, signed=20220401, until=20240401, terminated=20240101)
    drawn.agreement("Z-draft", late, until=today + 1)
    drawn.write()
    found = {row["agreement"]: row for row in told(office, words, Report.EXPIRING)}
    assert {key for key in found if str(key).startswith("Z-")} == {"Z-soon", "Z-late"}
    assert found["Z-soon"]["borrower"] == f"Borrower soon (died on {show_day(today - 1)})"
    assert found["Z-late"]["borrower"] == "Borrower late"
    assert (found["Z-soon"]["days_left"], found["Z-soon"]["open_lines"]) == (1, 0)
    assert int(str(found["Z-late"]["days_left"])) < 0
    assert found["Z-late"]["held"] == MassFigure(5_000_000)


def test_an_agreement_of_nobody_is_listed_without_a_borrower(office: Office, words: Words) -> None:
    office.drawn.agreement("Z-none", office.drawn.uid(), signed=20220401, until=office.session.today)
    office.drawn.write()
    row = next(each for each in told(office, words, Report.EXPIRING) if each["agreement"] == "Z-none")
    assert (row["borrower"], row["held"], row["days_left"]) == ("", None, 0)


def test_a_line_closed_by_no_document_is_found(office: Office, words: Words) -> None:
    drawn = office.drawn
    who = drawn.person("Borrower Z", drawn.institution("Institute Z"))
    loan = drawn.loan("Z-1", who, requested=20250101)
    back = {"step": "returned", "day": 20250301, "ug": 5, "unweighed": 0, "quality": "measured", "document": "R-1"}
    closed = {"state": "closed", "closed": 20250301, "ug": 5}
    document = {f"move__{drawn.uid()}": json.dumps(back)}
    drawn.line("Z-1/1", loan, who, closed_by="return_receipt", **document, **closed)
    drawn.line("Z-1/2", loan, who, closed_by="return_receipt", **closed)
    drawn.line("Z-1/3", loan, who, **closed)
    drawn.write()
    found = [row for row in told(office, words, Report.NO_RECEIPT) if row["loan_code"] == "Z-1"]
    assert [row["closed_by"] for row in found] == ["Return receipt", ""]
    assert [row["issued_mass"] for row in found] == [MassFigure(5), MassFigure(5)]


def test_allocations_are_counted_by_year_country_and_use(office: Office, words: Words) -> None:
    drawn = office.drawn
    who = drawn.person("Borrower Z", drawn.institution("Institute Z"))
    loan = drawn.loan("Z-1", who, requested=20300101)
    drawn.line("Z-1/1", loan, who, issued=20300105, ug=5)
    drawn.line("Z-1/2", loan, who, issued=20300106, ug=7)
    drawn.line("Z-1/3", loan, who, issued=20300106, ug=7, use="dating")
    drawn.line("Z-1/4", loan, who, issued=0)
    drawn.line("Z-1/5", loan, drawn.person("Borrower Y", drawn.institution("Institute Y")), state="declined")
    drawn.write()
    found = [row for row in told(office, words, Report.ALLOCATIONS) if row["year"] == 2030]
    assert [(row["use"], row["loans_counted"], row["lines_counted"]) for row in found] == [
        ("dating", 1, 1),
        ("Research", 1, 2),
    ]
    assert found[1]["issued_mass"] == MassFigure(12)


def test_a_list_of_loans_counts_its_rows_and_sums_what_is_held(office: Office, words: Words) -> None:
    with opened_report(office.session, words, Wanted(Report.LOANS, unit="mg")) as opened:
        rows = list(opened.document.sheets[0].rows)
        at = [each.key for each in opened.document.sheets[0].columns].index("held")
        about = dict(opened.document.about)
    held = sum(row[at].ug for row in rows if isinstance(row[at], MassFigure))
    blank = sum(row[at] is None for row in rows)
    told = f"{plain_mass(held, 'mg')} mg" + (f"; {blank} rows without a figure" if blank else "")
    assert (about["Rows"], about["Sum of “Held”"]) == (str(len(rows)), told)


def test_a_sum_says_how_many_of_its_rows_have_no_figure(office: Office, words: Words) -> None:
    drawn = office.drawn
    who = drawn.person("Borrower Z", drawn.institution("Institute Z"))
    loan = drawn.loan("Z-1", who, requested=20300101)
    unweighed = LineMove(Step.ISSUED, 20300105, 0, unweighed=1).told()
    drawn.line("Z-1/1", loan, who, issued=20300105, **{f"move/{drawn.uid()}": unweighed})
    drawn.write()
    with opened_report(office.session, words, Wanted(Report.LOANS, unit="mg")) as opened:
        rows = list(opened.document.sheets[0].rows)
        about = dict(opened.document.about)
    assert rows
    assert about["Sum of “Held”"].endswith("; 1 row without a figure")


def test_a_list_of_nothing_counts_no_rows_and_says_so_on_paper(office: Office, words: Words) -> None:
    session = office.session
    with opened_report(session, words, Wanted(Report.CASES)) as opened:
        assert not list(opened.document.sheets[0].rows)
        assert dict(opened.document.about)["Rows"] == "0"
    (table,) = (
        each for each in paper_of_report(session, words, Wanted(Report.CASES)).blocks if isinstance(each, Table)
    )
    assert (table.rows, table.empty) == ((), "There is nothing to list.")


def test_a_report_of_today_is_refused_for_another_day(office: Office, words: Words) -> None:
    with (
        pytest.raises(ReportNeeds) as refused,
        opened_report(office.session, words, Wanted(Report.LABELS, Moment(20200101))),
    ):
        pass
    assert words.say(refused.value.key, refused.value.facts).startswith("“Labels” is of today")
