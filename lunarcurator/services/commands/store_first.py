"""One order for every command: the store stands first, as in `export STORE REPORT`; an option may name it too."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

_OPTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "import": "--into",
        "export": "--from",
        "export-to-edit": "--from",
        "take-back": "--into",
        "print": "--from",
    }
)
"""The option by which some commands name the store."""
_NEEDS_NONE: Final = "print"
"""The command that works without a store too: blank forms are of none."""


def with_store_first(given: list[str]) -> list[str]:
    """Return a command line with a store that stands first moved to the option of its command."""
    command, *rest = given
    option = _OPTIONS.get(command)
    if option is None or not rest or rest[0].startswith("-") or _names(rest, option):
        return given
    if command == _NEEDS_NONE and not _is_a_store(rest[0]):
        return given
    return [command, *rest[1:], option, rest[0]]


def _names(rest: list[str], option: str) -> bool:
    return any(each == option or each.startswith(f"{option}=") for each in rest)


def _is_a_store(named: str) -> bool:
    return named.casefold().endswith(".lunar") or Path(named).is_file()
