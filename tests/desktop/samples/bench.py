"""The samples room in a window of its own, on a real store that is posted to as the window does."""

from collections.abc import Sequence
from pathlib import Path

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.rooms.samples.room import SamplesRoom
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import Operation
from lunarcurator.services.browsing import TOP
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered
from tests.prompt_bot import settle


class SampleBench:
    """A room on a store file, its lanes, and what people do with it."""

    def __init__(
        self, qtbot: QtBot, appearance: Appearance, words: Words, path: Path, memory: Remembered | None = None
    ) -> None:
        self.qtbot = qtbot
        self.faults: list[Exception] = []
        self.memory = memory if memory is not None else Remembered()
        self.lanes = Lanes()
        self.lanes.fault.connect(self.faults.append)
        self.context = AppContext(StoreSession.open(path), self.lanes, words, appearance, self.memory)
        self.room = SamplesRoom(self.context)
        qtbot.addWidget(self.room)
        self.tester = QAbstractItemModelTester(
            self.room.tree, QAbstractItemModelTester.FailureReportingMode.Fatal, self.room
        )
        self.tester.setUseFetchMore(False)
        self.room.resize(1300, 700)
        with qtbot.waitExposed(self.room):
            self.room.show()
        self.room.enter()
        self.settle()

    def close(self) -> None:
        self.lanes.close()
        # Its signals hold what listens to them by a function of its own, a room and with it the whole store.
        self.context.deleteLater()
        self.context.session.close()

    def settle(self) -> None:
        """Wait until nothing is under way and everything that was asked for is shown."""
        settle(self.qtbot, self.lanes, timeout=120_000)

    def post(self, *operations: Operation, day: int = 20200601, over: Sequence[str] = ()) -> Posted:
        """Post as the window does, and wait until the room shows it."""
        done: list[Posted] = []
        failed: list[Exception] = []
        posting = Posting(
            acts=tuple(Act(operation=each, day=day) for each in operations),
            operator=OperatorRef("A. Curator"),
            overrides=tuple(Override(key=key, reason="looked at") for key in over),
        )
        self.context.post(posting, done.append, failed.append)
        self.qtbot.waitUntil(lambda: bool(done or failed), timeout=60_000)
        assert not failed, failed
        self.settle()
        return done[0]

    def key(self, number: str) -> int:
        """The key of a piece that is in the tree as far as it was read."""
        tree = self.room.tree
        for parent in tree.shape.read_nodes():
            for child in tree.shape.children(parent):
                row = tree.rows.peek(child)
                if row is not None and row.piece.number == number:
                    return child
        raise AssertionError(f"{number} is not in the tree")

    def show(self, number: str) -> int:
        """Type a number in the tree and return the key of the piece it led to."""
        self.room.view.setFocus()
        self.qtbot.keyClicks(self.room.view, number)
        self.settle()
        self.room.jumping.stop()
        return self.room.view.current_key()

    def open(self, number: str) -> int:
        """Show a piece and open it."""
        key = self.show(number)
        self.room.view.setExpanded(self.room.tree.index_of(key), True)
        self.settle()
        return key

    def text(self, key: int, column: str = "number") -> str:
        """What a cell says."""
        tree = self.room.tree
        at = [each.key for each in tree.columns].index(column)
        return str(tree.index_of(key, at).data())

    def rows(self) -> list[str]:
        """The numbers of all rows that are open, from the top, indented."""
        view, tree = self.room.view, self.room.tree
        found = []
        index = tree.index(0, 0)
        while index.isValid():
            shown = view.row_of(index)
            found.append("  " * shown.look.depth + shown.number)
            index = view.indexBelow(index)
        return found

    def children(self, key: int) -> list[str]:
        """The numbers below a node."""
        return [self.text(child) for child in self.room.tree.shape.children(key)]

    @property
    def top(self) -> int:
        return self.room.tree.shape.children(self.room.tree.key_of_node(TOP))[0]
