"""What the loan editor knows of the pieces somebody types: which they are, what is left, what forbids them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.availability import availability
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.naming import as_told
from lunarcurator.domain.words_folding import number_key, unquoted
from lunarcurator.services.form_context import numbers_like
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.references import SEVERAL, Meant, References
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.lookup import Lookup

_LEAST: Final = 3
"""So many signs of a number have to be right before another one is offered in its place."""
_OFFERED: Final = 200


@dataclass(frozen=True, slots=True)
class AskedPiece:
    """One piece as the editor shows it; masses in ug, `held_ug` None where nobody knows it.

    `left_ug` is what is promised to nobody, `promised` the lines that promise the piece itself, `out` the number
    and uid of those on which it left.
    """

    uid: Uid
    number: str
    form: str
    held_ug: int | None
    left_ug: int | None
    asked_ug: int
    requests: int
    existence: str
    custody: str
    access: str
    basic_use: str
    promised: tuple[str, ...]
    class_name: str = ""
    out: tuple[tuple[str, Uid], ...] = field(default=(), kw_only=True)

    @property
    def obstacle(self) -> str:
        """The key of what stands in the way of lending it at all, "" for nothing: the gravest first."""
        if self.existence != "exists":
            return f"existence.{self.existence}"
        if self.basic_use in {"permanent", "backup"}:
            return f"basic_use.{self.basic_use}"
        if self.custody not in {"here", "remote"}:
            return f"custody.{self.custody}"
        return "promised" if self.promised else ""

    @property
    def restriction(self) -> str:
        """The key of what to know before asking for it, "" for nothing."""
        return f"access.{self.access}" if self.access not in {"", "open"} else ""

    def percent_of(self, ug: int) -> int | None:
        """Return a mass as a whole percentage of what is left, None where nobody knows."""
        return ug * 100 // self.left_ug if self.left_ug and self.left_ug > 0 else None


@dataclass(frozen=True, slots=True)
class NotFound:
    """A text that names no piece, or several; `nearest` is a number that is spelt nearly so, "" for none.

    `otherwise` says that it is another name of the piece with that number, which is to be confirmed. Where it is
    the number of `several` pieces, these are named as `Apollo:15555, …`.
    """

    text: str
    nearest: str = ""
    otherwise: bool = False
    several: str = ""


type Told = AskedPiece | NotFound


def asked_pieces(session: StoreSession, texts: Iterable[str], moment: Moment = NOW) -> Mapping[str, Told]:
    """Return for each text the piece it names in any spelling, or what is known instead; nothing is dropped.

    Pieces and what is promised of them are told as they stood at a moment.
    """
    found: dict[str, Told] = {}
    lost: list[str] = []
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection, moment)
        references = References(ledger, Lookup(connection))
        for text in dict.fromkeys(texts):
            try:
                found[text] = _told(ledger, references.meant(text))
            except Refusal as refusal:
                if refusal.key == SEVERAL:
                    found[text] = NotFound(text, several=str(refusal.facts["number"]))
                else:
                    lost.append(text)
    return found | {text: NotFound(text, nearest(session, text)) for text in lost}


def nearest(session: StoreSession, text: str) -> str:
    """Return the number that is spelt most like a text, "" where none is like it."""
    begin = unquoted(text)
    for cut in range(1, max(len(begin) - _LEAST, 0) + 1):
        names = numbers_like(session, begin[:-cut], _OFFERED)
        if names:
            keys = {number_key(name): name for name in names}
            like = get_close_matches(number_key(begin), keys, 1, cutoff=0.6)
            return keys[like[0]] if like else ""
    return ""


def numbers_of_pieces(session: StoreSession, uids: Sequence[Uid]) -> tuple[str, ...]:
    """Return the numbers of pieces, in their order."""
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        return tuple(as_told(ledger, uid) for uid in uids)


def numbers_in_place(session: StoreSession, text: str) -> tuple[str, ...]:
    """Return the numbers of what stands in a container, at any depth; raises `UnclearReference`."""
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        places = [References(ledger, Lookup(connection)).place(text)]
        for place in places:
            places.extend(ledger.places_in(place))
        pieces = [ledger.piece(uid) for place in places for uid in ledger.pieces_in(place)]
        return tuple(as_told(ledger, each.uid) for each in pieces if each.existence == "exists")


def _told(ledger: LedgerState, meant: Meant) -> Told:
    if meant.otherwise:
        return NotFound(meant.text, meant.number, otherwise=True)
    uid = meant.uid
    now, then = ledger.piece(uid), ledger.at(uid, ledger.today)
    # Before it was there, the rules say so; what it is called and what it is are told as now.
    piece = then if then.number_text else now
    there = availability(ledger, piece)
    return AskedPiece(
        uid=piece.uid,
        number=as_told(ledger, uid),
        form=piece.form,
        held_ug=there.held_ug,
        left_ug=there.left_ug,
        asked_ug=there.asked_ug,
        requests=there.requests,
        existence=str(piece.existence),
        custody=str(piece.custody),
        access=piece.access,
        basic_use=piece.basic_use,
        promised=tuple(each.code for each in there.wholly),
        class_name=piece.class_name,
        out=tuple((each.code, each.uid) for each in there.wholly if each.is_open),
    )
