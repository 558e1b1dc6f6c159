from pathlib import Path

import pytest
from lunarcurator.services.demonstration import make_demonstration
from lunarcurator.services.desk import Desk
from lunarcurator.services.verifying import verify
from lunarcurator.store.errors import StoreError


def test_the_demonstration_is_made_of_real_acts_and_verifies(tmp_path: Path) -> None:
    path = tmp_path / "demonstration.lunar"
    seen: list[tuple[int, int]] = []
    make_demonstration(path, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] == len(seen)
    desk = Desk.open(path)
    result = verify(desk)
    desk.close()
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
