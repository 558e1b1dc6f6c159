"""The time zone of a machine, and of a store that comes from another one."""

import sqlite3
import sys
import zoneinfo
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services import time_zones
from lunarcurator.services.clock import is_zone_known
from lunarcurator.services.stores import open_session
from lunarcurator.services.time_zones import usual_name, zone_here, zone_told
from lunarcurator.services.verifying import verify
from lunarcurator.services.words import Words

from tests.still_clock import StillClock
from tests.store.making import Lab, new_lab, rock


@pytest.fixture
def bare() -> Iterator[None]:
    """A system without any time zones of its own."""
    zoneinfo.reset_tzpath(to=())
    ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()


def store_of(path: Path, zone: str) -> Path:
    """A store that was made where that was the name of the zone."""
    new_lab(path).session.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE setting SET value = ? WHERE key = 'time_zone'", (zone,))
    return path


@pytest.mark.parametrize(("told", "zone"), [("Asia/Shanghai", "Asia/Shanghai"), (":Europe/Rome", "Europe/Rome")])
def test_the_time_zone_that_the_environment_tells(monkeypatch: pytest.MonkeyPatch, told: str, zone: str) -> None:
    monkeypatch.setenv("TZ", told)
    assert zone_here() == zone


@pytest.mark.usefixtures("links")
def test_the_time_zone_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TZ", raising=False)
    zone = tmp_path / "zoneinfo" / "America" / "Chicago"
    zone.parent.mkdir(parents=True)
    zone.write_bytes(b"")
    link, other, plain = tmp_path / "localtime", tmp_path / "other", tmp_path / "plain"
    link.symlink_to(zone)
    other.symlink_to(tmp_path)
    plain.write_bytes(b"")
    assert [zone_here(each) for each in (link, other, plain, tmp_path / "none")] == [
        "America/Chicago",
        "UTC",
        "UTC",
        "UTC",
    ]


@pytest.mark.parametrize(("told", "zone"), [("Asia/Shanghai", "Asia/Shanghai"), ("", "UTC"), (None, "UTC")])
def test_the_time_zone_that_windows_tells(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, told: str | None, zone: str
) -> None:
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(time_zones.sys, "platform", "win32")
    asked = ModuleType("tzlocal")
    asked.get_localzone_name = lambda: told  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tzlocal", asked)
    assert zone_here(tmp_path / "none") == zone


def test_a_time_zone_of_windows_that_nobody_else_knows_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def unknown() -> str:
        raise ZoneInfoNotFoundError("Qyzylorda Standard Time")

    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(time_zones.sys, "platform", "win32")
    asked = ModuleType("tzlocal")
    asked.get_localzone_name = unknown  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tzlocal", asked)
    assert zone_here(tmp_path / "none") == "UTC"


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        *(("US/Central", "America/Chicago"), ("PRC", "Asia/Shanghai"), ("Asia/Calcutta", "Asia/Kolkata")),
        *(("posix/Europe/Stockholm", "Europe/Stockholm"), ("Etc/UTC", "Etc/UTC"), ("UTC", "UTC")),
    ],
)
@pytest.mark.usefixtures("bare")
def test_a_new_store_has_the_name_that_is_in_use_everywhere(
    monkeypatch: pytest.MonkeyPatch, told: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", told)
    assert zone_here() == zone


@pytest.mark.parametrize("told", ["Moon/Tranquility", "Europe", "CST6CDT,M3.2.0,M11.1.0", "/etc/localtime"])
def test_what_is_no_zone_is_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, told: str) -> None:
    monkeypatch.setenv("TZ", told)
    assert zone_here(tmp_path / "none") == "UTC"


@pytest.mark.usefixtures("bare")
def test_the_program_brings_the_zones_of_all_systems() -> None:
    told = {
        zone: (is_zone_known(zone), usual_name(zone)) for zone in ("US/Central", "Asia/Shanghai", "Europe/Paris")
    }
    assert told == {
        "US/Central": (True, "America/Chicago"),
        "Asia/Shanghai": (True, "Asia/Shanghai"),
        "Europe/Paris": (True, "Europe/Paris"),
    }


@pytest.mark.parametrize(
    ("zone", "notes"),
    [
        ("US/Central", []),
        ("UTC", []),
        ("Moon/Tranquility", ["store.zone_unknown"]),
        ("GMT+25", ["store.zone_unknown"]),
    ],
)
@pytest.mark.usefixtures("bare")
def test_a_sound_store_is_sound_in_every_zone(tmp_path: Path, zone: str, notes: list[str]) -> None:
    store = store_of(tmp_path / "lab.lunar", zone)
    opened = open_session(store)
    assert [note.key for note in opened.notes] == notes
    assert not opened.session.database.read_only
    Lab(opened.session, StillClock()).post(rock("15700"))
    assert verify(opened.session).sound
    opened.session.close()


def test_one_sentence_says_that_a_zone_is_unknown() -> None:
    told = [Words.load("en", resources_folder() / "languages").say_finding(each) for each in zone_told("Moon/Sea")]
    assert told == ["This system does not know the time zone Moon/Sea of the store; times are shown in UTC."]
