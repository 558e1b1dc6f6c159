"""A process killed at any moment of a post or an import leaves its entry there whole, or not at all."""

import multiprocessing
import random
import shutil
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify

from tests.faults import writing
from tests.store.making import TABLES, new_lab

FORK = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
SHARE = 1 if FORK == "forkserver" else 10
"""Where a process takes a second to start, a tenth of the kills must do."""

ROUNDS = 15 if FORK == "forkserver" else 5
KILLS_IN_POSTS = 12 // min(SHARE, 4)
KILLS_IN_IMPORTS = 40 // SHARE
ROWS = 1_000


@pytest.fixture(scope="module")
def start() -> multiprocessing.context.BaseContext:
    """Starts processes that have everything imported already."""
    context = multiprocessing.get_context(FORK)
    context.set_forkserver_preload(["tests.faults.writing"])
    return context


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.lunar"
    new_lab(path).session.close()
    return path


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_killed_post_is_whole_or_absent(
    template: Path, tmp_path: Path, start: multiprocessing.context.BaseContext, seed: int
) -> None:
    store = shutil.copy(template, tmp_path / "store.lunar")
    chance = random.Random(seed)
    for kill in range(KILLS_IN_POSTS):
        wait = chance.uniform(0, 0.06)
        said = _kill(start, writing.post_without_end, (store, 100 * seed + kill), wait)
        _assert_whole(store, said)


@pytest.mark.slow
def test_a_killed_import_is_whole_or_absent(
    template: Path, tmp_path: Path, start: multiprocessing.context.BaseContext
) -> None:
    chance = random.Random(7)
    for _ in range(KILLS_IN_IMPORTS):
        store = shutil.copy(template, tmp_path / "store.lunar")
        said = _kill(start, writing.import_without_end, (store, ROWS), chance.uniform(0, 0.6))
        _assert_whole(store, said)
        for side in tmp_path.iterdir():
            side.unlink()


def _kill(
    start: multiprocessing.context.BaseContext, work: Callable[..., None], told: tuple[Path, int], wait: float
) -> int:
    """Let a process work, kill it after a while, and return the last sequence it said was in."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = start.Process(target=work, args=(told[0], there, told[1]), daemon=True)  # type: ignore[attr-defined]
    process.start()
    there.close()
    assert here.poll(60), "the process did not start"
    said = here.recv()
    process.join(timeout=wait)
    process.kill()
    process.join()
    assert process.exitcode is not None
    assert process.exitcode < 0, "it was not killed: it had ended by itself"
    said = _last(here, said)
    here.close()
    return int(said)


def _last(pipe: Connection, said: int) -> int:
    try:
        while pipe.poll():
            said = pipe.recv()
    except (EOFError, OSError):
        # Windows says already at the asking that nobody is at the other end.
        return said
    return said


def _assert_whole(store: Path, said: int) -> None:
    session = StoreSession.open(store, tables=TABLES)
    try:
        found = verify(session)
        assert found.findings == ()
        # What was said to be in is in; at most the entry being sealed, and the one after it, may be there too.
        assert said <= found.head.seq <= said + 1
    finally:
        session.close()
