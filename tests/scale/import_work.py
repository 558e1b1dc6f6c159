"""Brings a catalogue of many rows in as one entry, and takes it back."""

import csv
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import EntryRef
from lunarcurator.domain.operations import OpenCollection, Reverse
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import plan_import, post_import
from lunarcurator.services.posting import Cancelled

from tests.scale.figures import Figure, stopwatch
from tests.scale.generator import DAY, OPERATOR

COLUMNS = ("Number", "Form", "Class", "Subclass", "Weight (g)", "Remarks", "Collected", "Data pack")
CLASSES = ("Basalt", "Breccia", "Soil", "Anorthosite")


def write_catalogue(path: Path, rows: int) -> None:
    """Write a catalogue of pieces nobody has registered."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for n in range(1, rows + 1):
            grams = f"{n * 37 % 9_000}.{n % 1_000:03d}"
            kind = CLASSES[n % 4]
            writer.writerow((f"K-{n:06d}", "chip", kind, f"{kind} {n % 7}", grams, f"row {n}", "", f"D{n % 90}"))


def imports(desk: Desk, folder: Path, rows: int) -> Iterator[Figure]:
    """Yield what reading, posting, cancelling and undoing an import takes."""
    path = folder / "catalogue.csv"
    write_catalogue(path, rows)
    opened = OpenCollection(code="K", name="K", scheme="plain")
    desk.post(Posting(acts=(Act(operation=opened, day=DAY),), operator=OPERATOR))
    with stopwatch() as planned:
        plan = plan_import(desk, path, collection="K", effective=DAY)
    yield _cancelled(desk, plan)
    with stopwatch() as posted:
        entry = post_import(desk, plan, OPERATOR)
    seconds = (planned[0] + posted[0]) / 1_000
    note = f"plan {planned[0] / 1_000:.1f} s, post {posted[0] / 1_000:.1f} s"
    yield Figure(f"import of {rows:,} rows", "s", [seconds], 60, "max", note=note)
    reverse = Act(operation=Reverse(entry=EntryRef(str(entry.seq))), day=DAY)
    with stopwatch() as undone:
        desk.post(Posting(acts=(reverse,), operator=OPERATOR))
    yield Figure("undo of the import", "s", [undone[0] / 1_000], 5, "max")


def _cancelled(desk: Desk, plan: object) -> Figure:
    """Stop a posting after two seconds, and tell how long it takes until nothing is left of it."""
    asked: list[float] = []
    stop = threading.Event()
    timer = threading.Timer(2, lambda: (asked.append(time.perf_counter()), stop.set()))
    timer.start()
    try:
        post_import(desk, plan, OPERATOR, should_stop=stop.is_set)  # type: ignore[arg-type]
    except Cancelled:
        return Figure("cancel of the import", "s", [time.perf_counter() - asked[0]], 2, "max")
    raise AssertionError("the import ended before it could be stopped")
