"""Annulling an altered entry, and letting a store take entries again once verifying finds nothing else."""

from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.identity import EntryRef, OperatorRef
from lunarcurator.domain.operations import AnnulEntry, AnnulOutcome
from lunarcurator.services.desk import Desk
from lunarcurator.services.posting import Progress, ShouldStop
from lunarcurator.services.verifying import Verification, remember, verify

NEEDS_AUTHORITY = "annul.needs_authority"


def annulment(
    desk: Desk,
    entry: EntryRef,
    outcome: AnnulOutcome,
    reason: str,
    *,
    operator: OperatorRef,
    witness: OperatorRef | None,
    authority: Authority | None,
) -> Posting:
    """Return the posting that annuls an entry today; one reason says why, and why it may be done."""
    return Posting(
        acts=(Act(operation=AnnulEntry(entry=entry, outcome=outcome), day=desk.today),),
        operator=operator,
        witness=witness,
        reason=reason,
        overrides=(Override(key=NEEDS_AUTHORITY, reason=reason),) if reason.strip() else (),
        authority=authority,
    )


def look_again(
    desk: Desk,
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
) -> Verification:
    """Verify a store whole after a repair, and let it take entries again where it is sound; raises as `verify`."""
    before = desk.damage
    found = verify(desk, progress, should_stop)
    remember(desk, found, before)
    return found
