"""The commands about PINs: `pin set` for one's own, `pin reset` for one that was forgotten."""

from argparse import Namespace
from collections.abc import Iterator

from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.opening import lines_of, operator_named, posting, proved
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.people import Operator, People, PinRefused
from lunarcurator.services.pin_reset import reset_pin, reset_ways


def pin(told: Namespace, console: Console) -> Exit:
    """Set one's own PIN, or reset a forgotten one."""
    if told.pin_command == "set":
        return _set(told, console)
    return _reset(told, console)


def _set(told: Namespace, console: Console) -> Exit:
    with posting(told.store, console) as session:
        people, given = People(session), lines_of(told.pin_file)
        operator = operator_named(people.operators(), told.operator)
        proved(people, console, operator, next(given, None) if operator.has_pin else None)
        new = _asked(console, given, "cli.ask_new_pin", operator)
        if told.pin_file is None and _asked(console, given, "cli.ask_new_pin_again", operator) != new:
            raise PinRefused("pin.differs")
        people.set_pin(operator.uid, new)
        console.state("cli.pin_set", name=operator.name)
    return Exit.DONE


def _reset(told: Namespace, console: Console) -> Exit:
    with posting(told.store, console) as session:
        people, given = People(session), lines_of(told.pin_file)
        known = people.operators()
        owner = operator_named(known, told.name)
        ways = reset_ways(known, owner.uid)
        by = operator_named(known, told.operator) if told.operator or ways.authorities else owner
        if by.uid != owner.uid:
            proved(people, console, by, next(given, None))
        second = operator_named(known, told.witness) if told.witness else None
        if second is not None:
            proved(people, console, second, next(given, None))
        witness = second.uid if second is not None else None
        posted = reset_pin(session, console.words, owner.uid, by.uid, witness=witness, reason=told.reason)
        console.state("cli.posted", entry=posted.seq, what=sentence_of(session, console.words, posted.seq))
        console.state("cli.pin_reset", name=owner.name)
    return Exit.DONE


def _asked(console: Console, given: Iterator[str], key: str, operator: Operator) -> str:
    line = next(given, None)
    if line is not None:
        return line
    if not console.watched():
        raise PinRefused("pin.no_terminal")
    return console.ask(console.words.say(key, {"name": operator.name}))
