"""R13: nothing is its own ancestor."""

from collections.abc import Iterator

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState


def is_no_ancestor(ledger: LedgerState, child: Uid, parent: Uid) -> Iterator[Finding]:
    """R13: the new parent does not descend from the child; several parents are allowed."""
    seen: set[Uid] = set()
    level = [parent]
    while level:
        if child in level:
            yield find(
                Strength.IMPOSSIBLE,
                "parent.is_descendant",
                "R13",
                "parent",
                parent,
                number=ledger.piece(parent).number_text,
            )
            return
        seen.update(level)
        above = [up for each in level for up, _ in ledger.piece(each).parents]
        level = [up for up in dict.fromkeys(above) if up not in seen]
