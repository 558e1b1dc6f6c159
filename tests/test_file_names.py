"""Names that Windows gives no file, and what refuses them."""

import os
import shutil
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from lunarcurator.__main__ import main
from lunarcurator.file_names import finished, in_order, is_shut, is_unfit, name_trouble

from tests.conftest import PROJECT

UNFIT = (
    *("con.lunar", "CON", "Nul.pdf", "com1.csv", "LPT9.xlsx", "aux.tar.gz", "com¹.txt", "con .lunar", "conin$"),
    *("lab.lunar.", "lab.lunar ", "lab..", "a:b.lunar", "a?.csv", "a*b", 'a"b', "a<b", "a|b", "tab\tb", "a\x00b"),
)
FIT = (
    *("lab.lunar", "console.lunar", "con-1.lunar", "com10.csv", "nul1.pdf", "lpt.csv", ".lunar", "a.con"),
    *("月球样品.lunar", "Ápollo 15.lunar", "a b.lunar", "auxiliary.pdf"),
)


@pytest.mark.parametrize("name", UNFIT)
def test_a_name_that_windows_takes_for_something_else(name: str) -> None:
    assert is_unfit(name)
    path = Path("folder") / name
    # A Windows takes what stands before a colon for a drive.
    assert path.name != name or name_trouble(path, windows=True) == "file.name_unfit"
    assert name_trouble(path, windows=False) == "", "elsewhere it is a name"


@pytest.mark.parametrize("name", FIT)
def test_a_name_that_is_one_on_windows(name: str) -> None:
    assert not is_unfit(name)
    assert name_trouble(Path(name), windows=True) == ""


def test_a_path_is_long_with_what_lies_beside_a_store(tmp_path: Path) -> None:
    room = 245 - len(str(tmp_path)) - 1
    long = tmp_path / ("a" * room)
    assert name_trouble(long, windows=True) == ""
    longer = long.with_name("a" * (room + 1))
    assert name_trouble(longer, windows=True) == "file.path_too_long"
    assert name_trouble(longer, windows=False) == ""
    assert name_trouble(tmp_path / ("a" * 300), windows=True) == "file.name_too_long"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the twelve rocks of the README."""
    store = tmp_path_factory.mktemp("made") / "lab.lunar"
    assert main(["new", str(store)]) == 0
    rocks = str(PROJECT / "resources" / "demo" / "apollo_rocks.csv")
    assert main(["import", rocks, "--into", str(store), "--accept-proposal"]) == 0
    return store


@pytest.fixture
def store(made: Path, tmp_path: Path) -> str:
    (tmp_path / "lab").mkdir()
    return shutil.copy(made, tmp_path / "lab")


@pytest.mark.skipif(os.name != "nt", reason="elsewhere these are names of files")
@pytest.mark.parametrize(
    ("verb", "name"),
    [
        *(("new", name) for name in ("con.lunar", "lab.lunar.", "lab.lunar ", "nul")),
        *(("restore", name) for name in ("con.lunar", "lab.lunar.", "nul")),
        *(("export", name) for name in ("con.csv", "nul.xlsx", "a|b.html", "aux.pdf")),
        *(("print", name) for name in ("con.pdf", "nul.html")),
    ],
)
def test_every_way_to_write_refuses_such_a_name_in_one_sentence(
    store: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    verb: str,
    name: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en")
    given = {
        "new": ["new", name],
        "restore": ["restore", store, "--to", name],
        "export": ["export", "inventory", "--from", store, "--to", name],
        "print": ["print", "accession_sheet", "--from", store, "--of", "15555", "--to", name],
    }[verb]
    assert main(given) == 4
    told = capfd.readouterr().err
    assert told.count("\n") == 1, told
    assert "no name for a file on Windows" in told
    assert [each.name for each in tmp_path.iterdir()] == ["lab"]


@pytest.mark.skipif(os.name != "nt", reason="elsewhere these are two files")
def test_names_that_differ_by_case_are_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en")
    assert main(["new", "lab.lunar"]) == 0
    assert main(["new", "LAB.lunar"]) == 4
    assert "already there" in capsys.readouterr().err
    assert main(["verify", "Lab.LUNAR"]) == 0


@pytest.mark.parametrize("system", [PurePosixPath, PureWindowsPath])
def test_files_are_in_the_same_order_on_every_system(system: type) -> None:
    names = ["a.json", "B.json", "b/A.json", "b.json", "C.json"]
    assert in_order(map(system, names)) == [*map(system, ["B.json", "C.json", "a.json", "b/A.json", "b.json"])]


def test_a_file_that_has_not_taken_its_name_is_told_of_by_that() -> None:
    for name, told in (
        ("lab.lunar.part", "lab.lunar"),
        ("lab.lunar", "lab.lunar"),
        (".part", ".part"),
        ("?", "?"),
    ):
        assert finished(Path("folder") / name) == Path("folder") / told


def test_what_lies_behind_a_closed_folder_is_not_said_to_be_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_shut(tmp_path)
    assert not is_shut(tmp_path / "gone")

    def refusing(_path: Path, **_how: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "stat", refusing)
    assert is_shut(tmp_path / "stick")
