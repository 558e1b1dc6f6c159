"""Writes which version of each package is used: `uv run python packaging/locking.py [--renew]`.

A program built in two years must be the same. `constraints.txt` has what the program itself needs, for an
installation by pip; `locked.txt` all that builds and tries it too, with the digest of each file that may be taken
and no address of where it lies; and `pyproject.toml` the versions nobody asked for by name, so that `uv run` takes
them as well. Run it after a change of what is asked for; with `--renew` all but that is looked up anew.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "pyproject.toml"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
LOCKED = ROOT / "packaging" / "locked.txt"
OTHERS, BUILDING = "constraint-dependencies", "build-constraint-dependencies"


def main() -> int:
    """Write the three and say which of them changed."""
    parser = argparse.ArgumentParser(prog="locking.py", description=__doc__.splitlines()[0])
    parser.add_argument("--renew", action="store_true")
    for path, text in made(renew=parser.parse_args().renew).items():
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(path.relative_to(ROOT))
    return 0


def made(*, renew: bool) -> dict[Path, str]:
    """Return the three files as they should be; with `renew` nothing but what is asked for by name is kept."""
    table = TABLE.read_text("utf-8")
    if renew:
        table = with_pins(with_pins(table, OTHERS, ()), BUILDING, ())
    with tempfile.TemporaryDirectory(prefix="lunarcurator-locking-") as folder:
        (Path(folder) / TABLE.name).write_text(table, encoding="utf-8", newline="\n")
        needs = _export(folder, "--no-default-groups", "--no-hashes")
        building = _export(folder, "--only-group", "build")
        locked = _export(folder, "--all-groups")
    asked = asked_for(tomllib.loads(table))
    table = with_pins(table, OTHERS, [each for each in pins(locked) if name_of(each) not in asked])
    return {TABLE: with_pins(table, BUILDING, pins(building)), CONSTRAINTS: needs, LOCKED: locked}


def pins(text: str) -> list[str]:
    """Return the lines of a list that name a package and its version, without digests."""
    return [line.rstrip(" \\") for line in text.splitlines() if line and not line.startswith((" ", "#"))]


def asked_for(table: Mapping[str, Any]) -> frozenset[str]:
    """Return the names of the packages that the project asks for itself."""
    groups = (each for group in table["dependency-groups"].values() for each in group if isinstance(each, str))
    return frozenset(map(name_of, (*table["project"]["dependencies"], *groups)))


def name_of(requirement: str) -> str:
    """Return the name of the package a requirement is of, as all spell it alike."""
    named = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", named[0]).casefold() if named else ""


def with_pins(table: str, key: str, told: Iterable[str]) -> str:
    """Return the table of the project with these lines in one of its lists."""
    lines = "".join(f'  "{each}",\n' for each in told)
    return re.sub(
        rf"^{key} = \[\n.*?^\]$", lambda _: f"{key} = [\n{lines}]", table, count=1, flags=re.MULTILINE | re.DOTALL
    )


def _export(folder: str, *more: str) -> str:
    command = ["uv", "export", "--quiet", "--no-header", "--no-annotate", "--no-emit-project", *more]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
