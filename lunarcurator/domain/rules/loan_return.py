"""R7, R9, R17 and R18 for what comes home: it balances, goes where returned pieces go, and is known again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from lunarcurator.domain.accounts import HOLDING, Account, Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ExposureKind, MassLine, Placement, Subject, Touch
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.held import sign_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import came_back
from lunarcurator.domain.lending.terms import ClosedBy
from lunarcurator.domain.naming import as_told, officially
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
from lunarcurator.domain.pieces import PieceState, Recorded
from lunarcurator.domain.rules.accounting import lines_of, policy_of_piece
from lunarcurator.domain.rules.condition import does_not_improve
from lunarcurator.domain.rules.mass import rounding_of
from lunarcurator.domain.rules.places import takes_pieces
from lunarcurator.domain.rules.writing_off import by_whom, taken_by
from lunarcurator.domain.status import Condition, Custody, Existence

_PROTECTED: Final = frozenset({"nitrogen", "dry_nitrogen", "helium", "argon", "vacuum"})
_WORST_LAST: Final = (Condition.RETURNED, Condition.AIR_EXPOSED, Condition.ALTERED)
_FROM_THOUSANDTHS: Final = 100_000
_EVER: Final = (0, 0, 0)


def default_place(ledger: LedgerState, piece: PieceState, form: str, *, itself: bool) -> Uid | None:
    """R17: return where a returned piece goes by its form; None where the lab has no place its policy names.

    What cannot be weighed, such as a section, goes back to its own slot in the library, and what was out before to
    its own in the returned store; all else where the policy says, which is never where it was kept pristine.
    """
    slot = _own_slot(ledger, piece, form, itself=itself)
    if slot is not None:
        return slot if not ledger.place(slot).retired else None
    for name in _store_names(ledger, piece, form):
        named = _places_in_use(ledger, name)
        if len(named) == 1:
            return named[0]
    return None


def _own_slot(ledger: LedgerState, piece: PieceState, form: str, *, itself: bool) -> Uid | None:
    own = itself and (not ledger.tables.weighs(form) or _was_out_before(ledger, piece))
    return piece.home if own else None


def _store_names(ledger: LedgerState, piece: PieceState, form: str) -> tuple[str, ...]:
    """Return the codes or names by which the policy of a piece calls its returned store, for a form."""
    returns = policy_of_piece(ledger, piece).returns
    return returns.get(ledger.tables.form(form)) or returns.get("", ())


def _places_in_use(ledger: LedgerState, name: str) -> list[Uid]:
    return [uid for uid in ledger.named(Subject.PLACE, name) if not ledger.place(uid).retired]


def _why_no_place(ledger: LedgerState, piece: PieceState, form: str, *, itself: bool) -> dict[str, str]:
    """Return why a piece has no default place; all but one of the facts are empty.

    Its own slot is `retired`; else no policy of the collection `unruled` names a store, several places have a name
    that one does, `shared`, or none has, `absent`.
    """
    why = dict.fromkeys(("retired", "unruled", "shared", "absent"), "")
    slot = _own_slot(ledger, piece, form, itself=itself)
    names = _store_names(ledger, piece, form)
    if slot is not None:
        return why | {"retired": ledger.place(slot).name}
    if not names:
        return why | {"unruled": ledger.record(Subject.COLLECTION, piece.book.collection).code}
    shared = [name for name in names if _places_in_use(ledger, name)]
    return why | ({"shared": ", ".join(shared)} if shared else {"absent": ", ".join(names)})


def default_condition(piece: PieceState, exposures: tuple[ExposureKind, ...]) -> Condition:
    """R9: return what a returned piece is good for if nobody says else: never more than before it left."""
    now = piece.condition
    known = [Condition.RETURNED, *(each for each in _WORST_LAST if now == each)]
    if ExposureKind.AIR in exposures:
        known.append(Condition.AIR_EXPOSED)
    return max(known, key=_WORST_LAST.index)


@dataclass(frozen=True, slots=True)
class CameBlind:
    """Parts that came back without a mass since that of the piece was last said.

    `light_ug` is what they were weighed at since in all, in ug; `unweighed` says that of some, or of a part made
    of them, nobody knows the mass yet.
    """

    parts: tuple[PieceState, ...] = ()
    light_ug: int = 0
    unweighed: bool = False


NOTHING_BLIND: Final = CameBlind()
"""Nothing came back without a mass."""


def came_blind(line: Line, piece: PieceState, day: Day, ledger: LedgerState) -> CameBlind:
    """R7: return the parts that came back by a day without a mass since that of the piece was last said.

    While the book has the mass of the piece as an upper bound, they hold what of the line nobody weighed. What
    they weigh counts as it is known now: in which order they came back and were weighed makes no difference.
    """
    if piece.quality is not Quality.UPPER_BOUND:
        return NOTHING_BLIND
    said = _last_said(ledger.history(piece.uid))
    back = (each.uid for each in came_back(line) if not each.itself)
    parts = [uid for uid in back if _began_blind(ledger.history(uid), day, said)]
    family = [each for uid in parts for each in _with_daughters(uid, ledger)]
    light = sum(_light_ug(ledger.history(each)) for each in family)
    unweighed = any(_is_open(each, ledger) for each in family)
    return CameBlind(tuple(ledger.at(uid, day) for uid in parts), light, unweighed)


def _last_said(history: Iterable[Recorded]) -> tuple[Day, int, int]:
    """Return when the mass of a piece was last said otherwise than by a bound: what came before is settled."""
    said = _EVER
    for each in history:
        if isinstance(each.fact, Touch):
            quality = dict(each.fact.changes).get("mass_quality", Quality.UPPER_BOUND)
            said = said if quality == Quality.UPPER_BOUND else each.order
    return said


def _began_blind(history: Iterable[Recorded], day: Day | None = None, since: tuple[Day, int, int] = _EVER) -> bool:
    """Tell whether the book had no mass of a piece when it came to be, later than `since` and not after a day."""
    began = next((each for each in history if _unweighed_held(each) is not None), None)
    if began is None or began.order <= since or (day is not None and began.order[0] > day):
        return False
    return bool(_unweighed_held(began))


def _unweighed_held(each: Recorded) -> int | None:
    fact = each.fact
    return fact.unweighed if isinstance(fact, MassLine) and fact.account in HOLDING else None


def _with_daughters(uid: Uid, ledger: LedgerState) -> Iterator[Uid]:
    """Yield a piece and what was made of it alone."""
    yield uid
    for each in _made_of(uid, ledger):
        yield from _with_daughters(each, ledger)


def _made_of(uid: Uid, ledger: LedgerState) -> list[Uid]:
    return [each for each in ledger.daughters(uid) if len(ledger.piece(each).parents) == 1]


def _is_open(uid: Uid, ledger: LedgerState) -> bool:
    """Tell whether nobody knows the mass of a piece, or it was mixed, used up or lost before anybody did."""
    if ledger.piece(uid).held_unweighed:
        return True
    history = ledger.history(uid)
    return _began_blind(history) and not _light_ug(history) and not _made_of(uid, ledger)


def _light_ug(history: Iterable[Recorded]) -> int:
    """Return what came to light of a piece of unknown mass, in ug, from wherever a weighing drew it."""
    held: dict[int, int] = {}
    drawn: dict[int, int] = {}
    weighed: dict[int, int] = {}
    for each in history:
        if isinstance(each.fact, MassLine):
            fact, seq = each.fact, each.seq
            if fact.account in HOLDING:
                held[seq] = held.get(seq, 0) + fact.ug
                weighed[seq] = weighed.get(seq, 0) - fact.unweighed
            elif fact.account is Account.UNMEASURED:
                drawn[seq] = drawn.get(seq, 0) - fact.ug
    first = {seq: held[seq] for seq, pieces in weighed.items() if pieces > 0}
    return max(0, sum(max(first.get(seq, 0), drawn.get(seq, 0)) for seq in first.keys() | drawn.keys()))


@dataclass(frozen=True, slots=True)
class Allowed:
    """By how many ug a return may miss, and the policy that allows more than its readings; "" where none does."""

    ug: int
    policy: str = ""


def allowed_of(ledger: LedgerState, piece: PieceState, readings_ug: int) -> Allowed:
    """R7: return what the readings allow a return to miss, or the policy's part of what was held, if more."""
    policy = policy_of_piece(ledger, piece)
    share = piece.held_ug * policy.return_tolerance_percent // _FROM_THOUSANDTHS
    return Allowed(share, policy.name or policy.code) if share > readings_ug else Allowed(readings_ug)


def balances(
    operation: ReturnLine, line: Line, piece: PieceState, missing: KnownMass, allowed: Allowed, ledger: LedgerState
) -> Iterator[Finding]:
    """R7: what is missing to balance, or too much where negative, is refused, or taken by somebody with authority.

    It is told to the last place to which the line keeps it. An estimate is nothing that figures could miss: where
    `piece` is held as one, somebody only says why.
    """
    missing_ug, told = missing.ug, _how_much(line, piece, missing)
    if abs(missing_ug) <= allowed.ug:
        return
    if piece.quality is Quality.ESTIMATED:
        key = "return.estimate_was_more" if missing_ug > 0 else "return.estimate_was_less"
        yield find(Strength.WARN, key, "R7", "pieces", line.uid, **told)
        return
    strength = Strength.AUTHORITY if operation.accept_difference else Strength.IMPOSSIBLE
    accepted = operation.accept_difference
    if missing_ug < 0:
        key = "return.difference_more" if accepted else "return.came_too_much"
    else:
        key = "return.difference" if accepted else "return.does_not_balance"
    found = find(strength, key, "R7", "accept_difference", line.uid, **told, **_told(allowed))
    lost = operation.accept_difference and missing_ug > 0
    yield replace(found, role=by_whom(ledger, piece, missing_ug)) if lost else found


def _how_much(line: Line, piece: PieceState, missing: KnownMass) -> dict[str, str | int]:
    told: dict[str, str | int] = {"line": line.code, "missing_ug": abs(missing.ug), "held_ug": piece.held_ug}
    places = {"missing_ug_to": missing.resolution_ug, "held_ug_to": piece.resolution_ug}
    return told | {key: fine for key, fine in places.items() if fine}


def rest_is_weighed(
    line: Line, piece: PieceState, rest_ug: int, allowed: Allowed, ledger: LedgerState
) -> Iterator[Finding]:
    """R7: what no mass on the sheet accounts for is told in ug, and taken by somebody with authority.

    A part without any mass takes it into the account of what nobody weighed, where a difference of the same size
    would have had to be accepted: of what form the part is, and whether such is ever weighed, makes it no less.
    """
    if rest_ug > allowed.ug:
        facts: dict[str, str | int] = {"line": line.code, "rest_ug": rest_ug, **_told(allowed)}
        found = find(Strength.AUTHORITY, "return.rest_unmeasured", "R7", "pieces", line.uid, **facts)
        yield replace(found, role=by_whom(ledger, piece, rest_ug))


def rest_is_told(
    line: Line, piece: PieceState, out_ug: int, left_ug: int | None, allowed_ug: int, ending: str
) -> Iterator[Finding]:
    """R7, R8: what is not accounted for of a piece nobody weighed is asked about before anything ends with it.

    `out_ug` is all that the sheet accounts for, `left_ug` what was left by the record or by the borrower's word,
    None where neither says it; they may differ by `allowed_ug`. `ending` is what becomes of a piece that ends
    with its line (`Existence`), "" for one that is back or stays out with a mass of its own.
    """
    facts: dict[str, str | int] = {"line": line.code, "number": piece.number_text}
    facts |= {"ending": ending} if ending else {}
    if left_ug is None:
        if ending:
            yield find(Strength.WARN, "return.rest_unknown", "R7", "pieces", line.uid, **facts)
    elif left_ug - out_ug > allowed_ug:
        key = "return.ends_with_less" if ending else "return.less_than_recorded"
        told = {**facts, "missing_ug": left_ug - out_ug, "left_ug": left_ug}
        yield find(Strength.WARN, key, "R7", "pieces", line.uid, **told)


def ending_of(operation: ReturnLine) -> Existence | None:
    """Return what becomes of a piece whose line a sheet closes without it; None where it is back or still out."""
    if operation.retained_ug != 0 or any(each.itself for each in operation.pieces):
        return None
    if operation.pieces:
        return Existence.RETIRED
    return Existence.CONSUMED if operation.consumed_ug else Existence.LOST


def leaves_rest_out(operation: ReturnLine, piece: PieceState, left_ug: int | None) -> bool:
    """R7: tell whether a sheet on which nothing is back leaves the rest of an unweighed piece with its borrower.

    A part of it was used up or lost, less than `left_ug` (None where nobody says how much is left) beyond the
    rounding of that. Who reports that all of it went says so in a report without a mass.
    """
    out_ug = operation.consumed_ug + operation.lost_ug
    if operation.pieces or operation.retained_ug != 0 or not piece.held_unweighed or not out_ug:
        return False
    return left_ug is None or out_ug < left_ug - rounding_of(piece)


def itself_is_weighed(line: Line, piece: PieceState, ug: int, field: str) -> Iterator[Finding]:
    """R7: a piece that keeps its recorded mass, here `ug`, because nobody weighed or stated it, is asked about."""
    facts: dict[str, str | int] = {"number": piece.number_text, "line": line.code, "ug": ug}
    facts["sign"] = sign_of(line, piece)
    yield find(Strength.WARN, "return.not_weighed", "R7", field, piece.uid, **facts)


def weighs_as_stated(
    each: CameBack, net_ug: int, allowed: Allowed, piece: PieceState, field: str
) -> Iterator[Finding]:
    """Workflow 16: our weighing and the borrower's statement agree, or somebody says why not; both are kept."""
    if each.stated_ug is not None and abs(each.stated_ug - net_ug) > allowed.ug:
        facts = {**_which(each, piece), "stated_ug": each.stated_ug, "net_ug": net_ug, **_told(allowed)}
        yield find(Strength.WARN, "return.weighs_otherwise", "R7", f"{field}.reading", piece.uid, **facts)


def _told(allowed: Allowed) -> dict[str, str | int]:
    return {"allowed_ug": allowed.ug, "policy": allowed.policy}


def says_something(operation: ReturnLine, line: Line, piece: PieceState, ledger: LedgerState) -> Iterator[Finding]:
    """R7: a sheet returns, uses up, loses or keeps something, and the piece itself comes back once, whole."""
    facts = {"line": line.code}
    yield from _comes_once(operation, line)
    if _says_less_than_nothing(operation):
        yield find(Strength.IMPOSSIBLE, "return.negative", "R7", "pieces", line.uid, **facts)
    if not operation.pieces and not operation.consumed_ug and not operation.lost_ug:
        yield find(Strength.IMPOSSIBLE, "return.nothing", "R7", "pieces", line.uid, **facts)
    if operation.lost_ug:
        waits = find(Strength.AUTHORITY, "line.loss_needs_authority", "R10", "lost_ug", line.uid, **facts)
        yield taken_by(by_whom(ledger, piece, operation.lost_ug), waits)
    for index, each in enumerate(operation.pieces):
        yield from _keeps_its_number(each, piece, f"pieces[{index}].number")


def _comes_once(operation: ReturnLine, line: Line) -> Iterator[Finding]:
    """R3, R7: the piece itself comes back once, and then nothing of it stays with the borrower."""
    itself = [each for each in operation.pieces if each.itself]
    facts = {"line": line.code}
    if len(itself) > 1:
        yield find(Strength.IMPOSSIBLE, "return.itself_twice", "R3", "pieces", line.uid, **facts)
    if itself and operation.retained_ug != 0:
        yield find(Strength.IMPOSSIBLE, "return.itself_and_kept", "R7", "retained_ug", line.uid, **facts)


def _says_less_than_nothing(operation: ReturnLine) -> bool:
    amounts = [operation.consumed_ug, operation.lost_ug, operation.retained_ug or 0]
    amounts += [each.stated_ug or 0 for each in operation.pieces]
    return min(amounts) < 0


def _keeps_its_number(each: CameBack, piece: PieceState, field: str) -> Iterator[Finding]:
    """R18: the piece itself comes back under its own number."""
    number = each.number.strip()
    if each.itself and number and number != piece.number_text:
        told = {"number": piece.number_text, "other": number}
        yield find(Strength.AUTHORITY, "return.other_number", "R18", field, piece.uid, **told)


def is_received(each: CameBack, piece: PieceState, ledger: LedgerState, day: Day, field: str) -> Iterator[Finding]:
    """R7, R9, R17, R18: its mass, where it goes, in which condition, and whether it was known again."""
    yield from _is_something(each, piece, field)
    yield from _was_scanned(each, piece, field)
    yield from _is_labelled_as_itself(each, piece, ledger, field)
    yield from _has_a_mass(each, piece, ledger, field)
    expected = default_place(ledger, piece, each.form or piece.form, itself=each.itself)
    yield from _goes_there(each, expected, piece, ledger, day, field)
    if each.condition is Condition.PRISTINE:
        told = _which(each, piece)
        yield find(Strength.AUTHORITY, "return.not_pristine", "R9", f"{field}.condition", piece.uid, **told)
    elif each.condition is not None:
        yield from does_not_improve(piece, each.condition)
    if not each.confirmed:
        told = _which(each, piece)
        yield find(Strength.WARN, "return.not_confirmed", "R18", f"{field}.confirmed", piece.uid, **told)


def _is_something(each: CameBack, piece: PieceState, field: str) -> Iterator[Finding]:
    """R7: unknown is not zero, and of what came back something is there: its mass is more than that, or none."""
    masses = {"stated_ug": each.stated_ug, "reading": each.reading.net_ug if each.reading else None}
    for key in (key for key, ug in masses.items() if ug == 0):
        facts = _which(each, piece)
        yield find(Strength.IMPOSSIBLE, "return.zero_mass", "R7", f"{field}.{key}", piece.uid, **facts)


def _was_scanned(each: CameBack, piece: PieceState, field: str) -> Iterator[Finding]:
    """R18: where others were scanned, what was not may be still out; a reason for one says nothing of another."""
    if each.unscanned and not each.unscanned_why.strip():
        told = _which(each, piece)
        at = f"{field}.unscanned_why"
        yield find(Strength.IMPOSSIBLE, "return.not_scanned", "R18", at, piece.uid, **told)


def _is_labelled_as_itself(
    each: CameBack, piece: PieceState, ledger: LedgerState, field: str
) -> Iterator[Finding]:
    """R18: a label with the number of another piece is kept as found, and somebody says why it is this one."""
    for uid in officially(ledger, each.label) if each.label.strip() else ():
        if uid == piece.uid:
            continue
        lines = (line for line in lines_of(ledger, uid) if line.is_open)
        out, home = next(lines, None), ledger.piece(uid).home
        facts = {
            **_which(each, piece),
            "label": each.label.strip(),
            "other": as_told(ledger, uid),
            "line": out.code if out else "",
            "home": ledger.place(home).name if home and not out else "",
        }
        yield find(Strength.WARN, "return.label_of_another", "R18", f"{field}.label", uid, **facts)


def _has_a_mass(each: CameBack, piece: PieceState, ledger: LedgerState, field: str) -> Iterator[Finding]:
    """R7: a part that can be weighed, of a piece of known mass, comes back with one; else somebody says why not.

    Of the piece itself, and of what all the parts leave, it is asked with the figure once that is known.
    """
    weighs = ledger.tables.weighs(each.form or piece.form)
    known = piece.held_unweighed or each.stated_ug is not None or each.reading is not None
    if weighs and not known and not each.itself:
        facts = _which(each, piece)
        yield find(Strength.WARN, "return.part_not_weighed", "R7", f"{field}.reading", piece.uid, **facts)


def _which(each: CameBack, piece: PieceState) -> dict[str, str | int]:
    """Return what a finding names: the piece that was lent and, of a part of it, what the sheet calls that."""
    called = "" if each.itself else each.name.strip() or each.number.strip()
    return {"number": piece.number_text, "name": called}


def _goes_there(
    each: CameBack, expected: Uid | None, piece: PieceState, ledger: LedgerState, day: Day, field: str
) -> Iterator[Finding]:
    place = uid_of(each.place) if each.place else expected
    if place is None and not each.place_why.strip():
        told = _which(each, piece)
        told |= _why_no_place(ledger, piece, each.form or piece.form, itself=each.itself)
        yield find(Strength.WARN, "return.no_place", "R17", f"{field}.place", piece.uid, **told)
    if place is None:
        return
    yield from takes_pieces(ledger, place, day, f"{field}.place")
    if place == expected:
        return
    facts = {**_which(each, piece), "place": ledger.place(place).name}
    key = "" if each.place_why.strip() else _asks_why(each, place, expected, piece, ledger, day)
    if key:
        usual = {"usual": ledger.place(expected).name} if expected else {}
        yield find(Strength.IMPOSSIBLE, key, "R17", f"{field}.place_why", piece.uid, **facts, **usual)
    if each.condition is not Condition.PRISTINE and is_protected(ledger, place, day):
        yield find(Strength.AUTHORITY, "return.pristine_place", "R17", f"{field}.place", piece.uid, **facts)


def _asks_why(
    each: CameBack, place: Uid, expected: Uid | None, piece: PieceState, ledger: LedgerState, day: Day
) -> str:
    """R17: return what asks why of a departure from the default, or of the way back to where it was; "" nothing.

    Where a piece stood and which place is its home are two things, and a part has neither: they are its piece's.
    """
    if expected is not None:
        return "return.home_is_usual" if each.itself and expected == piece.home else "return.place_needs_why"
    if _was_out_before(ledger, piece):
        return ""
    if place == stood_before(ledger, piece.uid, day):
        pristine = piece.condition == Condition.PRISTINE
        return "return.home_needs_why" if pristine else "return.place_before_needs_why"
    return "return.home_place_needs_why" if place == piece.home else ""


def stood_before(ledger: LedgerState, uid: Uid, day: Day) -> Uid | None:
    """Return where a piece that is away on a day stood last; None where nobody stated that."""
    placed = [each.fact for each in ledger.history(uid) if each.order[0] <= day]
    for fact in reversed(placed):
        if isinstance(fact, Placement) and (fact.place is not None or fact.custody == Custody.HERE):
            return fact.place
    return None


def _was_out_before(ledger: LedgerState, piece: PieceState) -> bool:
    """Tell whether a piece came back from a loan before, so that its own slot is one among what was out."""
    return any(line.closed_by is ClosedBy.RETURN_RECEIPT for line in lines_of(ledger, piece.uid))


def is_protected(ledger: LedgerState, place: Uid | None, day: Day) -> bool:
    """Tell whether a place keeps what never met the air: the nearest stated atmosphere counts."""
    while place is not None:
        state = ledger.place_at(place, day)
        if state.atmosphere:
            return state.atmosphere in _PROTECTED
        place = state.parent
    return False
