"""The attention room: what needs a hand, and the way from each row to its record and its acts."""

from pathlib import Path

from lunarcurator.desktop.dialogs.case_layouts import CLOSE_CASE, REOPEN_CASE
from lunarcurator.desktop.dialogs.to_do_limits import open_to_do_limits
from lunarcurator.desktop.links import Link, Selection, Target
from lunarcurator.desktop.rooms.to_do.room import ToDoRoom
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import CheckPlace, Daughter, PlanSplit
from lunarcurator.services.cases import all_cases
from lunarcurator.services.exporting import Report
from lunarcurator.services.to_do.limits import Limits, limits_of
from lunarcurator.services.to_do.listing import Concern
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from tests.desktop.dialogs.bench import Bench


def shown(bench: Bench) -> ToDoRoom:
    room = ToDoRoom(bench.context)
    bench.qtbot.addWidget(room)
    room.resize(1280, 760)
    room.show()
    bench.qtbot.waitExposed(room)
    quiet(bench)
    room.enter()
    return room


def quiet(bench: Bench) -> None:
    still = 0

    def idle() -> bool:
        nonlocal still
        still = 0 if bench.lanes.busy else still + 1
        return still > 3

    bench.qtbot.waitUntil(idle, timeout=10_000)


def counted(bench: Bench) -> None:
    bench.post(CheckPlace(place="C-08", missing=("15556",), seen=("15555,46",)))


def cells(room: ToDoRoom) -> list[str]:
    table = room.table
    assert table is not None
    return [table.ledger.cell(0, column).spoken for column in range(table.ledger.columnCount())]


def test_every_concern_is_counted_and_listed(bench: Bench) -> None:
    counted(bench)
    room = shown(bench)
    QAbstractItemModelTester(room.concerns.ledger, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = {
        room.concerns.ledger.cell(row, 0).text: room.concerns.ledger.cell(row, 1).text
        for row in range(len(Concern))
    }
    assert rows["Open cases"] == "1"
    assert rows["Clock that ran backwards"] == "\u2013"
    for concern in Concern:
        room.show_concern(concern)
        quiet(bench)
        assert room.concern is concern
        assert room.table is not None


def test_all_of_the_room_is_as_of_the_day_that_is_shown(bench: Bench) -> None:
    counted(bench)
    room = shown(bench)
    open_cases = room.concerns.ledger.cell(list(Concern).index(Concern.CASES), 1)
    assert (open_cases.text, room.acts["close_case"].isEnabled()) == ("1", True)
    bench.context.show_moment(Moment(19720101))
    quiet(bench)
    assert room.concerns.ledger.cell(list(Concern).index(Concern.CASES), 1).text == "\u2013"
    assert room.table is not None
    assert room.table.ledger.rowCount() == 0
    read = {"export_count", "incident_record"}
    assert not any(button.isEnabled() for key, button in room.acts.items() if key not in read)
    bench.context.show_moment(NOW)
    quiet(bench)
    assert room.concerns.ledger.cell(list(Concern).index(Concern.CASES), 1).text == "1"


def test_a_row_leads_to_its_piece_and_offers_what_can_be_done(bench: Bench) -> None:
    counted(bench)
    room = shown(bench)
    asked: list[str] = []
    gone: list[Link] = []
    room.asked.connect(asked.append)
    bench.context.went.connect(gone.append)
    case = all_cases(bench.session)[0]
    assert cells(room)[:3] == [case.code, "Missing at a count", "Open"]
    assert room.selection == Selection()
    assert room.table is not None
    room.table.selectRow(0)
    assert room.selection == Selection(samples=(bench.piece("15556").uid,), case=case.uid)
    visible = {key for key, button in room.acts.items() if not button.isHidden()}
    assert visible == {"close_case", "export_count"}
    bench.qtbot.mouseClick(room.acts["close_case"], Qt.MouseButton.LeftButton)
    room.table.followed.emit(f"sample:{bench.piece('15556').uid}")
    room.table.followed.emit(f"case:{case.uid}")
    room.table.followed.emit(f"balance:{case.uid}")
    assert asked == ["close_case", "close_case", "balances"]
    assert gone == [Link(Target.SAMPLE, bench.piece("15556").uid)]


def test_a_case_is_closed_and_opened_again(bench: Bench) -> None:
    counted(bench)
    room = shown(bench)
    assert room.table is not None
    room.table.selectRow(0)
    close = bench.open(CLOSE_CASE.open, room.selection)
    assert close.heading().startswith("Close case ")
    bench.type(close, "outcome", "behind the tray")
    bench.settle(close)
    bench.act(close)
    quiet(bench)
    assert cells(room)[2] == "Closed"
    assert {key for key, button in room.acts.items() if not button.isHidden()} == {"reopen_case", "export_count"}
    again = bench.open(REOPEN_CASE.open, room.selection)
    bench.type(again, "why", "it was another one")
    bench.settle(again)
    bench.act(again)
    quiet(bench)
    assert cells(room)[2] == "Open"
    for make in (CLOSE_CASE.open, REOPEN_CASE.open):
        assert make(bench.context, Selection(), None) is None


def test_an_order_offers_to_go_on_to_finish_and_to_give_up(bench: Bench) -> None:
    bench.post(PlanSplit(parent="15555,46", daughters=(Daughter(number="15555,901"),), order="WO-1"))
    room = shown(bench)
    room.show_concern(Concern.ORDERS)
    quiet(bench)
    assert cells(room)[:3] == ["WO-1", "Planned", "15555,46"]
    assert room.table is not None
    room.table.selectRow(0)
    assert room.selection.order is not None
    visible = {key for key, button in room.acts.items() if not button.isHidden()}
    assert visible == {"advance_order", "finish_order", "cancel_order"}
    bench.context.act_as(None, "")
    assert not room.acts["advance_order"].isEnabled()


def test_lists_and_counts_are_written_as_files(bench: Bench, tmp_path: Path) -> None:
    counted(bench)
    room = shown(bench)
    told: list[str] = []
    room.writing.told.connect(lambda sentence, _well: told.append(sentence))
    assert room.list_in_front() is Report.CASES
    asked: list[str] = []
    room.asked.connect(asked.append)
    button = room.findChild(QPushButton, "attentionRoom.export_list")
    assert button is not None
    button.click()
    assert asked == ["export"], "the one dialog writes it, in every format"
    for name in ("count.html", "count.pdf"):
        room.export_count()
        dialog = room.findChild(QFileDialog, "attentionRoom.fileDialog")
        assert dialog is not None
        dialog.fileSelected.emit(str(tmp_path / name))
        dialog.close()
        bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
        bench.qtbot.waitUntil(lambda name=name: told[-1] == f"Wrote 1 row to {name}.")
        assert (tmp_path / name).exists()
    room.writing.write(tmp_path / "cases.docx", lambda _path, _ticket: 1)
    bench.qtbot.waitUntil(lambda: told[-1] == "Wrote 1 row to cases.docx.")


def test_limits_are_set_for_everybody_and_followed_at_once(bench: Bench) -> None:
    room = shown(bench)
    room.show_concern(Concern.NOT_SEEN)
    quiet(bench)
    assert room.table is not None
    assert room.table.ledger.rowCount() == 2
    limits = bench.open(open_to_do_limits, Selection())
    assert limits.years.text() == "2"
    # Nobody set a share yet: that of the policy holds, and is shown.
    assert limits.remote.text() == ""
    presets = limits.findChild(QLabel, "remotePresets")
    assert presets is not None
    assert "Apollo 14 %" in presets.accessibleName()
    bench.type(limits, "unseen_years", "50")
    bench.type(limits, "remote_milli", "14.5")
    limits.confirmed.emit()
    bench.qtbot.waitUntil(lambda: bench.accepted)
    quiet(bench)
    assert limits_of(bench.session) == Limits(unseen_years=50, remote_milli=14_500)
    assert room.table.ledger.rowCount() == 0
    again = bench.open(open_to_do_limits, Selection())
    bench.type(again, "unseen_years", "")
    assert not again.primary_button.isEnabled()


def test_the_room_begins_at_the_first_list_with_something_in_it(bench: Bench) -> None:
    bench.post(PlanSplit(parent="15555,46", daughters=(Daughter(form="chip"),)))
    room = shown(bench)
    assert room.concern is Concern.ORDERS
    assert cells(room)
    room.show_concern(Concern.CASES)
    room.refresh()
    quiet(bench)
    assert room.concern is Concern.CASES


def test_before_anything_is_read_it_says_nothing_and_offers_nothing(bench: Bench) -> None:
    room = ToDoRoom(bench.context)
    bench.qtbot.addWidget(room)
    assert room._none.isHidden()
    assert all(button.isHidden() for button in room.acts.values())
