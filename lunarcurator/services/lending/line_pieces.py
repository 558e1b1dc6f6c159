"""What lines are of: the number of a piece or stock beside the code of a line, in lists and in every finding."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.naming import as_told
from lunarcurator.domain.pieces import PieceState

_LINES: Final = frozenset({"line", "other"})
"""The facts of findings that name a line by its code, where one does."""


def called(code: str, number: str) -> str:
    """Return a line by its code, with the number of its piece where there is one."""
    return f"{code} ({number})" if number else code


def what_it_is_of(ledger: LedgerState, line: Line) -> str:
    """Return the number of the piece or stock of a line, else what is described."""
    piece = line.sample or line.source
    return as_told(ledger, piece) if piece is not None else line.described


def piece_of_line(ledger: LedgerState, code: str, line: Uid) -> PieceState | None:
    """Return the piece or stock of a line of this code; None for one of neither, and for what is no such line."""
    # A uid alone says not of which kind it is, and nothing is asked for as what it is not.
    if line not in ledger.named(Subject.LINE, code):
        return None
    known = Line.of(ledger.record(Subject.LINE, line))
    piece = known.sample or known.source
    return ledger.piece_or_none(piece) if piece is not None else None


def with_pieces(findings: Iterable[Finding], ledger: LedgerState) -> Iterator[Finding]:
    """Yield findings, those that name a line and no piece with that of the line: nobody knows lines by heart."""
    for each in findings:
        facts = dict(each.facts)
        if "line" in facts and "number" not in facts:
            told = {key: _named(ledger, str(facts[key])) for key in _LINES & facts.keys()}
            each = replace(each, facts=tuple((facts | told).items()))
        yield each


def _named(ledger: LedgerState, code: str) -> str:
    for uid in ledger.named(Subject.LINE, code):
        return called(code, what_it_is_of(ledger, Line.of(ledger.record(Subject.LINE, uid))))
    return code
