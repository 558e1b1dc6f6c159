import pytest
from lunarcurator.desktop.theme.appearance import Appearance, Mode
from lunarcurator.desktop.theme.tokens import CONTRAST
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QSpinBox,
    QSplitter,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTabBar,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.desktop.seeing import colours, inked, painter_on, sheet

MODES = pytest.mark.parametrize("mode", ["light", "dark", "contrast"])


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def drawn(widget: QWidget) -> set[str]:
    return colours(widget.grab().toImage())


def controls() -> list[QWidget]:
    combo, spin, check, tabs, tool, bar = (
        QComboBox(),
        QSpinBox(),
        QCheckBox("Chip"),
        QTabBar(),
        QToolButton(),
        QProgressBar(),
    )
    combo.addItems(["Chip", "Saw"])
    check.setTristate(True)
    check.setCheckState(Qt.CheckState.PartiallyChecked)
    tabs.addTab("Overview")
    tabs.addTab("Journal")
    tabs.setTabData(1, "14")
    tool.setText("As of today")
    tool.setProperty("concept", "today")
    bar.setRange(0, 0)
    radio = QRadioButton("Chip")
    radio.setChecked(True)
    return [
        QPushButton("Weigh"),
        QLineEdit("4.106"),
        combo,
        spin,
        check,
        radio,
        tabs,
        tool,
        bar,
        QPlainTextEdit("Why"),
    ]


@MODES
def test_every_control_is_drawn_without_gradients_from_the_tokens(
    qtbot: QtBot, appearance: Appearance, mode: Mode
) -> None:
    appearance.apply(mode, 150)
    for widget in controls():
        shown(qtbot, widget)
        assert inked(widget.grab().toImage()).isValid(), widget
        widget.setEnabled(False)
        assert widget.grab().toImage().width() == widget.width()


def test_the_kinds_of_buttons_differ(qtbot: QtBot, appearance: Appearance) -> None:
    theme = appearance.look.theme
    seen = {}
    for kind in ("plain", "primary", "ghost", "danger"):
        button = QPushButton("Weigh")
        button.setProperty("kind", kind)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        seen[kind] = drawn(shown(qtbot, button))
    assert theme.accent in seen["primary"]
    assert theme.accent not in seen["plain"]
    assert theme.tones.red.ink in seen["danger"]
    assert theme.line2 in seen["plain"]
    assert theme.line2 not in seen["ghost"]


def test_the_height_of_controls_is_one_and_the_dense_one_is_lower(qtbot: QtBot, appearance: Appearance) -> None:
    metrics = appearance.look.metrics
    widgets = [QPushButton("Weigh"), QLineEdit(), QComboBox(), QSpinBox()]
    for widget in widgets:
        qtbot.addWidget(widget)
    assert {widget.sizeHint().height() for widget in widgets} == {metrics.control}
    for widget in widgets:
        widget.setProperty("dense", True)
        widget.updateGeometry()
    widgets[0].style().polish(widgets[0])
    dense = QPushButton("Weigh")
    dense.setProperty("dense", True)
    qtbot.addWidget(dense)
    assert dense.sizeHint().height() == metrics.dense


@MODES
def test_the_focus_ring_is_two_pixels_of_accent_inside_the_edge(
    qtbot: QtBot, appearance: Appearance, mode: Mode
) -> None:
    appearance.apply(mode)
    field = QLineEdit()
    shown(qtbot, field)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    image = field.grab().toImage()
    middle = image.width() // 2
    ring = [image.pixelColor(middle, y).name().upper() for y in range(3)]
    assert ring == [appearance.look.theme.accent] * 2 + [appearance.look.theme.base]


def test_a_finding_edges_its_field_in_its_tone(qtbot: QtBot, appearance: Appearance) -> None:
    field = QLineEdit()
    field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    field.setProperty("tone", "red")
    shown(qtbot, field)
    assert appearance.look.theme.tones.red.edge in drawn(field)


def test_nothing_needs_a_widget(appearance: Appearance, qapp: QApplication) -> None:
    style = qapp.style()
    image = sheet(60, 30)
    with painter_on(image) as painter:
        for primitive in (
            QStyle.PrimitiveElement.PE_PanelLineEdit,
            QStyle.PrimitiveElement.PE_Frame,
            QStyle.PrimitiveElement.PE_FrameFocusRect,
            QStyle.PrimitiveElement.PE_IndicatorCheckBox,
            QStyle.PrimitiveElement.PE_IndicatorRadioButton,
            QStyle.PrimitiveElement.PE_IndicatorBranch,
            QStyle.PrimitiveElement.PE_PanelMenu,
        ):
            option = QStyleOption()
            option.rect = QRect(0, 0, 60, 30)
            option.state = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Children
            style.drawPrimitive(primitive, option, painter)
        for primitive in (
            QStyle.PrimitiveElement.PE_PanelItemViewRow,
            QStyle.PrimitiveElement.PE_PanelItemViewItem,
        ):
            item = QStyleOptionViewItem()
            item.rect = QRect(0, 0, 60, 30)
            style.drawPrimitive(primitive, item, painter)
        button = QStyleOptionButton()
        button.rect = QRect(0, 0, 60, 30)
        button.text = "Weigh"
        style.drawControl(QStyle.ControlElement.CE_PushButton, button, painter)
    assert style.pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) == 10
    assert style.sizeFromContents(QStyle.ContentsType.CT_PushButton, button, QSize()).height() == 30


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


@pytest.mark.parametrize("concept", ["", "today"])
def test_a_tool_button_shows_its_words_and_the_sign_of_its_menu(
    qtbot: QtBot, appearance: Appearance, concept: str
) -> None:
    plain, with_menu = QToolButton(), QToolButton()
    for button in (plain, with_menu):
        button.setText("As of today")
        button.setProperty("concept", concept)
    with_menu.setMenu(QMenu(with_menu))
    with_menu.setCheckable(True)
    with_menu.setChecked(True)
    shown(qtbot, plain)
    shown(qtbot, with_menu)
    assert with_menu.sizeHint().width() > plain.sizeHint().width() > appearance.look.metrics.control
    assert appearance.look.theme.selection in drawn(with_menu)
    icon = QToolButton()
    icon.setIcon(appearance.look.icons.icon("more"))
    assert len(drawn(shown(qtbot, icon))) > 1


def test_the_ring_of_the_filled_button_lies_inside_in_the_colour_of_its_words(
    qtbot: QtBot, appearance: Appearance
) -> None:
    button = QPushButton("Weigh")
    button.setProperty("kind", "primary")
    shown(qtbot, button)
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    image = button.grab().toImage()
    middle = image.width() // 2
    theme = appearance.look.theme
    assert image.pixelColor(middle, 0).name().upper() != theme.on_accent
    assert image.pixelColor(middle, 2).name().upper() == theme.on_accent


@MODES
def test_a_button_that_is_off_is_told_from_one_that_is_on(
    qtbot: QtBot, appearance: Appearance, mode: Mode
) -> None:
    appearance.apply(mode)
    button = QPushButton("Weigh")
    button.setProperty("kind", "primary")
    button.setEnabled(False)
    seen = drawn(shown(qtbot, button))
    assert appearance.look.theme.accent not in seen
    assert appearance.look.theme.disabled in seen


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


def test_a_progress_bar_fills_as_far_as_the_work_is_done(qtbot: QtBot, appearance: Appearance) -> None:
    bar = QProgressBar()
    bar.setProperty("kind", "line")
    bar.setTextVisible(False)
    bar.setRange(0, 100)
    bar.resize(200, 4)
    shown(qtbot, bar)
    accent = appearance.look.theme.accent
    lengths = []
    for value in (0, 50, 100):
        bar.setValue(value)
        image = bar.grab().toImage()
        middle = image.height() // 2
        lengths.append(
            max(
                sum(image.pixelColor(x, y).name().upper() == accent for x in range(image.width()))
                for y in (middle - 1, middle)
            )
        )
    assert lengths[0] == 0
    assert 95 <= lengths[1] <= 101
    assert lengths[2] >= 195


def test_a_combo_box_opens_a_list_below_with_rows_of_the_design(qtbot: QtBot, appearance: Appearance) -> None:
    combo = QComboBox()
    combo.addItems(["Chip", "Saw"])
    shown(qtbot, combo)
    combo.showPopup()
    qtbot.waitUntil(combo.view().isVisible)
    assert combo.view().sizeHintForRow(0) == appearance.look.metrics.row
    assert combo.view().window().y() >= combo.mapToGlobal(QPoint(0, combo.height())).y() - 1
    combo.hidePopup()


def test_a_field_in_a_cell_has_no_box_of_its_own(qtbot: QtBot, appearance: Appearance) -> None:
    field = QLineEdit("4.106")
    field.setFrame(False)
    field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    assert appearance.look.theme.control not in drawn(shown(qtbot, field))
    plain = QSpinBox()
    plain.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    stepped = QSpinBox()
    for spin in (plain, stepped):
        shown(qtbot, spin)
    for spin in (plain, stepped):
        spin.resize(100, 30)
    assert plain.lineEdit().width() > stepped.lineEdit().width() > 50
