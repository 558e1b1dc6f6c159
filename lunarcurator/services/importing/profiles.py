"""What kinds of list there are, as data: which headers show one, and what its columns are taken for."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self

import msgspec

from lunarcurator.domain.errors import Refusal
from lunarcurator.exchange.errors import sheet_error_from
from lunarcurator.exchange.layout_guess import Told
from lunarcurator.exchange.new_file import new_file
from lunarcurator.file_names import in_order
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.lab_tables import person_folder, store_folder
from lunarcurator.store.files import make_folder
from lunarcurator.text_files import read_text
from lunarcurator.typed_json import convert

FOLDER: Final = "profiles"
"""The folder of profiles, in `resources` as among the tables of a person or a lab."""

KINDS: Final = ("catalogue", "sections", "list", "loans", "places", "registry", "cores")
"""The kinds of list an import knows."""

_FORMAT: Final = 1
# What earlier versions called a list with several numbers in a cell.
_FORMER: Final = MappingProxyType({"bags": "list"})
_NAMED: Final = re.compile(r"[\w \-]{1,60}")


class ProfileError(Refusal):
    """A profile of a kind of list cannot be read or kept."""


@dataclass(frozen=True, kw_only=True)
class Lasting:
    """What a list is taken for: that of one file lasts, and the next with its headers is read alike.

    `mapping` says by column what it is taken for; `key` are the columns that make the number together, `joints`
    what stands between them, `parent_key` and `parent_joints` the same for the parent; `units` are those that no
    header names; `constants` hold for every row; `levels` are the kinds of place of columns that say one step by
    step, the outermost first. A list that `makes_parents` has those made that neither it nor the book has.
    """

    kind: str = "list"
    mapping: Mapping[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()
    parent_key: tuple[str, ...] = ()
    parent_joints: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    collection: str = ""
    makes_parents: bool = False

    def lasting(self) -> dict[str, Any]:
        """Return all this by field, as another record takes it over."""
        found = {each.name: getattr(self, each.name) for each in fields(Lasting)}
        return {name: dict(value) if isinstance(value, Mapping) else value for name, value in found.items()}

    def renamed(self, names: Mapping[str, str]) -> Self:
        """Return the same by other names of columns, without what is said of a column that has none there."""

        def parts(key: Sequence[str]) -> tuple[str, ...]:
            return tuple(names[each] for each in key if each in names)

        def between(key: Sequence[str], joints: Sequence[str]) -> tuple[str, ...]:
            return tuple(joint for each, joint in zip(key[1:], joints, strict=False) if each in names)

        def told(said: Mapping[str, str]) -> Mapping[str, str]:
            return {names[each]: text for each, text in said.items() if each in names}

        return replace(
            self,
            mapping=told(self.mapping),
            key=parts(self.key),
            joints=between(self.key, self.joints),
            parent_key=parts(self.parent_key),
            parent_joints=between(self.parent_key, self.parent_joints),
            units=told(self.units),
            levels=told(self.levels),
        )


@dataclass(frozen=True)
class Profile(Lasting):
    """One kind of list: the headers it `needs` (bare, without unit), and what lasts of how such a list is read.

    One that was saved has the `columns` of its list by name, read or not, and is taken unasked for a list of just
    these; `asked` even there, because what is kept of it does not say all that was said of its list. `answers` are
    those that hold for all such lists.
    `fill` are columns whose blanks continue the row above. `aliases` are other headers, each with the one of this
    profile that it stands for. `shape`, `blocks` and `families` are as in `Told`.
    """

    code: str
    needs: tuple[str, ...] = ()
    fill: tuple[str, ...] = ()
    shape: str = ""
    blocks: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    asked: bool = False

    @property
    def told(self) -> Told:
        """What is kept of the shape of such sheets."""
        return Told(shape=self.shape, blocks=self.blocks, families=self.families)

    def header(self, column: str) -> str:
        """Return the header by which the profile knows a column: its own, bare, or what that stands for."""
        own = bare(column)
        return self.aliases.get(own, own)

    def on(self, columns: Sequence[str]) -> "Profile":
        """Return the profile by the names of the columns of a sheet, without those that the sheet has not."""
        there = {self.header(column): column for column in reversed(columns)}
        found = self.renamed(there)
        steps = [header for header in map(self.header, columns) if header in self.levels]
        # Where two columns say one step, none says where a piece is; earlier versions parted paths of one cell.
        levels = {name: kind for name, kind in found.levels.items() if kind != "path"}
        fill = tuple(there[header] for header in self.fill if header in there)
        answers = self.answers if self.is_of(columns) else {}
        return replace(found, fill=fill, levels=levels if len(steps) == len({*steps}) else {}, answers=answers)

    def is_of(self, columns: Sequence[str]) -> bool:
        """Tell whether these are all columns of the list that was saved, in whatever order."""
        return sorted(self.columns) == sorted(columns)

    def fits(self, columns: Sequence[str]) -> int:
        """Return how many columns the profile knows, 0 where one it needs is missing."""
        there = {self.header(name) for name in columns}
        known = {*self.needs, *self.mapping, *self.key, *self.parent_key, *self.levels}
        return len(there & known) if self.needs and there.issuperset(self.needs) else 0


class Profiles:
    """The profiles in use: the program's, over them those of a person and those beside a store."""

    def __init__(self, profiles: Iterable[Profile], own: Iterable[Profile] = ()) -> None:
        saved = [*own]
        self._profiles = MappingProxyType({each.code: each for each in (*profiles, *saved)})
        self._own = frozenset(each.code for each in saved)

    @classmethod
    def load(cls, store: Path | None = None) -> Self:
        """Load all profiles for a store, or for none; raises `ProfileError` naming the file that is wrong."""
        return cls(map(read_profile, _files(resources_folder())), map(read_profile, _saved(store)))

    def __iter__(self) -> Iterator[Profile]:
        return iter(self._profiles.values())

    def get(self, code: str) -> Profile | None:
        """Return the profile of a code, None where there is none."""
        return self._profiles.get(code)

    def is_own(self, code: str) -> bool:
        """Tell whether a person or the lab saved the profile of a code."""
        return code in self._own

    def is_known(self, profile: Profile, columns: Sequence[str]) -> bool:
        """Tell whether a list of these columns is one of which the lab saved all: it passes unasked."""
        return self.is_own(profile.code) and profile.is_of(columns) and not profile.asked

    def recognised(self, columns: Sequence[str]) -> Profile | None:
        """Return the profile of just these columns, else that which knows most of them.

        Of equals it is what needs more, or was saved here.
        """
        fitting = [
            (each.is_of(columns), fits, len(each.needs), self.is_own(each.code), each.code)
            for each in self
            if (fits := each.fits(columns))
        ]
        return self._profiles[max(fitting)[-1]] if fitting else None

    def headers(self) -> frozenset[str]:
        """Return every header some profile knows, bare."""
        return frozenset(
            name
            for each in self
            for name in (*each.mapping, *each.key, *each.parent_key, *each.levels, *each.aliases)
        )


def profile_taken(name: str, store: Path | None = None) -> bool:
    """Tell whether a profile in use has a name, in capitals or not, as files go by it."""
    return any(path.stem.casefold() == name.casefold() for path in (*_files(resources_folder()), *_saved(store)))


def _saved(store: Path | None) -> Iterator[Path]:
    """Return the files of a person, and over them those beside a store."""
    return _files(person_folder(), *([store_folder(store)] if store else ()))


def _files(*folders: Path) -> Iterator[Path]:
    return (path for folder in folders for path in in_order((folder / FOLDER).glob("*.json")))


def read_profile(path: Path) -> Profile:
    """Read a profile; raises `ProfileError` where the file does not say what a profile says."""
    try:
        told = json.loads(read_text(path))
        told["kind"] = _FORMER.get(told["kind"], told["kind"])
        # What earlier versions said of several numbers in a cell, which are refused now.
        told = {key: value for key, value in told.items() if key not in ("several", "holding_several")}
        known = {each.name for each in fields(Profile)}
        if told.pop("format") != _FORMAT or told["kind"] not in KINDS or told.keys() - known:
            raise ValueError("kind")
        return convert(told, Profile)
    except OSError as error:
        refused = sheet_error_from(error, path)
        raise ProfileError(refused.key, **refused.facts) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, msgspec.ValidationError) as error:
        raise ProfileError("profile.unreadable", file=path.name) from error


def save_profile(profile: Profile, store: Path | None = None) -> Path:
    """Keep a profile beside a store, or for a person at this workstation; return its file.

    Raises `SheetError` and `StoreError`.
    """
    if not _NAMED.fullmatch(profile.code):
        raise ProfileError("profile.bad_name", name=profile.code)
    folder = (store_folder(store) if store else person_folder()) / FOLDER
    make_folder(folder)
    path = folder / f"{profile.code}.json"
    told = {key: value for key, value in asdict(profile).items() if value}
    text = json.dumps({"format": _FORMAT, **told}, ensure_ascii=False, indent=2)
    with new_file(path) as stream:
        stream.write(text.encode() + b"\n")
    return path
