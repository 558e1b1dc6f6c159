import pytest
from lunarcurator.desktop.theme.appearance import Appearance, Mode
from lunarcurator.desktop.theme.style import take_hints
from lunarcurator.desktop.theme.tokens import CONTRAST
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QHeaderView,
    QMenu,
    QMenuBar,
    QScrollBar,
    QSplitter,
    QTabBar,
    QTableWidget,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.desktop.seeing import drawn, inked, shown

MODES = pytest.mark.parametrize("mode", ["light", "dark", "contrast"])


def tree(qtbot: QtBot) -> QTreeView:
    view = QTreeView()
    model = QStandardItemModel(0, 2, view)
    model.setHorizontalHeaderLabels(["Number", "Mass now, g"])
    parent = QStandardItem("15555")
    parent.appendRow([QStandardItem(",46"), QStandardItem("364.746")])
    model.appendRow([parent, QStandardItem("9 614")])
    view.setModel(model)
    view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
    view.resize(300, 200)
    qtbot.addWidget(view)
    view.show()
    view.expandAll()
    qtbot.waitExposed(view)
    return view


@MODES
def test_the_selection_of_a_tree_does_not_break_at_its_branch(
    qtbot: QtBot, appearance: Appearance, mode: Mode
) -> None:
    appearance.apply(mode)
    view = tree(qtbot)
    child = view.model().index(0, 0, view.model().index(0, 0))
    view.selectionModel().select(
        child, view.selectionModel().SelectionFlag.Select | view.selectionModel().SelectionFlag.Rows
    )
    image = view.viewport().grab().toImage()
    line = view.visualRect(child).top() + 2
    across = {image.pixelColor(x, line).name().upper() for x in range(2, 200)}
    assert len(across) == 1
    assert across <= {appearance.look.theme.selection, appearance.look.theme.selection_idle}


def test_rows_of_a_tree_are_as_high_as_the_design_with_a_line_below(qtbot: QtBot, appearance: Appearance) -> None:
    view = tree(qtbot)
    top = view.visualRect(view.model().index(0, 0))
    assert top.height() == appearance.look.metrics.row
    image = view.viewport().grab().toImage()
    assert image.pixelColor(150, top.bottom()).name().upper() == appearance.look.theme.line


def test_the_line_below_a_row_of_a_tree_goes_from_edge_to_edge(qtbot: QtBot, appearance: Appearance) -> None:
    view = tree(qtbot)
    image = view.viewport().grab().toImage()
    parent = view.model().index(0, 0)
    for row in (parent, view.model().index(0, 0, parent)):
        line = view.visualRect(row).bottom()
        across = {image.pixelColor(x, line).name().upper() for x in range(view.header().length())}
        assert across == {appearance.look.theme.line}


@MODES
def test_the_grid_of_a_table_has_the_colour_of_lines(qtbot: QtBot, appearance: Appearance, mode: Mode) -> None:
    table = QTableWidget(2, 2)
    take_hints(table)
    shown(qtbot, table)
    appearance.apply(mode)
    right, below = table.columnViewportPosition(1) - 1, table.rowViewportPosition(1) - 1
    image = table.viewport().grab().toImage()
    seen = {image.pixelColor(right, 4).name().upper(), image.pixelColor(4, below).name().upper()}
    assert seen == {appearance.look.theme.line}


def test_a_header_shows_its_words_whole_with_the_tail_of_its_unit(qtbot: QtBot, appearance: Appearance) -> None:
    view = tree(qtbot)
    header = view.header()
    assert header.height() == appearance.look.metrics.header
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    view.setSortingEnabled(True)
    image = header.viewport().grab().toImage()
    words = inked(image.copy(header.sectionViewportPosition(1) + 4, 0, 90, header.height() - 2))
    assert words.height() >= 10


def test_a_scroll_bar_is_ten_wide_without_arrows(qtbot: QtBot, appearance: Appearance) -> None:
    bar = QScrollBar(Qt.Orientation.Vertical)
    bar.setRange(0, 100)
    bar.setPageStep(50)
    bar.resize(10, 200)
    shown(qtbot, bar)
    assert bar.sizeHint().width() == 10
    slider = inked(bar.grab().toImage())
    assert slider.top() <= 1
    assert 60 <= slider.height() <= 68
    bar.setValue(100)
    assert inked(bar.grab().toImage()).bottom() >= 197


def test_a_click_below_the_slider_turns_a_page(qtbot: QtBot, appearance: Appearance) -> None:
    bar = QScrollBar(Qt.Orientation.Vertical)
    bar.setRange(0, 100)
    bar.setPageStep(20)
    bar.resize(10, 200)
    shown(qtbot, bar)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(5, 190))
    assert bar.value() == 20


def test_a_chosen_tab_is_underlined_in_accent(qtbot: QtBot, appearance: Appearance) -> None:
    tabs = QTabBar()
    tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    tabs.addTab("Overview")
    tabs.addTab("Journal")
    shown(qtbot, tabs)
    image = tabs.grab().toImage()
    assert image.pixelColor(10, tabs.tabRect(0).bottom()).name().upper() == appearance.look.theme.accent
    assert (
        image.pixelColor(tabs.tabRect(1).left() + 10, tabs.tabRect(1).bottom()).name().upper()
        != appearance.look.theme.accent
    )


def test_a_menu_shows_words_keys_marks_and_further_menus(qtbot: QtBot, appearance: Appearance) -> None:
    appearance.apply("contrast")
    menu = QMenu()
    qtbot.addWidget(menu)
    undo = menu.addAction("Undo")
    undo.setShortcut("Ctrl+Z")
    menu.addSeparator()
    marked = menu.addAction("Marked")
    marked.setCheckable(True)
    marked.setChecked(True)
    further = QMenu("More", menu)
    menu.addMenu(further)
    off = menu.addAction("Off")
    off.setEnabled(False)
    menu.resize(menu.sizeHint())
    menu.setActiveAction(undo)
    seen = drawn(menu)
    assert CONTRAST.selection in seen
    assert CONTRAST.text in seen
    assert CONTRAST.disabled in seen


def test_the_menu_bar_lies_on_the_ground_of_bars(qtbot: QtBot, appearance: Appearance) -> None:
    bar = QMenuBar()
    bar.addMenu("Store")
    bar.addMenu("Off").setEnabled(False)
    bar.resize(200, bar.sizeHint().height())
    shown(qtbot, bar)
    bar.setActiveAction(bar.actions()[0])
    assert bar.sizeHint().height() >= appearance.look.metrics.top_bar - 1
    seen = drawn(bar)
    assert {appearance.look.theme.rail, appearance.look.theme.selection} <= seen


def test_a_splitter_is_one_line_and_a_horizontal_bar_has_no_arrows(qtbot: QtBot, appearance: Appearance) -> None:
    for orientation in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical):
        splitter = QSplitter(orientation)
        for _ in range(2):
            splitter.addWidget(QWidget())
        splitter.resize(120, 120)
        shown(qtbot, splitter)
        line = inked(splitter.handle(1).grab().toImage())
        assert min(line.width(), line.height()) == 1
    bar = QScrollBar(Qt.Orientation.Horizontal)
    bar.setRange(0, 100)
    bar.setPageStep(100)
    bar.resize(200, 10)
    shown(qtbot, bar)
    assert inked(bar.grab().toImage()).left() <= 1


def test_a_column_sorted_downwards_shows_a_chevron_beside_its_words(qtbot: QtBot, appearance: Appearance) -> None:
    view = tree(qtbot)
    section = QRect(0, 0, view.header().sectionSize(0) - 2, view.header().height() - 2)
    plain = inked(view.header().viewport().grab(section).toImage()).width()
    view.header().setSortIndicatorShown(True)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        view.header().setSortIndicator(0, order)
        assert inked(view.header().viewport().grab(section).toImage()).width() > plain


def test_a_combo_box_opens_a_list_below_with_rows_of_the_design(qtbot: QtBot, appearance: Appearance) -> None:
    combo = ChoiceBox()
    combo.addItems(["Chip", "Saw"])
    shown(qtbot, combo)
    combo.showPopup()
    qtbot.waitUntil(combo.view().isVisible)
    assert combo.view().sizeHintForRow(0) == appearance.look.metrics.row
    assert combo.view().window().y() >= combo.mapToGlobal(QPoint(0, combo.height())).y() - 1
    combo.hidePopup()


def test_the_arrow_of_a_sorted_column_points_up_where_values_grow(qtbot: QtBot, appearance: Appearance) -> None:
    view = tree(qtbot)
    view.header().setSortIndicatorShown(True)
    tips = {}
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        view.header().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        view.header().setSortIndicator(0, order)
        words = view.header().fontMetrics().horizontalAdvance("Number")
        section = QRect(words + 8, 2, 20, view.header().height() - 6)
        arrow = view.header().viewport().grab(section).toImage()
        ink = inked(arrow)
        ground = arrow.pixelColor(0, 0)
        top = [x for x in range(arrow.width()) if arrow.pixelColor(x, ink.top()) != ground]
        tips[order] = top[-1] - top[0] + 1
    # A chevron that points up is narrow at its top.
    assert tips[Qt.SortOrder.AscendingOrder] < tips[Qt.SortOrder.DescendingOrder]
