"""What a number has meant: every piece that has or had it, or is called so, with its days and sources (R18)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.naming import as_given, keys_meant, officially, otherwise
from lunarcurator.domain.pieces import PieceState, fold
from lunarcurator.domain.words_folding import number_key
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.names_had import DISSOLVED, NameHad, names_had
from lunarcurator.services.references import MERGED, Meant, References, UnclearReference
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.lookup import Lookup
from lunarcurator.store.reads import piece
from lunarcurator.store.reads.piece import Lens

NUMBER_THEN: Final = "number.read_then"
"""What a text is that was the number of a piece on the day looked at, and is not its number now."""
_MOST_PARTS: Final = 50


@dataclass(frozen=True, slots=True)
class Meaning:
    """One piece a text means or meant: `number` is what it is called, `name` since when it is or was called so.

    `became` are the pieces into which its number was dissolved.
    """

    text: str
    uid: Uid
    number: str
    name: NameHad
    became: tuple[str, ...] = ()

    @property
    def was_number(self) -> bool:
        """Whether the text is or was its official number, and not another name."""
        return self.name.kind is NameKind.OFFICIAL

    def told(self, words: Words) -> str:
        """Return the meaning as a sentence with its days, entry and source."""
        name = self.name
        facts = {
            "text": self.text,
            "number": self.number,
            "kind": str(name.kind),
            "since": name.since.text(words),
            "until": name.until.text(words) if name.until is not None else "",
            "entry": (name.ended_by or name.entry).seq,
            "source": name.source,
            "became": list(self.became),
        }
        return words.say(f"number_meaning.{self._key()}", facts)

    def _key(self) -> str:
        if self.became:
            return "dissolved"
        if not self.was_number:
            return "name"
        if self.name.until is not None:
            return "until"
        return "today" if self.number == self.text else "since"

    def as_json(self) -> dict[str, Any]:
        """Return the meaning as the JSON of `show --json` has it; days as programs read them."""
        name = self.name
        return {
            "text": self.text,
            "number": self.number,
            "uid": self.uid,
            "kind": str(name.kind),
            "since": name.since.edtf,
            "until": name.until.edtf if name.until is not None else None,
            "source": name.source,
            "entry": name.entry.seq,
            "ended_by": name.ended_by.seq if name.ended_by is not None else None,
            "dissolved_into": list(self.became),
        }


@dataclass(frozen=True, slots=True)
class NumberRead:
    """The piece a text names to somebody who reads, and what else the text has meant."""

    meant: Meant
    others: tuple[Meaning, ...] = ()

    @property
    def uid(self) -> Uid:
        """The identity of the piece."""
        return self.meant.uid


def read_number(session: StoreSession, text: str, moment: Moment = NOW) -> NumberRead:
    """Return the piece a text names to somebody who looks at a moment, with all else the text has meant.

    On a day the number is read as it was meant then, else as it is meant now. Raises `UnclearReference` where it
    names none, or several; then `meanings_of` has the choices.
    """
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        found = _meanings(connection, ledger, text, Moment(seq=moment.seq))
        meant = _read(References(ledger, Lookup(connection)), text, moment, _holder_on(found, moment))
    return NumberRead(meant, _others(found, meant))


def meanings_of(session: StoreSession, text: str, moment: Moment = NOW) -> tuple[Meaning, ...]:
    """Return every meaning of a text known at a moment; empty where it has meant one piece, or none."""
    with session.database.snapshot() as connection:
        return _meanings(connection, ledger_of(session, connection), text, moment)


def holder_then(session: StoreSession, text: str, moment: Moment) -> Uid | None:
    """Return the piece that had a number on the day of a moment, where the number has meant several, else None."""
    with session.database.snapshot() as connection:
        found = _meanings(connection, ledger_of(session, connection), text, Moment(seq=moment.seq))
    held = _holder_on(found, moment)
    return held.uid if held is not None else None


def other_meanings(
    connection: Any, ledger: LedgerState, state: PieceState, moment: Moment = NOW
) -> tuple[Meaning, ...]:
    """Return what else the number of a piece has meant in its collection, and into what it was dissolved."""
    found = _meanings(connection, ledger, state.number_text, moment, (state.book.collection,))
    return tuple(each for each in found if each.uid != state.uid or each.became)


def _read(references: References, text: str, moment: Moment, then: Meaning | None) -> Meant:
    """Return what a text names now, or, where another piece had the number on the day, that one."""
    try:
        meant = references.read(text)
    except UnclearReference:
        if then is None:
            raise
    else:
        if then is None or meant.uid == then.uid:
            return meant
    asks = UnclearReference(NUMBER_THEN, text=text.strip(), number=then.number, day=moment.day)
    return Meant(text, then.uid, then.number, asks)


def _others(found: Sequence[Meaning], meant: Meant) -> tuple[Meaning, ...]:
    """Return the meanings that the answer itself does not tell."""
    merged = meant.asks is not None and meant.asks.key == MERGED
    told = {meant.number} if merged else set()
    return tuple(each for each in found if (each.uid != meant.uid and each.number not in told) or each.became)


def _holder_on(found: Sequence[Meaning], moment: Moment) -> Meaning | None:
    """Return the one piece that had the number at the end of a day, None where there is none, or are several."""
    day = moment.day
    if day is None:
        return None
    there = [each for each in found if each.was_number and each.name.since.day <= day]
    there = [each for each in there if each.name.until is None or each.name.until.day > day]
    return there[0] if len({each.uid for each in there}) == 1 else None


def _meanings(
    connection: Any, ledger: LedgerState, text: str, moment: Moment, within: Collection[Uid] = ()
) -> tuple[Meaning, ...]:
    """Return all meanings of a text; none where it means one piece, or one in each of several collections.

    Most texts mean one piece, and are read without looking at what is recorded of it.
    """
    pieces = dict.fromkeys((*officially(ledger, text), *otherwise(ledger, text)))
    wanted = [uid for uid in pieces if not within or ledger.piece(uid).book.collection in within]
    if len(wanted) < 2 and not any(ledger.piece(uid).retired_reason == DISSOLVED for uid in wanted):
        return ()
    lens = Lens(connection, moment)
    found = tuple(each for uid in wanted for each in _of_piece(connection, ledger, text.strip(), uid, lens))
    return () if all(each.was_number and each.name.until is None for each in found) else found


def _of_piece(connection: Any, ledger: LedgerState, text: str, uid: Uid, lens: Lens) -> Iterator[Meaning]:
    id_ = piece.piece_id(connection, uid)
    facts = piece.life(connection, id_, lens.moment) if id_ is not None else []
    state = fold(uid, facts)
    collection = ledger.piece(uid).book.collection
    keys = keys_meant(ledger, collection, text)
    number = as_given(ledger, collection, state.number_text)
    heads = piece.heads(connection, {each.seq for each in facts})
    for name in names_had(connection, uid, facts, heads):
        if name.kind is not NameKind.LABEL and number_key(name.text) in keys:
            became = _became(connection, id_ or 0, lens, name) if state.retired_reason == DISSOLVED else ()
            yield Meaning(text, uid, number, name, became)


def _became(connection: Any, id_: int, lens: Lens, name: NameHad) -> tuple[str, ...]:
    """Return the numbers of the pieces into which a number was dissolved."""
    kin = piece.daughters(connection, id_, lens, _MOST_PARTS)
    made = [each.uid for each in kin if name.ended_by is not None and each.entry == name.ended_by.seq]
    numbers = piece.numbers(connection, made)
    return tuple(numbers[uid][0] for uid in made)
