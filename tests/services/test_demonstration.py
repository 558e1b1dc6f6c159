import json
from pathlib import Path

import pytest
from lunarcurator.services.demonstration import make_demonstration, open_demonstration
from lunarcurator.services.demonstration_path import demonstration_path
from lunarcurator.services.posting import Refused
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store.errors import StoreError


def test_the_demonstration_is_made_of_real_acts_and_verifies(tmp_path: Path) -> None:
    path = tmp_path / "demonstration.lunar"
    seen: list[tuple[int, int]] = []
    make_demonstration(path, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] == len(seen)
    session = StoreSession.open(path)
    result = verify(session)
    session.close()
    assert result.sound
    assert result.counts["pieces"] > 60


def test_a_demonstration_does_not_overwrite_a_file(tmp_path: Path) -> None:
    path = tmp_path / "demonstration.lunar"
    path.write_bytes(b"mine")
    with pytest.raises(StoreError):
        make_demonstration(path)
    assert path.read_bytes() == b"mine"


def test_a_broken_table_leaves_no_half_store(tmp_path: Path) -> None:
    (tmp_path / "demonstration.json").write_text(
        '{"entries": [{"day": "2020-01-01", "acts": [{"kind": "weigh", "operation": {}}]}]}', encoding="utf-8"
    )
    with pytest.raises(Exception, match="operation"):
        make_demonstration(tmp_path / "demo.lunar", tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["demonstration.json"]


def written(folder: Path, attrition_ug: int) -> Path:
    """A small table: one rock of 100 g, of which a chip of 1 g is taken with this attrition."""
    chip = {"form": "chip", "mass": {"kind": "measured", "ug": 1_000_000, "resolution_ug": 1_000}}
    rock = {"collection": "Practice", "number": "Rock 1", "mission": "Practice", "form": "whole_rock"}
    mass = {"kind": "measured", "ug": 100_000_000, "resolution_ug": 1_000}
    acts = (
        {"kind": "set_up_operator", "operation": {"name": "A. Curator (demo)"}},
        {"collection": "Practice"},
        {"kind": "register", "operation": {**rock, "mass": mass}},
        {"kind": "split", "operation": {"parent": "Rock 1", "daughters": [chip], "attrition_ug": attrition_ug}},
    )
    entries = [{"day": "2026-01-02", "acts": [act], "source": "A list"} for act in acts]
    (folder / "demonstration.json").write_text(json.dumps({"entries": entries}), encoding="utf-8")
    return folder


def test_what_a_rule_warns_of_is_posted_with_the_reason_that_it_was_published_so(tmp_path: Path) -> None:
    path = tmp_path / "demo.lunar"
    make_demonstration(path, written(tmp_path, attrition_ug=900_000))
    session = StoreSession.open(path)
    with session.database.connect() as connection:
        (overrides, reason) = connection.exec_driver_sql(
            "SELECT overrides, reason FROM entry WHERE kind = 'split'"
        ).one()
    assert verify(session).sound
    session.close()
    kept = json.loads(overrides)
    assert kept.pop("findings.told").startswith('{"split.attrition_large":')
    assert kept == {"split.attrition_large": "As published"}
    assert reason == "A list"


def test_what_a_rule_forbids_is_in_no_demonstration(tmp_path: Path) -> None:
    path = tmp_path / "demo.lunar"
    with pytest.raises(Refused):
        make_demonstration(path, written(tmp_path, attrition_ug=200_000_000))
    assert not path.exists()


def test_the_demonstration_lies_in_the_data_folder_of_the_person() -> None:
    path = demonstration_path()
    assert path.is_absolute()
    assert path.name == "demonstration.lunar"
    assert path.is_relative_to(Path.home()) or "lunarcurator-tests-" in str(path)


def test_another_store_is_not_called_the_demonstration(tmp_path: Path) -> None:
    path = tmp_path / "lab.lunar"
    StoreSession.make(path).close()
    with pytest.raises(StoreError) as refused:
        open_demonstration(path)
    assert refused.value.key == "demo.another_store"
    made = tmp_path / "demonstration.lunar"
    open_demonstration(made).session.close()
    open_demonstration(made).session.close()
