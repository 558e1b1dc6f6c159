"""Drafts: what was typed in a dialog survives a closed window or a crash, and is offered again."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from lunarcurator.services.store_session import StoreSession
from lunarcurator.store import drafts
from lunarcurator.store.drafts import DraftRow
from lunarcurator.typed_json import decode


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed in a dialog of a kind about a subject, by input; `kept_us` is when, in us since 1970."""

    kind: str
    subject: str
    kept_us: int
    content: Mapping[str, object]


class Drafts:
    """The drafts of one store, one for each dialog and subject; they are no part of the journal."""

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    def keep(self, kind: str, subject: str, content: Mapping[str, object]) -> int:
        """Keep a draft in place of an earlier one and return when, in us; a read-only store keeps none (0)."""
        if self._session.read_only:
            return 0
        now = self._session.now_us()
        text = msgspec.json.encode(dict(content), order="sorted").decode()
        with self._session.database.write() as connection:
            drafts.keep(connection, DraftRow(kind, subject, now, text))
        return now

    def find(self, kind: str, subject: str) -> Draft | None:
        """Return the draft of a dialog about a subject, or None."""
        with self._session.database.connect() as connection:
            row = drafts.draft(connection, kind, subject)
        return _read(row) if row is not None else None

    def all(self) -> tuple[Draft, ...]:
        """Return all drafts, the newest first."""
        with self._session.database.connect() as connection:
            rows = drafts.drafts(connection)
        return tuple(each for row in rows if (each := _read(row)) is not None)

    def drop(self, kind: str, subject: str) -> None:
        """Drop a draft that was posted or discarded."""
        if self._session.read_only:
            return
        with self._session.database.write() as connection:
            drafts.drop(connection, kind, subject)


def _read(row: DraftRow) -> Draft | None:
    """Return the draft of a row; one that a later version wrote in another way counts as none."""
    try:
        content = decode(row.content, dict[str, object])
    except (msgspec.DecodeError, RecursionError):
        return None
    return Draft(row.kind, row.subject, row.kept_us, MappingProxyType(content))
