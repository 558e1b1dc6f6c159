"""A lab in which a history is entered, and what must hold of every history whatever it tells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.days import last_day
from lunarcurator.domain.identity import Uid, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import (
    Operation,
    Reading,
    Reverse,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
)
from lunarcurator.services.balances import Level, TrialBalance, trial_balance
from lunarcurator.services.browsing import Browsing
from lunarcurator.services.collections import KnownCollections
from lunarcurator.services.dossier import Dossier, dossier_of
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.pieces import PieceRow, PieceView, piece_view
from lunarcurator.services.places import Places
from lunarcurator.services.posting import Posted, Refused
from lunarcurator.services.searching import Searching
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.undoing import undo_state
from lunarcurator.services.verifying import verify
from lunarcurator.store.reads import past, rows
from sqlalchemy import text

from tests.still_clock import StillClock

GRAM = 1_000_000
MG = 1_000
MM = 1_000
LSC = "Lunar Sample Compendium, C. Meyer, NASA JSC, entry "
LONG_AGO = 19690101

type Picture = Mapping[Uid, tuple[object, ...]]


def stated(grams: float, resolution_ug: int | None = None) -> Mass:
    """A mass that the source states, in grams."""
    return Mass.stated(round(grams * GRAM), resolution_ug)


def weighed(grams: float, resolution_ug: int = MG) -> Mass:
    """A mass read on a balance, in grams."""
    return Mass.measured(round(grams * GRAM), resolution_ug)


def read(grams: float, resolution_ug: int = MG) -> Reading:
    """What a balance showed, in grams."""
    return Reading(net_ug=round(grams * GRAM), resolution_ug=resolution_ug)


NOT_WEIGHED = Mass.unknown("not_weighed")
NOT_RECONCILED = Mass.unknown("not_reconciled")


@dataclass
class Lab:
    """A desk, what was posted on it, and short ways to ask about it.

    People, balance and the places `furnish` sets up are invented; those of a history are named by the test.
    """

    session: StoreSession
    posted: list[Posted] = field(default_factory=list)
    days: set[int] = field(default_factory=set)
    pictures: dict[int, Picture] = field(default_factory=dict)

    @classmethod
    def make(cls, path: Path) -> Self:
        """Make a store with people, a balance, every known collection, and a house to keep pieces in."""
        lab = cls(StoreSession.make(path, clock=StillClock()))
        lab.post(SetUpOperator(name="A. Curator"), SetUpOperator(name="B. Second"), day=LONG_AGO)
        lab.post(*(each.opening() for each in KnownCollections.load()), day=LONG_AGO)
        lab.post(
            SetUpBalance(name="B1", resolution_ug=100, calibrated=LONG_AGO, calibration_due=20991231),
            day=LONG_AGO,
        )
        lab.places(
            ("site", "Lab", ""),
            ("vault", "Pristine vault", "Lab"),
            ("vault", "Returned vault", "Lab"),
            ("cabinet", "Cabinet 1", "Pristine vault"),
            ("cabinet", "Cabinet 2", "Pristine vault"),
            ("cabinet", "Section library", "Returned vault"),
        )
        return lab

    def places(self, *wanted: tuple[str, str, str], day: int = LONG_AGO, **more: Any) -> None:
        """Set up places, each a kind, a name, and the place it stands in."""
        self.post(
            *(SetUpPlace(kind=kind, name=name, parent=into or None, **more) for kind, name, into in wanted),
            day=day,
        )

    def post(
        self,
        *operations: Operation,
        day: int,
        source: str = "",
        stated: str = "",
        accept: Iterable[str] = (),
        **more: Any,
    ) -> Posted:
        """Post acts of one day as an entry; `accept` are the warnings that stand as in the source, no others."""
        acts = tuple(Act(operation=each, day=day, day_stated=stated) for each in operations)
        overrides = tuple(Override(key=key, reason="As published") for key in accept)
        posting = Posting(acts=acts, operator="A. Curator", reason=source, overrides=overrides, **more)
        try:
            posted = self.session.post(posting)
        except Refused as refused:
            refused.add_note(", ".join(f"{each.key} {dict(each.facts)}" for each in refused.findings))
            raise
        self.posted.append(posted)
        self.days.add(last_day(day))
        self.pictures[posted.seq] = self.picture()
        return posted

    def allowed(
        self, *operations: Operation, day: int, accept: Iterable[str] = (), source: str = "", **more: Any
    ) -> Posted:
        """Post what needs a named authority, a document and a second person; all three are invented."""
        board = Authority(name="The board (invented)", document="Minutes 7 (invented)")
        return self.post(
            *operations, day=day, accept=accept, source=source, witness="B. Second", authority=board, **more
        )

    def refusal(self, *operations: Operation, day: int, **more: Any) -> set[str]:
        """Return the keys of the findings that keep acts out of the book; empty where they would be posted."""
        acts = tuple(Act(operation=each, day=day) for each in operations)
        before = self.session.head()
        try:
            self.session.post(Posting(acts=acts, operator="A. Curator", **more))
        except Refused as refused:
            assert self.session.head() == before
            return {each.key for each in refused.findings}
        raise AssertionError("it was posted")

    def uid(self, number: str) -> Uid:
        """Return the piece of a number; a former one is not taken for it (R18)."""
        return find_piece(self.session, number)

    def view(self, number: str, day: int | None = None, seq: int | None = None) -> PieceView:
        """Return all the panel shows of a piece, on a day."""
        view = piece_view(self.session, self.uid(number), Moment(day, seq))
        assert view is not None, number
        return view

    def there(self, number: str, day: int) -> bool:
        """Tell whether the book has a piece on a day."""
        return piece_view(self.session, self.uid(number), Moment(day)) is not None

    def dossier(self, number: str, day: int | None = None) -> Dossier:
        """Return what else the book has of a piece, on a day."""
        return dossier_of(self.session, self.uid(number), Moment(day))

    def grams(self, number: str, day: int | None = None) -> float | None:
        """Return what a piece weighs on a day, in grams; None where nobody knows."""
        state = self.view(number, day).state
        return None if state.held_unweighed else state.held_ug / GRAM

    def place(self, number: str, day: int | None = None) -> str:
        """Return where a piece is on a day, the innermost place."""
        row = self.view(number, day).row
        return (row.place or ("",))[-1]

    def names(self, number: str) -> dict[str, str]:
        """Return the other names of a piece with their kinds."""
        return {name.text: name.kind for name in self.view(number).names}

    def daughters(self, number: str, day: int | None = None) -> list[str]:
        """Return the numbers of the daughters of a piece on a day."""
        return [kin.row.number for kin in self.view(number, day).daughters]

    def parents(self, number: str, day: int | None = None) -> list[tuple[str, str]]:
        """Return the numbers of the parents of a piece on a day, each with its role; the first leads."""
        return [(kin.row.number, kin.role) for kin in self.view(number, day).parents]

    def found(self, text: str) -> list[tuple[str, str]]:
        """Return what a search finds: the number, and the other name it was found by."""
        hits = Searching(self.session, Browsing(self.session)).search(text).hits
        return [(hit.row.number, hit.found_as) for hit in hits]

    def held_in(self, place: str, day: int | None = None) -> dict[str, int]:
        """Return the pieces in a place and in all that is in it on a day, each with its ug."""
        places = Places(self.session)
        tree = places.tree(Moment(day))
        id_ = next(node.id for node in tree.nodes.values() if node.name == place)
        return {row.number: row.mass_ug for row, _ in places.contents(tree, id_, Moment(day)).rows}

    def balance(self, day: int | None = None) -> TrialBalance:
        """Return the trial balance of a day."""
        return trial_balance(self.session, Moment(day))

    def account(self, account: Any, day: int | None = None, collection: str = "Apollo") -> float:
        """Return what stands on an account of a collection on a day, in grams."""
        lines = (each for each in self.balance(day).lines() if each.level is Level.COLLECTION)
        line = next((each for each in lines if each.collection == collection), None)
        return 0.0 if line is None else line.ug.get(account, 0) / GRAM

    def picture(self, moment: Moment = NOW) -> Picture:
        """Return every piece in the book as lists show it."""
        with self.session.database.snapshot() as connection:
            ids = [row[0] for row in connection.execute(text("SELECT id FROM sample"))]
            found = rows.piece_rows(connection, ids) if moment.is_now else past.rows_at(connection, ids, moment)
        return {row.uid: _shown(row) for row in found.values() if row.values.get("existence") is not None}

    def holds(self) -> None:
        """Check what must hold of every history: it closes on each day, reads back, verifies, and is undone."""
        self.closes_on_each_day()
        self.reads_back_as_it_was()
        self.last_act_is_undone_and_done_again()
        assert verify(self.session).sound

    def closes_on_each_day(self) -> None:
        """Received is what is held and what became of the rest, on each day on which something happened."""
        for day in (*sorted(self.days), None):
            balance = self.balance(day)
            assert balance.total.closes, day
            assert all(line.closes for line in balance.lines()), day

    def reads_back_as_it_was(self) -> None:
        """As known at an entry, the book reads as it read when that entry was the last one."""
        for seq, then in self.pictures.items():
            assert self.picture(Moment(seq=seq)) == then, f"as known at entry {seq}"

    def last_act_is_undone_and_done_again(self) -> None:
        """The last act leaves no trace in what is read once it is undone, and is whole when done again."""
        last, before = self.posted[-1], self.pictures[self.posted[-2].seq]
        for wanted in (before, self.pictures[last.seq]):
            state = undo_state(self.session, last.uid)
            assert state is not None
            assert state.target is not None, state.key
            undo = Act(operation=Reverse(entry=ref_of(state.target)), day=self.session.today)
            self.session.post(Posting(acts=(undo,), operator="A. Curator"))
            assert self.picture() == wanted
            assert self.balance().total.closes


def _shown(row: PieceRow) -> tuple[object, ...]:
    """Return what a list shows of a piece; counts of a whole family are left to tests of their own."""
    values = {key: value for key, value in row.values.items() if value is not None}
    return (
        row.number,
        row.parent,
        row.custody,
        row.mass_ug,
        row.unweighed,
        row.suspense_ug,
        row.place,
        row.holder,
        tuple(sorted(values.items(), key=lambda each: each[0])),
    )
