"""What a list calls a piece is read wherever a number is read, and leads to that piece alone."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.naming import as_told, is_called, said_in
from lunarcurator.domain.operations import Mission, OpenCollection, Register, Renumber
from lunarcurator.services.browsing import Browsing
from lunarcurator.services.form_context import find_piece, form_context
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.lending.asked_pieces import (
    AskedPiece,
    asked_pieces,
    numbers_in_place,
    numbers_of_pieces,
)
from lunarcurator.services.lending.browsing import LineWish, find_lines, line_rows
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.searching import Searching
from lunarcurator.services.words import Words
from lunarcurator.store import schema
from lunarcurator.store.reads.filters import Axis, PieceFilter
from lunarcurator.store.reads.past import rows_at
from lunarcurator.store.reads.rows import piece_rows
from lunarcurator.store.reads.telling import told_number
from sqlalchemy import event, select

from tests.namesakes.twins import ASKED, BOOKS, HOME, OUT, REGISTERED, of_both
from tests.scenarios.lab import Lab
from tests.still_clock import TODAY


def found(lab: Lab, text: str, *filters: PieceFilter) -> list[str]:
    searching = Searching(lab.session, Browsing(lab.session))
    return [hit.row.number for hit in searching.search(text, filters=filters).hits]


def of_book(lab: Lab, code: str) -> PieceFilter:
    books = {each.code: each.id for each in Browsing(lab.session).collections()}
    return PieceFilter(Axis.COLLECTION, str(books[code]))


def test_the_search_finds_by_what_the_lists_say(lab: Lab) -> None:
    both = of_both(OUT)
    assert set(found(lab, OUT)) == set(both)
    for each in both:
        assert found(lab, each) == found(lab, each.lower()) == [each]
    assert found(lab, f"Nobody:{OUT}") == found(lab, "Apollo:") == []
    assert found(lab, both[0], of_book(lab, "Apollo")) == [both[0]]
    assert found(lab, both[0], of_book(lab, "Practice")) == []
    assert found(lab, both[0], PieceFilter(Axis.CUSTODY, "loan")) == [both[0]]


def test_what_the_lists_say_leads_to_one_piece(lab: Lab) -> None:
    searching = Searching(lab.session, Browsing(lab.session))
    hits = {hit.row.number: hit for hit in searching.search(HOME).hits}
    for each in of_both(HOME):
        row = hits[each].row
        assert (row.official, row.short, hits[each].found_as) == (HOME, each, "")
        assert searching.jump(each) == row.id
        assert searching.is_exact(each, row)
        assert searching.is_exact(HOME, row)
    assert hits["Apollo:15113,1"].row.short == ",1"
    assert searching.jump("Practice:1511") is not None


def test_the_lines_are_found_by_what_the_lists_say(lab: Lab) -> None:
    for each in of_both(OUT):
        ids, _ = find_lines(lab.session, LineWish(TODAY, text=each))
        assert [row.number for row in line_rows(lab.session, ids).values()] == [each]


def test_the_editor_calls_pieces_apart(lab: Lab) -> None:
    uids = [find_piece(lab.session, each) for each in of_both(HOME)]
    assert numbers_of_pieces(lab.session, uids) == of_both(HOME)
    assert [card.number for card in form_context(lab.session, uids).pieces] == list(of_both(HOME))
    assert {*of_both(HOME), *of_both(ASKED)} <= set(numbers_in_place(lab.session, "Cabinet 1"))
    told = asked_pieces(lab.session, of_both(HOME))
    assert {key: each.number for key, each in told.items() if isinstance(each, AskedPiece)} == {
        each: each for each in of_both(HOME)
    }


def test_a_number_is_read_with_its_own_collection_and_no_other(lab: Lab) -> None:
    with lab.session.database.snapshot() as connection:
        ledger = ledger_of(lab.session, connection)
        book = ledger.piece(find_piece(lab.session, f"Apollo:{OUT}")).book.collection
        assert said_in(ledger, book, f"apollo: {OUT}") == OUT
        for text in (OUT, f"Practice:{OUT}", "Apollo:"):
            assert said_in(ledger, book, text) == text


@pytest.mark.parametrize(
    ("told", "said", "alike"),
    [
        ("A:15112", "15112", True),
        ("15112", "A:15112", True),
        ("15112", "15112", True),
        ("A:15112", "B:15112", False),
        ("15112", "115112", False),
    ],
)
def test_what_was_sent_is_known_with_and_without_its_collection(told: str, said: str, alike: bool) -> None:
    assert is_called(told, said) is alike


@pytest.fixture
def bare_lab(tmp_path: Path) -> Iterator[Lab]:
    made = Lab.make(tmp_path / "lab.lunar")
    yield made
    made.session.close()


def test_a_number_that_only_one_piece_has_stays_bare(bare_lab: Lab, words: Words) -> None:
    lab = bare_lab
    mission = Mission(code="P", name="P")
    lab.post(OpenCollection(code="P", name="P", scheme="apollo", missions=(mission,)), day=REGISTERED)
    uid = lab_piece(lab, "Apollo", "Apollo 15", OUT)
    assert found(lab, OUT) == [OUT]
    with lab.session.database.snapshot() as connection:
        assert as_told(ledger_of(lab.session, connection), uid) == OUT
    lab_piece(lab, "P", "P", OUT)
    seq = lab.session.head().seq
    assert sentence_of(lab.session, words, seq).startswith(f"Registered P:{OUT}")
    lab.post(Renumber(sample=f"P:{OUT}", number=HOME, source="a letter"), day=REGISTERED)
    assert sentence_of(lab.session, words, seq + 1).count(":") == 0
    assert sorted(found(lab, "1511")) == [OUT, HOME]
    lab_piece(lab, "Apollo", "Apollo 15", HOME)
    assert f"P:{HOME}" in sentence_of(lab.session, words, seq + 1)


def lab_piece(lab: Lab, book: str, mission: str, number: str) -> str:
    lab.allowed(
        Register(collection=book, mission=mission, number=number), day=REGISTERED, accept=("number.elsewhere",)
    )
    return find_piece(lab.session, f"{book}:{number}")


def test_rows_are_told_apart_by_the_question_that_reads_them(lab: Lab) -> None:
    """However many rows, nobody asks once for each of them."""
    hits = Searching(lab.session, Browsing(lab.session)).search("1511").hits
    whole = [hit.row.id for hit in hits]
    half = [hit.row.id for hit in hits if hit.row.number.startswith("Apollo:")]
    asked: list[object] = []
    with lab.session.database.connect() as connection:
        piece_rows(connection, whole)
        event.listen(connection, "before_cursor_execute", lambda *given: asked.append(given[2]))
        counts = []
        for ids in (half, whole):
            for read in (piece_rows, partial(rows_at, moment=Moment(TODAY))):
                asked.clear()
                rows = read(connection, ids)
                assert all(row.number.endswith(f":{row.official}") for row in rows.values())
                counts.append(len(asked))
    assert len(whole) == 2 * len(half) > len(BOOKS) * 4
    assert counts[:2] == counts[2:]


def test_a_namesake_is_looked_up_and_never_looked_for(lab: Lab) -> None:
    with lab.session.database.connect() as connection:
        query = select(told_number()).select_from(schema.sample).compile(connection)
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
    assert any("SEARCH namesake USING" in step and "collection=? AND number=?" in step for step in plan)
    assert not any("SCAN namesake" in step or "SCAN other_book" in step for step in plan)
