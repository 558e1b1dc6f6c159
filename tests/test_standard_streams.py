"""A program without a console, as a windowed one on Windows: commands run all the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from lunarcurator import app
from lunarcurator import standard_streams as standard_streams_module
from lunarcurator.__main__ import main
from lunarcurator.standard_streams import is_typed_into

from tests.store.making import new_lab

_WITHOUT = "import sys; sys.stdout = sys.stderr = sys.stdin = None\n"
SIGNS = "9\u202f614 g, 2 µg \u2212 嫦娥"
_STREAMS = "from lunarcurator.standard_streams import standard_streams\n"


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", _WITHOUT + code]
    return subprocess.run(program, cwd=folder, capture_output=True, text=True, check=False, timeout=60)


def test_what_is_missing_stands_for_nothing(tmp_path: Path) -> None:
    code = """
first = standard_streams(lambda: False)
first[0].write("嫦娥 µg")
assert first[2].read() == ""
sys.exit(0 if standard_streams(lambda: False) == first else 1)
"""
    ended = run(_STREAMS + code, tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_a_console_that_is_got_hold_of_is_written_to(tmp_path: Path) -> None:
    # Elsewhere than on Windows the name of its console is that of a file.
    run(f"{_STREAMS}out, err, _ = standard_streams(lambda: True)\nout.write('嫦娥')\nout.close()", tmp_path)
    if sys.platform != "win32":
        assert (tmp_path / "CONOUT$").read_text("utf-8") == "嫦娥"


@pytest.mark.skipif(sys.platform == "win32", reason="no folder takes the name of a console there")
def test_a_console_that_cannot_be_opened_is_none(tmp_path: Path) -> None:
    (tmp_path / "CONOUT$").mkdir()
    ended = run(f"{_STREAMS}out, err, _ = standard_streams(lambda: True)\nsys.exit(out.write('said'))", tmp_path)
    assert ended.returncode == len("said")


def test_what_goes_to_a_file_or_a_program_keeps_every_sign(tmp_path: Path) -> None:
    code = f"{_STREAMS}import sys\nout, err, _ = standard_streams()\nout.write({SIGNS!r})\nerr.write({SIGNS!r})"
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, timeout=60)
    assert (ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8")) == (SIGNS, SIGNS)


@pytest.mark.parametrize(
    ("command", "code"), [(["print"], 0), (["verify"], 2), (["verify", "none.lunar"], 4), (["--version"], 0)]
)
def test_commands_end_as_with_a_console(tmp_path: Path, command: list[str], code: int) -> None:
    ended = run(f"from lunarcurator.__main__ import main\nsys.exit(main({command!r}))", tmp_path)
    assert ended.returncode == code, ended.stderr


@pytest.mark.parametrize("name", ["gone.lunar", "lab.lunar"])
def test_a_click_on_a_store_opens_the_window_be_the_store_there_or_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    (tmp_path / "lab.lunar").touch()
    opened: list[Path | None] = []
    monkeypatch.setattr(app, "run_window", lambda path: opened.append(path) or 0)
    for stream in ("stdout", "stderr", "stdin"):
        monkeypatch.setattr(sys, stream, None)
    monkeypatch.setattr(standard_streams_module, "_attach_console", lambda: False)
    assert main([str(tmp_path / name)]) == 0
    assert opened == [tmp_path / name]
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        stream.close()


def test_who_reads_is_told_that_there_is_no_such_store(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "run_window", lambda _path: 0)
    assert main([str(tmp_path / "gone.lunar")]) == 2
    assert "gone.lunar" in capsys.readouterr().err


def test_nobody_types_where_nothing_stands_for_what_is_typed() -> None:
    """Windows says of it that it is a terminal; a task started by the clock has no other."""
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        assert not is_typed_into(nothing)


def test_a_task_without_a_console_is_told_where_a_pin_comes_from(tmp_path: Path) -> None:
    store = tmp_path / "lab.lunar"
    new_lab(store).session.close()
    asked = subprocess.run(
        [sys.executable, "-m", "lunarcurator", "pin", "set", str(store), "--operator", "A. Curator"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (asked.returncode, asked.stdout, asked.stderr.count("\n")) == (3, "", 1)
    assert "--pin-file" in asked.stderr
