"""Numbers proposed by the program: the next of a series, never one that was ever used (R2)."""

from dataclasses import replace

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import PieceRef, uid_of
from lunarcurator.domain.numbering import SampleNumber, Scheme, Series
from lunarcurator.domain.operations import Daughter, Dissect, Operation, PlanSplit, Register, Sieve, Split
from lunarcurator.domain.picture import Picture


def with_numbers(operation: Operation, picture: Picture) -> Operation:
    """Return an exact operation with a number for each piece it makes; given ones stay as they are."""
    if isinstance(operation, Split | PlanSplit | Sieve | Dissect):
        return replace(operation, daughters=_numbered(operation, picture))
    if isinstance(operation, Register) and not operation.number.strip() and operation.parent:
        number = next_numbers(picture, operation.parent, [""])[0]
        return replace(operation, number=number, proposed=True)
    return operation


def next_numbers(picture: Picture, parent: PieceRef, series: list[str], taken: tuple[str, ...] = ()) -> list[str]:
    """Return the next canonical numbers below a piece, one for each series named ("" is the ordinary one).

    `taken` are numbers written down but not posted yet; they count as used.
    """
    state = picture.piece(uid_of(parent))
    collection = state.book.collection
    scheme = picture.scheme(collection)
    above = scheme.parse(state.number_text)
    known = [scheme.parse(each, above) for each in taken]
    numbers = []
    for wanted in series:
        chosen = _series(scheme, above, wanted)
        code, counted = chosen.code, chosen.counted_as
        scope = scheme.counting_scope(above, code)
        used = [each.serial for each in known if each.series == counted and each.serial is not None]
        highest = picture.highest(collection, scope, counted)
        top = max([*used, *([highest] if highest is not None else [])], default=None)
        number = scheme.next_number(above, code, top)
        known.append(number)
        numbers.append(number.canonical)
    return numbers


def _numbered(operation: Split | PlanSplit | Sieve | Dissect, picture: Picture) -> tuple[Daughter, ...]:
    blank = [each for each in operation.daughters if not each.number.strip()]
    given = tuple(each.number for each in operation.daughters if each.number.strip())
    proposed = (
        iter(next_numbers(picture, operation.parent, [each.series for each in blank], given))
        if blank
        else iter(())
    )
    return tuple(
        each if each.number.strip() else replace(each, number=next(proposed), proposed=True)
        for each in operation.daughters
    )


def _series(scheme: Scheme, above: SampleNumber, wanted: str) -> Series:
    """Return the series asked for, or the ordinary one; a number that shows no family has none (R2)."""
    offered = scheme.series_of(above)
    chosen = next((each for each in offered if each.code == wanted), None) if wanted else next(iter(offered), None)
    if chosen is None:
        raise Refusal("number.no_series", number=above.canonical, series=wanted)
    return chosen
