"""Acts as people and programs write them in JSON: one act, a list, or an object with acts and their reasons."""

import json
import reprlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.days import Day, DayTextError, check_day, is_precise, parse_day
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.services.codec import (
    EARLIEST_DAY_NUMBER,
    LATEST_DAY_NUMBER,
    OperationTextError,
    decode_operation,
)
from lunarcurator.services.whole_records import left_out

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
        return WrittenActs(
            tuple(_acts(acts, today)),
            _text(told, "reason"),
            _fitting(told.get("overrides") or [], tuple[Override, ...], "overrides"),
            _fitting(authority, Authority, "authority") if authority else None,
            _text(told, "title"),
        )
    return WrittenActs(tuple(_acts([told], today)))


def _acts(told: Sequence[object], today: Day) -> Iterator[Act]:
    for each in told:
        if not isinstance(each, Mapping) or not isinstance(each.get("kind"), str):
            raise OperationTextError("operation.no_acts")
        _only(each, _ACT)
        day, stated = _day(each, today)
        operation = decode_operation(each["kind"], each.get("operation") or {})
        _is_whole(each["kind"], each.get("operation") or {})
        yield Act(operation=operation, day=day, day_stated=stated)


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
    return day, stated or ("" if is_precise(day) else written.strip())


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
        return msgspec.convert(told, kind)
    except msgspec.ValidationError as error:
        raise OperationTextError("operation.malformed", kind=name, problem=str(error)) from error


def _only(told: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(set(told) - known)
    if unknown:
        raise OperationTextError("operation.unknown_field", kind="acts", fields=", ".join(unknown))
