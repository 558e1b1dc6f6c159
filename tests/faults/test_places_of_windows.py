"""Where things of a person lie on Windows, and how far its paths and names reach."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lunarcurator.__main__ import main
from lunarcurator.desktop.settings import person_settings
from lunarcurator.services.demonstration_path import demonstration_path
from lunarcurator.services.lab_tables import person_folder
from lunarcurator.services.time_zones import zone_here
from lunarcurator.services.witnesses import own_folder
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from tests.conftest import DATA_HOME

pytestmark = pytest.mark.skipif(os.name != "nt", reason="what other systems have in place of it are variables")


@pytest.mark.parametrize("place", [own_folder, person_folder, demonstration_path])
def test_what_is_kept_lies_among_the_data_of_programs(place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATA_HOME)
    assert place().is_relative_to(Path(os.environ["LOCALAPPDATA"]) / "lunarcurator")


def test_settings_and_recent_files_lie_where_they_follow_a_person(qtbot: QtBot) -> None:
    del qtbot
    person_settings()
    kept = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "lunarcurator", "lunarcurator")
    assert Path(kept.fileName()).is_relative_to(Path(os.environ["APPDATA"]) / "lunarcurator")


def test_the_zone_of_windows_is_told_by_its_name() -> None:
    assert "/" in zone_here() or zone_here() == "UTC"


def test_the_program_brings_every_zone_that_a_windows_can_be_set_to() -> None:
    from tzlocal.windows_tz import win_tz

    assert len(win_tz) > 100
    assert {ZoneInfo(name).key for name in win_tz.values()} == set(win_tz.values())


@pytest.mark.parametrize("length", [200, 245, 259, 300])
def test_a_long_path_works_or_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], length: int
) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    folder = tmp_path
    while len(str(folder)) < length - 60:
        folder = folder / ("f" * 40)
        folder.mkdir()
    store = folder / f"{'s' * (length - len(str(folder)) - 7)}.lunar"
    assert len(str(store)) == length
    short, sheet = tmp_path / "lab.lunar", store.with_suffix(".csv")
    assert main(["new", str(short)]) == 0
    capfd.readouterr()
    made = main(["new", str(store)])
    _is_done_or_one_sentence(made, capfd.readouterr().err, store)
    if made == 0:
        _is_done_or_one_sentence(main(["verify", str(store)]), capfd.readouterr().err, store)
    exported = main(["export", "inventory", "--from", str(short), "--to", str(sheet)])
    _is_done_or_one_sentence(exported, capfd.readouterr().err, sheet)


def _is_done_or_one_sentence(code: int, told: str, file: Path) -> None:
    if code == 0:
        assert file.is_file()
    else:
        assert (code, told.count("\n")) == (4, 1)
        assert "longer than this Windows allows" in told


@pytest.mark.parametrize("name", ["con.lunar", "nul.lunar", "lab.lunar."])
def test_a_name_that_no_file_can_have_is_said_to_be_one_by_who_reads_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    for words in (["new"], ["verify"]):
        assert main([*words, str(tmp_path / name)]) != 0
    said = capfd.readouterr().err.strip().splitlines()
    assert len(said) == 2, said
    assert len({line.removeprefix("lunarcurator: ") for line in said}) == 1, said
