"""Which version this program is: as it was installed, or as its source tree says."""

import tomllib
from pathlib import Path
from typing import Final

NAME: Final = "lunarcurator"


def own_version(package: Path | None = None) -> str:
    """Return the version, "?" where neither the source tree nor the installation says it.

    The tree goes before the installation, which may be older than what runs. `package` is the package's own
    folder, by default this program's.
    """
    here = package if package is not None else Path(__file__).parent
    return _of_tree(here.parent / "pyproject.toml") or _installed()


def _of_tree(table: Path) -> str:
    """Return the version a table of this project says; another's may lie beside an installed package."""
    if not table.is_file():
        return ""
    project = tomllib.loads(table.read_text("utf-8")).get("project", {})
    return str(project["version"]) if project.get("name") == NAME else ""


def _installed() -> str:
    # It brings a reader of mails along, which a source tree does not need.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(NAME)
    except PackageNotFoundError:
        return "?"
