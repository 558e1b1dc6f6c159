"""What Windows shows of the program in its properties, from the version in pyproject.toml."""

import re
from pathlib import Path

from lunarcurator.own_version import own_version


def four_numbers(text: str) -> tuple[int, int, int, int]:
    """Return a version as the four numbers Windows knows; what is no number counts as zero."""
    found = [int(each) for each in re.findall(r"\d+", text.partition("+")[0])]
    first, second, third, fourth = [*found, 0, 0, 0, 0][:4]
    return first, second, third, fourth


def version_text(told: str) -> str:
    """Return the version resource in the writing PyInstaller reads."""
    words = {
        "FileDescription": "Lunar Curator",
        "ProductName": "Lunar Curator",
        "FileVersion": told,
        "ProductVersion": told,
        "InternalName": "lunarcurator",
        "OriginalFilename": "lunarcurator.exe",
        "LegalCopyright": "GNU LGPL, version 3 or later",
    }
    table = ", ".join(f"StringStruct({key!r}, {text!r})" for key, text in words.items())
    numbers = four_numbers(told)
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{table}])]), "
        "VarFileInfo([VarStruct('Translation', [0x0409, 1200])])])\n"
    )


def write_version(path: Path) -> Path:
    """Write the version resource of this program."""
    path.write_text(version_text(own_version()), encoding="utf-8")
    return path
