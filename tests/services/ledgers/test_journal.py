from lunarcurator.domain.identity import Uid
from lunarcurator.domain.operations import Reverse
from lunarcurator.services.journal import (
    JournalFilter,
    entries_of_piece,
    entry_detail,
    find_entries,
    head,
    journal_entries,
    kinds,
    operators,
    seq_of,
)
from lunarcurator.services.words import Words

from tests.services.ledgers.history import History
from tests.still_clock import NOON_US

NOBODY = Uid("f" * 32)


def found(history: History, **wanted: object) -> list[int]:
    return list(find_entries(history.session, JournalFilter(**wanted)))


def seqs(history: History, *names: str) -> list[int]:
    return sorted((history.entries[name].seq for name in names), reverse=True)


def test_without_a_filter_every_entry_is_there_newest_first(history: History) -> None:
    last = head(history.session)
    assert found(history) == list(range(last, 0, -1))
    assert head(history.session) == history.session.head().seq


def test_an_empty_store_has_no_entries(empty: History) -> None:
    assert head(empty.session) == 0
    assert list(find_entries(empty.session, JournalFilter())) == []


def test_entries_are_found_by_who_posted_or_witnessed_them(history: History) -> None:
    by_name = {name: uid for uid, name in operators(history.session)}
    assert found(history, operator=by_name["P. Processor"]) == seqs(history, "split", "remote", "write-off")


def test_entries_are_found_by_kind(history: History) -> None:
    assert found(history, kinds=("move", "reverse")) == seqs(history, "remote", "move", "wrong move", "undo")
    assert ("split", 2) in kinds(history.session)


def test_warnings_late_entries_and_undone_ones_are_found(history: History) -> None:
    assert found(history, warned=True) == seqs(history, "split", "write-off")
    assert found(history, undone=True) == seqs(history, "wrong move")
    late = found(history, late=True)
    assert history.entries["late weighing"].seq in late
    assert history.entries["split"].seq not in late
    imported = history.import_catalogue(2)
    assert imported.seq not in found(history, late=True)


def test_entries_since_a_time_are_found(history: History) -> None:
    history.clock.us = NOON_US + 7 * 86_400_000_000
    new = history.import_catalogue(2)
    assert found(history, since_us=NOON_US + 86_400_000_000) == [new.seq]


def test_a_number_in_any_spelling_finds_the_entries_of_its_piece(history: History) -> None:
    expected = seqs(history, "first split", "split", "sighting", "labels")
    assert found(history, text="15555, 1") == expected
    assert found(history, text="15555,1") == expected


def test_words_find_reasons_people_places_files_and_authorities(history: History) -> None:
    history.import_catalogue(2)
    assert found(history, text="gutter") == seqs(history, "split")
    assert found(history, text="order 1637") == seqs(history, "split")
    assert found(history, text="Memo 7") == seqs(history, "write-off")
    assert found(history, text="catalogue.csv") == seqs(history, "import")
    assert set(seqs(history, "move", "wrong move", "undo", "tray")) <= set(found(history, text="tray 7"))
    set_up = 2
    assert found(history, text="processor") == [*seqs(history, "split", "remote", "write-off"), set_up]


def test_signs_of_a_pattern_are_searched_as_they_stand(history: History) -> None:
    assert found(history, text="100%") == []
    assert found(history, text="_") == []


def test_the_number_of_an_entry_finds_it(history: History) -> None:
    assert history.entries["split"].seq in found(history, text=str(history.entries["split"].seq))


def test_a_search_stops_when_asked(history: History) -> None:
    assert list(find_entries(history.session, JournalFilter(warned=True), lambda: True)) == []


def test_an_entry_carries_its_marks(history: History, words: Words) -> None:
    split, undone, undo, late = journal_entries(
        history.session, words, seqs(history, "split", "wrong move", "undo", "late weighing")
    )[::-1][:4]
    assert (split.warnings, split.witness, split.by) == (1, "A. Curator", "P. Processor")
    assert (undone.undone, undone.undoes) == (True, None)
    assert (undo.undone, undo.undoes) == (False, undone.seq)
    assert late.late
    assert f"{split.recorded:%Y-%m-%d %H:%M}" == "2026-11-24 12:00"


def test_the_detail_of_an_entry_closes_and_names_why(history: History, words: Words) -> None:
    detail = entry_detail(history.session, words, history.entries["split"].uid)
    assert detail is not None
    assert detail.sum_ug == 0
    assert detail.sum_unweighed == 0
    changes = {(line.number, line.account): line.ug for line in detail.lines}
    assert changes["15555,1", "here"] == -8_008_000
    assert changes["15555,1", "attrition"] == 31_000
    assert detail.overrides == (("15555,1: Attrition above the limit", "One grain fell into the gutter"),)
    assert ("15555,4") in [number for _, number in detail.pieces]
    assert detail.chain != detail.chain_before
    assert detail.taken_back_by is None


def test_the_detail_of_an_undone_entry_names_what_took_it_back(history: History, words: Words) -> None:
    detail = entry_detail(history.session, words, history.entries["wrong move"].uid)
    assert detail is not None
    assert detail.taken_back_by == history.entries["undo"].seq


def test_the_detail_of_a_write_off_names_the_authority(history: History, words: Words) -> None:
    detail = entry_detail(history.session, words, history.entries["write-off"].uid)
    assert detail is not None
    assert detail.authority == ("Head of curation", "Memo 7")


def test_an_entry_of_many_lines_is_told_by_account(history: History, words: Words) -> None:
    posted = history.import_catalogue(80)
    detail = entry_detail(history.session, words, posted.uid)
    assert detail is not None
    assert {line.account for line in detail.lines} == {"here", "received", "unreconciled"}
    assert all(line.sample is None for line in detail.lines)
    assert (detail.sum_ug, detail.sum_unweighed) == (0, 0)
    assert (detail.source, detail.acts) == ("catalogue.csv", 80)


def test_an_unknown_entry_has_no_detail_and_no_sequence(history: History, words: Words) -> None:
    assert entry_detail(history.session, words, NOBODY) is None
    assert seq_of(history.session, NOBODY) is None
    assert seq_of(history.session, history.entries["split"].uid) == history.entries["split"].seq


def test_the_journal_of_a_piece_has_all_that_touched_it(history: History, words: Words) -> None:
    uid = history.piece("15555,1")
    told = entries_of_piece(history.session, words, uid)
    assert [each.seq for each in told] == seqs(history, "first split", "split", "sighting", "labels")
    assert len(entries_of_piece(history.session, words, uid, most=2)) == 2


def test_a_redone_entry_is_no_longer_undone(history: History, words: Words) -> None:
    weighing = history.import_catalogue(1)
    undo = history.post(Reverse(entry=str(weighing.seq)))
    assert weighing.seq in found(history, undone=True)
    history.post(Reverse(entry=str(undo.seq)))
    assert weighing.seq not in found(history, undone=True)
