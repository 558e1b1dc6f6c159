"""Stores with a history: posted once in a process, and copied for each test that asks for one."""

import copy
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lunarcurator.domain.ledger_state import Tables
from lunarcurator.services.clock import Clock
from lunarcurator.services.store_session import StoreSession


class Lab(Protocol):
    """What a test works with: a desk, and perhaps its clock and what was posted on it."""

    session: StoreSession


@dataclass(frozen=True)
class _Once:
    """A lab whose desk is closed, its file, its clock as it stood, and tables that are not those of its folder."""

    lab: Lab
    file: Path
    clock: Clock
    tables: Tables | None


_LABS: dict[Callable[[Path], Lab], _Once] = {}
_FILES: dict[Callable[[Path], object], Path] = {}


def copied[L: Lab](make: Callable[[Path], L], path: Path) -> L:
    """Return what `make` returns for a path, with everything posted before: each test has a file of its own.

    The copies are one store, as backups are: no test of who has seen which entries of a store may use them.
    """
    once = _LABS.get(make)
    if once is None:
        once = _LABS[make] = _made(make)
    shutil.copy(once.file, path)
    lab: L = copy.copy(once.lab)  # type: ignore[assignment]
    for name, value in vars(lab).items():
        if isinstance(value, dict | list):
            setattr(lab, name, copy.copy(value))
    clock = copy.copy(once.clock)
    lab.session = StoreSession.open(path, tables=once.tables, clock=clock)
    if hasattr(lab, "clock"):
        lab.clock = clock
    return lab


def copied_file(make: Callable[[Path], object], path: Path) -> Path:
    """Copy the store that `make` writes and closes; see `copied`."""
    if make not in _FILES:
        _FILES[make] = _place()
        make(_FILES[make])
    shutil.copy(_FILES[make], path)
    return path


def _made(make: Callable[[Path], Lab]) -> _Once:
    file = _place()
    lab = make(file)
    session = lab.session
    session.close()
    return _Once(
        lab, file, copy.copy(session._clock), None if session.tables is session.lab.tables else session.tables
    )


def _place() -> Path:
    # The home of this run of the tests, which goes with it.
    return Path(tempfile.mkdtemp(dir=Path.home())) / "made.lunar"
