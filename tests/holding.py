"""What a file is to a program on Windows while another has it open, for tests on any system."""

from pathlib import Path

import pytest
from lunarcurator import held_files


class RefusedError(PermissionError):
    """What Windows says of a file, with its own number."""

    def __init__(self, winerror: int) -> None:
        super().__init__(13, "refused")
        self.winerror = winerror


class Holder:
    """Another program that has a file open: nobody may write it meanwhile, nor read it where it shares nothing."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch, *, shares: bool = True) -> None:
        self.path, self.shares, self.holds, self.tries = path, shares, True, 0
        monkeypatch.setattr(held_files, "touch", self._touch)

    def _touch(self, path: Path, *, writing: bool) -> None:
        if path == self.path and self.holds and (writing or not self.shares):
            self.tries += 1
            raise RefusedError(32)
