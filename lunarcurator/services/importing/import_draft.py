"""An import that was left half way, as a draft keeps it: where it came from, and what a person said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, NamedTuple

import msgspec

from lunarcurator.domain.days import Day
from lunarcurator.exchange.layout_guess import Told
from lunarcurator.services.drafts import Draft
from lunarcurator.services.importing.profiles import Lasting
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import AS_FOUND, Source, TextForm
from lunarcurator.typed_json import convert

KIND: Final = "import"
"""The kind of these drafts; each is about one source."""
PASTED: Final = "pasted"
_MOST_TEXT: Final = 4_000_000
"""More characters of a paste are not kept: they would have to be written at each answer."""


@dataclass(frozen=True, slots=True)
class SaidOfSheet:
    """What a person said of a sheet: where its table stands, what its columns are taken for, and answers."""

    sheet: str
    told: Told
    columns: tuple[str, ...]
    lasting: Lasting
    answers: dict[str, str]


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """An import left at a step: its file with checksum, or the rows that were pasted, and what was said of it.

    `days` are the effective days that were typed, by mission.
    """

    file: str
    sha256: str
    said: SaidOfSheet
    step: int
    path: str = ""
    text: str = ""
    form: TextForm = AS_FOUND
    days: dict[str, Day] = field(default_factory=dict)


class GoneOn(NamedTuple):
    """A reading with what was said before; `fits` is false where its columns read otherwise now and stay so."""

    reading: Reading
    fits: bool


def subject_of(source: Source) -> str:
    """Return what the draft of a source is about: the path of its file, or one word for what was pasted."""
    return PASTED if source.text else str(source.path)


def import_draft(
    source: Source, reading: Reading, told: Told, step: int, days: Mapping[str, Day]
) -> ImportDraft | None:
    """Return an import as a draft keeps it, None where too much was pasted."""
    if len(source.text) > _MOST_TEXT:
        return None
    lasting = Lasting(**reading.lasting())
    said = SaidOfSheet(reading.sheet, told, reading.columns, lasting, dict(reading.answers))
    path = "" if source.text else str(source.path)
    book = source.book
    return ImportDraft(
        file=book.name,
        sha256=book.sha256,
        said=said,
        step=step,
        path=path,
        text=source.text,
        form=source.form,
        days=dict(days),
    )


def left_in(draft: Draft) -> ImportDraft | None:
    """Return the import a draft keeps, None where another version wrote it in another way."""
    try:
        return convert(dict(draft.content), ImportDraft)
    except msgspec.ValidationError:
        return None


def gone_on(reading: Reading, said: SaidOfSheet) -> GoneOn:
    """Return a reading of the same sheet with what was said before of its columns."""
    if reading.columns != said.columns:
        return GoneOn(reading, fits=False)
    again = replace(reading, **said.lasting.lasting(), answers=MappingProxyType(said.answers))
    return GoneOn(again, fits=True)
