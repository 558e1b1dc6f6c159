"""The tables a lab works with: the program's own, and over them those the lab keeps itself.

A lab may put tables of its own into two folders, laid out as the program's `resources` are: one in the settings of
the person, one beside the store. What stands in a nearer folder takes the place of what has the same code or key
further away; everything else is added.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

import platformdirs

from lunarcurator.domain.ledger_state import Tables
from lunarcurator.held_files import lets_go
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.collections import KnownCollections
from lunarcurator.services.policies import Policies, PolicyError
from lunarcurator.services.schemes import Schemes
from lunarcurator.services.tables import load_tables
from lunarcurator.services.vocabularies import VOCABULARIES, Vocabularies
from lunarcurator.store.errors import StoreError

KINDS: Final = ("schemes", "vocabularies", "collections", "policies", "holidays")
"""The kinds of table a lab may keep, which are also the names of the folders they stand in."""


class Origin(StrEnum):
    """Whose table it is: the program's, this person's, or that of the lab the store belongs to."""

    PROGRAM = "program"
    PERSON = "person"
    STORE = "store"


@dataclass(frozen=True, slots=True)
class TableUsed:
    """One table in use: its kind, its name, whose it is, and its file."""

    kind: str
    name: str
    origin: Origin
    path: Path


class LabTables:
    """All tables of one store; immutable.

    `policies_wrong` says why the lab's own policies cannot be read, None where they can. `set_aside` tells that
    the program's own count in their place, because somebody asked for that; else nothing is judged by any.
    """

    def __init__(
        self,
        schemes: Schemes,
        vocabularies: Vocabularies,
        collections: KnownCollections,
        policies: Policies | PolicyError,
        used: tuple[TableUsed, ...],
        set_aside: PolicyError | None = None,
    ) -> None:
        self.schemes = schemes
        self.vocabularies = vocabularies
        self.collections = collections
        self._policies = policies
        self.policies_wrong = policies if isinstance(policies, PolicyError) else set_aside
        self.set_aside = set_aside is not None
        self.used = used
        self.tables: Tables = load_tables(schemes, vocabularies, policies)

    @classmethod
    def load(cls, store: Path | None = None, *, own_policies: bool = True) -> Self:
        """Load the tables for a store, or for none.

        Raises `SchemeTableError`, `VocabularyError` or `CollectionTableError` naming the file and the wrong entry:
        a lab's table is never left out in silence, for numbers would then be read otherwise than yesterday. A
        wrong policy keeps nobody from what needs none: see the class. Without `own_policies` those of the program
        take the place of the lab's while these are wrong. A table that is there and may not be read raises
        `StoreError`; settings of somebody else hold none of ours.
        """
        return cls._from(_folders(store), own_policies=own_policies)

    @property
    def policies(self) -> Policies:
        """The lending policies that count; raises `PolicyError` where none does because one cannot be read."""
        if isinstance(self._policies, PolicyError):
            raise self._policies
        return self._policies

    @classmethod
    def of_program(cls) -> Self:
        """Load the program's own tables only."""
        return cls._from([(Origin.PROGRAM, resources_folder())])

    @classmethod
    def _from(cls, folders: list[tuple[Origin, Path]], *, own_policies: bool = True) -> Self:
        folders = [(origin, path) for origin, path in folders if _is_there(path)]
        each = {kind: [path / kind for _, path in folders if _is_readable(path / kind)] for kind in KINDS}
        schemes = Schemes.load(*each["schemes"])
        collections = KnownCollections.load(*each["collections"])
        collections.check(schemes)
        vocabularies = Vocabularies.load(*each["vocabularies"])
        policies, set_aside = _policies(each, own=own_policies)
        used = tuple(_used(folders, schemes, collections, policies))
        return cls(schemes, vocabularies, collections, policies, used, set_aside)

    @property
    def own(self) -> tuple[TableUsed, ...]:
        """The tables that are not the program's."""
        return tuple(each for each in self.used if each.origin is not Origin.PROGRAM)

    def labels(self, language: str) -> Mapping[str, str]:
        """Return the words the lab's tables bring for their own codes, by message key."""
        return {**self.schemes.labels(language), **self.vocabularies.labels(language)}


def person_folder() -> Path:
    """Return the folder in which a person keeps tables for every store opened at this workstation."""
    return Path(platformdirs.user_config_dir("lunarcurator", "lunarcurator")) / "tables"


def store_folder(store: Path) -> Path:
    """Return the folder beside a store in which its lab keeps tables: `lab.tables` for `lab.lunar`."""
    return store.with_suffix(".tables")


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except PermissionError:
        return False


def _is_readable(folder: Path) -> bool:
    """Tell whether there is a folder of tables; raises `StoreError` where one of them may not be read."""
    try:
        if not folder.is_dir():
            return False
        # A glob passes over a folder it may not list, without a word.
        for table in [path for path in folder.iterdir() if path.suffix.lower() == ".json"]:
            if not lets_go(table, writing=False):
                raise StoreError("store.held", file=str(table))
            table.open("rb").close()
    except PermissionError as error:
        raise StoreError("store.no_permission", file=error.filename) from error
    return True


def _policies(each: Mapping[str, list[Path]], *, own: bool) -> tuple[Policies | PolicyError, PolicyError | None]:
    """Return the policies that count, or why none does; and why the lab's own are set aside."""
    try:
        return Policies.load(*each["policies"], holidays=tuple(each["holidays"])), None
    except PolicyError as wrong:
        return (wrong, None) if own else (Policies.load(), wrong)


def _folders(store: Path | None) -> list[tuple[Origin, Path]]:
    beside = [(Origin.STORE, store_folder(store))] if store is not None else []
    return [(Origin.PROGRAM, resources_folder()), (Origin.PERSON, person_folder()), *beside]


def _used(
    folders: list[tuple[Origin, Path]],
    schemes: Schemes,
    collections: KnownCollections,
    policies: Policies | PolicyError,
) -> Iterator[TableUsed]:
    """Yield each scheme and collection from the file that counts, and every file that adds to a vocabulary."""
    origins = {folder: origin for origin, folder in folders}
    for code, path in schemes.files.items():
        yield TableUsed("schemes", code, origins[path.parents[1]], path)
    for name in VOCABULARIES:
        for origin, folder in folders:
            path = folder / "vocabularies" / f"{name}.json"
            if path.exists():
                yield TableUsed("vocabularies", name, origin, path)
    for code, path in collections.files.items():
        yield TableUsed("collections", code, origins[path.parents[1]], path)
    if isinstance(policies, PolicyError):
        return
    for code, path in policies.files.items():
        yield TableUsed("policies", code, origins[path.parents[1]], path)
    for code, path in policies.holiday_files.items():
        yield TableUsed("holidays", code, origins[path.parents[1]], path)
