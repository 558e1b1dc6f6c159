import threading

from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.rooms.journal.model import ENTRY, Column, JournalModel
from lunarcurator.desktop.rooms.journal.room import JournalRoom
from lunarcurator.desktop.widgets.waiting import Waiting
from lunarcurator.domain.identity import ref_of
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Reading, Reverse, SetUpOperator, Sight, Weigh
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, Attached, SetUpInstitution, SetUpPerson
from lunarcurator.services.journal import JournalEntry
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.book import Book
from tests.prompt_bot import bring_to_front


def opened(book: Book, width: int = 1364) -> JournalRoom:
    room = JournalRoom(book.context)
    book.show(room, width)
    room.enter()
    book.settle()
    return room


def text(room: JournalRoom, row: int, column: Column) -> str:
    return str(room.model.index(row, column).data())


def told(room: JournalRoom, book: Book) -> list[str]:
    book.settle()
    for row in range(room.model.rowCount()):
        room.model.entry(row)
    book.settle()
    return [text(room, row, Column.WHAT) for row in range(room.model.rowCount())]


def select(room: JournalRoom, book: Book, name: str) -> None:
    room.go_to(Link(Target.ENTRY, book.history.entries[name].uid))
    book.settle()


def test_every_entry_is_a_sentence_newest_first(book: Book) -> None:
    room = opened(book)
    assert room.model.rowCount() == book.session.head().seq
    assert room.head.totals() == f"{book.session.head().seq} entries"
    sentences = told(room, book)
    assert sentences[0].startswith("Wrote off 100")
    assert sentences[-1] == "Set up the operator A. Curator, curator"
    assert all(sentences)


def test_the_newest_entry_is_selected_and_told_in_the_panel(book: Book) -> None:
    room = opened(book)
    assert room.selection.entry == book.history.entries["write-off"].uid
    assert room.details.entry() == room.selection.entry
    assert room.selection_summary() == f"Entry {book.session.head().seq}"


def test_an_empty_journal_says_so_and_offers_no_filters_to_clear(bare_book: Book) -> None:
    room = opened(bare_book)
    assert room.model.rowCount() == 0
    assert room._nothing.isVisible()
    assert not room._clear.isVisible()
    assert room.details.entry() is None


def test_chips_narrow_and_show_how_many(book: Book) -> None:
    room = opened(book)
    assert room.filters.warned.accessibleName() == "Warnings 2"
    book.qtbot.mouseClick(room.filters.warned, Qt.MouseButton.LeftButton)
    assert len(told(room, book)) == 2
    assert room.head.totals() == f"2 of {book.session.head().seq} entries"
    book.qtbot.mouseClick(room.filters.undone, Qt.MouseButton.LeftButton)
    book.settle()
    assert room.model.rowCount() == 0
    assert room._nothing.isVisible()
    assert room._no_hits.sentence.text() == "No entry has all that is chosen above."
    book.qtbot.mouseClick(room._clear, Qt.MouseButton.LeftButton)
    book.settle()
    assert room.model.rowCount() == book.session.head().seq
    assert room.table.isVisible()


def test_where_nothing_is_found_it_says_what_was_searched(book: Book, qtbot: QtBot) -> None:
    room = opened(book)
    room.find()
    qtbot.keyClicks(room.filters.search, "gibbous")
    qtbot.waitUntil(room._no_hits.isVisible, timeout=5000)
    searched = (
        "No entry has “gibbous” among its acts, sample numbers, places, codes, people, documents and reasons."
    )
    assert room._no_hits.sentence.text().startswith(searched)
    assert "chosen above" not in room._no_hits.sentence.text()
    book.qtbot.mouseClick(room.filters.warned, Qt.MouseButton.LeftButton)
    book.settle()
    assert room._no_hits.sentence.text().endswith("Only entries with all that is chosen above were searched.")


def test_typing_a_number_finds_its_entries_and_escape_brings_all_back(book: Book, qtbot: QtBot) -> None:
    room = opened(book)
    room.find()
    assert room.filters.search.hasFocus()
    qtbot.keyClicks(room.filters.search, "15555, 1")
    qtbot.waitUntil(lambda: room.model.rowCount() == 4, timeout=5000)
    assert told(room, book)[0] == "Printed 2 labels: 15555 and 15555,1"
    qtbot.keyClick(room.filters.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: room.model.rowCount() == book.session.head().seq, timeout=5000)


def test_menus_narrow_by_person_and_kind(book: Book) -> None:
    room = opened(book)
    room.filters.who.menu().actions()[2].trigger()
    assert room.filters.who.text() == "P. Processor"
    assert len(told(room, book)) == 3
    room.filters.who.menu().actions()[0].trigger()
    kinds = {action.text(): action for action in room.filters.kind.menu().actions()}
    kinds["Split"].trigger()
    assert len(told(room, book)) == 2
    kinds["Any kind"].trigger()
    book.settle()
    assert room.model.rowCount() == book.session.head().seq


def test_this_week_begins_on_monday_by_the_clock_of_the_lab(book: Book) -> None:
    book.history.clock.us += 6 * 86_400_000_000  # the Monday after
    book.history.post(Sight(samples=("15555",)), day=20261130)
    room = opened(book)
    book.qtbot.mouseClick(room.filters.week, Qt.MouseButton.LeftButton)
    assert told(room, book) == ["Saw 15555"]
    assert text(room, 0, Column.WHEN) == "12:00"


def test_times_are_short_where_they_are_near(book: Book) -> None:
    book.history.clock.us += 2 * 86_400_000_000
    room = opened(book)
    assert text(room, 0, Column.WHEN) == "Tue 12:00"
    book.history.clock.us += 30 * 86_400_000_000
    assert text(room, 0, Column.WHEN) == "2026-11-24"


def test_undone_entries_and_their_undo_are_marked(book: Book) -> None:
    room = opened(book)
    select(room, book, "wrong move")
    row = room.table.currentIndex().row()
    assert text(room, row, Column.MARKS) == "Undone"
    undo = room.model.row_of(book.history.entries["undo"].seq)
    assert undo is not None
    assert text(room, undo, Column.MARKS) == f"Undo of {book.history.entries['wrong move'].seq}"
    split = room.model.row_of(book.history.entries["split"].seq)
    assert split is not None
    assert text(room, split, Column.MARKS) == "1 warning, 2 persons"


def test_the_panel_shows_the_lines_with_their_sum(book: Book) -> None:
    room = opened(book)
    select(room, book, "split")
    ledger = room.details._lines.ledger
    rows = [[ledger.cell(row, column).spoken for column in (0, 1)] for row in range(ledger.rowCount())]
    assert rows == [
        ["15555,1", "-8.008000"],
        ["15555,4", "4.106000"],
        ["15555,5", "3.871000"],
        ["15555,1  Attrition", "0.031000"],
        ["Sum", "0.000000"],
    ]


def test_a_line_leads_to_its_piece(book: Book) -> None:
    room = opened(book)
    select(room, book, "split")
    table = room.details._lines
    table.setCurrentIndex(table.model().index(1, 0))
    book.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert book.gone == [Link(Target.SAMPLE, book.history.piece("15555,4"))]


def test_why_an_entry_cannot_be_undone_is_said_with_the_entry_in_the_way(book: Book) -> None:
    room = opened(book)
    select(room, book, "first split")
    assert not room.details.undo.isEnabled()
    later = book.history.entries["split"].seq
    assert f"entry {later} (split) rests on it" in room.details._reason.accessibleName()
    assert room.details._later.text() == f"Show entry {later}"
    room.details._later.activated.emit()
    book.settle()
    assert room.details.entry() == book.history.entries["split"].uid


def test_undo_and_redo_from_the_panel_are_entries(book: Book) -> None:
    weighing = book.history.post(Weigh(sample="15555,2", reading=Reading(net_ug=3_870_000, balance="B1")))
    room = opened(book)
    assert room.details.undo.text() == f"Undo entry {weighing.seq}"
    book.qtbot.keyClicks(room.details.why, "Read wrongly")
    with book.qtbot.waitSignal(book.context.posted, timeout=5000):
        book.qtbot.mouseClick(room.details.undo, Qt.MouseButton.LeftButton)
    book.settle()
    assert told(room, book)[0].startswith("Undid “Weighed 15555,2")
    assert text(room, 0, Column.REASON) == "Read wrongly"
    assert text(room, 1, Column.MARKS) == "Undone"
    assert room.table.currentIndex().row() == 0
    assert room.details.undo.text().startswith("Redo")
    with book.qtbot.waitSignal(book.context.posted, timeout=5000):
        book.qtbot.mouseClick(room.details.undo, Qt.MouseButton.LeftButton)
    book.settle()
    assert told(room, book)[0].startswith("Did again")
    assert text(room, 2, Column.MARKS) == ""


def test_an_entry_that_is_not_ones_own_last_wants_a_reason(book: Book) -> None:
    reading = Reading(net_ug=3_870_000, balance="B1")
    weighing = book.history.post(Weigh(sample="15555,2", reading=reading))
    book.history.post(SetUpOperator(name="Q"))
    room = opened(book)
    room._show_seq(weighing.seq)
    book.settle()
    assert not room.details.undo.isEnabled()
    assert room.details._reason.accessibleName().startswith("Give a reason")
    book.qtbot.keyClicks(room.details.why, "Read wrongly")
    assert room.details.undo.isEnabled()
    assert room.details._reason.accessibleName().startswith("Allowed")


def test_a_reason_that_is_being_typed_stays_while_others_post(book: Book) -> None:
    book.history.post(Weigh(sample="15555,2", reading=Reading(net_ug=3_870_000, balance="B1")))
    room = opened(book)
    entry = room.details.undo.text()
    book.qtbot.keyClicks(room.details.why, "Read wrongly")
    posted = book.history.post(Sight(samples=("15555,2",)))
    book.context.tell(posted.changes)
    book.settle()
    assert (room.details.undo.text(), room.details.why.text()) == (entry, "Read wrongly")


def test_an_undo_that_is_refused_after_all_says_why(book: Book) -> None:
    weighing = book.history.post(Weigh(sample="15555,2", reading=Reading(net_ug=3_870_000, balance="B1")))
    room = opened(book)
    book.history.post(Reverse(entry=ref_of(weighing.uid)))
    book.qtbot.mouseClick(room.details.undo, Qt.MouseButton.LeftButton)
    book.settle()
    assert room.details._reason.accessibleName()
    assert book.session.head().seq == weighing.seq + 1


def test_nobody_acting_is_asked_for_before_an_undo(book: Book) -> None:
    book.history.post(Weigh(sample="15555,2", reading=Reading(net_ug=3_870_000, balance="B1")))
    room = opened(book)
    book.context.act_as(None, "")
    with book.qtbot.waitSignal(room.asked, timeout=2000) as asked:
        book.qtbot.mouseClick(room.details.undo, Qt.MouseButton.LeftButton)
    assert asked.args == ["who_acts"]


def test_only_a_move_in_force_offers_the_way_back(book: Book) -> None:
    room = opened(book)
    assert room.details.move_back.isHidden()
    select(room, book, "wrong move")
    assert room.details.move_back.isHidden()
    select(room, book, "move")
    assert room.details.move_back.isVisible()
    with book.qtbot.waitSignal(room.asked, timeout=2000) as asked:
        book.qtbot.mouseClick(room.details.move_back, Qt.MouseButton.LeftButton)
    assert asked.args == ["move_back"]
    book.context.show_moment(Moment(20240101))
    assert not room.details.move_back.isEnabled()


def test_in_the_past_nothing_can_be_undone(book: Book) -> None:
    book.history.post(Weigh(sample="15555,2", reading=Reading(net_ug=3_870_000, balance="B1")))
    room = opened(book)
    book.context.show_moment(Moment(20240101))
    assert not room.details.undo.isEnabled()
    assert "Return to today" in room.details._reason.accessibleName()
    book.context.show_moment(NOW)
    assert room.details.undo.isEnabled()


def test_another_day_lists_what_takes_effect_by_it_and_says_so(book: Book) -> None:
    room = opened(book)
    everything = room.model.rowCount()
    book.context.show_moment(Moment(19710101))
    sentences = told(room, book)
    assert 0 < len(sentences) < everything
    assert any("10002" in each for each in sentences)
    assert not any("15555" in each for each in sentences)
    assert room.head.totals() == f"{len(sentences)} of {everything} entries"
    assert room.as_of.isVisible()
    assert "As of 1971-01-01" in room.as_of.accessibleName()
    book.context.show_moment(Moment(19600101))
    assert told(room, book) == []
    book.context.show_moment(NOW)
    assert len(told(room, book)) == everything
    assert not room.as_of.isVisible()


def test_a_new_entry_comes_on_top_and_the_selection_stays(book: Book) -> None:
    room = opened(book)
    select(room, book, "split")
    posted = book.history.post(Sight(samples=("15555",)))
    book.context.tell(posted.changes)
    book.settle()
    assert told(room, book)[0] == "Saw 15555"
    assert room.details.entry() == book.history.entries["split"].uid
    current = room.model.index(room.table.currentIndex().row(), Column.ENTRY).data(ENTRY)
    assert isinstance(current, JournalEntry)
    assert current.uid == book.history.entries["split"].uid


def test_a_link_to_an_entry_that_filters_hide_takes_them_off(book: Book) -> None:
    room = opened(book)
    book.qtbot.mouseClick(room.filters.undone, Qt.MouseButton.LeftButton)
    book.settle()
    select(room, book, "split")
    assert not room.filters.undone.isChecked()
    assert room.details.entry() == book.history.entries["split"].uid
    assert not room.go_to(Link(Target.SAMPLE, book.history.piece("15555")))


def test_selected_entries_are_copied_with_headers_and_plain_dates(book: Book) -> None:
    room = opened(book)
    select(room, book, "undo")
    room.copy()
    header, row = QApplication.clipboard().text().split("\n")
    assert header == "Entry\tWhen\tWhat happened\tBy\tMarks\tReason"
    assert row.startswith(f"{book.history.entries['undo'].seq}\t2026-11-24 12:00:00\tUndid “Moved Tray 7")


def test_buttons_ask_the_shell(book: Book) -> None:
    room = opened(book)
    for key in ("verify", "export"):
        with book.qtbot.waitSignal(room.asked, timeout=2000) as asked:
            book.qtbot.mouseClick(room.findChild(object, f"journalRoom.{key}"), Qt.MouseButton.LeftButton)
        assert asked.args == [key]


def test_in_a_narrow_room_the_sentence_keeps_its_width(book: Book) -> None:
    room = opened(book, 520)
    assert room.table.isColumnHidden(Column.REASON)
    assert room.table.columnWidth(Column.WHAT) > 100
    assert room.filters.warned.mapTo(room, QPoint(0, 0)).y() > room.filters.search.mapTo(room, QPoint(0, 0)).y()


def test_the_panel_can_be_hidden_and_shown(book: Book) -> None:
    room = opened(book)
    room.panel()
    assert not room.details.isVisible()
    room.panel()
    assert room.details.isVisible()


def test_f6_goes_from_part_to_part(book: Book) -> None:
    book.history.post(Weigh(sample="15555,2", reading=Reading(net_ug=3_870_000, balance="B1")))
    room = opened(book)
    bring_to_front(room)
    room.find()
    parts = []
    for _ in range(3):
        room.next_pane()
        parts.append(QApplication.focusWidget())
    assert parts == [room.table, room.details.why, room.filters.search]


def test_cells_say_header_and_value_to_a_screen_reader(book: Book) -> None:
    room = opened(book)
    cell = room.model.index(0, Column.BY)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "By A. Curator"


def test_the_model_keeps_its_word_while_it_changes(qtbot: QtBot) -> None:
    model = JournalModel([str(column) for column in Column], lambda entry, _column: entry.what)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    asked: list[list[int]] = []
    model.wanted.connect(asked.append)
    assert not model.show_seqs(range(1_000_000, 0, -1))
    assert model.row_of(999_990) == 10
    assert model.row_of(2_000_000) is None
    assert model.entry(500_000) is None
    assert 500_000 in asked[-1]
    assert len(asked[-1]) <= 64
    assert model.show_seqs(range(1_000_003, 0, -1))
    assert model.rowCount() == 1_000_003
    assert not model.show_seqs([7, 5, 2])
    assert model.row_of(5) == 1
    assert model.row_of(6) is None


def test_a_filter_that_takes_long_is_said_and_called_off_without_a_trace(book: Book) -> None:
    room = opened(book)
    book.qtbot.mouseClick(room.filters.late, Qt.MouseButton.LeftButton)
    book.settle()
    before, state = told(room, book), room.filters.state()
    free = threading.Event()
    book.lanes.read(lambda: free.wait(20), lambda _done: None)
    book.qtbot.keyClicks(room.filters.search, "15555")
    book.qtbot.mouseClick(room.filters.undone, Qt.MouseButton.LeftButton)
    waiting = room.findChild(Waiting, "journalWaiting")
    assert waiting is not None
    book.qtbot.waitUntil(waiting.isVisible)
    assert waiting.words.accessibleName().startswith("Looking through")
    book.qtbot.mouseClick(waiting.cancel, Qt.MouseButton.LeftButton)
    assert room.filters.state() == state
    free.set()
    assert told(room, book) == before
    assert waiting.isHidden()


def test_two_signatures_are_not_undone_in_the_window_under_what_is_out(book: Book) -> None:
    signed, out = {}, {}
    for name, numbers in (("A", ("15555,2", "15555,4")), ("B", ("15555,5",))):
        house, who, code = f"Institute {name}", f"Borrower {name}", f"A-{name}"
        book.history.post(SetUpInstitution(name=house))
        book.history.post(SetUpPerson(name=who, affiliations=(Affiliation(institution=house, since=20200101),)))
        term = {"since": 20260101, "until": 20281231}
        book.history.post(DraftAgreement(number=code, person=who, institution=house, **term))
        copy = Attached(kind=DocumentKind.AGREEMENT, name="copy", sha256="ab" * 32)
        signed[name] = book.history.post(SignAgreement(agreement=code, signed_by=who, for_lab="B", copy=copy))
        lines = tuple(OldLine(sample=each) for each in numbers)
        out[name] = book.history.post(
            EnterLoan(number=f"L-{name}", borrower=who, agreement=code, lines=lines, source="list")
        )
    room = opened(book)
    head = book.session.head()
    for name, posted in signed.items():
        room.go_to(Link(Target.ENTRY, posted.uid))
        book.settle()
        assert not room.details.undo.isEnabled()
        assert f"entry {out[name].seq} (" in room.details._reason.accessibleName()
        assert room.details._later.text() == f"Show entry {out[name].seq}"
        book.qtbot.mouseClick(room.details.undo, Qt.MouseButton.LeftButton)
        book.settle()
    assert book.session.head() == head
