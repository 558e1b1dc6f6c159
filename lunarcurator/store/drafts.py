"""Drafts of dialogs: a free table, which never enters the journal."""

from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from lunarcurator.store import schema

_DRAFT: Final = schema.draft.c
_GET: Final = select(_DRAFT.kind, _DRAFT.subject, _DRAFT.kept_us, _DRAFT.content).where(
    _DRAFT.kind == bindparam("kind"), _DRAFT.subject == bindparam("subject")
)
_ALL: Final = select(_DRAFT.kind, _DRAFT.subject, _DRAFT.kept_us, _DRAFT.content).order_by(
    _DRAFT.kept_us.desc(), _DRAFT.id.desc()
)
_DROP: Final = delete(schema.draft).where(
    _DRAFT.kind == bindparam("old_kind"), _DRAFT.subject == bindparam("old_subject")
)


class DraftRow(NamedTuple):
    """One draft: the dialog, what it is about, when it was kept (us since 1970 UTC), and its content."""

    kind: str
    subject: str
    kept_us: int
    content: str


def draft(connection: Connection, kind: str, subject: str) -> DraftRow | None:
    """Return the draft of a dialog about a subject, or None."""
    row = connection.execute(_GET, {"kind": kind, "subject": subject}).one_or_none()
    return DraftRow(*row) if row else None


def drafts(connection: Connection) -> list[DraftRow]:
    """Return all drafts, the newest first."""
    return [DraftRow(*row) for row in connection.execute(_ALL)]


def keep(connection: Connection, row: DraftRow) -> None:
    """Keep a draft, in place of an earlier one of the same dialog and subject."""
    statement = upsert(schema.draft).values(row._asdict())
    changed = {key: statement.excluded[key] for key in ("kept_us", "content")}
    connection.execute(statement.on_conflict_do_update(index_elements=["kind", "subject"], set_=changed))


def drop(connection: Connection, kind: str, subject: str) -> None:
    """Drop the draft of a dialog about a subject, if there is one."""
    connection.execute(_DROP, {"old_kind": kind, "old_subject": subject})
