"""The demonstration store: published facts, posted act by act through the same desk as everything else."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.days import Day, parse_day
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.identity import NOBODY, EntryRef, OperatorRef, ref_of
from lunarcurator.domain.operations import Mission, OpenCollection, Operation, Reverse
from lunarcurator.file_names import is_there
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.codec import decode_operation
from lunarcurator.services.collections import KnownCollections
from lunarcurator.services.journal import operators
from lunarcurator.services.posted import Posted, Progress, Refused
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import OpenedStore, make_filled, open_session
from lunarcurator.store.errors import StoreError
from lunarcurator.store.files import make_folder

CURATOR = "A. Curator (demo)"
PRACTICE = OpenCollection(
    code="Practice",
    name="Practice (invented)",
    scheme="plain",
    missions=(Mission(code="Practice", name="Practice (invented)", opened=20260101),),
)


def make_demonstration(
    path: Path, folder: Path | None = None, progress: Progress = lambda _done, _total: None
) -> tuple[Finding, ...]:
    """Make the demonstration store at a path that does not exist yet, whole or not at all.

    Says what lay beside the path and was put aside.
    """
    table = (folder or resources_folder() / "demo") / "demonstration.json"
    entries = json.loads(table.read_text(encoding="utf-8"))["entries"]

    def fill(session: StoreSession) -> None:
        for done, entry in enumerate(entries, start=1):
            _post(session, entry)
            progress(done, len(entries))

    return make_filled(path, fill)


def check_demonstration(session: StoreSession) -> None:
    """Raise `StoreError` for a store that is another one: whoever asks for the demonstration may post anything."""
    if CURATOR not in {name for _, name in operators(session)}:
        raise StoreError("demo.another_store", file=session.path.name)


def open_demonstration(path: Path, backup_folders: tuple[Path, ...] = ()) -> OpenedStore:
    """Open the demonstration store for a window, made the first time."""
    left: tuple[Finding, ...] = ()
    if not is_there(path):
        make_folder(path.parent)
        left = make_demonstration(path)
    opened = open_session(path, backup_folders=backup_folders)
    try:
        check_demonstration(opened.session)
    except StoreError:
        opened.session.close()
        raise
    return replace(opened, notes=(*left, *opened.notes))


def _post(session: StoreSession, entry: Mapping[str, Any]) -> None:
    day = parse_day(entry["day"])
    acts = tuple(_act(told, day, entry.get("day_stated", "")) for told in entry["acts"])
    nobody = session.head().seq == 0
    posting = Posting(
        acts=acts,
        operator=OperatorRef(ref_of(NOBODY) if nobody else entry.get("operator", CURATOR)),
        reason=". ".join(told for told in (entry.get("reason", ""), entry.get("source", "")) if told),
    )
    posted = _post_as_published(session, posting)
    if "undo" in entry:
        undo = Act(operation=Reverse(entry=EntryRef(ref_of(posted.uid))), day=day)
        session.post(Posting(acts=(undo,), operator=posting.operator, reason=entry["undo"]))


def _act(told: Mapping[str, Any], day: Day, stated: str) -> Act:
    own = parse_day(told["day"]) if "day" in told else day
    operation: Operation
    if "collection" in told:
        known = KnownCollections.load().get(told["collection"])
        operation = known.opening() if known is not None else PRACTICE
    else:
        operation = decode_operation(told["kind"], told["operation"])
    return Act(operation=operation, day=own, day_stated=stated)


def _post_as_published(session: StoreSession, posting: Posting) -> Posted:
    """Post, giving each warning the reason that it stands so in the source."""
    try:
        return session.post(posting)
    except Refused as refused:
        warnings = [each for each in refused.findings if each.strength is Strength.WARN]
        if len(warnings) < len(refused.findings):
            raise
        return session.post(_overridden(posting, warnings))


def _overridden(posting: Posting, warnings: list[Finding]) -> Posting:
    reasons = tuple(
        Override(key=key, reason="As published") for key in dict.fromkeys(each.key for each in warnings)
    )
    return Posting(
        acts=posting.acts,
        operator=posting.operator,
        reason=posting.reason,
        overrides=reasons,
    )
