"""The kind of value that each field of an operation holds, read from its type.

Whatever shows, asks for or reads a field goes by its kind: a blank form, the command line.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum, StrEnum, auto
from functools import lru_cache
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Final, NamedTuple, Union, get_args, get_origin, get_type_hints

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.domain.resting import REFERENCES


class Kind(Enum):
    """A kind of value; a field may hold none, one or several of its kind."""

    TEXT = auto()
    CHOICE = auto()
    REFERENCE = auto()
    FLAG = auto()
    DAY = auto()
    MASS = auto()
    """A `Mass` with its quality, or the reason why it is unknown."""
    MICROGRAMS = auto()
    LENGTH = auto()
    """Whole micrometres."""
    AREA = auto()
    """Whole square micrometres."""
    TEMPERATURE = auto()
    """Whole millikelvin."""
    SHARE = auto()
    """Thousandths of a per cent."""
    NUMBER = auto()
    SCALAR = auto()
    """The value of a field that another field of the operation names."""
    READING = auto()
    RECORD = auto()
    """A value with fields of its own."""
    PAIR = auto()
    """A name and a text."""


_ENDINGS: Final[Mapping[str, Kind]] = MappingProxyType(
    {"_ug": Kind.MICROGRAMS, "_um": Kind.LENGTH, "_um2": Kind.AREA, "_mk": Kind.TEMPERATURE, "_milli": Kind.SHARE}
)
"""A whole number says by the end of its name what it counts."""
_BY_TYPE: Final[Mapping[Any, Kind]] = MappingProxyType(
    {
        str: Kind.TEXT,
        bool: Kind.FLAG,
        Day: Kind.DAY,
        Mass: Kind.MASS,
        Scalar: Kind.SCALAR,
        Reading: Kind.READING,
        tuple: Kind.PAIR,
        **dict.fromkeys(REFERENCES, Kind.REFERENCE),
    }
)


class ActField(NamedTuple):
    """A field of an operation, or of a record inside one.

    `type` is the type of one value: the enumeration of a choice, the reference, the class of a record. `open` says
    that None is a value of its own: unchanged, or not known. `needed` says that it has no default, which is
    `default` otherwise.
    """

    name: str
    kind: Kind
    type: Any
    several: bool = False
    open: bool = False
    needed: bool = False
    default: Any = None

    @property
    def plain_name(self) -> str:
        """The name without the unit at its end, for people who write units themselves: `mass` for `ug`."""
        if self.name == "ug":
            return "mass"
        ending = next((each for each in sorted(_ENDINGS, key=len, reverse=True) if self.name.endswith(each)), "")
        return self.name.removesuffix(ending)


def act_fields(kind: Any) -> tuple[ActField, ...]:
    """Return the fields of an operation, or of a record inside one, in order; `TypeError` for other types."""
    return _act_fields(kind)


@lru_cache(maxsize=256)
def _act_fields(kind: Any) -> tuple[ActField, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_act_field(each, hints[each.name]) for each in fields(kind))


def _act_field(told: "Field[Any]", hint: Any) -> ActField:
    several = False
    hint, may_be_none = _without_none(hint)
    if get_origin(hint) is tuple and get_args(hint)[1:] == (Ellipsis,):
        several = True
        hint = _without_marks(get_args(hint)[0])
    needed = told.default is MISSING and told.default_factory is MISSING
    default = told.default_factory() if told.default_factory is not MISSING else told.default
    kind = _kind_of(told.name, hint)
    return ActField(told.name, kind, hint, several, may_be_none, needed, None if needed else default)


def _without_marks(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _without_none(hint: Any) -> tuple[Any, bool]:
    hint = _without_marks(hint)
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    kinds = [each for each in get_args(hint) if each is not type(None)]
    return _without_marks(kinds[0]), True


def _kind_of(name: str, kind: Any) -> Kind:
    known = _BY_TYPE.get(kind) or _BY_TYPE.get(get_origin(kind))
    if known is not None:
        return known
    if kind is int:
        return Kind.MICROGRAMS if name == "ug" else _counted(name)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Kind.CHOICE
    if is_dataclass(kind):
        return Kind.RECORD
    msg = f"no kind of field for {name}: {kind}"
    raise TypeError(msg)


def _counted(name: str) -> Kind:
    return next((kind for ending, kind in _ENDINGS.items() if name.endswith(ending)), Kind.NUMBER)
