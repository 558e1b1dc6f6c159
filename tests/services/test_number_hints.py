"""What the digits of a number suggest."""

from dataclasses import replace
from pathlib import Path

import pytest
from lunarcurator.services.number_hints import hints_of

from tests.store.making import new_lab, rock


def test_a_number_suggests_nothing_where_its_scheme_is_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = new_lab(tmp_path / "lab.lunar")
    lab.post(rock("15555"))
    with lab.session.database.connect() as connection:
        collection = connection.exec_driver_sql("SELECT id FROM desk WHERE kind = 'collection'").scalar_one()
    assert hints_of(lab.session, collection, "15555")
    assert hints_of(lab.session, collection, "no number") == ()
    monkeypatch.setattr(lab.session, "tables", replace(lab.session.tables, schemes={}))
    assert hints_of(lab.session, collection, "15555") == ()
    lab.session.close()
