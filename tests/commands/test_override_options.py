"""Every command that posts acts takes the answers to whatever the rules find about them."""

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.commands.parsing import make_parser
from lunarcurator.services.words import Words

from tests.commands.conftest import Ended

type Run = Callable[..., Ended]

ELSEWHERE = {
    # What stands against an undo, a redo or a PIN is impossible, and nobody answers it.
    "undo",
    "redo",
    "pin reset",
    # An annulment is always by authority, and takes its reason by --reason.
    "annul",
    # Each row is answered by itself: --answer and --accept.
    "import",
    "take-back",
}


def posting_commands(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, set[str]]]:
    """Yield each command, at any depth, in which a second person may be named, with its options."""
    below = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    for action in below:
        for key, inner in action.choices.items():
            yield from posting_commands(inner, f"{name} {key}".strip())
    options = {option for action in parser._actions for option in action.option_strings}
    if not below and "--witness" in options:
        yield name, options


def test_every_command_that_posts_acts_takes_a_reason_and_an_authority() -> None:
    parser = make_parser(Words.load("en", resources_folder() / "languages"))
    lacking = {
        name
        for name, options in posting_commands(parser)
        if not {"--because", "--authority", "--document", "--witness"} <= options
    }
    assert lacking == ELSEWHERE


@pytest.fixture
def acts(run: Run, rocks: str) -> str:
    letter = {"kind": "other", "name": "gone.pdf"}
    told = {"kind": "transfer_title", "operation": {
        "samples": ["10017"], "kind": "gift", "counterpart": "Museum", "document": letter["name"],
    }}  # fmt: skip
    Path("acts.json").write_text(json.dumps([told]), encoding="utf-8")
    return rocks


def with_a_witness(run: Run, store: str) -> None:
    setup = json.dumps([{"kind": "set_up_operator", "operation": {"name": "W. Witness"}}])
    Path("w.json").write_text(setup, encoding="utf-8")
    assert run("post", store, "w.json").code == 0


def test_acts_in_json_are_answered_on_the_command_line(run: Run, acts: str) -> None:
    refused = run("post", acts, "acts.json")
    assert (refused.code, "gone.pdf" in refused.err) == (3, True)
    assert run("post", acts, "acts.json", "--because", "it is in the safe").code == 3
    with_a_witness(run, acts)
    allowed = ("--authority", "M. Manager", "--document", "Memo 1", "--witness", "W. Witness")
    by = ("--operator", "A. Curator")
    done = run("post", acts, "acts.json", "--because", "it is in the safe", *allowed, *by)
    assert done.code == 0, done.err


def test_what_an_act_says_of_a_finding_itself_stands(run: Run, acts: str) -> None:
    told = json.loads(Path("acts.json").read_text(encoding="utf-8"))
    whole = {
        "acts": told,
        "reason": "given away",
        "overrides": [{"key": "document.not_found", "reason": "in the safe"}],
    }
    Path("acts.json").write_text(json.dumps(whole), encoding="utf-8")
    assert "gone.pdf" not in run("post", acts, "acts.json").err
    Path("w.json").write_text(
        json.dumps([{"kind": "set_up_operator", "operation": {"name": "W. Witness"}}]), "utf-8"
    )
    assert run("post", acts, "w.json").code == 0
    allowed = ("--authority", "M. Manager", "--document", "Memo 1", "--witness", "W. Witness")
    done = run("post", acts, "acts.json", "--because", "a gift", *allowed, "--operator", "A. Curator")
    assert done.code == 0, done.err


def test_one_person_as_authority_and_witness_is_answered_by_the_same_reason(run: Run, acts: str) -> None:
    with_a_witness(run, acts)
    both = ("--authority", "W. Witness", "--document", "Memo 1", "--witness", "W. Witness")
    by = ("--operator", "A. Curator")
    done = run("post", acts, "acts.json", "--because", "we are two in the lab", *both, *by)
    assert done.code == 0, done.err
    assert "W. Witness is named as the authority and as the second person" in done.err
