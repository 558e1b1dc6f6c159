"""The walk of the README, line by line as it is printed there."""

import csv
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PROJECT

CATALOGUE = "resources/demo/apollo_rocks.csv"


def walk() -> list[list[str]]:
    """Return the arguments of each command of the walk, up to the next part of the README."""
    part = (
        (PROJECT / "README.md")
        .read_text("utf-8")
        .split("## Five minutes to the first export")[1]
        .split("\n## ")[0]
    )
    lines = re.findall(r"^uv run lunarcurator (.*)$", part, re.MULTILINE)
    return [shlex.split(line.replace("resources/", f"{(PROJECT / 'resources').as_posix()}/")) for line in lines]


@pytest.mark.slow
def test_each_command_of_the_walk_does_what_it_says(run: Callable[..., object], tmp_path: Path) -> None:
    steps = walk()
    assert len(steps) >= 14
    for step in steps:
        if len(step) == 1:
            # The last one opens the window on what the others made.
            assert (tmp_path / step[0]).is_file()
            continue
        done = run(*step)
        assert (done.code, done.err) == (0, ""), step  # type: ignore[attr-defined]
    assert (tmp_path / "inventory.xlsx").stat().st_size > 5_000
    assert (tmp_path / "15555.pdf").read_bytes().startswith(b"%PDF")


def test_what_the_walk_reads_comes_along() -> None:
    read = {each for step in walk() for each in step if each.endswith((".csv", ".xlsx", ".json")) and "/" in each}
    assert read == {(PROJECT / CATALOGUE).as_posix()}


def test_the_catalogue_of_the_walk_is_the_published_one(shared_data: Path) -> None:
    with (shared_data / "rocksamples.csv").open(encoding="utf-8", newline="") as file:
        published = {row["ID"]: row for row in csv.DictReader(file)}
    with (PROJECT / CATALOGUE).open(encoding="utf-8", newline="") as file:
        ours = list(csv.DictReader(file))
    assert len(ours) == 12
    for row in ours:
        assert row == {key: published[row["ID"]][key] for key in row}
