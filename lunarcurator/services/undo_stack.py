"""Undo and redo over entries: what is next in each direction, surviving a restart."""

from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.identity import NOBODY, Uid
from lunarcurator.services.journal_sentences import sentence_of, short_sentence_of
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads import undo_stack
from lunarcurator.store.reads.entry import act_behind
from lunarcurator.store.reads.undo_stack import Turn

LONGEST_IN_MENU: Final = 48


@dataclass(frozen=True, slots=True)
class Offer:
    """What *Undo* or *Redo* would do now: the entry it reverses, the act that is about, and its sentence.

    `needs_reason` is whether that entry is anything but the newest of whoever acts (R12). `short` is the sentence
    for a menu: with fewer numbers where they are many, each of them whole.
    """

    entry: Uid
    act_seq: int
    sentence: str
    needs_reason: bool
    short: str


@dataclass(frozen=True, slots=True)
class Offers:
    """What *Undo* and *Redo* would do now, None where there is nothing."""

    undo: Offer | None
    redo: Offer | None


@dataclass(frozen=True, slots=True)
class LastTurn:
    """The act an entry is about, and whether the entry undid it."""

    act_seq: int
    undone: bool


def next_undo(session: StoreSession) -> Uid | None:
    """Return the entry the next undo would take back."""
    with session.database.connect() as connection:
        turn = undo_stack.next_undo(connection)
    return turn.uid if turn is not None else None


def next_redo(session: StoreSession) -> Uid | None:
    """Return the undo the next redo would take back."""
    with session.database.connect() as connection:
        turn = undo_stack.next_redo(connection)
    return turn.uid if turn is not None else None


def offers(session: StoreSession, words: Words, operator: Uid | None) -> Offers:
    """Return what *Undo* and *Redo* would do for an operator, None while nobody acts."""
    with session.database.snapshot() as connection:
        undo, redo = undo_stack.next_undo(connection), undo_stack.next_redo(connection)
        acting = operator or NOBODY
        turns = [turn for turn in (undo, redo) if turn is not None]
        own = {turn.seq: undo_stack.is_newest_of(connection, turn.seq, acting) for turn in turns}
    return Offers(_offer(session, words, undo, own), _offer(session, words, redo, own))


def last_turn(session: StoreSession, uid: Uid) -> LastTurn:
    """Return what an entry of the journal did: an act, its undo, or its redo."""
    with session.database.connect() as connection:
        act_seq, steps = act_behind(connection, uid)
    return LastTurn(act_seq, bool(steps % 2))


def _offer(session: StoreSession, words: Words, turn: Turn | None, own: dict[int, bool]) -> Offer | None:
    if turn is None:
        return None
    sentence = sentence_of(session, words, turn.act_seq)
    short = short_sentence_of(session, words, turn.act_seq, LONGEST_IN_MENU)
    return Offer(turn.uid, turn.act_seq, sentence, not own[turn.seq], short)
