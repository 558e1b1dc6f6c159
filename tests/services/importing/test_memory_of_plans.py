"""A plan of very many rows is held in memory while somebody looks at it: what each row of it may take."""

import gc
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from lunarcurator.services.desk import Desk

from tests.services.importing.plans import plan_import

ROWS = 10_000
OF_A_ROW = 1_250
"""Bytes that a judged row of eight columns may take, so that 150,000 of them are less than 180 MiB."""


def rows(count: int) -> list[str]:
    kinds = ("Basalt", "Breccia", "Soil")
    told = (f"K-{n},chip,{kinds[n % 3]},{kinds[n % 3]} 4,{n}.125,row {n},,D{n % 9}" for n in range(1, count + 1))
    return ["Number,Form,Class,Subclass,Weight (g),Remarks,Collected,Data pack", *told]


def test_a_judged_row_takes_little_memory(desk: Desk, sheet: Callable[..., Path]) -> None:
    path = sheet(*rows(ROWS))
    plan_import(desk, sheet(*rows(10), name="few.csv"), collection="new:plain")
    gc.collect()
    tracemalloc.start()
    try:
        plan = plan_import(desk, path, collection="new:plain")
        gc.collect()
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert plan.writes == ROWS
    assert taken / ROWS < OF_A_ROW
