from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import Operation, SetUpOperator
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession

from tests.made_once import copied

OPERATOR = OperatorRef("A. Curator")


@dataclass
class Begun:
    """A store with nobody in it but who imports."""

    session: StoreSession


def begun(path: Path) -> Begun:
    made = StoreSession.make(path)
    act = Act(operation=SetUpOperator(name="A. Curator"), day=19690701)
    made.post(Posting(acts=(act,), operator=OPERATOR))
    return Begun(made)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[StoreSession]:
    made = copied(begun, tmp_path / "a.lunar").session
    yield made
    made.close()


@pytest.fixture
def do(session: StoreSession) -> Callable[..., Posted]:
    def post(*operations: Operation, day: int = 0) -> Posted:
        acts = tuple(Act(operation=each, day=day or session.today) for each in operations)
        return session.post(Posting(acts=acts, operator=OPERATOR))

    return post


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: str, name: str = "rows.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return path

    return write
