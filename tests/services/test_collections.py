import json
from pathlib import Path

import pytest
from lunarcurator.services.collections import CollectionTableError, KnownCollections
from lunarcurator.services.schemes import Schemes


def test_the_known_collections_open_with_known_schemes_and_say_their_sources() -> None:
    known = KnownCollections.load()
    assert [each.code for each in known] == ["Apollo", "Chang'e-5", "Chang'e-6"]
    for each in known:
        assert each.scheme in Schemes.load()
        assert all(mission.source for mission in each.missions)
        assert each.opening().missions[0].code == each.missions[0].code
        assert each.first_day == min(mission.opened for mission in each.missions)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Apollo11", "Apollo 11"), ("apollo-17", "Apollo 17"), ("A15", "Apollo 15"), ("CE5", "Chang'e-5")],
)
def test_a_mission_is_known_by_its_usual_spellings(text: str, code: str) -> None:
    collection = KnownCollections.load().of_mission(text)
    assert collection is not None
    mission = collection.mission(text)
    assert mission is not None
    assert mission.code == code


def test_a_mission_nobody_flew_is_not_known() -> None:
    assert KnownCollections.load().of_mission("Apollo 13") is None
    assert KnownCollections.load().get("Luna") is None


@pytest.mark.parametrize("change", [{"missions": []}, {"colour": 1}, {"code": 7}, {"missions": [{"code": "x"}]}])
def test_a_table_that_is_not_right_is_named(tmp_path: Path, resources: Path, change: dict[str, object]) -> None:
    table = json.loads((resources / "collections" / "change5.json").read_text("utf-8"))
    (tmp_path / "c.json").write_text(json.dumps({**table, **change}), encoding="utf-8")
    with pytest.raises(CollectionTableError) as refused:
        KnownCollections.load(tmp_path)
    assert refused.value.facts["file"] == "c.json"


def test_an_opening_day_that_never_was_is_refused(tmp_path: Path, resources: Path) -> None:
    table = json.loads((resources / "collections" / "change5.json").read_text("utf-8"))
    table["missions"][0]["opened"] = 20201317
    (tmp_path / "c.json").write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(CollectionTableError):
        KnownCollections.load(tmp_path)
