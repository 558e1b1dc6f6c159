"""The program's own tables: read once for the tests, as they are the same files for every store."""

from pathlib import Path

import pytest
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services import lab_tables
from lunarcurator.services.lab_tables import LabTables, Origin

type Folders = list[tuple[Origin, Path]]


def read_once(patch: pytest.MonkeyPatch) -> None:
    """Give every store without tables of its own the same ones, which nothing can change.

    A store is opened in most tests, and to read these files takes longer than to open it. Where a person or a lab
    has a folder of tables, everything is read anew.
    """
    kept: dict[Path, LabTables] = {}
    read = LabTables._from.__func__  # type: ignore[attr-defined]

    def tables(kind: type[LabTables], folders: Folders, *, own_policies: bool = True) -> LabTables:
        program = resources_folder()
        if kind is not LabTables or [path for _, path in folders if lab_tables._is_there(path)] != [program]:
            return read(kind, folders, own_policies=own_policies)
        if program not in kept:
            kept[program] = read(kind, folders, own_policies=own_policies)
        return kept[program]

    patch.setattr(LabTables, "_from", classmethod(tables))
