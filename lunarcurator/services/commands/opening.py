"""Opening a store for one command, and saying who acts in it."""

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import day_come
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import OperatorRef, Uid, ref_of
from lunarcurator.domain.moments import NOW, Moment, moment_at
from lunarcurator.exchange.errors import SheetError, sheet_error_from
from lunarcurator.services.commands.console import Console, UsageRefused
from lunarcurator.services.first_operator import system_user
from lunarcurator.services.lab_tables import LabTables
from lunarcurator.services.number_meanings import NUMBER_THEN, NumberRead, meanings_of, read_number
from lunarcurator.services.people import Operator, People, PinRefused
from lunarcurator.services.references import MERGED, OTHER_NAME, UnclearReference
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import OpenedStore, open_session, policies_told, rest
from lunarcurator.services.tables import load_tables
from lunarcurator.services.time_zones import zone_told
from lunarcurator.store.errors import StoreError
from lunarcurator.text_files import read_text

PATIENCE_S: Final = 5.0
"""So long a command waits for a store that somebody else has open."""
_STEP_S: Final = 0.2
_READ_AS: Final = MappingProxyType(
    {MERGED: "cli.read_merged", NUMBER_THEN: NUMBER_THEN, OTHER_NAME: "cli.read_as"}
)


@dataclass(frozen=True, slots=True)
class Acting:
    """Who posts, and the second person who stands beside him."""

    operator: OperatorRef
    witness: OperatorRef | None = None


@contextmanager
def reading(path: str, console: Console, *, plain: bool = False) -> Iterator[StoreSession]:
    """Give a store to read from; whoever has it open for posting is left alone.

    The console learns the words of its lab, and warns where its policies cannot be read and its time zone is not
    known. `plain` leaves the lab's
    tables alone: a copy can be made and proved where one of them is wrong.
    """
    session = StoreSession.open(Path(path), read_only=True, tables=load_tables() if plain else None)
    try:
        console.words.learn(session.lab.labels(console.words.language))
        _tell_of_policies(session, console, plain=plain)
        console.list_findings(zone_told(session.time_zone))
        yield session
    finally:
        session.close()


def _tell_of_policies(session: StoreSession, console: Console, *, plain: bool) -> None:
    lab = session.lab
    if plain:
        # What else is wrong among the tables is told by the commands that need them.
        with suppress(Refusal):
            lab = LabTables.load(session.path)
    console.list_findings(policies_told(lab))


@contextmanager
def posting(path: str, console: Console) -> Iterator[StoreSession]:
    """Give a store to post into, and tell what is to be told of it.

    One that somebody else has open is waited for some seconds, then refused; so is one that has a second name.
    """
    opened = _opened(Path(path), console)
    try:
        console.words.learn(opened.session.lab.labels(console.words.language))
        barring = opened.session.database.barred
        console.list_findings(each for each in opened.notes if each != barring)
        if barring is not None:
            raise opened.session.database.refusal()
        yield opened.session
        console.list_findings(rest(opened.session))
    finally:
        opened.session.close()


def _opened(path: Path, console: Console) -> OpenedStore:
    """Open a store to post into once whoever has it lets go; raises `StoreError` that names them after a while."""
    given_up: float | None = None
    while True:
        opened = open_session(path)
        if not opened.follower_of:
            return opened
        opened.session.close()
        # To open takes its time too, and is no waiting.
        if given_up is None:
            console.warn("cli.waiting_for_store", file=path.name, who=opened.follower_of)
            given_up = time.monotonic() + PATIENCE_S
        elif time.monotonic() >= given_up:
            raise StoreError("store.in_use_by", file=path.name, who=opened.follower_of)
        time.sleep(_STEP_S)


def moment_of(session: StoreSession, day: str | None) -> Moment:
    """Return the moment of an `--as-of` day, of an imprecise one its end.

    Raises `DayTextError`, also of a day that has not come.
    """
    return NOW if day is None else moment_at(day_come(day, session.today), session.today)


def piece_to_read(session: StoreSession, console: Console, text: str, moment: Moment = NOW) -> Uid:
    """Return the piece to look at, by any of its names in any spelling, on a day by the number it had then.

    Says which one another name leads to, and what else the text has meant. Raises `UnclearReference`; where the
    text has meant several pieces, it is said before when, and on whose word.
    """
    found = number_to_read(session, console, text, moment)
    tell_otherwise(console, found)
    return found.uid


def number_to_read(session: StoreSession, console: Console, text: str, moment: Moment = NOW) -> NumberRead:
    """Return what a text means to whoever reads, as `piece_to_read` does, and leave it to him to say the rest."""
    try:
        return read_number(session, text, moment)
    except UnclearReference:
        for each in meanings_of(session, text):
            console.warn_text(each.told(console.words))
        raise


def tell_otherwise(console: Console, found: NumberRead, told: Collection[str] = ()) -> None:
    """Say which piece was taken where it was called by another name, and what else that is not `told` anyway."""
    meant = found.meant
    if meant.asks is not None:
        facts = {"text": meant.text.strip(), "number": meant.number, "day": meant.asks.facts.get("day", 0)}
        console.warn(_READ_AS[meant.asks.key], **facts)
    for sentence in (each.told(console.words) for each in found.others):
        if sentence not in told:
            console.warn_text(sentence)


def acting(session: StoreSession, console: Console, operator: str, witness: str, pin_file: str | None) -> Acting:
    """Return who acts, after each has proved himself who has a PIN; raises `UsageRefused`, `PinRefused`."""
    people = People(session)
    given = lines_of(pin_file)
    known = people.operators()
    first = operator_named(known, operator)
    proved(people, console, first, next(given, None))
    if not witness:
        return Acting(OperatorRef(ref_of(first.uid)))
    second = operator_named(known, witness)
    proved(people, console, second, next(given, None))
    return Acting(OperatorRef(ref_of(first.uid)), OperatorRef(ref_of(second.uid)))


def operator_named(known: tuple[Operator, ...], name: str) -> Operator:
    """Return the operator of a name; for none the one there is, else the one called like this system's user."""
    if name:
        found = next((each for each in known if each.name == name.strip()), None)
        if found is None:
            raise UsageRefused("cli.no_operator", name=name, known=[each.name for each in known])
        return found
    if len(known) == 1:
        return known[0]
    mine = [each for each in known if each.name == system_user()]
    if not mine:
        raise UsageRefused("cli.which_operator", known=[each.name for each in known])
    return mine[0]


def proved(people: People, console: Console, operator: Operator, given: str | None) -> None:
    """Let an operator prove himself by a PIN that was given, else at the terminal; raises `PinRefused`."""
    if not operator.has_pin:
        return
    if given is None:
        if not console.watched():
            raise PinRefused("pin.needed", name=operator.name)
        given = console.ask(console.words.say("cli.ask_pin", {"name": operator.name}))
    if not people.prove(operator.uid, given):
        raise PinRefused("pin.wrong", name=operator.name)


def lines_of(path: str | None) -> Iterator[str]:
    """Return the lines of a file of PINs, those of the operator first; nothing without a file."""
    if path is None:
        return iter(())
    try:
        return iter(read_text(Path(path)).splitlines())
    except UnicodeDecodeError as error:
        raise SheetError("file.no_text", file=Path(path).name) from error
    except OSError as error:
        raise sheet_error_from(error, Path(path)) from error
