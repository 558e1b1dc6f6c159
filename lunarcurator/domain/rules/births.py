"""What of the beginning of a piece may be put right once later acts rest on it (workflow 10)."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import MassLine, Sighting, Touch, Weighing
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.operations import CorrectBirth
from lunarcurator.domain.pieces import PieceState, Recorded
from lunarcurator.domain.rules.custody import must_be_on_record, must_be_there
from lunarcurator.domain.rules.dates import not_before_birth, not_in_the_future
from lunarcurator.domain.rules.genealogy import is_no_ancestor
from lunarcurator.domain.status import Existence

_THERE = str(Existence.EXISTS)
_VOID = str(Existence.VOID)


def must_have_begun(piece: PieceState, history: Iterable[Recorded]) -> Iterator[Finding]:
    """R20: what is only planned, or only a number in print, never began; a void piece is revived first."""
    there = ("existence", str(Existence.EXISTS))
    yield from must_be_on_record(piece)
    if not any(isinstance(each.fact, Touch) and there in each.fact.changes for each in history):
        told = {"number": piece.number_text}
        yield find(Strength.IMPOSSIBLE, "correct_birth.not_begun", "R20", "sample", piece.uid, **told)


def may_be_mended(
    operation: CorrectBirth,
    birth: Recorded,
    parent: Uid | None,
    began: tuple[int, int],
    ledger: LedgerState,
    day: Day,
) -> Iterator[Finding]:
    """R8, R12, R13, R19: something is put right, with evidence, and nothing read or done since denies it."""
    uid = uid_of(operation.sample)
    said = [operation.mass is not None, operation.parent is not None, operation.born is not None]
    if not operation.evidence.strip():
        yield find(Strength.IMPOSSIBLE, "correct.needs_evidence", "R12", "evidence")
    if not any(said):
        yield find(Strength.IMPOSSIBLE, "correct_birth.nothing", "R12", "mass")
    if said[2] and (said[0] or said[1]):
        yield find(Strength.IMPOSSIBLE, "correct_birth.day_alone", "R19", "born")
    yield from not_before_birth(ledger, uid, day)
    if operation.mass is not None and is_received_unweighed(parent, began):
        yield from _may_be_stated(operation.mass, ledger.piece(uid), birth, ledger)
    elif operation.mass is not None:
        yield from _mass_may_change(operation, birth, began, ledger)
    if operation.parent is not None:
        yield from _parent_may_change(operation, birth, parent, ledger)
    if operation.born is not None:
        yield from _day_may_change(operation.born, birth, uid, parent, ledger)


def ended_with_its_birth(then: PieceState, birth: Recorded, history: Iterable[Recorded]) -> Recorded | None:
    """Return the fact by which a piece, as it stood at the end of the day of its birth, left on that same day."""
    if then.existence is Existence.EXISTS:
        return None
    of_day = (each for each in history if each.order[0] == birth.order[0] and each.order > birth.order)
    told = ((each, dict(each.fact.changes)) for each in of_day if isinstance(each.fact, Touch))
    return next(each for each, changes in told if changes.get("existence", _THERE) not in {_THERE, _VOID})


def is_received_unweighed(parent: Uid | None, began: tuple[int, int]) -> bool:
    """Tell whether a piece came from outside unweighed; `began` is its ug and unweighed pieces."""
    ug, unweighed = began
    return parent is None and bool(unweighed) and not ug


def _may_be_stated(mass: Mass, piece: PieceState, birth: Recorded, ledger: LedgerState) -> Iterator[Finding]:
    """R8: what was received of an unweighed piece is stated later as long as nothing was weighed out of it."""
    told: dict[str, str | int] = {"number": piece.number_text}
    if not mass.known or mass.kind is MassKind.MEASURED:
        yield find(Strength.IMPOSSIBLE, "correct_birth.not_stated", "R8", "mass", piece.uid, **told)
    elif piece.fields.get("original_ug") == mass.ug:
        yield find(Strength.IMPOSSIBLE, "correct.same", "R12", "mass", field_name="original_ug")
    drawn = next((each for each in ledger.history(piece.uid) if _drew_on_it(each, birth)), None)
    if drawn is not None:
        told["entry"] = drawn.seq
        cause = f"entry:{drawn.seq}"
        yield find(Strength.IMPOSSIBLE, "correct_birth.drawn_on", "R8", "mass", cause, **told)


def _drew_on_it(each: Recorded, birth: Recorded) -> bool:
    """Tell whether a fact weighed a piece after it began, or took known mass out of it."""
    if each.seq == birth.seq:
        return False
    fact = each.fact
    return isinstance(fact, Weighing) or (isinstance(fact, MassLine) and fact.ug != 0 and not _is_stated(fact))


def _is_stated(line: MassLine) -> bool:
    """Tell whether a line only says what was received of a piece, by an earlier correction."""
    return line.account in {Account.RECEIVED, Account.UNRECONCILED} and line.reason == "birth_corrected"


def _mass_may_change(
    operation: CorrectBirth, birth: Recorded, began: tuple[int, int], ledger: LedgerState
) -> Iterator[Finding]:
    """R8: what was never weighed is weighed, not corrected; a mass known at birth is replaced by another one.

    What left on the day it began took all its mass along, and no later reading could take up the difference.
    """
    piece = ledger.piece(uid_of(operation.sample))
    ug, unweighed = began
    number = piece.number_text
    mass = operation.mass
    if unweighed or not ug or mass is None or not mass.known:
        yield find(Strength.IMPOSSIBLE, "correct_birth.not_known", "R8", "mass", piece.uid, number=number)
    elif mass.ug == ug:
        yield find(Strength.IMPOSSIBLE, "correct.same", "R12", "mass", field_name="original_ug")
    history = ledger.history(piece.uid)
    ended = ended_with_its_birth(ledger.at(piece.uid, birth.order[0]), birth, history)
    if ended is not None:
        told: dict[str, str | int] = {"number": number, "entry": ended.seq}
        cause = f"entry:{ended.seq}"
        yield find(Strength.IMPOSSIBLE, "correct_birth.ended_same_day", "R8", "mass", cause, **told)
        return
    for each in history:
        if isinstance(each.fact, Weighing) and each.order[0] == birth.order[0] and each.seq > birth.seq:
            cause = f"entry:{each.seq}"
            told = {"number": number, "entry": each.seq}
            yield find(Strength.IMPOSSIBLE, "correct_birth.weighed_same_day", "R8", "mass", cause, **told)
            return


def _parent_may_change(
    operation: CorrectBirth, birth: Recorded, parent: Uid | None, ledger: LedgerState
) -> Iterator[Finding]:
    """R13: the right parent was there on the day, in the same book, and does not come from the piece."""
    uid, new = uid_of(operation.sample), uid_of(str(operation.parent))
    piece, above = ledger.piece(uid), ledger.piece(new)
    if new == parent:
        yield find(
            Strength.IMPOSSIBLE,
            "adopt.known",
            "R13",
            "parent",
            new,
            number=piece.number_text,
            parent=above.number_text,
        )
        return
    if parent is None:
        yield find(
            Strength.IMPOSSIBLE, "correct_birth.had_no_parent", "R13", "parent", uid, number=piece.number_text
        )
        return
    yield from not_before_birth(ledger, new, birth.order[0], "parent")
    if birth.order[0] >= above.first_day:
        yield from must_be_there(ledger.at(new, birth.order[0]), "parent")
    yield from is_no_ancestor(ledger, uid, new)
    if above.in_book and above.book != piece.book:
        yield find(Strength.IMPOSSIBLE, "correct_birth.other_book", "R13", "parent", new, parent=above.number_text)


def _day_may_change(
    born: Day, birth: Recorded, uid: Uid, parent: Uid | None, ledger: LedgerState
) -> Iterator[Finding]:
    """R19: the piece began before all that happened to it, and its parent was there; a reading keeps its day."""
    piece = ledger.piece(uid)
    yield from not_in_the_future(born, ledger)
    if born == birth.order[0]:
        yield find(Strength.IMPOSSIBLE, "correct_birth.same_day", "R12", "born", number=piece.number_text)
    if parent is not None:
        yield from not_before_birth(ledger, parent, born, "born")
        if born >= ledger.piece(parent).first_day:
            yield from must_be_there(ledger.at(parent, born), "born")
    for each in ledger.history(uid):
        told: dict[str, str | int] = {"number": piece.number_text, "entry": each.seq}
        if each.seq == birth.seq and isinstance(each.fact, Weighing):
            yield find(
                Strength.IMPOSSIBLE, "correct_birth.weighed_then", "R19", "born", f"entry:{each.seq}", **told
            )
            return
        harmless = isinstance(each.fact, Sighting) or (isinstance(each.fact, Touch) and not each.fact.changes)
        if each.seq != birth.seq and birth.order[0] <= each.order[0] < born and not harmless:
            told["later"] = each.order[0]
            yield find(Strength.IMPOSSIBLE, "day.before_later_act", "R19", "born", f"entry:{each.seq}", **told)
            return
