"""A second list into a store with pieces: nothing is silently wrong, and what is as it was stays so.

As many as one likes are tried with `TRUE_LISTS=5000 pytest tests/services/importing/test_true_lists_again.py`.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.importing.true_lists.again import tried_again
from tests.services.importing.true_lists.hand import HABITS
from tests.services.importing.true_lists.together import tried_together

MOST = int(os.environ.get("TRUE_LISTS", "40"))
EVERY = settings(
    max_examples=MOST,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
SOME = st.sets(st.sampled_from(HABITS), max_size=5)
FEW = st.sets(st.sampled_from(HABITS), max_size=3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lists")


@pytest.mark.slow
@EVERY
@given(seed=st.integers(0, 1_000_000), first=FEW, second=SOME)
def test_a_second_list_changes_what_is_otherwise_and_nothing_else(
    folder: Path, seed: int, first: set[str], second: set[str]
) -> None:
    assert tried_again(seed, first, second, folder).faults == []


@pytest.mark.slow
@EVERY
@given(seed=st.integers(0, 1_000_000), habits=FEW)
def test_two_lists_one_after_the_other_make_what_one_of_both_makes(
    folder: Path, seed: int, habits: set[str]
) -> None:
    assert tried_together(seed, habits, folder) == []
