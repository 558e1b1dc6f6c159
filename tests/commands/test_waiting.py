"""A store that somebody else has open: a command waits, names who has it, and gives up after some seconds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.services.commands import opening
from lunarcurator.services.commands.console import Console
from lunarcurator.services.stores import open_session

from tests.commands.conftest import Ended

type Run = Callable[..., Ended]


def sight(store: str) -> tuple[str, ...]:
    Path("s.json").write_text('{"kind": "set_up_operator", "operation": {"name": "Q"}}', encoding="utf-8")
    return ("post", store, "s.json")


def test_a_command_names_who_has_the_store_and_gives_up(
    run: Run, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PATIENCE_S", 0.3)
    command = sight(store)
    held = open_session(Path(store))
    ended = run(*command)
    held.session.close()
    assert ended.code == 4
    waits, refused = ended.err.splitlines()
    assert "Waiting" in waits
    assert "(" in refused
    assert run(*command).code == 0


def test_a_command_goes_on_once_the_store_is_free(run: Run, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    command = sight(store)
    held = open_session(Path(store))
    warn = Console.warn

    def heard(console: Console, key: str, **facts: object) -> None:
        warn(console, key, **facts)
        held.session.close()

    monkeypatch.setattr(Console, "warn", heard)
    ended = run(*command)
    assert ended.code == 0
    assert "Waiting" in ended.err


def test_a_store_with_a_second_name_takes_no_entry(run: Run, store: str) -> None:
    command = sight(store)
    Path("other.lunar").hardlink_to(store)
    ended = run(*command)
    assert ended.code == 4
    assert ended.err.count("hard link") == 1
    assert "is read-only" not in ended.err
    assert run("verify", store).code == 0
    Path("other.lunar").unlink()
    assert run(*command).code == 0
