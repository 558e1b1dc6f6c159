"""Which modules of the program a fresh process has loaded, and the kept lists of what it may load."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.conftest import PROJECT

_KEPT: Final = Path(__file__).parent / "loaded"
_WATCHED: Final = ("lunarcurator", "sqlalchemy", "alembic", "msgspec", "PySide6", "openpyxl")
"""Of the program each module is listed, of other packages only that they are there."""
_RUN: Final = """
import sys
from lunarcurator.__main__ import main
ended = main(sys.argv[1:])
sys.stderr.write("\\n".join(sys.modules))
raise SystemExit(ended)
"""


def loaded_by(folder: Path, *arguments: str) -> list[str]:
    """Run a command in a fresh process, and return what it had loaded at its end."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return watched(done.stderr.split("\n"))


def watched(names: list[str]) -> list[str]:
    """Return the program's own modules and the heads of the other packages, each once, in order."""
    heads = {name if name.startswith("lunarcurator") else name.partition(".")[0] for name in names}
    return sorted(name for name in heads if name.partition(".")[0] in _WATCHED)


def kept(name: str) -> list[str]:
    """Return the list kept under a name."""
    return (_KEPT / f"{name}.txt").read_text("utf-8").split()
