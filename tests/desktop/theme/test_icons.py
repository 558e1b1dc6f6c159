import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.icons import CONCEPTS, Icons
from lunarcurator.desktop.theme.ink import Ink
from lunarcurator.desktop.theme.tokens import DARK, LIGHT
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from tests.desktop.seeing import colours, inked, painter_on, sheet


def test_every_concept_has_a_drawing_in_the_installed_font() -> None:
    spec = find_spec("qtawesome")
    assert spec is not None
    assert spec.origin is not None
    charmap = next((Path(spec.origin).parent / "fonts").glob("phosphor-charmap-*.json"))
    known = json.loads(charmap.read_text(encoding="utf-8"))
    assert not set(CONCEPTS.values()) - known.keys()


@pytest.mark.parametrize("concept", CONCEPTS)
def test_an_icon_fills_its_box_and_is_not_the_sign_of_a_missing_glyph(
    appearance: Appearance, concept: str
) -> None:
    image = appearance.look.icons.pixmap(concept, "text", 20).toImage()
    box = inked(image)
    assert 6 <= max(box.width(), box.height()) <= 20


def test_an_icon_is_drawn_in_the_colour_of_its_theme(qapp: QApplication) -> None:
    for theme in (LIGHT, DARK):
        image = Icons(Ink(theme)).pixmap("sample", "accent", 64).toImage()
        assert theme.accent in colours(image)


def test_an_icon_is_drawn_once_for_each_name_colour_size_and_ratio(appearance: Appearance) -> None:
    icons = appearance.look.icons
    first = icons.pixmap("sample", "text2", 16, 2.0)
    assert icons.pixmap("sample", "text2", 16, 2.0) is first
    assert first.width() == 32
    assert first.deviceIndependentSize().width() == 16
    assert icons.pixmap("sample", "text", 16, 2.0) is not first


def test_an_icon_stands_in_the_middle_of_its_rectangle(appearance: Appearance) -> None:
    image = sheet(40, 40)
    with painter_on(image) as painter:
        appearance.look.icons.paint(painter, QRect(0, 0, 40, 40), "sample", "text", 20)
    box = inked(image)
    assert abs(box.center().x() - 19.5) <= 1.5
    assert abs(box.center().y() - 19.5) <= 1.5


def test_an_icon_for_a_menu_is_grey_where_disabled(appearance: Appearance) -> None:
    icon = appearance.look.icons.icon("split")
    assert icon.availableSizes(icon.Mode.Disabled)


def test_an_unknown_concept_is_a_key_error(appearance: Appearance) -> None:
    with pytest.raises(KeyError):
        appearance.look.icons.pixmap("no such concept", "text", 16)
