"""R12: who may say who works here. Roles are an authority's to give, and one always remains."""

from collections.abc import Iterator, Mapping
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.status import Role

AUTHORITIES: Final = frozenset({Role.CURATOR, Role.MANAGER})
"""The roles that may set up operators, change what they may do, and retire them."""


def may_change_roles(
    acting: Uid, name: str, before: Mapping[Uid, Role], after: Mapping[Uid, Role]
) -> Iterator[Finding]:
    """R12: roles of those who work here change only by an authority, and never so that none is left.

    The first operator of a store makes himself known; a store that never had an authority lets anybody name one.
    """
    if before == after or not AUTHORITIES & set(before.values()):
        return
    role = before.get(acting)
    if role not in AUTHORITIES:
        facts = {"name": name, "role": str(role or Role.AUDITOR)}
        yield find(Strength.IMPOSSIBLE, "operator.no_authority", "R12", "operator", **facts)
    if not AUTHORITIES & set(after.values()):
        yield find(Strength.IMPOSSIBLE, "operator.last_authority", "R12", "role")
