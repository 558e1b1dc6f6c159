"""What a draft is about, so that it is offered again for the same pieces, places and records only."""

import hashlib

from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import Uid


def subject_of(selection: Selection) -> str:
    """Return one text for what is selected: a uid, or a digest of many; empty for nothing."""
    if selection.case or selection.order:
        # A case and an order are drafts of their own, whichever piece they are about.
        return selection.case or selection.order or ""
    uids = [*selection.samples, *selection.places, *(selection.lines or _record(selection))]
    if len(uids) < 2:
        return "".join(uids)
    return hashlib.sha256(",".join(sorted(uids)).encode()).hexdigest()


def _record(selection: Selection) -> tuple[Uid, ...]:
    """Return the record of the loan desk that is selected, the nearest to the act first."""
    nearest = (selection.shipment, selection.round, selection.loan, selection.agreement, selection.person)
    return tuple(each for each in nearest if each)[:1]
