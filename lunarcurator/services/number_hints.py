"""What the digits of a number suggest, in words: shown beside what is recorded, never in its place."""

from collections.abc import Iterable

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.numbering import Hint, NumberTextError, Scheme
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads.records import records


def hints_of(session: StoreSession, collection: int, number: str) -> tuple[Hint, ...]:
    """Return what the digits of a number suggest, read by the scheme of its collection (a local id)."""
    with session.database.connect() as connection:
        codes = {row.id: row.state.text("scheme") for row in records(connection, Subject.COLLECTION)}
    scheme: Scheme | None = session.tables.schemes.get(codes.get(collection, ""))
    if scheme is None:
        return ()
    try:
        return scheme.decode(scheme.parse(number))
    except NumberTextError:
        return ()


def told_hints(hints: Iterable[Hint], words: Words) -> list[str]:
    """Return hints as people read them: "station 1", "size < 1 mm", "core tube"."""
    return [f"{words.say(hint.key)} {hint.value}".strip() for hint in hints]
