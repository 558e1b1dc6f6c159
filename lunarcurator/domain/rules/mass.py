"""R8: the mass equation closes within tolerance, or somebody with authority says why not."""

from collections.abc import Iterator

from lunarcurator.domain.accounts import HOLDING, Account, Quality
from lunarcurator.domain.facts import MassLine, Weighing
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.naming import as_given
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.tolerance import Certainty, allowed_between, in_whole_steps

CHIPPING_LIMIT_UG = 20_000
"""Attrition of one act above which a reason is asked for, in ug; a lab's policies replace it later."""
_AS_MUCH_AGAIN = 2
"""So many times the most a piece ever weighed is beyond every error of a reading."""
_THOUSANDFOLD = (950, 1050)
"""So many times as much, or as little, looks like milligrams, grams and kilograms mixed up."""


def residual_closes(
    piece: PieceState, residual_ug: int, tolerance_ug: int, field: str, step_ug: int = 1
) -> Iterator[Finding]:
    """R8: what is missing (or too much) after all pieces were counted stays within the balances' tolerance.

    The tolerance is told in whole steps of `step_ug`, the finest resolution of all masses.
    """
    if abs(residual_ug) > tolerance_ug:
        yield find(
            Strength.AUTHORITY,
            "mass.does_not_close",
            "R8",
            field,
            piece.uid,
            number=piece.number_text,
            residual_ug=residual_ug,
            tolerance_ug=in_whole_steps(tolerance_ug, step_ug),
        )


def rest_is_weighed(
    piece: PieceState, rest_ug: int, tolerance_ug: int, field: str, step_ug: int = 1
) -> Iterator[Finding]:
    """R8: a known mass that goes into pieces without any is told in ug, and somebody says why none is weighed.

    What the balances explain, told in whole steps of `step_ug`, is no matter.
    """
    if rest_ug > tolerance_ug:
        facts: dict[str, str | int] = {"number": piece.number_text, "rest_ug": rest_ug}
        facts["tolerance_ug"] = in_whole_steps(tolerance_ug, step_ug)
        yield find(Strength.WARN, "mass.rest_unmeasured", "R8", field, piece.uid, **facts)


def was_ever_there(
    ledger: LedgerState, piece: PieceState, out_ug: int, tolerance_ug: int, field: str
) -> Iterator[Finding]:
    """R8: no more comes out of a piece than it can ever have held, in ug; no authority makes more of it.

    A reading may be wrong by much, and the first one too: so it is as much again as the most on record of it, or
    of what it came from. What came out of a piece nobody weighed counts together. Of a piece of which nothing is
    known, or only an estimate, any mass may come.
    """
    most = max(most_on_record(ledger, piece.uid), *_masses_ever(ledger, piece.uid), 0)
    yield from _no_more_than(ledger, piece, (out_ug, tolerance_ug), (most, _AS_MUCH_AGAIN * most), field)


def was_received(ledger: LedgerState, piece: PieceState, out_ug: int, field: str) -> Iterator[Finding]:
    """R8: nobody states that more went of a piece nobody weighed than was received or published of it, in ug.

    Only a reading says more than a statement does. What came out before counts too, and beyond it the rounding of
    the statement. Of a weighed piece other rules know what there is.
    """
    if not piece.held_unweighed:
        return
    most = most_on_record(ledger, piece.uid)
    yield from _no_more_than(ledger, piece, (out_ug, rounding_of(piece)), (most, most), field)


def most_left_ug(ledger: LedgerState, piece: PieceState) -> int | None:
    """Return what a piece can have left at most, in ug: by the book, or by what was received and came out since.

    None where nothing on record bounds it.
    """
    if not piece.held_unweighed:
        return piece.held_ug
    most = most_on_record(ledger, piece.uid)
    return max(0, most - _given_out(ledger, piece)) if most and not _is_estimate(piece) else None


def left_by_record(ledger: LedgerState, piece: PieceState) -> int | None:
    """Return what is left of a piece nobody weighed by what was received or published of itself, in ug.

    None where that was never stated, or only as an estimate: what it came from bounds it, and says no mass of it.
    """
    own = _most_of_itself(ledger, piece.uid)
    return max(0, own - _given_out(ledger, piece)) if own and not _is_estimate(piece) else None


def rounding_of(piece: PieceState) -> int:
    """Return the last place in ug to which what was received or published of a piece is stated; 0 for none."""
    rounding = piece.fields.get("original_resolution_ug")
    return rounding if isinstance(rounding, int) else 0


def _no_more_than(
    ledger: LedgerState, piece: PieceState, told_ug: tuple[int, int], bounds_ug: tuple[int, int], field: str
) -> Iterator[Finding]:
    """Yield that more came out of a piece than the second of two bounds; the first is the most on record.

    `told_ug` is what comes out as it was stated, which is what is told, and by how much that may be wrong.
    """
    out_ug, tolerance_ug = told_ug
    most_ug, limit_ug = bounds_ug
    gone = _given_out(ledger, piece)
    if not most_ug or _is_estimate(piece) or gone + out_ug - tolerance_ug <= limit_ug:
        return
    facts: dict[str, str | int] = {"number": piece.number_text, "out_ug": out_ug, "most_ug": most_ug}
    if gone:
        facts["gone_ug"] = gone
    key = "split.more_than_ever_left" if gone else "split.more_than_ever"
    yield find(Strength.IMPOSSIBLE, key, "R8", field, piece.uid, **facts)


def _is_estimate(piece: PieceState) -> bool:
    told = (piece.quality, piece.fields.get("original_quality") if piece.held_unweighed else None)
    return Quality.ESTIMATED in told


def _given_out(ledger: LedgerState, piece: PieceState) -> int:
    """Return what came out of a piece nobody weighed, in ug: of its suspense, the unmeasured, and beyond both.

    The facts are asked, because what is kept of a piece beside them says only what is held and claimed.
    """
    if not piece.held_unweighed:
        return 0
    lines = [each.fact for each in ledger.history(piece.uid) if isinstance(each.fact, MassLine)]
    claimed = sum(line.ug for line in lines if line.account is Account.UNRECONCILED and line.ug > 0)
    before = [line for line in lines if line.day <= piece.last_day]
    came = sum(_given(before, each) for each in (Account.UNMEASURED, Account.ADJUSTMENT))
    return claimed - piece.suspense_ug + came


def _given(lines: list[MassLine], account: Account) -> int:
    """Return what an account gave to a piece, in ug; 0 where it took more than it gave."""
    return max(0, -sum(line.ug for line in lines if line.account is account))


def most_on_record(ledger: LedgerState, uid: Uid) -> int:
    """Return the most that ever was of a piece, else of all it was cut from, in ug; 0 where nobody knows."""
    own = _most_of_itself(ledger, uid)
    if own:
        return own
    above = [most_on_record(ledger, parent) for parent, _ in ledger.piece(uid).parents]
    return sum(above) if all(above) else 0


def _most_of_itself(ledger: LedgerState, uid: Uid) -> int:
    """Return the most that ever was of a piece by what is said of itself, in ug; 0 where nobody said anything."""
    return max((*_masses_ever(ledger, uid, nominal=False), _most_held(ledger, uid)))


def _most_held(ledger: LedgerState, uid: Uid) -> int:
    """Return the most that ever stood of a piece on its holding accounts, and in suspense, in ug."""
    held = most = 0
    for each in ledger.history(uid):
        fact = each.fact
        if isinstance(fact, MassLine) and (fact.account in HOLDING or fact.account is Account.UNRECONCILED):
            held += fact.ug
            most = max(most, held)
    return most


def excess_is_covered(piece: PieceState, excess_ug: int, rounding_ug: int) -> Iterator[Finding]:
    """R8: more mass came to light than the old statement claims, beyond its rounding."""
    if excess_ug > rounding_ug:
        yield find(
            Strength.AUTHORITY,
            "mass.exceeds_statement",
            "R8",
            "mass",
            piece.uid,
            number=piece.number_text,
            excess_ug=excess_ug,
        )


def weighing_agrees(
    piece: PieceState, difference_ug: int, tolerance_ug: int, step_ug: int = 1
) -> Iterator[Finding]:
    """Workflow 3: a weighing that differs from the book beyond tolerance, or gains mass, asks for a reason.

    The tolerance is told in whole steps of `step_ug`, the finest resolution of the two masses.
    """
    if abs(difference_ug) > tolerance_ug:
        key = "weigh.gained" if difference_ug > 0 else "weigh.lost"
        yield find(
            Strength.WARN,
            key,
            "R8",
            "reading",
            piece.uid,
            number=piece.number_text,
            difference_ug=abs(difference_ug),
            tolerance_ug=in_whole_steps(tolerance_ug, step_ug),
        )


def is_near_the_book(
    piece: PieceState,
    ug: int,
    book_ug: int,
    read: Certainty,
    *,
    field: str = "reading",
    more: Strength = Strength.WARN,
) -> Iterator[Finding]:
    """R8: a first reading in ug far from what was stated, received or reckoned is a slip, or somebody says why.

    What nobody had weighed may well differ: by up to a tenth it weighs more than the book has, and as little as
    half, unasked. `more` is what is asked of who says that there is more of it.
    """
    most_ug = book_ug + book_ug // 10 + allowed_between((Certainty(piece.resolution_ug or 1), read))
    if ug > most_ug or 2 * ug < book_ug:
        facts: dict[str, str | int] = {"number": piece.number_text, "ug": ug, "book_ug": book_ug}
        strength = more if ug > most_ug else Strength.WARN
        yield find(strength, "weigh.far_from_book", "R8", field, piece.uid, **facts)


def attrition_is_small(piece: PieceState, attrition_ug: int) -> Iterator[Finding]:
    """Workflow 4: attrition is never negative, and a large one is explained."""
    if attrition_ug < 0:
        yield find(Strength.IMPOSSIBLE, "split.attrition_negative", "R8", "attrition", number=piece.number_text)
    elif attrition_ug > CHIPPING_LIMIT_UG:
        yield find(
            Strength.WARN,
            "split.attrition_large",
            "R8",
            "attrition",
            piece.uid,
            attrition_ug=attrition_ug,
            limit_ug=CHIPPING_LIMIT_UG,
        )


def is_kept_nominal(
    ledger: LedgerState, collection: Uid, number: str, form: str, mass: Mass, field: str = "mass"
) -> Iterator[Finding]:
    """`domain.md` 4: a mass on a form that is not weighable is nominal, also where a balance read it.

    A stated one is simply kept as text; of a reading somebody says what it was, because it enters no balance.
    """
    if mass.kind is MassKind.MEASURED and not ledger.tables.weighs(form):
        yield find(
            Strength.WARN,
            "mass.kept_nominal",
            "R15",
            field,
            number=as_given(ledger, collection, number),
            form=ledger.tables.form(form),
            ug=mass.ug or 0,
        )


def stated_mass_is_likely(
    ledger: LedgerState, uid: Uid, said: Mass, field: str, sure: Certainty
) -> Iterator[Finding]:
    """R8: a mass somebody states is no thousandfold of what the book has, and no more than there ever was, in ug.

    `sure` says how sure what the book has is: figures within what both readings allow are the same. Of a piece of
    which the book knows no mass at all, any figure is as likely as another.
    """
    piece = ledger.piece(uid)
    known = _masses_ever(ledger, uid)
    ug = said.ug or 0
    if not known or not ug:
        return
    facts: dict[str, str | int] = {"number": piece.number_text, "ug": ug, "ug_to": said.resolution_ug or 0}
    # The first is what it weighs now; a piece may well have a thousandth left of what it had.
    if _is_thousandfold(ug, known[0]):
        yield find(Strength.WARN, "mass.stated_thousandfold", "R8", field, uid, book_ug=known[0], **facts)
        return
    most = max(known)
    coarse = _coarsest(piece)
    ours = Certainty(max(sure.resolution_ug, coarse), sure.uncertainty_ug, of_balance=sure.of_balance)
    if ug - most > allowed_between((ours, Certainty(said.resolution_ug or 1))):
        told = {"most_ug": most, "most_ug_to": coarse if coarse > 1 else 0}
        yield find(Strength.WARN, "mass.stated_more_than_ever", "R8", field, uid, **told, **facts)


def _masses_ever(ledger: LedgerState, uid: Uid, *, nominal: bool = True) -> tuple[int, ...]:
    """Return what the book has of a piece's mass, in ug: now, as a nominal figure, at first, as ever read."""
    piece = ledger.piece(uid)
    is_nominal = piece.fields.get("original_quality") == Quality.NOMINAL
    keys = ("nominal_ug", "original_ug") if nominal else () if is_nominal else ("original_ug",)
    fields = (piece.fields.get(key) for key in keys)
    read = (each.fact.net_ug for each in ledger.history(uid) if isinstance(each.fact, Weighing))
    return tuple(each for each in (piece.held_ug, *fields, *read) if isinstance(each, int) and each > 0)


def _coarsest(piece: PieceState) -> int:
    """Return the coarsest resolution in ug behind what the book has, 1 where none is known."""
    told = (piece.fields.get(key) for key in ("resolution_ug", "original_resolution_ug"))
    return max((each for each in told if isinstance(each, int)), default=1)


def _is_thousandfold(ug: int, other: int) -> bool:
    least, most = _THOUSANDFOLD
    return any(least * low <= high <= most * low for low, high in ((ug, other), (other, ug)))
