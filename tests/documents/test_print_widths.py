"""The widths of columns on paper: nothing is cut, and what is printed stays large enough to be read."""

from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.documents.model import Column, ColumnKind
from lunarcurator.documents.print_widths import ACROSS, WIDEST, fitted, units, wraps


def test_a_chinese_character_is_as_wide_as_two_others() -> None:
    assert [units(text) for text in ("15405,9", "月壤", "月壤 1", "µg")] == [7, 4, 6, 2]
    assert [wraps(text, 5) for text in ("1234", "12345", "月壤", "月壤样", "a\nb")] == [
        False,
        True,
        False,
        True,
        True,
    ]


def test_widths_that_fit_one_page_stay_and_no_column_is_wider_than_the_widest() -> None:
    columns, pages = fitted((Column("number", "Number", width=18), Column("place", "Place", width=90)))
    assert ([each.width for each in columns], pages) == ([18, WIDEST], 1)


def test_texts_give_way_where_that_saves_a_page_and_figures_never_do() -> None:
    texts = [Column(f"t{n}", "Remarks", width=40) for n in range(5)]
    mass = Column("mass", "Mass", ColumnKind.MASS, "g", width=25)
    columns, pages = fitted((*texts, mass))
    assert pages == 1
    assert sum(each.width for each in columns) <= ACROSS
    assert columns[-1].width == 25
    assert {each.width for each in columns[:5]} == {35}


def test_the_words_of_a_header_stay_whole() -> None:
    (column,), _ = fitted((Column("n", "Unweighed pieces", ColumnKind.INTEGER, width=8),))
    assert column.width >= len("Unweighed") + 2
    (chinese,), _ = fitted((Column("n", "未称重", ColumnKind.INTEGER, width=8),))
    assert chinese.width == 8


@given(st.lists(st.tuples(st.integers(4, 90), st.booleans()), min_size=1, max_size=40))
def test_every_table_fits_its_pages_and_only_texts_are_narrowed(told: list[tuple[int, bool]]) -> None:
    kinds = {True: ColumnKind.INTEGER, False: ColumnKind.TEXT}
    columns = [Column(f"c{n}", "x", kinds[figure], width=width) for n, (width, figure) in enumerate(told)]
    made, pages = fitted(columns)
    assert sum(each.width for each in made) <= pages * ACROSS
    for before, after in zip(columns, made, strict=True):
        assert after.width <= max(before.width, 5)
        assert not before.is_figure or after.width >= min(before.width, WIDEST)
