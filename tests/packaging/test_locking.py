"""The lists of versions: whole, current, of digests, and without an address."""

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement

from tests.conftest import PROJECT

TABLE = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
CONSTRAINTS = (PROJECT / "packaging" / "constraints.txt").read_text("utf-8")
LOCKED = (PROJECT / "packaging" / "locked.txt").read_text("utf-8")


@pytest.fixture(autouse=True)
def in_packaging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(PROJECT / "packaging"))
    yield
    sys.modules.pop("locking", None)


def versions(lines: list[str]) -> dict[str, str]:
    from locking import name_of

    return {name_of(line): line.partition(";")[0].partition("==")[2].strip() for line in lines}


def asked_for() -> list[str]:
    groups = TABLE["dependency-groups"].values()
    return [
        *TABLE["project"]["dependencies"],
        *(each for group in groups for each in group if isinstance(each, str)),
    ]


def test_every_version_that_is_asked_for_is_in_the_lists() -> None:
    from locking import pins

    locked, constraints = versions(pins(LOCKED)), versions(pins(CONSTRAINTS))
    assert {name: locked.get(name) for name in versions(asked_for())} == versions(asked_for())
    needed = versions(TABLE["project"]["dependencies"])
    assert {name: constraints.get(name) for name in needed} == needed
    assert constraints.items() <= locked.items()
    assert all(locked.values()), "each to one version"
    assert len(pins(LOCKED)) == len(locked), "one version on all systems"


def test_what_nobody_asked_for_by_name_is_in_the_table_of_the_project() -> None:
    from locking import BUILDING, OTHERS, asked_for, pins

    others = [line for line in pins(LOCKED) if next(iter(versions([line]))) not in asked_for(TABLE)]
    assert TABLE["tool"]["uv"][OTHERS] == others
    building = versions(TABLE["tool"]["uv"][BUILDING])
    assert building.items() <= versions(pins(LOCKED)).items()
    assert versions(TABLE["build-system"]["requires"]).items() <= building.items()


def test_what_is_installed_with_the_project_is_what_the_lists_say() -> None:
    from locking import pins

    locked, constraints = versions(pins(LOCKED)), versions(pins(CONSTRAINTS))
    reached = dict(closure(TABLE["project"]["dependencies"]))
    assert len(reached) > 15, "what is needed by what is needed is looked through"
    assert reached.items() <= constraints.items()
    assert dict(closure(asked_for())).items() <= locked.items()


def test_the_lists_have_digests_and_no_address() -> None:
    from locking import pins

    for text in (CONSTRAINTS, LOCKED):
        assert not re.search(r"://|@|--(extra-)?index|--find-links", text)
    entries = re.split(r"\n(?=[a-z])", LOCKED.strip())
    assert len(entries) == len(pins(LOCKED))
    assert [each.splitlines()[0] for each in entries if "--hash=sha256:" not in each] == []


def test_a_list_in_the_table_of_the_project_is_written_and_no_other() -> None:
    from locking import BUILDING, OTHERS, with_pins

    table = f"{OTHERS} = [\n]\n{BUILDING} = [\n]\nother = [\n]\n"
    once = with_pins(table, OTHERS, ["b==1", "c==2 ; sys_platform == 'win32'"])
    assert tomllib.loads(once) == {OTHERS: ["b==1", "c==2 ; sys_platform == 'win32'"], BUILDING: [], "other": []}
    assert with_pins(once, OTHERS, ()) == table


def closure(asked: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what is installed here and reached from what is asked for, with its version."""
    waiting, seen = [Requirement(each) for each in asked], set()
    while waiting:
        wanted = waiting.pop()
        if wanted.name in seen or (wanted.marker is not None and not wanted.marker.evaluate({"extra": ""})):
            continue
        seen.add(wanted.name)
        found = installed(wanted.name)
        # Whoever runs the tests alone has not what builds.
        if found is not None:
            yield re.sub(r"[-_.]+", "-", found.name).casefold(), found.version
            waiting += map(Requirement, found.requires or ())


def installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None
