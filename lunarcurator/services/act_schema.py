"""The JSON Schema of every act that can be posted: what others need to know to write one."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from types import MappingProxyType
from typing import Any, Final

import msgspec

from lunarcurator.domain.mass import Mass, UnknownReason
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.domain.operations.kinds import ActField, Kind, act_fields
from lunarcurator.domain.resting import REFERENCES
from lunarcurator.services.codec import EARLIEST_DAY_NUMBER, LATEST_DAY_NUMBER

type Schema = dict[str, Any]

_NOTES: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.DAY: "A day as YYYY-MM-DD, YYYY-MM, YYYY or unknown, or as the number YYYYMMDD with zeros for what "
        "is not known of it: 19720400 is April 1972, and 0 no day.",
        Kind.MICROGRAMS: "Whole micrograms: 1000000 is 1 g.",
        Kind.LENGTH: "Whole micrometres: 1000 is 1 mm.",
        Kind.AREA: "Whole square micrometres: 1000000 is 1 mm2.",
        Kind.TEMPERATURE: "Whole millikelvin: 253150 is -20 degrees Celsius.",
        Kind.SHARE: "Thousandths of a per cent: 97500 is 97.5 %.",
        Kind.SCALAR: "A text, or a whole number in the unit that the name of the field ends in.",
        Kind.PAIR: "A name and a text.",
    }
)
"""What the type of a value does not say."""
_OPEN: Final = "null: not known, or left as it is."


def schema_of_operations(examples: Mapping[str, object] = MappingProxyType({})) -> Schema:
    """Return the JSON Schema of every act, by kind; `examples` are operations as JSON objects by their kind."""
    parts = _parts()
    acts = [_act(kind, examples.get(kind)) for kind in OPERATIONS]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "oneOf": acts, "$defs": parts}


def _act(kind: str, example: object) -> Schema:
    told: Schema = {
        "type": "object",
        "required": ["kind"],
        "properties": {
            "kind": {"const": kind},
            "day": {
                "description": "YYYY-MM-DD, YYYY-MM, YYYY, unknown, or the number YYYYMMDD; today if absent",
                "oneOf": [
                    {"type": "string"},
                    {"type": "integer", "minimum": EARLIEST_DAY_NUMBER, "maximum": LATEST_DAY_NUMBER},
                    {"type": "null"},
                ],
            },
            "day_stated": {"type": "string", "description": "How a source words a day that is not exact."},
            "operation": {"$ref": f"#/$defs/{OPERATIONS[kind].__name__}"},
        },
        "additionalProperties": False,
    }
    if example is not None:
        told["examples"] = [{"kind": kind, "day": "2026-03-01", "operation": example}]
    return told


def _parts() -> dict[str, Schema]:
    """Return what the schemas of operations refer to: each of them, and each value with fields of its own."""
    kinds = list(OPERATIONS.values())
    _, parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    for kind in _with_inner(kinds):
        part = parts[kind.__name__]
        part["additionalProperties"] = False
        for each in act_fields(kind):
            said = part["properties"][each.name]
            if each.kind is Kind.DAY:
                _may_be_written(said)
            if note := _note(each):
                said["description"] = note
    parts[Mass.__name__]["properties"]["reason"]["enum"] = ["", *UnknownReason]
    return parts


def _may_be_written(day: Schema) -> None:
    """Let the schema of a day take it as text too."""
    kinds = day.pop("anyOf", [{"type": "integer"}])
    day.pop("type", None)
    day["anyOf"] = [*kinds, {"type": "string"}]


def _with_inner(kinds: list[Any]) -> list[Any]:
    """Return types with fields, and every type with fields that stands inside one of them."""
    found: dict[Any, None] = {}
    waiting = [*kinds]
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found[kind] = None
            waiting += [each.type for each in act_fields(kind) if is_dataclass(each.type)]
    return [*found]


def _note(field: ActField) -> str:
    """Return what is to be known of a field beside its type, "" where there is nothing."""
    note = _NOTES.get(field.kind, "")
    if field.kind is Kind.REFERENCE:
        note = f"What names one {REFERENCES[field.type]} of the store: its number, code, name or uid."
    return f"{note} {_OPEN}".strip() if field.open else note
