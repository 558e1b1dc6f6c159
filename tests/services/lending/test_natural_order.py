"""Loans, lines, agreements and all else with a code stand as people count, wherever they are listed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.terms import InstitutionType
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import Register
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine, OpenRound
from lunarcurator.domain.operations.agreeing import DraftAgreement
from lunarcurator.domain.operations.borrowing import SetUpInstitution
from lunarcurator.services.lending.agreements import agreement_rows, urgent_first
from lunarcurator.services.lending.choices import loan_choices
from lunarcurator.services.lending.naming import desk_meant
from lunarcurator.services.lending.overview import all_rounds, overview
from lunarcurator.services.lending.rounds import read_round
from lunarcurator.store.reads import loans as reads
from lunarcurator.store.reads.borrowers import loans
from lunarcurator.store.reads.due_days import due_days
from lunarcurator.store.reads.records import lines_to_chase, records

from tests.services.lending.lent_lab import LentLab

MANY: Final = 11
"""So many lines has each loan."""
DUE: Final = 20270101
WISH: Final = reads.LineWish(DUE - 10_000)
DATED: Final = reads.LineWish(DUE - 10_000, due_from=DUE - 1, due_before=DUE + 1)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LentLab]:
    lab = LentLab(tmp_path_factory.mktemp("order") / "lent.lunar")
    lab.post(SetUpInstitution(name="Institute B", country="CN", type=InstitutionType.RESEARCH))
    # Entered in an order that is neither that of the text nor that of the figures.
    for first, name in enumerate(("L-10", "L-2", "L-100", "L-9")):
        numbers = [f"1{first + 6}{n:03}" for n in range(MANY)]
        for number in numbers:
            held = Mass.measured(1_000, 1)
            lab.post(Register(collection="A", number=number, mission="M", mass=held, form="chip", place="Room"))
        lines = tuple(OldLine(sample=each, due=DUE) for each in numbers)
        lab.post(EnterLoan(number=name, borrower="Borrower A", lines=lines, source="old list"), day=20210101)
    for name in ("A-10", "A-9", "A-100"):
        term = {"since": 20260101, "until": 20301231}
        drafted = DraftAgreement(number=name, person="Borrower A", institution="Institute B", **term)
        lab.post(drafted, day=20260101, accept=("agreement.not_affiliated",))
    for name in ("R-10", "R-9"):
        lab.post(OpenRound(number=name, frozen=20220101, deadline=20220301), day=20220102)
    yield lab
    lab.session.close()


def found(lab: LentLab, **wish: object) -> list[str]:
    with lab.session.database.snapshot() as connection:
        wanted = reads.LineWish(WISH.today, **wish)
        ids = reads.find_lines(connection, wanted)
        rows = reads.line_rows(connection, ids)
        return [rows[each].code for each in ids]


def named(lab: LentLab, kind: Subject) -> list[str]:
    with lab.session.database.snapshot() as connection:
        return [row.state.code or row.state.name for row in records(connection, kind)]


def of_loans(lab: LentLab, ask: Callable[..., Sequence[object]], *more: object) -> list[str]:
    with lab.session.database.snapshot() as connection:
        return [getattr(each, "code", "") or getattr(each, "loan_code", "") for each in ask(connection, *more)]


def chased(lab: LentLab) -> list[str]:
    with lab.session.database.snapshot() as connection:
        return [row.state.code for row in lines_to_chase(connection, DUE)]


def as_people_count(codes: Sequence[str]) -> list[str]:
    return sorted(
        codes, key=lambda code: [int(part) for part in code.split("-", 1)[1].replace("-", "/").split("/")]
    )


LISTS: Final[Mapping[str, Callable[[LentLab], list[str]]]] = MappingProxyType(
    {
        "lines by loan": lambda lab: found(lab, sort="loan"),
        "lines by code": lambda lab: found(lab, sort="code"),
        "lines by code, down": lambda lab: found(lab, sort="code", descending=True)[::-1],
        "lines of one state": lambda lab: found(lab, sort="state"),
        "lines of the desk": lambda lab: named(lab, Subject.LINE),
        "loans of the desk": lambda lab: named(lab, Subject.LOAN),
        "agreements of the desk": lambda lab: named(lab, Subject.AGREEMENT),
        "rounds of the desk": lambda lab: named(lab, Subject.ROUND),
        "loans, latest first": lambda lab: of_loans(lab, loans)[::-1],
        "loans with lines": lambda lab: of_loans(lab, reads.by_loan, DATED, 99),
        "what falls due": lambda lab: of_loans(lab, due_days, WISH, 99),
        "lines to chase": lambda lab: chased(lab),
        "loans to choose from": lambda lab: [each.code for each in loan_choices(lab.session).loans],
        "agreements": lambda lab: [each.agreement.code for each in agreement_rows(lab.session)],
        "agreements, urgent first": lambda lab: [
            each.agreement.code for each in urgent_first(agreement_rows(lab.session))
        ],
        "agreements before": lambda lab: [
            each.agreement.code for each in agreement_rows(lab.session, Moment(seq=lab.session.head().seq - 1))
        ],
        "rounds, latest first": lambda lab: [each.code for each in all_rounds(lab.session)][::-1],
        "lines of a round": lambda lab: [
            line.code
            for person in read_round(lab.session, desk_meant(lab.session, Subject.ROUND, "R-9").uid).people
            if person.name == "Borrower A"
            for line in person.lines
        ],
        "the work of today": lambda lab: [
            row.code for group in overview(lab.session).groups if group.work == "overdue" for row in group.rows
        ],
    }
)


@pytest.mark.parametrize("name", LISTS)
def test_ten_comes_after_nine(lab: LentLab, name: str) -> None:
    codes = LISTS[name](lab)
    assert codes == as_people_count(codes)
    assert len(codes) > 1 or name == "the work of today"
