"""`lunarcurator letters`: what is due, written as papers, and recorded as sent."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.lending.terms import PersonEnd
from lunarcurator.domain.operations.borrowing import EndResponsibility

from tests.commands.conftest import Ended
from tests.services.papers.loan_lab import lent

type Run = Callable[..., Ended]


@pytest.fixture
def lending(tmp_path: Path) -> str:
    lab = lent(tmp_path / "lent.lunar")
    lab.session.close()
    return str(tmp_path / "lent.lunar")


def test_letters_are_listed_written_and_recorded_once(run: Run, lending: str, tmp_path: Path) -> None:
    listed = run("letters", lending)
    assert listed.code == 0
    assert "overdue letter to Borrower A: L-1/2" in listed.out
    sent = run("letters", lending, "--to", "post", "--as", "html", "--sent", "--operator", "A. Curator")
    assert sent.code == 0, sent.err
    written = sorted(path.name for path in (tmp_path / "post").iterdir())
    assert written[0] == "001-overdue-Borrower_A.html"
    assert "CE5C0800YJFM00104GP" in (tmp_path / "post" / written[0]).read_text(encoding="utf-8")
    again = run("letters", lending).out.splitlines()
    assert again[0] == "No letter is due today."
    assert again[1].startswith(
        "1 line is overdue or recalled, and the letter has been sent: L-1/2 (CE5C0800YJFM00104GP)."
    )
    assert run("verify", lending).code == 0


def test_a_letter_is_written_as_pages(run: Run, lending: str, tmp_path: Path) -> None:
    assert run("letters", lending, "--to", "post").code == 0
    assert (tmp_path / "post" / "001-overdue-Borrower_A.pdf").read_bytes().startswith(b"%PDF")
    assert "overdue letter" in run("letters", lending).out


def test_the_recall_list_names_who_received_material(run: Run, lending: str) -> None:
    told = run("recall", lending, "CE5C0400YJFM001")
    assert told.code == 0
    assert "Borrower A, Institute B" in told.out
    assert "L-1/1" in told.out


def test_what_was_not_written_cannot_have_gone_out(run: Run, lending: str) -> None:
    refused = run("letters", lending, "--sent")
    assert refused.code == 2
    assert "--to" in refused.err


def test_whom_a_letter_may_not_reach_is_said_before_it_is_made(run: Run, tmp_path: Path) -> None:
    lab = lent(tmp_path / "lent.lunar")
    ended = EndResponsibility(person="Borrower A", how=PersonEnd.DIED, recall_by=20261001)
    lab.post(ended, day=20260901)
    lab.session.close()
    told = run("letters", str(lab.session.path), "--to", str(tmp_path / "post"), "--as", "html")
    assert told.code == 0
    said = (
        "Borrower A died on 2026-09-01, and this letter may reach nobody. "
        "Named by the agreement that holds now: Signer C."
    )
    assert said in told.err
    asked = ("print", "--from", str(lab.session.path), "--to", str(tmp_path / "paper.pdf"), "--replace")
    for paper in ("recall_letter", "overdue_letter"):
        assert said in run(*asked, paper, "--of", "Borrower A").err
    sheet = run(*asked, "return_sheet", "--of", "L-1")
    assert sheet.code == 0
    assert "Borrower A died on 2026-09-01 and has answered for nothing since." in sheet.err


def test_every_list_says_who_is_gone(run: Run, tmp_path: Path) -> None:
    lab = lent(tmp_path / "lent.lunar")
    lab.post(EndResponsibility(person="Borrower A", how=PersonEnd.DIED, recall_by=20261001), day=20260901)
    lab.session.close()
    store, gone = str(lab.session.path), "Borrower A (died on 2026-09-01)"
    for words in (("borrowers", store), ("agreements", store), ("loan", "show", store, "L-1")):
        assert gone in run(*words).out
    (agreed,) = json.loads(run("agreements", store, "--json").out)["agreements"]
    assert (agreed["ended"], agreed["ended_how"]) == ("2026-09-01", "died")
