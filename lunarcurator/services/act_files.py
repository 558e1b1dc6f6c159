"""Acts as people and programs write them in JSON: one act, a list, or an object with acts and their reasons."""

import json
import reprlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from difflib import get_close_matches
from typing import Any, Final

import msgspec

from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.days import Day, DayTextError, certain_day, check_day, parse_day, words_of_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.domain.operations.kinds import ActField, Kind, act_fields
from lunarcurator.services.codec import (
    EARLIEST_DAY_NUMBER,
    LATEST_DAY_NUMBER,
    OperationTextError,
    decode_operation,
)
from lunarcurator.services.whole_records import left_out
from lunarcurator.typed_json import convert

_ACT: Final = frozenset({"kind", "day", "day_stated", "operation"})
_WHOLE: Final = frozenset({"acts", "reason", "overrides", "authority", "title"})


@dataclass(frozen=True, slots=True)
class WrittenActs:
    """Acts read from JSON with what their author says about them; who posts them is not written there."""

    acts: tuple[Act, ...]
    reason: str = ""
    overrides: tuple[Override, ...] = ()
    authority: Authority | None = None
    title: str = ""

    def posting(self, operator: OperatorRef, witness: OperatorRef | None = None) -> Posting:
        """Return the posting of these acts by somebody."""
        return Posting(
            acts=self.acts,
            operator=operator,
            witness=witness,
            reason=self.reason,
            overrides=self.overrides,
            authority=self.authority,
            title=self.title,
        )


def read_acts(text: str | bytes, today: Day) -> WrittenActs:
    """Return the acts of a JSON text, one without a day today; raises `OperationTextError`, `DayTextError`."""
    try:
        told = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise OperationTextError("operation.no_json", problem=str(error)) from error
    return acts_of(told, today)


def acts_of(told: object, today: Day) -> WrittenActs:
    """Return the acts of a JSON value; see `read_acts`."""
    if isinstance(told, list):
        return WrittenActs(tuple(_acts(told, today)))
    if isinstance(told, Mapping) and "acts" in told:
        _only(told, _WHOLE)
        acts = told["acts"]
        if not isinstance(acts, list):
            raise OperationTextError("operation.no_acts")
        authority = told.get("authority")
        _with_days(Authority, authority, "authority")
        for within, each in _values(told.get("overrides"), "overrides"):
            _with_days(Override, each, within)
        return WrittenActs(
            tuple(_acts(acts, today)),
            _text(told, "reason"),
            _fitting(told.get("overrides") or [], tuple[Override, ...], "overrides"),
            _fitting(authority, Authority, "authority") if authority else None,
            _text(told, "title"),
        )
    return WrittenActs(tuple(_acts([told], today)))


def _acts(told: Sequence[object], today: Day) -> Iterator[Act]:
    for number, each in enumerate(told, start=1):
        try:
            yield _act(each, today)
        except Refusal as refusal:
            refusal.act = number if len(told) > 1 else 0
            raise


def _act(told: object, today: Day) -> Act:
    if not isinstance(told, Mapping) or not isinstance(told.get("kind"), str):
        raise OperationTextError("operation.no_acts")
    _only(told, _ACT)
    day, stated = _day(told, today)
    kind, fields = told["kind"], told.get("operation") or {}
    if kind in OPERATIONS:
        fields = _with_days(OPERATIONS[kind], fields, "operation")
    operation = decode_operation(kind, fields)
    _is_whole(kind, fields)
    return Act(operation=operation, day=day, day_stated=stated)


def _with_days(kind: Any, told: object, path: str) -> Any:
    """Return a value with its days read, which may be written as text as the day of the act is.

    A misspelt key is refused however deep it stands: what the program does not read must not look as if it did.
    """
    if not isinstance(told, Mapping):
        return told
    fields = {each.name: each for each in act_fields(kind)}
    read = dict[str, object]()
    for key, value in told.items():
        if key not in fields:
            nearest = get_close_matches(key, fields, n=1)
            facts = {"path": f"{path}.{key}", "nearest": "".join(nearest), "known": [*fields]}
            raise OperationTextError("operation.unknown_key", **facts)
        inside = [_value(fields[key], each, within) for within, each in _values(value, f"{path}.{key}")]
        read[key] = inside if isinstance(value, list) else inside[0]
    return read


def _value(field: ActField, told: object, path: str) -> object:
    if field.kind is Kind.DAY and isinstance(told, str):
        return _day_in(told, path)
    return _with_days(field.type, told, path) if is_dataclass(field.type) else told


def _day_in(written: str, path: str) -> Day:
    """Return a day that stands inside an operation, where no words are kept beside it."""
    try:
        return certain_day(written)
    except DayTextError as why:
        raise OperationTextError("operation.day_in", path=path, why=why) from why


def _values(told: object, path: str) -> Iterator[tuple[str, object]]:
    """Yield the values of a field that holds one or several, each with its path."""
    if not isinstance(told, list):
        yield path, told
        return
    for at, each in enumerate(told):
        yield f"{path}[{at}]", each


def _is_whole(kind: str, told: Mapping[str, Any]) -> None:
    """Refuse what leaves out fields of a record that it states anew: nobody said that they are to be emptied."""
    row, fields = left_out(kind, told)
    if fields:
        within = f"{kind}.{row}" if row else kind
        raise OperationTextError("operation.not_whole", kind=within, fields=[each.name for each in fields])


def _day(told: Mapping[str, Any], today: Day) -> tuple[Day, str]:
    written, stated = told.get("day"), _text(told, "day_stated")
    if written is None:
        return today, stated
    if isinstance(written, int):
        return _day_of_number(written), stated
    written = _text(told, "day")
    day = parse_day(written)
    return day, stated or words_of_day(written)


def _day_of_number(written: int) -> Day:
    """Return a day written as yyyymmdd; a number with fewer digits is a slip, not a day of long ago."""
    if isinstance(written, bool) or not EARLIEST_DAY_NUMBER <= written <= LATEST_DAY_NUMBER:
        raise DayTextError("day.no_number", text=json.dumps(written))
    return check_day(written)


def _text(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key) or ""
    if not isinstance(value, str):
        raise OperationTextError("operation.malformed", kind=key, problem=reprlib.repr(value))
    return value


def _fitting[T](told: object, kind: type[T], name: str) -> T:
    try:
        return convert(told, kind)
    except msgspec.ValidationError as error:
        raise OperationTextError("operation.malformed", kind=name, problem=str(error)) from error


def _only(told: Mapping[str, Any], known: frozenset[str]) -> None:
    for key in told:
        if key not in known:
            nearest = "".join(get_close_matches(key, known, n=1))
            raise OperationTextError("operation.unknown_key", path=key, nearest=nearest, known=sorted(known))
