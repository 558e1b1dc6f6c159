"""What is inside the program and under which licence: as the bundle tells it, else as it is installed."""

import re
from collections.abc import Callable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

import msgspec

from lunarcurator.typed_json import decode

FILE: Final = "licences.json"
"""The table in the bundle's resources; the build writes it."""
_NAME: Final = re.compile(r"^[A-Za-z0-9._-]+")
_TEXTS: Final = re.compile(r"(?i)(^|/)(licen[cs]e|copying|notice|ofl)[^/]*$")
_LONGEST: Final = 80


class Part(msgspec.Struct, frozen=True, order=True):
    """One part of the program: its name, version, licence in a few words, and its text if it brings one."""

    name: str
    version: str
    licence: str
    text: str = ""


def parts_inside(resources: Path, find: Callable[[str], Distribution] = distribution) -> tuple[Part, ...]:
    """Return every part of the program in the order of their names."""
    table = resources / FILE
    if table.exists():
        return decode(table.read_bytes(), tuple[Part, ...])
    return gather("lunarcurator", find)


def gather(name: str, find: Callable[[str], Distribution] = distribution) -> tuple[Part, ...]:
    """Return a package and all it needs as they are installed; what is not installed is not inside."""
    known: dict[str, Part] = {}
    waiting = [name]
    while waiting:
        wanted = waiting.pop()
        key = re.sub(r"[-_.]+", "-", wanted).casefold()
        if key in known:
            continue
        try:
            found = find(wanted)
        except PackageNotFoundError:
            continue
        known[key] = _part(found)
        waiting += _needs(found)
    return tuple(sorted(known.values(), key=lambda each: each.name.casefold()))


def _needs(found: Distribution) -> Iterator[str]:
    for line in found.requires or ():
        name = _NAME.match(line)
        # An extra is asked for by name only, and nothing here asks for one.
        if name is not None and "extra ==" not in line:
            yield name[0]


def _part(found: Distribution) -> Part:
    named = str(found.metadata.get("License-Expression") or found.metadata.get("License") or "")
    if not named or len(named) > _LONGEST or "\n" in named:
        named = ", ".join(_classified(found))
    files = [each for each in found.files or () if _TEXTS.search(each.as_posix()) and each.suffix != ".py"]
    texts = [each.read_text("utf-8") for each in files if Path(str(each.locate())).is_file()]
    return Part(str(found.metadata["Name"]), found.version, named, "\n\n".join(texts))


def _classified(found: Distribution) -> list[str]:
    """Return the licences that the classifiers of a part name."""
    kinds = found.metadata.get_all("Classifier") or ()
    return [each.rpartition(" :: ")[2] for each in kinds if each.startswith("License ::")]
