"""The bench on which the samples room is tried."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import OtherName, Register, Split
from lunarcurator.services.words import Words
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered
from tests.desktop.samples.bench import SampleBench
from tests.made_once import copied_file
from tests.store.making import chips, new_lab, rock

type Opening = Callable[..., SampleBench]


def _furnished(path: Path) -> None:
    lab = new_lab(path)
    named = (OtherName(name="Great Grey", kind=NameKind.INFORMAL, source="a list"),)
    lab.post(rock("15555", names=named), rock("15016", 50, class_name="Basalt"))
    lab.post(Split(parent="15555", daughters=chips(6, 7, 8)), day=20200201)
    lab.post(Split(parent="15555,1", daughters=chips(2)), day=20200301)
    lab.post(
        Register(
            collection="Apollo",
            number="15058",
            mission="Apollo 15",
            mass=Mass.unknown("not_reconciled"),
            original=Mass.stated(2_672_300_000, 100_000),
            form="whole_rock",
        )
    )
    lab.session.close()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with three generics, daughters two levels deep, and one mass in suspense."""
    return copied_file(_furnished, tmp_path / "samples.lunar")


@pytest.fixture
def opening(qtbot: QtBot, appearance: Appearance, words: Words) -> Iterator[Opening]:
    """Opens rooms, one after the other, and closes them at the end."""
    made: list[SampleBench] = []

    def opened(path: Path, memory: Remembered | None = None) -> SampleBench:
        made.append(SampleBench(qtbot, appearance, words, path, memory))
        return made[-1]

    yield opened
    for bench in made:
        bench.close()
        assert not bench.faults


@pytest.fixture
def bench(opening: Opening, store: Path) -> SampleBench:
    """The room on the small store."""
    return opening(store)
