"""The version of the program, with and without an installation of it."""

import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from lunarcurator.own_version import own_version

from tests.conftest import PROJECT

TREE = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


@pytest.fixture
def uninstalled(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(_name: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr("importlib.metadata.version", version)


@pytest.mark.usefixtures("uninstalled")
def test_a_checkout_without_metadata_knows_its_version() -> None:
    assert own_version() == TREE


def test_an_installed_program_knows_the_version_of_its_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda _name: "7.8.9")
    assert own_version(tmp_path / "lunarcurator") == "7.8.9"
    # Some packages leave their own table beside the installed ones.
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "other"\nversion = "3"\n', "utf-8")
    assert own_version(tmp_path / "lunarcurator") == "7.8.9"
    (tmp_path / "pyproject.toml").write_text("[tool.other]\n", "utf-8")
    assert own_version(tmp_path / "lunarcurator") == "7.8.9"


@pytest.mark.usefixtures("uninstalled")
def test_where_nothing_says_the_version_it_is_not_invented(tmp_path: Path) -> None:
    assert own_version(tmp_path / "lunarcurator") == "?"


def test_the_command_line_says_the_version_of_the_tree() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "lunarcurator", "--version"],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert told.stdout == f"lunarcurator {TREE}\n"
