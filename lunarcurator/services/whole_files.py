"""What one file brought in, sheet by sheet, and the step that takes all of it back or brings all of it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lunarcurator.domain.days import Day
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import OperatorRef, Uid
from lunarcurator.services.clock import day_at
from lunarcurator.services.file_sources import source_named
from lunarcurator.services.posted import Posted, Refused
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.undoing import reversal
from lunarcurator.store.reads import file_imports
from lunarcurator.store.reads.file_imports import ImportRow, LastReversal

_LATER = frozenset({"reverse.touched_later", "reverse.came_between"})


@dataclass(frozen=True, slots=True)
class FileImport:
    """One import of a file: its entry, its sheet ("" where the entry names none), and the day it was recorded.

    Reversing `target`, the entry `target_seq`, takes the import back, or brings it back where it was taken back.
    """

    seq: int
    uid: Uid
    file: str
    sheet: str
    day: Day
    target: Uid
    target_seq: int


@dataclass(frozen=True, slots=True)
class WholeFile:
    """Several imports of a file, the oldest first, that one step takes back or (`redo`) brings back."""

    file: str
    redo: bool
    imports: tuple[FileImport, ...]

    @property
    def by_sheet(self) -> bool:
        """Whether each import is another sheet of the file."""
        sheets = {each.sheet for each in self.imports}
        return "" not in sheets and len(sheets) == len(self.imports)


def imports_in_book(session: StoreSession, sha256: str) -> tuple[FileImport, ...]:
    """Return the imports of the file with this SHA-256 (hex) that stand, the oldest first."""
    with session.database.snapshot() as connection:
        rows = file_imports.imports_of(connection, sha256)
    return tuple(_import_in(session, row, row.uid, row.seq) for row in rows if not row.undone)


def whole_file(session: StoreSession, uid: Uid) -> WholeFile | None:
    """Return what else goes with an import, its undo or its redo in one step; None where nothing does.

    All imports of its file that stand are taken back together. Those are brought back together that were taken
    back in one step and lie as that step left them.
    """
    with session.database.snapshot() as connection:
        act = file_imports.act_behind(connection, uid)
        sha256 = file_imports.sha256_of(connection, act)
        rows = file_imports.imports_of(connection, sha256) if sha256 else ()
        mine = next((row for row in rows if row.uid == act), None)
        if mine is None:
            return None
        if mine.undone:
            back = _taken_back_with(connection, rows, act)
            found = tuple(_import_in(session, row, last.uid, last.seq) for row, last in back)
        else:
            found = tuple(_import_in(session, row, row.uid, row.seq) for row in rows if not row.undone)
    return WholeFile(found[-1].file, mine.undone, found) if len(found) > 1 else None


def turn_over(
    session: StoreSession,
    whole: WholeFile,
    operator: OperatorRef,
    *,
    witness: OperatorRef | None = None,
    reason: str = "",
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> tuple[Posted, ...]:
    """Take back, or bring back, every import of a file: an entry for each in one transaction, all or none.

    The newest goes first, as later sheets may rest on earlier ones; so undone sheets come back in the order in
    which they came in. Raises what `StoreSession.post_together` raises; a `Refused` names the entry in the way.
    """
    newest_first = sorted(whole.imports, key=lambda each: -each.target_seq)
    postings = [reversal(session, each.target, operator, witness=witness, reason=reason) for each in newest_first]
    try:
        return session.post_together(postings, progress, should_stop)
    except Refused as refused:
        raise Refused([_worded(session, whole, finding) for finding in refused.findings]) from refused


def _import_in(session: StoreSession, row: ImportRow, target: Uid, target_seq: int) -> FileImport:
    file, sheet = source_named(row.source)
    return FileImport(
        row.seq, row.uid, file, sheet, day_at(row.recorded_us, session.time_zone), target, target_seq
    )


def _taken_back_with(connection: Any, rows: Sequence[ImportRow], act: Uid) -> list[tuple[ImportRow, LastReversal]]:
    """Return the imports whose undos were posted in one step with that of an act, the oldest import first.

    The entries of one step follow each other and are recorded at one time.
    """
    undone = [
        (row, last)
        for row in rows
        if row.undone and (last := file_imports.last_reversal(connection, row.uid)) is not None
    ]
    undone.sort(key=lambda each: each[1].seq)
    steps = [undone[:1]]
    for (_, before), each in pairwise(undone):
        together = (each[1].seq, each[1].recorded_us) == (before.seq + 1, before.recorded_us)
        if together:
            steps[-1].append(each)
        else:
            steps.append([each])
    mine = next(step for step in steps if any(row.uid == act for row, _ in step))
    return sorted(mine, key=lambda each: each[0].seq)


def _worded(session: StoreSession, whole: WholeFile, finding: Finding) -> Finding:
    """Say of what stands in the way which sheet it rests on, and what it is."""
    facts = dict(finding.facts)
    resting = next((each for each in whole.imports if each.target_seq == facts.get("entry")), None)
    if finding.key not in _LATER or resting is None:
        return finding
    later = int(facts["later"])
    with session.database.connect() as connection:
        kind = file_imports.kind_of(connection, later)
    return find(
        Strength.IMPOSSIBLE,
        "whole_file.came_between" if whole.redo else "whole_file.rests_on_it",
        "R19",
        "entry",
        f"entry:{later}",
        file=resting.file,
        sheet=resting.sheet,
        entry=resting.seq,
        later=later,
        kind=kind,
        through=facts.get("through", ""),
    )
