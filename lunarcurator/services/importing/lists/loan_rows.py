"""Lists of loans: each row says who has a piece since when, and becomes a loan of long ago with its borrower."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, override

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day, is_precise
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.terms import LoanKind
from lunarcurator.domain.mass import MassKind
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.importing.asking.question import Looking, Question, Told
from lunarcurator.services.importing.cells.doubted_days import is_doubted
from lunarcurator.services.importing.cells.repairs import person_name
from lunarcurator.services.importing.cells.values import CellRefused, day_value, plain, says_nothing
from lunarcurator.services.importing.cells.zeros import families_of_zeros, whole_pieces
from lunarcurator.services.importing.columns.mapping import AS_LOANS, OTHER, MappingRefused
from lunarcurator.services.importing.columns.terms import Terms
from lunarcurator.services.importing.judging.family_ends import FamilyEnds
from lunarcurator.services.importing.lists.part_numbers import PART_NUMBERS
from lunarcurator.services.importing.plan import NUMBER_GIVEN, PlannedColumn, PlannedRow, Verdict
from lunarcurator.services.importing.preparing import Prepared
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.rows import ReadRow, RowReader, Writer
from lunarcurator.services.importing.target import Target
from lunarcurator.services.lending.historic import Into, OldLoan, OldRow, is_stock, plan_old_loans, shown_there
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.matching import known_pieces
from lunarcurator.store.source import StoreSource

_OF_LOANS: Final = frozenset({"day", "mass_now", "due", "borrower", "institution", "returned"})
_TAKEN: Final = (*_OF_LOANS, "number", "generic", "specific", "remarks")
_MISSION: Final = "number.hint.mission"
_NOT_BACK: Final = frozenset(
    {
        "no",
        "n",
        "not yet",
        "not returned",
        "open",
        "outstanding",
        "out",
        "still out",
        "on loan",
        "pending",
        "false",
    }
    | {"nein", "non", "否", "未还", "未归还", "未返还", "нет"}
)


class LentOn(Told):
    """Since when pieces are out where no column says it; in any words of a day."""

    name = "lent_on"
    free, hint = True, "import.hint.day"

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        if sheet.reading.kind == AS_LOANS and not sheet.reading.taken_for("day"):
            yield self.ask({"sheet": sheet.reading.sheet})


LENT_ON: Final = LentOn()


class _LoanReader(RowReader):
    """Reads what rows say of loans; the numbers of the pieces lent are the names of a row."""

    said_alone = (*RowReader.said_alone, *_OF_LOANS)

    @override
    def _further(self) -> dict[str, Writer]:
        words = dict.fromkeys(("borrower", "institution"), self._words)
        days = {"day": self._since, "due": self._due, "returned": self._returned}
        return {"mass_now": self._lent, **days, **words}

    @override
    def _take_number(self, made: ReadRow, cells: tuple[Cell, ...]) -> None:
        at = self._at.get("number", len(cells))
        several = shown_there(plain(cells[at])) if at < len(cells) else ()
        for cell in several or cells[at : at + 1] or (None,):
            super()._take_number(made, (*cells[:at], cell, *cells[at + 1 :]))
            made.names = (*made.names, made.shown)
        made.shown = ", ".join(made.names)

    @override
    def _beside(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        if column.target not in _OF_LOANS:
            super()._beside(made, cell, column)
        elif plain(cell):
            # Where it differs the row is refused.
            self._writers[column.target](made, cell, column)

    def _lent(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        self._mass(made, cell, column)
        if made.mass is not None and len(made.names) > 1:
            raise CellRefused("import.shared_mass", text=plain(cell))
        # A line keeps what it lent as a figure alone: of an estimate its sign would be lost.
        if made.mass is not None and made.mass.kind is MassKind.ESTIMATED:
            raise CellRefused("mass.text_estimate", text=plain(cell))

    def _words(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        made.values[column.target] = self._word(made, plain(cell), column)

    def _since(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        """Take in since when a row lends: in the words of the list about a month or a year, no more."""
        day = day_value(cell)
        if not day or is_precise(day):
            _refuse_doubted(cell, column)
        made.day, made.values["since"] = day, plain(cell)

    def _due(self, made: ReadRow, cell: Cell, column: PlannedColumn) -> None:
        _refuse_doubted(cell, column)
        made.values["due"] = day_value(cell)

    def _returned(self, made: ReadRow, cell: Cell, _: PlannedColumn) -> None:
        made.values["returned"] = plain(cell)


def _refuse_doubted(cell: Cell, column: PlannedColumn) -> None:
    """Raise `CellRefused` for a day in doubt, which no loan keeps, and for one that nobody knows."""
    if is_doubted(cell) or says_nothing(cell):
        raise CellRefused("import.loan_day_doubted", text=plain(cell), column=column.name)


@dataclass(slots=True)
class LoanJudge:
    """Gives the rows of a list of loans their verdicts; `day` holds where a row says none, in the words `since`.

    Without either such a row is refused: what nobody says began on no day, least of all today.

    `opening` are the acts that set up institutions, persons and stock the rows name and the book lacks.
    """

    session: StoreSession
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
        columns = [*map(self._column, self.prepared.columns)]
        reader = _LoanReader(columns, AS_LOANS, self.target, Terms(self.session.lab.vocabularies))
        told = reader.read([*self.prepared.table.rows()])
        self.prepared = FamilyEnds(self.prepared, self.target, reader).doubted(told)
        read = [(each, self._old(each)) for each in told]
        judged = iter(self._loans([old for _, old in read if isinstance(old, OldRow)]))
        return [
            old if isinstance(old, PlannedRow) else _planned(next(judged), each, old.day) for each, old in read
        ]

    def _column(self, column: PlannedColumn) -> PlannedColumn:
        """Return a column as one of a loan; what it says of nothing that loans have is kept in words."""
        target = self.reading.mapping.get(column.name, column.target).replace("issued", "mass_now")
        return column._replace(target=target if target in _TAKEN else OTHER)

    def _loans(self, told: list[OldRow]) -> tuple[OldLoan, ...]:
        """Return the loans of rows with what the book has of them."""
        self._check_set(told)
        own = {number for each in told for number in each.numbers}
        families = families_of_zeros(self.target.scheme, (), own)
        asked = [*own, *families.values()]
        with self.session.database.snapshot() as connection:
            found = known_pieces(connection, self.target.uid, asked) if self.target.uid else {}
            wholes = whole_pieces(families, own, found)
            told = [replace(each, numbers=tuple(wholes.get(one, one) for one in each.numbers)) for each in told]
            known = {number: Uid(each.uid) for number, each in found.items()}
            source = StoreSource(connection)
            ledger = LedgerState(source, self.session.tables, uid_maker(SystemClock()), self.session.today, 0)
            judged = plan_old_loans(told, self._into(known, ledger))
        self.opening = judged.opening
        return judged.rows

    def _check_set(self, rows: list[OldRow]) -> None:
        """Raise `MappingRefused` where numbers are set for rows that lend fewer parts, or none."""
        lent = {row.row: sum(self._is_stock(each) for each in row.numbers) for row in rows}
        for row, numbers in self._set.items():
            if len(numbers) > lent.get(row, 0):
                raise MappingRefused("import.part_numbers_row", row=row, number=numbers[-1])

    def _is_stock(self, text: str) -> bool:
        return is_stock(self.target.scheme, self.target.scheme.parse(text))

    def _into(self, known: dict[str, Uid], ledger: LedgerState) -> Into:
        return Into(
            collection=self.target.ref,
            scheme=self.target.scheme,
            mission=self.mission,
            known=known,
            ledger=ledger,
            source=self.prepared.plan.file,
            kind=LoanKind.RESEARCH if self.reading.taken_for("borrower") else LoanKind.DISPLAY,
            code=self.target.code,
        )

    def _old(self, told: ReadRow) -> OldRow | PlannedRow:
        """Return the loan a row says, or the row refused."""
        borrower, institution = (str(told.values.get(key, "")) for key in ("borrower", "institution"))
        day, due = told.day or self.day, told.values.get("due")
        against = self._against(told, borrower, institution)
        if against or day is None:
            undated = find(Strength.IMPOSSIBLE, "import.no_loan_day", "R5", "day", number=told.shown)
            return PlannedRow(told.row, told.shown, Verdict.REFUSED, against or (undated,))
        others = [f"{name}: {text}" for name, text in told.other if name not in self.reading.key]
        return OldRow(
            row=told.row,
            numbers=told.names,
            borrower=person_name(borrower),
            institution=institution,
            day=day,
            ug=told.mass.ug if told.mass else None,
            due=due if isinstance(due, int) else None,
            remarks="; ".join(filter(None, (str(told.values.get("remarks", "")), *others))),
            since=str(told.values.get("since") or self.since),
            parts=self._set.get(told.row, ()),
        )

    def _against(self, told: ReadRow, borrower: str, institution: str) -> tuple[Finding, ...]:
        """Return why a row is no loan that is out: it came back, cannot be read, or names nobody."""
        back = str(told.values.get("returned", ""))
        if _came_back(back):
            return (find(Strength.IMPOSSIBLE, "import.came_back", "R5", "due", number=told.shown, day=back),)
        if not told.problems and not borrower and (self.reading.taken_for("borrower") or not institution):
            return (find(Strength.IMPOSSIBLE, "import.no_borrower", "R5", "borrower", number=told.shown),)
        return told.problems

    def mission(self, number: SampleNumber) -> str:
        """Return the mission a number hints at, where the collection has it; else none."""
        hinted = (hint.value for hint in self.target.scheme.decode(number) if hint.key == _MISSION)
        return next((code for value in hinted if (code := self.target.mission(value))), "")


def _came_back(cell: Cell) -> bool:
    """Tell whether what a column of returns says is one; a mark for nothing and a no are none."""
    text = plain(cell).casefold().rstrip(".!")
    return bool(text) and text not in _NOT_BACK and not says_nothing(cell)


def _planned(judged: OldLoan, told: ReadRow, day: Day) -> PlannedRow:
    verdict = Verdict.SAME if judged.same else Verdict.CONFLICT if judged.reasons else Verdict.NEW
    given = (
        find(Strength.WARN, NUMBER_GIVEN, "R2", "lines", number=stock, given=part) for stock, part in judged.given
    )
    reasons = (*judged.reasons, *told.notes, *given)
    return PlannedRow(judged.row, ", ".join(judged.numbers), verdict, reasons, amending=judged.acts, day=day)
