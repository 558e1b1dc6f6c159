"""Which library of the system is missing, where something could not be loaded for that."""

import re
from typing import Final

_LOADER: Final = re.compile(r"(lib[^\s:/]+\.so[.\d]*): cannot open shared object file")
"""As the loader of Linux says it; it speaks no other language to a program."""


def missing_library(error: ImportError) -> str:
    """Return the name of the library that is missing, "" where that is not why something could not be loaded."""
    found = _LOADER.search(str(error))
    return found[1] if found else ""
