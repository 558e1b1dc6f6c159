from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import Operation, SetUpOperator
from lunarcurator.services.desk import Desk
from lunarcurator.services.posting import Posted

from tests.made_once import copied

OPERATOR = OperatorRef("A. Curator")


@dataclass
class Begun:
    """A store with nobody in it but who imports."""

    desk: Desk


def begun(path: Path) -> Begun:
    made = Desk.make(path)
    act = Act(operation=SetUpOperator(name="A. Curator"), day=19690701)
    made.post(Posting(acts=(act,), operator=OPERATOR))
    return Begun(made)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = copied(begun, tmp_path / "a.lunar").desk
    yield made
    made.close()


@pytest.fixture
def do(desk: Desk) -> Callable[..., Posted]:
    def post(*operations: Operation, day: int = 0) -> Posted:
        acts = tuple(Act(operation=each, day=day or desk.today) for each in operations)
        return desk.post(Posting(acts=acts, operator=OPERATOR))

    return post


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: str, name: str = "rows.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return path

    return write
