"""Acts that people and programs write: what is not read is refused, by its path, and the schema says the same."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import msgspec
import pytest
from lunarcurator.domain.acts import Act
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.operations import OPERATIONS, Operation
from lunarcurator.services.act_files import read_acts
from lunarcurator.services.act_schema import schema_of_operations
from lunarcurator.services.codec import written
from lunarcurator.services.commands.doing import written_examples
from lunarcurator.services.words import Words

from tests.house.test_completeness import filled
from tests.house.test_days import day_fields

KINDS = tuple(OPERATIONS)
TODAY = 20260301
SCHEMA = jsonschema.Draft202012Validator(schema_of_operations())


def objects(told: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each object inside a JSON value with its path."""
    if isinstance(told, dict):
        yield path, told
        for key, value in told.items():
            yield from objects(value, f"{path}.{key}")
    elif isinstance(told, list):
        for at, value in enumerate(told):
            yield from objects(value, f"{path}[{at}]")


@pytest.mark.parametrize("kind", KINDS)
def test_an_act_with_every_field_is_read_and_fits_the_schema(kind: str) -> None:
    operation: Operation = filled(OPERATIONS[kind])
    act = {"kind": kind, "day": "2026-03-01", "operation": msgspec.json.decode(msgspec.json.encode(operation))}
    SCHEMA.validate(act)
    assert read_acts(json.dumps(act), TODAY).acts == (Act(operation=operation, day=TODAY),)


@pytest.mark.parametrize("kind", KINDS)
def test_a_misspelt_key_is_refused_by_its_path_wherever_it_stands(kind: str) -> None:
    told = written(filled(OPERATIONS[kind]))
    for path, within in [*objects(told, "operation")]:
        right = next(iter(within))
        within[f"{right}x"] = within[right]
        act = {"kind": kind, "operation": told}
        with pytest.raises(Refusal) as refused:
            read_acts(json.dumps(act), TODAY)
        found = refused.value
        assert (found.key, found.facts["path"]) == ("operation.unknown_key", f"{path}.{right}x")
        assert found.facts["nearest"] == right
        assert not SCHEMA.is_valid(act)
        del within[f"{right}x"]


DAYS = [(kind, path) for kind in KINDS for path in day_fields(OPERATIONS[kind])]


def with_day(value: Any, path: tuple[str, ...], day: object) -> None:
    """Put a day into the field of a path of an act, in the first of several values."""
    for step in path[:-1]:
        value = value[step][0] if isinstance(value[step], list) else value[step]
    value[path[-1]] = day


@pytest.mark.parametrize(("kind", "path"), DAYS)
def test_a_day_inside_an_operation_is_written_as_the_day_of_the_act(kind: str, path: tuple[str, ...]) -> None:
    told = written(filled(OPERATIONS[kind]))
    read: dict[str, Operation] = {}
    for text, number in (("2024-02", 20240200), ("unknown", 0), ("2024-XX", 20240000), ("2024-02-29", 20240229)):
        for day in (text, number):
            with_day(told, path, day)
            act = {"kind": kind, "operation": told}
            SCHEMA.validate(act)
            (made,) = read_acts(json.dumps(act), TODAY).acts
            assert read.setdefault(text, made.operation) == made.operation
    assert len(set(map(repr, read.values()))) == 4
    refused_for = {"about 2024": "doubted", "2024~": "doubted", "soon": "unreadable"}
    for text, why in refused_for.items():
        with_day(told, path, text)
        with pytest.raises(Refusal) as refused:
            read_acts(json.dumps({"kind": kind, "operation": told}), TODAY)
        found = refused.value
        assert (found.key, found.facts["why"].key) == ("operation.day_in", f"day.text_{why}")
        assert str(found.facts["path"]).endswith(path[-1])


def test_each_act_has_an_example_that_is_read_and_fits_the_schema(words: Words) -> None:
    examples = written_examples(words)
    assert [*examples] == [*KINDS]
    for kind, example in examples.items():
        act = {"kind": kind, "day": "2026-03-01", "operation": example}
        SCHEMA.validate(act)
        (read,) = read_acts(json.dumps(act), TODAY).acts
        assert written(read.operation) == example, kind
    told = [each["examples"][0]["operation"] for each in schema_of_operations(examples)["oneOf"]]
    assert told == [*examples.values()]


@pytest.mark.parametrize(
    ("around", "path"),
    [
        ({"act": []}, None),
        ({"reson": ""}, "reson"),
        ({"authority": {"name": "A", "documnt": "B"}}, "authority.documnt"),
        ({"overrides": [{"key": "k", "reason": "r", "why": ""}]}, "overrides[0].why"),
    ],
)
def test_what_stands_around_acts_is_refused_by_its_path_too(around: dict[str, Any], path: str | None) -> None:
    sight = {"kind": "sight", "operation": {"samples": ["1"]}}
    with pytest.raises(Refusal) as refused:
        read_acts(msgspec.json.encode({"acts": [sight], **around} if path else around), TODAY)
    assert refused.value.facts.get("path") == path


def test_the_act_of_several_that_cannot_be_read_is_numbered() -> None:
    sight: dict[str, Any] = {"kind": "sight", "operation": {"samples": ["1"]}}
    wrong = [
        {**sight, "dya": "2026"},
        {**sight, "day": "soon"},
        {"kind": "fly"},
        {"kind": "sight", "operation": {"samples": 5}},
        {"kind": "sight", "operation": {"samples": ["1"], "sampels": []}},
        7,
    ]
    for each in wrong:
        with pytest.raises(Refusal) as refused:
            read_acts(json.dumps([sight, each]), TODAY)
        assert refused.value.act == 2, each
        with pytest.raises(Refusal) as refused:
            read_acts(json.dumps([each]), TODAY)
        assert refused.value.act == 0, each
