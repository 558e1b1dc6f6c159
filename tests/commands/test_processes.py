"""The command line as a process of its own, as a person starts it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT


def lunarcurator(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-m", "lunarcurator", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_readme_works_without_a_window(tmp_path: Path, shared_data: Path) -> None:
    steps = (
        ("demo", "--no-window", "--store", "demo.lunar"),
        ("new", "apollo.lunar"),
        ("import", str(shared_data / "rocksamples.csv"), "--into", "apollo.lunar"),
        ("export", "inventory", "--from", "apollo.lunar", "--to", "inventory.xlsx"),
        ("verify", "apollo.lunar"),
    )
    for step in steps:
        done = lunarcurator(tmp_path, *step)
        assert done.returncode == 0, (step, done.stderr)
        assert done.stderr == ""
    assert (tmp_path / "inventory.xlsx").stat().st_size > 100_000


@pytest.mark.parametrize(
    "step",
    [("show", "text.lunar", "1"), ("verify", "absent.lunar"), ("import", "x.csv", "--into", ".")],
    ids=lambda step: step[0],
)
def test_trouble_is_one_sentence_and_never_a_traceback(tmp_path: Path, step: tuple[str, ...]) -> None:
    (tmp_path / "text.lunar").write_text("no store", encoding="utf-8")
    done = lunarcurator(tmp_path, *step)
    assert (done.returncode, done.stderr.count("\n")) == (4, 1)
    assert "Traceback" not in done.stderr
