"""The lab's own policies and days off as files: copied to be edited, and checked before anything is opened."""

from pathlib import Path
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.exchange.new_file import new_file
from lunarcurator.services.lab_tables import LabTables, person_folder, store_folder
from lunarcurator.services.policies import Policies
from lunarcurator.store.files import make_folder
from lunarcurator.text_files import read_text

HOLIDAYS: Final = "holidays"
"""The key under which the lab's own days off are copied, like a policy."""
_DAYS_OFF: Final = '{"format": 1, "code": "lab", "name": "", "holidays": [], "working": []}\n'


class PolicyFileError(Refusal):
    """A policy cannot be copied: there is none of that key, or the lab has its own already."""


def own_folder(store: Path | None, kind: str) -> Path:
    """Return the folder in which a lab keeps its own tables of a kind, beside the store or in the settings."""
    return (store_folder(store) if store else person_folder()) / kind


def copy_to_edit(key: str, store: Path | None) -> Path:
    """Write a policy, or an empty table of days off, into the lab's own tables; returns the file to edit.

    Raises `PolicyFileError` where there is no such policy, or the file is there already.
    """
    if key == HOLIDAYS:
        return _written(own_folder(store, HOLIDAYS) / "lab.json", _DAYS_OFF)
    path = LabTables.load(store).policies.files.get(key)
    if path is None:
        known = ", ".join((*LabTables.load(store).policies.files, HOLIDAYS))
        raise PolicyFileError("policy.none_of_key", name=key, known=known)
    return _written(own_folder(store, "policies") / f"{key}.json", read_text(path))


def check_file(path: Path) -> str:
    """Return the code of the policy, or of the table of days off, that a file holds.

    Raises `PolicyError` naming the entry or line that is wrong.
    """
    return Policies.check(path)


def _written(path: Path, text: str) -> Path:
    if path.exists():
        raise PolicyFileError("policy.own_already", file=str(path))
    make_folder(path.parent)
    with new_file(path) as stream:
        stream.write(text.encode())
    return path
