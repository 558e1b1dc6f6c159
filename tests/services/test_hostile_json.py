"""JSON from outside is hostile until parsed: whatever it holds, it is read or refused with a sentence."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.exchange.reading import read_book
from lunarcurator.services.act_files import read_acts
from lunarcurator.services.exporting.presets import read_preset
from lunarcurator.services.importing.profiles import read_profile
from lunarcurator.services.lab_tables import LabTables
from lunarcurator.services.policy_files import check_file
from lunarcurator.services.schemes import load_scheme
from lunarcurator.services.words import Words

DEEP = {
    "list": "[" * 100_000 + "]" * 100_000,
    "object": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "unfinished": "[" * 100_000,
}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
ACT_KEYS = st.sampled_from(["kind", "day", "day_stated", "operation"])
WHOLE_KEYS = st.sampled_from(["acts", "reason", "overrides", "authority", "title"])
KINDS = st.sampled_from(sorted(OPERATIONS))
ACTS = st.dictionaries(ACT_KEYS, KINDS | VALUES, max_size=4)
WRITTEN = (
    VALUES | ACTS | st.lists(ACTS, max_size=2) | st.dictionaries(WHOLE_KEYS, VALUES | st.lists(ACTS, max_size=2))
)


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
@pytest.mark.parametrize(
    "read",
    [
        pytest.param(lambda path: read_acts(path.read_bytes(), 20260101), id="acts"),
        pytest.param(read_book, id="table"),
        pytest.param(read_preset, id="preset"),
        pytest.param(read_profile, id="profile"),
        pytest.param(load_scheme, id="scheme"),
        pytest.param(check_file, id="policy"),
    ],
)
def test_deep_json_is_refused_with_a_sentence(
    read: Callable[[Path], object], text: str, tmp_path: Path, words: Words
) -> None:
    path = tmp_path / "deep.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read(path)
    assert len(words.say(refused.value.key, refused.value.facts)) < 1_000


@pytest.mark.parametrize("folder", ["schemes", "vocabularies", "collections", "policies"])
def test_deep_tables_of_a_lab_are_refused_with_a_sentence(folder: str, tmp_path: Path, resources: Path) -> None:
    name = next((resources / folder).glob("*.json")).name
    tables = tmp_path / "lab.tables" / folder
    tables.mkdir(parents=True)
    (tables / name).write_text(DEEP["list"], encoding="utf-8")
    with pytest.raises(Refusal):
        # Policies are read when they are first asked for.
        _ = LabTables.load(tmp_path / "lab.lunar").policies


@given(WRITTEN)
def test_acts_of_any_json_are_read_or_refused(written: object) -> None:
    try:
        acts = read_acts(msgspec.json.encode(written), 20260101).acts
    except Refusal:
        return
    assert all(each.operation.KIND in OPERATIONS for each in acts)
