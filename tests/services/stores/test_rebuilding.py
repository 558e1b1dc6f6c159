"""A rebuild proves a copy of the store as it stands, makes all that is derived anew, and says what differed."""

import errno
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.services import rebuilding, stores
from lunarcurator.services.backup_series import backups_in, kept
from lunarcurator.services.posting import Cancelled
from lunarcurator.services.rebuilding import rebuild
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import open_for_repair, open_session
from lunarcurator.services.verifying import verify
from lunarcurator.services.words import Words
from lunarcurator.store import damage, exact_copy
from lunarcurator.store.errors import StoreError
from lunarcurator.store.rebuild.whole import FactsDamagedError
from lunarcurator.store.writer_lock import WriterLock

from tests.house.sources import PROJECT
from tests.still_clock import StillClock
from tests.store.making import TABLES, full_lab
from tests.store.test_tampering import _tampering

LANGUAGES = ("en", "zh_CN")


def words(language: str = "en") -> Words:
    return Words.load(language, PROJECT / "resources" / "languages", strict=True)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "a.lunar"
    full_lab(path).session.close()
    return path


@pytest.fixture
def store(whole: Path, tmp_path: Path) -> Path:
    """A store whose derived rows were altered, and which is known for it."""
    path = shutil.copy(whole, tmp_path / "a.lunar")
    with _tampering(path) as raw:
        raw.execute("UPDATE sample SET remarks = 'x' WHERE number = '15556'")
        raw.execute("UPDATE sample SET root = 1")
        raw.execute("DELETE FROM search")
        raw.execute("DELETE FROM year_sum")
    with closing(open_for_repair(path)) as session:
        damage.mark(session.database, verify(session).findings)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_damaged_store_is_rebuilt_and_takes_entries_again(store: Path, tmp_path: Path, language: str) -> None:
    before, before_bytes, progress = _rows(store), store.read_bytes(), list[tuple[int, int]]()
    with closing(open_for_repair(store)) as session:
        done = rebuild(session, tmp_path / "copies", words(language), progress=lambda *told: progress.append(told))
        assert done.verification.findings == ()
        assert session.database.damage == ()
    assert {"sample.remarks", "sample.root", "search.words"} <= {each.field for each in done.differences}
    assert [done / total for done, total in progress] == sorted(done / total for done, total in progress)
    assert done.copy.read_bytes() == before_bytes
    assert _rows(done.copy) == before
    report = done.report.read_text(encoding="utf-8")
    assert all(words(language).say_finding(each) in report for each in done.differences)
    with closing(StoreSession.open(store)) as session:
        assert session.database.damage == ()


def test_the_copy_is_outside_of_what_backups_are_kept_by(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    with closing(open_for_repair(store)) as session:
        done = rebuild(session, folder, words())
        assert backups_in(folder, session.store_id) == ()
        assert not kept(backups_in(folder, session.store_id))
    assert sorted(each.suffix for each in folder.iterdir()) == [".lunar", ".txt"]
    assert done.copy.name.endswith("-before-rebuild.lunar")


def test_a_copy_that_is_there_is_not_overwritten(store: Path, tmp_path: Path) -> None:
    with closing(StoreSession.open(store, tables=TABLES, clock=StillClock())) as session:
        there = rebuilding._name(session, tmp_path)
        there.write_bytes(b"a copy")
        with pytest.raises(StoreError, match="exists"):
            rebuild(session, tmp_path, words())
    assert there.read_bytes() == b"a copy"


def test_a_sound_store_is_rebuilt_without_a_difference(tmp_path: Path) -> None:
    path = tmp_path / "a.lunar"
    full_lab(path).session.close()
    with closing(open_for_repair(path)) as session:
        done = rebuild(session, tmp_path, words())
    assert done.differences == ()
    assert words().say("rebuild.nothing_differed") in done.report.read_text(encoding="utf-8")


def test_what_a_rebuild_cannot_answer_for_stays_known(tmp_path: Path) -> None:
    """A column too many in a table of facts is no row that could be made anew."""
    path = tmp_path / "a.lunar"
    full_lab(path).session.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("ALTER TABLE sighting ADD COLUMN shadow TEXT")
    with closing(open_for_repair(path)) as session:
        done = rebuild(session, tmp_path / "copies", words())
        assert not done.verification.sound
        assert session.database.damage
    assert words().say("rebuild.left") in done.report.read_text(encoding="utf-8")


def test_altered_facts_are_left_and_named_and_no_copy_stays(store: Path, tmp_path: Path) -> None:
    with _tampering(store) as raw:
        raw.execute("UPDATE entry SET reason = 'other' WHERE seq = 9")
    before = _rows(store)
    with closing(open_for_repair(store)) as session, pytest.raises(FactsDamagedError) as refused:
        rebuild(session, tmp_path / "copies", words())
    assert {each.cause for each in refused.value.findings} == {"entry:9"}
    assert _rows(store) == before
    assert [*(tmp_path / "copies").iterdir()] == []


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.9])
def test_a_cancelled_rebuild_leaves_no_trace(store: Path, tmp_path: Path, share: float) -> None:
    asked, before = list[None](), _rows(store)
    shutil.copy(store, tmp_path / "other.lunar")

    def count() -> bool:
        asked.append(None)
        return False

    with closing(open_for_repair(tmp_path / "other.lunar")) as session:
        rebuild(session, tmp_path, words(), should_stop=count)
    after = int(len(asked) * share)
    asked.clear()

    def stop() -> bool:
        asked.append(None)
        return len(asked) > after

    with closing(open_for_repair(store)) as session, pytest.raises(Cancelled):
        rebuild(session, tmp_path / "copies", words(), should_stop=stop)
    assert _rows(store) == before
    assert [*(tmp_path / "copies").iterdir()] == []


def test_a_store_that_may_only_be_read_is_refused(store: Path, tmp_path: Path) -> None:
    with (
        closing(StoreSession.open(store, read_only=True)) as session,
        pytest.raises(StoreError, match="read_only"),
    ):
        rebuild(session, tmp_path / "copies", words())


def test_a_copy_that_is_not_the_same_is_no_copy(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(9_000)
            file.write(b"spoilt")

    monkeypatch.setattr(exact_copy, "sync", spoilt)
    with closing(open_for_repair(store)) as session, pytest.raises(StoreError, match="not_the_same"):
        rebuild(session, tmp_path / "copies", words())
    assert [*(tmp_path / "copies").iterdir()] == []


def test_a_disk_without_room_is_told_and_nothing_is_left(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(exact_copy, "sync", full)
    with closing(open_for_repair(store)) as session, pytest.raises(StoreError, match="disk_full"):
        rebuild(session, tmp_path / "copies", words())
    assert [*(tmp_path / "copies").iterdir()] == []


def test_a_rebuild_whose_report_cannot_be_written_is_done_all_the_same(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_told: object, **_how: object) -> None:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_text", full)
    with closing(open_for_repair(store)) as session:
        done = rebuild(session, tmp_path / "copies", words())
    assert done.report is None
    assert done.verification.sound
    assert [*(tmp_path / "copies").iterdir()] == [done.copy]


@pytest.mark.slow
def test_a_store_somebody_reads_at_an_older_moment_is_busy(store: Path, tmp_path: Path) -> None:
    with closing(open_for_repair(store)) as session, closing(sqlite3.connect(store)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM sample").fetchone()
        damage.clear(session.database)
        with pytest.raises(StoreError, match="busy"):
            rebuild(session, tmp_path / "copies", words())
        other.rollback()


def test_a_store_in_use_or_not_to_be_written_is_not_opened_for_repair(store: Path) -> None:
    lock = WriterLock.take(store)
    assert lock is not None
    with pytest.raises(StoreError, match="in_use"):
        open_for_repair(store)
    lock.close()
    with pytest.raises(StoreError, match="missing"):
        open_for_repair(store.with_name("none.lunar"))


def test_a_store_in_a_folder_of_others_is_read_only(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "_writable", lambda _path: False)
    with pytest.raises(StoreError, match="read_only"):
        open_for_repair(store)


def test_a_window_opens_a_damaged_store_for_a_repair_and_for_nothing_else(store: Path) -> None:
    with _tampering(store) as raw:
        raw.execute("UPDATE entry SET reason = 'other' WHERE seq = 9")
    for repair in (False, True):
        opened = open_session(store, repair=repair)
        with closing(opened.session) as session:
            assert session.may_repair is repair
            assert {"store.damaged", "verify.entry_altered"} <= {each.key for each in opened.notes}
            with pytest.raises(StoreError, match="damaged"):
                session.post(Posting(acts=(), operator=OperatorRef("A. Curator")))


def test_what_is_no_store_gives_its_seat_back(tmp_path: Path) -> None:
    path = tmp_path / "a.lunar"
    full_lab(path).session.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    for _ in range(2):
        with pytest.raises(StoreError, match="newer"):
            open_for_repair(path)


def _rows(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as raw:
        return [line for line in raw.iterdump() if "'damage'" not in line]
