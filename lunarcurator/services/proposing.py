"""Numbers proposed by the program: the next of a series, never one that was ever used (R2)."""

from collections.abc import Iterator
from dataclasses import replace

from lunarcurator.domain.booking.preparing import stocks_of
from lunarcurator.domain.booking.renumbering import family_below
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import PieceRef, Uid, ref_of, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.numbering import SampleNumber, Scheme, Series
from lunarcurator.domain.operations import (
    Daughter,
    Dissect,
    Dissolve,
    NewNumber,
    Operation,
    PlanSplit,
    Register,
    Renumber,
    Sieve,
    Split,
)
from lunarcurator.domain.operations.accounting import CameBack, FindAgain, ReturnLine
from lunarcurator.domain.operations.requesting import PrepareLines
from lunarcurator.domain.pieces import PieceState


def with_numbers(operation: Operation, ledger: LedgerState) -> Operation:
    """Return an exact operation with a number for each piece it makes; given ones stay as they are."""
    if isinstance(operation, Split | PlanSplit | Sieve | Dissect):
        return replace(operation, daughters=_numbered(operation, ledger))
    if isinstance(operation, Register) and not operation.number.strip() and operation.parent:
        number = next_numbers(ledger, operation.parent, [""])[0]
        return replace(operation, number=number, proposed=True)
    if isinstance(operation, Dissolve):
        return replace(operation, daughters=_numbered(operation, ledger))
    if isinstance(operation, Renumber):
        return _renumbered(operation, ledger)
    if isinstance(operation, ReturnLine):
        return replace(operation, pieces=_numbered_parts(operation, ledger))
    if isinstance(operation, FindAgain):
        return _found_part(operation, ledger)
    if isinstance(operation, PrepareLines):
        return _weighed_out(operation, ledger)
    return operation


def _weighed_out(operation: PrepareLines, ledger: LedgerState) -> PrepareLines:
    """Return lines got ready with a number for each part that is weighed out of a stock."""
    lines = list(operation.lines)
    taken: dict[Uid, list[str]] = {}
    stocks = list(stocks_of(operation, ledger))
    for index, stock in stocks:
        if number := lines[index].number.strip():
            taken.setdefault(ledger.piece(stock).book.collection, []).append(number)
    for index, stock in stocks:
        made = lines[index]
        if made.number.strip():
            continue
        known = taken.setdefault(ledger.piece(stock).book.collection, [])
        number = next_numbers(ledger, PieceRef(ref_of(stock)), [made.series], tuple(known))[0]
        known.append(number)
        lines[index] = replace(made, number=number, proposed=True)
    return replace(operation, lines=tuple(lines))


def _found_part(operation: FindAgain, ledger: LedgerState) -> FindAgain:
    """Return what was found of a line with a number of the family of the piece it came from."""
    piece = Line.of(ledger.record(Subject.LINE, uid_of(operation.line))).sample
    if piece is None or not operation.home or operation.number.strip():
        return operation
    number = next_numbers(ledger, PieceRef(ref_of(piece)), [""])[0]
    return replace(operation, number=number, proposed=True)


def _numbered_parts(operation: ReturnLine, ledger: LedgerState) -> tuple[CameBack, ...]:
    """Return what came back of a line, each part under a number of the family of the piece it came from."""
    piece = Line.of(ledger.record(Subject.LINE, uid_of(operation.line))).sample
    blank = [each for each in operation.pieces if not each.itself and not each.number.strip()]
    if piece is None or not blank:
        return operation.pieces
    given = tuple(each.number for each in operation.pieces if not each.itself and each.number.strip())
    proposed = iter(next_numbers(ledger, PieceRef(ref_of(piece)), [""] * len(blank), given))
    return tuple(
        each if each.itself or each.number.strip() else replace(each, number=next(proposed), proposed=True)
        for each in operation.pieces
    )


def _renumbered(operation: Renumber, ledger: LedgerState) -> Renumber:
    """Return a renumbering that says which number is given up and which one each daughter takes."""
    uid = uid_of(operation.sample)
    piece = ledger.piece(uid)
    number, proposed = operation.number, operation.proposed
    if not number.strip() and operation.parent:
        number, proposed = next_numbers(ledger, operation.parent, [""])[0], True
    told = replace(operation, number=number, proposed=proposed, former=operation.former or piece.number_text)
    if not operation.with_daughters and not operation.daughters:
        return told
    wanted = operation.daughters or tuple(
        NewNumber(sample=PieceRef(ref_of(each)))
        for each in family_below(ledger, uid)
        if _of_family(ledger, each, piece)
    )
    return replace(told, daughters=tuple(_daughters(told, wanted, piece, ledger)))


def _daughters(
    told: Renumber, wanted: tuple[NewNumber, ...], piece: PieceState, ledger: LedgerState
) -> Iterator[NewNumber]:
    """Yield daughters with the next numbers of the family the renumbered piece comes to; given ones stay."""
    scheme = ledger.scheme(piece.book.collection)
    context = ledger.piece(uid_of(told.parent)).family_number if told.parent else piece.family_number
    above = scheme.parse(told.number, scheme.parse(context))
    taken = [scheme.parse(each.number, above) for each in wanted if each.number.strip()]
    taken.append(above)
    for each in wanted:
        if each.number.strip():
            yield each
            continue
        chosen = _series(scheme, above, "")
        number = _after(ledger, piece.book.collection, scheme, above, chosen, taken)
        taken.append(number)
        yield replace(each, number=number.canonical, proposed=True)


def _of_family(ledger: LedgerState, uid: Uid, piece: PieceState) -> bool:
    """Tell whether a daughter carries a number of the family of the piece, and one of its own."""
    daughter, scheme = ledger.piece(uid), ledger.scheme(piece.book.collection)
    if daughter.fields.get("body_of"):
        return False
    return scheme.parse(piece.number_text).family == scheme.parse(daughter.number_text).family


def next_numbers(
    ledger: LedgerState, parent: PieceRef, series: list[str], taken: tuple[str, ...] = ()
) -> list[str]:
    """Return the next canonical numbers below a piece, one for each series named ("" is the ordinary one).

    `taken` are numbers written down but not posted yet; they count as used.
    """
    state = ledger.piece(uid_of(parent))
    collection = state.book.collection
    scheme = ledger.scheme(collection)
    above = scheme.parse(state.family_number)
    known = [scheme.parse(each, above) for each in taken]
    numbers = []
    for wanted in series:
        chosen = _series(scheme, above, wanted)
        number = _after(ledger, collection, scheme, above, chosen, known)
        known.append(number)
        numbers.append(number.canonical)
    return numbers


def _numbered(
    operation: Split | PlanSplit | Sieve | Dissect | Dissolve, ledger: LedgerState
) -> tuple[Daughter, ...]:
    parent = operation.sample if isinstance(operation, Dissolve) else operation.parent
    blank = [each for each in operation.daughters if not each.number.strip()]
    given = tuple(each.number for each in operation.daughters if each.number.strip())
    proposed = iter(next_numbers(ledger, parent, [each.series for each in blank], given)) if blank else iter(())
    return tuple(
        each if each.number.strip() else replace(each, number=next(proposed), proposed=True)
        for each in operation.daughters
    )


def _after(
    ledger: LedgerState,
    collection: Uid,
    scheme: Scheme,
    above: SampleNumber,
    chosen: Series,
    known: list[SampleNumber],
) -> SampleNumber:
    """Return the number after all that were ever used in a series, and those written down but not posted."""
    scope = scheme.counting_scope(above, chosen.code)
    used = [
        each.serial
        for each in known
        if each.series == chosen.counted_as and each.scope == scope and each.serial is not None
    ]
    highest = ledger.highest(collection, scope, chosen.counted_as)
    top = max([*used, *([highest] if highest is not None else [])], default=None)
    return scheme.next_number(above, chosen.code, top)


def _series(scheme: Scheme, above: SampleNumber, wanted: str) -> Series:
    """Return the series asked for, or the ordinary one; a number that shows no family has none (R2)."""
    offered = scheme.series_of(above)
    chosen = next((each for each in offered if each.code == wanted), None) if wanted else next(iter(offered), None)
    if chosen is None:
        raise Refusal("number.no_series", number=above.canonical, series=wanted)
    return chosen
