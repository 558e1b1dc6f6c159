"""What a dialog of the loan desk offers to choose from: people, agreements, loans, lines and shipments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import Direction, LoanKind
from lunarcurator.domain.picture import DeskState
from lunarcurator.services.desk import Desk
from lunarcurator.services.lending.line_names import in_natural_order
from lunarcurator.services.lending.records import picture_of
from lunarcurator.store.reads.desks import desks


@dataclass(frozen=True, slots=True)
class LoanChoice:
    """One loan that is not closed: its number, and the name of who borrows, of a loan in of who lends."""

    uid: Uid
    code: str
    borrower: Uid
    person: str
    kind: str


@dataclass(frozen=True, slots=True)
class AgreementChoice:
    """One agreement that was not ended: its number, its person, and its last day (0 where it has none)."""

    uid: Uid
    code: str
    person: Uid
    until: int


@dataclass(frozen=True, slots=True)
class LoanChoices:
    """What there is to choose from on the loan desk, each in order of its name or number.

    `chosen` are the lines selected before, by loan and number; `numbers` are those of their pieces by uid.
    """

    people: tuple[tuple[Uid, str], ...]
    agreements: tuple[AgreementChoice, ...]
    loans: tuple[LoanChoice, ...]
    shipments: tuple[tuple[Uid, str], ...]
    chosen: tuple[Line, ...] = ()
    numbers: Mapping[Uid, str] = field(default_factory=lambda: MappingProxyType({}))

    def what(self, line: Line) -> str:
        """Return the number of the piece or stock of a chosen line, else what is described."""
        return self.numbers.get(line.sample or line.source or line.uid, line.described)

    def person(self, uid: Uid | None) -> str:
        """Return the name of a person, empty where nobody knows it."""
        return next((name for each, name in self.people if each == uid), "")

    def agreement_of(self, person: Uid) -> Uid | None:
        """Return the agreement of a person that runs longest, or None."""
        mine = [each for each in self.agreements if each.person == person]
        return max(mine, key=lambda each: each.until).uid if mine else None


def loan_choices(desk: Desk, lines: tuple[Uid, ...] = ()) -> LoanChoices:
    """Read what the dialogs of the loan desk offer, with the lines that are selected."""
    with desk.database.snapshot() as connection:
        people = [(row.state.uid, row.state.text("name")) for row in desks(connection, Subject.PERSON)]
        names = dict(people) | _institutions(connection)
        agreements = [row.state for row in desks(connection, Subject.AGREEMENT)]
        loans = [row.state for row in desks(connection, Subject.LOAN)]
        shipments = [row.state for row in desks(connection, Subject.SHIPMENT)]
        wanted = set(lines)
        known = [row.state for row in desks(connection, Subject.LINE)] if wanted else []
        picture = picture_of(desk, connection)
        chosen = tuple(in_natural_order(picture, (Line.of(each) for each in known if each.uid in wanted)))
        pieces = {piece for line in chosen for piece in (line.sample, line.source) if piece}
        numbers = {uid: picture.piece(uid).number_text for uid in pieces}
    return LoanChoices(
        tuple(people),
        tuple(_agreement(each) for each in agreements if not each.integer("terminated")),
        tuple(_loan(each, names) for each in loans if not each.integer("closed")),
        tuple((each.uid, each.text("code")) for each in shipments if _goes_out(each)),
        chosen,
        MappingProxyType(numbers),
    )


def _agreement(state: DeskState) -> AgreementChoice:
    return AgreementChoice(state.uid, state.text("code"), Uid(state.text("person")), state.integer("until") or 0)


def _loan(state: DeskState, names: dict[Uid, str]) -> LoanChoice:
    borrower, lender = Uid(state.text("borrower")), Uid(state.text("lender"))
    name = names.get(borrower or lender, "")
    return LoanChoice(state.uid, state.text("code"), borrower, name, state.text("kind"))


def _institutions(connection: Any) -> dict[Uid, str]:
    return {row.state.uid: row.state.text("name") for row in desks(connection, Subject.INSTITUTION)}


def _goes_out(state: DeskState) -> bool:
    return state.text("direction") != Direction.HOME and not state.integer("received")


def institution_choices(desk: Desk) -> tuple[tuple[Uid, str], ...]:
    """Return the institutions in use, by name."""
    with desk.database.connect() as connection:
        rows = desks(connection, Subject.INSTITUTION)
    return tuple((row.state.uid, row.state.text("name")) for row in rows if row.state.fields.get("retired") != 1)


def loans_in(desk: Desk) -> tuple[tuple[Uid, str], ...]:
    """Return what was lent to the lab and did not all go home, by number with its owner."""
    with desk.database.connect() as connection:
        names = _institutions(connection)
        loans = [
            row.state for row in desks(connection, Subject.LOAN) if row.state.text("kind") == LoanKind.INCOMING
        ]
    here = [each for each in loans if not each.integer("closed")]
    return tuple((each.uid, f"{each.text('code')} · {names.get(Uid(each.text('lender')), '')}") for each in here)
