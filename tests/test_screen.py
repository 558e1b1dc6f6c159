"""Whether a window can open is known before Qt starts: it would end the program without a word to the person."""

import re
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from lunarcurator import __main__ as program
from lunarcurator import missing_library, screen
from lunarcurator.missing_library import DRAWING, WAYLAND, X11, Library, missing_of, told

from tests.conftest import PROJECT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a screen")

QT = Path(PySide6.__file__).parent / "Qt"
ELSEWHERE = re.compile(r"lib(c|m|dl|rt|pthread|gcc_s|stdc\+\+|gthread-2\.0)\.so")
"""Of the C and C++ libraries, which every system has, and of a package that is named by another file."""


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Surroundings that name no screen and do not choose for Qt."""
    monkeypatch.setenv("LC_ALL", "en")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        (("plugins/platforms/libqxcb.so", "lib/libQt6XcbQpa.so.6"), (*DRAWING, *X11)),
        (("plugins/platforms/libqwayland.so", "lib/libQt6WaylandClient.so.6"), (*DRAWING, *WAYLAND)),
        (
            tuple(f"lib/libQt6{each}.so.6" for each in ("Core", "Gui", "Widgets", "DBus", "PrintSupport", "Svg")),
            DRAWING,
        ),
    ],
)
def test_all_is_asked_for_that_qt_asks_for(files: tuple[str, ...], wanted: tuple[Library, ...]) -> None:
    asked = {
        name
        for file in files
        for name in re.findall(r"\[(lib[^\]]+\.so[.\d]*)\]", needed_by(QT / file))
        if not (QT / "lib" / name).exists() and not ELSEWHERE.match(name)
    }
    assert asked
    assert asked <= {each.file for each in wanted}


def needed_by(file: Path) -> str:
    told = subprocess.run(["readelf", "-d", file], capture_output=True, text=True, check=True, env={"LC_ALL": "C"})
    return "\n".join(line for line in told.stdout.splitlines() if "NEEDED" in line)


def test_the_readme_names_every_package() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    for each in (*DRAWING, *X11):
        assert each.debian in readme.split("`apt install", 1)[1].split("`")[0].split(), each
        assert each.fedora


@pytest.mark.usefixtures("bare")
def test_all_that_is_missing_is_named_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there, gone = missing_library.loaded, {"libGL.so.1", "libxcb-cursor.so.0", "libxcb-shape.so.0"}
    monkeypatch.setattr(missing_library, "loaded", lambda file: None if file in gone else there(file))
    monkeypatch.setenv("DISPLAY", ":0")
    assert program.main([]) == 4
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "libGL.so.1, libxcb-cursor.so.0, libxcb-shape.so.0" in told
    assert "in libgl1 libxcb-cursor0 libxcb-shape0, Fedora" in told
    assert "in libglvnd-glx xcb-util-cursor libxcb." in told


@pytest.mark.usefixtures("bare")
def test_a_command_is_told_of_all_that_drawing_lacks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lacks(*_: object) -> int:
        raise ImportError("libGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(missing_library, "loaded", lambda file: None if "GL" in file else file)
    monkeypatch.setattr("lunarcurator.services.commands.running.run", lacks)
    assert program.main(["operations"]) == 4
    assert "lacks libEGL.so.1, libGL.so.1, which" in capsys.readouterr().err


@pytest.mark.usefixtures("bare")
def test_one_kind_of_screen_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    there = missing_library.loaded
    monkeypatch.setattr(missing_library, "loaded", lambda file: None if "xcb" in file else there(file))
    monkeypatch.setenv("DISPLAY", ":0")
    assert {each.file for each in screen.missing_for_screen()} == {e.file for e in X11 if "xcb" in e.file}
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert screen.missing_for_screen() == ()


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", ""])
def test_a_screen_that_does_not_answer_is_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, variable: str
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    if variable:
        monkeypatch.setenv(variable, ":4711" if variable == "DISPLAY" else "wayland-4711")
    assert program.main([]) == 4
    assert capsys.readouterr().err.startswith("There is no screen to open a window on.")


def test_what_somebody_chose_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert (screen.has_screen(), screen.is_told(), screen.missing_for_screen()) == (True, True, ())


def test_a_library_of_the_bundle_goes_before_that_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tried: list[str] = []

    def load(file: str) -> None:
        tried.append(file)
        raise OSError

    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    monkeypatch.setattr(missing_library.ctypes, "CDLL", load)
    assert missing_of([Library("libnone.so.1")]) == (Library("libnone.so.1"),)
    assert tried == [str(tmp_path / "libnone.so.1"), "libnone.so.1"]


def test_a_package_of_two_libraries_is_named_once() -> None:
    assert told(X11[-4:])["fedora"] == "xcb-util libxcb libxkbcommon-x11"


@pytest.mark.parametrize(
    ("given", "told"),
    [("apolo.lunar", "There is no store apolo.lunar."), ("folder/apolo", "There is no store folder/apolo.")],
)
def test_a_store_that_is_not_there_is_told_without_the_commands(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, given: str, told: str
) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    assert program.main([given]) == 2
    said = capsys.readouterr().err
    assert said.startswith(told)
    assert "backup" not in said
    assert program.main(["apolo"]) == 2
    assert "no store and no command called apolo" in capsys.readouterr().err
