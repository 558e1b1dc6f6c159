"""Whoever has a piece and is gone is told with how and since when, in every list and page that names him."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from lunarcurator.domain.lending.terms import PersonEnd
from lunarcurator.domain.operations.borrowing import EndResponsibility

from tests.services.lending.lent_lab import KNOWN, LentLab

GONE, BEFORE, AFTER = "Borrower A (died on 2022-01-01)", "2021-12-31", "2022-01-02"


def test_every_list_says_that_who_has_a_piece_is_gone(run: Callable[..., Any], tmp_path: Path) -> None:
    store = tmp_path / "lent.lunar"
    lab = LentLab(store)
    lab.post(EndResponsibility(person="Borrower A", how=PersonEnd.DIED, recall_by=20220601), day=20220101)
    lab.session.close()

    def told(command: str, *more: str) -> str:
        ended = run(command, *more)
        assert ended.code == 0, ended.err
        return str(ended.out)

    def exported(day: str) -> str:
        target = tmp_path / f"{day}.csv"
        told("export", "loans", "--from", str(store), "--to", str(target), "--as-of", day)
        return target.read_text(encoding="utf-8-sig")

    ways: tuple[Callable[[str], str], ...] = (
        lambda day: told("loans", str(store), "--as-of", day),
        lambda day: told("show", str(store), KNOWN, "--as-of", day),
        lambda day: told("places", str(store), "Borrower A", "--as-of", day),
        exported,
    )
    tree = [" ".join(line.split()) for line in told("places", str(store), "--as-of", AFTER).splitlines()]
    assert any(line.startswith("Borrower A died on 2022-01-01") for line in tree), tree
    assert "died" not in told("places", str(store), "--as-of", BEFORE)
    for way in ways:
        after, before = way(AFTER), way(BEFORE)
        assert GONE in after
        assert "Borrower B (" not in after
        assert "Borrower A" in before
        assert "died" not in before
