"""The command line as a process of its own, as a person starts it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

MORE = os.pathsep.join(filter(None, (str(PROJECT), os.environ.get("PYTHONPATH", ""))))


def lunarcurator(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": MORE, "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-m", "lunarcurator", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_the_readme_works_without_a_window(tmp_path: Path, shared_data: Path) -> None:
    steps = (
        ("demo", "--no-window", "--store", "demo.lunar"),
        ("new", "apollo.lunar"),
        ("import", str(shared_data / "rocksamples.csv"), "--into", "apollo.lunar", "--accept-proposal"),
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


def test_a_reader_who_has_seen_enough_is_no_trouble(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "lunarcurator", "operations"]
    environment = {**os.environ, "PYTHONPATH": MORE, "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        program, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as reading:
        assert reading.stdout is not None
        assert reading.stderr is not None
        reading.stdout.readline()
        # Far more is to come than waits in a pipe.
        reading.stdout.close()
        assert reading.stderr.read() == b""
    assert reading.returncode == 0
