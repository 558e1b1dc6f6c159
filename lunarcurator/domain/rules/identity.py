"""R1, R2 and R18: a number is one piece for ever, and an issued number is never issued again."""

from collections.abc import Iterator

from lunarcurator.domain.facts import NameClaim, NameKind
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import Picture


def number_is_free(picture: Picture, collection: Uid, number: str, field: str = "number") -> Iterator[Finding]:
    """R1: nobody in force carries the number; R2: it was not issued before, not even for a cancelled act."""
    claims = picture.claimed(collection, number)
    holder = next((claim for claim in claims if claim.in_force), None)
    if holder is not None:
        yield find(Strength.IMPOSSIBLE, "number.taken", "R1", field, holder.sample, number=number)
    elif any(claim.issued for claim in claims):
        yield find(Strength.IMPOSSIBLE, "number.burnt", "R2", field, claims[-1].sample, number=number)


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
