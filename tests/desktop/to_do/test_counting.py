"""Counting a place in the window: one scan or key for each piece, left open and finished by another."""

import time

from lunarcurator.desktop.dialogs.check_place import CheckPlaceDialog, open_check_place
from lunarcurator.desktop.dialogs.form.count_model import Answer, CountModel, Shown
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.chips import SegmentedControl
from lunarcurator.domain.acts import Override
from lunarcurator.domain.facts import CheckVerdict
from lunarcurator.domain.identity import ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Register
from lunarcurator.services.cases import all_cases
from lunarcurator.services.drafts import Drafts
from lunarcurator.services.to_do.counting import sighting_list
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.desktop.dialogs.bench import Bench

CABINET = "Cabinet 8"


def opened(bench: Bench) -> CheckPlaceDialog:
    dialog = bench.open(open_check_place, Selection(places=(bench.place(CABINET),)))
    QAbstractItemModelTester(
        dialog.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog.list.model
    )
    return dialog


def scan(bench: Bench, dialog: CheckPlaceDialog, text: str) -> None:
    bench.type(dialog, "scan", text)
    bench.qtbot.keyClick(dialog.list.scan, Qt.Key.Key_Return)
    bench.settle(dialog)


def more(bench: Bench, *numbers: str, place: str = "C-09") -> None:
    mass = Mass.measured(1_000_000, 1000)
    told = {"collection": "Apollo", "mission": "Apollo 15", "mass": mass, "place": place}
    bench.post(*(Register(number=number, **told) for number in numbers), day=20190618)


def told(model: CountModel) -> list[tuple[str, str]]:
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


def test_every_piece_in_the_tree_of_containers_is_expected_with_its_place(bench: Bench) -> None:
    dialog = opened(bench)
    assert told(dialog.list.model) == [("", "15556"), ("", "15555,46")]
    assert [dialog.list.model.index(row, 2).data() for row in range(2)] == ["Cabinet 8", "Tray 2"]
    assert dialog.list.progress.text() == "0 of 2 answered"
    assert dialog.lacking() == "Still without an answer: 2 pieces"
    assert not dialog.primary_button.isEnabled()


def test_a_number_of_two_pieces_of_the_place_is_scanned_with_its_collection(bench: Bench) -> None:
    bench.post(OpenCollection(code="B", name="B", scheme="plain", missions=(Mission(code="B", name="B"),)))
    twin = Register(collection="B", number="15556", mission="B", mass=Mass.measured(5, 1), place=CABINET)
    bench.post(twin, overrides=(Override(key="number.elsewhere", reason="another lab's"),), reason="a list")
    dialog = opened(bench)
    scan(bench, dialog, "15556")
    said = "15556 may be Apollo:15556, B:15556: scan or type it with its collection"
    assert (dialog.list.told.text(), dialog.list.unanswered) == (said, 3)
    scan(bench, dialog, "B:15556")
    assert (dialog.list.told.text(), dialog.list.unanswered) == ("B:15556 is seen", 2)


def test_a_scanned_shelf_tells_what_stands_in_another_one_by_the_book(bench: Bench) -> None:
    dialog = opened(bench)
    scan(bench, dialog, "T-0802")
    assert dialog.list.told.text() == "Now in Tray 2"
    scan(bench, dialog, "15556")
    assert dialog.list.told.text() == "15556 is seen in Tray 2, where the book does not have it"
    scan(bench, dialog, "15555,46")
    scan(bench, dialog, "V-1")
    scan(bench, dialog, "a chip")
    assert told(dialog.list.model) == [("in Tray 2", "15556"), ("seen", "15555,46")]
    assert [(row["text"], row["remarks"]) for row in dialog.extra.rows()] == [("a chip", "in Vial 1")]
    scan(bench, dialog, "C-09")
    assert dialog.extra.rows()[1]["text"] == "C-09", "a place outside the one that is counted is no shelf of it"
    (count,) = dialog.operations()
    assert [each.place for each in count.elsewhere] == [ref_of(bench.place("Tray 2"))]
    scan(bench, dialog, "C-08")
    scan(bench, dialog, "15556")
    assert told(dialog.list.model)[0] == ("seen", "15556")
    bench.act(dialog)
    assert [each.kind for each in all_cases(bench.session)] == ["extra", "extra"]


def test_a_scan_says_seen_and_one_not_expected_becomes_extra(bench: Bench) -> None:
    more(bench, "15600")
    dialog = opened(bench)
    scan(bench, dialog, "15555-46")
    scan(bench, dialog, "15600")
    scan(bench, dialog, "15600")
    assert dialog.list.told.text() == "15600 is not expected here: it stands under Extra"
    scan(bench, dialog, "a chip")
    bench.settle(dialog)
    assert dialog.list.told.text() == "a chip is unknown to the book: it stands under Extra"
    assert told(dialog.list.model) == [("", "15556"), ("seen", "15555,46")]
    assert [row["text"] for row in dialog.extra.rows()] == ["15600", "a chip"]
    scan(bench, dialog, "15556")
    assert dialog.primary_button.text() == "Post the count of Cabinet 8, 2 pieces"
    assert dialog.outcome.lines[0] == "2 pieces were seen where the book has them"
    assert dialog.outcome.lines[1] == "2 cases are opened, to be followed up"
    bench.act(dialog)
    assert [(each.kind, bool(each.samples)) for each in all_cases(bench.session)] == [
        ("extra", True),
        ("extra", False),
    ]
    assert bench.piece("15600").place == bench.place("Cabinet 9")


def test_keys_answer_and_go_on_and_elsewhere_names_the_place(bench: Bench) -> None:
    dialog = opened(bench)
    table = dialog.list.table
    table.setFocus()
    bench.qtbot.keyClick(table, Qt.Key.Key_M)
    assert table.currentIndex().row() == 1
    bench.qtbot.keyClick(table, Qt.Key.Key_E)
    assert dialog.list.unanswered == 1
    dialog.list.elsewhere.restore("Cabinet 9")
    table.setFocus()
    bench.qtbot.keyClick(table, Qt.Key.Key_E)
    assert told(dialog.list.model) == [("missing", "15556"), ("in Cabinet 9", "15555,46")]
    bench.qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert dialog.list.unanswered == 1
    bench.qtbot.keyClick(table, Qt.Key.Key_S)
    bench.settle(dialog)
    bench.act(dialog)
    assert [each.kind for each in all_cases(bench.session)] == ["missing"]
    assert bench.piece("15555,46").sighted == bench.session.today


def test_the_filter_shows_what_is_unanswered_or_differs(bench: Bench) -> None:
    dialog = opened(bench)
    scan(bench, dialog, "15556")
    control = dialog.findChild(SegmentedControl, "countFilter")
    assert control is not None
    for index, numbers in ((1, ["15555,46"]), (2, []), (0, ["15556", "15555,46"])):
        bench.qtbot.mouseClick(control._group.button(index), Qt.MouseButton.LeftButton)
        assert [number for _, number in told(dialog.list.model)] == numbers
    rest = dialog.findChild(Button, "restMissing")
    assert rest is not None
    bench.qtbot.mouseClick(rest, Qt.MouseButton.LeftButton)
    assert dialog.list.answers(CheckVerdict.MISSING)[0][0] == bench.piece("15555,46").uid


def test_a_count_left_open_is_finished_by_another(bench: Bench) -> None:
    dialog = opened(bench)
    scan(bench, dialog, "15556")
    dialog.reject()
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    assert len(Drafts(bench.session).all()) == 1
    bench.context.act_as(bench.operator("W. Witness"), "W. Witness")
    again = opened(bench)
    resume = again.findChild(Button, "resumeDraft")
    assert resume is not None
    bench.qtbot.mouseClick(resume, Qt.MouseButton.LeftButton)
    assert told(again.list.model) == [("seen", "15556"), ("", "15555,46")]
    scan(bench, again, "15555,46")
    posted = bench.act(again)
    assert bench.entry(posted.seq).operator.hex() == bench.operator("W. Witness")
    assert Drafts(bench.session).all() == ()


def test_a_draft_nobody_can_read_leaves_every_piece_unanswered(bench: Bench) -> None:
    dialog = opened(bench)
    dialog.list.restore("{")
    assert dialog.list.unanswered == 2
    dialog.list.restore('{"00": ["seen", ""]}')
    assert dialog.list.unanswered == 2
    assert dialog.list.text() == ""


def test_another_day_expects_what_stood_there_then(bench: Bench) -> None:
    from lunarcurator.domain.operations import Move

    bench.post(Move(to="C-09", samples=("15556",)), day=20260101)
    dialog = opened(bench)
    assert [number for _, number in told(dialog.list.model)] == ["15555,46"]
    bench.type(dialog, "day", "2025-06-01")
    bench.settle(dialog)
    bench.qtbot.waitUntil(lambda: dialog.list.model.rowCount() == 2)
    assert dialog.list.unanswered == 2


def test_two_thousand_pieces_stay_quick(bench: Bench) -> None:
    more(bench, *(str(number) for number in range(20_000, 22_000)), place="C-08")
    started = time.process_time()
    found = sighting_list(bench.session, bench.place(CABINET), bench.session.today)
    assert len(found) == 2_002
    assert time.process_time() - started < 5
    # Without the tester of models, which asks for every cell after each change.
    dialog = bench.open(open_check_place, Selection(places=(bench.place(CABINET),)))
    model = dialog.list.model
    started = time.process_time()
    for each in found[:200]:
        model.see(each.uid)
    model.show_rows(Shown.UNANSWERED)
    assert model.rowCount() == 1_802
    model.show_rows(Shown.ALL)
    model.answer_rest(Answer(CheckVerdict.MISSING))
    assert (time.process_time() - started) < 2
    assert dialog.list.unanswered == 0
