"""No command writes over a file that is there unless it says so, not even over its own report."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.commands.parsing import make_parser
from lunarcurator.services.words import Words

from tests.commands.conftest import Ended
from tests.services.papers.loan_lab import lent

type Run = Callable[..., Ended]

OWN = "notes of a curator\n"
CASES = {
    "import": ("import", "rocks.csv", "--into", "a.lunar", "--dry-run", "--report", "out.xlsx"),
    "export": ("export", "inventory", "--from", "a.lunar", "--to", "out.xlsx"),
    "export-to-edit": ("export-to-edit", "--from", "a.lunar", "--to", "out.xlsx"),
    "take-back": ("take-back", "edited.xlsx", "--into", "a.lunar", "--dry-run", "--report", "out.xlsx"),
    "print": ("print", "accession_sheet", "--from", "a.lunar", "--of", "10017", "--to", "out.html"),
    "recall": ("recall", "a.lunar", "10017", "--to", "out.xlsx"),
}
"""For each command that writes a file somebody names: how it does. A new one is missed here by name."""


def writers(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield each command, at any depth, with an option that names a file to write."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for key, below in action.choices.items():
                yield from writers(below, f"{name} {key}".strip())
        elif isinstance(action.metavar, str) and action.metavar.startswith("OUT"):
            yield name, parser


def test_every_command_that_writes_a_file_can_be_told_to_replace_one() -> None:
    parser = make_parser(Words.load("en", resources_folder() / "languages"))
    found = dict(writers(parser))
    assert set(found) == set(CASES)
    for name, below in found.items():
        assert any("--replace" in action.option_strings for action in below._actions), name


@pytest.mark.parametrize("command", CASES)
def test_a_file_that_is_there_is_replaced_only_where_the_command_says_so(
    run: Run, rocks: str, command: str
) -> None:
    assert run("export-to-edit", "--from", rocks, "--to", "edited.xlsx").code == 0
    arguments = CASES[command]
    target = Path(arguments[-1])
    target.write_text(OWN, encoding="utf-8")
    refused = run(*arguments)
    assert (refused.code, target.read_text(encoding="utf-8")) == (4, OWN)
    assert f"{target} is already there" in refused.err
    done = run(*arguments, "--replace")
    assert done.code == 0, done.err
    assert target.read_bytes() != OWN.encode()


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".html", ".pdf"])
def test_a_report_written_earlier_is_not_written_over_by_the_same_one(run: Run, rocks: str, suffix: str) -> None:
    path = f"out{suffix}"
    assert run("export", "inventory", "--from", rocks, "--to", path).code == 0
    before = Path(path).read_bytes()
    for rest in ((), ("--filter", "custody=loan"), ("--group-by", "custody")):
        refused = run("export", "inventory", "--from", rocks, "--to", path, *rest)
        assert (refused.code, Path(path).read_bytes() == before) == (4, True)
    assert run("export", "loans", "--from", rocks, "--to", path).code == 4
    assert run("export", "inventory", "--from", rocks, "--to", path, "--replace").code == 0


def test_letters_are_not_written_over_and_none_is_written_where_one_is_there(run: Run, tmp_path: Path) -> None:
    lab = lent(tmp_path / "lent.lunar")
    lab.session.close()
    folder = tmp_path / "post"
    assert run("letters", "lent.lunar", "--to", "post", "--as", "html").code == 0
    written = sorted(folder.iterdir())
    written[-1].write_text(OWN, encoding="utf-8")
    for path in written[:-1]:
        path.unlink()
    refused = run("letters", "lent.lunar", "--to", "post", "--as", "html", "--sent", "--operator", "A. Curator")
    assert (refused.code, sorted(folder.iterdir())) == (4, written[-1:])
    assert "letter to" in run("letters", "lent.lunar").out
    assert run("letters", "lent.lunar", "--to", "post", "--as", "html", "--replace").code == 0
    assert sorted(folder.iterdir()) == written


def test_what_a_count_found_is_written_over_nothing(run: Run, rocks: str) -> None:
    Path("check.csv").write_text(OWN, encoding="utf-8")
    told = run("export", "check", "--from", rocks, "--to", "check.csv", "--number", "C-1")
    assert told.code != 0
    assert Path("check.csv").read_text(encoding="utf-8") == OWN
