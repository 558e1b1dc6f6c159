"""R3 for the bench: what is promised to a borrower is not used up, divided or merged without a word."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.accounts import HOLDING
from lunarcurator.domain.facts import MassLine, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import LineMode, LineState
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.domain.pieces import PieceState, Recorded
from lunarcurator.domain.status import Existence

_WAITING: Final = frozenset({LineState.APPROVED, LineState.PREPARED})


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What an act leaves of a piece that lines wait for; `promised_ug` is None where it goes whole."""

    piece: PieceState
    lines: tuple[Line, ...]
    promised_ug: int | None

    @property
    def is_gone(self) -> bool:
        """Whether nothing is left of the piece."""
        there = self.piece.held_ug > 0 or self.piece.held_unweighed > 0
        return self.piece.existence is not Existence.EXISTS or not there


def shortfalls(ledger: LedgerState, recorded: Iterable[Recorded]) -> tuple[Shortfall, ...]:
    """Return where what an act took leaves less of a piece than is promised of it."""
    return tuple(each for uid in _made_less(recorded) for each in _of_piece(ledger, ledger.piece(uid)))


def reservations_hold(short: Iterable[Shortfall], *, weighing: bool) -> Iterator[Finding]:
    """R3: yield what stands against it: authority takes what nothing is left of, a reason what is only less.

    A weighing takes nothing away: it finds out, so that it waits for a reason at most, and only for a stock.
    """
    strength = Strength.WARN if weighing else Strength.AUTHORITY
    for each in short:
        line, number = each.lines[0], each.piece.number_text
        facts: dict[str, str | int] = {"number": number, "line": line.code, "state": str(line.state)}
        if each.promised_ug is not None:
            told: dict[str, str | int] = {"promised_ug": each.promised_ug, "left_ug": each.piece.held_ug}
            lines = ", ".join(one.code for one in each.lines)
            key = "promise.not_covered"
            yield find(strength, key, "R3", "", line.uid, number=number, lines=lines, **told)
        elif each.is_gone:
            yield find(strength, "promise.nothing_left", "R3", "", line.uid, **facts)
        elif not weighing:
            left = each.piece.held_ug
            yield find(Strength.WARN, "promise.less_left", "R3", "", line.uid, **facts, left_ug=left)


def _made_less(recorded: Iterable[Recorded]) -> Iterator[Uid]:
    """Yield the pieces that hold less after an act, by the lines of the ledger it wrote."""
    held = _held_lines(recorded)
    if all(line.ug >= 0 and line.unweighed >= 0 for line in held):
        return
    ug: Counter[Uid] = Counter()
    unweighed: Counter[Uid] = Counter()
    for line in held:
        ug[line.sample] += line.ug
        unweighed[line.sample] += line.unweighed
    yield from (uid for uid in ug if ug[uid] < 0 or (unweighed[uid] < 0 and ug[uid] <= 0))


def _held_lines(recorded: Iterable[Recorded]) -> list[MassLine]:
    facts = (each.fact for each in recorded)
    return [fact for fact in facts if isinstance(fact, MassLine) and fact.account in HOLDING]


def _of_piece(ledger: LedgerState, piece: PieceState) -> Iterator[Shortfall]:
    whole = _waiting(ledger, "sample", piece.uid)
    if whole:
        yield Shortfall(piece, whole, None)
    parts = tuple(
        each
        for each in _waiting(ledger, "source", piece.uid)
        if each.mode is LineMode.BY_WEIGHT and each.state is LineState.APPROVED
    )
    promised = sum(each.granted_ug or 0 for each in parts)
    if parts and not piece.held_unweighed and promised > piece.held_ug:
        yield Shortfall(piece, parts, promised)


def _waiting(ledger: LedgerState, key: str, piece: Uid) -> tuple[Line, ...]:
    lines = (Line.of(ledger.record(Subject.LINE, uid)) for uid in ledger.related(Subject.LINE, key, piece))
    return tuple(sorted((each for each in lines if each.state in _WAITING), key=lambda each: text_key(each.code)))
