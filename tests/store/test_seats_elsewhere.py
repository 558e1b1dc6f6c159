"""The lock of a store as Windows keeps it, tried with a stand-in for its library."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from lunarcurator.store import network_shares, writer_lock


class Locks(ModuleType):
    """What `msvcrt` does: one byte far behind the text can be locked by one file only."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.held: dict[int, int] = {}
        self.at: list[int] = []

    def locking(self, number: int, mode: int, count: int) -> None:
        import os

        self.at.append(os.lseek(number, 0, os.SEEK_CUR))
        assert count == 1
        if mode == self.LK_UNLCK:
            self.held.pop(os.fstat(number).st_ino, None)
        elif self.held.setdefault(os.fstat(number).st_ino, number) != number:
            raise OSError(36, "deadlock avoided")


@pytest.fixture
def locks(monkeypatch: pytest.MonkeyPatch) -> Locks:
    made = Locks()
    monkeypatch.setitem(sys.modules, "msvcrt", made)
    return made


@pytest.fixture
def on_windows(locks: Locks, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of seats as Windows would load it."""
    spec = importlib.util.spec_from_file_location("seats_on_windows", writer_lock.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "platform", "win32")
        spec.loader.exec_module(module)
    return module


def test_one_program_has_the_seat_and_the_other_reads_who_it_is(
    on_windows: ModuleType, locks: Locks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "curator-a")
    store = tmp_path / "lab.lunar"
    first = on_windows.WriterLock.take(store)
    assert first is not None
    assert on_windows.WriterLock.take(store) is None
    assert "curator-a" in on_windows.holder(store)
    assert min(locks.at) == 1 << 30, "a locked range cannot be read, so it lies behind the text"
    first.close()
    assert on_windows.holder(store) == ""
    again = on_windows.WriterLock.take(store)
    assert again is not None
    again.close()


@pytest.mark.parametrize(
    ("kind", "shared"), [(4, True), (3, False)], ids=["a drive of another machine", "a drive of this machine"]
)
def test_windows_tells_drives_of_other_machines(
    kind: int, shared: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Kernel:
        @staticmethod
        def GetDriveTypeW(_drive: str) -> int:
            return kind

    class Library:
        kernel32 = Kernel

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(network_shares.ctypes, "windll", Library, raising=False)
    assert network_shares.on_share(tmp_path) is shared
