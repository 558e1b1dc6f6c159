"""The contrast of the look design is recomputed from the tokens (WCAG 2; colour sights by Machado 2009)."""

from itertools import combinations

import pytest
from lunarcurator.desktop.theme.palette import palette_of
from lunarcurator.desktop.theme.tokens import FILLS, THEMES, TONES, Theme
from PySide6.QtGui import QPalette

from tests.desktop.seeing import SIGHTS, contrast, difference

ALL = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


@ALL
@pytest.mark.parametrize("ground", ["window", "base", "raised", "rail"])
@pytest.mark.parametrize("words", ["text", "text2", "text3", "link"])
def test_words_can_be_read_on_every_ground(theme: Theme, ground: str, words: str) -> None:
    # Tertiary words stand on window and base only.
    if words == "text3" and ground == "rail":
        ground = "window"
    assert contrast(theme.token(words), theme.token(ground)) >= 4.5


@ALL
def test_words_can_be_read_on_the_accent_and_on_a_selection(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    for words in (theme.selection_text, theme.selection_text2):
        assert contrast(words, theme.selection) >= 4.5
    assert contrast(theme.text, theme.selection_idle) >= 4.5


@ALL
def test_edges_and_rings_stand_out(theme: Theme) -> None:
    assert contrast(theme.control, theme.base) >= 3
    assert contrast(theme.accent, theme.base) >= 3
    assert contrast(theme.selection_ring, theme.selection) >= 3
    for tone in TONES:
        assert contrast(theme.token(f"tones.{tone}.edge"), theme.base) >= 3


@ALL
@pytest.mark.parametrize("tone", TONES)
def test_a_badge_can_be_read_on_its_tint_its_wash_and_the_base(theme: Theme, tone: str) -> None:
    ink = theme.token(f"tones.{tone}.ink")
    assert contrast(ink, theme.token(f"tones.{tone}.tint")) >= 5.45
    assert contrast(ink, theme.token(f"tones.{tone}.wash")) >= 5.45
    assert contrast(ink, theme.base) >= 6.4


@ALL
@pytest.mark.parametrize("tone", ["amber", "red", "blue", "green", "grey"])
def test_text_and_links_can_be_read_on_a_wash(theme: Theme, tone: str) -> None:
    wash = theme.token(f"tones.{tone}.wash")
    assert contrast(theme.text, wash) >= 12.15
    assert contrast(theme.text2, wash) >= 4.5
    assert contrast(theme.link, wash) >= 5.35


@ALL
@pytest.mark.parametrize("fill", FILLS)
def test_a_fill_stands_out_from_the_base(theme: Theme, fill: str) -> None:
    assert contrast(theme.token(f"fills.{fill}"), theme.base) >= 3


@ALL
@pytest.mark.parametrize("sight", SIGHTS)
def test_the_first_six_fills_are_told_apart_in_every_sight(theme: Theme, sight: str) -> None:
    least = 18 if theme.name == "contrast" else 23
    for one, other in combinations(FILLS[:6], 2):
        apart = difference(theme.token(f"fills.{one}"), theme.token(f"fills.{other}"), sight)
        assert apart >= least, (one, other, apart)


@ALL
def test_the_palette_takes_its_roles_from_the_tokens(theme: Theme) -> None:
    palette = palette_of(theme)
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.Base: theme.base,
        QPalette.ColorRole.Dark: theme.control,
        QPalette.ColorRole.Highlight: theme.selection,
        QPalette.ColorRole.Link: theme.link,
        QPalette.ColorRole.PlaceholderText: theme.text3,
    }
    shown = {role: palette.color(QPalette.ColorGroup.Active, role).name().upper() for role in roles}
    assert shown == roles
    idle = palette.color(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight)
    assert idle.name().upper() == theme.selection_idle


def test_an_unknown_token_is_an_attribute_error() -> None:
    for name in ("tones", "tones.pink.ink", "nothing"):
        with pytest.raises(AttributeError):
            THEMES["light"].token(name)
