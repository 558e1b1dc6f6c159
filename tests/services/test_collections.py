import json
from pathlib import Path

import pytest
from lunarcurator.services.collections import CollectionTableError, DayIs, KnownCollections
from lunarcurator.services.schemes import Schemes


def test_the_known_collections_open_with_known_schemes_and_say_their_sources() -> None:
    known = KnownCollections.load()
    assert [each.code for each in known] == [
        "Apollo",
        "Luna",
        "Luna (Academy)",
        "Stardust",
        "Hayabusa2",
        "Chang'e-5",
        "OSIRIS-REx",
        "Chang'e-6",
        "Antarctic",
        "Cosmic dust",
    ]
    known.check(Schemes.load())
    for each in known:
        assert all(mission.source for mission in each.missions)
        assert each.opening().missions[0].code == each.missions[0].code
        days = [mission.opened for mission in each.missions if mission.opened]
        assert each.first_day == min(days, default=0)


def test_a_day_that_is_no_opening_is_flagged() -> None:
    known = KnownCollections.load()
    flagged = {mission.code: mission.day_is for each in known for mission in each.uncertain}
    assert "Apollo 11" not in flagged
    assert "Hayabusa2" not in flagged
    assert (flagged["Luna 16"], flagged["Apollo 17"]) == (DayIs.ARRIVAL, DayIs.ARRIVAL)
    assert (flagged["ANSMET"], flagged["Cosmic dust"]) == (DayIs.NOT_KNOWN, DayIs.NOT_KNOWN)
    for each in known:
        for mission in each.missions:
            assert (mission.opened == 0) is (mission.day_is is DayIs.NOT_KNOWN)
            assert ("not stated" in mission.source) is (mission.day_is is not DayIs.OPENING)


@pytest.mark.parametrize("change", [{"opened": 0}, {"day_is": "not_known"}, {"day_is": "guessed"}])
def test_a_day_and_its_flag_may_not_contradict_each_other(
    tmp_path: Path, resources: Path, change: dict[str, object]
) -> None:
    table = json.loads((resources / "collections" / "change6.json").read_text("utf-8"))
    table["missions"][0] |= change
    (tmp_path / "c.json").write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(CollectionTableError) as refused:
        KnownCollections.load(tmp_path)
    assert (refused.value.facts["file"], refused.value.facts["folder"]) == ("c.json", str(tmp_path))


def test_a_collection_without_its_scheme_is_refused() -> None:
    with pytest.raises(CollectionTableError) as refused:
        KnownCollections.load().check(["apollo"])
    assert refused.value.key == "collection.table_scheme"
    assert refused.value.facts == {"collection": "Luna", "scheme": "luna"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Apollo11", "Apollo 11"),
        ("apollo-17", "Apollo 17"),
        ("A15", "Apollo 15"),
        ("CE5", "Chang'e-5"),
        ("Луна-16", "Luna 16"),
        ("luna20", "Luna 20"),
        ("Ryugu", "Hayabusa2"),
        ("Bennu", "OSIRIS-REx"),
        ("ANSMET", "ANSMET"),
        ("Wild-2", "Stardust"),
    ],
)
def test_a_mission_is_known_by_its_usual_spellings(text: str, code: str) -> None:
    collection = KnownCollections.load().of_mission(text)
    assert collection is not None
    mission = collection.mission(text)
    assert mission is not None
    assert mission.code == code


def test_a_mission_nobody_flew_is_not_known() -> None:
    assert KnownCollections.load().of_mission("Apollo 13") is None
    assert KnownCollections.load().get("Genesis") is None


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
