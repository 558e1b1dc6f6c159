"""A lab whose lending policy cannot be read: what needs none works and warns, what needs one is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Ended

type Run = Callable[..., Ended]

FOLDER = Path("a.tables") / "policies"
WARNED = f"warning: The lending policy own.json in {FOLDER} is not right at line 2"
REFUSED = f"The lending policy own.json in {FOLDER} is not right at line 2, column 9: "


@pytest.fixture
def wrong(rocks: str) -> str:
    FOLDER.mkdir(parents=True)
    (FOLDER / "own.json").write_text('{"format": 1,\n "code" "own"}', encoding="utf-8")
    return rocks


@pytest.mark.parametrize(
    "command",
    [
        ("verify", "a.lunar"),
        ("backup", "a.lunar", "--to", "."),
        ("show", "a.lunar", "10017"),
        ("recall", "a.lunar", "10017"),
        ("export", "inventory", "--from", "a.lunar", "--to", "out.csv"),
        ("export", "journal", "--from", "a.lunar", "--to", "out.csv"),
        ("export-to-edit", "--from", "a.lunar", "--to", "edit.xlsx"),
        ("undo", "a.lunar"),
        ("balance", "a.lunar"),
        ("places", "a.lunar"),
        ("loans", "a.lunar"),
        ("borrowers", "a.lunar"),
        ("tables", "a.lunar"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_what_needs_no_policy_works_and_warns(run: Run, wrong: str, command: tuple[str, ...]) -> None:
    told = run(*command)
    assert told.code == 0, told.err
    assert told.err.count(WARNED) == 1
    assert "whatever needs a lending policy is refused" in told.err


@pytest.mark.parametrize(
    "command",
    [
        ("agreements", "a.lunar"),
        ("letters", "a.lunar"),
        ("policies", "a.lunar"),
        ("attention", "a.lunar", "--json"),
        ("export", "expiring", "--from", "a.lunar", "--to", "out.csv"),
    ],
    ids=lambda command: command[0],
)
def test_what_needs_one_is_refused_with_the_file_and_its_line(
    run: Run, wrong: str, command: tuple[str, ...]
) -> None:
    told = run(*command)
    assert told.code == 3
    assert REFUSED in told.err
    assert not Path("out.csv").exists()


def test_attention_tells_what_it_knows_and_says_what_it_does_not(run: Run, wrong: str) -> None:
    told = run("attention", "a.lunar")
    assert told.code == 3
    assert "Open cases: 0" in told.out
    assert "Agreements that end: ?" in told.out
    assert REFUSED in told.out
    assert run("export", "attention", "--from", "a.lunar", "--to", "all.csv").code == 0
    lines = Path("all.csv").read_text(encoding="utf-8").splitlines()
    assert any(each.startswith("Open cases,0,0,") for each in lines)
    assert any(each.startswith("Agreements that end,,,") and "own.json" in each for each in lines)


def test_whoever_posts_is_warned_too_and_a_wrong_vocabulary_is_left_to_what_needs_it(run: Run, wrong: str) -> None:
    acts = [{"kind": "open_collection", "code": "Ours", "name": "Ours", "scheme": "free"}]
    Path("acts.json").write_text(json.dumps({"acts": acts}), encoding="utf-8")
    posted = run("post", "a.lunar", "acts.json")
    assert WARNED in posted.err
    folder = Path("a.tables") / "vocabularies"
    folder.mkdir()
    (folder / "forms.json").write_text("{", encoding="utf-8")
    proved = run("verify", "a.lunar")
    assert (proved.code, proved.err) == (0, "")
