"""A person whom the system does not know."""

import os
import sys
import tempfile
from pathlib import Path

import pytest
from lunarcurator import __main__ as program
from lunarcurator.home_folder import provide_home, temporary_home

POSIX = pytest.mark.skipif(
    sys.platform == "win32", reason="a Windows tells the folders of a person without variables"
)


@pytest.fixture
def unknown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A number that stands in no list of persons, and the folder of what is temporary."""
    # The variable is given back with the others after the test, whatever the program set.
    monkeypatch.setenv("HOME", "")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_who_has_a_home_keeps_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert provide_home() is None
    assert os.environ["HOME"] == str(tmp_path)


@POSIX
@pytest.mark.parametrize("home", ["relative", "./here", "~"])
def test_a_relative_home_is_none(unknown: Path, monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    monkeypatch.setenv("HOME", home)
    given = provide_home()
    assert given is not None
    assert given.parent == unknown
    assert os.environ["HOME"] == str(given)
    monkeypatch.setenv("HOME", home)
    assert program.main(["verify", str(unknown / "none.lunar")]) == 4


@POSIX
@pytest.mark.parametrize("kind", ["in a folder nobody may write to", "in a file", "a file"])
def test_a_home_that_is_not_there_and_cannot_be_made_is_none(
    unknown: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    homes = {
        "in a folder nobody may write to": str(unknown / "home"),
        "in a file": str(unknown / "file" / "home"),
        "a file": str(unknown / "file"),
    }
    (unknown / "file").write_text("")
    monkeypatch.setenv("HOME", homes[kind])
    if kind not in {"in a file", "a file"}:
        # Whoever is root may write everywhere.
        monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    given = provide_home()
    assert given is not None
    assert given == temporary_home()


@POSIX
def test_a_home_of_somebody_else_is_none(unknown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (unknown / "theirs").mkdir()
    monkeypatch.setenv("HOME", str(unknown / "theirs"))
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    given = provide_home()
    assert given is not None
    assert given == temporary_home()


@POSIX
def test_a_home_that_can_be_made_is_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "new" / "home"))
    assert provide_home() is None
    assert temporary_home() is None


@POSIX
def test_whom_the_system_knows_needs_no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "")
    assert provide_home() is None
    assert Path.home().is_absolute()


@POSIX
def test_an_unknown_person_gets_one_home_of_his_own(unknown: Path) -> None:
    home = provide_home()
    assert home is not None
    assert home.parent == unknown
    assert home.stat().st_mode & 0o777 == 0o700
    assert os.environ["HOME"] == str(home)
    os.environ["HOME"] = ""
    assert provide_home() == home, "the next start finds what this one keeps"


@POSIX
@pytest.mark.parametrize("kind", ["a file", "a link", "writable by others"])
def test_a_home_that_another_may_have_laid_there_is_not_taken(unknown: Path, kind: str) -> None:
    home = provide_home()
    assert home is not None
    home.rmdir()
    if kind == "a file":
        home.write_text("")
    elif kind == "a link":
        (unknown / "elsewhere").mkdir(mode=0o700)
        home.symlink_to(unknown / "elsewhere")
    else:
        home.mkdir()
        home.chmod(0o777)
    os.environ["HOME"] = ""
    other = provide_home()
    assert other is not None
    assert other != home
    assert other.stat().st_mode & 0o777 == 0o700


@POSIX
def test_an_unknown_person_is_told_where_things_are_kept(
    unknown: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = unknown / "demo.lunar"
    assert program.main(["demo", "--no-window", "--store", str(store)]) == 0
    assert program.main(["verify", str(store)]) == 0
    told = capsys.readouterr().err.splitlines()
    home = str(unknown / f"lunarcurator-home-{os.getuid()}")
    assert len(told) == 1
    assert home in told[0]


@POSIX
def test_where_no_home_can_be_made_one_sentence_says_so(
    unknown: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    monkeypatch.setattr(tempfile, "tempdir", str(unknown / "nowhere"))
    assert program.main(["--version"]) == 4
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "Set HOME to a folder you may write to" in told.err


@pytest.mark.skipif(sys.platform != "win32", reason="the twin of those above")
def test_a_windows_needs_no_variable_for_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    assert provide_home() is None
    assert "HOME" not in os.environ
