"""Posts the accepted rows of a workbook that came back: one entry, one undo."""

from collections.abc import Callable, Collection, Mapping, Sequence

from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import OperatorRef, PieceRef, PlaceRef
from lunarcurator.domain.operations import Move
from lunarcurator.services.posting import Posted
from lunarcurator.services.roundtrip.comparing import RowChange, TakeBack
from lunarcurator.services.store_session import StoreSession


class NothingToTakeBack(Refusal):
    """No accepted row of a workbook says anything else than the book."""


def post_back(
    session: StoreSession,
    plan: TakeBack,
    operator: OperatorRef,
    *,
    accept: Collection[int] | None = None,
    against: Collection[int] = (),
    witness: OperatorRef | None = None,
    reason: str = "",
    overrides: tuple[Override, ...] = (),
    authority: Authority | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Posted:
    """Post what follows from the accepted rows (by their number in the file; None takes all that can be taken).

    `against` are rows whose conflicts are decided for the workbook. What the rules warn about is answered by
    `overrides` alone, see `answered`. Raises `NothingToTakeBack`, `Refusal` where the book went on since the
    comparison, and what `StoreSession.post` raises.
    """
    if session.head().seq != plan.seq:
        raise Refusal("roundtrip.book_went_on", file=plan.file)
    acts = accepted_acts(plan, accept, against)
    if not acts:
        raise NothingToTakeBack("roundtrip.nothing", file=plan.file)
    posting = Posting(
        acts=acts,
        operator=operator,
        witness=witness,
        reason=reason,
        overrides=overrides,
        authority=authority,
        source=plan.file,
        source_sha256=plan.sha256,
    )
    return session.post(posting, progress, should_stop)


def accepted_acts(
    plan: TakeBack, accept: Collection[int] | None = None, against: Collection[int] = ()
) -> tuple[Act, ...]:
    """Return the acts of the accepted rows; pieces that go to the same place go in one move."""
    acts: list[Act] = []
    for row in plan.rows:
        if accept is None or row.row in accept:
            acts += _acts(row, row.row in against)
    return (*(each for each in acts if not isinstance(each.operation, Move)), *_moves(acts))


def warned(
    plan: TakeBack, accept: Collection[int] | None = None, against: Collection[int] = ()
) -> Mapping[str, tuple[RowChange, ...]]:
    """Return the keys of what the rules warn about in what is accepted, with the rows; they ask for a reason."""
    found: dict[str, list[RowChange]] = {}
    for row in plan.rows:
        if accept is None or row.row in accept:
            told = () if row.refused else row.reasons
            decided = row.against_reasons if row.row in against and row.against else ()
            for key in dict.fromkeys(each.key for each in (*told, *decided)):
                found.setdefault(key, []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def answered(
    plan: TakeBack, accept: Collection[int] | None, against: Collection[int], reason: str
) -> tuple[Override, ...]:
    """Return one reason as the answer to all the rules warn about in what is accepted; none answers nothing."""
    why = reason.strip()
    return tuple(Override(key=key, reason=why) for key in warned(plan, accept, against) if why)


def _acts(row: RowChange, decided: bool) -> tuple[Act, ...]:
    taken = () if row.refused else row.acts
    return (*taken, *row.against) if decided else taken


def _moves(acts: Sequence[Act]) -> tuple[Act, ...]:
    going: dict[tuple[PlaceRef, int], list[PieceRef]] = {}
    for act in acts:
        if isinstance(act.operation, Move):
            going.setdefault((act.operation.to, act.day), []).extend(act.operation.samples)
    return tuple(Act(operation=Move(to=to, samples=tuple(pieces)), day=day) for (to, day), pieces in going.items())
