import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import EntryRef, Uid, ref_of
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import Reverse
from lunarcurator.services.balances import piece_counts, trial_balance
from lunarcurator.services.importing import NothingToImport, Verdict, post_import
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store.reads.inventory import pieces_in_order
from lunarcurator.store.reads.rows import PieceRow, piece_rows

from tests.services.importing.conftest import OPERATOR, begun
from tests.services.importing.plans import plan_import


@pytest.fixture(scope="module")
def imported(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Uid]:
    """The file of a store into which the catalogue came, once for all tests here, and the entry that did it."""
    path = tmp_path_factory.mktemp("catalogue") / "catalogue.lunar"
    made = begun(path).session
    posted = post_import(made, plan_import(made, shared_data / "rocksamples.csv"), OPERATOR)
    made.close()
    return path, posted.uid


@pytest.fixture
def catalogued(imported: tuple[Path, Uid], tmp_path: Path) -> Iterator[StoreSession]:
    """A desk with the whole catalogue in it."""
    made = StoreSession.open(shutil.copy(imported[0], tmp_path / "catalogue.lunar"))
    yield made
    made.close()


def pieces(session: StoreSession) -> dict[str, PieceRow]:
    with session.database.snapshot() as connection:
        ids = pieces_in_order(connection, Moment())
        return {row.number: row for row in piece_rows(connection, ids).values()}


def test_the_catalogue_comes_in_as_one_entry_with_its_original_masses(
    session: StoreSession, shared_data: Path
) -> None:
    plan = plan_import(session, shared_data / "rocksamples.csv")
    assert (plan.kind, plan.collection, plan.counts[Verdict.NEW], plan.bad) == ("catalogue", "Apollo", 2229, 0)
    assert plan.warnings == {
        "import.zero_unknown": 26,
        "import.zero_retired": 9,
        "register.pristinity_doubtful": 18,
    }
    posted = post_import(session, plan, OPERATOR)
    assert posted.seq == 2
    rows = pieces(session)
    assert Counter(row.mission for row in rows.values()) == {
        "Apollo 11": 67,
        "Apollo 12": 68,
        "Apollo 14": 207,
        "Apollo 15": 364,
        "Apollo 16": 767,
        "Apollo 17": 756,
    }
    total = trial_balance(session).total
    assert total.ug[Account.UNRECONCILED] == 375_035_990_000
    assert total.held_ug == 0
    assert total.closes
    assert verify(session).sound


def test_zeros_are_unknown_masses_or_numbers_without_a_piece(catalogued: StoreSession) -> None:
    rows = pieces(catalogued)
    retired = {number for number, row in rows.items() if row.values["existence"] == "retired"}
    assert retired == {"10054", "10091", "67628", "71530", "76546", "76547", "76549", "78237", "78256"}
    unstated = [row for row in rows.values() if row.values["original_ug"] is None and row.number not in retired]
    assert len(unstated) == 26
    assert {row.values["mass_reason"] for row in unstated} == {"not_stated"}
    assert max(row.values["pristinity_milli"] or 0 for row in rows.values()) > 100_000


def test_the_catalogue_counts_from_the_opening_day_of_each_mission(catalogued: StoreSession) -> None:
    then = Moment(day=19701231)
    trial = trial_balance(catalogued, then)
    assert trial.total.received_ug == 55_896_620_000
    assert piece_counts(catalogued, then).held(trial.total.books) == 133
    assert trial_balance(catalogued, Moment(day=19690101)).total.received_ug == 0


@pytest.mark.slow
def test_a_second_import_finds_nothing_new_and_an_undone_one_comes_back_with_the_same_ids(
    catalogued: StoreSession, imported: tuple[Path, Uid], shared_data: Path
) -> None:
    session, path = catalogued, shared_data / "rocksamples.csv"
    before = {number: row.uid for number, row in pieces(session).items()}
    again = plan_import(session, path)
    assert again.counts[Verdict.SAME] == 2229
    with pytest.raises(NothingToImport):
        post_import(session, again, OPERATOR)
    undo = Act(operation=Reverse(entry=EntryRef(ref_of(imported[1]))), day=0)
    session.post(Posting(acts=(undo,), operator=OPERATOR))
    assert pieces(session) == {}
    post_import(session, plan_import(session, path), OPERATOR)
    assert {number: row.uid for number, row in pieces(session).items()} == before
    assert verify(session).sound


def test_thin_sections_hang_under_their_generics_with_nominal_masses(
    catalogued: StoreSession, shared_data: Path
) -> None:
    session = catalogued
    before = trial_balance(session).total
    path = shared_data / "jsc_thin_section_splits.csv"
    assert {row.reasons[0].key for row in plan_import(session, path).rows} == {"import.no_unit_of_mass"}
    plan = plan_import(session, path, units={"WEIGHT": "g"})
    assert (plan.kind, plan.counts[Verdict.NEW], plan.bad) == ("sections", 175, 0)
    post_import(session, plan, OPERATOR)
    rows = pieces(session)
    sections = [row for row in rows.values() if row.parent is not None]
    assert len(sections) == 175
    assert {row.values["mass_quality"] for row in sections} == {"nominal"}
    assert rows["10084,251"].values["remarks"] == "GM-NS/PLAG"
    assert rows["10084,251"].values["other"] == '{"AVAILABILITY": "1"}'
    assert rows["10084,251"].values["form"] == "grain_mount"
    after = trial_balance(session).total
    assert (after.held_ug, after.received_ug) == (before.held_ug, before.received_ug)
    assert plan_import(session, path, units={"WEIGHT": "g"}).counts[Verdict.SAME] == 175


def test_sections_without_their_generics_are_conflicts_that_name_the_parent(
    session: StoreSession, shared_data: Path
) -> None:
    plan = plan_import(session, shared_data / "jsc_thin_section_splits.csv", units={"WEIGHT": "g"})
    assert plan.counts[Verdict.CONFLICT] == 175
    assert {reason.key for row in plan.rows for reason in row.reasons} == {"import.parent_missing"}
