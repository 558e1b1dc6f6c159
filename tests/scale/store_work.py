"""What the store does, measured through the services: post, read, search, filter, balance, verify."""

import random
from collections.abc import Callable
from typing import Any

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import PieceRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import Daughter, Split
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.browsing import TOP, Axis, Browsing, PieceFilter, TreeQuery
from lunarcurator.services.searching import Searching
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store import schema
from sqlalchemy import select

from tests.scale.figures import Figure, stopwatch, timed
from tests.scale.generator import OPERATOR

WORDS = ("1", "10", "100", "1000", "10001,4", "10001,46", "oliv", "olivine", "玄武", "breccia", ",46")


class StoreWork:
    """Measures one store; the same seed asks the same questions."""

    def __init__(self, session: StoreSession, seed: int = 3) -> None:
        self.session = session
        self.rng = random.Random(seed)
        self.browsing = Browsing(session)
        self.searching = Searching(session, self.browsing)
        with session.database.connect() as connection:
            sample = schema.sample.c
            query = select(sample.id, sample.uuid, sample.number).where(sample.mass_ug > 10_000_000)
            self.heavy = [
                (id_, ref_of(uuid.hex()), number) for id_, uuid, number in connection.execute(query.limit(5_000))
            ]
            most = select(sample.id).order_by(sample.daughters.desc()).limit(1)
            self.widest = connection.execute(most.where(sample.parent.is_(None))).scalar_one()

    def posts(self, times: int, disk: str) -> Figure:
        def post() -> None:
            chips = tuple(Daughter(form="chip", mass=Mass.measured(1_000, 1)) for _ in range(10))
            parent = PieceRef(self.rng.choice(self.heavy)[1])
            act = Act(operation=Split(parent=parent, daughters=chips), day=self.session.today)
            self.session.post(Posting(acts=(act,), operator=OPERATOR))

        return Figure("post a split of ten daughters, durable", "ms", timed(times, post, 5), 10, note=disk)

    def balances(self, times: int) -> Figure:
        days = [19690101, 19740630, 19991231, 20110504, 20260101]
        moments = [Moment(day=self.rng.choice(days)) for _ in range(times + 1)]
        asked = iter(moments)
        return Figure(
            "balance of any day", "ms", timed(times, lambda: trial_balance(self.session, next(asked))), 50
        )

    def searches(self, times: int) -> list[Figure]:
        texts = iter([text for _ in range(times) for text in WORDS] + ["1"])
        keystroke = timed(times * len(WORDS), lambda: self.searching.search(next(texts), self.heavy[0][0]))
        numbers = iter([self.rng.choice(self.heavy)[2] for _ in range(times * 5 + 1)])

        def jump() -> None:
            found = self.searching.jump(next(numbers))
            assert found is not None
            self.browsing.line_to(found)

        return [
            Figure("search keystroke, in the reading lane", "ms", keystroke),
            Figure("jump to a number, in the reading lane", "ms", timed(times * 5, jump)),
        ]

    def chips(self, times: int) -> list[Figure]:
        one = (PieceFilter(Axis.FORM, "chip"),)
        two = (*one, PieceFilter(Axis.CUSTODY, "here"))
        every = (PieceFilter(Axis.EXISTENCE, "exists"),)
        return [
            Figure("one chip (a fifth of all), in the reading lane", "ms", timed(times, self._filtered(one))),
            Figure("one chip (everything), in the reading lane", "ms", timed(times, self._filtered(every))),
            Figure("two chips, in the reading lane", "ms", timed(times, self._filtered(two))),
        ]

    def children(self, times: int) -> Figure:
        def read() -> None:
            below = self.browsing.children([self.widest], TreeQuery())[self.widest]
            self.browsing.rows([node for node, *_ in below[:60]])  # type: ignore[misc]

        return Figure("children of the widest piece, in the reading lane", "ms", timed(times, read))

    def verified(self) -> Figure:
        told: list[tuple[int, int]] = []
        with stopwatch() as watch:
            found = verify(self.session, lambda done, total: told.append((done, total)))
        assert found.findings == (), found.findings[:3]
        note = f"{len(told)} times told, {found.counts.get('pieces', 0):,} pieces"
        return Figure("verify", "s", [watch[0] / 1_000], 60, "max", note=note)

    def _filtered(self, filters: tuple[PieceFilter, ...]) -> Callable[[], Any]:
        def read() -> None:
            self.browsing.forget()
            query = TreeQuery(filters)
            collection = self.browsing.children([TOP], query)[TOP][0][0]
            missions = self.browsing.children([collection], query)[collection]
            self.browsing.children([missions[0][0]], query)

        return read
