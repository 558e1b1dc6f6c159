"""Findings about a piece whose number a piece of another collection has too: each names the collection."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.naming import as_told
from lunarcurator.domain.pieces import PieceState
from lunarcurator.services.lending.line_pieces import piece_of_line

_UID: Final = re.compile("[0-9a-f]{32}")


def told_apart(findings: Iterable[Finding], ledger: LedgerState) -> Iterator[Finding]:
    """Yield findings, the number of the piece of each as only this piece of the store is called."""
    known: dict[tuple[str, str, str], str] = {}
    for each in findings:
        facts = dict(each.facts)
        asked = str(facts.get("number", "")), each.cause, str(facts.get("line", ""))
        if asked not in known:
            known[asked] = _told(*asked, ledger)
        told = known[asked]
        yield each if told == asked[0] else replace(each, facts=tuple((facts | {"number": told}).items()))


def _told(number: str, cause: str, line: str, ledger: LedgerState) -> str:
    """Return a number as the piece is called that is the cause, or that of the line that is; else unchanged."""
    piece = piece_meant(cause, line, ledger) if number else None
    return as_told(ledger, piece.uid) if piece is not None and piece.number_text == number else number


def piece_meant(cause: str, line: str, ledger: LedgerState) -> PieceState | None:
    """Return the piece that is the cause of a finding, or that of the line of this code that is; else None."""
    if not _UID.fullmatch(cause):
        return None
    return ledger.piece_or_none(Uid(cause)) or piece_of_line(ledger, line, Uid(cause))
