"""Writes one list, brings it in as its author would, and says what of it is untrue."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter

from lunarcurator.domain.errors import Refusal
from lunarcurator.services.importing import (
    NothingToImport,
    Profiles,
    Source,
    guess_reading,
    plan_reading,
    post_import,
)
from lunarcurator.services.importing.posting import NoRowGood

from tests.made_once import copied
from tests.services.importing.conftest import OPERATOR, begun
from tests.services.importing.true_lists.answering import Author, CannotAnswerError
from tests.services.importing.true_lists.grid import Grid
from tests.services.importing.true_lists.judging import faults, refused
from tests.services.importing.true_lists.rendering import Writer
from tests.services.importing.true_lists.writing import write_csv, write_ods, write_xlsx


@dataclass
class Outcome:
    """What became of a list."""

    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    corrected: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    verdict: str = "fault"
    seconds: float = 0.0


def written(seed: int, habits: Collection[str], folder: Path) -> tuple[Grid, Path]:
    """Write the list of a seed as a file of some kind."""
    return kept(Writer(seed, habits).grid(), seed, folder)


def kept(grid: Grid, seed: int, folder: Path) -> tuple[Grid, Path]:
    """Keep a sheet as a file of some kind."""
    rng = Random(f"{seed}:file")
    kind = rng.choice(["xlsx", "xlsx", "xlsx", "csv", "ods"])
    path = folder / f"{seed}.{kind}"
    marked = grid.coloured or grid.struck or grid.comments or grid.read_me or grid.merges or grid.hidden_rows
    if kind == "csv" and not marked:
        delimiter = ";" if grid.decimal_comma else rng.choice([",", ";", "\t"])
        return grid, write_csv(grid, path, delimiter, rng.choice(["utf-8", "utf-8-sig", "utf-16"]))
    if kind == "ods" and not marked:
        return grid, write_ods(grid, path)
    return grid, write_xlsx(grid, path.with_suffix(".xlsx"))


def tried(seed: int, habits: Collection[str], folder: Path) -> Outcome:
    """Return what became of the list of a seed."""
    grid, path = written(seed, habits, folder)
    author, outcome = Author(grid), Outcome()
    (folder / "a.lunar").unlink(missing_ok=True)
    session = copied(begun, folder / "a.lunar").session
    try:
        begins = perf_counter()
        source = Source.open(path)
        # Who wrote a workbook of several sheets says which of them is the list.
        sheet = "Sheet1" if grid.read_me else None
        reading = author.corrects(guess_reading(session, source, Profiles.load(), sheet))
        reading = author.answers(session, source, reading)
        plan = plan_reading(session, source, reading)
        outcome.refused = refused(plan)
        outcome.verdict = "right"
        try:
            post_import(session, plan, OPERATOR, skip_bad=True)
        except (NoRowGood, NothingToImport):
            outcome.verdict = "refused"
        outcome.seconds = perf_counter() - begins
        outcome.faults += faults(session, grid, plan)
    except CannotAnswerError as why:
        outcome.verdict = "asked"
        outcome.refused = [f"cannot answer {str(why).partition(':')[0]}"]
    except Refusal as refusal:
        outcome.verdict = "refused"
        outcome.refused = [f"file: {refusal.key}"]
    finally:
        session.close()
        path.unlink()
    outcome.asked, outcome.corrected = author.asked, author.corrected
    if outcome.faults:
        outcome.verdict = "fault"
    elif outcome.verdict == "right" and outcome.refused:
        outcome.verdict = "in part"
    return outcome
