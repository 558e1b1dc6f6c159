"""An import is never silently wrong: lists of true collections, written as people do, are right, asked or refused.

As many lists as one likes are tried with `TRUE_LISTS=5000 pytest tests/services/importing/test_true_lists.py`.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.importing.true_lists.hand import HABITS
from tests.services.importing.true_lists.trying import tried

MOST = int(os.environ.get("TRUE_LISTS", "100"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lists")


@pytest.mark.slow
@settings(
    max_examples=MOST,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(seed=st.integers(0, 1_000_000), habits=st.sets(st.sampled_from(HABITS), max_size=9))
def test_what_comes_in_is_as_it_truly_is_or_a_person_is_told(folder: Path, seed: int, habits: set[str]) -> None:
    assert tried(seed, habits, folder).faults == []
