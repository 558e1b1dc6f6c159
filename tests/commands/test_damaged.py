"""Commands on a store with damage: none posts, all others go on."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.services.commands import posting
from lunarcurator.services.posting import NotReadBackError
from lunarcurator.services.stores import open_session

from tests.commands.conftest import Ended
from tests.commands.damage import spoil

type Run = Callable[..., Ended]


def _sight(number: str) -> str:
    told = [{"kind": "sight", "day": "2026-05-01", "operation": {"samples": [number]}}]
    Path("acts.json").write_text(json.dumps(told), encoding="utf-8")
    return "acts.json"


@pytest.fixture
def damaged(rocks: str) -> str:
    with closing(sqlite3.connect(rocks)) as raw, raw:
        raw.execute("UPDATE sample SET mass_ug = mass_ug + 1 WHERE number = '10017'")
    return rocks


def test_a_command_that_meets_damage_names_it_and_bars_the_store(run: Run, damaged: str) -> None:
    # Nobody has met with it yet.
    assert run("post", damaged, _sight("12002")).code == 0
    met = run("post", damaged, _sight("10017"))
    assert met.code == 4
    assert "Damage was found in a.lunar" in met.err
    assert "10017" in met.err
    for acts in (_sight("12002"), _sight("10017")):
        barred = run("post", damaged, acts)
        assert barred.code == 4
        assert "Damage was found in a.lunar" in barred.err
        assert "10017" in barred.err
    assert run("undo", damaged, "--reason", "wrong").code == 4
    more = "ID,Mission,Type,Subtype,Weight (g),Pristine (%)\n12003,Apollo12,Basalt,Olivine,15,49.04\n"
    Path("more.csv").write_text(more, encoding="utf-8")
    assert run("import", "more.csv", "--into", damaged, "--accept-proposal").code == 4


def test_everything_else_goes_on(run: Run, damaged: str) -> None:
    assert run("post", damaged, _sight("10017")).code == 4
    assert run("show", damaged, "10017").code == 0
    assert run("balance", damaged).code == 0
    assert run("export", "--from", damaged, "--to", "inventory.csv", "inventory").code == 0
    assert "10017" in run("verify", damaged).err


def test_a_sound_copy_of_a_store_that_was_barred_takes_entries(run: Run, rocks: str) -> None:
    with closing(sqlite3.connect(rocks)) as raw, raw:
        raw.execute("INSERT INTO setting VALUES ('damage', 'something')")
    assert run("post", rocks, _sight("10017")).code == 4
    assert run("backup", rocks, "--to", "backups").code == 0
    (copy,) = Path("backups").glob("*.lunar")
    assert run("restore", str(copy), "--to", "b.lunar").code == 0
    assert run("post", "b.lunar", _sight("10017")).code == 0


def test_a_fault_of_the_program_is_no_refusal(run: Run, rocks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise NotReadBackError([])

    monkeypatch.setattr(posting, "with_identities", failing)
    ended = run("post", rocks, _sight("10017"))
    assert ended.code == 4
    assert "did not read back" in ended.err


def _spoilt(store: str) -> str:
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("UPDATE sample SET mass_ug = mass_ug + 1 WHERE number = '10017'")
    return store


def _mended(store: str) -> None:
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("UPDATE sample SET mass_ug = mass_ug - 1 WHERE number = '10017'")


def _bytes(store: str) -> bytes:
    return Path(store).read_bytes()


def test_verify_bars_a_store_it_finds_damaged_and_frees_it_once_it_is_sound(run: Run, rocks: str) -> None:
    _spoilt(rocks)
    assert run("verify", rocks).code == 4
    barred = run("post", rocks, _sight("12002"))
    assert barred.code == 4
    assert "10017" in barred.err
    assert "Run Verify: it says where, and what to do" in barred.err
    _mended(rocks)
    # Only verifying can know that it is sound again.
    assert run("post", rocks, _sight("12002")).code == 4
    assert run("verify", rocks).code == 0
    assert run("post", rocks, _sight("12002")).code == 0


def test_verify_leaves_a_sound_store_and_a_backup_as_they_are(run: Run, rocks: str) -> None:
    assert run("backup", rocks, "--to", "backups").code == 0
    (copy,) = map(str, Path("backups").glob("*.lunar"))
    before = _bytes(rocks)
    assert run("verify", rocks).code == 0
    assert _bytes(rocks) == before
    _spoilt(copy)
    before = _bytes(copy)
    assert run("verify", copy).code == 4
    assert _bytes(copy) == before


def test_verify_notes_nothing_while_somebody_else_has_the_store(run: Run, rocks: str) -> None:
    _spoilt(rocks)
    with closing(open_session(Path(rocks)).session):
        assert run("verify", rocks).code == 4
    assert run("post", rocks, _sight("12002")).code == 0


def test_what_is_compared_with_another_store_says_nothing_of_this_one(run: Run, rocks: str) -> None:
    assert run("verify", rocks, "--against", "0123456789abcdef").code == 4
    assert run("post", rocks, _sight("12002")).code == 0


def test_a_backup_that_does_not_verify_bars_the_store(run: Run, rocks: str) -> None:
    _spoilt(rocks)
    assert run("backup", rocks, "--to", "backups").code == 4
    assert run("post", rocks, _sight("12002")).code == 4


def test_a_rebuild_that_finds_altered_entries_bars_the_store(run: Run, rocks: str) -> None:
    spoil(Path(rocks), sqlite3)
    assert run("rebuild", rocks, "--to", "copies").code == 4
    assert run("post", rocks, _sight("12002")).code == 4
