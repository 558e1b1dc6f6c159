"""What a person chooses at this workstation, by the names under which it is remembered."""

from pathlib import Path
from typing import Final

from lunarcurator.desktop.folders import remembered_path
from lunarcurator.desktop.memory import Memory
from lunarcurator.file_names import is_folder

BACKUP_FOLDER: Final = "backupFolder"
SECOND_FOLDER: Final = "backupFolder.second"
BACKUP_DAYS: Final = "backupDays"
LOOK_MODE: Final = "look.mode"
LOOK_PERCENT: Final = "look.percent"
RECENT: Final = "stores.recent"
"""The stores opened lately, each in a line, the newest first."""
LANGUAGE: Final = "language"
PRINTER: Final = "printer"
LABEL_PRINTER: Final = "printer.labels"
"""The printer of labels, where it is another than that of papers."""
LABEL_LAYOUT: Final = "labelsDialog.layout"
FIRST_START_LEFT: Final = "firstStart.left"
"""What was typed before a store was made of it."""
MASS_UNIT: Final = "massUnit"
COLLECTION_UNITS: Final = "massUnit.collections"
"""Whether collections keep units of their own: 1 or 0."""
DAYS_AT_FIRST: Final = 7


def backup_folders(memory: Memory) -> tuple[Path, ...]:
    """Return the chosen folders for backups that are there now: a stick may be away."""
    told = (remembered_path(memory, key) for key in (BACKUP_FOLDER, SECOND_FOLDER))
    return tuple(each for each in dict.fromkeys(told) if each is not None and is_folder(each))


def backup_days(memory: Memory) -> int:
    """Return after how many days without a verified copy the window warns."""
    told = memory.get(BACKUP_DAYS)
    return int(told) if told.isdecimal() and 0 < int(told) < 1000 else DAYS_AT_FIRST


def file_and_folder(path: Path) -> dict[str, str]:
    """Return what a sentence about the file of the settings names."""
    return {"file": path.name, "folder": str(path.parent)}
