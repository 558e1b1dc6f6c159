"""A file judged at once, as a person would read it who is sure of the few things said here."""

from collections.abc import Callable, Mapping
from pathlib import Path

from lunarcurator.domain.days import Day
from lunarcurator.services.importing import (
    ImportPlan,
    Profiles,
    Source,
    answered,
    guess_reading,
    mapped,
    plan_reading,
)
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import in_proposed_collection


def plan_import(
    session: StoreSession,
    path: Path,
    *,
    effective: Day | Mapping[str, Day] | None = None,
    mapping: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    collection: str = "",
    sheet: str | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> ImportPlan:
    """Judge the rows of a file with nothing asked: what is left open is refused row by row, or not there."""
    source = Source.open(path)
    reading = guess_reading(session, source, Profiles.load(), sheet)
    for column, target in (mapping or {}).items():
        reading = mapped(reading, column, target)
    for column, unit in (units or {}).items():
        reading = answered(reading, f"unit:{column}", unit)
    if collection:
        reading = answered(reading, "collection", collection)
    else:
        reading = in_proposed_collection(session, source, reading)
    return plan_reading(session, source, reading, asked=(), effective=effective, should_stop=should_stop)
