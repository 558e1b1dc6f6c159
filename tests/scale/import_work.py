"""Brings a catalogue of many rows in as one entry, and takes it back."""

import csv
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import EntryRef
from lunarcurator.domain.operations import OpenCollection, Reverse
from lunarcurator.services.importing import (
    Profiles,
    Source,
    answered,
    guess_reading,
    plan_reading,
    post_import,
    questions,
)
from lunarcurator.services.posting import Cancelled
from lunarcurator.services.store_session import StoreSession
from openpyxl import Workbook

from tests.scale.figures import Figure, stopwatch
from tests.scale.generator import DAY, OPERATOR
from tests.services.importing.plans import plan_import

COLUMNS = ("Number", "Form", "Class", "Subclass", "Weight (g)", "Remarks", "Collected", "Data pack")
TARGET = "K"
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


def write_workbook(path: Path, catalogue: Path) -> None:
    """Write a catalogue as a workbook, its weights as numbers, unless it is there already."""
    if path.exists():
        return
    book, weight = Workbook(write_only=True), COLUMNS.index("Weight (g)")
    sheet = book.create_sheet("Catalogue")
    with catalogue.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        sheet.append(next(reader))
        for row in reader:
            sheet.append([float(text) if at == weight else text or None for at, text in enumerate(row)])
    book.save(path)


def files(folder: Path, rows: int) -> tuple[Path, Path]:
    """Return a catalogue of so many rows as csv and as xlsx."""
    as_text, as_book = folder / "catalogue.csv", folder / f"catalogue-{rows}.xlsx"
    write_catalogue(as_text, rows)
    write_workbook(as_book, as_text)
    return as_text, as_book


def open_target(session: StoreSession) -> None:
    """Open the collection that the catalogue goes into."""
    opened = OpenCollection(code=TARGET, name=TARGET, scheme="plain")
    session.post(Posting(acts=(Act(operation=opened, day=DAY),), operator=OPERATOR))


def previews(session: StoreSession, paths: Sequence[Path]) -> Iterator[Figure]:
    """Yield what reading files, asking what is open and judging their rows takes, without a window."""
    for path in paths:
        worked = time.process_time()
        with stopwatch() as judged:
            source = Source.open(path)
            reading = answered(guess_reading(session, source, Profiles.load(session.path)), "collection", TARGET)
            plan = plan_reading(session, source, reading, asked=questions(session, source, reading))
        note = f"of the processor {time.process_time() - worked:.1f} s; {len(plan.rows):,} rows"
        yield Figure(f"preview of {path.name} by the services", "s", [judged[0] / 1_000], 5, "max", note=note)


def imports(session: StoreSession, path: Path, rows: int) -> Iterator[Figure]:
    """Yield what reading, posting, cancelling and undoing an import takes."""
    with stopwatch() as planned:
        plan = plan_import(session, path, collection=TARGET, effective=DAY)
    yield _cancelled(session, plan)
    with stopwatch() as posted:
        entry = post_import(session, plan, OPERATOR)
    yield Figure("plan of the import by the services", "s", [planned[0] / 1_000], 5, "max")
    yield Figure(f"post of {rows:,} rows", "s", [posted[0] / 1_000], 35, "max")
    reverse = Act(operation=Reverse(entry=EntryRef(str(entry.seq))), day=DAY)
    with stopwatch() as undone:
        session.post(Posting(acts=(reverse,), operator=OPERATOR))
    yield Figure("undo of the import", "s", [undone[0] / 1_000], 5, "max")


def _cancelled(session: StoreSession, plan: object) -> Figure:
    """Stop a posting after two seconds, and tell how long it takes until nothing is left of it."""
    asked: list[float] = []
    stop = threading.Event()
    timer = threading.Timer(2, lambda: (asked.append(time.perf_counter()), stop.set()))
    timer.start()
    try:
        post_import(session, plan, OPERATOR, should_stop=stop.is_set)  # type: ignore[arg-type]
    except Cancelled:
        return Figure("cancel of the import", "s", [time.perf_counter() - asked[0]], 2, "max")
    raise AssertionError("the import ended before it could be stopped")
