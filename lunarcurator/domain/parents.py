"""The parents of a piece, with the one under which it hangs in the tree first."""

from typing import Final

from lunarcurator.domain.facts import ParentRole

_LEADING: Final = frozenset({ParentRole.JOINED, ParentRole.REASSIGNED})


def with_parent[Key, Role: str](
    parents: tuple[tuple[Key, Role], ...], parent: Key, role: Role
) -> tuple[tuple[Key, Role], ...]:
    """Return the parents after one more parentage, in the order of facts; the first leads.

    A joined or reassigned parent goes before all others, a withdrawn one is gone, any other comes last. `Key` is
    whatever names a piece: a uid, or the id of a row. `Role` is a `ParentRole`, or its text as a row keeps it.
    """
    others = tuple(each for each in parents if each[0] != parent)
    if role == ParentRole.WITHDRAWN:
        return others
    return ((parent, role), *others) if role in _LEADING else (*others, (parent, role))
