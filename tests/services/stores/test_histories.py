"""Copies posted into, parted and backed up in any order: no entry of a backup is lost, no witness is split."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.services import backup_series
from lunarcurator.services.backup_series import backups_in, name_of, rotate
from lunarcurator.services.first_operator import make_first_operator
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import start_store
from lunarcurator.services.witnesses import bear_witness, own_folder
from lunarcurator.store.copying import copy_online
from lunarcurator.store.errors import StoreError
from lunarcurator.store.files import sha256_of
from lunarcurator.store.peeking import looked_into
from lunarcurator.store.witness import read_witness

from tests.still_clock import StillClock

COPIES: Final = 3
LATE_US: Final = 1_790_000_000_000_000

steps = st.lists(
    st.tuples(
        st.sampled_from(["post", "post", "copy", "back up", "back up", "leave"]),
        st.integers(0, COPIES - 1),
        st.integers(0, COPIES - 1),
        st.integers(-3, 3),
    ),
    min_size=4,
    max_size=25,
)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    session = start_store(tmp_path_factory.mktemp("first") / "lab.lunar").session
    make_first_operator(session, "A. Curator")
    session.close()
    return session.path


class Lab:
    """Copies of one store in folders of their own, and one folder of backups."""

    def __init__(self, folder: Path, first: Path) -> None:
        self.paths = [folder / f"{n}" / "lab.lunar" for n in range(COPIES)]
        for path in self.paths:
            path.parent.mkdir()
            shutil.copy(first, path)
        self.backups = folder / "backups"
        self.backups.mkdir()
        self.clock = StillClock(us=LATE_US)
        self.backed_up: set[bytes] = set()
        self.count = 0

    @contextmanager
    def opened(self, n: int) -> Iterator[StoreSession]:
        session = StoreSession.open(self.paths[n], clock=self.clock)
        try:
            yield session
        finally:
            session.close()

    def post(self, n: int) -> None:
        self.count += 1
        with self.opened(n) as session:
            act = Act(operation=SetUpOperator(name=f"Person {self.count}"), day=session.today)
            # A clock that is more than a day behind takes no entry, and nothing is changed then.
            with suppress(StoreError):
                session.post(Posting(acts=(act,), operator=OperatorRef("A. Curator")))

    def copy(self, n: int, m: int) -> None:
        if n != m:
            shutil.copy(self.paths[n], self.paths[m])

    def leave(self, n: int) -> None:
        with self.opened(n) as session:
            self.bear_witness(session)

    def bear_witness(self, session: StoreSession) -> None:
        """Whatever is written down, all that stands there is of one history: that of the store at hand."""
        before = self.attested()
        found = bear_witness(session.database, session.head(), self.backups)
        after = self.attested()
        with session.database.connect() as connection:
            rows = connection.exec_driver_sql("SELECT seq, lower(hex(chain)) FROM entry").all()
        fits = before <= {(seq, chain) for seq, chain in rows}
        assert (found == ()) == fits
        assert after == (before | {(session.head().seq, session.head().chain)} if fits else before)

    def back_up(self, n: int) -> None:
        with self.opened(n) as session:
            head = session.head()
            made = self.backups / name_of("lab", head, self.clock.us)
            if made.exists():
                return
            copy_online(session.database, made, lambda _done, _total: None, lambda: False)
            made.with_name(f"{made.name}.sha256").write_text(f"{sha256_of(made)}  {made.name}\n", encoding="utf-8")
            self.bear_witness(session)
        self.backed_up |= chains(made)
        gone = rotate(self.backups, made, head.store_id)
        assert made.exists()
        assert not any(path.exists() for path in gone)
        there = backups_in(self.backups, head.store_id)
        assert self.backed_up == set[bytes]().union(*map(chains, there))

    def attested(self) -> set[tuple[int, str]]:
        store = backup_series.head_at_rest(self.paths[0]).store_id
        witnesses = (read_witness(self.backups, store), read_witness(own_folder(), store))
        return {head.link for each in witnesses if each is not None for head in each.heads}


def chains(path: Path) -> set[bytes]:
    with looked_into(path, at_rest=True) as reader:
        return {chain for (chain,) in reader.rows("SELECT chain FROM entry")}


@pytest.mark.slow
@given(steps=steps)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
def test_no_entry_of_a_backup_is_lost_and_no_witness_holds_two_histories(
    first: Path, steps: list[tuple[str, int, int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_series, "NEWEST", 1)
    monkeypatch.setattr(backup_series, "_DAYS", 1)
    (own_folder() / "lunarcurator-witness.txt").unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab(Path(folder), first)
        for what, n, m, seconds in steps:
            lab.clock.us += seconds * 1_000_000
            match what:
                case "post":
                    lab.post(n)
                case "copy":
                    lab.copy(n, m)
                case "leave":
                    lab.leave(n)
                case _:
                    lab.back_up(n)
