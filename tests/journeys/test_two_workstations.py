"""Two programs on one store: the second window only reads, says who writes, and refreshes by itself."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.actions import ACTIONS, Needs
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.desktop.widgets.strips import Strip
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.operations import AddName
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.people import People
from lunarcurator.services.stores import is_free, open_session
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Kept, Window

WRITER = """
import sys
from pathlib import Path
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.operations import AddName
from lunarcurator.services.people import People
from lunarcurator.services.stores import is_free, open_session
desk = open_session(Path(sys.argv[1])).session
assert not desk.read_only
print("open", flush=True)
for line in sys.stdin:
    act = Act(operation=AddName(sample="15555", name=line.strip(), kind=NameKind.INFORMAL), day=desk.today)
    who = People(desk).operators()[0]
    print(desk.post(Posting(acts=(act,), operator=OperatorRef(ref_of(who.uid)))).seq, flush=True)
desk.close()
"""


@pytest.fixture
def writer(store: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that has the store open, and posts what it is told."""
    told = {**os.environ, "LOGNAME": "curator-a"}
    command = [sys.executable, "-c", WRITER, str(store)]
    process = subprocess.Popen(command, env=told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    yield process
    if process.returncode is None:
        process.communicate(timeout=30)


@pytest.fixture
def follower(
    writer: subprocess.Popen[str], qapp: QApplication, qtbot: QtBot, store: Path, started: list[Program]
) -> Window:
    program = Program(qapp, Kept(), store)
    started.append(program)
    qtbot.addWidget(program.frame)
    program.start()
    made = Window(program, qtbot)
    made.wait_open()
    return made


def say(writer: subprocess.Popen[str], text: str) -> int:
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdin.write(f"{text}\n")
    writer.stdin.flush()
    return int(writer.stdout.readline())


@pytest.mark.slow
def test_the_second_window_follows_the_first_and_names_it(
    follower: Window, writer: subprocess.Popen[str], qtbot: QtBot
) -> None:
    strip = follower.frame.findChild(Strip, "followerStrip")
    assert strip is not None
    assert "curator-a" in strip.accessibleName()
    offered = follower.frame.actions_by_key
    assert not [key for key, each in ACTIONS.items() if Needs.POST in each.needs and offered[key].isEnabled()]
    heard: list[object] = []
    place = follower.store_view.context
    place.changed.connect(heard.append)
    first = say(writer, "seen from the first window")
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    assert heard[-1].seq == first  # type: ignore[attr-defined]
    with pytest.raises(Refusal) as asked:
        find_piece(place.session, "seen from the first window")
    assert asked.value.facts["number"] == "15555", "the new name is there, and asks to confirm"
    second = say(writer, "and again")
    qtbot.waitUntil(lambda: heard[-1].seq == second, timeout=10_000)  # type: ignore[attr-defined]
    assert place.session.head().seq == second
    assert place.session.read_only


@pytest.mark.slow
def test_when_the_first_program_is_gone_the_window_that_followed_may_write(
    follower: Window, writer: subprocess.Popen[str], store: Path, qtbot: QtBot
) -> None:
    followed = follower.store_view
    assert not is_free(store)
    writer.kill()
    writer.communicate(timeout=30)
    qtbot.waitUntil(lambda: follower.store_view is not followed, timeout=20_000)
    assert not follower.store_view.context.session.read_only
    qtbot.waitUntil(lambda: follower.frame.findChild(Strip, "followerStrip") is None)


@pytest.mark.slow
def test_when_the_first_program_is_gone_the_next_start_may_write(
    follower: Window, writer: subprocess.Popen[str], store: Path, qtbot: QtBot
) -> None:
    # However it ends: the system takes its lock away.
    writer.kill()
    writer.communicate(timeout=30)
    stores = follower.program.wiring.stores
    with qtbot.waitSignal(stores.opened, timeout=20_000):
        stores.open(store)
    assert not follower.store_view.context.session.read_only
    qtbot.waitUntil(lambda: follower.frame.findChild(Strip, "followerStrip") is None)


class Ahead:
    """A clock three hours ahead of that of this machine."""

    def now_us(self) -> int:
        return SystemClock().now_us() + 3 * 3_600 * 1_000_000


@pytest.fixture
def from_ahead(store: Path) -> None:
    """The last entry was posted where the clock was ahead."""
    session = open_session(store, clock=Ahead()).session
    act = Act(operation=AddName(sample="15555", name="late", kind=NameKind.INFORMAL), day=session.today)
    who = People(session).operators()[0]
    session.post(Posting(acts=(act,), operator=OperatorRef(ref_of(who.uid))))
    session.close()


@pytest.mark.usefixtures("from_ahead")
def test_a_clock_that_is_behind_is_told_at_opening(window: Window) -> None:
    strip = window.frame.findChild(Strip, "troubleStrip")
    assert strip is not None
    assert "Set the clock right before anything is posted" in strip.accessibleName()


@pytest.mark.usefixtures("from_ahead")
def test_a_follower_names_the_writer_whatever_else_is_to_be_said(follower: Window, qtbot: QtBot) -> None:
    strip = follower.frame.findChild(Strip, "troubleStrip")
    assert strip is not None
    assert "Set the clock right" in strip.accessibleName()
    assert "curator-a" in strip.accessibleName()


def test_the_work_of_today_leads_a_follower_to_records_and_to_no_act(follower: Window, qtbot: QtBot) -> None:
    follower.store_view.show_room("loans")
    room = follower.store_view.room
    assert isinstance(room, LoansRoom)
    qtbot.waitUntil(lambda: bool(room.lists.today.today.rows), timeout=10_000)
    leads = [cell.target for row in room.lists.today.today.rows for cell in row.cells if cell.target]
    assert leads
    assert not [each for each in leads if each.startswith("act:")]
