"""What of Qt the bundle carries."""

import sys
from collections.abc import Iterator

import pytest

from tests.conftest import PROJECT


@pytest.fixture(autouse=True)
def in_packaging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(PROJECT / "packaging"))
    yield
    sys.modules.pop("trimming", None)


def test_a_link_to_a_library_that_is_not_carried_goes_with_it() -> None:
    from trimming import leading_somewhere

    binaries = [("PySide6/Qt/lib/libQt6Gui.so.6", "/lib/libQt6Gui.so.6", "BINARY")]
    kept = [
        ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"),
        ("PySide6/Qt/plugins/libQt6Gui.so.6", "../lib/libQt6Gui.so.6", "SYMLINK"),
        ("a/b.json", "/somewhere/b.json", "DATA"),
    ]
    gone = [("libQt6OpenGL.so.6", "PySide6/Qt/lib/libQt6OpenGL.so.6", "SYMLINK")]
    assert leading_somewhere(kept + gone, binaries) == kept
