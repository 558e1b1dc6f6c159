"""An import asks the store once for many numbers who goes by them, and not for each of its rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Register, SetUpOperator
from lunarcurator.domain.words_folding import number_key
from lunarcurator.services.importing import Verdict, post_import
from lunarcurator.store import select_statements
from lunarcurator.store.source import StoreSource

from tests.services.importing.plans import plan_import
from tests.services.ledgers.history import History

ROWS = 60


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    history = History.make(tmp_path / "lab.lunar")
    history.post(SetUpOperator(name="A. Curator"))
    for code in ("A", "B"):
        missions = (Mission(code=code, name=code, opened=19690725),)
        history.post(OpenCollection(code=code, name=code, scheme="apollo", missions=missions), day=19690725)
    history.post(Register(collection="B", number="15001", mission="B", mass=Mass.measured(1_000, 1), form="chip"))
    yield history
    history.session.close()


def test_answers_asked_for_at_once_are_those_asked_for_one_by_one(history: History) -> None:
    keys = [number_key(each) for each in ("15001", "15002", "nobody")]
    with history.session.database.snapshot() as connection:
        single = [StoreSource(connection).known_as((key,)) for key in keys]
        source = StoreSource(connection)
        source.warm((), keys)
        assert [source.known_as((key,)) for key in keys] == single == [[history.piece("15001")], [], []]
        assert source.known_as(keys) == single[0]
        source.forget()
        assert source.known_as(keys[:1]) == single[0]


@pytest.mark.parametrize(("chosen", "mission"), [("A", "A"), ("Apollo", "Apollo 15")], ids=["known", "opened"])
def test_an_import_asks_for_all_its_new_numbers_at_once(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, mission: str
) -> None:
    asked: list[object] = []
    one_by_one = select_statements.KNOWN_AS

    class Counted:
        """Answers as the question does, and counts."""

        def column(self, *args: Any, **told: Any) -> list[Any]:
            asked.append(told)
            return one_by_one.column(*args, **told)

    monkeypatch.setattr(select_statements, "KNOWN_AS", Counted())
    path = tmp_path / "list.csv"
    path.write_text(
        "Sample,Mission,Mass (g)\n" + "".join(f"{15_000 + n},{mission},{n + 1}\n" for n in range(ROWS))
    )
    plan = plan_import(history.session, path, collection=chosen)
    assert plan.counts[Verdict.NEW] == ROWS
    assert asked == []
    post_import(history.session, plan, OperatorRef("A. Curator"))
    assert asked == []
    assert history.piece(f"{chosen}:15001") != history.piece("B:15001")
