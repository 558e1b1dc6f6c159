"""Incidents: what was lost or stolen in one case, piece by piece, and what of it is found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.incidents import LOSSES
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.status import Existence
from lunarcurator.services.cases import Case
from lunarcurator.store.reads.incidents import Fate, back_of, daughters_of, entries_of, fates_of, lost_of
from lunarcurator.store.reads.loans import lines_then
from lunarcurator.store.reads.piece import Lens


class Fortune(StrEnum):
    """How it stands with a piece of an incident: missing, found and in doubt, or found and known again."""

    MISSING = "missing"
    IN_DOUBT = "in_doubt"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Involved:
    """A piece of an incident: what was lost of it, and what became of that.

    `lost` is None where nobody had weighed it; `part` says that the rest of the piece was not lost. `line` is the
    loan line on which it was lost. `found_on` is 0 as long as it is missing.
    """

    uid: Uid
    lost: KnownMass | None
    fortune: Fortune
    found_on: Day = 0
    part: bool = False
    line: Line | None = None

    @property
    def code(self) -> str:
        """The code of the words that say how it stands with the piece, or with the part of it that was lost."""
        return f"part_{self.fortune}" if self.part else str(self.fortune)


def incidents(connection: Any, cases: Iterable[Case], moment: Moment) -> dict[Uid, tuple[Involved, ...]]:
    """Return the pieces of each loss and theft among some cases, as it stood with them at a moment.

    All other cases are left out: of them no piece is looked for.
    """
    losses = [each for each in cases if each.kind in LOSSES]
    lens = Lens(connection, moment)
    pieces = {uid for each in losses for uid in each.samples}
    entries = entries_of(connection, [each.uid for each in losses], lens)
    kin = daughters_of(connection, pieces, lens)
    concerned = {*pieces, *(each for daughters in kin.values() for each in daughters)}
    fates, lost = fates_of(connection, concerned, lens), lost_of(connection, pieces, lens)
    reading = _Reading(connection, moment, fates, lost, back_of(connection, pieces, lens), kin)
    return {each.uid: tuple(reading.of(each, entries.get(each.uid, set()))) for each in losses}


def counted(involved: Sequence[Involved]) -> tuple[int, ...]:
    """Return how many pieces of an incident have each fortune: missing, in doubt, found."""
    return tuple(sum(each.fortune is fortune for each in involved) for fortune in Fortune)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known of all pieces of some incidents, read at once."""

    connection: Any
    moment: Moment
    fates: Mapping[Uid, list[Fate]]
    lost: Mapping[tuple[Uid, int], KnownMass]
    back: Mapping[tuple[Uid, int], int]
    kin: Mapping[Uid, list[Uid]]

    def of(self, case: Case, entries: set[int]) -> Iterator[Involved]:
        """Yield the pieces of a case, of which these entries speak."""
        for uid in case.samples:
            line = self._line(case, uid)
            fates = self.fates.get(uid, [])
            at = max((at for at, each in enumerate(fates) if _is_loss(each) and each.entry in entries), default=-1)
            yield self._part(uid, entries, line) if at < 0 else self._whole(uid, fates[at:], line)

    def _whole(self, uid: Uid, fates: list[Fate], line: Line | None) -> Involved:
        """Return how it stands with a piece since it was lost, up to where it was lost again."""
        lost = self.lost.get((uid, fates[0].entry))
        found = next((each for each in fates[1:] if each.existence == Existence.EXISTS), None)
        if found is None:
            return Involved(uid, lost, Fortune.MISSING, line=line)
        if line is not None and self._lacks(uid, line, found.entry, lost):
            return Involved(uid, lost, Fortune.MISSING, part=True, line=line)
        fortune = Fortune.IN_DOUBT if _in_doubt(fates[fates.index(found) :]) else Fortune.FOUND
        return Involved(uid, lost, fortune, found.day, line=line)

    def _lacks(self, uid: Uid, line: Line, since: int, lost: KnownMass | None) -> bool:
        """Tell whether less is found of a piece than was lost with it, while its line answers for a loss."""
        return line.account.lost_ug > 0 and lost is not None and self._came_back(uid, since) < lost.ug

    def _came_back(self, uid: Uid, since: int) -> int:
        """Return how much is found of what was lost of a piece, from an entry on, in ug."""
        return sum(ug for (piece, entry), ug in self.back.items() if piece == uid and entry >= since)

    def _part(self, uid: Uid, entries: set[int], line: Line | None) -> Involved:
        """Return how it stands with a part of a piece: it is missing as long as its line answers for a loss."""
        said = (mass for (piece, entry), mass in self.lost.items() if piece == uid and entry in entries)
        lost = next(said, None)
        if line is None or line.account.lost_ug > 0:
            return Involved(uid, lost, Fortune.MISSING, part=True, line=line)
        found = line.fields.get("found")
        day = found if isinstance(found, int) else 0
        # What was lost of a piece comes home under a number of its own.
        doubted = any(_in_doubt(self.fates.get(each, [])) for each in self.kin.get(uid, []))
        return Involved(uid, lost, Fortune.IN_DOUBT if doubted else Fortune.FOUND, day, part=True, line=line)

    def _line(self, case: Case, uid: Uid) -> Line | None:
        if not case.lines:
            return None
        lines = (Line.of(state) for state in lines_then(self.connection, uid, self.moment))
        return next((each for each in lines if each.uid in case.lines), None)


def _is_loss(fate: Fate) -> bool:
    return fate.existence in LOSSES


def _in_doubt(since: Sequence[Fate]) -> bool:
    """Tell whether the identity of a piece is in doubt from when it was found up to where it was lost again."""
    until = next((at for at, each in enumerate(since) if _is_loss(each)), len(since))
    doubts = [each.doubt for each in since[:until] if each.doubt is not None]
    return bool(doubts and doubts[-1])
