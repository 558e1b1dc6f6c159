"""Columns of a terminal: a Chinese character takes two places, and no text runs into the next."""

from lunarcurator.services.commands.columns import filled, in_columns, width_of


def test_columns_are_as_wide_as_their_longest_text() -> None:
    rows = [("王小明", "7", "x"), ("A very long name", "12", "")]
    assert in_columns(rows, figures=(1,)) == ["王小明             7  x", "A very long name  12"]
    assert in_columns([]) == []
    assert (width_of("王a"), filled("王", 4), filled("longer", 2)) == (3, "王  ", "longer")
