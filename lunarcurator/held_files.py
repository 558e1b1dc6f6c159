"""Files that another program holds for a moment, as a scanner for viruses holds each new one on Windows.

Windows deletes, renames and replaces no file that somebody has open. A scanner lets go after a second; who really
has the file open does not.
"""

import os
import time
from collections.abc import Callable
from typing import Final

_LONGEST_S: Final = 2.0 if os.name == "nt" else 0.0
_AGAIN_S: Final = 0.05


def patiently[T](act: Callable[[], T], longest_s: float = _LONGEST_S) -> T:
    """Do something with a file, again and again while it is refused, for so many seconds; only Windows needs it.

    Raises the last `PermissionError`, and at once whatever else goes wrong.
    """
    end = time.monotonic() + longest_s
    while True:
        try:
            return act()
        except PermissionError:
            if time.monotonic() >= end:
                raise
        time.sleep(_AGAIN_S)
