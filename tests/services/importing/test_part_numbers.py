"""Numbers that this lab gives parts of stock in a list of loans: announced, marked, and told later."""

from pathlib import Path

import pytest
from lunarcurator.services import numbers_given
from lunarcurator.services.asking import find_piece
from lunarcurator.services.desk import Desk
from lunarcurator.services.dossier import dossier_of
from lunarcurator.services.importing import Verdict, post_import
from lunarcurator.services.importing.report import write_report
from lunarcurator.services.words import Words
from openpyxl import load_workbook

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import planned

LIST = (
    "申请单位,使用责任人,样品编码,申请数量(mg)\n"
    "Institute A,Borrower A,CE5C0400,500\n"
    "Institute A,Borrower B,CE5C0800YJYX005GP,16.6\n"
    "Institute B,Borrower C,CE5C0400,100\n"
    "Institute B,Borrower C,CE5C0600,30\n"
)
SINCE = {"lent_on": "2021-10-20"}
PARTS = ("CE5C0400YJFM001", "CE5C0400YJFM002", "CE5C0600YJFM001")


@pytest.fixture
def loans(tmp_path: Path) -> Path:
    path = tmp_path / "loans.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_each_row_says_the_number_it_is_given(desk: Desk, loans: Path, words: Words, tmp_path: Path) -> None:
    plan = planned(desk, loans, SINCE)
    assert plan.counts[Verdict.NEW] == 4
    assert plan.numbers_given == PARTS
    assert plan.warnings["import.number_given"] == 3
    write_report(plan, tmp_path / "report.xlsx", words)
    rows = [*load_workbook(tmp_path / "report.xlsx")["Import report"].iter_rows(values_only=True)]
    said = {row[0]: str(row[3]) for row in rows if isinstance(row[0], int)}
    assert "The file gives the part of CE5C0400 no number. This lab gives it CE5C0400YJFM002." in said[4]
    assert "This lab gives" not in said[3]


def test_the_piece_says_by_which_entry_its_number_was_given(desk: Desk, loans: Path) -> None:
    posted = post_import(desk, planned(desk, loans, SINCE), OPERATOR)
    given = dossier_of(desk, find_piece(desk, "CE5C0400YJFM001")).numbered_by
    assert given is not None
    assert given.seq == posted.seq
    for other in ("CE5C0400", "CE5C0800YJYX005GP"):
        assert dossier_of(desk, find_piece(desk, other)).numbered_by is None


def test_of_an_altered_entry_nothing_is_said(desk: Desk, loans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post_import(desk, planned(desk, loans, SINCE), OPERATOR)
    altered = b'{"proposed":true,"CE5C0400YJFM001"'
    monkeypatch.setattr(numbers_given, "parts_of", lambda _connection, _seq: iter([altered]))
    assert dossier_of(desk, find_piece(desk, "CE5C0400YJFM001")).numbered_by is None
