"""The search of the journal finds the words that stand in its rows, in the language of the window."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.operations import Move, Reverse, SetUpPlace
from lunarcurator.services.catalogue import languages
from lunarcurator.services.demonstration import CURATOR, make_demonstration
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.journal import JournalFilter, find_entries, head, journal_entries
from lunarcurator.services.journal_words import kind_of_sentence
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads.journal_text import TELL_NAMES_ONLY

from tests.made_once import copied_file
from tests.services.ledgers.history import History

MESSAGES = Path("resources/languages")
DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
FIGURE = re.compile(r"[~≤±≈\d.,:%\u00a0\u202f−–-]+(?:[a-zµ]{1,2}|K|mm|份|件|条|个|次|粒|块|项|张)?")
JOINTS = {"and", "more"}
"""What joins the items of a list, and no word of an entry."""
DAMAGED = b'\xff[{"kind":"add_name", informal'
MARKS = "“”„‘’«»()[]:;,，；：（）「」、。"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[StoreSession]:
    opened = StoreSession.open(copied_file(make_demonstration, tmp_path / "demo.lunar"))
    yield opened
    opened.close()


def found(session: StoreSession, text: str) -> set[int]:
    return set(find_entries(session, JournalFilter(text=text)))


def words_of(sentence: str) -> set[str]:
    """Return the words and days of a sentence, the numbers of samples whole where they are one, without masses."""
    apart = (word.strip(MARKS) for word in re.split("[ ，]", sentence))
    return {word for word in apart if word and (DAY.fullmatch(word) or not FIGURE.fullmatch(word))} - JOINTS


def test_every_word_that_stands_in_a_row_finds_it(session: StoreSession) -> None:
    english = Words.load("en", MESSAGES)
    lacking = []
    known: dict[str, set[int]] = {}
    for each in journal_entries(session, english, range(head(session), 0, -1)):
        row = (each.what, each.by, each.witness, each.reason, f"{each.recorded:%Y-%m-%d}")
        shown_day = each.told_day.text(english)
        for word in words_of(" ".join((*row, shown_day if DAY.fullmatch(shown_day) else ""))):
            if word not in known:
                known[word] = found(session, word)
            if each.seq not in known[word]:
                lacking.append((each.seq, word, each.what))
    assert lacking == []


def test_whatever_part_of_a_number_stands_in_a_row_finds_it(session: StoreSession) -> None:
    """Words in a row, and words with the figures beside them, in whatever joints they are typed."""
    english = Words.load("en", MESSAGES)
    lacking, known = [], dict[str, set[int]]()
    for each in journal_entries(session, english, range(head(session), 0, -1)):
        for word, figures in re.findall(r"(?<=Practice )(\w+) (\d+(?:,\d+)*)(?![\w,])", each.what):
            for typed in (word, figures, f"{word} {figures}", f"Practice {word} {figures}"):
                if typed not in known:
                    known[typed] = found(session, typed)
                if each.seq not in known[typed]:
                    lacking.append((each.seq, typed, each.what))
    assert any("," in typed for typed in known)
    assert lacking == []


def test_figures_find_no_number_in_which_they_are_only_a_part(session: StoreSession) -> None:
    english = Words.load("en", MESSAGES)
    rows = {each.seq: each.what for each in journal_entries(session, english, range(head(session), 0, -1))}
    only = {seq for seq in found(session, "soil 2,2") if "Practice soil 2" in rows[seq]}
    assert only
    assert all(re.search(r"soil 2,2(?![\d])", rows[seq]) for seq in only)


def test_a_day_finds_what_was_recorded_on_it_by_the_clock_of_the_lab(history: History) -> None:
    """The day of the row is that of the lab: an hour before midnight of UTC it is the next one in Beijing."""
    last = history.post(SetUpPlace(kind="cabinet", name="Late box", parent="Vault 1"))
    (row,) = journal_entries(history.session, Words.load("en", MESSAGES), [last.seq])
    day = f"{row.recorded:%Y-%m-%d}"
    assert last.seq in found(history.session, day)
    assert last.seq in found(history.session, day[:7])
    assert last.seq in found(history.session, f"Late {day}")
    for other in ("2026-02-30", "2026-13", "1931-01-01"):
        assert found(history.session, other) == set(), other


def test_what_was_warned_of_is_found_by_its_words(session: StoreSession) -> None:
    with closing(sqlite3.connect(session.path)) as store:
        told = dict(store.execute("SELECT seq, overrides FROM entry WHERE overrides <> '{}'").fetchall())
    keys = {seq: set(json.loads(each)) - {"findings.told", "clock.backwards"} for seq, each in told.items()}
    assert any(keys.values())
    for name in languages(MESSAGES):
        table = Words.load(name, MESSAGES)
        for key in set().union(*keys.values()):
            said = table.warned(key)
            for word in [each for each in words_of(said) if "{" not in each and "…" not in each][:4]:
                assert {seq for seq, each in keys.items() if key in each} <= found(session, word), (key, word)


def test_the_verb_of_an_act_finds_it_in_either_language(session: StoreSession) -> None:
    with_kinds = {
        table.language: {
            each.seq: kind_word
            for each in journal_entries(session, table, range(head(session), 0, -1))
            for kind_word in [table.say(f"operation.{each.kind}")]
        }
        for table in (Words.load(name, MESSAGES) for name in languages(MESSAGES))
    }
    assert set(with_kinds) == {"en", "zh_CN"}
    for told in with_kinds.values():
        for word in set(told.values()):
            assert {seq for seq, each in told.items() if each == word} <= found(session, word)


def test_words_stand_in_any_order_and_all_of_them_are_in_an_entry(session: StoreSession) -> None:
    curator_ref, place = CURATOR, "DEMO-C5"
    moved = session.post(
        Posting(
            acts=(Act(operation=Move(samples=("Practice rock 1,3",), to=place), day=session.today),),
            operator=curator_ref,
        )
    )
    undo = session.post(
        Posting(acts=(Act(operation=Reverse(entry=str(moved.seq)), day=session.today),), operator=curator_ref)
    )
    assert {moved.seq, undo.seq} <= found(session, "practice rock 1,3 MOVED Cabinet 5")
    assert {moved.seq, undo.seq} <= found(session, "移动 Practice rock 1,3")
    assert undo.seq in found(session, "Undid moved rock")
    assert moved.seq not in found(session, "Undid moved")
    assert found(session, "moved Practice rock 1,3 Tray 99999") == set()


def test_a_daughter_is_found_as_its_row_writes_it(session: StoreSession) -> None:
    splits = {
        each.seq
        for each in journal_entries(
            session, Words.load("en", MESSAGES), find_entries(session, JournalFilter(kinds=("split",)))
        )
        if ",1 " in each.what
    }
    assert splits
    assert splits <= found(session, ",1")


def test_what_is_no_word_of_a_row_finds_nothing(session: StoreSession) -> None:
    """The keys by which an act is written are no words, nor are the references in it."""
    uid = find_piece(session, "Practice rock 1")
    for key in ("day_stated", 'operation":', uid, uid[:9], "%", "_", "\\", '"'):
        assert found(session, key) == set(), key


def test_every_sentence_of_the_journal_tells_of_a_kind_of_act() -> None:
    for name in languages(MESSAGES):
        table = Words.load(name, MESSAGES).table
        assert [key for key in table if key.startswith("journal.") and not kind_of_sentence(key)] == []


def test_kinds_whose_acts_are_not_read_tell_nothing_but_names_and_masses() -> None:
    """What else a sentence may say is written only in the act; such a kind must be read."""
    of_names = {"number", "daughters", "count", "mass", "resolution", "things", "place", "numbers"}
    of_names |= {"file", "sheet", "pieces", "what", "entry"}
    for key, text in Words.load("en", MESSAGES).table.items():
        if key.startswith("journal.") and kind_of_sentence(key) in TELL_NAMES_ONLY:
            assert set(re.findall(r"\{(\w+)", text)) <= of_names, key


def test_what_was_undone_is_found_by_the_names_it_had(history: History) -> None:
    box = history.post(SetUpPlace(kind="cabinet", name="Vanished box", parent="Vault 1"))
    undo = history.post(Reverse(entry=str(box.seq)))
    assert {box.seq, undo.seq} <= found(history.session, "vanished")


def test_an_act_that_cannot_be_read_any_more_stops_no_search(tmp_path: Path) -> None:
    path = copied_file(make_demonstration, tmp_path / "demo.lunar")
    sound = StoreSession.open(path)
    whole = found(sound, "informal")
    sound.close()
    with closing(sqlite3.connect(path)) as broken, broken:
        for (name,) in broken.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            broken.execute(f"DROP TRIGGER {name}")
        broken.execute("UPDATE entry_part SET payload = ? WHERE entry > 20", (DAMAGED,))
    opened = StoreSession.open(path)
    try:
        assert found(opened, "informal") == {seq for seq in whole if seq <= 20}
    finally:
        opened.close()
