"""Altered entries are annulled by a documented act with a second person, and named by verify ever after."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Authority
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.identity import EntryRef, OperatorRef
from lunarcurator.domain.operations import AddName, AnnulEntry, AnnulOutcome, Describe, FieldValue, Reverse
from lunarcurator.services.annulling import annulment, look_again
from lunarcurator.services.posting import Posted, Refused
from lunarcurator.services.rebuilding import rebuild
from lunarcurator.services.references import UnclearReference
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.undo_stack import next_redo, next_undo
from lunarcurator.services.undoing import undo_state
from lunarcurator.services.verifying import Verification, verify
from lunarcurator.services.words import Words
from lunarcurator.store import schema
from lunarcurator.store.damage import DamagedError

from tests.house.sources import PROJECT
from tests.still_clock import MAY_US, StillClock
from tests.store.making import TABLES, Lab, full_lab
from tests.store.test_tampering import FACTS, JUDGED, _alter, _last, _row, _tampering

WORDS = Words.load("en", PROJECT / "resources" / "languages", strict=True)
WITHDRAWN, STANDS = AnnulOutcome.WITHDRAWN, AnnulOutcome.STANDS
DESCRIBE = Describe(sample="15557", values=(FieldValue(field="colour", value="later"),))

NAME = AddName(sample="15557", name="Also this", kind=NameKind.INFORMAL, source="a list")

type Alter = Callable[[sqlite3.Connection, int], None]


def reopened(path: Path) -> Lab:
    clock = StillClock(MAY_US + 3_600_000_000)
    return Lab(StoreSession.open(path, tables=TABLES, clock=clock), clock)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "a.lunar"
    lab = full_lab(path)
    lab.post(DESCRIBE, day=20200110)
    lab.session.close()
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return shutil.copy(whole, tmp_path / "a.lunar")


def last(path: Path) -> int:
    with _tampering(path) as raw:
        return int(raw.execute("SELECT max(seq) FROM entry").fetchone()[0])


def altered(path: Path, alter: Alter, seq: int | None = None) -> tuple[Lab, int]:
    """A store with one altered entry, the last unless said otherwise, which verifying has found."""
    seq = last(path) if seq is None else seq
    with _tampering(path) as raw:
        alter(raw, seq)
    lab = reopened(path)
    assert f"entry:{seq}" in flaws(look_again(lab.session))
    return lab, seq


def annul(
    lab: Lab,
    seq: int,
    outcome: AnnulOutcome,
    *,
    reason: str = "a disk fault, see the document",
    witness: str = "B. Second",
    document: str = "Memo 7",
) -> Posted:
    wanted = annulment(
        lab.session,
        EntryRef(str(seq)),
        outcome,
        reason,
        operator=OperatorRef("A. Curator"),
        witness=OperatorRef(witness) if witness else None,
        authority=Authority(name="M. Manager", document=document) if document else None,
    )
    return lab.session.post(wanted)


def flaws(found: Verification) -> set[str]:
    return {each.cause for each in found.findings if each.strength is Strength.IMPOSSIBLE}


def notes(found: Verification) -> list[str]:
    return [WORDS.say_finding(each) for each in found.findings if each.strength is not Strength.IMPOSSIBLE]


def refused(lab: Lab, seq: int, outcome: AnnulOutcome, **more: str) -> list[str]:
    before = lab.session.head()
    with pytest.raises(Refused) as error:
        annul(lab, seq, outcome, **more)
    assert lab.session.head() == before
    assert all(WORDS.say_finding(each) for each in error.value.findings)
    return [each.key for each in error.value.findings]


def touch(raw: sqlite3.Connection, seq: int) -> None:
    raw.execute("UPDATE touch SET changes = replace(changes, 'later', 'earlier') WHERE entry = ?", (seq,))


def heading(raw: sqlite3.Connection, seq: int) -> None:
    raw.execute("UPDATE entry SET reason = 'another' WHERE seq = ?", (seq,))


def payload(raw: sqlite3.Connection, seq: int) -> None:
    raw.execute(
        "UPDATE entry_part SET payload = CAST(replace(CAST(payload AS TEXT), 'later', 'other') AS BLOB) "
        "WHERE entry = ?",
        (seq,),
    )


def content(raw: sqlite3.Connection, seq: int) -> None:
    raw.execute("UPDATE entry SET content = zeroblob(32) WHERE seq = ?", (seq,))


def digest(raw: sqlite3.Connection, seq: int) -> None:
    raw.execute("UPDATE entry SET facts_digest = zeroblob(32) WHERE seq = ?", (seq,))


@pytest.mark.parametrize("outcome", AnnulOutcome)
@pytest.mark.parametrize("alter", [touch, heading, payload, content, digest])
def test_an_altered_entry_is_annulled_and_named_ever_after(
    path: Path, alter: Alter, outcome: AnnulOutcome
) -> None:
    lab, seq = altered(path, alter)
    with pytest.raises(DamagedError):
        lab.post(NAME, day=20200111)
    posted = annul(lab, seq, outcome)
    found = look_again(lab.session)
    assert flaws(found) == set()
    told = f"Entry {seq} is not as it was posted. Entry {posted.seq} of 2026-05-28 annuls it, and nothing of it "
    assert notes(found) == [told + "has changed since."]
    lab.post(NAME, day=20200111)
    assert notes(verify(lab.session)) == notes(found)
    lab.session.close()


def test_withdrawn_facts_are_out_of_force_and_those_that_stand_count_as_found(path: Path) -> None:
    lab, seq = altered(path, touch)
    annul(lab, seq, STANDS)
    assert _colour(lab) == "earlier"
    lab.session.close()


def test_withdrawn_facts_no_longer_count(path: Path) -> None:
    lab, seq = altered(path, touch)
    annul(lab, seq, WITHDRAWN)
    assert _colour(lab) == "None"
    lab.session.close()


def line(raw: sqlite3.Connection, seq: int) -> None:
    raw.execute(
        "UPDATE mass_line SET ug = ug + 5 "
        "WHERE (entry, n) IN (SELECT entry, min(n) FROM mass_line WHERE entry = ?)",
        (seq,),
    )


def _moved(path: Path, which: str) -> int:
    query = f"SELECT {which}(entry) FROM mass_line WHERE entry NOT IN (SELECT seq FROM undone) AND ug <> 0"  # noqa: S608
    with _tampering(path) as raw:
        return int(raw.execute(query).fetchone()[0])


def test_a_mass_that_no_longer_closes_does_not_stand_and_is_withdrawn(path: Path) -> None:
    """A line with another mass, in the last entry that moved any; what is derived follows it."""
    lab, seq = altered(path, line, _moved(path, "max"))
    assert refused(lab, seq, STANDS) == ["annul.does_not_close"]
    annul(lab, seq, WITHDRAWN)
    found = look_again(lab.session)
    assert flaws(found) == set(), found.findings
    assert len(notes(found)) == 1
    lab.session.close()


def test_a_withdrawn_entry_whose_lines_do_not_close_is_annulled_again_while_both_close(path: Path) -> None:
    lab, seq = altered(path, line, _moved(path, "max"))
    annul(lab, seq, WITHDRAWN)
    lab.session.close()
    with _tampering(path) as raw:
        heading(raw, seq)
    lab = reopened(path)
    assert f"entry:{seq}" in flaws(look_again(lab.session))
    annul(lab, seq, STANDS)
    assert flaws(look_again(lab.session)) == set()
    lab.session.close()


def test_a_withdrawn_entry_whose_lines_change_again_is_never_answered_for(path: Path) -> None:
    lab, seq = altered(path, line, _moved(path, "max"))
    annul(lab, seq, WITHDRAWN)
    lab.session.close()
    with _tampering(path) as raw:
        line(raw, seq)
    lab = reopened(path)
    for outcome in AnnulOutcome:
        assert refused(lab, seq, outcome) == ["annul.never_closes"]
    assert f"entry:{seq}" in flaws(look_again(lab.session))
    lab.session.close()


def test_lines_that_do_not_close_under_a_later_entry_are_never_answered_for(path: Path) -> None:
    lab, seq = altered(path, line, _moved(path, "min"))
    for outcome in AnnulOutcome:
        assert refused(lab, seq, outcome) == ["annul.rests_on_open"]
    assert f"entry:{seq}" in flaws(look_again(lab.session))
    lab.session.close()


def test_lines_of_an_annulment_that_do_not_close_are_never_answered_for(path: Path) -> None:
    lab, seq = altered(path, heading, _moved(path, "max"))
    by = annul(lab, seq, WITHDRAWN).seq
    lab.session.close()
    with _tampering(path) as raw:
        line(raw, by)
    lab = reopened(path)
    for outcome in AnnulOutcome:
        assert refused(lab, by, outcome) == ["annul.never_closes"]
    lab.session.close()


def test_no_book_that_does_not_close_verifies(path: Path) -> None:
    """Where the entry itself is gone, nobody asks whether its lines close; the book is asked all the same."""
    seq = _moved(path, "min")
    with _tampering(path) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        line(raw, seq)
        raw.execute("DELETE FROM entry WHERE seq = ?", (seq,))
    lab = reopened(path)
    assert "verify.ledger_open" in {each.key for each in verify(lab.session).findings}
    lab.session.close()


def test_a_line_of_another_piece_is_derived_for_both(path: Path) -> None:
    with _tampering(path) as raw:
        seq, n = raw.execute(
            "SELECT entry, n FROM mass_line WHERE account = 'here' AND entry NOT IN (SELECT seq FROM undone) "
            "ORDER BY entry DESC, n LIMIT 1"
        ).fetchone()
        other = raw.execute("SELECT id FROM sample WHERE number = '15555'").fetchone()[0]

    def line(raw: sqlite3.Connection, seq: int) -> None:
        raw.execute("UPDATE mass_line SET sample = ? WHERE entry = ? AND n = ?", (other, seq, n))

    lab, _ = altered(path, line, seq)
    annul(lab, seq, STANDS)
    assert flaws(look_again(lab.session)) == set()
    lab.session.close()


def test_a_further_alteration_is_told_again_and_can_be_annulled_again(path: Path) -> None:
    lab, seq = altered(path, touch)
    annul(lab, seq, STANDS)
    lab.session.close()
    with _tampering(path) as raw:
        raw.execute("UPDATE touch SET changes = replace(changes, 'earlier', 'never') WHERE entry = ?", (seq,))
    lab = reopened(path)
    assert f"entry:{seq}" in flaws(look_again(lab.session))
    annul(lab, seq, STANDS)
    assert flaws(look_again(lab.session)) == set()
    assert _colour(lab) == "never"
    lab.session.close()


@pytest.mark.parametrize("alter", [heading, payload])
def test_an_altered_annulment_answers_for_nothing(path: Path, alter: Alter) -> None:
    lab, seq = altered(path, heading)
    by = annul(lab, seq, WITHDRAWN).seq
    lab.session.close()
    with _tampering(path) as raw:
        if alter is heading:
            heading(raw, by)
        else:
            raw.execute("UPDATE entry_part SET payload = CAST('[{}]' AS BLOB), packed = 0 WHERE entry = ?", (by,))
    lab = reopened(path)
    assert {f"entry:{seq}", f"entry:{by}"} <= flaws(look_again(lab.session))
    assert refused(lab, by, WITHDRAWN) == ["annul.of_annulment"]
    annul(lab, by, STANDS)
    assert refused(lab, seq, WITHDRAWN) == ["annul.out_of_force"]
    annul(lab, seq, STANDS)
    found = look_again(lab.session)
    assert flaws(found) == set()
    assert len(notes(found)) == 2
    lab.session.close()


def test_several_altered_entries_are_annulled_one_by_one(path: Path) -> None:
    lab, seq = altered(path, heading)
    lab.session.close()
    lab, other = altered(path, heading, 9)
    annul(lab, other, STANDS)
    assert flaws(look_again(lab.session)) == {f"entry:{seq}"}
    with pytest.raises(DamagedError):
        lab.post(NAME, day=20200111)
    annul(lab, seq, STANDS)
    assert flaws(look_again(lab.session)) == set()
    lab.session.close()


def test_a_link_that_was_altered_breaks_the_chain_at_one_place(path: Path) -> None:
    def chain(raw: sqlite3.Connection, seq: int) -> None:
        raw.execute("UPDATE entry SET chain = zeroblob(32) WHERE seq = ?", (seq,))

    lab, seq = altered(path, chain, 9)
    annul(lab, seq, STANDS)
    annul(lab, seq + 1, STANDS)
    assert flaws(look_again(lab.session)) == set()
    lab.session.close()


def test_a_chain_broken_at_two_places_is_not_answered_for(path: Path) -> None:
    with _tampering(path) as raw:
        content(raw, 5)
    lab, seq = altered(path, content, 9)
    assert refused(lab, seq, STANDS) == ["annul.chain_breaks"]
    lab.session.close()


def test_a_missing_entry_is_not_answered_for(path: Path) -> None:
    with _tampering(path) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("DELETE FROM entry WHERE seq = 5")
    lab, seq = altered(path, heading)
    assert "annul.entries_missing" in refused(lab, seq, STANDS)
    lab.session.close()


@pytest.mark.parametrize("outcome", AnnulOutcome)
@pytest.mark.parametrize("how", ["code", "reference", "text"])
def test_facts_that_cannot_be_read_are_not_answered_for(path: Path, how: str, outcome: AnnulOutcome) -> None:
    def spoil(raw: sqlite3.Connection, seq: int) -> None:
        if how == "code":
            raw.execute("UPDATE mass_line SET account = 'nowhere' WHERE entry = ?", (seq,))
        elif how == "reference":
            raw.execute("UPDATE mass_line SET sample = 99999 WHERE entry = ?", (seq,))
        else:
            raw.execute("UPDATE touch SET changes = '[[' WHERE entry = ?", (seq,))

    with _tampering(path) as raw:
        seq = raw.execute("SELECT max(entry) FROM mass_line").fetchone()[0]
    lab, _ = altered(path, spoil, seq)
    assert refused(lab, seq, outcome) == ["annul.unreadable"]
    lab.session.close()


def test_a_withdrawal_under_a_later_entry_names_it(path: Path) -> None:
    with _tampering(path) as raw:
        seq = raw.execute("SELECT min(entry) FROM mass_line").fetchone()[0]
    lab, _ = altered(path, heading, seq)
    assert refused(lab, seq, WITHDRAWN) == ["annul.rests_on"]
    annul(lab, seq, STANDS)
    lab.session.close()


HASHED = [(table, column) for table, column in JUDGED if table in {"entry", *FACTS}]
UNANSWERED = {"annul.unreadable", "annul.entries_missing", "annul.chain_breaks", "annul.does_not_close"}
UNANSWERED |= {"annul.never_closes", "annul.rests_on_open"}


@pytest.mark.parametrize(("table", "column"), HASHED)
def test_whatever_is_altered_in_an_entry_is_annulled_or_it_is_said_why_not(
    path: Path, table: str, column: str
) -> None:
    with _tampering(path) as raw:
        row = _row(raw, table, column, filled=True) or _last(raw, table)
        _alter(raw, table, column, row)
    lab = reopened(path)
    accused = hashed(look_again(lab.session))
    assert accused
    refusals: set[str] = set()
    for seq in accused:
        try:
            annul(lab, seq, STANDS)
        except Refused as refused:
            refusals |= {each.key for each in refused.findings}
        except UnclearReference:
            refusals.add("annul.entries_missing")
    assert refusals <= {*UNANSWERED, "annul.already", "annul.sound"}
    left = hashed(look_again(lab.session))
    assert not left or refusals & UNANSWERED, left
    lab.session.close()


def hashed(found: Verification) -> list[int]:
    """The entries of which something hashed is not as it was posted."""
    tables = {table.name for table in schema.HASHED}
    return sorted(
        {
            int(each.cause[6:])
            for each in found.findings
            if each.strength is Strength.IMPOSSIBLE
            and each.cause.startswith("entry:")
            and each.field.partition(".")[0] in tables
        }
    )


def test_only_what_is_altered_is_annulled_and_once(path: Path) -> None:
    lab, seq = altered(path, heading)
    assert refused(lab, 9, STANDS) == ["annul.sound"]
    annul(lab, seq, STANDS)
    assert refused(lab, seq, STANDS) == ["annul.already"]
    unknown = AnnulEntry(entry=EntryRef("#" + "ab" * 16), outcome=STANDS)
    with pytest.raises(Refused) as error:
        lab.post(unknown)
    assert [each.key for each in error.value.findings] == ["ref.no_entry"]
    lab.session.close()


@pytest.mark.parametrize("lacking", ["reason", "witness", "document"])
def test_an_annulment_needs_a_reason_a_document_and_a_second_person(path: Path, lacking: str) -> None:
    lab, seq = altered(path, heading)
    assert refused(lab, seq, STANDS, **{lacking: ""}) == ["annul.needs_authority"]
    lab.session.close()


def test_an_annulment_stands_alone(path: Path) -> None:
    lab, seq = altered(path, heading)
    act = AnnulEntry(entry=EntryRef(str(seq)), outcome=STANDS)
    with pytest.raises(Refused) as error:
        lab.post(act, act)
    assert [each.key for each in error.value.findings] == ["annul.alone"]
    lab.session.close()


@pytest.mark.parametrize("outcome", AnnulOutcome)
def test_an_annulment_is_neither_undone_nor_offered_for_it(path: Path, outcome: AnnulOutcome) -> None:
    lab, seq = altered(path, touch)
    before = next_undo(lab.session)
    by = annul(lab, seq, outcome)
    look_again(lab.session)
    with pytest.raises(Refused) as error:
        lab.post(Reverse(entry=str(by.seq)))
    assert [each.key for each in error.value.findings] == ["reverse.annulment"]
    state = undo_state(lab.session, by.uid)
    assert state is not None
    assert (state.target, state.key) == (None, "undo.annulment")
    assert next_redo(lab.session) is None
    assert (next_undo(lab.session) == before) is (outcome is STANDS)
    lab.session.close()


def test_an_entry_that_stands_as_found_is_undone_like_any_other(path: Path) -> None:
    lab, seq = altered(path, touch)
    annul(lab, seq, STANDS)
    assert look_again(lab.session).sound
    lab.post(Reverse(entry=str(seq)), why="it was another colour")
    assert _colour(lab) == "None"
    assert verify(lab.session).sound
    lab.session.close()


def test_a_rebuild_waits_for_the_annulment_and_then_works(path: Path, tmp_path: Path) -> None:
    lab, seq = altered(path, touch)
    lab.session.close()
    with _tampering(path) as raw:
        raw.execute("UPDATE sample SET remarks = 'x'")
    lab = reopened(path)
    folder = tmp_path / "copies"
    with pytest.raises(Exception, match="facts_damaged"):
        rebuild(lab.session, folder, WORDS)
    assert [*folder.iterdir()] == []
    annul(lab, seq, STANDS)
    done = rebuild(lab.session, folder, WORDS)
    assert flaws(done.verification) == set()
    assert done.differences
    lab.post(NAME, day=20200111)
    lab.session.close()


def _colour(lab: Lab) -> str:
    with lab.session.database.connect() as connection:
        found = connection.exec_driver_sql("SELECT colour FROM sample WHERE number = '15557'").scalar_one()
    return str(found)
