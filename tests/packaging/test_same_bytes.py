"""That two builds are the same: their time, the order of what they pack, and how a difference is told."""

import importlib.util
import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PROJECT


@pytest.fixture(autouse=True)
def in_packaging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(PROJECT / "packaging"))
    yield
    for name in ("chinese_font", "same_bytes", "trimming"):
        sys.modules.pop(name, None)


def test_the_time_of_a_build_is_that_of_its_sources_or_the_one_that_is_told() -> None:
    from same_bytes import told

    assert told({"SOURCE_DATE_EPOCH": "7", "A": "b"}) == {"SOURCE_DATE_EPOCH": "7", "A": "b"}
    first = told({})
    assert first == told({})
    assert int(first["SOURCE_DATE_EPOCH"]) >= 315532800


def test_an_archive_is_the_same_in_whatever_order_it_was_packed(tmp_path: Path) -> None:
    from same_bytes import put_in_order

    made = []
    for order in (("b.pyc", "a/c.pyc", "d.pyc"), ("d.pyc", "b.pyc", "a/c.pyc")):
        archive = tmp_path / f"{order[0]}.zip"
        with zipfile.ZipFile(archive, "w") as packed:
            for name in order:
                packed.writestr(name, name.encode())
        put_in_order(archive)
        with zipfile.ZipFile(archive) as packed:
            assert {name: packed.read(name) for name in packed.namelist()} == {n: n.encode() for n in order}
        made.append(archive.read_bytes())
    assert made[0] == made[1]


def test_two_builds_are_compared_by_bytes_links_rights_and_names(tmp_path: Path) -> None:
    from same_bytes import differing

    one, other = tmp_path / "one", tmp_path / "other"
    for each in (one, other):
        (each / "inside").mkdir(parents=True)
        for name in ("same", "changed", "inside/missing"):
            (each / name).write_bytes(b"abc")
    assert differing(one, other) == []
    changed = (other / "changed").stat()
    (other / "changed").write_bytes(b"abd")
    os.utime(other / "changed", ns=(changed.st_atime_ns, changed.st_mtime_ns))
    (other / "inside" / "missing").unlink()
    assert differing(one, other) == ["changed", "inside/missing"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and rights to run are of POSIX")
def test_links_and_rights_count_as_well(tmp_path: Path) -> None:
    from same_bytes import differing

    one, other = tmp_path / "one", tmp_path / "other"
    for each, target in ((one, "run"), (other, "gone")):
        each.mkdir()
        (each / "run").write_bytes(b"")
        (each / "link").symlink_to(target)
    (one / "run").chmod(0o755)
    (other / "run").chmod(0o644)
    assert differing(one, other) == ["link", "run"]


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("fontTools") is None, reason="the tool comes with the packaging group"
)
def test_the_chinese_font_is_cut_the_same_at_any_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import chinese_font
    from chinese_font import PLACES, cut_fonts
    from fontTools.misc import timeTools

    # A few signs show it as all of them would.
    monkeypatch.setattr(chinese_font, "_wanted", lambda: iter(range(0x41, 0x5B)))
    if not any(each.is_dir() for each in PLACES):
        pytest.skip("there is no font to cut here")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764374400")
    first = cut_fonts(tmp_path / "one")
    monkeypatch.setattr(timeTools.time, "time", lambda: 2_000_000_000.0)
    second = cut_fonts(tmp_path / "other")
    assert first
    assert [each.read_bytes() for each in first] == [each.read_bytes() for each in second]


def test_no_bytecode_beside_a_source_and_no_words_of_other_languages_travel_along() -> None:
    from trimming import kept

    migrations = "lunarcurator/store/migrations"
    assert kept(f"{migrations}/__init__.py")
    assert not kept(f"{migrations}/__pycache__/__init__.cpython-313.pyc")
    for folder in ("PySide6/Qt/translations", "PySide6/translations"):
        assert kept(f"{folder}/qtbase_zh_CN.qm")
        assert not kept(f"{folder}/qtbase_de.qm")
    assert not kept("PySide6/opengl32sw.dll")
