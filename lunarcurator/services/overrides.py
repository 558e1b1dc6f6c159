"""Which findings of a posting still stand in its way, after the reasons and the authority that it names (R12)."""

from collections.abc import Sequence
from typing import Final

from lunarcurator.domain.acts import Authority, Posting
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.rules.writing_off import authority_reaches
from lunarcurator.store.lookup import Lookup


def unanswered(wanted: Posting, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that still stand in the way: impossible ones, and others without their answer."""
    return [finding for finding in findings if not _answered(wanted, finding)]


def _answered(wanted: Posting, finding: Finding) -> bool:
    if finding.strength is Strength.IMPOSSIBLE:
        return False
    reason = next((each.reason for each in wanted.overrides if each.key == finding.key), "")
    if not reason.strip():
        return False
    if finding.strength is Strength.WARN:
        return True
    authority = wanted.authority
    named = authority is not None and bool(authority.name.strip() and authority.document.strip())
    return named and wanted.witness is not None


def out_of_role(wanted: Posting, findings: Sequence[Finding], lookup: Lookup) -> tuple[Finding, ...]:
    """Return what stands against the authority named: a policy may leave an act to a role (R12)."""
    if wanted.authority is None or not any(each.role for each in findings):
        return ()
    return tuple(authority_reaches(wanted.authority.name, lookup.named_roles(), findings))


_DIFFERENCES: Final = frozenset({"return.difference", "return.difference_more", "return.rest_unmeasured"})
"""What a return leaves without an account, and somebody else than who enters it has to take."""


def allows_himself(authority: Authority | None, operator: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """R12: who enters a return does not take its difference as well: that is for a second person.

    `operator` is the name of who posts.
    """
    if authority is None or not operator or _folded(authority.name) != _folded(operator):
        return ()
    if all(each.key not in _DIFFERENCES for each in findings):
        return ()
    return (find(Strength.IMPOSSIBLE, "authority.is_operator", "R12", "authority", name=operator),)


def witnesses_himself(
    authority: Authority | None, witness: str, findings: Sequence[Finding]
) -> tuple[Finding, ...]:
    """R12: what needs an authority needs somebody else beside it, so one person as both is asked about.

    `witness` is the name of the second person. The authority is a name that is typed, and two people may bear it.
    """
    if authority is None or not witness or _folded(authority.name) != _folded(witness):
        return ()
    if all(each.strength is not Strength.AUTHORITY for each in findings):
        return ()
    return (find(Strength.WARN, "authority.is_witness", "R12", "authority", name=witness),)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
