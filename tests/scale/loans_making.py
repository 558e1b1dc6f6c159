"""Makes the store of the loan desk at scale: lines out with hundreds of borrowers, by posting real operations."""

import random
from collections.abc import Sequence
from itertools import batched
from pathlib import Path

from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import AgreementRef, InstitutionRef, PersonRef, PieceRef, Uid, ref_of
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine, OpenRound
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, Attached, SetUpInstitution, SetUpPerson
from lunarcurator.domain.operations.requesting import RequestLoan, Wanted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store import schema
from sqlalchemy import select

from tests.scale.generator import OPERATOR, make_store

BEGAN: Day = 20250301
ASKED: Day = 20260301
LARGE = "L-2025-001"
PER_LOAN = 12
REQUESTS = 40
ROUND = "R-2026-01"
FROZEN: Day = 20260101
LINES, BORROWERS = 30_000, 400


def make_loans(path: Path, lines: int = LINES, borrowers: int = BORROWERS, seed: int = 11) -> StoreSession:
    """Make a store with so many lines out; a third of them are one loan, the others loans of a dozen.

    The same seed draws the same. Everybody has a signed agreement; a few dozen requests wait for a decision. No
    round is opened yet.
    """
    rng = random.Random(seed)
    session = make_store(path, lines + lines // 3 + 2 * REQUESTS * PER_LOAN, seed)
    people = _people(session, borrowers)
    pieces = _pieces(session)
    assert len(pieces) >= lines + REQUESTS * PER_LOAN, "too few pieces to lend"
    large = lines // 3
    _post(session, [_entered(LARGE, people[0], pieces[:large], rng)], BEGAN)
    rest = list(batched(pieces[large:lines], PER_LOAN))
    loans = [
        _entered(f"L-2025-{n + 2:04d}", people[1 + n % (borrowers - 1)], each, rng) for n, each in enumerate(rest)
    ]
    for some in batched(loans, 100):
        _post(session, some, BEGAN)
    asked = list(batched(pieces[lines : lines + REQUESTS * PER_LOAN], PER_LOAN))
    _post(session, [_request(rng.choice(people), each) for each in asked], ASKED)
    return session


def open_round(code: str = ROUND) -> OpenRound:
    """Return the act that opens the inventory round of the store."""
    return OpenRound(number=code, frozen=FROZEN, deadline=20270131)


def loan_named(session: StoreSession, code: str) -> Uid:
    """Return the loan of a number."""
    query = select(schema.desk.c.uuid).where(schema.desk.c.kind == "loan", schema.desk.c.code == code)
    with session.database.connect() as connection:
        return Uid(connection.execute(query).scalar_one().hex())


def numbers_on(session: StoreSession, code: str, most: int) -> list[str]:
    """Return the numbers of the first pieces of a loan."""
    line, sample = schema.loan_line.c, schema.sample.c
    query = select(sample.number).join(schema.loan_line, line.sample == sample.id)
    query = query.where(line.code.startswith(f"{code}/")).order_by(line.id).limit(most)
    with session.database.connect() as connection:
        return list(connection.execute(query).scalars())


def free_numbers(session: StoreSession, most: int) -> list[str]:
    """Return numbers of pieces that no line names, the last that were made."""
    line, sample = schema.loan_line.c, schema.sample.c
    lent = select(line.sample).where(line.sample.is_not(None))
    query = select(sample.number).where(sample.id.not_in(lent), sample.parent.is_not(None))
    with session.database.connect() as connection:
        return list(connection.execute(query.order_by(sample.id.desc()).limit(most)).scalars())


def _people(session: StoreSession, count: int) -> list[str]:
    houses = [f"Institute {n}" for n in range(max(count // 4, 1))]
    _post(session, [SetUpInstitution(name=each) for each in houses], BEGAN)
    names = [f"Borrower {n}" for n in range(count)]
    _post(session, [_person(name, houses[n % len(houses)]) for n, name in enumerate(names)], BEGAN)
    drafts = [_draft(n, name, houses[n % len(houses)]) for n, name in enumerate(names)]
    _post(session, drafts, BEGAN)
    _post(session, [_signed(n, name) for n, name in enumerate(names)], BEGAN)
    return names


def _person(name: str, house: str) -> SetUpPerson:
    return SetUpPerson(name=name, affiliations=(Affiliation(institution=InstitutionRef(house), since=BEGAN),))


def _draft(n: int, name: str, house: str) -> DraftAgreement:
    until = 20270101 + 100 * (n % 12) + 10_000 * (n % 3)
    return DraftAgreement(
        number=f"A-2025-{n:03d}",
        person=PersonRef(name),
        institution=InstitutionRef(house),
        since=BEGAN,
        until=until,
    )


def _signed(n: int, name: str) -> SignAgreement:
    copy = Attached(kind=DocumentKind.AGREEMENT, name=f"A-2025-{n:03d}.pdf", sha256=f"{n:064x}")
    agreement = AgreementRef(f"A-2025-{n:03d}")
    return SignAgreement(agreement=agreement, signed_by=name, for_lab=str(OPERATOR), copy=copy)


def _entered(code: str, borrower: str, pieces: Sequence[PieceRef], rng: random.Random) -> EnterLoan:
    due = 10_000 * rng.randrange(2026, 2030) + 100 * rng.randrange(1, 13) + 15
    number = code.rpartition("-")[2]
    return EnterLoan(
        number=code,
        borrower=PersonRef(borrower),
        agreement=AgreementRef(f"A-2025-{int(borrower.rpartition(' ')[2]):03d}"),
        lines=tuple(OldLine(sample=each, due=due) for each in pieces),
        source=f"list {number}",
        purpose=f"Study {number}",
    )


def _request(borrower: str, pieces: Sequence[PieceRef]) -> RequestLoan:
    lines = tuple(Wanted(sample=each, optimum_ug=1_000) for each in pieces)
    return RequestLoan(borrower=PersonRef(borrower), purpose="Isotopes", lines=lines)


def _pieces(session: StoreSession) -> list[PieceRef]:
    """Return the pieces that nothing was made of: what a lab lends."""
    sample = schema.sample.c
    query = select(sample.uuid).where(sample.parent.is_not(None), sample.daughters == 0, sample.mass_ug > 1_000)
    with session.database.connect() as connection:
        return [PieceRef(ref_of(uuid.hex())) for uuid in connection.execute(query.order_by(sample.id)).scalars()]


def _post(session: StoreSession, operations: Sequence[Operation], day: Day) -> None:
    acts = tuple(Act(operation=each, day=day) for each in operations)
    posting = Posting(acts=acts, operator=OPERATOR)
    session.post(accepted(session, posting))


def accepted(session: StoreSession, posting: Posting) -> Posting:
    """Return a posting with a reason for everything the rules warn of."""
    found = session.preview(posting).open_findings
    keys = dict.fromkeys(each.key for each in found)
    return Posting(
        acts=posting.acts,
        operator=posting.operator,
        overrides=tuple(Override(key=key, reason="invented for measuring") for key in keys),
    )
