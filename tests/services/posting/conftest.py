"""A small real store: one collection, a row of places, two operators, one balance."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Mission,
    OpenCollection,
    Operation,
    Register,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
)
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.tables import load_tables

from tests.made_once import copied
from tests.still_clock import MAY_US, StillClock

DAY = 20200101


@dataclass
class Lab:
    """A desk and short ways to post on it."""

    session: StoreSession
    clock: StillClock

    def post(
        self,
        *operations: Operation,
        day: int = DAY,
        operator: str = "A. Curator",
        witness: str | None = None,
        reason: str = "",
        overrides: dict[str, str] | None = None,
        authority: Authority | None = None,
        **more: object,
    ) -> Posted:
        told = tuple(Override(key=key, reason=why) for key, why in (overrides or {}).items())
        acts = tuple(Act(operation=operation, day=day) for operation in operations)
        posting = Posting(
            acts=acts,
            operator=OperatorRef(operator),
            witness=OperatorRef(witness) if witness else None,
            reason=reason,
            overrides=told,
            authority=authority,
            **more,  # type: ignore[arg-type]
        )
        return self.session.post(posting)


def _furnished(path: Path) -> Lab:
    clock = StillClock(MAY_US)
    made = Lab(StoreSession.make(path, tables=load_tables(), clock=clock), clock)
    made.post(SetUpOperator(name="A. Curator"))
    made.post(SetUpOperator(name="B. Second"), SetUpOperator(name="C. Auditor", role="auditor"))
    missions = (Mission(code="Apollo 15", name="Apollo 15", opened=19710817),)
    made.post(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions))
    made.post(SetUpPlace(kind="site", name="Lab"), SetUpPlace(kind="building", name="House", parent="Lab"))
    made.post(SetUpPlace(kind="room", name="Room", parent="House"))
    made.post(SetUpPlace(kind="vault", name="Vault", parent="Room"))
    made.post(SetUpPlace(kind="cabinet", name="Cabinet 8", parent="Vault", code="C8"))
    made.post(SetUpBalance(name="B3", resolution_ug=1_000, calibrated=20191201, calibration_due=20991231))
    return made


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = copied(_furnished, tmp_path / "lab.lunar")
    yield made
    made.session.close()


@pytest.fixture
def rock(lab: Lab) -> Lab:
    """The same store with one weighed rock of 100 g, numbered 15555, in Cabinet 8."""
    lab.post(
        Register(
            collection="Apollo",
            number="15555",
            mission="Apollo 15",
            mass=Mass.measured(100_000_000, 1_000),
            form="whole_rock",
            place="C8",
        )
    )
    return lab
