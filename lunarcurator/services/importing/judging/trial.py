"""Tries acts against the rules before anything is written, so that a verdict is what posting would say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.acts import Act
from lunarcurator.domain.booking.act import perform
from lunarcurator.domain.booking.effective import effective_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_savepoint import LedgerWithSavepoint
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.importing.cells.values import finding_of
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.plan import BAD, PlannedRow, Verdict
from lunarcurator.services.references import References
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.lookup import Lookup
from lunarcurator.store.source import StoreSource

MOST = 5_000
"""Acts that are tried one by one; of a larger import only those that touch what is in the book already."""

_NEGATIVE: Final = "balance.would_be_negative"


def try_rows(
    session: StoreSession,
    opening: Iterable[Act],
    rows: Iterable[PlannedRow],
    on_row: Callable[[int], None],
    asked: Mapping[str, Uid] = MappingProxyType({}),
    at_once: Iterable[PlannedRow] = (),
) -> dict[str, int]:
    """Book the acts of rows in memory, in the order given; a row the rules refuse becomes a conflict.

    Such a row is taken out again: those after it are judged as if it were not there, as it will not be. Return
    what the pieces `asked` for then weigh, in ug, without those nobody has weighed. The store is asked `at_once`
    who goes by the numbers of these rows: which of `rows` are tried may come out on the way only. Raises
    `MappingRefused` where the rules refuse what comes before the rows.
    """
    with session.database.snapshot() as connection:
        # As the next entry: a piece without one seems to begin on the day last told of it, not on its first.
        coming = session.head().seq + 1
        source, lookup = StoreSource(connection), Lookup(connection)
        ledger = LedgerWithSavepoint(source, session.tables, uid_maker(SystemClock()), session.today, coming)
        references = References(ledger, lookup)
        source.warm((), lookup.keys_in(act for row in at_once for act in row.acts))
        for act in opening:
            _open(act, references, ledger)
        for done, row in enumerate(rows, start=1):
            if row.verdict not in BAD:
                _try_row(row, references, ledger, coming)
            on_row(done)
        pieces = {number: ledger.piece(uid) for number, uid in asked.items()}
        return {number: piece.held_ug for number, piece in pieces.items() if not piece.held_unweighed}


def _open(act: Act, references: References, ledger: LedgerWithSavepoint) -> None:
    """Book what comes before all rows; what the rules say is impossible of it is so of the whole import."""
    findings = perform(_exact(act, references, ledger), ledger).findings
    if hindered := [each for each in findings if each.strength is Strength.IMPOSSIBLE]:
        raise MappingRefused(hindered[0].key, **dict(hindered[0].facts))


def _try_row(row: PlannedRow, references: References, ledger: LedgerWithSavepoint, coming: int) -> None:
    found: list[Finding] = []
    ledger.set_savepoint()
    try:
        for act in row.acts:
            found += [_of_file(each, coming) for each in perform(_exact(act, references, ledger), ledger).findings]
    except Refusal as refusal:
        found.append(finding_of(refusal, ""))
    told = {(each.key, each.field) for each in row.reasons}
    row.reasons = (*row.reasons, *(each for each in found if (each.key, each.field) not in told))
    if any(each.strength is not Strength.WARN for each in found):
        row.verdict = Verdict.CONFLICT
        ledger.roll_back()


def _of_file(finding: Finding, coming: int) -> Finding:
    """Name the file where a finding names the entry it would become, which nobody can look at yet."""
    if finding.key != _NEGATIVE or dict(finding.facts).get("entry") != coming:
        return finding
    return replace(finding, key="import.would_be_negative")


def _exact(act: Act, references: References, ledger: LedgerWithSavepoint) -> Act:
    exact = replace(act, operation=references.exact(act.operation))
    return replace(exact, day=effective_day(exact, ledger))
