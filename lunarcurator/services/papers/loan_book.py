"""What the papers of loans read: a subject of the desk by what a person typed, and lines with their pieces."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lunarcurator.documents.model import MassFigure, NoMass, Value
from lunarcurator.documents.papers.filling import Row
from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid, ref_of
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.held import difference_of, held_of, in_no_sum, issued_of, moved_of, wholes_of
from lunarcurator.domain.lending.kept_documents import Document
from lunarcurator.domain.lending.lines import Line, asked_back_by
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.people import Institution, Person
from lunarcurator.domain.lending.sub_samples import came_back
from lunarcurator.domain.lending.terms import LoanKind, Step
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.domain.pieces import PieceState
from lunarcurator.services.lending.line_accounts import piece_of
from lunarcurator.services.lending.line_states import state_term
from lunarcurator.services.lending.reaching import name_on
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.papers.paper_context import PaperContext, PaperRefused, known_value, mass_value
from lunarcurator.services.references import References, UnclearReference
from lunarcurator.store.lookup import Lookup
from lunarcurator.store.reads.inventory import local_ids
from lunarcurator.store.reads.records_then import RecordLens
from lunarcurator.store.reads.rows import PieceRow
from lunarcurator.store.source import StoreSource


@dataclass(frozen=True, slots=True)
class LoanBook:
    """The loan desk read for one paper, over one connection, as it stood at the moment the paper is of."""

    context: PaperContext
    connection: Any
    source: StoreSource

    @property
    def moment(self) -> Moment:
        """The moment the paper is of."""
        return self.context.wanted.moment

    @property
    def day(self) -> Day:
        """The day the paper shows."""
        return self.context.session.day_of(self.moment)

    @property
    def lens(self) -> RecordLens:
        """The loan desk of that moment, for lists of it."""
        return self.context.session.lens(self.connection, self.moment)

    def ledger(self) -> LedgerState:
        """Return the ledger state of the loan desk at that moment, for reading."""
        return ledger_of(self.context.session, self.connection, self.moment)

    def asked(self, kind: Subject) -> Record:
        """Return the subject a paper is of; raises `PaperRefused` where none is named, else `UnclearReference`."""
        wanted = self.context.wanted
        if wanted.uid is None and not wanted.of.strip():
            raise PaperRefused("paper.of_missing", subject=str(kind))
        ledger = self.ledger()
        references = References(ledger, Lookup(self.connection))
        named = ref_of(wanted.uid) if wanted.uid is not None else wanted.of
        try:
            return ledger.record(kind, references.on_the_desk(kind, named).uid)
        except (KeyError, UnclearReference) as unknown:
            if self._is_known_now(kind, named):
                raise PaperRefused("paper.not_in_book", of=wanted.of) from unknown
            raise

    def _is_known_now(self, kind: Subject, named: str) -> bool:
        """Tell whether a subject that the book did not have at another moment is in it now."""
        if self.moment.is_now:
            return False
        ledger = ledger_of(self.context.session, self.connection)
        try:
            References(ledger, Lookup(self.connection)).on_the_desk(kind, named)
        except UnclearReference:
            return False
        return True

    def lent(self) -> Loan:
        """Return the loan a paper is of; raises `PaperRefused` for a loan in, of which nobody borrows anything."""
        loan = Loan.of(self.asked(Subject.LOAN))
        self.is_lent(loan, loan.code)
        return loan

    def is_lent(self, loan: Loan | None, of: str) -> None:
        """Raise `PaperRefused` where something is a loan in or of one: `of` is what a paper was asked of."""
        if loan is not None and loan.kind is LoanKind.INCOMING:
            lender = self.institution(loan.lender)
            raise PaperRefused("paper.is_loan_in", of=of, lender=lender.name if lender else "")

    def person(self, uid: Uid | None) -> Person | None:
        """Return a person, or None."""
        state = self.source.record(Subject.PERSON, uid) if uid else None
        return Person.of(state) if state else None

    def institution(self, uid: Uid | None) -> Institution | None:
        """Return an institution, or None."""
        state = self.source.record(Subject.INSTITUTION, uid) if uid else None
        return Institution.of(state) if state else None

    def agreement(self, uid: Uid | None) -> Agreement | None:
        """Return an agreement, or None."""
        state = self.source.record(Subject.AGREEMENT, uid) if uid else None
        return Agreement.of(state) if state else None

    def loan(self, uid: Uid | None) -> Loan | None:
        """Return a loan, or None."""
        state = self.source.record(Subject.LOAN, uid) if uid else None
        return Loan.of(state) if state else None

    def lines(self, key: str, uid: Uid) -> list[Line]:
        """Return the lines that name a subject under a key, in order of their codes."""
        states = [self.source.record(Subject.LINE, each) for each in self.source.related(Subject.LINE, key, uid)]
        found = [Line.of(state) for state in states if state is not None]
        return sorted(found, key=lambda line: text_key(line.code))

    def pieces(self, lines: Iterable[Line]) -> Mapping[Uid, PieceRow]:
        """Return the rows of the pieces that go on these lines, or of the stocks they are drawn from."""
        uids = [uid for line in lines if (uid := line.sample or line.source) is not None]
        rows = self.context.rows(self.connection, list(local_ids(self.connection, uids)))
        return {row.uid: row for row in rows.values()}

    def rows(self, lines: Sequence[Line]) -> list[Row]:
        """Return what every paper says of a line: its piece, its masses as figures in ug, its days and state."""
        pieces, context = self.pieces(lines), self.context
        ledger = self.ledger()
        people = {uid: self.person(uid) for uid in {line.borrower for line in lines}}
        told: list[Row] = []
        for line in lines:
            row = pieces.get(line.sample or line.source or Uid(""))
            who = people[line.borrower]
            told.append(
                {
                    "code": line.code,
                    **_piece_told(line, row, context),
                    "asked": _figure(line.optimum_ug),
                    "minimum": _figure(line.minimum_ug),
                    "granted": _figure(line.granted_ug),
                    "issued": self._issued(line, row),
                    "held": self._held(line, row, piece_of(ledger, line, self.day)),
                    "consumed": self._went(line, Step.CONSUMED),
                    "returned": _moved(line, Step.RETURNED),
                    "returned_unweighed": in_no_sum(line, came_back(line), ledger),
                    "lost": self._went(line, Step.LOST),
                    "transferred": self._went(line, Step.TRANSFERRED),
                    "difference": _difference(line),
                    "mode": context.term("line_mode", line.mode),
                    "category": line.category,
                    "use": line.use,
                    "destructive": _destructive(context, line.destructive),
                    "due": self._due(line),
                    "issued_on": line.issued_stated or line.issued_said or None,
                    "closed_on": line.closed or None,
                    "closed_by": context.term("closed_by", line.closed_by),
                    "state": context.term(*state_term(line.state, disputed=line.disputed, recalled=line.recalled)),
                    "borrower": self.called(who),
                }
            )
        return told

    def _due(self, line: Line) -> Day | str | None:
        """Return the due day, or once it left that it has none; None for one that is yet to be set.

        What was recalled has the day by which it is asked back beside it.
        """
        due = line.due or (self.context.words.label("paper.no_due_day") if line.moves else None)
        back = asked_back_by(line.by, line.recalled, self.day) if line.is_open else 0
        if not back or back == line.due:
            return due
        told = show_day(due) if isinstance(due, int) else due
        return self.context.words.say("paper.due_recalled", {"due": told, "by": back})

    def _issued(self, line: Line, row: PieceRow | None) -> Value:
        held = line.account
        if line.moves and held.issued_known:
            return known_value(issued_of(line, _of_the_piece(row, held.issued_ug)), "mg")
        told = mass_value(row, self.context) if row else None
        # Of what left with no known mass, a figure is what it turned out to weigh since.
        return self.context.say("mass.unknown") if line.moves and isinstance(told, MassFigure | NoMass) else told

    def _held(self, line: Line, row: PieceRow | None, piece: PieceState | None) -> Value:
        held = line.account
        if held.unweighed:
            return mass_value(row, self.context) if row else self.context.say("mass.unknown")
        if not line.moves:
            return None
        known, fine = held_of(line, piece), line.resolution_of() or _of_the_piece(row, held.held_ug)
        return known_value(replace(known, resolution_ug=fine) if known is not None else None, "mg")

    def _went(self, line: Line, step: Step) -> Value:
        """Return what went this way, with the pieces nobody weighed counted in; None for nothing."""
        return self.context.gone_value(moved_of(line, step), wholes_of(line, step))

    def called(self, person: Person | None, *, others: bool = False) -> str:
        """Return the name of a person, with how and since when that person answers for nothing any more."""
        if person is None:
            return ""
        name = _with_others(person.name, person.names) if others else person.name
        return name_on(self.context.words, name, person.ended, person.ended_how, self.day)

    def _gone(self, person: Person) -> str:
        facts = {"name": person.name, "how": str(person.ended_how), "day": person.ended}
        return self.context.words.say("paper.borrower_gone", facts)

    def _house(self, person: Person | None, under: Iterable[Uid | None]) -> Institution | None:
        """Return the institution that answers: the one that all these agreements are with, else the person's."""
        agreed = [self.agreement(each) for each in dict.fromkeys(under)]
        houses = {each.institution if each else None for each in agreed}
        (house,) = houses if len(houses) == 1 else (None,)
        return self.institution(house or (person.institution_on(self.day) if person else None))

    def borrower(self, uid: Uid | None, under: Iterable[Uid | None] = ()) -> dict[str, str]:
        """Return what every paper says of a borrower: names in all scripts, institution, country, contacts.

        `under` are the agreements of what the paper is about, whose institution answers for it.
        """
        person = self.person(uid)
        place = self._house(person, under)
        gone = person is not None and not person.is_answerable(self.day)
        return {
            "borrower": self.called(person, others=True),
            # Nobody signs any more who answers for nothing: whoever does writes the name.
            "signer": person.name if person and not gone else "",
            "gone": self._gone(person) if person and gone else "",
            "contacts": "; ".join(person.contacts) if person else "",
            "institution": _with_others(place.name, place.names) if place else "",
            "address": place.address if place else "",
            "country": place.country if place else "",
        }


def _piece_told(line: Line, row: PieceRow | None, context: PaperContext) -> Row:
    """Return what a paper says of the piece of a line; of a line without one, what it is described as."""
    if row is None:
        told: Row = {"number": line.described, "mass": None, "barcode": line.code}
        return {**told, **dict.fromkeys(("form", "class_name", "place", "restriction"), "")}
    return {
        "number": row.number,
        "form": context.term("form", row.values.get("form")),
        "class_name": str(row.values.get("class_name") or ""),
        "mass": mass_value(row, context),
        "place": " \u203a ".join(row.place),
        "restriction": str(row.values.get("restriction") or ""),
        "barcode": row.number,
    }


def _destructive(context: PaperContext, chosen: bool | None) -> str:
    """Return what was chosen for the use of a line; a default nobody chose is no choice."""
    if chosen is None:
        return ""
    return context.words.label("paper.destructive" if chosen else "paper.non_destructive")


def document_rows(context: PaperContext, documents: Iterable[Document]) -> tuple[Row, ...]:
    """Return documents kept by reference: what each is, its name, day and checksum, and all of it as `told`."""
    return tuple(
        {
            "kind": context.term("document_kind", each.kind),
            "name": each.name,
            "day": each.day or None,
            "sha256": each.sha256,
            "remarks": each.remarks,
            "told": _told(context, each),
        }
        for each in documents
    )


def _told(context: PaperContext, each: Document) -> str:
    """Return a document in words; the checksum stands on a line of its own, where none of it is broken."""
    said = (context.term("document_kind", each.kind), each.name, context.day(each.day))
    seal = f"{context.say('paper.checksum')} {each.sha256}" if each.sha256 else ""
    return "\n".join(filter(None, (" · ".join(filter(None, said)), seal)))


def to_write_on(rows: Iterable[Row], ticks: Sequence[str] = (), blank: Sequence[str] = ()) -> tuple[Row, ...]:
    """Return rows with cells to tick, and cells to write on."""
    return tuple({**row, **dict.fromkeys(ticks, "☐"), **dict.fromkeys(blank, "")} for row in rows)


def _with_others(name: str, others: Sequence[str]) -> str:
    return f"{name} ({' · '.join(others)})" if others else name


def _figure(ug: int | None) -> MassFigure | None:
    return None if ug is None else MassFigure(ug)


def _moved(line: Line, step: Step) -> Value:
    """Return what went this way, in words where it was only at most so much; None for nothing."""
    mass = moved_of(line, step)
    return known_value(mass, "mg") if mass.ug else None


def _difference(line: Line) -> Value:
    mass = difference_of(line)
    return known_value(mass, "mg") if mass.ug else None


def _of_the_piece(row: PieceRow | None, ug: int) -> int | None:
    """Return the last place of the mass of a piece where that is the mass in question: older lines keep none."""
    fine = row.values.get("resolution_ug") if row is not None and row.mass_ug == ug else None
    return fine if isinstance(fine, int) else None
