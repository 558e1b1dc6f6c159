"""Which versions this program is made of, for *About* and for reports; nothing in it is of a store."""

import platform

from PySide6.QtCore import qVersion

from lunarcurator.own_version import own_version


def version_lines() -> tuple[str, ...]:
    """Return program, interpreter and Qt, system, a line each."""
    return (
        f"Lunar Curator {own_version()}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} ({platform.machine()})",
    )
