"""All sheets of a workbook are taken back, and brought back, in one step: all of them or none."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lunarcurator.domain.identity import Uid, ref_of
from lunarcurator.domain.operations import Describe, FieldValue, Reverse
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.file_sources import named_source, source_named
from lunarcurator.services.importing import Source
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.posting import Cancelled, Posted, Refused
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.undo_stack import next_redo, next_undo
from lunarcurator.services.undoing import undo_state
from lunarcurator.services.verifying import verify
from lunarcurator.services.whole_files import WholeFile, imports_in_book, turn_over, whole_file
from lunarcurator.services.words import Words

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.workbooks import SHEETS, brought_in, nested_workbook

type Do = Callable[..., Posted]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return nested_workbook(tmp_path / "nested.xlsx")


@pytest.fixture
def sheets(session: StoreSession, path: Path) -> list[Posted]:
    return [brought_in(session, path, name, OPERATOR) for name in SHEETS]


def masses(session: StoreSession) -> dict[str, int]:
    return {str(account): ug for account, ug in trial_balance(session).total.ug.items() if ug}


def whole(session: StoreSession, uid: Uid | None) -> WholeFile:
    assert uid is not None
    found = whole_file(session, uid)
    assert found is not None
    return found


def note(do: Do, number: str) -> Posted:
    return do(Describe(sample=number, values=(FieldValue(field="remarks", value="looked at"),)))


def test_an_entry_names_the_sheet_it_came_from(session: StoreSession, sheets: list[Posted], words: Words) -> None:
    told = [sentence_of(session, words, each.seq) for each in sheets]
    assert told == [f"Imported nested.xlsx, sheet {name}: 2 pieces" for name in SHEETS]


def test_the_sheets_in_the_book_are_known_by_the_file_whatever_it_is_called(
    session: StoreSession, sheets: list[Posted], path: Path, tmp_path: Path, do: Do
) -> None:
    renamed = path.rename(tmp_path / "called otherwise.xlsx")
    sha256 = Source.open(renamed).book.sha256
    found = imports_in_book(session, sha256)
    assert [(each.seq, each.file, each.sheet) for each in found] == [
        (posted.seq, "nested.xlsx", name) for posted, name in zip(sheets, SHEETS, strict=True)
    ]
    assert {each.day for each in found} == {session.today}
    do(Reverse(entry=ref_of(sheets[2].uid)))
    assert [each.sheet for each in imports_in_book(session, sha256)] == ["rocks", "chips"]


def test_one_step_takes_all_sheets_back_and_one_brings_them_back_in_their_order(
    session: StoreSession, sheets: list[Posted], words: Words
) -> None:
    full = masses(session)
    found = whole(session, sheets[0].uid)
    assert (found.redo, found.by_sheet, found.file) == (False, True, "nested.xlsx")
    told: list[tuple[int, int]] = []
    undone = turn_over(session, found, OPERATOR, reason="wrong file", progress=lambda *how: told.append(how))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [each.seq for each in undone] == [sheets[2].seq + at for at in (1, 2, 3)]
    assert "sheet grains" in sentence_of(session, words, undone[0].seq)
    assert not masses(session)
    assert verify(session).sound
    assert (
        whole_file(session, undone[1].uid) == whole(session, sheets[0].uid) == whole(session, next_redo(session))
    )
    again = whole(session, next_redo(session))
    assert again.redo
    redone = turn_over(session, again, OPERATOR)
    assert [sentence_of(session, words, each.seq).partition(", ")[2].partition(":")[0] for each in redone] == [
        "sheet rocks",
        "sheet chips",
        "sheet grains",
    ]
    assert masses(session) == full
    assert next_undo(session) == sheets[2].uid
    turn_over(session, whole(session, sheets[1].uid), OPERATOR)
    assert not masses(session)
    assert verify(session).sound


def test_one_sheet_after_another_is_brought_back_by_as_many_redos_as_undos(
    session: StoreSession, sheets: list[Posted], do: Do
) -> None:
    full = masses(session)
    turn_over(session, whole(session, sheets[0].uid), OPERATOR)
    for posted in sheets:
        undo = next_redo(session)
        assert undo is not None
        do(Reverse(entry=ref_of(undo)))
        state = undo_state(session, posted.uid)
        assert state is not None
        assert not state.redo
    assert next_redo(session) is None
    assert masses(session) == full
    assert verify(session).sound


def test_sheets_taken_back_one_by_one_do_not_go_together(
    session: StoreSession, sheets: list[Posted], do: Do
) -> None:
    for posted in reversed(sheets[1:]):
        do(Reverse(entry=ref_of(posted.uid)))
    assert whole_file(session, sheets[0].uid) is None
    assert whole_file(session, sheets[1].uid) is None
    assert whole_file(session, sheets[2].uid) is None


def test_what_was_taken_back_before_does_not_come_back_with_the_rest(
    session: StoreSession, sheets: list[Posted], path: Path, do: Do
) -> None:
    do(Reverse(entry=ref_of(sheets[2].uid)))
    anew = brought_in(session, path, "grains", OPERATOR)
    turn_over(session, whole(session, anew.uid), OPERATOR)
    back = whole(session, sheets[0].uid)
    assert [each.uid for each in back.imports] == [sheets[0].uid, sheets[1].uid, anew.uid]
    assert whole_file(session, sheets[2].uid) is None


def test_what_rests_on_a_sheet_is_named_and_nothing_is_taken_back(
    session: StoreSession, sheets: list[Posted], do: Do, words: Words
) -> None:
    later = note(do, "10018")
    before, full = session.head(), masses(session)
    with pytest.raises(Refused) as refused:
        turn_over(session, whole(session, sheets[0].uid), OPERATOR, reason="read wrongly")
    (sentence,) = (words.say_finding(each) for each in refused.value.findings)
    assert sentence == (
        f"Nothing is taken back: entry {later.seq} (describe) rests on entry {sheets[1].seq}, nested.xlsx, "
        f"sheet chips (both concern 10018). Undo entry {later.seq} first."
    )
    assert (session.head(), masses(session)) == (before, full)
    assert verify(session).sound


def test_what_came_between_is_named_and_nothing_is_done_again(
    session: StoreSession, path: Path, do: Do, words: Words
) -> None:
    sheets = [brought_in(session, path, name, OPERATOR) for name in SHEETS[:2]]
    found = whole(session, sheets[0].uid)
    turn_over(session, found, OPERATOR)
    later = brought_in(session, path, "rocks", OPERATOR)
    before = session.head()
    with pytest.raises(Refused) as refused:
        turn_over(session, whole(session, sheets[1].uid), OPERATOR)
    (sentence,) = (words.say_finding(each) for each in refused.value.findings)
    assert sentence.startswith(f"Nothing is done again: entry {later.seq} (import) came in after entry ")
    assert session.head() == before
    with pytest.raises(Refused, match="refused") as already:
        turn_over(session, found, OPERATOR)
    assert [each.key for each in already.value.findings] == ["reverse.already"]
    assert session.head() == before


@pytest.mark.parametrize("asked", [0, 1, 2, 3])
def test_a_step_that_is_stopped_leaves_no_trace(session: StoreSession, sheets: list[Posted], asked: int) -> None:
    before, full, times = session.head(), masses(session), iter(range(9))
    with pytest.raises(Cancelled):
        turn_over(session, whole(session, sheets[0].uid), OPERATOR, should_stop=lambda: next(times) == asked)
    assert (session.head(), masses(session)) == (before, full)
    assert verify(session).sound


def test_an_act_that_is_no_import_and_an_unknown_entry_have_no_file(
    session: StoreSession, do: Do, path: Path
) -> None:
    posted = brought_in(session, path, "rocks", OPERATOR)
    assert whole_file(session, posted.uid) is None
    assert whole_file(session, note(do, "10017").uid) is None
    assert whole_file(session, Uid("f" * 32)) is None
    do(Reverse(entry=ref_of(note(do, "10018").uid)))
    assert imports_in_book(session, "0" * 64) == ()


def test_the_only_sheet_of_a_file_is_not_named(session: StoreSession, tmp_path: Path, words: Words) -> None:
    path = nested_workbook(tmp_path / "one.xlsx", sheets=("rocks",))
    posted = brought_in(session, path, "rocks", OPERATOR)
    assert sentence_of(session, words, posted.seq) == "Imported one.xlsx: 2 pieces"


def test_a_sheet_that_came_in_twice_or_is_not_named_makes_no_file_by_sheet(
    session: StoreSession, sheets: list[Posted]
) -> None:
    found = whole(session, sheets[0].uid)
    first, *others = found.imports
    assert found.by_sheet
    assert not replace(found, imports=(first, *found.imports)).by_sheet
    assert not replace(found, imports=(replace(first, sheet=""), *others)).by_sheet


def test_a_source_is_told_apart_from_the_sheet_whatever_is_in_their_names() -> None:
    assert source_named(named_source("a b.xlsx", "1/2 / 3")) == ("a b.xlsx", "1/2 / 3")
    assert source_named(named_source("list.csv")) == ("list.csv", "")
