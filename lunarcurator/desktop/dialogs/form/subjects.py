"""What a draft is about, so that it is offered again for the same pieces and places only."""

import hashlib

from lunarcurator.desktop.links import Selection


def subject_of(selection: Selection) -> str:
    """Return one text for what is selected: a uid, or a digest of many; empty for nothing."""
    if selection.case or selection.order:
        # A case and an order are drafts of their own, whichever piece they are about.
        return selection.case or selection.order or ""
    uids = [*selection.samples, *selection.places]
    if len(uids) < 2:
        return "".join(uids)
    return hashlib.sha256(",".join(sorted(uids)).encode()).hexdigest()
