import pytest
from lunarcurator.desktop.theme.appearance import Appearance, Mode
from lunarcurator.desktop.widgets.fields import SearchField
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.desktop.seeing import drawn, inked, painter_on, sheet, shown

MODES = pytest.mark.parametrize("mode", ["light", "dark", "contrast"])


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


def test_the_text_of_a_field_stands_inside_its_edge_at_every_size(qtbot: QtBot, appearance: Appearance) -> None:
    plain, search = QLineEdit("I"), SearchField(appearance, "")
    search.setText("I")
    for field in (plain, search):
        field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shown(qtbot, field)
    for percent in (100, 150, 200, 100):
        appearance.apply(text_percent=percent)
        px = appearance.look.metrics.px
        # The glass takes 22 pixels; a letter begins with a pixel or two of its own.
        for field, left in ((plain, 8), (search, 30)):
            field.resize(px(200), field.sizeHint().height())
            image = field.grab().toImage()
            inside = image.copy(px(left) - 2, 4, px(60), image.height() - 8)
            assert 0 <= inked(inside).left() <= 2 + px(2), (percent, field)
            assert field.sizeHint().height() == appearance.look.metrics.control


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
