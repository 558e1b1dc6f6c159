"""A file that another program holds for a moment, and one that it holds for good."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.desktop.paper.press import press
from lunarcurator.documents.papers.blocks import PageFormat, Paper
from lunarcurator.exchange.errors import SheetError, sheet_error_from
from lunarcurator.exchange.new_file import new_file
from lunarcurator.held_files import lets_go, patiently
from lunarcurator.store.errors import StoreError, disk
from lunarcurator.store.files import put, remove
from PySide6.QtWidgets import QApplication

from tests.documents.papers.filled import FOOT, WORDS
from tests.holding import Holder, RefusedError

HOLD = """
import ctypes, sys, time
from ctypes import wintypes
create = ctypes.windll.kernel32.CreateFileW
create.restype = wintypes.HANDLE
READING, SHARED_TO_READ, EXISTING = 0x80000000, 1, 3
handle = create(sys.argv[1], READING, SHARED_TO_READ, None, EXISTING, 0, None)
assert handle not in (None, wintypes.HANDLE(-1).value), "the file could not be opened"
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""
WINDOWS = pytest.mark.skipif(os.name != "nt", reason="elsewhere an open file can be replaced and taken away")


def refusing(times: int) -> tuple[Callable[[], str], list[int]]:
    tries: list[int] = []

    def act() -> str:
        tries.append(1)
        if len(tries) <= times:
            raise PermissionError("held")
        return "done"

    return act, tries


def test_what_is_held_for_a_moment_is_done_afterwards() -> None:
    act, tries = refusing(3)
    assert patiently(act, 5.0) == "done"
    assert len(tries) == 4


def test_what_is_held_for_good_is_refused_after_the_time() -> None:
    act, tries = refusing(1_000)
    began = time.monotonic()
    with pytest.raises(PermissionError, match="held"):
        patiently(act, 0.2)
    assert 0.2 <= time.monotonic() - began < 5.0
    assert len(tries) > 1


def test_without_a_time_it_is_tried_once_and_other_trouble_always() -> None:
    act, tries = refusing(1)
    with pytest.raises(PermissionError):
        patiently(act, 0.0)
    assert len(tries) == 1
    with pytest.raises(FileNotFoundError):
        patiently(lambda: Path("absent").unlink(), 5.0)


@pytest.mark.parametrize("number", [32, 33])
def test_a_file_that_another_program_has_open_is_waited_for(number: int) -> None:
    tries: list[bool] = []

    def touching(_path: Path, *, writing: bool) -> None:
        tries.append(writing)
        if len(tries) <= 3:
            raise RefusedError(number)

    assert lets_go(Path("lab.lunar"), writing=True, longest_s=5.0, touching=touching)
    assert tries == [True] * 4
    tries.clear()
    assert not lets_go(Path("lab.lunar"), writing=False, longest_s=0.0, touching=touching)
    assert tries == [False]


def test_what_is_refused_for_another_reason_is_not_waited_for() -> None:
    def touching(_path: Path, *, writing: bool) -> None:
        raise RefusedError(5 if writing else 2)

    began = time.monotonic()
    assert lets_go(Path("lab.lunar"), writing=True, longest_s=60.0, touching=touching)
    assert lets_go(Path("lab.lunar"), writing=False, longest_s=60.0, touching=touching)
    assert time.monotonic() - began < 5.0


def test_nothing_is_opened_where_no_file_can_be_held(tmp_path: Path) -> None:
    assert lets_go(tmp_path / "absent", writing=True)


def test_a_file_to_read_that_is_open_elsewhere_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("list.xlsx")
    holder = Holder(path, monkeypatch, shares=False)
    assert sheet_error_from(RefusedError(32), path).key == "file.open_elsewhere"
    holder.holds = False
    assert sheet_error_from(RefusedError(5), path).key == "file.no_permission"


def hold(path: Path, seconds: float) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", HOLD, str(path), str(seconds)]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline().strip() == "held"
    return program


@WINDOWS
@pytest.mark.parametrize("act", ["put", "remove", "export"])
def test_a_scanner_that_holds_a_file_for_a_moment_is_waited_for(tmp_path: Path, act: str) -> None:
    target, part = tmp_path / "a.csv", tmp_path / "a.part"
    target.write_bytes(b"old")
    part.write_bytes(b"new")
    with hold(target, 0.7):
        if act == "put":
            put(part, target)
        elif act == "remove":
            remove(target)
        else:
            with new_file(target) as stream:
                stream.write(b"new")
    assert act == "remove" or target.read_bytes() == b"new"
    assert target.exists() == (act != "remove")


@WINDOWS
def test_a_paper_waits_for_a_scanner_too(qapp: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"old")
    with hold(target, 0.7):
        press(Paper("trial", "A", "", (), FOOT, WORDS, PageFormat.A4), target)
    assert target.read_bytes().startswith(b"%PDF")


@WINDOWS
def test_a_program_that_keeps_a_file_is_named_in_one_sentence_and_nothing_is_lost(tmp_path: Path) -> None:
    target, part = tmp_path / "a.csv", tmp_path / "a.part"
    target.write_bytes(b"old")
    part.write_bytes(b"new")
    with hold(target, 60.0) as program:
        try:
            with pytest.raises(StoreError) as refused, disk(target):
                put(part, target)
            assert refused.value.key == "store.in_use"
            with pytest.raises(SheetError) as closed, new_file(target) as stream:
                stream.write(b"new")
            assert closed.value.key == "file.open_elsewhere"
            assert (target.read_bytes(), part.read_bytes()) == (b"old", b"new")
        finally:
            program.kill()
