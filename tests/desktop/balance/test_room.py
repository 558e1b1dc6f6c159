import threading

from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.rooms.balance.model import ACCOUNTS, DIFFERENCE, NAME, UNKNOWN, BalanceModel, column_of
from lunarcurator.desktop.rooms.balance.room import BalanceRoom
from lunarcurator.desktop.rooms.balance.telling import exact
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.ledger_model import LedgerCell
from lunarcurator.desktop.widgets.waiting import Waiting
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Reading, Weigh
from lunarcurator.services.balances import BalanceLine, Level, TrialBalance, trial_balance
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.desktop.book import Book
from tests.prompt_bot import bring_to_front


def opened(book: Book) -> BalanceRoom:
    room = BalanceRoom(book.context)
    book.show(room)
    room.enter()
    book.settle()
    return room


def row_named(room: BalanceRoom, name: str) -> QModelIndex:
    def search(parent: QModelIndex) -> QModelIndex | None:
        for row in range(room.model.rowCount(parent)):
            index = room.model.index(row, NAME, parent)
            if index.data() == name:
                return index
            if (found := search(index)) is not None:
                return found
        return None

    found = search(QModelIndex())
    assert found is not None, name
    return found


def choose(room: BalanceRoom, book: Book, name: str, column: int) -> None:
    room._set_current(row_named(room, name).siblingAtColumn(column))
    book.settle()


def plain(text: object) -> str:
    return str(text).replace("\u202f", "").replace("\u2009", "").replace("\u00a0", " ")


def label(room: BalanceRoom, name: str) -> str:
    found = room.findChild(QLabel, name)
    assert found is not None, name
    return plain(found.accessibleName())


def lines(room: BalanceRoom) -> list[list[str]]:
    ledger = room.behind.table.ledger
    columns = range(ledger.columnCount())
    return [[plain(ledger.cell(row, column).spoken) for column in columns] for row in range(ledger.rowCount())]


def test_collections_missions_and_the_sum_of_all_are_rows_that_close(book: Book) -> None:
    room = opened(book)
    names = ["Apollo", "Apollo 11", "Apollo 14", "Apollo 15", "CE5", "Chang'e-5", "All collections"]
    for name in names:
        index = row_named(room, name)
        assert plain(index.siblingAtColumn(DIFFERENCE).data()) == "0 µg"
    received = row_named(room, "All collections").siblingAtColumn(column_of(Account.RECEIVED))
    assert plain(received.data()) == "≥24441.000000 g (1 piece of unknown mass)"
    assert label(room, "accounts.summary").endswith("received: ≥24241.000 g (1 piece of unknown mass)")
    assert room.title() == "Balance"


def test_every_account_of_the_ledger_has_a_column_that_says_what_it_means(book: Book) -> None:
    room = opened(book)
    assert set(ACCOUNTS) == set(Account)
    for column in range(1, UNKNOWN + 1):
        tip = room.model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        assert tip, column
    unreconciled = column_of(Account.UNRECONCILED)
    tip = room.model.headerData(unreconciled, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "catalogues" in str(tip)


def test_the_first_row_and_what_was_received_are_shown_at_once(book: Book) -> None:
    room = opened(book)
    assert label(room, "accounts.title") == "Apollo"
    assert room.behind.title() == "Behind Received"
    assert room.selection_summary() == "Apollo closes to the microgram"


def test_the_bars_of_a_row_are_to_the_microgram_and_leave_nothing(book: Book) -> None:
    room = opened(book)
    choose(room, book, "Apollo 15", column_of(Account.ATTRITION))
    assert "Attrition 0.031000" in plain(room.accounts.bars.accessibleName())
    assert "Unmeasured 0.379000" in plain(room.accounts.bars.accessibleName())
    assert label(room, "accounts.sum") == "0.000000"
    assert label(room, "accounts.unknown") == "1 unweighed piece: 1 not weighed"


def test_behind_a_figure_are_its_lines_with_links_to_piece_and_entry(book: Book) -> None:
    room = opened(book)
    choose(room, book, "Apollo 15", column_of(Account.ATTRITION))
    assert room.behind.title() == "Behind Attrition"
    assert lines(room) == [
        ["15555,1", "Split 15555,1 into 2: ,4 4.106 g and ,5 3.871 g", "2026-11-24", "0.031000"]
    ]
    table = room.behind.table
    for column in (0, 1):
        spot = table.visualRect(table.model().index(0, column)).center()
        book.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert book.gone == [
        Link(Target.SAMPLE, book.history.piece("15555,1")),
        Link(Target.ENTRY, book.history.entries["split"].uid),
    ]


def test_the_lines_behind_a_figure_add_up_to_it_with_its_own_sign(book: Book) -> None:
    room = opened(book)
    for column in (column_of(Account.RECEIVED), column_of(Account.HERE)):
        choose(room, book, "Apollo 15", column)
        figure = row_named(room, "Apollo 15").siblingAtColumn(column).data()
        total = sum(float(row[3]) for row in lines(room) if "." in row[3])
        assert f"{total:.6f} g" == plain(figure).removesuffix(" (1 unweighed)").removeprefix("≥")
        assert total > 0


def test_behind_the_unknown_are_the_pieces_with_their_reasons(book: Book) -> None:
    room = opened(book)
    choose(room, book, "All collections", UNKNOWN)
    assert room.behind.title() == "Unweighed pieces"
    assert [row[:2] for row in lines(room)] == [["14305", "sealed"], ["15555,3", "not weighed"]]
    assert room.model.index(2, UNKNOWN).data() == "2: 1 not weighed, 1 sealed"


def test_a_bar_chooses_its_account_by_pointer_and_by_keys(book: Book, qtbot: QtBot) -> None:
    room = opened(book)
    choose(room, book, "Apollo 11", column_of(Account.RECEIVED))
    bars = room.accounts.bars
    row = bars.height() // len(ACCOUNTS)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(20, row * ACCOUNTS.index(Account.HERE) + 5))
    book.settle()
    assert room.table.currentIndex().column() == column_of(Account.HERE)
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    book.settle()
    assert room.behind.title() == "Behind On loan"
    qtbot.keyClick(bars, Qt.Key.Key_Up)
    book.settle()
    assert room.behind.title() == "Behind Here"


def test_arrows_go_from_figure_to_figure(book: Book, qtbot: QtBot) -> None:
    room = opened(book)
    qtbot.keyClick(room.table, Qt.Key.Key_Right)
    book.settle()
    assert room.behind.title() == "Behind Here"
    qtbot.keyClick(room.table, Qt.Key.Key_Down)
    book.settle()
    assert label(room, "accounts.title") == "Apollo 11"
    for _ in range(3):
        qtbot.keyClick(room.table, Qt.Key.Key_Left)
    assert room.table.currentIndex().column() == NAME


def test_a_typed_day_shows_the_whole_window_as_of_then(book: Book, qtbot: QtBot) -> None:
    room = opened(book)
    field = room.day.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "10 March 1972")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    book.settle()
    assert book.context.moment == Moment(19720310)
    assert field.text() == "1972-03-10"
    choose(room, book, "Apollo", column_of(Account.UNMEASURED))
    assert [row[3] for row in lines(room)] == ["0.379000"]
    qtbot.mouseClick(room.day.today, Qt.MouseButton.LeftButton)
    book.settle()
    assert book.context.moment == NOW


def test_a_day_that_has_not_come_is_said_and_not_shown(book: Book, qtbot: QtBot) -> None:
    room = opened(book)
    room.day.field.setText("2199")
    qtbot.keyClick(room.day.field, Qt.Key.Key_Return)
    assert (book.context.moment, room.day.field.text()) == (NOW, "2199")
    assert "2199 has not come yet" in room.day.field.toolTip()


def test_a_month_means_its_last_day(book: Book, qtbot: QtBot) -> None:
    room = opened(book)
    room.day.field.setText("1971-02")
    qtbot.keyClick(room.day.field, Qt.Key.Key_Return)
    assert book.context.moment == Moment(19710228)


def test_what_is_no_day_is_said_at_the_field_and_changes_nothing(book: Book, qtbot: QtBot) -> None:
    room = opened(book)
    room.day.field.setText("03/04/73")
    qtbot.keyClick(room.day.field, Qt.Key.Key_Return)
    assert "1974-01-30" in room.day.field.toolTip()
    assert book.context.moment == NOW


def test_steps_go_to_the_nearest_days_with_entries(book: Book, qtbot: QtBot) -> None:
    room = opened(book)
    days = []
    for _ in range(2):
        qtbot.mouseClick(room.day.before, Qt.MouseButton.LeftButton)
        book.settle()
        days.append(book.context.moment.day)
    assert days == [20240105, 20201219]
    for _ in range(2):
        qtbot.mouseClick(room.day.after, Qt.MouseButton.LeftButton)
        book.settle()
    assert book.context.moment == NOW


def test_a_year_of_the_line_shows_its_last_day(book: Book, qtbot: QtBot) -> None:
    room = opened(book)
    room.years.chosen.emit(1971)
    book.settle()
    assert book.context.moment == Moment(19711231)
    qtbot.keyClick(room.years, Qt.Key.Key_Left)
    book.settle()
    assert book.context.moment == Moment(19701231)
    qtbot.mouseClick(room.years, Qt.MouseButton.LeftButton, pos=QPoint(room.years.width() - 30, 10))
    book.settle()
    assert book.context.moment == NOW


def test_before_the_first_delivery_nothing_is_booked(book: Book) -> None:
    room = opened(book)
    book.context.show_moment(Moment(19690101))
    book.settle()
    assert room._empty.isVisible()
    assert not room.table.isVisible()
    book.context.show_moment(NOW)
    book.settle()
    assert room.table.isVisible()


def test_an_empty_store_says_what_to_do(bare_book: Book) -> None:
    room = opened(bare_book)
    assert room._empty.isVisible()
    assert room.selection_summary() == ""


def test_a_new_entry_changes_the_figures_and_keeps_the_chosen_one(book: Book) -> None:
    room = opened(book)
    choose(room, book, "Apollo 15", column_of(Account.ADJUSTMENT))
    posted = book.history.post(Weigh(sample="15555,2", reading=Reading(net_ug=3_869_000, balance="B1")))
    book.context.tell(posted.changes)
    book.settle()
    assert label(room, "accounts.title") == "Apollo 15"
    assert room.table.currentIndex().column() == column_of(Account.ADJUSTMENT)
    assert plain(room.table.currentIndex().data()) == "0.002000 g"
    assert [row[3] for row in lines(room)] == ["0.001000", "0.001000"]


def test_closed_rows_stay_closed_when_figures_change(book: Book) -> None:
    room = opened(book)
    room.table.collapse(row_named(room, "Apollo"))
    room.refresh()
    book.settle()
    assert not room.table.isExpanded(row_named(room, "Apollo"))
    assert room.table.isExpanded(row_named(room, "CE5"))


def test_the_table_is_copied_to_the_microgram_with_plain_digits(book: Book, qtbot: QtBot) -> None:
    room = opened(book)
    qtbot.keyClick(room.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QApplication.clipboard().text().split("\n")
    assert copied[0].startswith("Collection\tReceived\tHere")
    assert copied[-1].startswith("All collections\t24441.000000\t")
    room.copy()
    assert QApplication.clipboard().text().split("\n") == copied


def test_f6_goes_from_part_to_part_and_ctrl_f_to_the_day(book: Book) -> None:
    room = opened(book)
    bring_to_front(room)
    room.find()
    parts = [QApplication.focusWidget()]
    for _ in range(4):
        room.next_pane()
        parts.append(QApplication.focusWidget())
    assert parts == [room.day.field, room.table, room.accounts.bars, room.behind.table, room.day.field]


def test_what_is_behind_a_figure_can_be_hidden(book: Book) -> None:
    room = opened(book)
    room.panel()
    assert not room.behind.isVisible()
    room.panel()
    assert room.behind.isVisible()


def test_export_asks_the_shell(book: Book) -> None:
    room = opened(book)
    with book.qtbot.waitSignal(room.asked, timeout=2000) as asked:
        book.qtbot.mouseClick(room.findChild(object, "balanceRoom.export"), Qt.MouseButton.LeftButton)
    assert asked.args == ["export"]
    assert room.go_to(Link(Target.BALANCE, book.history.piece("15555")))
    assert not room.go_to(Link(Target.SAMPLE, book.history.piece("15555")))


def test_a_book_that_does_not_close_says_so_loudly(book: Book, appearance: Appearance) -> None:
    room = opened(book)
    torn = BalanceLine(
        Level.COLLECTION, "Torn", "", "", (999,), {Account.RECEIVED: -5, Account.HERE: 3}, {Account.HERE: 1}
    )
    room._arrived(TrialBalance(NOW, torn, (torn,)))
    assert not room.table.currentIndex().isValid()
    room.table.setCurrentIndex(room.model.index(0, NAME))
    assert plain(room.model.index(0, DIFFERENCE).data()) == "2 µg"
    assert label(room, "accounts.sum") == "0.000002"
    assert room.selection_summary() == "Torn does not close"
    only_pieces = BalanceLine(Level.COLLECTION, "Torn", "", "", (999,), {}, {Account.HERE: 1})
    room._arrived(TrialBalance(NOW, only_pieces, (only_pieces,)))
    assert room.model.index(0, DIFFERENCE).data() == "−1 piece"


def test_the_model_keeps_its_word(book: Book) -> None:
    model = BalanceModel(["x"] * (UNKNOWN + 1), [""] * (UNKNOWN + 1), lambda line, _column: line.collection)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_balance(trial_balance(book.session))
    before = model.rowCount()
    model.refresh_words()
    model.show_balance(trial_balance(book.session, Moment(19720101)))
    assert 0 < model.rowCount() < before


def test_figures_are_exact_to_the_microgram_and_stand_on_the_point(book: Book) -> None:
    values = (0, 1_000, 1_499, -1_500, 2_500_000, -24_441_000_000, 1)
    assert [plain(exact(ug)) for ug in values] == [
        *("0.000", "0.001", "0.001499", "\u22120.001500", "2.500", "\u221224441.000", "0.000001"),
    ]
    room = opened(book)
    here = column_of(Account.HERE)
    assert room.table.decimals(here) == 3
    narrow = room.table.columnWidth(here)
    reading = Reading(net_ug=3_870_001, resolution_ug=1)
    book.context.tell(book.history.post(Weigh(sample="15555,2", reading=reading)).changes)
    book.settle()
    assert room.table.decimals(here) == 6
    assert room.table.decimals(column_of(Account.RECEIVED)) == 3
    assert room.table.columnWidth(here) > narrow


def test_looking_behind_a_figure_can_be_called_off_without_a_trace(book: Book) -> None:
    room = opened(book)
    choose(room, book, "Apollo 15", column_of(Account.ATTRITION))
    before = lines(room)
    waiting = room.findChild(Waiting, "behindWaiting")
    assert waiting is not None
    for name, column in (("Apollo 14", column_of(Account.RECEIVED)), ("All collections", UNKNOWN)):
        free = threading.Event()
        book.lanes.read(lambda free=free: free.wait(20), lambda _done: None)
        room._set_current(row_named(room, name).siblingAtColumn(column))
        book.qtbot.waitUntil(waiting.isVisible)
        assert "behind the figure" in waiting.words.accessibleName()
        book.qtbot.mouseClick(waiting.cancel, Qt.MouseButton.LeftButton)
        assert waiting.isHidden()
        back = row_named(room, "Apollo 15").siblingAtColumn(column_of(Account.ATTRITION))
        assert room.table.currentIndex() == back
        free.set()
        book.settle()
        assert room.behind.title() == "Behind Attrition"
        assert lines(room) == before
        assert label(room, "accounts.title") == "Apollo 15"


def test_a_long_number_behind_a_figure_is_shown_whole(book: Book) -> None:
    room = opened(book)
    table = room.behind.table
    cells = book.context.appearance.cells
    usual = table.columnWidth(0)
    table.set_rows([(LedgerCell("CE5C0800YJYX132GP-0000-0001"), "", "", "")])
    assert table.columnWidth(0) > usual
    assert table.columnWidth(0) >= cells.width("CE5C0800YJYX132GP-0000-0001") + 2 * cells.pad
