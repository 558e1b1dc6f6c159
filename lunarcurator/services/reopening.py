"""Opening a collection again after its opening was undone, under the identity it had, as its numbers need."""

from collections.abc import Mapping
from dataclasses import replace

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import CollectionRef, Uid, ref_of
from lunarcurator.domain.operations import OpenCollection
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.records import records, undone_collections


def closed_collections(session: StoreSession) -> Mapping[str, Uid]:
    """Return by code who was a collection whose opening was undone, and that is not open now."""
    with session.database.snapshot() as connection:
        opened = {row.state.code for row in records(connection, Subject.COLLECTION)}
        closed = undone_collections(connection)
    return {code: uid for code, uid in closed.items() if code not in opened}


def reopening(operation: OpenCollection, closed: Mapping[str, Uid]) -> OpenCollection:
    """Return an opening under the identity its code had before, if it had one and says nothing else itself."""
    before = closed.get(operation.code.strip())
    if operation.revives or before is None:
        return operation
    return replace(operation, revives=CollectionRef(ref_of(before)))


def with_identities(session: StoreSession, posting: Posting) -> Posting:
    """Return a posting whose openings of collections take up the identities they had."""
    if not any(isinstance(act.operation, OpenCollection) for act in posting.acts):
        return posting
    closed = closed_collections(session)
    return replace(posting, acts=tuple(_with_identity(act, closed) for act in posting.acts))


def _with_identity(act: Act, closed: Mapping[str, Uid]) -> Act:
    operation = act.operation
    if not isinstance(operation, OpenCollection):
        return act
    return replace(act, operation=reopening(operation, closed))
