"""A plan of very many rows is held in memory while somebody looks at it and it is posted: what a row may take."""

import gc
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from lunarcurator.domain.operations import Register
from lunarcurator.services.importing import post_import
from lunarcurator.services.posting import PART
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.plans import plan_import

ROWS = 10_000
OF_A_ROW = 1_250
"""Bytes that a judged row of eight columns may take, so that 150,000 of them are less than 180 MiB."""


def rows(count: int) -> list[str]:
    kinds = ("Basalt", "Breccia", "Soil")
    told = (f"K-{n},chip,{kinds[n % 3]},{kinds[n % 3]} 4,{n}.125,row {n},,D{n % 9}" for n in range(1, count + 1))
    return ["Number,Form,Class,Subclass,Weight (g),Remarks,Collected,Data pack", *told]


def test_a_judged_row_takes_little_memory(session: StoreSession, sheet: Callable[..., Path]) -> None:
    path = sheet(*rows(ROWS))
    plan_import(session, sheet(*rows(10), name="few.csv"), collection="new:plain")
    gc.collect()
    tracemalloc.start()
    try:
        plan = plan_import(session, path, collection="new:plain")
        gc.collect()
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert plan.writes == ROWS
    assert taken / ROWS < OF_A_ROW


def test_posting_makes_no_more_acts_than_it_writes_at_once(
    session: StoreSession, sheet: Callable[..., Path]
) -> None:
    plan = plan_import(session, sheet(*rows(2 * PART + 5)), collection="new:plain")
    alive: list[int] = []

    def count(_done: int, _total: int) -> None:
        alive.append(sum(isinstance(each, Register) for each in gc.get_objects()))

    post_import(session, plan, OPERATOR, progress=count)
    assert len(alive) == 3
    assert max(alive) < 1.5 * PART
