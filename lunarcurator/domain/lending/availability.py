"""What there is of a piece to lend: what it holds, what is promised of it, what is asked, what would be left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import AT_MOST, Bound, KnownMass
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import LEFT, PROMISED, Line
from lunarcurator.domain.lending.terms import LineMode, LineState
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.mass import most_left_ug
from lunarcurator.domain.status import Custody, Existence

_OWN: Final = frozenset({Custody.HERE, Custody.REMOTE})
_SECTION: Final = "section"


class Withheld(StrEnum):
    """Why nothing of a piece can be promised: it is gone, it is not here, or it is promised whole."""

    GONE = "gone"
    OUT = "out"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Availability:
    """What may still be asked of a piece. Masses in ug; `held_ug` None where its mass is not known.

    `most_ug` is what it can hold at most: the mass, or what was received less what came out; None without a bound.
    `promised_ug` is granted from it and not weighed out yet, `asked_ug` is what undecided requests ask together,
    as much as they would like at best. `sections_left` counts the sections of its family that are here and
    promised to nobody; None where the piece is no section. `wholly` are lines that promise the piece itself.
    `quality` says how the mass is known. `withheld` says why nothing of it can be promised, whatever it holds.
    """

    held_ug: int | None
    most_ug: int | None
    original_ug: int | None
    promised_ug: int
    asked_ug: int
    requests: int
    sections_left: int | None
    wholly: tuple[Line, ...]
    quality: Quality = field(default=Quality.STATED, kw_only=True)
    withheld: Withheld | None = field(default=None, kw_only=True)

    def known(self, ug: int) -> KnownMass:
        """Return a mass in ug that is reckoned from what the piece holds, known no better than that."""
        bound = Bound.AT_MOST if self.quality is Quality.UPPER_BOUND else None
        return KnownMass(ug, None, self.quality is Quality.ESTIMATED and ug > 0, bound)

    @property
    def left_ug(self) -> int | None:
        """What is held and promised to nobody, in ug; None where the mass is not known."""
        return None if self.held_ug is None else self.held_ug - self.promised_ug

    @property
    def to_promise_ug(self) -> int | None:
        """What can be promised to somebody else now, in ug; None where its mass is not known."""
        return self.left_ug if self.withheld is None else 0

    @property
    def left_sign(self) -> str:
        """What stands before what is left, known as what is held is; what can be left at most is a bound."""
        return AT_MOST if self.left_ug is None else self.known(self.left_ug).sign

    @property
    def most_left_ug(self) -> int | None:
        """What can be left at most beside what is promised, in ug; None where nothing on record bounds it."""
        return None if self.most_ug is None else max(0, self.most_ug - self.promised_ug)

    def percent_of(self, ug: int) -> int | None:
        """Return a mass as a part of what is left, in thousandths of a percent; None where nothing is known."""
        left = self.left_ug
        # Rounded up, so that the least bit over a limit is over it.
        return -(-ug * 100_000 // left) if left is not None and left > 0 else None


def lines_asking(ledger: LedgerState, piece: Uid, without: Iterable[Uid] = ()) -> Iterator[Line]:
    """Yield the lines that name a piece, as what goes or as the stock, in order of their codes."""
    kept = set(without)
    found = [
        *ledger.related(Subject.LINE, "source", piece),
        *ledger.related(Subject.LINE, "sample", piece),
    ]
    lines = [Line.of(ledger.record(Subject.LINE, uid)) for uid in dict.fromkeys(found) if uid not in kept]
    yield from sorted(lines, key=lambda each: text_key(each.code))


def availability(ledger: LedgerState, piece: PieceState, without: Iterable[Uid] = ()) -> Availability:
    """Return what there is of a piece, leaving out what some lines ask or were granted."""
    lines = list(lines_asking(ledger, piece.uid, without))
    asking = [each for each in lines if each.state is LineState.REQUESTED]
    return Availability(
        held_ug=None if piece.held_unweighed else piece.held_ug,
        most_ug=most_left_ug(ledger, piece),
        original_ug=_original_ug(piece),
        promised_ug=sum(each.granted_ug or 0 for each in lines if _is_granted_of(each, piece.uid)),
        asked_ug=sum(each.optimum_ug or 0 for each in asking),
        requests=len(asking),
        sections_left=sections_left(ledger, piece) if is_section(ledger, piece) else None,
        wholly=tuple(each for each in lines if _promises(each, piece.uid)),
        quality=piece.quality,
        withheld=_withheld(piece, lines),
    )


def _withheld(piece: PieceState, lines: Iterable[Line]) -> Withheld | None:
    """Return why nothing of a piece can be promised: it is gone or not here, or goes whole to one of the lines."""
    if piece.existence is not Existence.EXISTS:
        return Withheld.GONE
    if piece.custody not in _OWN:
        return Withheld.OUT
    return Withheld.WHOLE if any(_promises(each, piece.uid) for each in lines) else None


def _original_ug(piece: PieceState) -> int | None:
    original = piece.fields.get("original_ug")
    return original if isinstance(original, int) else None


def _promises(line: Line, piece: Uid) -> bool:
    """Tell whether a line promises a piece itself."""
    return line.sample == piece and line.state in PROMISED


def _is_granted_of(line: Line, stock: Uid) -> bool:
    """Tell whether a line is granted from a stock by weight, and not weighed out yet."""
    return line.mode is LineMode.BY_WEIGHT and line.source == stock and line.state is LineState.APPROVED


def is_section(ledger: LedgerState, piece: PieceState) -> bool:
    """Tell whether a piece is a section or mount by its form, which is lent as it is."""
    return ledger.tables.unweighable_reasons.get(ledger.tables.form(piece.form)) == _SECTION


def sections_left(ledger: LedgerState, piece: PieceState) -> int:
    """Count the sections of a piece's family that are here and promised to nobody, the piece itself included."""
    if not piece.parents:
        return 1
    above = ledger.piece(piece.parents[0][0])
    # Sections hang under their butt (R15), and the butts of one rock serve the same requests.
    family = above.parents[0][0] if not ledger.tables.weighs(above.form) and above.parents else above.uid
    near = ledger.daughters(family)
    below = [each for uid in near for each in ledger.daughters(uid)]
    pieces = (ledger.piece(uid) for uid in dict.fromkeys([*near, *below]))
    return sum(1 for each in pieces if is_section(ledger, each) and _is_free(ledger, each))


def _is_free(ledger: LedgerState, piece: PieceState) -> bool:
    if piece.existence is not Existence.EXISTS or piece.custody not in _OWN:
        return False
    lines = (
        Line.of(ledger.record(Subject.LINE, uid)) for uid in ledger.related(Subject.LINE, "sample", piece.uid)
    )
    return not any(each.state in PROMISED - LEFT for each in lines)
