"""What a careful curator expects of a list that comes into a book with pieces, from what is true alone."""

import json
from collections.abc import Iterator
from dataclasses import replace

from lunarcurator.domain.accounts import Account
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.importing import ImportPlan, Verdict
from lunarcurator.services.importing.plan import BAD, PlannedRow
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store.reads.matching import Known

from tests.services.importing.true_lists.changes import Changes
from tests.services.importing.true_lists.collection import Piece
from tests.services.importing.true_lists.grid import Grid
from tests.services.importing.true_lists.judging import book_of

type Book = dict[str, Known]
FIELDS = ("class_name", "remarks", "form", "count")


class Before:
    """A book before a list comes in."""

    def __init__(self, session: StoreSession) -> None:
        self.pieces = pieces_of(session)
        self.ug = dict(trial_balance(session).total.ug)


def pieces_of(session: StoreSession) -> Book:
    return {number: replace(known, last_seq=0) for number, (known, _) in book_of(session).items()}


def unexpected(
    session: StoreSession, grid: Grid, plan: ImportPlan, before: Before, happened: Changes
) -> Iterator[str]:
    """Yield what a list did that it should not, or did not that it should, each beginning with its kind."""
    after = pieces_of(session)
    expecting = _Expecting(grid, plan, before, after, happened)
    if not verify(session).sound:
        yield "store: not sound"
    yield from expecting.of_what_was_there()
    yield from expecting.of_masses()
    yield from expecting.of_rows()
    yield from expecting.of_accounts(dict(trial_balance(session).total.ug))


class _Expecting:
    def __init__(self, grid: Grid, plan: ImportPlan, before: Before, after: Book, happened: Changes) -> None:
        self.grid, self.plan, self.happened = grid, plan, happened
        self.before, self.after, self.before_ug = before.pieces, after, before.ug
        self.said = {each.field for each in grid.columns}
        self.truth = grid.pieces
        self.rows: dict[str, PlannedRow] = {}
        for row in plan.rows:
            self.rows.setdefault(row.number, row)
        self.targets = {column.target for column in plan.columns}

    def of_what_was_there(self) -> Iterator[str]:
        """What the list does not name stays as it is, but for what was cut of it."""
        for number, known in self.before.items():
            there = self.after.get(number)
            if there is None:
                yield f"lost: {number}"
            elif number not in self.truth and _bare(there) != _bare(known):
                yield f"changed unsaid: {number}"
            elif (there.parent, there.place, there.first_day) != (known.parent, known.place, known.first_day):
                yield f"moved: {number}"

    def of_masses(self) -> Iterator[str]:
        """A piece weighs what it weighed, less what was cut of it since and comes in."""
        for number, known in self.before.items():
            cut = self._cut_of(number) if self.happened.cut and not known.unweighed else 0
            now = self.after[number].mass_ug
            if now != known.mass_ug - cut:
                yield f"mass: {number} {known.mass_ug} less {cut} is {now}"
            piece, row = self.truth.get(number), self.rows.get(number)
            if piece is None or row is None or row.verdict in BAD or not self._tells_mass or piece.mass_ug is None:
                continue
            if not self._rounds(number, now, piece):
                yield f"mass of {row.verdict}: {number} {now} not {piece.mass_ug}"
        for number in self.after.keys() - self.before.keys():
            piece = self.truth.get(number)
            if piece is None:
                yield f"untrue piece: {number}"
                continue
            mass = None if self.after[number].unweighed else self.after[number].mass_ug
            if self._tells_mass and mass != piece.mass_ug:
                yield f"mass of new: {number} {mass} not {piece.mass_ug}"

    def of_rows(self) -> Iterator[str]:
        """A row is the same where it says what the book has, and changes just what it says otherwise."""
        for number, piece in self.truth.items():
            known, row = self.before.get(number), self.rows.get(number)
            if known is None or row is None:
                continue
            expected = dict(self._differences(piece, known))
            if row.verdict in BAD:
                keys = {reason.key for reason in row.reasons}
                if row.verdict is Verdict.CONFLICT and not self._contradicts(piece, known):
                    yield f"refused: {number} {sorted(keys)}"
                continue
            # "Description" may be taken for remarks.
            found = {each.field for each in row.differences if each.field in self.said}
            if found != expected.keys():
                yield f"differences: {number} {sorted(found)} not {sorted(expected)}"
            for field, value in expected.items():
                if _folded(self.after[number].fields.get(field)) != _folded(value):
                    yield f"value: {number} {field} {self.after[number].fields.get(field)!r} not {value!r}"

    def of_accounts(self, ug: dict[Account, int]) -> Iterator[str]:
        """Only what is new by itself was received, and nothing is adjusted."""
        new = {number: self.after[number] for number in self.after.keys() - self.before.keys()}
        # What comes out of a piece of which nobody knows the mass was never counted as received.
        came = sum(
            each.mass_ug + each.suspense_ug
            for each in new.values()
            if not each.parent or (each.parent in new and new[each.parent].fields.get("original_ug"))
        )
        received = self.before_ug.get(Account.RECEIVED, 0) - ug.get(Account.RECEIVED, 0)
        if received != came:
            yield f"received: {received} for {came}"
        weighed = {number for number, what in self.happened.acts.items() if what == "weigh"}
        if not weighed and ug.get(Account.ADJUSTMENT, 0) != self.before_ug.get(Account.ADJUSTMENT, 0):
            yield f"adjusted: {ug.get(Account.ADJUSTMENT, 0) - self.before_ug.get(Account.ADJUSTMENT, 0)}"

    def _rounds(self, number: str, now: int, piece: Piece) -> bool:
        """Tell whether a mass is the true one within what the book's own statement of it says."""
        resolution = self.before[number].fields.get("resolution_ug")
        return 2 * abs(now - (piece.mass_ug or 0)) <= (resolution if isinstance(resolution, int) else 0)

    @property
    def _tells_mass(self) -> bool:
        return "mass_now" in self.said or ("mass" in self.said and self.plan.kind != "catalogue")

    def _cut_of(self, number: str) -> int:
        new = self.after.keys() - self.before.keys()
        daughters = [self.after[each] for each in new if self.after[each].parent == number]
        return sum(each.mass_ug + each.suspense_ug for each in daughters)

    def _differences(self, piece: Piece, known: Known) -> Iterator[tuple[str, str | int]]:
        beside = _beside(known)
        for field in FIELDS:
            value = getattr(piece, field)
            kept = field != "count" and _folded(value) in beside
            told = field in self.said & self.targets and value and not kept
            if told and _folded(known.fields.get(field)) != _folded(value):
                yield field, value

    def _contradicts(self, piece: Piece, known: Known) -> bool:
        """Tell whether a row says what an import never changes: another parent, mission or mass."""
        parents = {"parent", "generic"} & self.said
        mission = "mission" in self.said
        taken = self._cut_of(piece.number) if self.happened.cut else 0
        held = None if known.unweighed else known.mass_ug - taken
        refused = any(
            row.verdict in BAD and self.truth[number].parent == piece.number
            for number, row in self.rows.items()
            if number in self.truth
        )
        return (
            bool(parents and piece.parent and known.parent != piece.parent)
            or bool(mission and piece.mission and (known.fields.get("mission") or "") != piece.mission)
            or (self._tells_mass and piece.mass_ug is not None and (held != piece.mass_ug or refused))
            or ("original" in self.said and known.fields.get("original_ug") != piece.original_ug)
            or ("mass" in self.said and not self._tells_mass and self._is_no_mass(piece, known))
        )

    def _is_no_mass(self, piece: Piece, known: Known) -> bool:
        """Tell whether a mass of which a catalogue does not say when is none that the book has of a piece."""
        now = None if known.unweighed else known.mass_ug
        return piece.mass_ug is not None and piece.mass_ug not in (now, known.fields.get("original_ug"))


def _bare(known: Known) -> Known:
    """Return what was recorded but for the mass, which what is cut of a piece lessens."""
    fields = {key: value for key, value in known.fields.items() if key not in ("mass_quality",)}
    return replace(known, fields=fields, mass_ug=0, suspense_ug=0)


def _folded(value: object) -> str:
    return " ".join(str(value if value is not None else "").replace("_", " ").split()).casefold()


def _beside(known: Known) -> set[str]:
    kept = known.fields.get("other")
    other: dict[str, str] = json.loads(kept) if isinstance(kept, str) else {}
    return {_folded(each) for each in other.values()}
