"""R10 and R12 for losses and write-offs: whose authority a mass of a form and class takes, by the lab's policy."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.accounting import policy_of_piece
from lunarcurator.domain.status import Role

ANYBODY: Final = "anybody"
"""What stands for the role in a sentence where no policy names one."""

_RANKS: Final = (Role.PROCESSOR, Role.CURATOR, Role.MANAGER)


def reaches(role: Role | None, least: str) -> bool:
    """Tell whether a role is the one asked for or above it; an auditor has no authority."""
    return role in _RANKS and _RANKS.index(role) >= _RANKS.index(Role(least))


def by_whom(ledger: LedgerState, piece: PieceState, ug: int | None) -> str:
    """Return the least role that may write off a mass in ug of a piece (None: unknown), empty where none is said.

    A policy that names somebody for smaller masses only leaves all above them to the highest role.
    """
    policy = policy_of_piece(ledger, piece)
    form = ledger.tables.form(piece.form)
    role = policy.write_off_by(ug, form, piece.class_name)
    return role or (str(_RANKS[-1]) if policy.write_off else "")


def by_whom_together(ledger: LedgerState, pieces: Iterable[PieceState]) -> str:
    """Return the least role that may write off pieces in one act: their masses count together."""
    told = list(pieces)
    known = [None if each.held_unweighed else each.held_ug for each in told]
    total = None if None in known else sum(ug for ug in known if ug is not None)
    roles = {by_whom(ledger, each, total) for each in told} - {""}
    return max(roles, key=lambda role: _RANKS.index(Role(role)), default="")


def taken_by(role: str, finding: Finding) -> Finding:
    """Return a finding that waits for an operator of a role, and says so; empty waits for anybody in authority."""
    told = dict(finding.facts) | {"role": role or ANYBODY}
    return replace(finding, facts=tuple(told.items()), role=role)


def authority_reaches(
    name: str, known: Iterable[tuple[str, Role]], findings: Iterable[Finding]
) -> Iterator[Finding]:
    """R12: the authority named for what a policy leaves to a role is an operator of that role or above.

    Where the store knows nobody of the role, the authority comes from outside, and is taken as it is written.
    """
    working = list(known)
    waiting = {each.role for each in findings if each.role}
    if not waiting or not name.strip():
        return
    least = max(waiting, key=lambda role: _RANKS.index(Role(role)))
    if not any(reaches(role, least) for _, role in working):
        return
    own = next((role for known, role in working if known.casefold() == name.strip().casefold()), None)
    if not reaches(own, least):
        able = sorted(known for known, role in working if reaches(role, least))
        facts = {"name": name.strip(), "role": least, "able": ", ".join(able)}
        yield find(Strength.IMPOSSIBLE, "authority.not_in_role", "R12", "authority", **facts)
