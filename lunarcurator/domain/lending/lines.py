"""One line of a loan as its touches leave it, and the mass its borrower answers for (R7)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Annotated, Final, Self

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.days import Day, earliest, last_day, said_day, year_said
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.terms import ClosedBy, LineMode, LineState, Step
from lunarcurator.domain.typed_records import Entries, entries_of, read, texts

MOVE: Final = "move/"
"""Before the uid of a move in the fields of a line: what happened to its accountable mass, as JSON."""

ALLOWED: Final = "return_allowed_ug"
ALLOWED_BY: Final = "return_allowed_by"
"""The field of a line that keeps by how many ug its last return that missed something might have."""

LEFT: Final = frozenset({LineState.TRANSIT, LineState.OUT})
"""The states in which the piece of a line is out of the lab's hands."""

PROMISED: Final = frozenset({LineState.APPROVED, LineState.PREPARED}) | LEFT
"""The states in which the piece of a line is promised to a borrower, and to nobody else (R3)."""

DECIDED: Final = frozenset({LineState.APPROVED, LineState.DECLINED})
"""The states of a line on which somebody had the last word and nothing was prepared since."""

UNWEIGHED: Final = Quality.STATED
"""How the mass of what came back is known if it was neither weighed nor stated anew: as the record had it."""
VAGUE: Final = frozenset({Quality.UPPER_BOUND, Quality.ESTIMATED})
"""How a mass is known that is only at most, or about, so much."""
_AS_IT_WAS: Final = VAGUE | {UNWEIGHED}

_SIGN: Final[Mapping[Step, int]] = MappingProxyType({Step.ISSUED: 1, Step.TAKEN_OVER: 1})


@dataclass(frozen=True, slots=True)
class LineMove:
    """One change of what a line answers for: ug micrograms and unweighed pieces, never negative but as difference.

    `document` names the report, receipt or sheet behind it, `quality` says how the mass is known, `resolution_ug`
    to which last place, None where nobody says. `found_allowed_ug` is there of a difference between what was found
    again and what was said of it: by how much those might differ.
    """

    step: Step
    day: Day
    ug: int
    unweighed: int = 0
    quality: Quality = Quality.MEASURED
    document: str = ""
    resolution_ug: int | None = None
    found_allowed_ug: int | None = None

    def told(self) -> str:
        """Return the move as the text that stands in the line's fields."""
        told: dict[str, str | int] = {
            "step": str(self.step),
            "day": self.day,
            "ug": self.ug,
            "unweighed": self.unweighed,
            "quality": str(self.quality),
            "document": self.document,
        }
        # Older lines do not say it, and keep their bytes.
        told |= {"resolution_ug": self.resolution_ug} if self.resolution_ug else {}
        told |= {"found_allowed_ug": self.found_allowed_ug} if self.found_allowed_ug is not None else {}
        return json.dumps(told, ensure_ascii=False, sort_keys=True)

    @property
    def held_ug(self) -> int:
        """By how many ug the borrower answers for more, or for less where negative."""
        return self.ug * _SIGN.get(self.step, -1)

    @property
    def is_trusted(self) -> bool:
        """Whether it carries what came back without anybody stating or weighing a mass anew."""
        return self.step is Step.RETURNED and self.quality in _AS_IT_WAS and self.ug > 0

    @property
    def held_unweighed(self) -> int:
        """By how many pieces of unknown mass the borrower answers for more, or for less where negative."""
        return self.unweighed * _SIGN.get(self.step, -1)


@dataclass(frozen=True, slots=True)
class Account:
    """What a line answers for at the end of a day (R7).

    issued + emerged = held + consumed + returned + lost + transferred + difference, all in ug. `difference` is
    what weighings at home found missing, `unweighed` the pieces held of unknown mass. Of what was returned
    `trusted_ug` came back without anybody stating or weighing a mass anew. Where a piece left without a known
    mass, `issued_known` is false: `emerged_ug` of it came to light since, as it was used up, lost, passed on or
    returned, which is no difference.
    """

    issued_ug: int
    consumed_ug: int
    returned_ug: int
    lost_ug: int
    transferred_ug: int
    difference_ug: int
    held_ug: int
    unweighed: int
    trusted_ug: int = 0
    emerged_ug: int = 0
    issued_known: bool = True

    @property
    def known_ug(self) -> int:
        """How much of what the borrower answered for is known, in ug: as it left, or since."""
        return self.issued_ug + self.emerged_ug


def account(moves: Iterable[LineMove], until: Day | None = None) -> Account:
    """Return what these moves, up to the end of a day, leave the borrower answering for."""
    counted = [each for each in moves if until is None or each.day <= until]

    def of(*steps: Step) -> int:
        return sum(each.ug for each in counted if each.step in steps)

    known = not any(each.unweighed for each in counted if each.step in _SIGN)
    emerged = 0 if known else _emerged_ug(counted)
    return Account(
        issued_ug=of(Step.ISSUED, Step.TAKEN_OVER),
        consumed_ug=of(Step.CONSUMED),
        returned_ug=of(Step.RETURNED),
        lost_ug=of(Step.LOST),
        transferred_ug=of(Step.TRANSFERRED),
        difference_ug=of(Step.DIFFERENCE) + emerged,
        held_ug=sum(each.held_ug for each in counted),
        unweighed=sum(each.held_unweighed for each in counted),
        trusted_ug=sum(each.ug for each in counted if each.is_trusted),
        emerged_ug=emerged,
        issued_known=known,
    )


def _emerged_ug(moves: Iterable[LineMove]) -> int:
    """Return how much of what left without a known mass came to light, in ug.

    The moves of one paper say it by a negative difference, until a paper leaves a known mass with the borrower:
    from then on a difference is one.
    """
    emerged, held_ug, unweighed = 0, 0, 0
    for _, together in groupby(moves, key=lambda each: (each.day, each.document)):
        told = tuple(together)
        if unweighed or held_ug <= 0:
            emerged -= sum(each.ug for each in told if each.step is Step.DIFFERENCE)
        held_ug += sum(each.held_ug for each in told)
        unweighed += sum(each.held_unweighed for each in told)
    return emerged


def _day(each: LineMove) -> Day:
    return each.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a loan now. Masses in ug; days 0 where there is none; `due` None is *no due day*.

    `lost` is the day since which nothing is out of a line that is *reported lost*, 0 where something is out again:
    all that was out was reported as lost then, or, where only a part was (`lost_part`), the rest was back or used.

    `source` is the stock a line by weight is drawn from, `sample` the piece that goes (for a line by weight: the
    part, once it is weighed out). `destructive` None says that nobody chose. The fields on the desk have the names
    of these attributes.
    """

    uid: Uid
    code: str
    loan: Uid | None
    borrower: Uid | None
    agreement: Uid | None
    shipment: Uid | None
    sample: Uid | None
    source: Uid | None
    mode: LineMode = LineMode.WHOLE
    state: LineState = LineState.REQUESTED
    described: str
    optimum_ug: int | None
    minimum_ug: int | None
    granted_ug: int | None
    destructive: bool | None
    category: str
    use: str
    due: Day | None
    issued: Day
    received: Day
    closed: Day
    closed_by: ClosedBy | None
    lost: Day
    lost_part: bool
    recalled: Day
    disputed: str
    remarks: str
    moves: Annotated[tuple[LineMove, ...], Entries(MOVE, _day)]
    fields: Mapping[str, Scalar]

    @classmethod
    def of(cls, state: Record) -> Self:
        """Return the line a state of the desk describes."""
        return read(cls, state.uid, state.fields, destructive=_destructive(state.fields))

    @property
    def account(self) -> Account:
        """What the line answers for now."""
        return account(self.moves)

    def resolution_of(self, *steps: Step) -> int | None:
        """Return the last place in ug to which any move of these steps is known, of all moves where none is named.

        None where nobody says it of any: a sum has the digits that its parts carry.
        """
        counted = (each for each in self.moves if not steps or each.step in steps)
        return min((each.resolution_ug for each in counted if each.resolution_ug), default=None)

    @property
    def is_open(self) -> bool:
        """Whether something went out on the line that is not accounted for by a document."""
        return self.state in LEFT

    @property
    def duty_lasts(self) -> bool:
        """Whether its borrower answers for it: it is out, or reported lost and nobody ended the duty."""
        return self.is_open or self.state is LineState.LOST

    @property
    def lost_whole(self) -> LineMove | None:
        """The move by which all that was out was reported as lost, None where it is not or was found again.

        What has no mass moved none, such as a notebook: its loss is one of nothing.
        """
        if self.state is not LineState.LOST or self.lost_part:
            return None
        last = self.last_loss
        return last if last is not None and last.day == self.lost else LineMove(Step.LOST, self.lost, 0)

    @property
    def last_loss(self) -> LineMove | None:
        """The last move by which something was reported as lost, None where nothing ever was."""
        losses = [each for each in self.moves if each.step is Step.LOST and (each.ug > 0 or each.unweighed > 0)]
        return losses[-1] if losses else None

    @property
    def reported_lost(self) -> Day:
        """The day of the report of that loss for which a line is, or was, *reported lost*; 0 for none."""
        return self.last_loss.day if self.lost and self.last_loss else self.lost

    @property
    def over(self) -> Day:
        """The day since which nothing is out on it: it was closed, or reported lost; 0 where something may be."""
        return min((each for each in (self.lost, self.closed) if each), default=0)

    @property
    def left_as(self) -> str:
        """How the mass is known with which its piece left, where that is not exact; what is left is no better."""
        left = (each.quality for each in self.moves if each.step in _SIGN)
        return next((str(each) for each in left if each in VAGUE), "")

    @property
    def came_otherwise_ug(self) -> int:
        """By how many ug less came back than was held, more where negative, what was found again left out."""
        return self.account.difference_ug - sum(each.ug for each in found_otherwise(self.fields).values())

    @property
    def tells_allowed(self) -> bool:
        """Whether it is on record how much a return might miss: of what old entries booked it may not be."""
        return ALLOWED in self.fields

    @property
    def allowed_ug(self) -> int:
        """By how many ug the last return that missed something might have; 0 where none did."""
        return int(self.fields.get(ALLOWED) or 0)

    @property
    def allowed_by(self) -> str:
        """The policy that allowed the last return more than its readings did; "" where none did."""
        return str(self.fields.get(ALLOWED_BY) or "")

    @property
    def last_move(self) -> Day:
        """The day of the latest move of the line; 0 before the first."""
        return max((each.day for each in self.moves), default=0)

    @property
    def came_home(self) -> Day:
        """The day of the latest return on the line; 0 before the first."""
        return max((each.day for each in self.moves if each.step is Step.RETURNED), default=0)

    @property
    def issued_stated(self) -> str:
        """How the source words the day the line went out, where that is not exact; "" where it is."""
        return str(self.fields.get("issued_stated") or "")

    @property
    def issued_said(self) -> Day:
        """The day the line went out, as exactly as its source says it; 0 where nobody knows, or before it did.

        `issued` is the day from which the books count: that of the first record, where nobody knows a day.
        """
        return said_day(self.issued, self.issued_stated)

    @property
    def received_said(self) -> Day:
        """The day the borrower had it, 0 where nobody knows: a loan of long ago counts it from when it left."""
        return said_day(self.received, self.issued_stated if self.received == self.issued else "")

    @property
    def issued_year(self) -> int | None:
        """The year in which the line went out, None where nobody knows it."""
        return year_said(self.issued, self.issued_stated)

    @property
    def by(self) -> Day:
        """The day by which it is to be back: the due day, or that of a recall where it is earlier; or 0."""
        return earliest((self.recalled, self.due or 0))

    def is_overdue(self, today: Day) -> bool:
        """Tell whether the line is out after the day by which it is to be back; never where undated.

        Of a month or a year somebody named, its last day counts.
        """
        return self.is_open and self.by > 0 and last_day(self.by) < today


def asked_back_by(by: Day, recalled: Day, day: Day) -> Day:
    """Return the day by which something recalled is asked back, as it is told on a day; 0 where nothing was.

    It is the day `by` which it is to be back anyhow, the earlier one, or that of the recall once the due day has
    gone by: nobody can be asked back by a day of the past.
    """
    return (by if last_day(by) >= day else recalled) if recalled else 0


def _destructive(fields: Mapping[str, Scalar]) -> bool | None:
    # That a use is not destructive is noted apart: older lines have 0 where nobody chose, too.
    if fields.get("destructive") == 1:
        return True
    return False if fields.get("non_destructive") == 1 else None


def moves_of(fields: Mapping[str, Scalar]) -> tuple[LineMove, ...]:
    """Return the moves among the fields of a line, in order of their days."""
    return tuple(sorted(entries_of(LineMove, fields, MOVE), key=_day))


def found_otherwise(fields: Mapping[str, Scalar]) -> Mapping[str, LineMove]:
    """Return the differences between what was found again and what was said of it, by the fields of a line."""
    keys = (f"{MOVE}{uid}" for uid, _ in texts(fields, MOVE))
    keyed = zip(keys, entries_of(LineMove, fields, MOVE), strict=True)
    return {key: move for key, move in keyed if move.found_allowed_ug is not None}
