"""The pick list of a loan: what is promised and still here, in the order in which one walks past it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.operations import Move, SetUpPlace
from lunarcurator.domain.operations.requesting import RequestLoan
from lunarcurator.services.papers.paper_context import PaperRefused

from tests.services.papers.loan_lab import DAY, LoanLab
from tests.services.papers.papers import column, made, said, tables

POWDER, SECTION = "CE5C0400", "CE5C0800YJFM00104GP"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    made_lab = LoanLab.make(tmp_path / "asked.lunar")
    made_lab.furnish()
    made_lab.agree()
    made_lab.request()
    yield made_lab
    made_lab.session.close()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_is_granted_stands_by_its_place_with_a_box_to_tick(lab: LoanLab, language: str) -> None:
    lab.post(SetUpPlace(kind="cabinet", name="Cabinet 0", parent="Room 1"), day=20210102)
    lab.post(Move(to="Cabinet 0", samples=(SECTION,)), day=DAY)
    (table,) = tables(made(lab, "pick_list", "L-1", language))
    assert column(table, "number") == [SECTION, POWDER]
    assert [str(place).rpartition(" ")[2] for place in column(table, "place")] == ["0", "1"]
    assert set(column(table, "fetched")) == {"\u2610"}
    assert "2" in said(made(lab, "pick_list", "L-1", language)).values()


def test_a_loan_of_which_all_has_left_has_nothing_to_fetch(lab: LoanLab) -> None:
    lab.send()
    with pytest.raises(PaperRefused) as caught:
        made(lab, "pick_list", "L-1")
    assert caught.value.key == "paper.nothing_to_fetch"


def test_a_loan_of_which_nothing_is_granted_has_nothing_to_fetch_yet(lab: LoanLab) -> None:
    lab.post(RequestLoan(number="L-2", borrower="Borrower A"))
    with pytest.raises(PaperRefused) as caught:
        made(lab, "pick_list", "L-2")
    assert caught.value.key == "paper.nothing_granted"
