"""Records with types: what is on record of a subject, read into the class that describes it, and written back.

The fields of such a class have the names under which their values stand on record; the default of one counts where
nothing is on record. Three names mean the record itself: `uid`, `fields` (all of a subject) and `told` (all of an
entry).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from functools import lru_cache
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid

type _Fields = Mapping[str, Any]
type _Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Entries:
    """Marks a tuple, or a mapping by uid, whose values stand in fields of their own: this prefix, then a uid.

    A value with fields stands there as JSON. `order` sorts those that are not to stay as they came.
    """

    prefix: str
    order: Callable[[Any], Any] | None = None


def read[T](kind: type[T], uid: Uid, known: Mapping[str, Scalar], **otherwise: object) -> T:
    """Return what is known of a subject as a value of a class; `otherwise` says fields that are read elsewhere."""
    made: T = _filled(kind, known, {"uid": uid, "fields": known, **otherwise})
    return made


def entries_of[T](kind: type[T], known: Mapping[str, Scalar], prefix: str) -> tuple[T, ...]:
    """Return the entries of a subject under a prefix as values of a class, in the order in which they came."""
    return tuple(_entry(kind, uid, text) for uid, text in texts(known, prefix))


def entry_text(value: Any) -> str:
    """Return the text that stands on record for an entry; its uid is in the name of the field."""
    names = (each.name for each in fields(value) if each.name != "uid")
    return json.dumps({name: _plain(getattr(value, name)) for name in names}, ensure_ascii=False, sort_keys=True)


def texts(known: Mapping[str, Scalar], prefix: str) -> list[tuple[Uid, str]]:
    """Return the entries kept under a prefix, with their uids, in the order in which they came; none is empty."""
    return [
        (Uid(key.removeprefix(prefix)), str(value))
        for key, value in known.items()
        if value and key.startswith(prefix)
    ]


def _entry(kind: Any, uid: Uid, text: str) -> Any:
    told = json.loads(text)
    return _filled(kind, told, {"uid": uid, "told": told})


def _plain(value: object) -> Scalar | list[Any]:
    if isinstance(value, tuple):
        return list(map(_plain, value))
    if isinstance(value, bool):
        return int(value)
    return value if isinstance(value, str | int) else None


def _filled(kind: Any, told: _Fields, given: Mapping[str, object]) -> Any:
    made: dict[str, object] = {}
    for name, reader, empty in _readers(kind):
        value = told.get(name)
        if name in given:
            made[name] = given[name]
        elif isinstance(reader, _Listed):
            made[name] = reader(told)
        else:
            made[name] = empty if value is None or value == "" else reader(value)
    return kind(**made)


@lru_cache(maxsize=64)
def _readers(kind: Any) -> tuple[tuple[str, _Reader, object], ...]:
    """Return for each field of a class its name, what reads its value, and what stands for none."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple((each.name, *_reader(each, hints[each.name])) for each in fields(kind))


def _reader(told: "Field[Any]", hint: Any) -> tuple[_Reader, object]:
    if get_origin(hint) is Annotated:
        return _Listed(*get_args(hint)), None
    reader, empty = _value_reader(hint)
    return reader, empty if told.default is MISSING else told.default


class _Listed:
    """Reads the entries under a prefix: into a tuple, or into a mapping by uid."""

    def __init__(self, listed: Any, marks: Entries) -> None:
        self._by_uid = get_origin(listed) is not tuple
        self._kind = get_args(listed)[-1 if self._by_uid else 0]
        self._marks = marks

    def __call__(self, told: _Fields) -> Any:
        convert = _PLAIN.get(self._kind)
        found = [
            (uid, convert(text) if convert else _entry(self._kind, uid, text))
            for uid, text in texts(told, self._marks.prefix)
        ]
        if self._by_uid:
            return dict(found)
        values = [value for _, value in found]
        return tuple(sorted(values, key=self._marks.order) if self._marks.order else values)


_PLAIN: Final[Mapping[Any, Callable[[Any], Any]]] = MappingProxyType({str: str, Uid: Uid, int: int, Day: int})
_EMPTY: Final[Mapping[Any, object]] = MappingProxyType({str: "", int: 0, Day: 0, bool: False})


def _value_reader(hint: Any) -> tuple[Callable[[Any], Any], object]:
    """Return what makes a value of a type out of what is on record, and what stands for nothing."""
    if get_origin(hint) in (Union, UnionType):
        kind = next(each for each in get_args(hint) if each is not type(None))
        return _value_reader(kind)[0], None
    if get_origin(hint) is tuple:
        kind = get_args(hint)[0]
        return lambda told: tuple(map(kind, json.loads(told) if isinstance(told, str) else told)), ()
    return _PLAIN.get(hint, hint), _EMPTY.get(hint)
