"""Lists of loans: each row says who has a piece since when, and becomes a loan of long ago with its borrower."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, override

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day, is_precise
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.terms import LoanKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.domain.picture import Picture
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.dittos import is_ditto
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.desk import Desk
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.importing.asking.question import Looking, Question, Told
from lunarcurator.services.importing.cells.doubted_days import is_doubted
from lunarcurator.services.importing.cells.repairs import person_name
from lunarcurator.services.importing.cells.values import (
    CellRefused,
    day_value,
    finding_of,
    mass_value,
    number_value,
    plain,
    refuse_differing,
    says_nothing,
)
from lunarcurator.services.importing.cells.zeros import families_of_zeros, whole_pieces
from lunarcurator.services.importing.columns.beyond import beyond, refuse_beyond
from lunarcurator.services.importing.columns.mapping import AS_LOANS, LOAN_TARGETS, OTHER, MappingRefused
from lunarcurator.services.importing.lists.part_numbers import PART_NUMBERS
from lunarcurator.services.importing.lists.returns import came_back
from lunarcurator.services.importing.plan import NUMBER_GIVEN, PlannedRow, Verdict
from lunarcurator.services.importing.preparing import Prepared
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.target import Target
from lunarcurator.services.lending.historic import Into, OldLoan, OldRow, is_stock, plan_old_loans, shown_there
from lunarcurator.store.reads.matching import known_pieces
from lunarcurator.store.source import StoreSource

_MARKED: Final = ("issued", "day", "due", "borrower", "institution")
_MISSION: Final = "number.hint.mission"


class LentOn(Told):
    """Since when pieces are out where no column says it; in any words of a day."""

    name = "lent_on"
    free, hint = True, "import.hint.day"

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        if sheet.reading.kind == AS_LOANS and not sheet.reading.taken_for("day"):
            yield self.ask({"sheet": sheet.reading.sheet})


LENT_ON: Final = LentOn()


@dataclass(slots=True)
class LoanJudge:
    """Gives the rows of a list of loans their verdicts; `day` holds where a row says none, in the words `since`.

    Without either such a row is refused: what nobody says began on no day, least of all today.

    `opening` are the acts that set up institutions, persons and stock the rows name and the book lacks.
    """

    desk: Desk
    reading: Reading
    prepared: Prepared
    target: Target
    day: Day | None
    since: str = ""
    opening: tuple[Act, ...] = field(default=())
    _set: Mapping[int, tuple[str, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._set = PART_NUMBERS.said(self.reading.answers) or {}

    def judge(self) -> list[PlannedRow]:
        """Return all rows: new loans, those the book has already, and rows that cannot be loans as they are."""
        read = [self._read(row) for row in self.prepared.table.rows()]
        judged = self._planned([each for each in read if isinstance(each, OldRow)])
        return [each if isinstance(each, PlannedRow) else next(judged) for each in read]

    def _planned(self, told: list[OldRow]) -> Iterator[PlannedRow]:
        """Return the loans of rows with what the book has of them."""
        self._check_set(told)
        own = {number for each in told for number in each.numbers}
        families = families_of_zeros(self.target.scheme, (), own)
        asked = [*own, *families.values()]
        with self.desk.database.snapshot() as connection:
            found = known_pieces(connection, self.target.uid, asked) if self.target.uid else {}
            wholes = whole_pieces(families, own, found)
            told = [replace(each, numbers=tuple(wholes.get(one, one) for one in each.numbers)) for each in told]
            known = {number: Uid(each.uid) for number, each in found.items()}
            source = StoreSource(connection)
            picture = Picture(source, self.desk.tables, uid_maker(SystemClock()), self.desk.today, 0)
            judged = plan_old_loans(told, self._into(known, picture))
        self.opening = judged.opening
        return map(_planned, judged.rows, told)

    def _check_set(self, rows: list[OldRow]) -> None:
        """Raise `MappingRefused` where numbers are set for rows that lend fewer parts, or none."""
        lent = {row.row: sum(self._is_stock(each) for each in row.numbers) for row in rows}
        for row, numbers in self._set.items():
            if len(numbers) > lent.get(row, 0):
                raise MappingRefused("import.part_numbers_row", row=row, number=numbers[-1])

    def _is_stock(self, text: str) -> bool:
        return is_stock(self.target.scheme, self.target.scheme.parse(text))

    def _into(self, known: dict[str, Uid], picture: Picture) -> Into:
        return Into(
            collection=self.target.ref,
            scheme=self.target.scheme,
            mission=self.mission,
            known=known,
            picture=picture,
            source=self.prepared.plan.file,
            kind=LoanKind.RESEARCH if self.reading.taken_for("borrower") else LoanKind.DISPLAY,
            code=self.target.code,
        )

    def _read(self, row: Row) -> OldRow | PlannedRow:
        shown = plain(self._cell(row, "number"))
        if came_back(back := self._cell(row, "returned")):
            came = find(Strength.IMPOSSIBLE, "import.came_back", "R5", "due", number=shown, day=plain(back))
            return PlannedRow(row.number, shown, Verdict.REFUSED, (came,))
        try:
            refuse_beyond(beyond(self.prepared.columns), row.cells)
            self._refuse_differing(row)
            numbers = tuple(each.canonical for each in self._numbers(row))
            mass = self._mass(row, numbers)
            day = self._lent(row) or self.day
            since = plain(self._told(row, "day")) or self.since
            due = self._sure_day(row, "due")
        except Refusal as refusal:
            return PlannedRow(row.number, shown, Verdict.REFUSED, (finding_of(refusal, "lines"),))
        borrower = person_name(plain(self._told(row, "borrower")))
        institution = plain(self._told(row, "institution"))
        shown = ", ".join(numbers)
        if nobody := self._nobody(shown, borrower, institution):
            return PlannedRow(row.number, shown, Verdict.REFUSED, (nobody,))
        if day is None:
            undated = find(Strength.IMPOSSIBLE, "import.no_loan_day", "R5", "day", number=shown)
            return PlannedRow(row.number, shown, Verdict.REFUSED, (undated,))
        return OldRow(
            row=row.number,
            numbers=numbers,
            borrower=borrower,
            institution=institution,
            day=day,
            ug=(mass.ug or None) if mass else None,
            due=due,
            remarks=self._note(row),
            since=since,
            parts=self._set.get(row.number, ()),
        )

    def _lent(self, row: Row) -> Day | None:
        """Return since when a row lends; in the words of the list it may be about a month or a year, no more."""
        day = day_value(self._told(row, "day"))
        return self._sure_day(row, "day") if day is not None and is_precise(day) else day

    def _sure_day(self, row: Row, target: str) -> Day | None:
        """Return a day as a row says it; raises `CellRefused` for one in doubt, which no loan keeps."""
        cell = self._told(row, target)
        if is_doubted(cell):
            (column, *_) = self.reading.taken_for(target)
            raise CellRefused("import.loan_day_doubted", text=plain(cell), column=column)
        return day_value(cell)

    def _refuse_differing(self, row: Row) -> None:
        for target in ("number", "day", *LOAN_TARGETS):
            refuse_differing(
                (name, row.cells[self.reading.columns.index(name)]) for name in self.reading.taken_for(target)
            )

    def _mass(self, row: Row, numbers: Sequence[str]) -> Mass | None:
        (issued,) = self.reading.taken_for("issued")[:1] or ("",)
        mass = mass_value(self._told(row, "issued"), self._unit(issued))
        if mass is not None and len(numbers) > 1:
            raise CellRefused("import.shared_mass", text=plain(self._cell(row, "issued")))
        return mass

    def _nobody(self, shown: str, borrower: str, institution: str) -> Finding | None:
        """Return that a row names nobody who has its pieces, None where it does."""
        if mark := next((text for text in (borrower, institution) if is_ditto(text)), ""):
            return find(Strength.IMPOSSIBLE, "import.ditto", "R12", "borrower", text=mark, column="")
        if not borrower and (self.reading.taken_for("borrower") or not institution):
            return find(Strength.IMPOSSIBLE, "import.no_borrower", "R5", "borrower", number=shown)
        return None

    def _note(self, row: Row) -> str:
        """Return what a row says that a loan has no field for; the loan keeps it as remarks."""
        words = []
        for column, cell in zip(self.prepared.columns, row.cells, strict=True):
            target = self.reading.mapping.get(column.name, column.target)
            if target in ("remarks", OTHER) and column.name not in self.reading.key and (text := plain(cell)):
                words.append(text if target == "remarks" else f"{column.name}: {text}")
            elif target in _MARKED and (text := plain(cell)) and says_nothing(text):
                words.append(f"{column.name}: {text}")
        return "; ".join(words)

    def _numbers(self, row: Row) -> Iterator[SampleNumber]:
        cell = self._cell(row, "number")
        if several := shown_there(plain(cell)):
            yield from map(self.target.scheme.parse, several)
        else:
            yield self.target.scheme.parse_cell(number_value(cell))

    def _cell(self, row: Row, target: str) -> Cell:
        if target == "number" and self.reading.key:
            return row.cells[[each.target for each in self.prepared.columns].index(target)]
        for name in self.reading.taken_for(target):
            return row.cells[self.reading.columns.index(name)]
        return None

    def _told(self, row: Row, target: str) -> Cell:
        """Return what a row says of a field, None where it only says that nobody knows."""
        cell = self._cell(row, target)
        return None if says_nothing(cell) else cell

    def _unit(self, column: str) -> str:
        columns = {each.name: each.unit for each in self.prepared.columns}
        return columns.get(column, "")

    def mission(self, number: SampleNumber) -> str:
        """Return the mission a number hints at, where the collection has it; else none."""
        hinted = (hint.value for hint in self.target.scheme.decode(number) if hint.key == _MISSION)
        return next((code for value in hinted if (code := self.target.mission(value))), "")


def _planned(judged: OldLoan, row: OldRow) -> PlannedRow:
    verdict = Verdict.SAME if judged.same else Verdict.CONFLICT if judged.reasons else Verdict.NEW
    shown = ", ".join(judged.numbers)
    given = (
        find(Strength.WARN, NUMBER_GIVEN, "R2", "lines", number=stock, given=part) for stock, part in judged.given
    )
    return PlannedRow(judged.row, shown, verdict, (*judged.reasons, *given), amending=judged.acts, day=row.day)
