"""Lists of loans: each row says who has a piece since when, and becomes a loan of long ago with its borrower."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import InstitutionRef, PersonRef, PieceRef, Uid, ref_of
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.domain.operations import Operation, Register
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.borrowing import Affiliation, SetUpInstitution, SetUpPerson
from lunarcurator.domain.picture import Picture
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.desk import Desk
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.importing.cell_repairs import person_name
from lunarcurator.services.importing.plan import PlannedRow, Verdict
from lunarcurator.services.importing.planning import Prepared
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.target import Target
from lunarcurator.services.importing.values import day_value, finding_of, mass_value, number_value, plain
from lunarcurator.store.reads.matching import known_pieces
from lunarcurator.store.source import StoreSource

LENT_ON: Final = "lent_on"
"""The question on which day the loans of a list began, where no column says it."""

_BY_WEIGHT: Final = "number.hint.lent_by_weight"
_MISSION: Final = "number.hint.mission"


@dataclass(frozen=True, slots=True)
class LoanRow:
    """What a row says: the piece, who has it and where, its mass in ug if told, since when and until when."""

    row: int
    number: SampleNumber
    borrower: str
    institution: str
    ug: int | None
    day: Day
    due: Day | None


@dataclass(slots=True)
class LoanJudge:
    """Gives the rows of a list of loans their verdicts; `day` holds where a row says none.

    `opening` are the acts that set up institutions and persons the rows name and the book lacks.
    """

    desk: Desk
    reading: Reading
    prepared: Prepared
    target: Target
    day: Day
    opening: list[Act] = field(default_factory=list)
    _coming: set[tuple[Subject, str]] = field(default_factory=set)
    _first: dict[str, int] = field(default_factory=dict)

    def judge(self) -> list[PlannedRow]:
        """Return all rows: new loans, those the book has already, and rows that cannot be loans as they are."""
        rows = [*self.prepared.table.rows()]
        read = [self._read(row) for row in rows]
        numbers = [each.number.canonical for each in read if isinstance(each, LoanRow)]
        with self.desk.database.snapshot() as connection:
            known = known_pieces(connection, self.target.uid, numbers) if self.target.uid else {}
            source = StoreSource(connection)
            picture = Picture(source, self.desk.tables, uid_maker(SystemClock()), self.desk.today, 0)
            uids = {number: str(each.uid) for number, each in known.items()}
            return [
                each if isinstance(each, PlannedRow) else self._judged(each, uids, _out(picture), picture)
                for each in read
            ]

    def _read(self, row: Row) -> LoanRow | PlannedRow:
        shown = plain(self._cell(row, "number"))
        try:
            number = self.target.scheme.parse_cell(number_value(self._cell(row, "number")))
            (issued,) = self.reading.taken_for("issued")[:1] or ("",)
            mass = mass_value(self._cell(row, "issued"), self._unit(issued))
            day = day_value(self._cell(row, "day")) or self.day
            due = day_value(self._cell(row, "due"))
        except Refusal as refusal:
            return PlannedRow(row.number, shown, Verdict.REFUSED, (finding_of(refusal, "lines"),))
        borrower = person_name(plain(self._cell(row, "borrower")))
        if not borrower:
            nobody = find(Strength.IMPOSSIBLE, "import.no_borrower", "R5", "borrower", number=number.canonical)
            return PlannedRow(row.number, number.canonical, Verdict.REFUSED, (nobody,))
        institution = plain(self._cell(row, "institution"))
        return LoanRow(row.number, number, borrower, institution, (mass.ug or None) if mass else None, day, due)

    def _cell(self, row: Row, target: str) -> Cell:
        for name in self.reading.taken_for(target):
            return row.cells[self.reading.columns.index(name)]
        return None

    def _unit(self, column: str) -> str:
        columns = {each.name: each.unit for each in self.prepared.columns}
        return columns.get(column, "")

    def _judged(
        self, row: LoanRow, known: Mapping[str, str], out: Mapping[str, str], picture: Picture
    ) -> PlannedRow:
        number = row.number.canonical
        planned = PlannedRow(row.row, number, Verdict.NEW, day=row.day)
        uid = known.get(number, "")
        borrowers = [str(each) for each in picture.named(Subject.PERSON, row.borrower)]
        if uid and out.get(uid, "-") in borrowers:
            planned.verdict = Verdict.SAME
        elif _BY_WEIGHT in {hint.key for hint in self.target.scheme.decode(row.number)}:
            planned.verdict = Verdict.CONFLICT
            why = find(Strength.IMPOSSIBLE, "import.lent_by_weight", "R16", "lines", number=number)
            planned.reasons = (why,)
        elif number in self._first:
            planned.verdict = Verdict.CONFLICT
            twice = find(
                Strength.IMPOSSIBLE, "import.twice", "R3", "lines", number=number, row=self._first[number]
            )
            planned.reasons = (twice,)
        else:
            self._first[number] = row.row
            planned.acts = tuple(Act(operation=each, day=row.day) for each in self._acts(row, uid, picture))
        return planned

    def _acts(self, row: LoanRow, uid: str, picture: Picture) -> Iterator[Operation]:
        """Yield the entry of a piece nobody knows yet, then the loan; who borrows is set up before all rows."""
        file = self.prepared.file
        self._set_up(row, picture)
        if not uid:
            yield Register(
                collection=self.target.ref,
                number=row.number.canonical,
                mission=self.mission(row.number),
                source=file,
            )
        piece = PieceRef(ref_of(Uid(uid)) if uid else f"{self.target.code}:{row.number.canonical}")
        line = OldLine(sample=piece, ug=row.ug, due=row.due)
        yield EnterLoan(borrower=PersonRef(row.borrower), lines=(line,), source=f"{file}, {row.row}")

    def _set_up(self, row: LoanRow, picture: Picture) -> None:
        place = row.institution
        if place and self._is_missing(Subject.INSTITUTION, place, picture):
            self.opening.append(Act(operation=SetUpInstitution(name=place), day=row.day))
        if self._is_missing(Subject.PERSON, row.borrower, picture):
            at = (Affiliation(institution=InstitutionRef(place), since=row.day),) if place else ()
            self.opening.append(Act(operation=SetUpPerson(name=row.borrower, affiliations=at), day=row.day))

    def _is_missing(self, kind: Subject, name: str, picture: Picture) -> bool:
        if (kind, name) in self._coming or picture.named(kind, name):
            return False
        self._coming.add((kind, name))
        return True

    def mission(self, number: SampleNumber) -> str:
        """Return the mission a number hints at, where the collection has it; else none."""
        hinted = (hint.value for hint in self.target.scheme.decode(number) if hint.key == _MISSION)
        return next((code for value in hinted if (code := self.target.mission(value))), "")


def _out(picture: Picture) -> dict[str, str]:
    """Return who has the pieces that are out today, by the uids of piece and person."""
    lines = (picture.desk(Subject.LINE, uid) for uid in picture.lines_out_on(picture.today))
    return {line.text("sample"): line.text("borrower") for line in lines}
