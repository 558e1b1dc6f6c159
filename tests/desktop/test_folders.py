"""Where something goes first: what is remembered is remembered from its beginning."""

import ast
from pathlib import Path

import pytest
from lunarcurator.desktop.folders import first_folder, remember_path, remembered_folder, remembered_path

from tests.conftest import PROJECT
from tests.desktop.remembered import Remembered


def test_a_folder_is_remembered_from_its_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lists").mkdir()
    monkeypatch.chdir(tmp_path)
    memory = Remembered()
    remember_path(memory, "folder", Path("lists"))
    assert memory == {"folder": str(tmp_path / "lists")}
    assert remembered_path(memory, "folder") == first_folder(memory, "folder") == tmp_path / "lists"
    assert remembered_folder(memory, "folder") == str(tmp_path / "lists")


def test_a_folder_whose_beginning_nobody_knows_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lists").mkdir()
    monkeypatch.chdir(tmp_path)
    memory = Remembered({"folder": "lists"})
    assert (remembered_path(memory, "folder"), remembered_folder(memory, "folder")) == (None, "")
    assert first_folder(memory, "folder") != Path("lists")
    assert remembered_folder(memory, "none") == ""


def test_every_path_is_remembered_that_way() -> None:
    """Nothing else writes a path into the memory of a window: none puts a name made of one, or a folder."""
    found = []
    for file in (PROJECT / "lunarcurator").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "put":
                told = ast.unparse(call)
                if "memory" in told and ("parent" in told or "path" in told or "folder" in told.partition(",")[2]):
                    found.append((file.name, told))
    assert found == [("folders.py", "memory.put(key, str(path.absolute()))")]
