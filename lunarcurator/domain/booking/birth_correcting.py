"""Booking of `CorrectBirth`: with what mass, from which parent and on what day a piece began, put right later."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.adopting import exposures_taken_over
from lunarcurator.domain.booking.beginnings import Birth, birth_of, no_longer_void
from lunarcurator.domain.booking.births import is_shared, mass_fields, quality_of
from lunarcurator.domain.booking.custody_by_site import standing_in
from lunarcurator.domain.booking.draw_down import Draw, DrawDown
from lunarcurator.domain.booking.lines import Known, Lines, Side, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.void import BIRTH_CORRECTED, drawn_from
from lunarcurator.domain.booking.weigh import uncovered
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import (
    Fact,
    NumberClaim,
    Parentage,
    ParentRole,
    Placement,
    Scalar,
    Weighing,
)
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import CorrectBirth
from lunarcurator.domain.pieces import PieceState, fold
from lunarcurator.domain.rules.births import is_received_unweighed, may_be_mended, must_have_begun
from lunarcurator.domain.rules.mass import residual_closes
from lunarcurator.domain.status import Existence


def book_correct_birth(operation: CorrectBirth, day: Day, ledger: LedgerState) -> Booked:
    """Book the right beginning of a piece on the days it concerns; later weighings keep what was read."""
    uid = uid_of(operation.sample)
    findings = [*must_have_begun(ledger.piece(uid), ledger.history(uid))]
    if blocked(findings):
        return refused(findings)
    birth = birth_of(ledger, uid)
    findings += may_be_mended(operation, birth.fact, birth.parent, (birth.ug, birth.unweighed), ledger, day)
    if blocked(findings):
        return refused(findings)
    work = _Mending(operation, birth, ledger, Lines(), findings)
    facts = [*(work.other_day() if operation.born is not None else work.other_origin())]
    facts.append(touch_piece(uid, day))
    return Booked((*facts, *work.lines.done()), tuple(findings))


@dataclass(slots=True)
class _Mending:
    """One correction of a birth while it is being booked."""

    operation: CorrectBirth
    birth: Birth
    ledger: LedgerState
    lines: Lines
    findings: list[Finding]

    def other_origin(self) -> Iterator[Fact]:
        """Yield another mass or another parent of a birth, on its own day."""
        birth, day, mass = self.birth, self.birth.day, self.operation.mass
        if mass is not None and is_received_unweighed(birth.parent, (birth.ug, birth.unweighed)):
            yield self._received(mass)
            return
        now = (mass.ug or 0) if mass is not None else birth.ug
        right = uid_or_none(self.operation.parent)
        if right is not None:
            self._give_back(birth.ug, birth.unweighed, day)
            self._take(right, now, birth.unweighed, day)
        elif now > birth.ug:
            self._take(birth.parent, now - birth.ug, 0, day)
        else:
            self._give_back(birth.ug - now, 0, day)
        yield touch_piece(birth.piece.uid, day, **(self._said(mass) if mass is not None else {}))
        if birth.parent is not None:
            yield touch_piece(birth.parent, day)
            if right is not None:
                yield from self._other_parent(birth.parent, right, day)

    def _received(self, mass: Mass) -> Fact:
        """Return what was received of a piece nobody weighed: it is in suspense until somebody does."""
        piece, day = self.birth.piece, self.birth.day
        more = (mass.ug or 0) - piece.suspense_ug
        received, waits = side(piece, Account.RECEIVED), side(piece, Account.UNRECONCILED)
        self.lines.move(day, received, waits, more, known=self._known(), reason=BIRTH_CORRECTED)
        return touch_piece(piece.uid, day, **_originally(mass), mass_reason="not_reconciled")

    def other_day(self) -> Iterator[Fact]:
        """Yield the birth on another day: all that was said of the piece then, its mass and its place."""
        birth, uid, old = self.birth, self.birth.piece.uid, self.birth.day
        new = self.operation.born or old
        self._give_back(birth.ug, birth.unweighed, old)
        self._take(birth.parent, birth.ug, birth.unweighed, new)
        fields = {key: value for key, value in birth.piece.fields.items() if value is not None}
        yield touch_piece(uid, new, **fields)
        if birth.piece.place is not None:
            yield from standing_in(self.ledger, uid, birth.piece.place, birth.piece.home, new)
        if new > old:
            yield touch_piece(uid, old, existence=str(Existence.VOID))
            yield Placement(uid, old, None, None, str(birth.piece.custody))
        else:
            yield from self._known_before(new)
        if birth.parent is not None:
            yield touch_piece(birth.parent, min(old, new))

    def _known_before(self, day: Day) -> Iterator[Fact]:
        """A piece that began earlier has number and parents from then on, and no day takes it away again."""
        piece = self.birth.piece
        history = self.ledger.history(piece.uid)
        for gone in no_longer_void(history, day, self.birth.day):
            yield touch_piece(piece.uid, gone, existence=str(Existence.EXISTS))
            if piece.place is not None:
                yield from standing_in(self.ledger, piece.uid, piece.place, piece.home, gone)
        for each in history:
            if each.seq <= self.birth.fact.seq and isinstance(each.fact, Parentage | NumberClaim):
                yield replace(each.fact, day=day)

    def _other_parent(self, wrong: Uid, new: Uid, day: Day) -> Iterator[Fact]:
        uid = self.birth.piece.uid
        yield Parentage(uid, wrong, ParentRole.WITHDRAWN, day)
        yield Parentage(uid, new, self.birth.role, day)
        above = self.ledger.at(new, day)
        known = above.quality is Quality.MEASURED and above.held_ug
        yield touch_piece(new, day, **({"mass_quality": str(Quality.BY_DIFFERENCE)} if known else {}))
        yield from exposures_taken_over(self.ledger, new, uid, day)

    def _said(self, mass: Mass) -> dict[str, Scalar]:
        """Say of the birth what the new mass says, but for how the mass is known once it was weighed that day."""
        return _originally(mass) | mass_fields(mass)

    def _give_back(self, ug: int, unweighed: int, day: Day) -> None:
        """Give mass back to where the birth took it from."""
        birth = self.birth
        if birth.parent is None:
            for draw in self._outside(-ug):
                self._out(day, draw.source, -draw.ug)
            self._out(day, side(birth.piece, Account.RECEIVED), 0, unweighed)
            return
        parent = self.ledger.at(birth.parent, day)
        for target, part in self._origins(parent, ug, day):
            self._out(day, target, part)
        blind = side(parent if birth.shared else birth.piece, Account.UNMEASURED)
        self._out(day, blind, 0, unweighed)

    def _take(self, uid: Uid | None, ug: int, unweighed: int, day: Day) -> None:
        """Take mass out of a parent, or from outside where the piece has none."""
        birth = self.birth
        if uid is None:
            for draw in self._outside(ug):
                self._in(day, draw.source, draw.ug)
            self._in(day, side(birth.piece, Account.RECEIVED), 0, unweighed)
            return
        parent = self.ledger.at(uid, day)
        draws = list(self._draws(parent, ug, day)) if ug else []
        for draw in draws:
            self._in(day, draw.source, draw.ug)
        self.findings += uncovered(parent, draws, 0)
        shared = is_shared(Mass.unknown("not_weighed"), birth.piece.form, parent, self.ledger)
        blind = side(parent if shared else birth.piece, Account.UNMEASURED)
        self._in(day, blind, 0, unweighed)

    def _draws(self, parent: PieceState, ug: int, day: Day) -> Iterator[Draw]:
        if parent.held_unweighed:
            yield from DrawDown(self.ledger, day).first(parent, ug)
        elif self._weighed_then(parent.uid, day):
            yield Draw(side(parent, Account.ADJUSTMENT), ug)
            self.findings += residual_closes(parent, ug, 0, "parent")
        else:
            yield Draw(side(parent), ug)

    def _origins(self, parent: PieceState, ug: int, day: Day) -> list[tuple[Side, int]]:
        seq = self.birth.fact.seq
        history = self.ledger.history(parent.uid)
        before = fold(parent.uid, (each for each in history if each.order < (day, seq, 0)))
        if before.held_unweighed:
            return drawn_from(self.ledger, parent, seq, day, ug)
        if ug and self._weighed_then(parent.uid, day):
            self.findings += residual_closes(parent, ug, 0, "parent")
            return [(side(parent, Account.ADJUSTMENT), ug)]
        return [(side(parent), ug)]

    def _outside(self, ug: int) -> Iterator[Draw]:
        """Yield where the mass of a piece without a parent comes from: its own statement, else *received*."""
        piece = self.birth.piece
        if piece.suspense_ug:
            yield Draw(side(piece, Account.UNRECONCILED), ug)
        else:
            yield Draw(side(piece, Account.RECEIVED), ug)

    def _weighed_then(self, uid: Uid, day: Day) -> bool:
        """Tell whether a parent was weighed, or ended, with or after the birth on its day: that reading stays."""
        history = self.ledger.history(uid)
        seq = self.birth.fact.seq
        read = any(
            isinstance(each.fact, Weighing) and each.order >= (day, seq, 0) and each.order[0] == day
            for each in history
        )
        return read or self.ledger.at(uid, day).existence is not Existence.EXISTS

    def _out(self, day: Day, target: Side, ug: int, unweighed: int = 0) -> None:
        own = side(self.birth.piece)
        self.lines.move(day, own, target, ug, unweighed, known=self._known(), reason=BIRTH_CORRECTED)

    def _in(self, day: Day, source: Side, ug: int, unweighed: int = 0) -> None:
        own = side(self.birth.piece)
        self.lines.move(day, source, own, ug, unweighed, known=self._known(), reason=BIRTH_CORRECTED)

    def _known(self) -> Known:
        mass = self.operation.mass
        return Known(quality_of(mass), mass.resolution_ug) if mass is not None else Known(Quality.STATED)


def _originally(mass: Mass) -> dict[str, Scalar]:
    """Return the fields that say what a piece weighed in the beginning."""
    return {
        "original_ug": mass.ug,
        "original_quality": str(quality_of(mass)),
        "original_resolution_ug": mass.resolution_ug,
    }
