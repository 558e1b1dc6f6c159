"""What a person says that a colour or a stroke means: kept beside the piece, or the value of a field of it."""

from typing import Final, NamedTuple

from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Reading
from lunarcurator.services.importing.columns.mapping import AS_LOANS, OTHER

_FIELDS: Final = (
    "remarks",
    "condition",
    "access",
    "basic_use",
    "title",
    "place",
    "form",
    "class_name",
    "subclass",
    "collected",
    "data_pack",
    "source",
    "names",
    "colour",
)
_SIGN: Final = ":"


class Meaning(NamedTuple):
    """What a mark says: the field it goes into (`OTHER` for none), and its words or value there."""

    target: str
    words: str


def mark_fields(reading: Reading) -> tuple[str, ...]:
    """Return the fields a mark of this list can mean something in; a loan keeps only remarks, a place none."""
    if reading.kind == AS_LOANS:
        return _FIELDS[:1]
    return () if reading.says_places_alone else _FIELDS


def in_field(field: str, value: str) -> str:
    """Return the answer that a mark means this value of a field; without a field just the words."""
    return f"{field}{_SIGN} {value}" if field else value


def meaning_of(answer: str, mark: str, fields: tuple[str, ...]) -> Meaning | None:
    """Return what an answer says that a `mark` means, None where it is left out.

    "remarks: on loan" is a value of one of the `fields`; other words are kept beside the piece as they are.
    """
    if answer == Choice.LEAVE:
        return None
    if answer == Choice.KEEP:
        return Meaning(OTHER, mark)
    field, _, value = answer.partition(_SIGN)
    known = field.strip() in fields and value.strip()
    return Meaning(field.strip(), value.strip()) if known else Meaning(OTHER, answer)
