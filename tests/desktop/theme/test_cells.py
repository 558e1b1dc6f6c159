import pytest
from lunarcurator.desktop.theme.appearance import Appearance, Mode
from lunarcurator.desktop.theme.badges import badge_of
from lunarcurator.desktop.theme.cells import CENTER, RIGHT
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.desktop.seeing import colours, inked, painter_on, sheet

CELL = QRect(0, 0, 120, 26)


def mass(appearance: Appearance, whole: str, fraction: str) -> QImage:
    image = sheet(120, 26)
    with painter_on(image) as painter:
        appearance.cells.mass(painter, CELL, whole, fraction)
    return image


def test_masses_with_other_decimals_stand_on_one_decimal_point(appearance: Appearance) -> None:
    whole = inked(mass(appearance, "402", ""))
    with_decimals = inked(mass(appearance, "402", ".750"))
    estimated = inked(mass(appearance, "~402", ""))
    assert whole.left() == with_decimals.left()
    assert whole.right() == estimated.right()
    assert whole.right() < with_decimals.right() < CELL.right()


def test_a_rollup_is_grey_with_its_sign_and_on_the_same_point(appearance: Appearance) -> None:
    image = sheet(120, 26)
    with painter_on(image) as painter:
        appearance.cells.rollup(painter, CELL, "402", ".750")
    own = mass(appearance, "402", ".750")
    assert inked(image).right() == inked(own).right()
    assert inked(image).left() < inked(own).left()
    assert appearance.look.theme.text not in colours(image)


def test_why_a_mass_is_unknown_stands_at_the_right_edge(appearance: Appearance) -> None:
    image = sheet(120, 26)
    with painter_on(image) as painter:
        appearance.cells.reason(painter, CELL, "in epoxy")
    assert abs(inked(image).right() - (CELL.right() - appearance.cells.pad)) <= 2


def test_text_keeps_inside_its_cell_and_is_cut_at_the_end_or_in_the_middle(appearance: Appearance) -> None:
    long = "CE5C0800YJYX132GP " * 3
    for middle in (False, True):
        image = sheet(120, 26)
        with painter_on(image) as painter:
            width = appearance.cells.text(painter, CELL, long, middle=middle)
        assert width <= CELL.width() - 2 * appearance.cells.pad
        assert inked(image).right() <= CELL.right() - appearance.cells.pad + 1


@pytest.mark.parametrize(("align", "left"), [(RIGHT, 60), (CENTER, 35)])
def test_text_aligns_right_and_in_the_middle(appearance: Appearance, align: object, left: int) -> None:
    image = sheet(120, 26)
    with painter_on(image) as painter:
        appearance.cells.text(painter, CELL, "Pristine", align=align)
    assert abs(inked(image).left() - left) < 12


def test_a_struck_text_has_a_line_through_it(appearance: Appearance) -> None:
    plain, struck = sheet(120, 26), sheet(120, 26)
    for image, through in ((plain, False), (struck, True)):
        with painter_on(image) as painter:
            appearance.cells.text(painter, CELL, "...", struck=through)
    assert inked(struck).height() > inked(plain).height()


def test_a_text_is_shaped_once_and_the_memory_is_bounded(appearance: Appearance) -> None:
    cells = appearance.cells
    image = sheet(120, 26)
    with painter_on(image) as painter:
        for number in range(5000):
            cells.text(painter, CELL, f",{number}")
            cells.badge(painter, CELL, f"{number} days", "red", "overdue") if number < 600 else None
    assert len(cells._lines) <= 4096
    assert len(cells._stamps) <= 512
    assert cells.width("Chip") == cells.width("Chip") > 10


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_a_selection_takes_one_colour_over_the_whole_row(appearance: Appearance, mode: Mode) -> None:
    appearance.apply(mode)
    theme = appearance.look.theme
    image = sheet(120, 26, theme.base)
    with painter_on(image) as painter:
        appearance.cells.ground(painter, CELL, selected=True, lined=False)
    assert colours(image) == {theme.selection}


def test_everything_on_an_inverted_selection_is_black(appearance: Appearance) -> None:
    appearance.apply("contrast")
    cells, theme = appearance.cells, appearance.look.theme
    for tone in ("text", "text2", "text3", "link", "tones.red.ink"):
        assert cells.tone_on(tone, selected=True) == "selection_text"
    image = sheet(120, 26, theme.selection)
    with painter_on(image) as painter:
        cells.badge(painter, CELL, "On loan", "blue", "on_loan", selected=True)
    assert theme.tones.blue.tint not in colours(image)
    assert theme.tones.blue.ink not in colours(image)


def test_tertiary_words_on_a_selection_take_the_secondary_ink(appearance: Appearance) -> None:
    assert appearance.cells.tone_on("text3", selected=True) == "selection_text2"
    assert appearance.cells.tone_on("text3", selected=False) == "text3"


def test_the_current_row_keeps_its_ring_on_a_selection(appearance: Appearance) -> None:
    image = sheet(120, 26)
    with painter_on(image) as painter:
        appearance.cells.ground(painter, CELL, selected=True, current=True)
    assert image.pixelColor(60, 1).name().upper() == appearance.look.theme.accent


def test_a_wash_tints_a_row_and_a_selection_goes_over_it(appearance: Appearance) -> None:
    theme = appearance.look.theme
    for selected, shown in ((False, theme.tones.red.wash), (True, theme.selection)):
        image = sheet(120, 26)
        with painter_on(image) as painter:
            appearance.cells.ground(painter, CELL, wash="red", selected=selected)
        assert image.pixelColor(60, 10).name().upper() == shown


@pytest.mark.parametrize("percent", [0, 1, 50, 100, 140])
def test_a_share_is_a_bar_of_28_by_4_and_a_percentage(appearance: Appearance, percent: int) -> None:
    image = sheet(120, 26)
    with painter_on(image) as painter:
        appearance.cells.share(painter, CELL, percent, f"{percent} %")
    bar = inked(image.copy(0, 0, 40, 26))
    assert (bar.left(), bar.width(), bar.height()) == (appearance.cells.pad, 28, 4)


def test_a_badge_too_wide_for_its_cell_is_cut_inside_it(appearance: Appearance) -> None:
    image = sheet(60, 26)
    with painter_on(image) as painter:
        width = appearance.cells.badge(painter, QRect(0, 0, 60, 26), "Permanent storage", "teal", "locked")
    assert width <= 60 - 2 * 6
    assert inked(image).right() < 60


def test_normal_states_have_no_badge() -> None:
    for axis, code in (("custody", "here"), ("condition", "pristine"), ("existence", "exists")):
        assert badge_of(axis, code) is None
    loan = badge_of("custody", "loan")
    assert loan is not None
    assert (loan.tone, loan.concept) == ("blue", "on_loan")


def test_a_mass_column_is_wide_enough_for_its_figures(appearance: Appearance, qapp: QApplication) -> None:
    for percent in (100, 200):
        appearance.apply(text_percent=percent)
        width = appearance.cells.mass_width(6)
        image = sheet(width, 60)
        with painter_on(image) as painter:
            appearance.cells.rollup(painter, QRect(0, 0, width, 60), "888\u202f888", ".888")
        assert inked(image).left() >= 2
