"""What a sheet does not say by itself: asked of a person, never guessed where the answer changes what is kept."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from lunarcurator.services.collecting import collecting_seldom
from lunarcurator.services.importing.asking.answered_reading import settled
from lunarcurator.services.importing.asking.collection import COLLECTION
from lunarcurator.services.importing.asking.family import FAMILY
from lunarcurator.services.importing.asking.looking import Looking
from lunarcurator.services.importing.asking.of_cells import OF_CELLS
from lunarcurator.services.importing.asking.parents_masses import DAUGHTERS, FROM_BOOK
from lunarcurator.services.importing.asking.question import Kind, Question
from lunarcurator.services.importing.columns.continued import BLANKS
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.columns.marked_columns import STROKES
from lunarcurator.services.importing.columns.mass_answers import MASS_NOW
from lunarcurator.services.importing.columns.place_columns import PLACE_COLUMNS
from lunarcurator.services.importing.columns.units import UNIT, unit_choices
from lunarcurator.services.importing.guessing import has_rows
from lunarcurator.services.importing.lists.collection_rows import ROWS_OF, apart
from lunarcurator.services.importing.lists.loan_rows import LENT_ON
from lunarcurator.services.importing.lists.part_numbers import PART_NUMBERS
from lunarcurator.services.importing.lists.place_rows import PLACES, WITHIN
from lunarcurator.services.importing.non_record_rows.left_out import HIDDEN_COLUMNS, HIDDEN_ROWS, OUTSIDE
from lunarcurator.services.importing.non_record_rows.titles import TITLES
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.shapes import tables_begin
from lunarcurator.services.importing.source import Source
from lunarcurator.services.store_session import StoreSession

type _Kinds = tuple[Kind[Any], ...]

# In the order in which they are asked: how the sheet is laid out, what its columns are, what its cells say.
_OF_SHEETS: Final[_Kinds] = (
    OUTSIDE,
    ROWS_OF,
    BLANKS,
    TITLES,
    PLACE_COLUMNS,
    HIDDEN_COLUMNS,
    HIDDEN_ROWS,
    STROKES,
    MASS_NOW,
    *OF_CELLS,
    UNIT,
    DAUGHTERS,
)
# What settles the columns is asked of a reading as it is.
_AS_READ: Final[_Kinds] = (ROWS_OF, HIDDEN_COLUMNS, PLACE_COLUMNS, MASS_NOW)
# Without the family of splits nothing else is asked of the rows.
_OF_NUMBERS: Final[_Kinds] = (FAMILY,)
_OF_ROWS: Final[_Kinds] = (WITHIN, LENT_ON)
_OF_PIECES: Final[_Kinds] = (PLACES,)
_OF_COLLECTIONS: Final[_Kinds] = (COLLECTION, PART_NUMBERS, FROM_BOOK)
# Asked while the book lacks something, or said for what rows leave open: such an answer may stay.
_STAYING: Final[_Kinds] = (COLLECTION, PART_NUMBERS, FROM_BOOK, PLACES, WITHIN, LENT_ON)
_EVERY: Final[_Kinds] = (*_OF_SHEETS, *_OF_NUMBERS, *_OF_ROWS, *_OF_PIECES, *_OF_COLLECTIONS)


def questions(session: StoreSession, source: Source, reading: Reading) -> tuple[Question, ...]:
    """Return all that is open about a reading, answered or not, what must be answered first.

    Of a sheet without rows, of one whose header is open, or of several tables, nothing is worth asking.
    """
    if reading.guess.perhaps_header or not has_rows(source, reading) or tables_begin(source, reading):
        return ()
    sheet = Looking(session, source, reading)
    done = sheet.at(settled(reading))
    with collecting_seldom():
        asked = [*_of_sheet(sheet, done), *_of_rows(done)]
    # Which rows come in says where they go.
    if any(each.kind is ROWS_OF and not each.takes(reading.answers.get(each.id, "")) for each in asked):
        asked = [each for each in asked if each.kind is not COLLECTION]
    return tuple(sorted(asked, key=lambda question: not question.must))


def unanswered(asked: tuple[Question, ...], reading: Reading) -> tuple[Question, ...]:
    """Return the questions that must be answered and are not, and those answered by what is no answer."""
    return tuple(each for each in asked if _is_open(each, reading.answers.get(each.id, "")))


def answered(reading: Reading, question: str, answer: str) -> Reading:
    """Return the reading with one more answer. Raises `MappingRefused` where nothing is asked by that name."""
    name, _, about = question.partition(":")
    kind = next((each for each in _EVERY if each.name == name), None)
    if kind is None:
        raise MappingRefused("import.question_unknown", question=question, known=[each.name for each in _EVERY])
    return kind.answered(reading, answer, about)


def unasked(
    session: StoreSession, source: Source, reading: Reading, asked: tuple[Question, ...], said: Iterable[str]
) -> tuple[str, ...]:
    """Return those of the answers `said`, by their questions, that nothing in a reading asks for.

    `asked` are the questions about the reading. An answer may end its question: then that is asked without it.
    """
    ids = {each.id for each in asked}
    return tuple(each for each in said if each not in ids and not _is_heard(session, source, reading, each))


def _is_heard(session: StoreSession, source: Source, reading: Reading, question: str) -> bool:
    name, _, about = question.partition(":")
    kind = next(each for each in _EVERY if each.name == name)
    # What a profile says of a column is not asked, and another answer takes its place.
    filled = map(reading.column, reading.guess.layout.fill)
    if kind in _STAYING or (kind is UNIT and unit_choices(reading, about)) or (kind is BLANKS and about in filled):
        return True
    before = kind.forgotten(reading, about)
    return any(each.id == question for each in questions(session, source, before))


def _is_open(question: Question, answer: str) -> bool:
    if question.must:
        return not question.takes(answer)
    return bool(answer) and question.kind.read(answer) is None


def _of_sheet(sheet: Looking, done: Looking) -> Iterator[Question]:
    for kind in _OF_SHEETS:
        yield from kind.found(sheet if kind in _AS_READ else done)


def _of_rows(sheet: Looking) -> Iterator[Question]:
    if not sheet.reading.says_pieces:
        return
    yield from (first := _found(_OF_NUMBERS, sheet))
    if unanswered((*first,), sheet.reading):
        return
    yield from _found(_OF_ROWS, sheet)
    if sheet.reading.says_places_alone:
        return
    yield from _found(_OF_PIECES, sheet)
    asked: dict[str, Question] = {}
    # Of each collection whose rows come in; nothing is asked twice.
    for part in apart(sheet.reading):
        asked |= {each.id: each for each in _found(_OF_COLLECTIONS, sheet.at(part))}
    yield from asked.values()


def _found(kinds: _Kinds, sheet: Looking) -> list[Question]:
    return [question for kind in kinds for question in kind.found(sheet)]
