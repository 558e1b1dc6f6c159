"""A system that lacks a library gets one sentence."""

from pathlib import Path

import pytest
from lunarcurator import __main__ as program
from lunarcurator.missing_library import missing_library

SAID = "{}: cannot open shared object file: No such file or directory"


@pytest.mark.parametrize(
    ("said", "library"),
    [
        (SAID.format("libGL.so.1"), "libGL.so.1"),
        (SAID.format("libexpat.so.1"), "libexpat.so.1"),
        ("/opt/x/_internal/" + SAID.format("libicui18n.so.73"), "libicui18n.so.73"),
        ("No module named 'qtawesome'", ""),
        ("/x/libGL.so.1: invalid ELF header", ""),
    ],
)
def test_the_library_is_found_in_what_the_loader_says(said: str, library: str) -> None:
    assert missing_library(ImportError(said)) == library


@pytest.mark.parametrize("library", ["libGL.so.1", "libexpat.so.1"])
@pytest.mark.parametrize("where", ["window", "command"])
def test_a_system_without_a_library_gets_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, where: str, library: str
) -> None:
    def lacks(*_: object, **__: object) -> int:
        raise ImportError(SAID.format(library))

    monkeypatch.setenv("LC_ALL", "en")
    monkeypatch.setattr("lunarcurator.app.run_window", lacks)
    monkeypatch.setattr("lunarcurator.services.commands.running.run", lacks)
    given = {"window": [], "command": ["new", str(tmp_path / "a.lunar")]}[where]
    assert program.main(given) == 4
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert library in told.err


def test_another_fault_of_loading_is_no_missing_library(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def lacks(*_: object, **__: object) -> int:
        raise ImportError("No module named 'absent'")

    monkeypatch.setattr("lunarcurator.app.run_window", lacks)
    with pytest.raises(ImportError, match="absent"):
        program.main([])
    monkeypatch.setattr("lunarcurator.services.commands.running.run", lacks)
    assert program.main(["new", str(tmp_path / "a.lunar")]) == 4
    assert "absent" in capsys.readouterr().err
