"""What a borrower had stated of a piece that came back without a mass is told, and nothing is denied."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from lunarcurator.services.commands.console import Exit

from tests.commands.test_lending import plain
from tests.services.lending.lent_lab import LentLab

LINE, BY = "L-2021-001/1", ("--operator", "A. Curator", "--because", "so it is", "--day", "2022-01-01")


def test_what_the_borrower_stated_before_is_told(run: Callable[..., Any], tmp_path: Path) -> None:
    store = tmp_path / "lent.lunar"
    LentLab(store).session.close()
    made = ("--report", "r 1", "--how", "cut", "--made", "S-2=3", "--made", "S-3")
    assert run("loan", "report", str(store), "sub-samples", LINE, *made, *BY).code == Exit.DONE
    back = ("--back", "S-2", "--back", "S-3", "--kept", "rest", "--sheet", "s 1", "--place", "Room")
    reasons = ("--place-why", "there is no other", "--confirmed")
    ended = run("loan", "return", str(store), LINE, *back, *reasons, *BY)
    assert ended.code == Exit.DONE, ended.err
    receipt = tmp_path / "r.html"
    printed = run("print", "return_receipt", "--from", str(store), "--of", "L-2021-001", "--to", str(receipt))
    assert printed.code == Exit.DONE, printed.err
    said = "The borrower had stated 3 mg of S-2, which came back"
    for text in (run("loan", "show", str(store), "L-2021-001").out, receipt.read_text(encoding="utf-8")):
        assert said in plain(text)
        assert "of S-3" not in plain(text)
        assert "nobody weighed" not in text
