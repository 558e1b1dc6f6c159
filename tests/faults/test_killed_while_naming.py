"""Whoever takes the name of a store may die at any step: the name stands for the old store or the new one."""

import hashlib
import multiprocessing
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.services.stores import open_session

from tests.faults import taking
from tests.faults.taking import BACKUP, KILLED, PASSED_OVER, REFUSED, STORE, TAKINGS, whole
from tests.faults.test_kills import FORK, SHARE

STRIDE = 1 if SHARE == 1 else 12
MOST = 400
NEVER = 1 << 30
KILLS = 12 if SHARE == 1 else 2


@pytest.fixture(scope="module")
def start() -> multiprocessing.context.BaseContext:
    context = multiprocessing.get_context(FORK)
    context.set_forkserver_preload(["tests.faults.taking"])
    return context


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "seed"
    folder.mkdir()
    taking.seed(folder)
    return folder


@pytest.fixture
def looked() -> Callable[[Path], tuple[str, int, str]]:
    """Looks at a store, at each content once."""
    known: dict[str, tuple[str, int, str]] = {}

    def look(path: Path) -> tuple[str, int, str]:
        beside = [path, *sorted(path.parent.glob(f"{path.name}-*"))]
        digest = hashlib.sha256(b"".join(each.read_bytes() for each in beside)).hexdigest()
        if digest not in known:
            known[digest] = whole(path)
        return known[digest]

    return look


def run(start: multiprocessing.context.BaseContext, way: str, folder: Path, step: int, *, fill_disk: bool) -> int:
    process = start.Process(  # type: ignore[attr-defined]
        target=taking.broken_off, args=(way, folder, step), kwargs={"fill_disk": fill_disk}
    )
    process.start()
    process.join()
    return int(process.exitcode)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["replace", "migrate"])
def test_at_any_moment_the_store_can_be_read_under_its_name(
    template: Path,
    tmp_path: Path,
    start: multiprocessing.context.BaseContext,
    looked: Callable[[Path], tuple[str, int, str]],
    way: str,
) -> None:
    """A kill in the midst of what SQLite does to the file, too, leaves a store that a reader can open."""
    chance = random.Random(way)
    for kill in range(KILLS):
        folder = tmp_path / str(kill)
        shutil.copytree(template, folder)
        TAKINGS[way].prepare(folder)
        name = folder / STORE
        before, backup = looked(name), looked(folder / BACKUP)
        process = start.Process(  # type: ignore[attr-defined]
            target=taking.broken_off, args=(way, folder, NEVER), kwargs={"fill_disk": False}
        )
        process.start()
        process.join(chance.uniform(0.02, 0.6))
        process.kill()
        process.join()
        now = looked(name)
        assert now in {before, backup} or now[:2] == before[:2]
        shutil.rmtree(folder)


def left(folder: Path) -> list[str]:
    """Return what lies about of which nobody would know what it is."""
    ends = (".part", ".aside", ".new", ".migrating", "-journal")
    return sorted(
        path.name
        for path in folder.rglob("*")
        if path.name.endswith(ends)
        or (path.name.endswith("-seat") and not path.with_name(path.name.removesuffix("-seat")).exists())
        or (path.suffix == ".sha256" and not path.with_suffix("").exists())
        or "tables-for" in path.name
        or (path.is_file() and path.suffix == ".lunar" and not path.stat().st_size)
    )


@pytest.mark.slow
@pytest.mark.parametrize("way", TAKINGS)
@pytest.mark.parametrize("fill_disk", [False, True], ids=["killed", "disk full"])
def test_at_every_step_the_name_stands_for_a_whole_store(
    template: Path,
    tmp_path: Path,
    start: multiprocessing.context.BaseContext,
    looked: Callable[[Path], tuple[str, int, str]],
    way: str,
    fill_disk: bool,
) -> None:
    taken = TAKINGS[way]
    for step in range(1, MOST, STRIDE):
        folder = tmp_path / str(step)
        shutil.copytree(template, folder)
        taken.prepare(folder)
        name = folder / taken.name
        before = looked(name) if name.exists() else None
        stores = set(folder.rglob("*.lunar"))
        ended = run(start, way, folder, step, fill_disk=fill_disk)
        assert ended in {0, KILLED, REFUSED, PASSED_OVER}, f"step {step} ended as {ended}"
        for made in set(folder.rglob("*.lunar")) - stores:
            looked(made)
        if before is not None:
            assert name.exists(), f"step {step} leaves no store under its name"
        now = looked(name) if name.exists() else None
        if ended == REFUSED:
            # Tables of a store that has its name already wait for its next opening.
            waiting = [each for each in left(folder) if now == before or "tables-for" not in each]
            assert waiting == [], f"step {step} was refused and leaves something lying about"
        if now == before:
            taken.act(folder)
        else:
            open_session(name).session.close()
        after = looked(name)
        assert after != before, f"step {step} cannot be done again"
        assert now in {before, after}, f"step {step} leaves neither the old store nor the new"
        assert left(folder) == [], f"step {step} leaves something lying about"
        _check_tables(folder, way)
        shutil.rmtree(folder)
        if ended == 0:
            return
    raise AssertionError("the act never came to its end")


def _check_tables(folder: Path, way: str) -> None:
    """The tables of a restored store are those of its backup; those it had are kept."""
    if way in {"restore", "replace"}:
        assert (folder / "lab.tables" / "which.txt").read_text(encoding="utf-8") == "new"
    if way == "replace":
        (kept,) = folder.glob("lab-replaced-*.tables")
        assert (kept / "which.txt").read_text(encoding="utf-8") == "old"
        assert kept.with_suffix(".lunar").exists(), "the old store and its tables belong together"
