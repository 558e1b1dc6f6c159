"""Operations as JSON: read from people and programs, written as the canonical payload of an entry."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple, get_type_hints

import msgspec

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day, is_postable
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.operations import OPERATIONS, Operation
from lunarcurator.domain.resting import leaves
from lunarcurator.typed_json import convert

_CANONICAL: Final = msgspec.json.Encoder(order="sorted")
_TEXTS: Final = msgspec.json.Encoder()

_PLAIN: Final = frozenset({str, int})
_NUL_WRITTEN: Final = b"\\u0000"
"""How JSON writes NUL; a text that says so itself has it too, so the text is looked at then."""


class OperationTextError(Refusal):
    """A text that should be an operation is none; the facts say where and why."""


def encode_acts(acts: Iterable[Act]) -> bytes:
    """Return the canonical JSON of acts: UTF-8, NFC, sorted keys, no spaces, integers and strings only."""
    told = [
        {
            "kind": act.operation.KIND,
            "day": act.day,
            "day_stated": act.day_stated,
            "operation": _spare(act.operation),
        }
        for act in acts
    ]
    return unicodedata.normalize("NFC", _CANONICAL.encode(told).decode()).encode()


def written(operation: Operation) -> dict[str, Any]:
    """Return an operation as the object that stands for it in JSON, without what says no more than its default."""
    told: dict[str, Any] = msgspec.to_builtins(_spare(operation))
    return told


def normal(operation: Operation) -> Operation:
    """Return the operation with every text in NFC, so that its facts say the same bytes as its payload.

    Raises `OperationTextError` for a text that no store can keep and for a day that no calendar has, however deep
    it stands: what is posted is read as a day by lists, reminders and papers for ever.
    """
    for path, day in _days(operation):
        must_be_a_day(day, path)
    try:
        told = _TEXTS.encode(operation)
    except UnicodeEncodeError as error:
        raise OperationTextError("operation.unstorable_text", text=storable(error.object)) from error
    if _NUL_WRITTEN in told:
        _refuse_nul(msgspec.json.decode(told))
    if told.isascii() or unicodedata.is_normalized("NFC", text := told.decode()):
        return operation
    return convert(msgspec.json.decode(unicodedata.normalize("NFC", text)), type(operation))


def must_be_a_day(day: Day, field: str) -> None:
    """Raise `OperationTextError` where a field holds what is no day of the years that one may post."""
    if not is_postable(day):
        raise OperationTextError("operation.no_such_day", name=field, text=str(day))


def _days(value: Any, path: str = "") -> Iterator[tuple[str, Day]]:
    """Yield every day an operation or a part of it states, with the path of its field."""
    kind: Any = type(value)
    for name, is_day in _fields_with_days(kind):
        told = getattr(value, name)
        if is_day:
            if told is not None:
                yield f"{path}{name}", told
            continue
        for each in told if isinstance(told, tuple) else (told,):
            yield from _days(each, f"{path}{name}.")


@lru_cache(maxsize=256)
def _fields_with_days(kind: Any) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a type that hold a day, and those whose parts do: name, and whether it is a day."""
    if not is_dataclass(kind):
        return ()
    hints, found = get_type_hints(kind), list[tuple[str, bool]]()
    for each in fields(kind):
        inner = leaves(hints[each.name])
        if Day in inner:
            found.append((each.name, True))
        elif any(map(_fields_with_days, inner)):
            found.append((each.name, False))
    return tuple(found)


def normal_text(text: str) -> str:
    """Return a text in NFC; raises `OperationTextError` for one that no store can keep."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise OperationTextError("operation.unstorable_text", text=storable(text)) from error
    _refuse_nul(text)
    return unicodedata.normalize("NFC", text)


def _refuse_nul(told: Any) -> None:
    """Refuse a NUL in any text: SQLite ends a text there wherever it looks into one."""
    if isinstance(told, str):
        if "\0" in told:
            raise OperationTextError("operation.unstorable_text", text=storable(told))
        return
    inner: Iterable[Any] = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    for each in inner:
        _refuse_nul(each)


def storable(text: str) -> str:
    """Return a text with each character that cannot be stored as a question mark."""
    return text.replace("\0", "?").encode(errors="replace").decode()


def decode_acts(payload: bytes) -> tuple[Act, ...]:
    """Return the acts of a payload; the inverse of `encode_acts`."""
    told: Sequence[dict[str, Any]] = msgspec.json.decode(payload)
    return tuple(
        Act(
            operation=decode_operation(each["kind"], each["operation"]),
            day=each["day"],
            day_stated=each["day_stated"],
        )
        for each in told
    )


def decode_operation(kind: str, told: object) -> Operation:
    """Return the operation of a kind that a JSON object describes; raises `OperationTextError`."""
    operation = OPERATIONS.get(kind)
    if operation is None:
        raise OperationTextError("operation.unknown", kind=kind, known=", ".join(OPERATIONS))
    _only_known(operation, told)
    try:
        return convert(told, operation)
    except msgspec.ValidationError as error:
        raise OperationTextError("operation.malformed", kind=kind, problem=str(error)) from error


EARLIEST_DAY_NUMBER: Final = 1700_00_00
LATEST_DAY_NUMBER: Final = 2100_12_31
"""Between these a day may be written as a number, yyyymmdd, with zeros for what is not known of it."""


def _only_known(operation: type[Operation], told: object) -> None:
    """Refuse a misspelt field: what the program does not read must not look as if it were taken."""
    if isinstance(told, Mapping):
        unknown = sorted(set(told) - set(operation.__dataclass_fields__))
        if unknown:
            raise OperationTextError("operation.unknown_field", kind=operation.KIND, fields=", ".join(unknown))


def _spare(told: Any) -> Any:
    """Leave out of an operation what says no more than its default, so that a new field changes no old payload.

    A zero and an empty text that somebody stated stay: they are evidence, and not the same as nothing said.
    """
    kind: type[Any] = type(told)
    if kind in _PLAIN:
        return told
    if is_dataclass(kind):
        names, defaults, said = _fields_of(kind)
        return {
            # Most of what is said is a text or a figure.
            name: value if type(value) in _PLAIN else _spare(value)
            for name, default, value in zip(names, defaults, said(told), strict=True)
            # Most fields of most operations are their very default.
            if value is not default and (value != default or type(value) is not type(default))
        }
    if isinstance(told, tuple):
        return [_spare(value) for value in told]
    return told


class _Fields(NamedTuple):
    """The fields of a class by name, their defaults, and what takes the values of all of them."""

    names: tuple[str, ...]
    defaults: tuple[object, ...]
    said: Callable[[Any], tuple[Any, ...]]


@lru_cache(maxsize=64)
def _fields_of(kind: type[Any]) -> _Fields:
    told = fields(kind)
    names = tuple(each.name for each in told)
    # A getter of one name gives its value alone.
    said = attrgetter(*names) if len(names) > 1 else lambda one: tuple(getattr(one, name) for name in names)
    return _Fields(
        names,
        tuple(each.default_factory() if each.default_factory is not MISSING else each.default for each in told),
        said,
    )
