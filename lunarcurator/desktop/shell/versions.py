"""Which versions this program is made of, for *About* and for reports; nothing in it is of a store."""

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion


def version_lines() -> tuple[str, ...]:
    """Return program, interpreter and Qt, system, a line each."""
    return (
        f"Lunar Curator {_own()}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} ({platform.machine()})",
    )


def _own() -> str:
    try:
        return version("lunarcurator")
    except PackageNotFoundError:
        return "?"
