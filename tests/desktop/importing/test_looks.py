"""What a narrow window must not cut: the choices at the beginning, numbers, and facts."""

from collections.abc import Callable

from lunarcurator.desktop.dialogs.imports.columns_page import Says
from lunarcurator.desktop.dialogs.imports.rows import Column
from lunarcurator.services.words import Words
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from tests.desktop.book import Book
from tests.desktop.importing.conftest import Wizard

LONG = "Name of the facility that keeps it and of its shelf"
NO_NUMBER = "10018 once the number of another"


def test_the_choices_of_the_first_step_grow_with_their_sentences(
    wizard: Callable[..., Wizard], book: Book
) -> None:
    made = wizard()
    made.dialog.resize(720, 700)
    book.settle()
    for choice in made.pages.begin.choices:
        assert choice.height() >= choice.heightForWidth(choice.width())


def test_numbers_are_whole_among_the_verdicts_and_long_headers_leave_room_for_them(
    wizard: Callable[..., Wizard], book: Book
) -> None:
    rows = "".join(f"\n{number}|Apollo 11|x" for number in (10017, 10018, 10019, 10020, 10022, NO_NUMBER))
    made = wizard(text=f"ID|Mission|{LONG}{rows}")
    columns = made.pages.columns.rows
    assert columns.index(2, Says.NAME).data(Qt.ItemDataRole.ToolTipRole) == LONG
    table = made.pages.verdicts.table
    metrics = QFontMetrics(book.context.appearance.look.fonts.font(weight=500))
    assert table.columnWidth(Column.NUMBER) > metrics.horizontalAdvance(NO_NUMBER)


def test_a_profile_of_the_program_is_named_in_the_language_of_the_window(
    wizard: Callable[..., Wizard], words: Words
) -> None:
    made = wizard(text="ID|Mission|Type|Subtype|Weight (g)|Pristine (%)\n10017|Apollo 11|Basalt||5|90")
    assert made.told(f"Recognised as {words.say('known_list.catalogue')}")


def test_the_choices_at_the_beginning_take_the_room_there_is(wizard: Callable[..., Wizard], book: Book) -> None:
    made = wizard()
    made.dialog.resize(760, 560)
    book.settle()
    begin, page = made.pages.begin, made.pages.begin.parentWidget()
    assert page is not None
    assert begin.width() >= min(begin.maximumWidth(), page.width() * 3 // 4)


def test_the_columns_take_the_room_that_the_questions_leave(wizard: Callable[..., Wizard], book: Book) -> None:
    made = wizard(text="ID|Mission\n10018|Apollo 11", takes_proposal=False)
    page = made.pages.columns
    heights = []
    for high in (700, 900):
        made.dialog.resize(1180, high)
        book.settle()
        heights.append((page.table.height(), page.answers[0].height()))
    assert heights[1][0] - heights[0][0] == 200
    assert heights[1][1] == heights[0][1]
