"""Tries the installed program from its start to its papers: `lunarcurator selftest`, above all in the bundle.

It works in a folder of its own, with a home in it, needs no network and no screen, and says of each step whether
it went well. What a lab or a person keeps is not touched.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from lunarcurator.selftest.journeys import journeys
from lunarcurator.selftest.overlooked import Overlooked
from lunarcurator.selftest.own_places import own_places, quiet_qt
from lunarcurator.selftest.starting import time_start as time_start
from lunarcurator.selftest.steps import steps

_PREFIX: Final = "lunarcurator-selftest-"


def selftest(say: Callable[[str], object] = print, *, walk: bool = False) -> int:
    """Run every step in a temporary folder and return the exit code: 0 if all went well, else 4.

    A step also fails if an exception came in it that nobody caught.

    With `walk` it takes the journeys of a curator through the real window instead.
    """
    failed = 0
    with (
        tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder,
        own_places(Path(folder) / "home"),
        quiet_qt(),
        Overlooked() as lost,
    ):
        for name, step in (journeys if walk else steps)(Path(folder)):
            began = time.perf_counter()
            try:
                step()
                lost.refuse()
            except Exception as error:
                failed += 1
                say(f"FAILED  {name}: {type(error).__name__}: {error}")
            else:
                say(f"ok      {name}  {time.perf_counter() - began:.2f} s")
    say(f"{failed} failed")
    return 4 if failed else 0
