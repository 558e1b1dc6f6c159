"""What the systems are told of the program: icons, versions, file types, installers; read back as they read it."""

import ast
import configparser
import importlib.util
import json
import os
import plistlib
import re
import shutil
import sqlite3
import ssl
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lunarcurator.own_version import own_version
from lunarcurator.services.licences import Part
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.conftest import PROJECT

PACKAGING = PROJECT / "packaging"
ICONS = "Icon fonts of QtAwesome"
_WINDOWS = ("windows", "windows.libraries", "windows.python_parts")


@pytest.fixture(autouse=True)
def in_packaging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(PACKAGING))
    yield
    own = ("bill", "chinese_font", "needs", "icons", "licences", "version_info", "macos", "macos.bundle")
    for name in (*own, *_WINDOWS):
        sys.modules.pop(name, None)


def test_the_icon_of_windows_holds_a_picture_of_every_size(qapp: QApplication, tmp_path: Path) -> None:
    from icons import write_ico

    data = write_ico(tmp_path / "a.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind, count) == (0, 1, 7)
    sizes = []
    for at in range(count):
        width, _, _, _, _, bits, length, start = struct.unpack_from("<BBBBHHII", data, 6 + 16 * at)
        picture = QImage.fromData(data[start : start + length], "PNG")
        assert picture.width() == (width or 256)
        assert bits == 32
        assert picture.pixelColor(picture.width() // 4, picture.height() // 2).alpha() == 255, "it is not empty"
        sizes.append(picture.width())
    assert sizes == [16, 24, 32, 48, 64, 128, 256]


def test_the_icon_of_macos_is_made_of_chunks(qapp: QApplication, tmp_path: Path) -> None:
    from icons import write_icns

    data = write_icns(tmp_path / "a.icns").read_bytes()
    assert data[:4] == b"icns"
    assert struct.unpack_from(">I", data, 4)[0] == len(data)
    at, widths = 8, []
    while at < len(data):
        length = struct.unpack_from(">I", data, at + 4)[0]
        widths.append(QImage.fromData(data[at + 8 : at + length], "PNG").width())
        at += length
    assert widths == [128, 256, 512, 1024]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("1.2.3.4.5", (1, 2, 3, 4)), ("2.0rc1+local.7", (2, 0, 1, 0)), ("", (0, 0, 0, 0))],
)
def test_a_version_becomes_the_four_numbers_of_windows(text: str, numbers: tuple[int, ...]) -> None:
    from version_info import four_numbers

    assert four_numbers(text) == numbers


def test_the_version_resource_names_the_program_and_its_version() -> None:
    from version_info import version_text

    text = version_text("1.2.3")
    called = {node.func.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)}  # type: ignore[attr-defined]
    assert called >= {"VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "VarFileInfo"}
    assert "filevers=(1, 2, 3, 0)" in text
    assert "StringStruct('ProductVersion', '1.2.3')" in text


def test_the_bundle_of_macos_opens_stores() -> None:
    from macos.bundle import info

    told = plistlib.loads(plistlib.dumps(info("1.2.3")))
    assert told["CFBundleShortVersionString"] == "1.2.3"
    kind = told["CFBundleDocumentTypes"][0]["LSItemContentTypes"][0]
    declared = told["UTExportedTypeDeclarations"][0]
    assert declared["UTTypeIdentifier"] == kind
    assert declared["UTTypeTagSpecification"]["public.filename-extension"] == ["lunar"]


_VALIDATE = shutil.which("desktop-file-validate")


@pytest.mark.skipif(_VALIDATE is None, reason="the tools of the desktop are not here")
def test_the_desktop_entry_is_valid_to_the_tools_of_the_desktop() -> None:
    entry = PACKAGING / "linux" / "lunarcurator.desktop"
    ended = subprocess.run([str(_VALIDATE), str(entry)], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout + ended.stderr) == (0, "")


def test_the_desktop_of_linux_knows_the_program_and_its_file_type() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(PACKAGING / "linux" / "lunarcurator.desktop", encoding="utf-8")
    kinds = entry["Desktop Entry"]["MimeType"].strip(";").split(";")
    told = ElementTree.parse(PACKAGING / "linux" / "lunarcurator-mime.xml").getroot()  # noqa: S314
    assert [each.get("type") for each in told] == kinds
    assert [each.get("pattern") for each in told.iter() if each.tag.endswith("glob")] == ["*.lunar"]


NAMES = ["my programs", "Moon & Mars", "100 % sure", "$HOME", "a`b", 'a"b', "back\\slash", "a|b"]


@pytest.mark.skipif(shutil.which("sh") is None or os.name == "nt", reason="a shell script of Linux")
@pytest.mark.parametrize("name", NAMES)
def test_the_script_of_linux_installs_for_one_person(tmp_path: Path, name: str) -> None:
    program = tmp_path / name / "lunarcurator"
    program.mkdir(parents=True)
    for name in ("lunarcurator.desktop", "lunarcurator-mime.xml", "install.sh"):
        shutil.copy(PACKAGING / "linux" / name, program)
    (program / "lunarcurator.png").write_bytes(b"png")
    told = {"HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}
    subprocess.run(["sh", str(program / "install.sh")], env=told, check=True, capture_output=True)
    data = tmp_path / "home" / ".local" / "share"
    entry = (data / "applications" / "lunarcurator.desktop").read_text("utf-8")
    lines = [line.removeprefix("Exec=") for line in entry.splitlines() if line.startswith("Exec=")]
    assert len(lines) == 1
    assert started_by(lines[0]) == [str(program / "lunarcurator"), "%f"]
    assert len(entry.splitlines()) == len(
        (PACKAGING / "linux" / "lunarcurator.desktop").read_text("utf-8").splitlines()
    )
    assert (data / "mime" / "packages" / "lunarcurator-mime.xml").is_file()


def started_by(value: str) -> list[str]:
    """Read a command as the specification of desktop entries says: text, then quotes, then what is filled in."""
    text = re.sub(r"\\([sntr\\])", lambda found: {"s": " ", "\\": "\\"}.get(found[1], found[0]), value)
    parts = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', text)
    told = [re.sub(r"\\([\\\"`$])", r"\1", quoted) if quoted else plain for quoted, plain in parts]
    return [each if each == "%f" else each.replace("%%", "%") for each in told]


def inside(folder: Path) -> tuple[tuple[Part, str], ...]:
    """Return the parts of a bundle with a library of unknown origin, Qt's ICU, and one without a source."""
    from licences import parts_of

    for name in ("libstray.so.1", "libicudata.so.73"):
        (folder / name).write_bytes(b"")
    stray = ("libstray.so.1", str(folder / "libstray.so.1"), "BINARY")
    return parts_of([stray, ("PySide6/Qt/lib/libicudata.so.73", "", "BINARY"), ("own", "", "BINARY")])


def test_the_table_of_licences_names_interpreter_qt_and_what_comes_from_the_system(
    qapp: QApplication, tmp_path: Path
) -> None:
    from licences import without_text, write_table
    from lunarcurator.services.licences import parts_inside

    write_table(tmp_path / "made", [*inside(tmp_path)])
    parts = parts_inside(tmp_path / "made")
    texts = {each.name: each.text for each in parts}
    assert {"lunarcurator", "Python", "Qt", "SQLAlchemy", "ICU", "libstray.so.1"} <= texts.keys()
    assert without_text(parts) == ["libstray.so.1"], "each has the text of its licence, but what nobody knows"
    for name in ("Qt", "PySide6_Essentials", "shiboken6"):
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts[name]
        assert "15. Disclaimer of Warranty." in texts[name], "what the lesser one refers to comes with it"
    assert "Unicode, Inc." in texts["ICU"]
    assert next(each.version for each in parts if each.name == "ICU") == "73"
    for title in ("SIL OPEN FONT LICENSE", "Apache License", "Creative Commons"):
        assert title in texts[ICONS]


def test_the_licence_of_those_who_pay_is_not_taken_for_ours() -> None:
    from licences import _whole

    theirs = "Licensees holding valid commercial licenses may use this software"
    whole = _whole(Part("PySide6_Essentials", "6", "LGPL-3.0-only OR GPL-2.0-only", theirs))
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in whole.text
    assert theirs not in whole.text
    assert _whole(Part("thing", "1", "MIT", "their own words")).text == "their own words"


@pytest.mark.skipif(not Path("/usr/share/common-licenses/GPL-2").is_file(), reason="the texts of a Debian")
def test_a_licence_that_a_text_only_refers_to_comes_along(tmp_path: Path) -> None:
    from licences import write_table
    from lunarcurator.services.licences import parts_inside

    told = "in `/usr/share/common-licenses/GPL-2'. For the other see /usr/share/common-licenses/LGPL-2.1."
    write_table(tmp_path, [(Part("libthing1", "1", "see the text", told), "")])
    others = {each.name: each.text for each in parts_inside(tmp_path)[1:]}
    assert others.keys() == {"The licence GPL-2", "The licence LGPL-2.1"}
    assert "Version 2, June 1991" in others["The licence GPL-2"]


def test_the_bill_of_materials_names_what_the_table_of_licences_names(qapp: QApplication, tmp_path: Path) -> None:
    from bill import write_bill

    parts = inside(tmp_path)
    written = write_bill(tmp_path / "a.json", "lunarcurator", parts).read_bytes()
    assert written == write_bill(tmp_path / "b.json", "lunarcurator", reversed(parts)).read_bytes()
    told = json.loads(written)
    assert (told["bomFormat"], told["specVersion"], told["version"]) == ("CycloneDX", "1.6", 1)
    program = told["metadata"]["component"]
    assert (program["type"], program["name"], program["version"]) == ("application", "lunarcurator", own_version())
    components = told["components"]
    assert {each["name"] for each in components} == {part.name for part, _ in parts} - {"lunarcurator"}
    assert len({each["bom-ref"] for each in components}) == len(components)
    sql = next(each for each in components if each["name"] == "SQLAlchemy")
    assert sql["purl"] == f"pkg:pypi/sqlalchemy@{sql['version']}"
    assert sql["licenses"] == [{"expression": "MIT"}]
    stray = next(each for each in components if each["name"] == "libstray.so.1")
    assert stray["licenses"] == [{"license": {"name": "of unknown origin"}}]
    assert "purl" not in stray


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("objdump") is None, reason="looks into libraries of Linux"
)
def test_a_library_that_nobody_brings_is_named_with_who_needs_it(tmp_path: Path) -> None:
    import needs
    import shiboken6

    library = next(Path(shiboken6.__file__).parent.glob("libshiboken6*.so*"))
    (tmp_path / "inside").mkdir()
    shutil.copy(library, tmp_path / "inside")
    assert needs.lacking(tmp_path) == [], "the C and C++ libraries are the system's own"
    widgets = next((Path(shiboken6.__file__).parent.parent / "PySide6" / "Qt" / "lib").glob("libQt6Widgets.so.6"))
    shutil.copy(widgets, tmp_path / "inside")
    assert "libQt6Gui.so.6, needed by libQt6Widgets.so.6" in needs.lacking(tmp_path)
    (tmp_path / "inside" / "libQt6Gui.so.6").write_bytes(b"")
    assert not any(each.startswith("libQt6Gui") for each in needs.lacking(tmp_path))
    assert tuple(map(int, needs.newest_c_library(tmp_path).split("."))) >= (2, 17)


def test_what_windows_brings_is_found_where_it_does_not_belong(tmp_path: Path) -> None:
    from windows.libraries import brought

    stand_ins = ["icuuc", "mscms"]
    if (PROJECT / ".ci").is_dir():
        assert sorted(each.stem for each in (PROJECT / ".ci" / "windows").glob("*.c")) == stand_ins, (
            "what Wine lacks"
        )
    inside = tmp_path / "_internal"
    inside.mkdir()
    for name in (
        *(f"{each.upper()}.dll" for each in stand_ins),
        "api-ms-win-core-path-l1-1-0.dll",
        "KERNEL32.dll",
    ):
        (inside / name).write_bytes(b"")
    found = [name.rpartition("/")[2] for name in brought(tmp_path)]
    assert found == ["ICUUC.dll", "KERNEL32.dll", "MSCMS.dll", "api-ms-win-core-path-l1-1-0.dll"]
    for name in found:
        (inside / name).unlink()
    for name in ("Qt6Core.dll", "python313.dll", "VCRUNTIME140.dll", "MSVCP140.dll", "icuuc.txt", "version.pyd"):
        (inside / name).write_bytes(b"")
    assert brought(tmp_path) == [], "Python and Qt bring their own C library"


@pytest.mark.skipif(importlib.util.find_spec("pefile") is None, reason="reads libraries of Windows")
def test_a_library_of_windows_that_nobody_brings_is_named_with_who_needs_it(tmp_path: Path) -> None:
    import shiboken6
    from windows.libraries import lacking

    shutil.copy(next(Path(shiboken6.__file__).parent.glob("shiboken6*.dll")), tmp_path)
    for each in ("vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll"):
        shutil.copy(Path(shiboken6.__file__).with_name(each), tmp_path)
    shutil.copy(tmp_path / "vcruntime140.dll", tmp_path / "python3.dll")
    assert [each for each in lacking(tmp_path) if "python3.dll" not in each] == []
    (tmp_path / "python3.dll").unlink()
    assert any(each.startswith("python3.dll, needed by shiboken6") for each in lacking(tmp_path))


BUNDLE_OF_WINDOWS = (
    *("libcrypto-3.dll", "libssl-3.dll", "sqlite3.dll", "libffi-8.dll", "VCRUNTIME140.dll", "MSVCP140_1.dll"),
    *("_bz2.pyd", "_lzma.pyd", "pyexpat.pyd", "_decimal.pyd", "python313.dll", "Qt6Core.dll", "_ssl.pyd"),
    *("PySide6/QtCore.pyd", "PySide6/plugins/platforms/qwindows.dll", "msgspec/_core.cp313-win_amd64.pyd"),
    "charset_normalizer/md.cp313-win_amd64.pyd",
)


def a_bundle_of_windows(tmp_path: Path, *more: str) -> Path:
    for name in (*BUNDLE_OF_WINDOWS, *more):
        path = tmp_path / "bundle" / "_internal" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "bundle"


def test_the_list_has_what_the_python_of_windows_brings_each_with_its_licence(tmp_path: Path) -> None:
    from windows import python_parts

    (tmp_path / "LICENSE.txt").write_text(
        "Additional Conditions for this Windows binary build\n---\nof Microsoft\n"
        + "-" * 74
        + '\n\nThis program, "bzip2", of somebody\n'
        + "-" * 74
        + "\n\nlibffi - Copyright of others\n",
        encoding="utf-8",
    )
    (tmp_path / "_bz2.pyd").write_bytes(b"\0 1.0.8, 13-Jul-2019")
    places = [name for name in BUNDLE_OF_WINDOWS if not name.startswith("VC")]
    found = {
        each.name: each
        for each in python_parts.parts_brought(tmp_path, [name for name in places if not name.startswith("MS")])
    }
    assert {*found} == {"OpenSSL", "SQLite", "libffi", "bzip2", "XZ Utils (liblzma)", "Expat", "zlib", "mpdecimal"}
    assert all(each.text.strip() and each.licence for each in found.values())
    assert found["bzip2"].version == "1.0.8"
    assert "of others" not in found["bzip2"].text
    assert found["OpenSSL"].version in ssl.OPENSSL_VERSION
    assert found["SQLite"].version == sqlite3.sqlite_version


def test_a_library_of_windows_that_is_in_no_list_is_named(tmp_path: Path) -> None:
    from windows import python_parts

    names = {part for name in BUNDLE_OF_WINDOWS for part in python_parts.owners(name)}
    assert "" not in names
    parts = [Part(each, "1", "MIT", "text") for each in names]
    bundle = a_bundle_of_windows(tmp_path, "stray.dll", "other/stray.pyd")
    assert python_parts.unlisted(bundle, parts) == [
        "_internal/other/stray.pyd: of unknown origin",
        "_internal/stray.dll: of unknown origin",
    ]
    without = [each for each in parts if each.name != "OpenSSL"]
    told = python_parts.unlisted(a_bundle_of_windows(tmp_path / "second"), without)
    assert told == ["_internal/libcrypto-3.dll: OpenSSL", "_internal/libssl-3.dll: OpenSSL"]
