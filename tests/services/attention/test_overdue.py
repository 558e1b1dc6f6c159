"""Loans overdue among what needs a hand: the lines that should have been back, each leading to its records."""

from lunarcurator.documents.model import MassFigure
from lunarcurator.services.attention.limits import limits_of
from lunarcurator.services.attention.listing import Concern
from lunarcurator.services.attention.looking import look

from tests.services.lending.test_browsing import Office
from tests.services.lending.test_browsing import office as office


def test_overdue_lines_are_listed_with_who_holds_what(office: Office) -> None:
    loan = office.drawn.loan("L-7", office.bob)
    office.drawn.line("L-7/1", loan, office.bob, due=20260101, described="Soil", ug=5)
    office.drawn.write()
    found = look(office.desk, Concern.OVERDUE, limits_of(office.desk))
    assert (found.total, found.marked) == (2, 2)
    assert [row.values[0] for row in found.rows] == ["L-7/1", "L-1/1"]
    first, second = found.rows
    assert first.values[1:] == ("Soil", "Borrower B", "Institute B", 20260101, MassFigure(5))
    assert second.values[1:5] == ("15555", "Borrower A", "Institute 50%", 20261001)
    assert sorted(first.targets) == ["borrower", "line"]
    assert second.targets["line"].uid == office.lines["L-1/1"]
    assert second.targets["number"].kind == "sample"
