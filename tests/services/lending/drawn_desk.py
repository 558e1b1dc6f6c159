"""A loan desk of any size, written as the derived rows its facts would leave: for lists, never for verify."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.facts import Scalar, Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.lines import LineMove
from lunarcurator.domain.lending.terms import Step
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store import schema
from lunarcurator.store.ids import LocalIds
from lunarcurator.store.line_rows import put_desks
from sqlalchemy import select

PER_LOAN = 12
STATES = ("out",) * 17 + ("transit", "requested", "prepared")


@dataclass
class DrawnDesk:
    """Writes subjects of the desk beside a store that has samples; each gets a uid of its own, counted up."""

    session: StoreSession
    _count: int = 0
    _kept: list[tuple[str, Record]] = field(default_factory=list)

    def uid(self) -> Uid:
        self._count += 1
        return Uid(f"{0xA0000000 + self._count:032x}")

    def add(self, subject: Subject, named: Uid | None = None, /, **fields: Scalar) -> Uid:
        """Keep a subject for `write`; names of fields with a slash are given with two underlines."""
        uid = named or self.uid()
        told = {key.replace("__", "/"): value for key, value in fields.items()}
        self._kept.append((str(subject), Record(uid, told, 1)))
        return uid

    def institution(self, name: str) -> Uid:
        return self.add(Subject.INSTITUTION, name=name, country="")

    def person(self, name: str, institution: Uid, **more: Scalar) -> Uid:
        return self.add(Subject.PERSON, name=name, institution=institution, **more)

    def agreement(self, code: str, person: Uid, **more: Scalar) -> Uid:
        return self.add(Subject.AGREEMENT, name=code, code=code, person=person, **more)

    def loan(self, code: str, borrower: Uid, **more: Scalar) -> Uid:
        return self.add(Subject.LOAN, name=code, code=code, borrower=borrower, kind="research", **more)

    def line(self, code: str, loan: Uid, borrower: Uid, **more: Scalar) -> Uid:
        """Keep a line; one that is out (`ug` given) has been issued in full on the day `issued`."""
        ug = more.pop("ug", None)
        told: dict[str, Scalar] = {"mode": "whole", "state": "out", "issued": 20250101} | more
        if isinstance(ug, int):
            move = LineMove(Step.ISSUED, 20250101, ug, quality=Quality.MEASURED)
            told[f"move/{self.uid()}"] = move.told()
        return self.add(Subject.LINE, name=code, code=code, loan=loan, borrower=borrower, **told)

    def write(self) -> None:
        """Write what was kept."""
        with self.session.database.write() as connection:
            put_desks(connection, self._kept, LocalIds(connection))
        self._kept.clear()


def samples_of(session: StoreSession) -> list[Uid]:
    """Return the uids of all pieces in the order in which they came."""
    with session.database.connect() as connection:
        found = connection.execute(select(schema.sample.c.uuid).order_by(schema.sample.c.id)).scalars()
        return [Uid(uuid.hex()) for uuid in found]


def draw(session: StoreSession, lines: int, borrowers: int, seed: int = 4) -> DrawnDesk:
    """Write so many lines of loans to so many borrowers; the same seed draws the same."""
    rng = random.Random(seed)
    drawn = DrawnDesk(session)
    houses = [drawn.institution(f"Institute {n}") for n in range(max(borrowers // 4, 1))]
    people = [drawn.person(f"Borrower {n}", houses[n % len(houses)]) for n in range(borrowers)]
    for n, person in enumerate(people):
        drawn.agreement(f"A-2022-{n:03d}", person, signed=20220401, until=20270101 + 100 * rng.randrange(12))
    for loan, count in _loans(lines):
        person = rng.choice(people)
        _draw_loan(drawn, rng, loan, person, count, samples_of(session) if loan == 0 else None)
    drawn.write()
    return drawn


def _loans(lines: int) -> Iterator[tuple[int, int]]:
    for number, at in enumerate(range(0, lines, PER_LOAN)):
        yield number, min(PER_LOAN, lines - at)


def _draw_loan(
    drawn: DrawnDesk, rng: random.Random, number: int, person: Uid, count: int, pieces: list[Uid] | None
) -> None:
    code = f"L-{2015 + number % 12}-{number:04d}"
    loan = drawn.loan(code, person, requested=20250101 + rng.randrange(28))
    for n in range(count):
        piece: dict[str, Scalar] = {"sample": pieces[n % len(pieces)]} if pieces else {}
        due = (2025 + rng.randrange(4)) * 10_000 + (1 + rng.randrange(12)) * 100 + 15
        ug = rng.randrange(10_000, 9_000_000)
        drawn.line(f"{code}/{n + 1}", loan, person, state=rng.choice(STATES), due=due, ug=ug, **piece)


def drawn_store(path: Path, lines: int, borrowers: int) -> StoreSession:
    """Make a new store with a drawn loan desk and nothing else."""
    session = StoreSession.make(path)
    draw(session, lines, borrowers)
    return session
