"""The time zone of this machine, by a name that other machines know too."""

import os
import sys
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.services.clock import UTC_NAME, is_zone_known

_OTHER_CLOCKS: Final = ("posix/", "right/")
"""Folders of a system that have each zone once more."""


def zone_here(link: Path = Path("/etc/localtime")) -> str:
    """Return the name of this machine's time zone, UTC where it tells none that is known."""
    told = os.environ.get("TZ", "").lstrip(":") or _zone_of_windows()
    return next((name for each in (told, _linked(link)) if (name := usual_name(each))), UTC_NAME)


def usual_name(name: str) -> str:
    """Return the name of a time zone that is in use everywhere, for an old one of the same zone; "" for no zone.

    A system may have no names of old, such as US/Central; the name of a place stays as it is.
    """
    for folder in _OTHER_CLOCKS:
        name = name.removeprefix(folder)
    if name == UTC_NAME or not is_zone_known(name):
        return name if name == UTC_NAME else ""
    zones = files("tzdata").joinpath("zoneinfo")
    places = (line.split("\t") for line in zones.joinpath("zone.tab").read_text("utf-8").splitlines())
    if any(fields[2:3] == [name] for fields in places):
        return name
    rules = (line.split() for line in zones.joinpath("tzdata.zi").read_text("utf-8").splitlines())
    return next((rule[1] for rule in rules if rule[:1] == ["L"] and rule[2] == name), name)


def zone_told(zone: str) -> tuple[Finding, ...]:
    """Say that this machine does not know the time zone of a store; nothing where it does."""
    return () if is_zone_known(zone) else (find(Strength.WARN, "store.zone_unknown", "", zone=zone),)


def _linked(link: Path) -> str:
    """Return the name of the zone that a link of the system leads to, "" where it is none."""
    with suppress(OSError):
        if link.is_symlink():
            return str(link.resolve()).partition("/zoneinfo/")[2]
    return ""


def _zone_of_windows() -> str:
    """Return the name of the zone Windows is set to, by which everybody else knows it; empty elsewhere.

    Empty too for one that nobody else has a name for.
    """
    if sys.platform != "win32":
        return ""
    from tzlocal import get_localzone_name

    try:
        return str(get_localzone_name() or "")
    except LookupError:
        return ""
