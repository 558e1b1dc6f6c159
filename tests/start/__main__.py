"""Writes the kept lists anew: `python -m tests.start`, after a look at what else is loaded now and why."""

import tempfile
from pathlib import Path

from lunarcurator.services.demonstration import make_demonstration

from tests.start.loading import keep, loaded_by, loaded_by_first_paint


def main() -> None:
    """Write down what is loaded by now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = folder / "lab.lunar"
        make_demonstration(store)
        keep("version", loaded_by(folder, "--version"))
        keep("show", loaded_by(folder, "show", str(store), "10017"))
        keep("window", loaded_by_first_paint(folder, store))


if __name__ == "__main__":
    main()
