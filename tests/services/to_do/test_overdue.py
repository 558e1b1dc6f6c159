"""Loans overdue among what needs a hand: the lines that should have been back, each leading to its records."""

from lunarcurator.documents.model import MassFigure
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.working_days import days_after
from lunarcurator.services.lending.browsing import all_loans
from lunarcurator.services.lending.overview import Work, overview, urgent_count
from lunarcurator.services.to_do.limits import limits_of
from lunarcurator.services.to_do.listing import Concern
from lunarcurator.services.to_do.looking import look

from tests.services.lending.drawn_desk import samples_of
from tests.services.lending.test_browsing import Office
from tests.services.lending.test_browsing import office as office


def test_overdue_lines_are_listed_with_who_holds_what(office: Office) -> None:
    loan = office.drawn.loan("L-7", office.bob)
    office.drawn.line("L-7/1", loan, office.bob, due=20260101, described="Soil", ug=5)
    office.drawn.write()
    found = look(office.session, Concern.OVERDUE, limits_of(office.session))
    assert (found.total, found.marked) == (2, 2)
    assert [row.values[0] for row in found.rows] == ["L-7/1", "L-1/1"]
    first, second = found.rows
    assert first.values[1:] == ("Soil", "Borrower B", "Institute B", 20260101, None, MassFigure(5))
    assert second.values[1:5] == ("15555", "Borrower A", "Institute 50%", 20261001)
    assert sorted(first.targets) == ["borrower", "line"]
    assert second.targets["line"].uid == office.lines["L-1/1"]
    assert second.targets["number"].kind == "sample"


def test_a_recall_is_no_due_day(office: Office) -> None:
    loan = office.drawn.loan("L-7", office.bob)
    office.drawn.line("L-7/1", loan, office.bob, due=20991231, described="Soil", ug=5, recalled=20260101)
    office.drawn.write()
    found = look(office.session, Concern.OVERDUE, limits_of(office.session))
    days = [dict(zip((each.key for each in found.columns), row.values, strict=True)) for row in found.rows]
    assert [(row["due"], row["recalled"]) for row in days] == [(20991231, 20260101), (20261001, None)]


def test_what_the_lab_owes_is_listed_with_its_lender_and_counts_where_it_is_late(office: Office) -> None:
    session, drawn = office.session, office.drawn
    lender = drawn.add(Subject.INSTITUTION, name="Museum M")
    loan = drawn.add(Subject.LOAN, name="IN-1", code="IN-1", kind="incoming", lender=lender)
    for n, due in enumerate((20260101, days_after(session.today, 20), days_after(session.today, 90)), start=1):
        told = {"mode": "whole", "state": "in_care", "received": 20250101, "due": due, "described": f"Stone {n}"}
        drawn.add(Subject.LINE, name=f"IN-1/{n}", code=f"IN-1/{n}", loan=loan, **told)
    before = urgent_count(session)
    drawn.write()
    found = look(session, Concern.OWED_BACK, limits_of(session))
    assert [row.values[:3] for row in found.rows] == [
        ("IN-1/1", "Stone 1", "Museum M"),
        ("IN-1/2", "Stone 2", "Museum M"),
    ]
    assert (found.total, found.marked) == (2, 1)
    assert urgent_count(session) == before + 1
    told_today = overview(session)
    (group,) = [each for each in told_today.groups if each.work is Work.OWED_BACK]
    assert [(each.code, each.institution, each.day) for each in group.rows] == [("IN-1", "Museum M", 20260101)]
    assert told_today.urgent == urgent_count(session)
    (row,) = [each for each in all_loans(session) if each.code == "IN-1"]
    assert (row.institution, row.by, row.open) == ("Museum M", 20260101, 0)


def test_what_the_lab_owes_leads_to_its_piece_too(office: Office) -> None:
    loan = office.drawn.add(Subject.LOAN, name="IN-1", code="IN-1", kind="incoming")
    told = {"mode": "whole", "state": "in_care", "due": 20260101, "sample": samples_of(office.session)[0]}
    office.drawn.add(Subject.LINE, name="IN-1/1", code="IN-1/1", loan=loan, **told)
    office.drawn.write()
    (row,) = look(office.session, Concern.OWED_BACK, limits_of(office.session)).rows
    assert sorted(row.targets) == ["line", "number"]
