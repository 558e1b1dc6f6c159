"""Which pieces a text names by a number, in any spelling: one reading for references, scans and rules (R18)."""

from collections.abc import Iterable, Iterator, Sequence

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.igsn import igsn_keys
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.numbering import NumberTextError, usual_keys
from lunarcurator.domain.pieces import BODY_SIGN, PieceState
from lunarcurator.domain.words_folding import number_key, unquoted


def numbers_meant(ledger: LedgerState, collection: Uid, text: str) -> tuple[str, ...]:
    """Return the canonical numbers of a collection a text can mean, the likeliest first; none where it is none."""
    scheme = ledger.scheme(collection)
    try:
        number = scheme.parse(text)
    except NumberTextError:
        return ()
    return (number.canonical, number.family) if scheme.is_zero_split(number) else (number.canonical,)


def bodies_of(ledger: LedgerState, piece: PieceState) -> list[Uid]:
    """Return the further bodies that share the number of a piece; the store is asked only where there are some."""
    if not piece.body or piece.fields.get("body_of"):
        return []
    below = dict.fromkeys(ledger.daughters(piece.uid))
    return [uid for uid in below if ledger.piece(uid).fields.get("body_of") == piece.uid]


def body_meant(ledger: LedgerState, collection: Uid, text: str) -> Uid | None:
    """Return the body of a number and label such as 67729/B; None where that names none."""
    number, sign, label = text.rpartition(BODY_SIGN)
    for name in numbers_meant(ledger, collection, number.strip())[:1] if sign else ():
        for claim in ledger.claimed(collection, name):
            piece = ledger.piece(claim.sample)
            if not claim.in_force or piece.number_text != name or not piece.body:
                continue
            for uid in (piece.uid, *bodies_of(ledger, piece)):
                if ledger.piece(uid).body.casefold() == label.strip().casefold():
                    return uid
    return None


def officially(ledger: LedgerState, text: str) -> list[Uid]:
    """Return the pieces whose official number now a text is, in any spelling; `C:15112` is a piece of C alone.

    A piece that is planned, merged or void has its number too: nothing else can be called so.
    """
    spelled = (uid for uid, now in _holders(ledger, text) if now)
    keyed = (uid for uid, now in _keyed(ledger, text) if now)
    return list(dict.fromkeys((*spelled, *keyed)))


def otherwise(ledger: LedgerState, text: str) -> list[Uid]:
    """Return the pieces a text names by a former or other name of theirs, in any spelling."""
    former = (uid for uid, now in _holders(ledger, text) if not now)
    others = (uid for uid, now in _keyed(ledger, text) if not now)
    return list(dict.fromkeys((*former, *others)))


def _read(ledger: LedgerState, text: str) -> tuple[Sequence[Uid], str]:
    """Return the collections of which a text speaks, and what it says there: of one that it begins with alone."""
    every = ledger.all_collections()
    before, _, rest = text.partition(":")
    named = [uid for uid in every if _code(ledger, uid).casefold() == unquoted(before).casefold()]
    return (named, rest.strip()) if named and rest.strip() else (every, text)


def _code(ledger: LedgerState, collection: Uid) -> str:
    return ledger.record(Subject.COLLECTION, collection).code


def _keyed(ledger: LedgerState, text: str) -> Iterator[tuple[Uid, bool]]:
    """Yield the pieces found by a text as the search finds them, and whether by their number of now."""
    collections, said = _read(ledger, text)
    keys = usual_keys(said, ledger.tables.schemes.values())
    for uid in ledger.known_as(keys):
        piece = ledger.piece(uid)
        if piece.book.collection in collections:
            yield uid, number_key(piece.number_text) in keys


def _holders(ledger: LedgerState, text: str) -> Iterator[tuple[Uid, bool]]:
    """Yield the pieces that have or had a number in force, and whether it is theirs now."""
    collections, said = _read(ledger, text)
    spelled = [each for each in dict.fromkeys((said, unquoted(said), said.partition(":")[2].strip())) if each]
    for collection in collections:
        for each in spelled:
            body = body_meant(ledger, collection, each)
            if body is not None:
                yield body, True
            for name in numbers_meant(ledger, collection, each):
                for claim in ledger.claimed(collection, name):
                    if claim.in_force:
                        yield claim.sample, ledger.piece(claim.sample).number_text == name


def in_full(ledger: LedgerState, uid: Uid) -> str:
    """Return the official number of a piece with its collection, as only this piece is called."""
    piece = ledger.piece(uid)
    return f"{_code(ledger, piece.book.collection)}:{piece.number_text}"


def as_told(ledger: LedgerState, uid: Uid) -> str:
    """Return the official number of a piece, with its collection where a piece of another one has it too."""
    piece = ledger.piece(uid)
    return as_given(ledger, piece.book.collection, piece.number_text)


def as_given(ledger: LedgerState, collection: Uid, number: str) -> str:
    """Return a number in a collection, with that where a piece of another one has it too."""
    if len(ledger.all_collections()) < 2 or not number:
        return number
    known = (ledger.piece(each) for each in ledger.known_as((number_key(number),)))
    shared = any(each.number_text == number and each.book.collection != collection for each in known)
    return f"{_code(ledger, collection)}:{number}" if shared else number


def said_in(ledger: LedgerState, collection: Uid, text: str) -> str:
    """Return what a text says in a collection: of `C:15112` the number behind its own code, else all of it."""
    before, _, rest = text.partition(":")
    mine = before.strip().casefold() == _code(ledger, collection).casefold()
    return rest.strip() if mine and rest.strip() else text


def keys_meant(ledger: LedgerState, collection: Uid, text: str) -> frozenset[str]:
    """Return the keys of all numbers and names of a collection that a text can mean, in any spelling."""
    spelled = said_in(ledger, collection, text)
    numbers = (number_key(each) for each in numbers_meant(ledger, collection, unquoted(spelled)))
    return frozenset((*numbers, *usual_keys(spelled, ledger.tables.schemes.values()), *igsn_keys(spelled)))


def is_called(number: str, text: str) -> bool:
    """Tell whether a text is a number as it is told, with or without the collection that tells it apart."""
    return text == number or text.endswith(f":{number}") or number.endswith(f":{text}")


def numbers_of(ledger: LedgerState, pieces: Iterable[Uid]) -> str:
    """Return the official numbers of pieces, as a sentence lists them and no two are alike."""
    return ", ".join(as_told(ledger, uid) for uid in pieces)
