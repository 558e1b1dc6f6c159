"""Public lists of what is lent, as loans of long ago: several pieces in a row, venues, and stock lent by weight.

`plan_old_loans` is the one door: it takes rows that were read and repaired, and returns for each the acts that
enter it, or why it cannot be entered. Nothing is filled in: a mass nobody states stays unknown.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day, is_precise
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import CollectionRef, InstitutionRef, PersonRef, PieceRef, Uid, ref_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.terms import LoanKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.numbering import NumberTextError, SampleNumber, Scheme
from lunarcurator.domain.operations import Daughter, Operation, Register, Split
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.borrowing import Affiliation, SetUpInstitution, SetUpPerson

BY_WEIGHT: Final = "number.hint.lent_by_weight"
"""The hint of a number that is stock, of which parts are weighed out (R16)."""
PARTS: Final = "powder"
"""The series in which a part that was weighed out of stock is numbered."""
_NEXT: Final = " / "
_ON_DISPLAY: Final = re.compile(r"Sample Number\s+(\S+)")


@dataclass(frozen=True, slots=True)
class OldRow:
    """One row of a list: who has which pieces since when, and until when; mass in ug, None where it is not told.

    `since` is how the list words a day that is not exact. Without a `borrower` the institution answers for the
    pieces, as a venue of a display does. `parts` are the numbers set for what it lends out of stock.
    """

    row: int
    numbers: tuple[str, ...]
    borrower: str
    institution: str
    day: Day
    ug: int | None = None
    due: Day | None = None
    remarks: str = ""
    since: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Into:
    """Where old loans go: the collection, what its numbers mean, what the book has, and which file tells of them.

    `known` are the pieces in the book by canonical number. `mission` returns the mission of a number, "" for none.
    `code` is that of the collection, to tell its new pieces from those another one calls the same.
    """

    collection: CollectionRef
    scheme: Scheme
    mission: Callable[[SampleNumber], str]
    known: Mapping[str, Uid]
    ledger: LedgerState
    source: str
    kind: LoanKind = LoanKind.RESEARCH
    code: str = ""


@dataclass(frozen=True, slots=True)
class OldLoan:
    """One row judged: the acts that enter it; none where it is in the book already, or where `reasons` say why.

    `given` are stocks with the number that this lab gives the part of them the row lends.
    """

    row: int
    numbers: tuple[str, ...]
    acts: tuple[Act, ...] = ()
    reasons: tuple[Finding, ...] = ()
    given: tuple[tuple[str, str], ...] = ()

    @property
    def same(self) -> bool:
        """Whether the book has it already."""
        return not self.acts and not self.reasons


@dataclass(frozen=True, slots=True)
class OldLoans:
    """All rows judged, and the acts that come before them: who borrows, and the stock that parts are of."""

    opening: tuple[Act, ...]
    rows: tuple[OldLoan, ...]


def on_display(text: str) -> tuple[str, ...]:
    """Return the numbers in words such as *Apollo 12 Lunar Sample Number 12065,15 / Apollo 15 Lunar Sample …*."""
    return tuple(_ON_DISPLAY.findall(text))


def shown_there(text: str) -> tuple[str, ...]:
    """Return the numbers in such words, or none; a part of them that names no number stands for itself.

    So what cannot be read is refused with its words, and not left out.
    """
    if not on_display(text):
        return ()
    return tuple(each for part in text.split(_NEXT) for each in on_display(part) or (part.strip(),))


def is_stock(scheme: Scheme, number: SampleNumber) -> bool:
    """Tell whether a number is that of stock, of which parts are weighed out."""
    return BY_WEIGHT in {hint.key for hint in scheme.decode(number)}


def plan_old_loans(rows: Iterable[OldRow], into: Into) -> OldLoans:
    """Return what enters the rows of a list, in order; a row of which one piece cannot enter stays out whole."""
    told = tuple(rows)
    planning = _Planning(into, frozenset(_canonical(into.scheme, each) for row in told for each in row.parts))
    judged = tuple(planning.judge(row) for row in told)
    return OldLoans((*planning.opening, *planning.stocks()), judged)


@dataclass(slots=True)
class _Planning:
    """What the rows so far brought: people, pieces, and how many parts each stock gave."""

    into: Into
    _set: frozenset[str] = frozenset()
    opening: list[Act] = field(default_factory=list)
    _coming: set[tuple[Subject, str]] = field(default_factory=set)
    _lent: dict[str, int] = field(default_factory=dict)
    _parts: dict[str, int] = field(default_factory=dict)
    _stocks: dict[str, tuple[SampleNumber, Day]] = field(default_factory=dict)
    _out: Counter[tuple[str, str, int]] | None = None

    def judge(self, row: OldRow) -> OldLoan:
        """Return a row with its acts, or with the reasons against it."""
        try:
            numbers, parts = self._parsed(row.numbers), self._parsed(row.parts)
        except NumberTextError as error:
            why = Finding(Strength.IMPOSSIBLE, error.key, _facts(error.facts), "R1", "lines")
            return OldLoan(row.row, row.numbers, reasons=(why,))
        told = tuple(each.canonical for each in numbers)
        person = row.borrower or row.institution
        if not person or not numbers:
            key = "import.no_borrower" if numbers else "enter_loan.no_lines"
            why = find(Strength.IMPOSSIBLE, key, "R5", "borrower", number=", ".join(told))
            return OldLoan(row.row, told, reasons=(why,))
        if self._is_in_book(numbers, row, person):
            return OldLoan(row.row, told)
        if reasons := (*self._stands_against(numbers, row), *self._of_others(numbers, parts)):
            return OldLoan(row.row, told, reasons=reasons)
        self._set_up(row, person)
        given: list[tuple[str, str]] = []
        operations = [*self._operations(numbers, parts, row, person, given)]
        acts = tuple(Act(operation=each, day=row.day) for each in operations)
        return OldLoan(row.row, told, acts, given=tuple(given))

    def _parsed(self, texts: Iterable[str]) -> list[SampleNumber]:
        return [self.into.scheme.parse(each) for each in texts]

    def stocks(self) -> Iterator[Act]:
        """Yield the entry of each stock the book lacks, on the first day a part of it left.

        It stands before all rows: a row that is left out must not take the stock of others with it.
        """
        for number, day in self._stocks.values():
            yield Act(operation=self._register(number), day=day)

    def _operations(
        self,
        numbers: list[SampleNumber],
        parts: list[SampleNumber],
        row: OldRow,
        person: str,
        given: list[tuple[str, str]],
    ) -> Iterator[Operation]:
        lines = []
        for number in numbers:
            lent = number.canonical
            if not self._is_stock(number):
                if lent not in self.into.known:
                    yield self._register(number)
            else:
                if lent not in self.into.known:
                    first = self._stocks.get(lent, (number, row.day))[1]
                    self._stocks[lent] = (number, min(first, row.day))
                own = not parts
                lent = self._part_of(number) if own else parts.pop(0).canonical
                given += [(number.canonical, lent)] if own else []
                mass = Mass.stated(row.ug) if row.ug else Mass.unknown("not_stated")
                part = Daughter(number=lent, mass=mass, proposed=own)
                yield Split(parent=self._ref(number.canonical), daughters=(part,))
            self._lent[lent] = row.row
            lines.append(
                OldLine(sample=self._ref(lent), ug=None if self._is_stock(number) else row.ug, due=row.due)
            )
        source = f"{self.into.source}, {row.row}"
        yield EnterLoan(
            kind=self.into.kind,
            borrower=PersonRef(person),
            lines=tuple(lines),
            source=source,
            remarks=row.remarks,
            since_stated="" if is_precise(row.day) else row.since,
        )

    def _register(self, number: SampleNumber) -> Register:
        return Register(
            collection=self.into.collection,
            number=number.canonical,
            mission=self.into.mission(number),
            source=self.into.source,
        )

    def _part_of(self, stock: SampleNumber) -> str:
        """Return the number of the next part of a stock, after those in the book and in the rows so far."""
        before = self._parts.get(stock.canonical)
        uid = self.into.known.get(stock.canonical)
        if before is None and uid is not None:
            series = next(each for each in self.into.scheme.series_of(stock) if each.code == PARTS)
            scope = self.into.scheme.counting_scope(stock, PARTS)
            book = self.into.ledger.piece(uid).book
            before = self.into.ledger.highest(book.collection, scope, series.counted_as)
        number = self.into.scheme.next_number(stock, PARTS, before)
        while number.canonical in self._set:
            number = self.into.scheme.next_number(stock, PARTS, number.serial)
        self._parts[stock.canonical] = number.serial or 0
        return number.canonical

    def _stands_against(self, numbers: list[SampleNumber], row: OldRow) -> Iterator[Finding]:
        """R3: a piece is lent once, and within a row once; a stock as often as it gives parts."""
        seen: set[str] = set()
        for number in numbers:
            told = number.canonical
            if told in seen or (told in self._lent and not self._is_stock(number)):
                first = self._lent.get(told, row.row)
                yield find(Strength.IMPOSSIBLE, "import.twice", "R3", "lines", number=told, row=first)
            seen.add(told)

    def _of_others(self, numbers: list[SampleNumber], parts: list[SampleNumber]) -> Iterator[Finding]:
        """R1: a number that is set for a part is one of the family of its stock."""
        for stock, part in zip(filter(self._is_stock, numbers), parts, strict=False):
            if part.family != stock.family or part.canonical == stock.canonical:
                facts = {"number": part.canonical, "stock": stock.canonical}
                yield find(Strength.IMPOSSIBLE, "import.part_of_another", "R1", "lines", **facts)

    def _is_in_book(self, numbers: list[SampleNumber], row: OldRow, person: str) -> bool:
        """Tell whether this person has the pieces, or parts of these stocks and this mass, by the book.

        A part in the book answers for one row: a second row of the same mass is another part.
        """
        wanted: Counter[tuple[str, str, int]] = Counter()
        parts: Counter[tuple[str, str, int]] = Counter()
        for number in numbers:
            uid = self.into.known.get(number.canonical)
            stock = self._is_stock(number)
            told = (str(uid), person, (row.ug or 0) if stock else 0)
            wanted[told] += 1
            parts[told] += stock
        out = self._who_has()
        if not wanted <= out:
            return False
        out.subtract(parts)
        return True

    def _who_has(self) -> Counter[tuple[str, str, int]]:
        """Return what is out today: a piece or the stock it is of, who has it, and for a part its mass in ug."""
        if self._out is None:
            ledger = self.into.ledger
            self._out = Counter()
            for uid in ledger.lines_out_on(ledger.today):
                line = ledger.record(Subject.LINE, uid)
                name = ledger.record(Subject.PERSON, Uid(line.text("borrower"))).name
                piece = ledger.piece(Uid(line.text("sample")))
                self._out[str(piece.uid), name, 0] += 1
                self._out.update((str(parent), name, piece.held_ug) for parent, _ in piece.parents)
        return self._out

    def _set_up(self, row: OldRow, person: str) -> None:
        if row.institution and self._is_missing(Subject.INSTITUTION, row.institution):
            self.opening.append(Act(operation=SetUpInstitution(name=row.institution), day=row.day))
        if self._is_missing(Subject.PERSON, person):
            at = (Affiliation(institution=InstitutionRef(row.institution)),) if row.institution else ()
            self.opening.append(Act(operation=SetUpPerson(name=person, affiliations=at), day=row.day))

    def _is_missing(self, kind: Subject, name: str) -> bool:
        if (kind, name) in self._coming or self.into.ledger.named(kind, name):
            return False
        self._coming.add((kind, name))
        return True

    def _is_stock(self, number: SampleNumber) -> bool:
        return is_stock(self.into.scheme, number)

    def _ref(self, number: str) -> PieceRef:
        uid = self.into.known.get(number)
        coming = f"{self.into.code}:{number}" if self.into.code else number
        return PieceRef(ref_of(uid) if uid else coming)


def _canonical(scheme: Scheme, text: str) -> str:
    """Return a number as the book has it; what cannot be read is told at its row."""
    try:
        return scheme.parse(text).canonical
    except NumberTextError:
        return text


def _facts(facts: Mapping[str, object]) -> tuple[tuple[str, str | int], ...]:
    return tuple((name, fact) for name, fact in facts.items() if isinstance(fact, str | int))
