"""An act as somebody writes it: masses with their unit, days, words or codes, rows as `name=value`."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, cast

import msgspec

from lunarcurator.domain.days import certain_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.fields import FIELDS, PLACE_FIELDS, Field, FieldKind
from lunarcurator.domain.mass import Mass, MassKind, UnknownReason
from lunarcurator.domain.mass_text import parse_exact_mass, parse_mass
from lunarcurator.domain.operations import OPERATIONS, CorrectBirth, CorrectPlace, Operation
from lunarcurator.domain.operations.issuing import PackShipment
from lunarcurator.domain.operations.kinds import ActField, Kind, act_fields
from lunarcurator.domain.operations.requesting import ChangeLoan
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.domain.temperature import parse_temperature
from lunarcurator.services.act_labels import area_of
from lunarcurator.services.importing.cells.values import length_value, percent_value, whole_value
from lunarcurator.services.spellings import Spellings
from lunarcurator.typed_json import convert, decode

type Said = Mapping[str, Sequence[str]]
"""What was written of each field, by its name without a unit; of a field inside a record as `reading.net`."""

type _Reader = Callable[[ActField, str], Any]

_RECORDS: Final = frozenset({Kind.READING, Kind.RECORD})
_EMPTY_TEXTS: Final = frozenset({Kind.TEXT, Kind.SCALAR})
"""Kinds whose values may be empty texts themselves."""
_SQUARE: Final = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,6}))?\s*(mm|µm|um)(?:2|²|\^2)")
_SQUARE_UM: Final = MappingProxyType({"mm": 1_000_000, "um": 1, "µm": 1})
_BY_FIELD: Final[Mapping[FieldKind, Kind]] = MappingProxyType(
    {
        FieldKind.MASS: Kind.MICROGRAMS,
        FieldKind.AREA: Kind.AREA,
        FieldKind.PERCENT: Kind.SHARE,
        FieldKind.DAY: Kind.DAY,
        FieldKind.INTEGER: Kind.NUMBER,
        FieldKind.LENGTH: Kind.LENGTH,
        FieldKind.TEMPERATURE: Kind.TEMPERATURE,
        FieldKind.FLAG: Kind.FLAG,
    }
)
"""How the value of a recorded field is written."""
_UNKNOWN_CODES: Final = frozenset({"other", "not_stated"})
"""What a choice says where nobody knows; any other code is a claim, which an empty text never makes."""
_LEAVES: Final[frozenset[tuple[Any, str]]] = frozenset(
    {
        (ChangeLoan, "agreement"),
        (PackShipment, "direction"),
        (PackShipment, "carrier"),
        (CorrectBirth, "mass"),
        (CorrectBirth, "parent"),
        (CorrectBirth, "born"),
    }
)
"""Fields in which None leaves what is on record, which nothing that is written can empty."""
_NO_DAY: Final[frozenset[tuple[Any, str]]] = frozenset({(ChangeLoan, "project_until")})
"""Days in which None leaves what is on record, and 0 empties it."""


class OptionRefused(Refusal):
    """What was written of an act cannot be read, or a field that it needs is missing."""


class ActOptions:
    """Reads acts; a choice is named by its code or by its word in any language of the program."""

    def __init__(self, spellings: Spellings) -> None:
        self._spellings = spellings
        self._readers: Mapping[Kind, _Reader] = MappingProxyType(
            {
                Kind.TEXT: lambda _, text: text,
                Kind.SCALAR: lambda _, text: text,
                Kind.REFERENCE: lambda _, text: text.strip(),
                Kind.CHOICE: lambda field, text: self._choice(field, text),
                Kind.FLAG: lambda field, text: self._flag(field, text),
                Kind.DAY: lambda _, text: certain_day(text),
                Kind.MASS: lambda _, text: self._mass(text),
                Kind.MICROGRAMS: lambda _, text: _exact_mass(text).ug,
                Kind.LENGTH: lambda _, text: length_value(text, ""),
                Kind.AREA: lambda _, text: _area(text),
                Kind.TEMPERATURE: lambda _, text: parse_temperature(text),
                Kind.SHARE: lambda _, text: _share(text),
                Kind.NUMBER: lambda _, text: whole_value(text),
                Kind.READING: lambda field, text: self._record(field.type, text),
                Kind.RECORD: lambda field, text: self._record(field.type, text),
                Kind.PAIR: lambda _, text: _pair(text),
            }
        )

    def act(self, kind: str, said: Said) -> Operation:
        """Return the operation of a kind with what was written of its fields; raises `OptionRefused`."""
        return cast("Operation", self._filled(OPERATIONS[kind], said))

    def _filled(self, kind: Any, said: Said) -> Any:
        values: dict[str, Any] = {}
        for each in act_fields(kind):
            name = each.plain_name
            parts = {key.removeprefix(f"{name}."): said[key] for key in said if key.startswith(f"{name}.")}
            if parts:
                values[each.name] = self._made(each.type, {**parts, **_bare(name, said)})
            elif name in said:
                values[each.name] = self._value(kind, each, said[name])
        missing = [each.plain_name for each in act_fields(kind) if each.needed and each.name not in values]
        if missing:
            raise OptionRefused("cli.do_missing", fields=missing)
        return kind(**self._with_scalars(kind, values))

    def _value(self, kind: Any, field: ActField, texts: Sequence[str]) -> Any:
        if field.several and [each.strip() for each in texts] == [""]:
            return ()
        if field.several:
            return tuple(self._one(field, each) for each in texts)
        if len(texts) > 1:
            raise OptionRefused("cli.do_twice", option=field.plain_name)
        if field.kind not in _EMPTY_TEXTS and not field.needed and not texts[0].strip():
            return _nothing_known(kind, field)
        return self._one(field, texts[0])

    def _one(self, field: ActField, text: str) -> Any:
        """Read one value; what cannot be read is refused with the name of its field."""
        try:
            read = self._readers[field.kind](field, text)
        except Refusal as why:
            raise OptionRefused("cli.do_unread", option=field.plain_name, why=why) from why
        if read is None and not field.open:
            raise OptionRefused("cli.do_empty", option=field.plain_name)
        return read

    def _with_scalars(self, kind: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read each value that is of the kind of the recorded field which `field` names beside it."""
        fields = PLACE_FIELDS if kind is CorrectPlace else FIELDS
        named = fields.get(str(values.get("field", "")))
        scalars = [each for each in act_fields(kind) if each.kind is Kind.SCALAR and each.name in values]
        return {**values, **{each.name: self._scalar(each, named, values[each.name]) for each in scalars}}

    def _scalar(self, field: ActField, named: Field | None, text: str) -> str | int | None:
        if not text.strip():
            return None
        if named is None:
            return text
        if named.terms:
            return self._code(named.key, named.terms, text)
        read = self._one(field._replace(kind=_BY_FIELD.get(named.kind, Kind.TEXT)), text)
        return int(read) if isinstance(read, bool) else cast("str | int", read)

    def _mass(self, text: str) -> Mass:
        """Return a mass: a figure alone is stated, before one may stand its kind; `unknown: sealed` says why."""
        for each in MassKind:
            rest = self._after_word(f"mass_kind.{each}", text)
            if rest is None:
                continue
            if each is MassKind.NOT_APPLICABLE:
                return Mass.not_applicable()
            if each is MassKind.UNKNOWN:
                reason = rest or UnknownReason.NOT_STATED
                return Mass.unknown(self._code("unknown_reason", list(UnknownReason), reason))
            return _parsed_mass(rest, each)
        return _parsed_mass(text)

    def _after_word(self, key: str, text: str) -> str | None:
        """Return what stands after the word with which a text begins, None where it begins with another."""
        for word in self._spellings.of(key):
            match = re.fullmatch(rf"{re.escape(word)}(?:\s*[:：]\s*|\s+|$)(.*)", text.strip(), re.IGNORECASE)
            if match is not None:
                return match[1]
        return None

    def _choice(self, field: ActField, text: str) -> Any:
        return field.type(self._code(area_of(field.type), list(field.type), text))

    def _flag(self, field: ActField, text: str) -> bool | None:
        answers = {"yes": True, "no": False}
        return answers.get(self._code("value", [*answers, "unknown"] if field.open else list(answers), text))

    def _code(self, area: str, codes: Sequence[str], text: str) -> str:
        wanted = _folded(text)
        for code in codes:
            if wanted in map(_folded, self._spellings.of(f"{area}.{code}")):
                return str(code)
        raise OptionRefused("cli.do_choice", text=text.strip(), known=[str(each) for each in codes])

    def _record(self, kind: Any, text: str) -> Any:
        return _from_json(kind, text) if text.lstrip().startswith("{") else self._made(kind, _parted(kind, text))

    def _made(self, kind: Any, said: Said) -> Any:
        """Return a record of what was written of its fields; of a reading the net mass may stand by itself."""
        if kind is Reading:
            return self._reading(said)
        if "" in said:
            names = [each.plain_name for each in act_fields(kind)]
            raise OptionRefused("cli.do_row", text=said[""][0], fields=names)
        return self._filled(kind, said)

    def _reading(self, said: Said) -> Reading:
        if "" in said and "net" in said:
            raise OptionRefused("cli.do_twice", option="net")
        told = {("net" if name == "" else name): texts for name, texts in said.items()}
        read = cast("Reading", self._filled(Reading, told))
        if read.balance is not None or read.resolution_ug is not None:
            return read
        coarsest = _coarsest(told[name][0] for name in ("net", "gross", "tare") if name in told)
        return Reading(
            net_ug=read.net_ug, gross_ug=read.gross_ug, tare_ug=read.tare_ug, resolution_ug=coarsest or None
        )


def _nothing_known(kind: Any, field: ActField) -> Any:
    """Return what a field of an act or a row holds where somebody wrote that nothing is known of it."""
    if (kind, field.name) in _LEAVES:
        raise OptionRefused("cli.do_stays", option=field.plain_name)
    if (kind, field.name) in _NO_DAY:
        return 0
    if field.kind is Kind.CHOICE and not field.open and field.default not in _UNKNOWN_CODES:
        known = [str(each) for each in field.type]
        raise OptionRefused("cli.do_no_choice", option=field.plain_name, known=known)
    return None if field.open else field.default


def _parsed_mass(text: str, kind: MassKind = MassKind.STATED) -> Mass:
    """Return a mass whose unit is written: where none is, grams and milligrams would differ."""
    in_grams = parse_mass(text, unit="g", kind=kind)
    if in_grams.ug and parse_mass(text, unit="kg", kind=kind) != in_grams:
        raise OptionRefused("cli.do_no_unit", text=text.strip())
    return in_grams


def _exact_mass(text: str) -> Mass:
    _parsed_mass(text)
    return parse_exact_mass(text, unit="g")


def _coarsest(texts: Iterable[str]) -> int:
    """Return the last place in ug of the mass that is written most coarsely, 0 where none is."""
    masses = (_exact_mass(text) for text in texts if text.strip())
    return max((each.resolution_ug or 0 for each in masses), default=0)


def _bare(name: str, said: Said) -> Said:
    """Return what was written of a record itself beside what was written of its fields."""
    return {"": said[name]} if name in said else {}


def _parted(kind: Any, text: str) -> dict[str, list[str]]:
    """Return what a text such as `number=15555,46; mass=1.2 g` says of each field of a record.

    A sign that parts stands before the name of a field, so that numbers keep their commas.
    """
    names = "|".join(sorted(map(re.escape, _names(kind)), key=len, reverse=True))
    mark = re.compile(rf"(?:^|[;,；，])\s*({names})\s*=", re.IGNORECASE)
    found = list(mark.finditer(text))
    said: dict[str, list[str]] = {}
    before = text[: found[0].start()] if found else text
    if before.strip(" ;,；，"):
        said[""] = [before.strip()]
    ends = [each.start() for each in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=False):
        said.setdefault(match[1].lower().replace("-", "_"), []).append(text[match.end() : end].strip())
    return said


def in_row(field: ActField, text: str) -> frozenset[str]:
    """Return the names of the fields of which a text says something that is a row of a field."""
    if text.lstrip().startswith("{"):
        return frozenset(_object(field.type, text))
    said = _parted(field.type, text)
    return frozenset(each.name for each in act_fields(field.type) if each.plain_name in said)


def _names(kind: Any) -> Iterable[str]:
    """Yield how each field of a record may be written, and of a record inside it each field as `reading.net`."""
    for each in act_fields(kind):
        inner = _names(each.type) if each.kind in _RECORDS and not each.several else ()
        for name in (each.plain_name, *(f"{each.plain_name}.{part}" for part in inner)):
            yield name
            yield name.replace("_", "-")


def _from_json(kind: Any, text: str) -> Any:
    told = _object(kind, text)
    try:
        unknown = sorted(set(told) - {each.name for each in act_fields(kind)})
        if unknown:
            raise OptionRefused("operation.unknown_field", kind=kind.__name__, fields=", ".join(unknown))
        return convert(told, kind)
    except msgspec.DecodeError as error:
        raise OptionRefused("operation.malformed", kind=kind.__name__, problem=str(error)) from error


def _object(kind: Any, text: str) -> dict[str, Any]:
    try:
        return decode(text, dict[str, Any])
    except msgspec.DecodeError as error:
        raise OptionRefused("operation.malformed", kind=kind.__name__, problem=str(error)) from error


def _folded(text: str) -> str:
    return text.strip().casefold().replace("_", " ").replace("-", " ")


def _area(text: str) -> int:
    """Return an area in square micrometres: `12 mm2`, `250 µm²`."""
    match = _SQUARE.fullmatch(text.strip())
    area = Decimal(f"{match[1]}.{match[2] or 0}") * _SQUARE_UM[match[3]] if match else Decimal("0.5")
    if area != area.to_integral_value():
        raise OptionRefused("cli.do_area", text=text.strip())
    return int(area)


def _share(text: str) -> int | None:
    read = percent_value(text)
    return read[0] if read else None


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise OptionRefused("cli.do_pair", text=text.strip())
    return name.strip(), value.strip()
