"""Brings the pieces of a collection in as two lists, one after the other, and as one list of all."""

from collections.abc import Collection
from dataclasses import fields as fields_of
from dataclasses import replace
from pathlib import Path
from random import Random

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store.reads.matching import Known

from tests.made_once import copied
from tests.services.importing.conftest import begun
from tests.services.importing.true_lists.again import brought, legible
from tests.services.importing.true_lists.answering import CannotAnswerError
from tests.services.importing.true_lists.collection import KINDS, Kind, Piece, made
from tests.services.importing.true_lists.expecting import Book, pieces_of
from tests.services.importing.true_lists.rendering import Writer


def tried_together(seed: int, habits: Collection[str], folder: Path) -> list[str]:
    """Return what is otherwise of pieces that came in either way."""
    rng = Random(f"{seed}:together")
    kind = KINDS[rng.choice(["apollo", "apollo", "antarctic", "change", "plain"])]
    pieces = made(rng, kind, splits=rng.random() < 0.8)
    first = [piece for piece in pieces if rng.random() < (0.4 if piece.parent else 0.6)]
    second = [piece for piece in pieces if piece not in first]
    # Who repeats a parent in the second list says there, too, what is left of it.
    above = {piece.parent for piece in second}
    second = [piece for piece in pieces if piece in second or (piece.number in above and rng.random() < 0.5)]
    if not first or not second:
        return []
    whole = rng.random() < 0.5
    said = {piece.number: _with_daughters(piece, pieces) if whole else piece for piece in pieces}
    apart: Book = {}
    alone: Book = {}
    for found, lists in ((apart, [first, second]), (alone, [pieces])):
        (folder / "a.lunar").unlink(missing_ok=True)
        session = copied(begun, folder / "a.lunar").session
        try:
            for some in lists:
                _bring(session, kind, [said[piece.number] for piece in some], seed, habits, folder, whole=whole)
            found |= pieces_of(session)
            if not verify(session).sound:
                return ["store: not sound"]
        except (CannotAnswerError, Refusal):
            return []
        finally:
            session.close()
    # Where daughters stayed out, as much less was there at first, or is in their parents still.
    parents = {known.parent for known in alone.values()}
    lacking = {known.parent for number, known in alone.items() if whole and number not in apart}
    return [
        f"otherwise: {number} {_differing(apart[number], alone[number])}"
        for number in apart.keys() & alone.keys() - lacking
        if _plain(apart[number], parents) != _plain(alone[number], parents)
    ]


def _with_daughters(piece: Piece, pieces: list[Piece]) -> Piece:
    within = sum(each.mass_ug or 0 for each in pieces if each.parent == piece.number)
    return piece if piece.mass_ug is None else replace(piece, mass_ug=piece.mass_ug + within)


def _bring(
    session: StoreSession,
    kind: Kind,
    pieces: list[Piece],
    seed: int,
    habits: Collection[str],
    folder: Path,
    *,
    whole: bool,
) -> None:
    grid = Writer(seed, legible(habits)).written(kind, pieces, splits=any(piece.parent for piece in pieces))
    grid.from_book = "take_out" if whole else "refuse"
    grid.daughters = "with_daughters" if whole else "left_over"
    brought(session, grid, seed, folder)


def _plain(known: Known, parents: set[str]) -> Known:
    """Return a piece but for who it is, which file said so, and words that a hand does not write twice alike."""
    aside = {"source", "other", "remarks", *(["original_ug"] if known.number in parents else [])}
    fields = {key: value for key, value in known.fields.items() if key not in aside}
    return replace(known, uid=Uid(""), fields=fields)


def _differing(here: Known, there: Known) -> list[tuple[str, object, object]]:
    told = [(each.name, getattr(here, each.name), getattr(there, each.name)) for each in fields_of(here)]
    told += [(key, here.fields.get(key), there.fields.get(key)) for key in {*here.fields, *there.fields}]
    return [each for each in told if each[0] != "fields" and each[1] != each[2]]
