"""PINs on the command line: one's own is set, a forgotten one is reset, and wrong ones cost time."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.services.commands.pins import pin as pin_command
from lunarcurator.services.people import People, PinRefused
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

from tests.commands.conftest import Ended
from tests.commands.test_telling import console

type Run = Callable[..., Ended]


def with_processor(run: Run, store: str) -> str:
    person = {"kind": "set_up_operator", "operation": {"name": "P. Processor", "role": "processor"}}
    Path("p.json").write_text(json.dumps(person), encoding="utf-8")
    assert run("post", store, "p.json").code == 0
    return store


def pins_in(*lines: str) -> str:
    Path("pins").write_text("\n".join(lines), encoding="utf-8")
    return "pins"


def has_pin(store: str, name: str) -> bool:
    with closing(StoreSession.open(Path(store))) as session:
        found = People(session).named(name)
        assert found is not None
        return found.has_pin


def test_a_pin_is_set_changed_and_asked_for(run: Run, store: str) -> None:
    assert run("pin", "set", store, "--pin-file", pins_in("4711")).code == 0
    assert run("pin", "set", store, "--pin-file", pins_in("0000", "0815")).code == 3
    assert run("pin", "set", store, "--pin-file", pins_in("4711", "08")).code == 3
    assert run("pin", "set", store, "--pin-file", pins_in("4711")).code == 3
    assert run("pin", "set", store, "--pin-file", pins_in("4711", "0815")).code == 0
    assert "no_file" in run("pin", "set", store, "--pin-file", "no_file").err


def test_a_forgotten_pin_is_reset_beside_a_second_person(run: Run, store: str) -> None:
    with_processor(run, store)
    assert run("pin", "set", store, "--operator", "P. Processor", "--pin-file", pins_in("1234")).code == 0
    assert run("pin", "set", store, "--operator", "A. Curator", "--pin-file", pins_in("4711")).code == 0
    alone = run("pin", "reset", store, "A. Curator", "--reason", "forgotten")
    assert (alone.code, "P. Processor" in alone.err) == (3, True)
    beside = ("pin", "reset", store, "A. Curator", "--witness", "P. Processor", "--reason", "forgotten")
    assert run(*beside, "--pin-file", pins_in("9999")).code == 3
    done = run(*beside, "--pin-file", pins_in("1234"))
    assert done.code == 0
    assert "A. Curator" in done.out
    assert not has_pin(store, "A. Curator")
    assert run("verify", store).code == 0


def test_an_authority_resets_the_pin_of_another(run: Run, store: str) -> None:
    with_processor(run, store)
    assert run("pin", "set", store, "--operator", "P. Processor", "--pin-file", pins_in("1234")).code == 0
    assert run("pin", "set", store, "--operator", "A. Curator", "--pin-file", pins_in("4711")).code == 0
    reset = ("pin", "reset", store, "P. Processor", "--operator", "A. Curator", "--reason", "forgotten")
    assert run(*reset, "--pin-file", pins_in("1111")).code == 3
    assert run(*reset, "--pin-file", pins_in("4711")).code == 0
    assert not has_pin(store, "P. Processor")
    assert run(*reset, "--pin-file", pins_in("4711")).code == 3
    assert run("pin", "reset", store, "Nobody", "--reason", "x").code == 2


def test_wrong_pins_in_a_row_have_to_wait(run: Run, store: str) -> None:
    assert run("pin", "set", store, "--pin-file", pins_in("4711")).code == 0
    for _ in range(3):
        assert run("pin", "set", store, "--pin-file", pins_in("0000", "0815")).code == 3
    waits = run("pin", "set", store, "--pin-file", pins_in("4711", "0815"))
    assert (waits.code, "Wait" in waits.err, waits.err.count("\n")) == (3, True, 1)


def test_at_the_terminal_a_new_pin_is_typed_twice(words: Words, store: str) -> None:
    from argparse import Namespace

    told = Namespace(store=store, pin_command="set", operator="", pin_file=None)
    answers = iter(["4711", "4712"])
    with pytest.raises(PinRefused, match=r"pin\.differs"):
        pin_command(told, console(words, lambda _question: next(answers)))
    answers = iter(["4711", "4711"])
    assert pin_command(told, console(words, lambda _question: next(answers))) == 0
    assert has_pin(store, "A. Curator")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_of_pins_is_read_as_the_shells_of_windows_write_it(run: Run, store: str, encoding: str) -> None:
    Path("pins").write_text("2468\r\n", encoding=encoding, newline="")
    assert run("pin", "set", store, "--pin-file", "pins").code == 0
    person = {"kind": "set_up_operator", "operation": {"name": "P. Processor", "role": "processor"}}
    Path("p.json").write_text(json.dumps(person), encoding=encoding)
    assert run("post", store, "p.json", "--pin-file", pins_in("2468")).code == 0


def test_a_file_that_is_no_text_is_one_sentence(run: Run, store: str) -> None:
    Path("pins").write_bytes("2468".encode("utf-16-le"))
    for words in (("pin", "set", store, "--pin-file", "pins"), ("post", store, "pins")):
        done = run(*words)
        assert done.code == 4
        assert "pins is no text that can be read" in done.err
