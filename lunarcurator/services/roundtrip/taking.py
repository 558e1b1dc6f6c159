"""Take back: reads a workbook that comes back edited, compares it three ways, and tries what would follow."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from lunarcurator.domain.acts import Act
from lunarcurator.domain.booking.act import perform
from lunarcurator.domain.booking.effective import effective_day
from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.naming import said_in
from lunarcurator.domain.operations import Correct, Move, StateFact
from lunarcurator.exchange.reading import read_book
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.importing.cells.values import finding_of
from lunarcurator.services.posting import Cancelled
from lunarcurator.services.references import References
from lunarcurator.services.roundtrip.acting import Actor
from lunarcurator.services.roundtrip.cells import Comparer
from lunarcurator.services.roundtrip.columns import NUMBER, PLACE, UID
from lunarcurator.services.roundtrip.comparing import CellChange, CellVerdict, RowChange, TakeBack
from lunarcurator.services.roundtrip.copies import copies_of
from lunarcurator.services.roundtrip.key_columns import is_key
from lunarcurator.services.roundtrip.keyless import Claimants
from lunarcurator.services.roundtrip.permitted_changes import PermittedChanges
from lunarcurator.services.roundtrip.returned import Returned, ReturnedRow, returned
from lunarcurator.services.roundtrip.sending import sheet_words
from lunarcurator.services.roundtrip.sides import Sides, sides_of
from lunarcurator.services.roundtrip.stamp import Stamp
from lunarcurator.services.roundtrip.stated import StatedSince
from lunarcurator.services.roundtrip.workbook_author import author_of
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.lookup import Lookup
from lunarcurator.store.source import StoreSource


def take_back(
    session: StoreSession,
    words: Words,
    path: Path,
    *,
    effective: Day | None = None,
    borrower: Uid | None = None,
    ours: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> TakeBack:
    """Read and compare a workbook; nothing is written. `effective` is the day of what follows, today without it.

    The stamp says whose word it is; a caller may say that a `borrower` filled it in, or that it is `ours`.
    Raises `SheetError`, `NotOurWorkbook`, `Cancelled`, and `Refusal` for a borrower who is not in the book.
    """
    book = read_book(path)
    stamp = Stamp.read(book, session)
    with session.database.snapshot() as connection:
        table = returned(book, stamp, partial(_numbers_sent, session, connection, stamp))
        notes = (*table.notes, *copies_of(book, stamp, table))
        told = list(table.rows())
        ledger = LedgerState(StoreSource(connection), session.tables, uid_maker(SystemClock()), session.today, 0)
        lookup = Lookup(connection)
        references = References(ledger, lookup)
        claimants = Claimants.of(told, ledger, lookup.collections().values())
        keyed = [Uid(row.uid) for row in told if is_key(row.uid)]
        sides = sides_of(session, connection, (*keyed, *claimants.uids), stamp.seq)
        worded = sheet_words(session, _spoken(session, words, stamp.language))
        person = None if ours else borrower or stamp.borrower
        author = author_of(session, connection, person) if person else None
        permitted = PermittedChanges(author, sides, ledger) if author else None
        stated = StatedSince(ledger, stamp.seq, author.name if author else "")
        comparer = Comparer(worded, stamp.headers, sides, references, stated, permitted)
        actor = Actor(book.name, book.sha256, effective or session.today, sides, author)
        keyless = partial(claimants.piece, sides=sides, words=worded)
        trial = _Trial(comparer, actor, sides, ledger, references, keyless, permitted)
        rows = tuple(trial.rows(told, table, progress, should_stop))
    return TakeBack(
        file=book.name,
        sha256=book.sha256,
        sent_at=stamp.seq,
        seq=session.head().seq,
        rows=rows,
        extra=table.extra,
        missing=table.missing,
        borrower=person,
        borrower_name=author.name if author else "",
        made_for=stamp.borrower,
        notes=notes,
    )


def _numbers_sent(
    session: StoreSession, connection: Any, stamp: Stamp, keys: Collection[str]
) -> Mapping[str, str]:
    """Return the number each piece of these keys had when the workbook went out."""
    then = sides_of(session, connection, [Uid(key) for key in keys], stamp.seq).then
    return {str(uid): row.number for uid, row in then.items()}


def _spoken(session: StoreSession, words: Words, language: str) -> Words:
    """Return the words a workbook was written in, whatever the window speaks now."""
    if language in ("", words.language):
        return words
    spoken = Words.load(language, resources_folder() / "languages")
    spoken.learn(session.lab.labels(spoken.language))
    return spoken


class _Trial:
    """Compares rows and tries what follows from them against the rules, one after the other."""

    def __init__(
        self,
        comparer: Comparer,
        actor: Actor,
        sides: Sides,
        ledger: LedgerState,
        references: References,
        keyless: Callable[[ReturnedRow], Uid | Finding],
        permitted: PermittedChanges | None,
    ) -> None:
        self._comparer, self._actor, self._sides = comparer, actor, sides
        self._ledger, self._references, self._permitted = ledger, references, permitted
        self._keyless = keyless
        self._seen: dict[Uid, ReturnedRow] = {}

    def rows(
        self,
        told: Sequence[ReturnedRow],
        table: Returned,
        progress: Callable[[int, int], None],
        should_stop: Callable[[], bool],
    ) -> Iterator[RowChange]:
        """Yield each row judged, in the order of the file."""
        keys = [key for key in table.at if key not in (UID, NUMBER)]
        for at, row in enumerate(told, start=1):
            if should_stop():
                raise Cancelled
            yield self._judged(row, keys)
            progress(at, len(told))

    def _judged(self, row: ReturnedRow, keys: Sequence[str]) -> RowChange:
        uid = self._piece(row)
        if isinstance(uid, Finding):
            return RowChange(row.row, self._sent_as(row), reasons=(uid,), refused=True)
        made = RowChange(row.row, row.number, uid)
        if uid in self._seen:
            return self._again(made, uid, row)
        self._seen[uid] = row
        made.cells = tuple(self._comparer.differing(uid, row, keys))
        unheard = self._unheard(uid, made)
        if unheard is not None:
            made.reasons, made.refused = (unheard,), True
            return made
        made.acts = self._actor.acts(uid, row.row, _of(made, CellVerdict.CHANGED))
        made.against = self._actor.acts(uid, row.row, _of(made, CellVerdict.CONFLICT))
        self._try(made)
        return made

    def _unheard(self, uid: Uid, made: RowChange) -> Finding | None:
        """Return why nothing that a borrower says of a piece is taken: it is not with him."""
        if self._permitted is None or uid in self._permitted.author.lines:
            return None
        said = _of(made, CellVerdict.CHANGED) or _of(made, CellVerdict.CONFLICT)
        return self._permitted.not_held(uid) if said else None

    def _piece(self, row: ReturnedRow) -> Uid | Finding:
        """Return the piece of a row, or why nothing of it can be taken: it is new, unknown, or mixed up."""
        if not row.uid:
            return self._keyless(row)
        if not is_key(row.uid) or Uid(row.uid) not in self._sides.now:
            return find(Strength.IMPOSSIBLE, "roundtrip.no_such_piece", "R1", NUMBER, number=row.number or row.uid)
        then = self._sides.then[Uid(row.uid)]
        collection = self._ledger.piece(Uid(row.uid)).book.collection
        if said_in(self._ledger, collection, row.number) != then.official:
            return find(
                Strength.IMPOSSIBLE, "roundtrip.number_differs", "R1", NUMBER, said=row.number, number=then.number
            )
        return Uid(row.uid)

    def _sent_as(self, row: ReturnedRow) -> str:
        """Return the number that went out in a row, whatever was typed over it."""
        sent = self._sides.then.get(Uid(row.uid)) if row.uid else None
        return sent.number if sent is not None else row.number

    def _again(self, made: RowChange, uid: Uid, row: ReturnedRow) -> RowChange:
        first = self._seen[uid]
        if dict(first.cells) != dict(row.cells):
            facts: dict[str, Any] = {"number": row.number, "row": first.row}
            again = find(Strength.IMPOSSIBLE, "roundtrip.row_twice", "R1", NUMBER, **facts)
            made.reasons, made.refused = (again,), True
        return made

    def _try(self, made: RowChange) -> None:
        """Ask the rules about what follows from a row, and about what would where its conflicts are decided."""
        made.reasons = self._found(made.acts)
        made.refused = any(each.strength is not Strength.WARN for each in made.reasons)
        made.against_reasons = self._found(made.against)
        if any(each.strength is not Strength.WARN for each in made.against_reasons):
            made.against = ()

    def _found(self, acts: Sequence[Act]) -> tuple[Finding, ...]:
        found: list[Finding] = []
        try:
            for act in acts:
                exact = replace(act, operation=self._references.exact(act.operation))
                done = perform(replace(exact, day=effective_day(exact, self._ledger)), self._ledger)
                found += (_of_column(each, act) for each in done.findings)
        except Refusal as refusal:
            found.append(finding_of(refusal, ""))
        return tuple(dict.fromkeys(found))


def _of(row: RowChange, verdict: CellVerdict) -> list[CellChange]:
    return [cell for cell in row.cells if cell.verdict is verdict]


def _of_column(finding: Finding, act: Act) -> Finding:
    """Return what a rule says of an act, with the column of the workbook the act came from."""
    match act.operation:
        case StateFact() | Correct() as about:
            return replace(finding, field=about.field)
        case Move():
            return replace(finding, field=PLACE)
        case _:
            return finding
