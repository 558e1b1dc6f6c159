"""Presets: an export by name, kept as files that can be shared, for the window and the command line alike."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.exchange.errors import sheet_error_from
from lunarcurator.exchange.new_file import new_file
from lunarcurator.file_names import in_order
from lunarcurator.services.exporting.wanted import Report, Wanted, report_named
from lunarcurator.services.lab_tables import person_folder, store_folder
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.files import make_folder
from lunarcurator.store.reads.filters import Axis, PieceFilter
from lunarcurator.store.reads.inventory import collection_codes
from lunarcurator.text_files import read_text

FOLDER: Final = "exports"
"""The folder of presets among the tables of a person or a lab."""
SUFFIX: Final = ".json"

_FORMAT: Final = 2
_BY_LOCAL_ID: Final = 1
"""The first format kept a collection by its id in one store, which says nothing in another."""
_NO_CODES: Final[Mapping[int, str]] = MappingProxyType({})
_NAMED: Final = re.compile(r"[\w \-]{1,60}")
_UNITS: Final = ("g", "mg", "ug", "kg")


class PresetError(Refusal):
    """A preset cannot be read, found or kept; the facts say which."""


@dataclass(frozen=True, slots=True)
class Preset:
    """An export without its pieces and its day: report, columns, unit, groups, filters, and the file's ending.

    A filter of a collection holds its code, not its id in one store: `filters_in` makes it one of a store.
    """

    name: str
    report: Report
    columns: tuple[str, ...] = ()
    unit: str = "g"
    group_by: str = ""
    filters: tuple[PieceFilter, ...] = ()
    suffix: str = ".xlsx"

    @classmethod
    def of(cls, name: str, wanted: Wanted, suffix: str, codes: Mapping[int, str] = _NO_CODES) -> "Preset":
        """Return what a wanted report is as a preset, collections by their `codes` here (by local id).

        Raises `PresetError` for a name no file can have, and for the list on screen.
        """
        if not _NAMED.fullmatch(name):
            raise PresetError("preset.bad_name", name=name)
        if wanted.report is Report.ON_SCREEN:
            raise PresetError("preset.of_screen")
        filters = tuple(_travelling(each, codes) for each in wanted.scope.filters)
        told = (wanted.unit, wanted.group_by, filters)
        return cls(name, wanted.report, wanted.columns or (), *told, suffix)

    def told(self) -> Mapping[str, object]:
        """Return what stands in the file."""
        return {
            "format": _FORMAT,
            "report": str(self.report),
            "columns": list(self.columns),
            "unit": self.unit,
            "group_by": self.group_by,
            "filters": [[str(each.axis), each.value] for each in self.filters],
            "suffix": self.suffix,
        }

    def filters_in(self, codes: Mapping[int, str]) -> tuple[PieceFilter, ...]:
        """Return the filters in a store with these `codes` of collections by local id.

        Raises `PresetError` where the store has no collection of a code.
        """
        ids = {code: id_ for id_, code in codes.items()}
        found = []
        for each in self.filters:
            if each.axis is not Axis.COLLECTION:
                found.append(each)
            elif each.value in ids:
                found.append(PieceFilter(Axis.COLLECTION, str(ids[each.value])))
            else:
                known = sorted(codes.values())
                raise PresetError("preset.no_collection", name=self.name, collection=each.value, known=known)
        return tuple(found)


def codes_of(session: StoreSession) -> dict[int, str]:
    """Return the codes of the collections of a store by local id."""
    with session.database.connect() as connection:
        return collection_codes(connection)


def presets(store: Path | None = None) -> dict[str, Preset]:
    """Return the presets of this person and of the lab of a store by name; a file that is none is left out."""
    found = {}
    for folder in _folders(store):
        for path in in_order(folder.glob(f"*{SUFFIX}")):
            try:
                found[path.stem] = read_preset(path)
            except PresetError:
                continue
    return dict(sorted(found.items(), key=lambda each: each[0].casefold()))


def preset_taken(name: str, store: Path | None = None) -> bool:
    """Tell whether a preset of this person or of the lab has a name, in capitals or not, as files go by it."""
    files = (path for folder in _folders(store) for path in folder.glob(f"*{SUFFIX}"))
    return any(path.stem.casefold() == name.casefold() for path in files)


def preset_named(name: str, store: Path | None = None) -> Preset:
    """Return the preset of a name, or of a file where a path to one is given; raises `PresetError`."""
    if name.endswith(SUFFIX):
        return read_preset(Path(name))
    files = [path for folder in reversed(_folders(store)) for path in in_order(folder.glob(f"*{SUFFIX}"))]
    # As it is written, else in capitals or not: some systems tell such files apart, and some do not.
    for spelt in (str, str.casefold):
        found = next((path for path in files if spelt(path.stem) == spelt(name)), None)
        if found is not None:
            return read_preset(found)
    known = [*presets(store)]
    raise PresetError("preset.unknown" if known else "preset.none_kept", name=name, known=known)


def read_preset(path: Path) -> Preset:
    """Read a preset from a file; raises `PresetError` where the file does not say what one says."""
    try:
        return _preset(path.stem, json.loads(read_text(path)))
    except PresetError:
        raise
    except OSError as error:
        refused = sheet_error_from(error, path)
        raise PresetError(refused.key, **refused.facts) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, Refusal) as error:
        raise PresetError("preset.unreadable", file=path.name) from error


def save_preset(preset: Preset, path: Path | None = None) -> Path:
    """Keep a preset for this person, or as the file given; return the file.

    Raises `SheetError` and `StoreError`.
    """
    if path is None:
        folder = person_folder() / FOLDER
        make_folder(folder)
        path = folder / f"{preset.name}{SUFFIX}"
    text = json.dumps(preset.told(), ensure_ascii=False, indent=2)
    with new_file(path) as stream:
        stream.write(text.encode() + b"\n")
    return path


def forget_preset(name: str) -> None:
    """Take a preset of this person away; one of the lab stays."""
    (person_folder() / FOLDER / f"{name}{SUFFIX}").unlink(missing_ok=True)


def _preset(name: str, told: Any) -> Preset:
    if told["format"] not in (_BY_LOCAL_ID, _FORMAT) or told["unit"] not in _UNITS:
        raise ValueError
    filters = tuple(PieceFilter(Axis(axis), str(value)) for axis, value in told["filters"])
    if told["format"] == _BY_LOCAL_ID and any(each.axis is Axis.COLLECTION for each in filters):
        raise PresetError("preset.of_one_store", name=name)
    return Preset(
        name,
        report_named(told["report"]),
        tuple(map(str, told["columns"])),
        told["unit"],
        str(told["group_by"]),
        filters,
        str(told["suffix"]),
    )


def _travelling(wanted: PieceFilter, codes: Mapping[int, str]) -> PieceFilter:
    if wanted.axis is not Axis.COLLECTION:
        return wanted
    return PieceFilter(Axis.COLLECTION, codes[int(wanted.value)])


def _folders(store: Path | None) -> tuple[Path, ...]:
    beside = (store_folder(store) / FOLDER,) if store else ()
    return (*beside, person_folder() / FOLDER)
