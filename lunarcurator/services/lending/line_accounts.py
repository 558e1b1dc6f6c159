"""What lists of lines leave out and one line has to tell: its equation, its document, and how it stands today."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import Bound, KnownMass
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.held import held_of, in_no_mass, issued_of, wholes_of
from lunarcurator.domain.lending.kept_documents import documents
from lunarcurator.domain.lending.lines import Account, Line, LineMove
from lunarcurator.domain.lending.nominal_back import NominalBack, nominal_back
from lunarcurator.domain.lending.rounds import LineAnswer
from lunarcurator.domain.lending.sub_samples import Reported, came_back, reported
from lunarcurator.domain.lending.terms import ClosedBy, DocumentKind, LineState, Step
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.pieces import PieceState
from lunarcurator.services.lending.differing import FoundOtherwise, found_told
from lunarcurator.services.lending.records import answers_in, ledger_of
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.line_authority import authority_of_difference

_CLOSED_BY: Final[Mapping[ClosedBy, tuple[Step, DocumentKind]]] = MappingProxyType(
    {
        ClosedBy.RETURN_RECEIPT: (Step.RETURNED, DocumentKind.RETURN_SHEET),
        ClosedBy.CONSUMPTION_REPORT: (Step.CONSUMED, DocumentKind.CONSUMPTION_REPORT),
        ClosedBy.TRANSFER_RECEIPT: (Step.TRANSFERRED, DocumentKind.TRANSFER),
        ClosedBy.LOSS_REPORT: (Step.LOST, DocumentKind.LOSS_REPORT),
    }
)


class Standing(StrEnum):
    """How a line that is out stands today, where it is not in order."""

    DISPUTED = "disputed"
    OVERDUE = "overdue"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class LineTold:
    """One line with its account (R7) and what became of it; days 0 where there is none.

    `since` is how the source words the day it left, where that day is not exact; `document` closed the line;
    `short_since` is the day since which less is left for it than it was promised. `prepared_ug` is what the piece
    that is ready for it weighs, None where none is or nobody knows; `made` are the sub-samples reported of it.
    `authority` is who allowed the last difference, "" where nobody had to. `held` is what is out as far as it is
    known, None where nobody knows; `issued` what left; `unweighed_back` pieces came back without a mass
    that counts, those of `nominal` with a nominal one. `answers` are those of inventories, the latest first;
    `prepared` is what the piece that is ready weighs, as it was read; `found` what was found again and weighs
    otherwise than was said of it.
    """

    line: Line
    account: Account
    standing: Standing | None
    since: str
    document: str
    short_since: Day
    prepared_ug: int | None = None
    made: tuple[Reported, ...] = ()
    authority: str = ""
    held: KnownMass | None = None
    issued: KnownMass | None = None
    unweighed_back: int = 0
    nominal: tuple[NominalBack, ...] = ()
    answers: tuple[LineAnswer, ...] = ()
    prepared: KnownMass | None = None
    found: tuple[FoundOtherwise, ...] = ()

    @property
    def is_at_most(self) -> bool:
        """Whether what is out is only known to be at most so much."""
        return self.held is not None and self.held.bound is Bound.AT_MOST

    @property
    def says_masses(self) -> bool:
        """Whether its account says anything: what left, came to light or came back, or pieces that went whole."""
        wholes = wholes_of(self.line, Step.CONSUMED, Step.LOST, Step.TRANSFERRED)
        return self.account.issued_known or bool(self.account.known_ug or self.unweighed_back or wholes)

    @classmethod
    def of(
        cls,
        line: Line,
        today: Day,
        prepared: KnownMass | None = None,
        authority: str = "",
        piece: PieceState | None = None,
    ) -> "LineTold":
        """Return what there is to tell of a line today; `piece` is its piece as it stands today."""
        return cls(
            line=line,
            account=line.account,
            standing=_standing(line, today),
            since=line.issued_stated,
            document=_closing_document(line),
            short_since=int(line.fields.get("short_since") or 0) if not line.issued else 0,
            prepared_ug=prepared.ug if prepared is not None else None,
            made=reported(line),
            authority=authority,
            held=held_of(line, piece),
            issued=issued_of(line, _of_the_piece(piece, line.account.issued_ug)),
            prepared=prepared,
        )


def lines_told(session: StoreSession, lines: Iterable[Uid], moment: Moment = NOW) -> Mapping[Uid, LineTold]:
    """Return what there is to tell of each of these lines at a moment."""
    day = session.day_of(moment)
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection, moment)
        known = [Line.of(ledger.record(Subject.LINE, uid)) for uid in lines]
        return {
            each.uid: replace(
                LineTold.of(
                    each,
                    day,
                    _prepared(ledger, each, day),
                    authority_of_difference(connection, each.uid, moment),
                    piece_of(ledger, each, day),
                ),
                # What is never weighed is in no mass either, whatever its borrower stated of it.
                unweighed_back=in_no_mass(each, came_back(each), ledger),
                nominal=nominal_back(each, ledger),
                answers=answers_in(ledger, each),
                found=found_told(connection, each, moment),
            )
            for each in known
        }


def piece_of(ledger: LedgerState, line: Line, day: Day) -> PieceState | None:
    """Return the piece of a line as it stood at the end of a day, None where none went."""
    return ledger.at(line.sample, day) if line.sample is not None and line.moves else None


def _of_the_piece(piece: PieceState | None, ug: int) -> int | None:
    """Return the last place of the mass of a piece where that is the mass in question: older lines keep none."""
    return piece.resolution_ug if piece is not None and piece.held_ug == ug else None


def _prepared(ledger: LedgerState, line: Line, day: Day) -> KnownMass | None:
    if line.state is not LineState.PREPARED or line.sample is None:
        return None
    piece = ledger.at(line.sample, day)
    return None if piece.held_unweighed else KnownMass(piece.held_ug, piece.resolution_ug)


def _closing_document(line: Line) -> str:
    """Return the document given with the act that closed a line, "" where none tells: never that of another act.

    A return sheet on which nothing came back has no such move, and is known by its kind.
    """
    if not line.closed or line.closed_by is None:
        return ""
    if line.closed_by is ClosedBy.RELEASE:
        # It moves no mass, so no move names it.
        return _last_of(line, DocumentKind.RELEASE)
    step, kind = _CLOSED_BY[line.closed_by]
    moves = [each for each in line.moves if each.day == line.closed]
    given = [each.document for each in moves if each.step is step]
    return _of_kind(line, kind, given) if given else _named(line, kind, moves)


def _of_kind(line: Line, kind: DocumentKind, given: Sequence[str]) -> str:
    """Return the last of some documents that is kept as one of a kind, else the last of all.

    What was found on the same day, by a letter, came back too, and closed nothing.
    """
    kept = {each.name for each in documents(line.fields) if each.kind is kind}
    return ([each for each in given if each in kept] or given)[-1]


def _last_of(line: Line, kind: DocumentKind) -> str:
    return [each.name for each in documents(line.fields) if each.kind is kind][-1]


def _named(line: Line, kind: DocumentKind, moves: Iterable[LineMove]) -> str:
    """Return the last document of a kind that was given for one of these moves, "" where none was."""
    moved = {each.document for each in moves}
    names = (each.name for each in documents(line.fields) if each.kind is kind)
    return next((name for name in reversed([*names]) if name in moved), "")


def _standing(line: Line, today: Day) -> Standing | None:
    if line.disputed and not line.closed:
        return Standing.DISPUTED
    if line.is_overdue(today):
        return Standing.OVERDUE
    return Standing.RECALLED if line.is_open and line.recalled else None
