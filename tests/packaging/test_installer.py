"""The installer for Windows: what it puts where, what it takes away, and that it asks nobody for rights."""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PROJECT

WINDOWS = PROJECT / "packaging" / "windows"


@pytest.fixture(autouse=True)
def in_packaging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(PROJECT / "packaging"))
    yield
    for name in ("windows", "windows.installer", "same_bytes", "version_info"):
        sys.modules.pop(name, None)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    made = tmp_path / "built" / "lunarcurator"
    for name in ("lunarcurator.exe", "_internal/b/c/deep.txt", "_internal/$a/a.dll", "_internal/样品.txt"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(name.encode())
    metadata = made / "_internal" / "lunarcurator-1.2.3.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text(
        "Metadata-Version: 2.4\nName: lunarcurator\nVersion: 1.2.3\n", encoding="utf-8", newline="\n"
    )
    return made


def test_what_is_taken_away_is_each_file_and_then_each_folder_from_within(bundle: Path) -> None:
    from windows.installer import installed, version_of

    assert version_of(bundle) == "1.2.3"
    told = installed(bundle).split("\r\n")
    assert told.pop() == "", "each line is ended"
    folders = [line for line in told if line.endswith("\\")]
    assert folders == [
        "_internal\\b\\c\\",
        "_internal\\$a\\",
        "_internal\\b\\",
        "_internal\\lunarcurator-1.2.3.dist-info\\",
        "_internal\\",
    ]
    files = {line.replace("\\", "/") for line in told if line not in folders}
    assert files == {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}
    assert told[-len(folders) :] == folders


def test_each_file_is_put_into_its_folder_whatever_its_name(bundle: Path, tmp_path: Path) -> None:
    from windows.installer import script

    lines = script(bundle, tmp_path / "installed.txt", "1.2.3").splitlines()
    put = {}
    at = ""
    for line in lines:
        word, _, told = line.partition(" ")
        told = told.strip('"')
        if word == "SetOutPath":
            at = told
        else:
            put[Path(told).name] = at
    assert put["deep.txt"] == "$INSTDIR\\1.2.3\\_internal\\b\\c"
    assert put["样品.txt"] == "$INSTDIR\\1.2.3\\_internal"
    assert put["a.dll"] == "$INSTDIR\\1.2.3\\_internal\\$$a", "a dollar that begins no variable"
    assert put["lunarcurator.exe"] == put["installed.txt"] == "$INSTDIR\\1.2.3"


def test_it_needs_no_rights_speaks_both_languages_and_takes_no_folder_whole() -> None:
    text = (WINDOWS / "installer.nsi").read_text("utf-8")
    assert "RequestExecutionLevel user" in text
    assert not re.search(r"\bHK(LM|CR|U|CC)\b|SetShellVarContext all|RMDir /r|/REBOOTOK", text)
    said: dict[str, set[str]] = {}
    for name, language in re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\}", text, re.MULTILINE):
        said.setdefault(name, set()).add(language)
    assert said
    assert set(map(frozenset, said.values())) == {frozenset({"ENGLISH", "SIMPCHINESE"})}
    # Nobody is there to answer in silence.
    boxes = [line for line in text.splitlines() if "MessageBox" in line]
    assert boxes
    assert all(" /SD " in line for line in boxes)


def test_each_refusal_has_an_exit_code_of_its_own_that_the_description_tells() -> None:
    text = (WINDOWS / "installer.nsi").read_text("utf-8")
    codes = re.findall(r'MessageBox [^"]*"\$\((\w+)\)".*\n +SetErrorLevel (\d)', text)
    assert len(codes) == text.count("SetErrorLevel") == 4
    meant: dict[str, set[str]] = {}
    for said, code in codes:
        meant.setdefault(code, set()).add(said)
    # 0 to 2 are those of NSIS itself.
    assert meant == {"3": {"too_old"}, "4": {"open", "open_any"}, "5": {"elsewhere"}}
    described = (
        (PROJECT / "packaging" / "README.md").read_text("utf-8").partition("Exit codes: ")[2].split("\n\n")[0]
    )
    assert all(re.search(rf"\b{code}\s[a-z]", described) for code in ("0", "1", "2", *meant))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("makensis") is None, reason="the maker of installers is not here")
def test_it_is_made_twice_the_same(bundle: Path, qapp: object, tmp_path: Path) -> None:
    from icons import write_ico
    from windows.installer import make

    write_ico(bundle.parent / "lunarcurator.ico")
    made = [make(bundle, tmp_path / name, "1.2.3", quick=True) for name in ("one", "other")]
    assert [each.name for each in made] == ["lunarcurator-1.2.3-setup.exe"] * 2
    assert made[0].read_bytes() == made[1].read_bytes()
