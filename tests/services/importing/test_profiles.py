from pathlib import Path

import platformdirs
import pytest
from lunarcurator.services.importing import (
    Profile,
    Profiles,
    Source,
    answered,
    guess_reading,
    keyed,
    mapped,
    profile_of,
    save_profile,
)
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.profiles import ProfileError, profile_taken, read_profile
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

KINDS = {"catalogue", "sections", "list", "loans", "places", "registry", "cores"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_: str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_profile_is_shipped_for_each_kind_of_list() -> None:
    profiles = [*Profiles.load()]
    assert {each.kind for each in profiles} == KINDS
    assert all(each.needs for each in profiles)
    assert all(key == bare(key) for each in profiles for key in (*each.needs, *each.mapping, *each.key))


def test_a_mapping_kept_by_a_person_or_beside_a_store_is_recognised_next_time(
    session: StoreSession, tmp_path: Path, home: Path
) -> None:
    ours = Profile("Our list", ("tag", "grams"), mapping={"tag": "number", "grams": "mass_now"})
    assert save_profile(ours).parent == home / "tables" / "profiles"
    store = tmp_path / "a.lunar"
    save_profile(Profile("Lab list", ("tag", "grams", "shelf no"), mapping={"tag": "number"}), store)
    assert (tmp_path / "a.tables" / "profiles" / "Lab list.json").exists()
    source = Source.pasted("Tag\tGrams\nX 1\t5")
    reading = guess_reading(session, source, Profiles.load(store))
    assert (reading.profile, reading.mapping["Grams"]) == ("Our list", "mass_now")
    wider = Source.pasted("Tag\tGrams\tShelf no\nX 1\t5\t3")
    assert guess_reading(session, wider, Profiles.load(store)).profile == "Lab list"
    assert Profiles.load(store).get("Our list") == ours
    assert Profiles.load().get("Lab list") is None
    assert [profile_taken("lab LIST", where) for where in (store, None)] == [True, False]
    assert profile_taken("OUR list")


def test_a_profile_needs_a_name_a_file_can_have() -> None:
    with pytest.raises(ProfileError) as refused:
        save_profile(Profile("a/b"))
    assert refused.value.key == "profile.bad_name"


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"format": 2, "kind": "list"}', '{"format": 1, "kind": "x", "code": "a"}',
     '{"format": 1, "kind": "list", "code": "a", "colour": 1}',
     '{"format": 1, "kind": "list", "code": "a", "mapping": {"id": 1}}',
     '{"format": 1, "kind": "list", "code": "a", "key": "id"}'],
)  # fmt: skip
def test_a_broken_profile_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text)
    with pytest.raises(ProfileError) as refused:
        read_profile(path)
    assert (refused.value.key, refused.value.facts["file"]) == ("profile.unreadable", "bad.json")


@pytest.mark.parametrize(
    ("header", "said"),
    [("Weight (g)", "weight"), ("Sample / Parent_IGSN*", "parent igsn"), ("(only brackets)", "(only brackets)"),
     ("申请数量（mg）", "申请数量")],
)  # fmt: skip
def test_a_header_is_what_stands_outside_its_brackets(header: str, said: str) -> None:
    assert bare(header) == said


def test_a_profile_that_was_kept_of_a_list_of_bags_is_one_of_pieces(tmp_path: Path) -> None:
    path = tmp_path / "bags.json"
    path.write_text('{"format": 1, "kind": "bags", "code": "bags", "needs": ["bag"], "several": ["samples"]}')
    assert read_profile(path).kind == "list"


def test_what_was_mapped_by_hand_is_a_profile_of_the_next_list(session: StoreSession, tmp_path: Path) -> None:
    source = Source.pasted("Class\tTag\tTray no\tPart\nA\tX 1\t3\t1\n\tX 1\t4\t2\nB\tX 2\t4\t1\n\tX 2\t4\t2")
    reading = mapped(guess_reading(session, source, Profiles.load()), "Tray no", "place")
    reading = answered(keyed(reading, ("Tag", "Part"), ("-",)), "collection", "new:Tags")
    store = tmp_path / "a.lunar"
    save_profile(profile_of(reading, "Our tags"), store)
    again = guess_reading(session, Source.pasted("Part\tTag\tTray no\n1\tX 3\t5"), Profiles.load(store))
    assert (again.profile, again.key, again.joints) == ("", (), ())
    wider = Source.pasted("Part\tTag\tTray no\tClass\n1\tX 3\t5\tC")
    again = guess_reading(session, wider, Profiles.load(store))
    assert (again.profile, again.key, again.joints) == ("Our tags", ("Tag", "Part"), ("-",))
    assert (again.mapping["Tray no"], again.collection) == ("place", "new:Tags")


def test_each_profile_that_is_shipped_has_a_name(words: Words) -> None:
    keys = {f"known_list.{each.code.replace(' ', '_')}" for each in Profiles.load()}
    assert {key for key in keys if not words.has(key)} == set()


@pytest.mark.parametrize("name", ["Weights", "weights"])
def test_of_profiles_that_know_as_much_the_one_saved_here_is_taken(name: str) -> None:
    shipped = Profile("catalogue", ("id", "weight"), kind="catalogue")
    saved = Profile(name, ("id", "weight"))
    assert Profiles([shipped], [saved]).recognised(("ID", "Weight")) == saved
    more = Profile("long catalogue", ("id", "weight", "mission"), kind="catalogue")
    assert Profiles([more], [saved]).recognised(("ID", "Weight", "Mission")) == more
