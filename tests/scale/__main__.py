"""Measures a store of a size: `python -m tests.scale --samples 1000000` prints a table of figures and bounds.

`--loans` measures the loan desk: 30,000 lines out with 400 borrowers.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.schema import SCHEMA_HEAD

from tests.scale.figures import Figure, spent, table
from tests.scale.generator import make_store
from tests.scale.import_work import files, imports, open_target, previews
from tests.scale.loans_making import BORROWERS, LINES, make_loans
from tests.scale.loans_work import LoansWork
from tests.scale.store_work import StoreWork

SMALL = 1_000


def main() -> int:
    """Print the table; the exit code says whether every bound holds."""
    told = _arguments()
    told.folder.mkdir(parents=True, exist_ok=True)
    figures: list[Figure] = []
    for figure in _measured(told):
        figures.append(figure)
        print(table([figure]).splitlines()[-1], file=sys.stderr, flush=True)
    size = f"{LINES:,} lines out with {BORROWERS} borrowers" if told.loans else f"{told.samples:,} samples"
    print(f"{size}, {os.cpu_count()} cores, store in {told.folder} ({disk_of(told.folder)})\n")
    print(table(figures))
    return 0 if all(figure.holds for figure in figures) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.scale", description=__doc__)
    parser.add_argument("--samples", type=int, default=1_000_000, help="how many samples the store has")
    parser.add_argument("--rows", type=int, help="how many rows the import has; a seventh of the samples at most")
    parser.add_argument("--folder", type=Path, default=Path.home() / ".cache" / "lunarcurator-scale")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--loans", action="store_true", help="measure the loan desk instead, at its own size")
    parser.add_argument("--only", choices=("store", "window", "import", "export"), help="measure one part only")
    told = parser.parse_args()
    told.rows = told.rows or min(150_000, told.samples)
    return told


def _measured(told: argparse.Namespace) -> Iterator[Figure]:
    if told.loans:
        yield from _of_the_loans(told)
        return
    kept = stored(told.folder, told.samples, told.seed)
    if told.only in (None, "window"):
        yield from window(copied(kept), copied(stored(told.folder, SMALL, told.seed)))
    if told.only in (None, "store"):
        yield from _of_the_store(copied(kept), disk_of(told.folder))
    if told.only in (None, "import"):
        yield from _of_the_imports(copied(kept), told)
    if told.only in (None, "export"):
        yield from _in_a_process(copied(kept), "tests.scale.export_work", str(told.folder))


def _of_the_imports(path: Path, told: argparse.Namespace) -> Iterator[Figure]:
    both = files(told.folder, told.rows)
    session = StoreSession.open(path)
    open_target(session)
    session.close()
    for each in both:
        yield from _in_a_process(path, "tests.scale.import_window", str(each))
    session = StoreSession.open(path)
    yield from previews(session, both)
    yield from imports(session, both[0], told.rows)
    session.close()


def _of_the_loans(told: argparse.Namespace) -> Iterator[Figure]:
    name = f"loans-{LINES}-{BORROWERS}-{told.seed}"
    kept = made_once(told.folder, name, lambda path: make_loans(path, LINES, BORROWERS, told.seed).close())
    if told.only in (None, "window"):
        yield from _in_a_process(copied(kept), "tests.scale.loans_window")
    if told.only in (None, "store"):
        session = StoreSession.open(copied(kept))
        yield from LoansWork(session, told.folder).figures()
        session.close()


def _of_the_store(path: Path, disk: str) -> Iterator[Figure]:
    session = StoreSession.open(path)
    work = StoreWork(session)
    yield work.posts(200, disk)
    yield work.balances(40)
    yield from work.searches(20)
    yield from work.chips(12)
    yield work.children(40)
    yield work.verified()
    session.close()


def stored(folder: Path, samples: int, seed: int) -> Path:
    """Return the store of a size and seed, making it if the folder has none; it is never written to."""
    name = f"scale-{samples}-{seed}"
    return made_once(folder, name, lambda path: make_store(path, samples, seed).close())


def made_once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """Return the store of a name, making it if the folder has none of this schema; it is never written to."""
    kept = folder / f"{name}-{SCHEMA_HEAD}.lunar"
    if not kept.exists():
        part = kept.with_suffix(".part")
        for old in folder.glob(f"{part.name}*"):
            old.unlink()
        milliseconds = spent(lambda: make(part))
        part.rename(kept)
        print(f"made {kept.name} in {milliseconds / 1_000:.0f} s", file=sys.stderr)
    return kept


def copied(kept: Path) -> Path:
    """Return a fresh copy of a store that may be written to."""
    work = kept.with_name(f"work-{kept.name}")
    for old in kept.parent.glob(f"{work.name}*"):
        old.unlink()
    shutil.copy(kept, work)
    return work


def window(path: Path, small: Path) -> list[Figure]:
    """Return the figures of the window on a store, each beside the same on the small one."""
    _in_a_process(small)
    beside = {figure.name: figure.median for figure in _in_a_process(small)}
    figures = _in_a_process(path)
    for figure in figures:
        figure.small = beside.get(figure.name)
    return figures


def _in_a_process(path: Path, module: str = "tests.scale.window", told: str = "") -> list[Figure]:
    command = [sys.executable, "-m", module, str(path), told or str(time.time())]
    # A witness of an older copy of the store would have this one opened for reading only.
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"XDG_DATA_HOME": home, "LOCALAPPDATA": home}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return [Figure(**each) for each in json.loads(done.stdout.splitlines()[-1])]


def disk_of(folder: Path) -> str:
    """Return the device and file system a folder is on, as far as this system tells."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return sys.platform
    found = [line.split()[:3] for line in mounts.read_text().splitlines()]
    inside = [each for each in found if folder.resolve().is_relative_to(each[1])]
    device, _, kind = max(inside, key=lambda each: len(each[1]))
    return f"{kind} on {device}"


if __name__ == "__main__":
    sys.exit(main())
