"""The selftest of the installed program, as a person starts it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_selftest_goes_through_the_whole_program(tmp_path: Path) -> None:
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    told |= {"TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "lunarcurator", "selftest"]
    ended = subprocess.run(command, env=told, capture_output=True, text=True, check=False, timeout=240)
    steps = [line for line in ended.stdout.splitlines() if line.startswith("ok ")]
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert len(steps) == 23
    assert any("every room and dialog" in step for step in steps)
    assert not list(tmp_path.glob("lunarcurator-selftest-*")), "it leaves nothing behind"


@pytest.mark.slow
def test_the_journeys_of_a_curator_run_from_source_as_from_the_bundle(tmp_path: Path) -> None:
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    told |= {"TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "lunarcurator", "selftest", "--journeys"]
    ended = subprocess.run(command, env=told, capture_output=True, text=True, check=False, timeout=240)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    steps = [line for line in ended.stdout.splitlines() if line.startswith("ok ")]
    assert len(steps) == 3


@pytest.mark.slow
def test_a_start_is_timed_to_the_first_paint_and_to_the_data(demonstration: Path, tmp_path: Path) -> None:
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "lunarcurator", "selftest", "--start", str(demonstration)]
    ended = subprocess.run(command, env=told, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    figures = [int(each) for each in re.findall(r"(\d+) ms", ended.stdout)]
    assert len(figures) == 2
    assert 0 < figures[0] <= figures[1]
