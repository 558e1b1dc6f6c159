"""What happens to a collection between two lists: what each of them says, and what is true."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from lunarcurator.domain.days import Day

from tests.services.importing.true_lists.collection import CLASSES, FORMS, TO_UG, Kind, Piece


@dataclass
class Changes:
    """A collection at two times, as its pieces are by number, and what each of two lists has of it.

    `fresh` are daughters that the first list lacks; where they were `cut` between the lists it has them in their
    parents, else they were out of these before. `acts` are what the book itself records, by number.
    """

    first: list[Piece]
    second: list[Piece]
    fresh: frozenset[str]
    cut: bool
    acts: dict[str, str]
    read_ug: dict[str, int]


def changes(rng: Random, kind: Kind, pieces: list[Piece], today: Day) -> Changes:
    """Let something happen to a collection, today."""
    cut, day = rng.random() < 0.6, date(today // 10_000, today // 100 % 100, today % 100)
    families = [*dict.fromkeys(piece.family for piece in pieces)]
    new = {family for family in families[1:] if rng.random() < 0.15}
    fresh = {piece.number for piece in pieces if piece.parent and piece.family not in new and rng.random() < 0.3}
    now = {
        piece.number: _as_cut(piece, day if cut else piece.day) if piece.number in fresh else piece
        for piece in pieces
    }
    first = [_before(piece, now, fresh, cut=cut) for piece in pieces if piece.number not in fresh]
    first = [piece for piece in first if piece.family not in new]
    acts, read = _happened(rng, kind, first, now)
    second = [_otherwise(rng, kind, piece) for piece in now.values() if rng.random() > 0.15]
    return Changes(first, second or [*now.values()], frozenset(fresh), cut, acts, read)


def _as_cut(piece: Piece, day: date) -> Piece:
    return replace(piece, original_ug=piece.mass_ug, day=day)


def _before(piece: Piece, now: dict[str, Piece], fresh: set[str], *, cut: bool) -> Piece:
    """Return a piece as it was when what was cut of it since was in it still."""
    taken = sum(now[number].mass_ug or 0 for number in fresh if now[number].parent == piece.number)
    if not cut or not taken or piece.mass_ug is None:
        return piece
    mass = piece.mass_ug + taken
    now[piece.number] = replace(piece, original_ug=max(piece.original_ug or 0, mass))
    return replace(piece, mass_ug=mass, original_ug=max(piece.original_ug or 0, mass))


def _happened(
    rng: Random, kind: Kind, first: list[Piece], now: dict[str, Piece]
) -> tuple[dict[str, str], dict[str, int]]:
    """Let a few pieces be weighed, moved, lent or used up in part, and be so now."""
    acts: dict[str, str] = {}
    read: dict[str, int] = {}
    for piece in first:
        if rng.random() > 0.25:
            continue
        what = rng.choice(["weigh", "move", "lend", "consume"])
        true = now[piece.number]
        used = (true.mass_ug or 0) // 10 // _step(kind) * _step(kind)
        if piece.mass_ug is None or (what in ("weigh", "consume") and not used):
            what = "move"
        acts[piece.number] = what
        if what in ("weigh", "consume"):
            # The rest of what is there is now so much less.
            read[piece.number] = (piece.mass_ug or 0) - used if what == "weigh" else used
            now[piece.number] = replace(true, mass_ug=(true.mass_ug or 0) - used)
    return acts, read


def _otherwise(rng: Random, kind: Kind, piece: Piece) -> Piece:
    """Return a piece as somebody finds it later: mostly as it was."""
    what = rng.choice(["", "", "", "", "class_name", "form", "remarks", "count", "mass"])
    if what == "class_name":
        return replace(piece, class_name=rng.choice(CLASSES))
    if what == "form":
        return replace(piece, form=rng.choice(FORMS))
    if what == "remarks":
        return replace(piece, remarks="found otherwise")
    if what == "count":
        return replace(piece, count=piece.count + 1)
    if what == "mass" and piece.mass_ug and rng.random() < 0.3:
        mass = piece.mass_ug + 3 * _step(kind)
        return replace(piece, mass_ug=mass, original_ug=max(piece.original_ug or 0, mass))
    return piece


def _step(kind: Kind) -> int:
    return TO_UG[kind.unit] // 1000
