"""Which language the system speaks to this person, where no window asks Qt for it."""

import locale
import os
import sys
from typing import Final

_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def system_language() -> str:
    """Return the language a variable says, else on Windows that of its menus; "en" where nothing tells."""
    return next((os.environ[name] for name in _VARIABLES if os.environ.get(name)), "") or _of_windows() or "en"


def _of_windows() -> str:
    """Return the language of the menus of Windows, such as zh_CN; empty elsewhere, and for one nobody knows."""
    if sys.platform != "win32":
        return ""
    import ctypes

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
