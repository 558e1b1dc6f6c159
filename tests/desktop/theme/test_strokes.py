import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.strokes import RADIUS_CONTROL, Box, frame, ring
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from tests.desktop.seeing import sheet

BOX = Box("base", "control", "plain")
# At 150 % the second begins in the middle of a point of the screen.
PLACES = (QRect(10, 6, 41, 30), QRect(11, 7, 41, 30))


def painted(appearance: Appearance, ratio: float, place: QRect, *, kept: bool) -> QImage:
    image = sheet(round(80 * ratio), round(60 * ratio), "#F4F5F6")
    image.setDevicePixelRatio(ratio)
    look = appearance.look
    with QPainter(image) as painter:
        if kept:
            look.boxes.paint(painter, place, BOX)
        else:
            frame(painter, place, RADIUS_CONTROL, look.ink(BOX.fill), look.ink(BOX.edge))
            ring(look, painter, place)
    return image


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("place", PLACES)
def test_a_box_that_was_kept_looks_as_one_drawn_on_the_spot(
    appearance: Appearance, ratio: float, place: QRect
) -> None:
    drawn = painted(appearance, ratio, place, kept=False)
    for _ in range(2):
        image = painted(appearance, ratio, place, kept=True)
        # Colours laid over each other are rounded once more: nobody sees it, and only at corners.
        for x in range(image.width()):
            for y in range(image.height()):
                was, now = drawn.pixelColor(x, y), image.pixelColor(x, y)
                assert max(abs(a - b) for a, b in zip(was.getRgb(), now.getRgb(), strict=True)) <= 4, (x, y)


def test_boxes_of_another_theme_are_drawn_anew(appearance: Appearance) -> None:
    light = painted(appearance, 1, PLACES[0], kept=True)
    appearance.apply("dark")
    assert painted(appearance, 1, PLACES[0], kept=True) != light
