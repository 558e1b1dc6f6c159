"""Every field of a piece, declared once: forms, columns, import, export and search read this table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.status import (
    Access,
    BasicUse,
    Condition,
    CoreOrientation,
    Existence,
    IdentityDoubt,
    Light,
    Title,
)


class FieldKind(StrEnum):
    """How a field's value is written down: integers for everything counted, text for everything said."""

    TEXT = "text"
    TERM = "term"
    MASS = "mass"
    AREA = "area"
    PERCENT = "percent"
    DAY = "day"
    INTEGER = "integer"
    LENGTH = "length"
    TEMPERATURE = "temperature"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key (also the column and the message key `field.KEY`), kind, unit, and who uses it.

    `terms` closes a vocabulary; an open one (forms) has none here and is completed from `resources/`.
    `aliases` are the headers under which spreadsheets bring it, folded to lower case.
    """

    key: str
    kind: FieldKind = FieldKind.TEXT
    unit: str = ""
    editable: bool = True
    searchable: bool = False
    exported: bool = True
    terms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


def _terms(vocabulary: type[StrEnum]) -> tuple[str, ...]:
    return tuple(str(term) for term in vocabulary)


_REMARKS: Final = (
    "remarks", "remark", "note", "notes", "comment", "comments", "备注", "備考", "bemerkung", "bemerkungen",
    "remarque", "remarques",
)  # fmt: skip
_ALL: Final = (
    Field("form", FieldKind.TERM, searchable=True, aliases=("form", "sample form", "description", "形态")),
    Field("class_name", searchable=True, aliases=("class", "type", "classification", "sampletype", "类别")),
    Field("subclass", searchable=True, aliases=("subclass", "subtype", "samplesubtype")),
    Field("mission", editable=False, aliases=("mission", "任务")),
    Field("collection", editable=False, exported=False),
    Field("existence", FieldKind.TERM, editable=False, terms=_terms(Existence)),
    Field("condition", FieldKind.TERM, terms=_terms(Condition), aliases=("condition",)),
    Field("access", FieldKind.TERM, terms=_terms(Access), aliases=("access",)),
    Field("basic_use", FieldKind.TERM, terms=_terms(BasicUse), aliases=("use", "basic use", "用途")),
    Field("title", FieldKind.TERM, editable=False, terms=_terms(Title), aliases=("title", "owner")),
    Field("mass_quality", FieldKind.TERM, editable=False),
    Field("mass_reason", FieldKind.TERM, editable=False),
    Field("resolution_ug", FieldKind.MASS, "ug", editable=False, exported=False),
    Field("nominal_ug", FieldKind.MASS, "ug", editable=False),
    Field("original_ug", FieldKind.MASS, "ug", editable=False, aliases=("original weight", "originalweight")),
    Field("original_quality", FieldKind.TERM, editable=False, exported=False),
    Field("original_resolution_ug", FieldKind.MASS, "ug", editable=False, exported=False),
    Field("pristinity_milli", FieldKind.PERCENT, "%/1000", aliases=("pristine (%)", "pristinity", "pristine")),
    Field("pristinity_day", FieldKind.DAY, aliases=("pristinitydate", "pristinity date")),
    Field("count", FieldKind.INTEGER, aliases=("count", "pieces")),
    Field("area_um2", FieldKind.AREA, "um2", aliases=("area",)),
    Field("collected", searchable=True, aliases=("collected", "station", "landmark")),
    Field("data_pack", aliases=("data pack",)),
    Field("restriction", searchable=True, aliases=("restriction", "handling")),
    Field("remarks", searchable=True, aliases=_REMARKS),
    Field("source", aliases=("source", "reference")),
    Field("found", editable=False, exported=False),
    Field("other", editable=False, exported=False),
    Field("retired_reason", FieldKind.TERM, editable=False),
    Field("owner", searchable=True, aliases=("held for", "lender", "property of")),
    Field("identity_doubt", FieldKind.TERM, terms=_terms(IdentityDoubt)),
    Field("handling", FieldKind.TERM, aliases=("handling code", "restrictions")),
    Field("body", aliases=("body", "part")),
    Field("body_of", editable=False, exported=False),
    Field("depth_top_um", FieldKind.LENGTH, "um", aliases=("depth top", "top", "depth min", "depth_min")),
    Field("depth_bottom_um", FieldKind.LENGTH, "um", aliases=("depth bottom", "bottom", "depth max", "depth_max")),
    Field("dissection_pass", FieldKind.INTEGER, aliases=("pass", "dissection pass")),
    Field("sieve_min_um", FieldKind.LENGTH, "um", aliases=("sieve min", "over", "grain size min")),
    Field("sieve_max_um", FieldKind.LENGTH, "um", aliases=("sieve max", "under", "grain size max")),
    Field("thickness_um", FieldKind.LENGTH, "um", aliases=("thickness",)),
    Field("section_set", aliases=("set", "section set")),
    Field("colour", aliases=("colour", "color", "munsell")),
    Field("light", FieldKind.TERM, terms=_terms(Light), aliases=("light",)),
    Field("temperature_mk", FieldKind.TEMPERATURE, "mK", editable=False),
    Field("core_position", FieldKind.TEXT, aliases=("core position", "segment position")),
    Field("core_orientation", FieldKind.TERM, terms=_terms(CoreOrientation)),
    Field("core_driven_um", FieldKind.LENGTH, "um", aliases=("driven", "depth driven")),
    Field("core_recovered_um", FieldKind.LENGTH, "um", aliases=("recovered", "core length")),
    Field("core_slump_um", FieldKind.LENGTH, "um", aliases=("slump",)),
    Field("core_void_um", FieldKind.LENGTH, "um", aliases=("void",)),
    Field("core_compaction_um", FieldKind.LENGTH, "um", aliases=("compaction",)),
)

FIELDS: Final[Mapping[str, Field]] = MappingProxyType({field.key: field for field in _ALL})
"""The field table of a piece by key, in the order in which forms show it."""

EDITABLE: Final = tuple(field.key for field in _ALL if field.editable)
"""The fields `Describe` and `Correct` may set."""

STATED_MASS: Final = "mass"
"""What a source can say beside the fields: the mass, which is only weighed and never set."""

CORE_FIELDS: Final = tuple(field.key for field in _ALL if field.key.startswith("core_"))
"""What is recorded of a core segment as a whole."""

CUT_FIELDS: Final = (
    "depth_top_um",
    "depth_bottom_um",
    "dissection_pass",
    "light",
    "sieve_min_um",
    "sieve_max_um",
    "thickness_um",
    "section_set",
)
"""What is recorded of an interval, a fraction or a section."""

PLACE_FIELDS: Final[Mapping[str, Field]] = MappingProxyType(
    {
        field.key: field
        for field in (
            Field("name"),
            Field("code"),
            Field("atmosphere", FieldKind.TERM),
            Field("material", FieldKind.TERM),
            Field("sealed", FieldKind.FLAG),
            Field("tare_ug", FieldKind.MASS, "ug"),
            Field("remarks"),
        )
    }
)
"""The fields of a place that may be corrected; its site is changed by moving it."""
