from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.tokens import CONTRAST, DARK, LIGHT
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot


def window_colour(app: QApplication) -> str:
    return app.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.Window).name().upper()


def test_a_change_reaches_palette_font_style_and_icons_at_once(
    qapp: QApplication, qtbot: QtBot, appearance: Appearance
) -> None:
    before = appearance.look
    with qtbot.waitSignal(appearance.changed):
        appearance.apply("dark", 150)
    after = appearance.look
    assert after.theme is DARK
    assert window_colour(qapp) == DARK.window
    assert qapp.font().pointSizeF() == after.fonts.base.pointSizeF()
    assert after.fonts.base.pointSizeF() == 1.5 * before.fonts.base.pointSizeF()
    assert after.icons is not before.icons
    assert appearance.cells.look is after


def test_what_is_not_named_stays_as_it_was(appearance: Appearance) -> None:
    appearance.apply("contrast", 125)
    appearance.apply(language="zh_CN")
    assert (appearance.mode, appearance.text_percent) == ("contrast", 125)
    assert appearance.look.theme is CONTRAST


def test_widgets_that_are_open_grow_with_the_text(qtbot: QtBot, appearance: Appearance) -> None:
    field, button = QLineEdit(), QPushButton("Weigh")
    for widget in (field, button):
        qtbot.addWidget(widget)
        widget.show()
    before = [widget.sizeHint().height() for widget in (field, button)]
    appearance.apply(text_percent=200)
    assert [widget.sizeHint().height() for widget in (field, button)] == [appearance.look.metrics.control] * 2
    assert before == [30, 30]
    assert appearance.look.metrics.control >= 57


def test_the_system_mode_follows_the_desktop(qapp: QApplication, qtbot: QtBot) -> None:
    appearance = Appearance(qapp, "system", 100)
    appearance.apply()
    hints = qapp.styleHints()
    for scheme, theme in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
        with qtbot.waitSignal(appearance.changed):
            hints.colorSchemeChanged.emit(scheme)
        assert appearance.look.theme is theme
    with qtbot.waitSignal(appearance.changed):
        hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert appearance.look.theme is CONTRAST


def test_a_chosen_theme_does_not_follow_the_desktop(qapp: QApplication, qtbot: QtBot) -> None:
    appearance = Appearance(qapp, "light", 100)
    appearance.apply()
    with qtbot.assertNotEmitted(appearance.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert window_colour(qapp) == LIGHT.window
