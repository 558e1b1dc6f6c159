"""The tables a lab keeps beside its store go with every copy of it, and come back with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.services.backups import back_up, restore
from lunarcurator.services.lab_tables import LabTables, store_folder
from lunarcurator.store.errors import StoreError

from tests.store.making import Lab, full_lab

FORMS = '{"format": 1, "forms": [{"key": "slice", "label": {"en": "WORD"}, "weighable": true, "codes": ["SL"]}]}'


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = full_lab(tmp_path / "apollo.lunar")
    yield made
    made.session.close()


def keep(store: Path, word: str = "slice") -> Path:
    path = store_folder(store) / "vocabularies" / "forms.json"
    path.parent.mkdir(parents=True)
    path.write_text(FORMS.replace("WORD", word), encoding="utf-8")
    return path


def test_a_copy_without_tables_has_none(lab: Lab, tmp_path: Path) -> None:
    made = back_up(lab.session, tmp_path / "backups")
    assert made.tables is None
    assert restore(made.path, tmp_path / "again.lunar").tables is None


def test_tables_go_with_a_copy_and_come_back(lab: Lab, tmp_path: Path) -> None:
    keep(lab.session.path)
    made = back_up(lab.session, tmp_path / "stick", name="for the stick.lunar")
    assert made.tables == tmp_path / "stick" / "for the stick.tables"
    again = restore(made.path, tmp_path / "again.lunar")
    assert again.tables == tmp_path / "again.tables"
    assert LabTables.load(again.path).labels("en")["form.slice"] == "slice"


def test_other_tables_at_the_place_are_put_aside(lab: Lab, tmp_path: Path) -> None:
    keep(lab.session.path)
    made = back_up(lab.session, tmp_path / "backups")
    there = tmp_path / "there.lunar"
    keep(there, "other")
    restore(made.path, there)
    assert LabTables.load(there).labels("en")["form.slice"] == "slice"
    (aside,) = tmp_path.glob("there-replaced-*.tables")
    assert "other" in (aside / "vocabularies" / "forms.json").read_text(encoding="utf-8")


def test_a_copy_takes_no_tables_that_are_not_its_own(lab: Lab, tmp_path: Path) -> None:
    keep(tmp_path / "copy.lunar")
    with pytest.raises(StoreError) as refused:
        back_up(lab.session, tmp_path, name="copy.lunar")
    assert (refused.value.key, refused.value.facts["file"]) == ("store.exists", "copy.tables")


@pytest.mark.usefixtures("links")
def test_tables_that_cannot_be_copied_leave_no_copy(lab: Lab, tmp_path: Path) -> None:
    table = keep(lab.session.path)
    (table.parent / "gone.json").symlink_to(tmp_path / "nowhere")
    with pytest.raises(StoreError) as refused:
        back_up(lab.session, tmp_path / "backups")
    assert refused.value.key == "store.folder_not_copied"
    assert list((tmp_path / "backups").iterdir()) == []
