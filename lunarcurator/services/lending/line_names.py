"""What the lines that somebody names are of, and the order in which lines are listed."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.services.lending.line_pieces import what_it_is_of
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.references import References, UnclearReference
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.lookup import Lookup


def what_lines_are_of(session: StoreSession, codes: Iterable[str]) -> Mapping[str, str]:
    """Return by what names lines, by number or piece, the numbers of their pieces, else what is described."""
    found: dict[str, str] = {}
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        references = References(ledger, Lookup(connection))
        for code in dict.fromkeys(codes):
            for line in _meant(references, ledger, code):
                found[code] = what_it_is_of(ledger, line)
    return MappingProxyType(found)


def line_named(session: StoreSession, code: str) -> Line | None:
    """Return the line that a code or the number of its piece names, as it stands now; None where there is none."""
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        return next(iter(_meant(References(ledger, Lookup(connection)), ledger, code)), None)


def _meant(references: References, ledger: LedgerState, text: str) -> tuple[Line, ...]:
    """Return the one line that a text names, or nothing."""
    try:
        meant = references.on_the_desk(Subject.LINE, text)
    except UnclearReference:
        return ()
    return (Line.of(ledger.record(Subject.LINE, meant.uid)),)


def in_natural_order(ledger: LedgerState, lines: Iterable[Line]) -> list[Line]:
    """Return lines by loan, and within each by the numbers of their pieces as people count; without one, last."""
    return sorted(lines, key=lambda line: _place_of(ledger, line))


def _place_of(ledger: LedgerState, line: Line) -> tuple[str, bool, str, str]:
    loan, at = text_key(line.code.rpartition("/")[0]), text_key(line.code)
    uid = line.sample or line.source
    if uid is None:
        return loan, True, "", at
    # The keys of two schemes do not compare, and one loan has pieces of several.
    return loan, False, text_key(ledger.piece(uid).number_text), at
