"""Why something was refused is said in words; what is no refusal is a fault, and said by nobody else."""

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Strength, find
from lunarcurator.services.posted import Refused

from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.conftest import bench as bench

EMPTY, STALE = find(Strength.IMPOSSIBLE, "posting.empty", "R12"), find(Strength.WARN, "split.no_daughters", "R12")


@pytest.mark.parametrize(
    "error", [Refused([EMPTY, STALE]), Refusal("posting.cancelled")], ids=["found", "refused"]
)
def test_a_refusal_is_said_in_words(bench: Bench, error: Refusal) -> None:
    said: list[str] = []
    bench.context.say_why(error, said.append)
    words = bench.context.words
    found = error.findings if isinstance(error, Refused) else ()
    assert said == [" ".join(words.say_finding(each) for each in found) or words.say(error.key, error.facts)]


def test_what_is_no_refusal_is_a_fault(bench: Bench) -> None:
    said: list[str] = []
    error = ZeroDivisionError()
    bench.context.say_why(error, said.append)
    assert (said, bench.faults) == ([], [error])
    bench.faults.clear()
