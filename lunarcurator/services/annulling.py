"""Annulling an altered entry, and letting a store take entries again once verifying finds nothing else."""

from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.identity import EntryRef, OperatorRef
from lunarcurator.domain.operations import AnnulEntry, AnnulOutcome
from lunarcurator.services.posted import Progress, ShouldStop
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import Verification, remember, verify

NEEDS_AUTHORITY = "annul.needs_authority"


def annulment(
    session: StoreSession,
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
        acts=(Act(operation=AnnulEntry(entry=entry, outcome=outcome), day=session.today),),
        operator=operator,
        witness=witness,
        reason=reason,
        overrides=(Override(key=NEEDS_AUTHORITY, reason=reason),) if reason.strip() else (),
        authority=authority,
    )


def look_again(
    session: StoreSession,
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
) -> Verification:
    """Verify a store whole after a repair, and let it take entries again where it is sound; raises as `verify`."""
    before = session.damage
    found = verify(session, progress, should_stop)
    remember(session, found, before)
    return found
