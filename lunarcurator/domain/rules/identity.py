"""R1, R2 and R18: a number is one piece for ever, and an issued number is never issued again."""

from collections.abc import Iterator

from lunarcurator.domain.facts import NameClaim, NameKind, Touch
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.status import Existence


def number_is_free(picture: Picture, collection: Uid, number: str, field: str = "number") -> Iterator[Finding]:
    """R1: nobody in force carries the number; R2: it was not issued before, not even for a cancelled act."""
    claims = picture.claimed(collection, number)
    holder = next((claim for claim in claims if claim.in_force), None)
    if holder is not None:
        yield _taken(picture, holder.sample, number, field)
    elif any(claim.issued for claim in claims):
        yield find(Strength.IMPOSSIBLE, "number.burnt", "R2", field, claims[-1].sample, number=number)


def _taken(picture: Picture, holder: Uid, number: str, field: str) -> Finding:
    """Say whose number it is; one that was only reserved belongs to no piece that could be shown."""
    planned = _said(picture, holder, Existence.PLANNED)
    existence = picture.piece(holder).existence
    if (
        planned is None
        or existence not in (Existence.PLANNED, Existence.VOID)
        or _said(picture, holder, Existence.EXISTS)
    ):
        return find(Strength.IMPOSSIBLE, "number.taken", "R1", field, holder, number=number)
    cancelled = _said(picture, holder, Existence.VOID)
    if cancelled is None:
        return find(
            Strength.IMPOSSIBLE, "number.reserved", "R1", field, f"entry:{planned}", number=number, entry=planned
        )
    facts = {"number": number, "entry": planned, "cancelled": cancelled}
    return find(Strength.IMPOSSIBLE, "number.cancelled", "R2", field, f"entry:{cancelled}", **facts)


def _said(picture: Picture, uid: Uid, existence: Existence) -> int | None:
    """Return the entry in force that said so of a piece, or None."""
    word = ("existence", str(existence))
    return next(
        (each.seq for each in picture.history(uid) if isinstance(each.fact, Touch) and word in each.fact.changes),
        None,
    )


def revived(picture: Picture, collection: Uid, number: str) -> Uid | None:
    """Return the identity a given number had before its entry was undone, so that it comes back the same."""
    claims = picture.claimed(collection, number)
    if not claims or any(claim.in_force or claim.issued for claim in claims):
        return None
    return claims[-1].sample


def is_other_name(name: str, kind: NameKind, field: str = "name") -> Iterator[Finding]:
    """R18: another name says something, and is not called the official number, which is claimed apart."""
    if not name:
        yield find(Strength.IMPOSSIBLE, "name.empty", "R18", field)
    if kind is NameKind.OFFICIAL:
        yield find(Strength.IMPOSSIBLE, "name.official", "R18", field, name=name)


def name_is_new(picture: Picture, uid: Uid, name: str, kind: NameKind) -> Iterator[Finding]:
    """R18: a piece is not given the same name of the same kind twice."""
    for each in picture.history(uid):
        fact = each.fact
        if isinstance(fact, NameClaim) and (fact.name, fact.kind) == (name, kind):
            yield find(Strength.IMPOSSIBLE, "name.known", "R18", "name", f"entry:{each.seq}", name=name)
            return
