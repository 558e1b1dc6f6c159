"""Every table in the resources folder can be read and says each thing once."""

import json
import unicodedata
from pathlib import Path

import pytest

from tests.house.sources import PROJECT

TABLES = sorted((PROJECT / "resources").rglob("*.json"))


def name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    assert not twice, f"said twice: {twice}"
    return dict(pairs)


def test_there_are_tables() -> None:
    assert TABLES


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_a_table_reads_as_json_and_says_each_thing_once(path: Path) -> None:
    assert json.loads(path.read_bytes().decode("utf-8"), object_pairs_hook=once)


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_a_table_is_composed_text_without_a_byte_order_mark(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert not text.startswith("\ufeff")
    assert unicodedata.is_normalized("NFC", text)
