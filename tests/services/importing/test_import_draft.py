"""An import left half way: what was said of it goes into a draft and comes back as it was."""

from collections.abc import Callable
from pathlib import Path

from lunarcurator.services.drafts import Draft, Drafts
from lunarcurator.services.importing import Source, Told, answered, mapped
from lunarcurator.services.importing.import_draft import (
    _MOST_TEXT,
    KIND,
    PASTED,
    ImportDraft,
    gone_on,
    import_draft,
    left_in,
    subject_of,
)
from lunarcurator.services.importing.source import TextForm
from lunarcurator.services.store_session import StoreSession
from msgspec import to_builtins

from tests.services.importing.steps import opened
from tests.services.importing.test_keys import cores

ROWS = ("ID,Mission,Weight (g),Odd", "10017,Apollo 11,9.7,a", "nonsense,Apollo 11,1,b")


def through_the_store(session: StoreSession, left: ImportDraft) -> ImportDraft | None:
    """As another program finds it."""
    drafts = Drafts(session)
    drafts.keep(KIND, left.path or PASTED, to_builtins(left))
    found = drafts.find(KIND, left.path or PASTED)
    assert found is not None
    return left_in(found)


def test_columns_and_answers_of_a_file_come_back(session: StoreSession, sheet: Callable[..., Path]) -> None:
    source, reading = opened(session, sheet(*ROWS))
    said = answered(mapped(reading, "Odd", "remarks"), "collection", "Apollo")
    left = import_draft(source, said, Told(header=1), 4, {"Apollo 11": 19690801})
    assert left is not None
    again = through_the_store(session, left)
    assert again == left
    assert (again.file, again.path, again.sha256) == ("rows.csv", str(source.path), source.book.sha256)
    assert (again.step, again.days, again.said.told) == (4, {"Apollo 11": 19690801}, Told(header=1))
    went_on = gone_on(reading, again.said)
    assert (went_on.fits, went_on.reading) == (True, said)
    assert subject_of(source) == str(source.path)


def test_what_was_pasted_is_kept_with_its_form_and_its_keys(session: StoreSession) -> None:
    source, reading = cores(session)
    source = source.formed(TextForm(delimiter="\t"))
    left = import_draft(source, reading, Told(), 2, {})
    assert left is not None
    again = through_the_store(session, left)
    assert again is not None
    assert (again.path, again.text, again.form) == ("", source.text, TextForm(delimiter="\t"))
    assert gone_on(opened(session, source)[1], again.said).reading == reading
    assert subject_of(source) == PASTED


def test_where_columns_read_otherwise_they_stay_as_found(
    session: StoreSession, sheet: Callable[..., Path]
) -> None:
    source, reading = opened(session, sheet(*ROWS))
    left = import_draft(source, mapped(reading, "Odd", "remarks"), Told(), 2, {})
    assert left is not None
    _, other = opened(session, sheet("ID,Mission,Mass (g)", "10017,Apollo 11,9.7", name="other.csv"))
    assert gone_on(other, left.said) == (other, False)


def test_a_huge_paste_and_a_draft_of_another_version_are_not_kept(session: StoreSession) -> None:
    source, reading = opened(session, "ID|Mission\n10017|Apollo 11")
    huge = Source(source.book, source.path, "x" * (_MOST_TEXT + 1))
    assert import_draft(huge, reading, Told(), 2, {}) is None
    assert left_in(Draft(KIND, PASTED, 1, {"file": 3})) is None
