"""Entries in several parts, and everything random histories of a desk leave: derived rows follow from facts."""

from pathlib import Path

import pytest
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register, Reverse, SetUpBalance
from lunarcurator.services.verifying import verify
from lunarcurator.store.errors import StoreError
from lunarcurator.store.statements import driver

from tests.store.making import full_lab, new_lab, rock


def test_an_import_in_parts_verifies_undone_and_redone(tmp_path: Path) -> None:
    lab = new_lab(tmp_path / "lab.lunar")
    rows = [
        Register(
            collection="Apollo",
            number=str(20_000 + at),
            mission="Apollo 15",
            mass=Mass.unknown("not_reconciled"),
            original=Mass.stated(1_000_000 + at, 10_000),
        )
        for at in range(1_203)
    ]
    came = lab.post(*rows, source="list.csv")
    with lab.session.database.connect() as connection:
        parts = connection.exec_driver_sql(
            "SELECT part, acts, packed FROM entry_part WHERE entry = ? ORDER BY part", (came.seq,)
        ).fetchall()
    assert [tuple(each) for each in parts] == [(0, 1_000, 1), (1, 203, 1)]
    assert verify(lab.session).findings == ()
    gone = lab.post(Reverse(entry=str(came.seq)))
    assert verify(lab.session).findings == ()
    lab.post(Reverse(entry=str(gone.seq)))
    found = verify(lab.session)
    assert found.findings == ()
    assert found.counts["pieces"] == 1_203
    lab.session.close()


def test_a_calibration_entered_late_does_not_stand_over_a_later_one(tmp_path: Path) -> None:
    lab = new_lab(tmp_path / "lab.lunar")
    told = {"name": "B3", "resolution_ug": 1_000, "balance": "B3", "calibration_due": 20991231}
    lab.post(SetUpBalance(calibrated=20210101, **told), day=20210101)  # type: ignore[arg-type]
    lab.post(SetUpBalance(calibrated=20200601, **told), day=20200601)  # type: ignore[arg-type]
    with lab.session.database.connect() as connection:
        fields = connection.exec_driver_sql("SELECT fields FROM desk WHERE name = 'B3'").scalar_one()
    assert '"calibrated":20210101' in fields
    assert verify(lab.session).findings == ()
    lab.session.close()


def test_the_guards_hold_what_is_written(tmp_path: Path) -> None:
    lab = full_lab(tmp_path / "lab.lunar")
    for table in ("entry", "mass_line", "touch", "book"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = 1"):  # noqa: S608
            with (
                pytest.raises(Exception, match=r"only grows|no such column"),
                lab.session.database.write() as connection,
            ):
                connection.exec_driver_sql(statement)
    assert verify(lab.session).findings == ()
    lab.session.close()


def test_nothing_is_written_through_a_read_only_desk(tmp_path: Path) -> None:
    lab = new_lab(tmp_path / "lab.lunar")
    lab.session.database.read_only = True
    with pytest.raises(StoreError) as caught:
        lab.post(rock("15555"))
    assert caught.value.key == "store.read_only"
    lab.session.close()


def test_facts_and_payload_hold_one_spelling_of_a_text(tmp_path: Path) -> None:
    lab = new_lab(tmp_path / "lab.lunar")
    lab.post(rock("15555", remarks="Gre\u0301goire 玄武岩"))
    with lab.session.database.connect() as connection:
        kept = connection.exec_driver_sql("SELECT remarks FROM sample").scalar_one()
    assert kept == "Gr\u00e9goire 玄武岩"
    assert verify(lab.session).findings == ()
    lab.session.close()


def test_posting_sets_nothing_that_makes_sqlite_compile_its_statements_again(tmp_path: Path) -> None:
    lab = new_lab(tmp_path / "lab.lunar")
    told: list[str] = []
    with lab.session.database.connect() as connection:
        raw = driver(connection)
    raw.set_trace_callback(told.append)
    lab.post(rock("15555", 9_000))
    raw.set_trace_callback(None)
    lab.session.close()
    assert any(each.startswith("INSERT INTO sample") for each in told)
    assert [each for each in told if each.startswith("PRAGMA") and "=" in each] == []
