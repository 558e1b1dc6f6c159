"""A lab's own tables lie in its settings or beside its store, and stand over the program's."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.collections import CollectionTableError
from lunarcurator.services.lab_tables import LabTables, Origin, person_folder, store_folder
from lunarcurator.services.policies import Policies, PolicyError
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import open_session
from lunarcurator.services.tables import load_tables
from lunarcurator.services.vocabularies import VocabularyError
from lunarcurator.services.words import Words
from lunarcurator.store.errors import StoreError

from tests.conftest import CONFIG_HOME

SLICE = {"key": "slice", "label": {"en": "slice", "zh_CN": "切片"}, "weighable": True, "codes": ["SL"]}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that is not there yet, and settings of a person nobody wrote."""
    monkeypatch.setenv(CONFIG_HOME, str(tmp_path / "settings"))
    return tmp_path / "lab.lunar"


def keep(folder: Path, kind: str, name: str, table: object) -> Path:
    path = folder / kind / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(table if isinstance(table, str) else json.dumps(table), encoding="utf-8")
    return path


def forms(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"format": 1, "forms": list(rows)}


def places(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"format": 1, "places": list(rows)}


def own_scheme(resources: Path, **changes: Any) -> dict[str, Any]:
    table: dict[str, Any] = json.loads((resources / "schemes" / "plain.json").read_text("utf-8"))
    return {**table, **changes}


def test_without_tables_of_its_own_a_lab_has_the_programs(store: Path) -> None:
    lab = LabTables.load(store)
    assert lab.own == ()
    assert {each.kind for each in lab.used} == {"schemes", "vocabularies", "collections", "policies"}
    assert len(lab.schemes) == len(LabTables.of_program().schemes)
    assert lab.labels("en") == {}


def test_a_word_of_the_lab_is_added_behind_the_programs(store: Path, words: Words) -> None:
    keep(store_folder(store), "vocabularies", "forms", forms(SLICE))
    lab = LabTables.load(store)
    assert list(lab.vocabularies.forms)[-1] == "slice"
    assert lab.vocabularies.forms["chip"].weighable
    assert lab.vocabularies.form_of_code("SL-3") == "slice"
    assert lab.vocabularies.form_words.named("切片") == "slice"
    assert lab.labels("zh_CN") == {"form.slice": "切片"}
    assert lab.labels("fr") == {"form.slice": "slice"}
    assert [(each.name, each.origin) for each in lab.own] == [("forms", Origin.STORE)]


def test_a_word_with_a_known_key_takes_the_place_of_the_programs(store: Path) -> None:
    before = list(LabTables.of_program().vocabularies.forms)
    clast = {"key": "clast", "label": {"en": "lithic clast"}, "divisible": False, "codes": ["YX"]}
    keep(person_folder(), "vocabularies", "forms", forms(clast))
    lab = LabTables.load(store)
    assert list(lab.vocabularies.forms) == before
    assert "clast" in lab.vocabularies.indivisible
    assert lab.labels("en") == {"form.clast": "lithic clast"}
    assert [each.origin for each in lab.own] == [Origin.PERSON]


def test_the_table_beside_the_store_stands_over_that_in_the_settings(store: Path) -> None:
    keep(person_folder(), "vocabularies", "forms", forms({**SLICE, "label": {"en": "mine"}}))
    keep(store_folder(store), "vocabularies", "forms", forms({**SLICE, "label": {"en": "the lab's"}}))
    assert LabTables.load(store).labels("en") == {"form.slice": "the lab's"}
    assert LabTables.load(store.with_name("other.lunar")).labels("en") == {"form.slice": "mine"}


def test_a_kind_of_place_of_the_lab_joins_the_tree(store: Path) -> None:
    carousel = {"key": "carousel", "label": {"en": "carousel"}, "within": ["cabinet"]}
    vial = {"key": "vial", "label_key": "place_kind.vial", "within": ["carousel"]}
    keep(store_folder(store), "vocabularies", "places", {"format": 1, "places": [carousel, vial]})
    keep(
        store_folder(store),
        "vocabularies",
        "materials",
        {"format": 1, "materials": [{"key": "gold", "label": {"en": "gold"}}]},
    )
    lab = LabTables.load(store)
    assert lab.tables.place_kinds["vial"].within == {"carousel"}
    assert lab.vocabularies.materials["gold"].label_key == "material.gold"


def test_a_scheme_of_the_lab_is_added_or_takes_the_place_of_ours(store: Path, resources: Path) -> None:
    labels = {"number.scheme.ours": {"en": "our numbers", "zh_CN": "本室编号"}}
    ours = own_scheme(resources, code="ours", label_key="number.scheme.ours", labels=labels)
    keep(store_folder(store), "schemes", "ours", ours)
    keep(store_folder(store), "schemes", "plainer", own_scheme(resources, longest=30))
    lab = LabTables.load(store)
    assert lab.schemes.get("ours").parse("Probe 7,3").canonical == "Probe 7,3"
    assert lab.labels("zh_CN") == {"number.scheme.ours": "本室编号"}
    with pytest.raises(Refusal, match="too_long"):
        lab.tables.schemes["plain"].parse("x" * 31)
    assert len(lab.schemes) == len(LabTables.of_program().schemes) + 1


def test_a_collection_of_the_lab_is_offered(store: Path, resources: Path) -> None:
    table = json.loads((resources / "collections" / "change6.json").read_text("utf-8"))
    keep(store_folder(store), "collections", "ours", {**table, "code": "Ours", "scheme": "plain"})
    assert LabTables.load(store).collections.get("Ours") is not None
    keep(store_folder(store), "collections", "ours", {**table, "code": "Ours", "scheme": "none"})
    with pytest.raises(CollectionTableError) as refused:
        LabTables.load(store)
    assert refused.value.facts == {"collection": "Ours", "scheme": "none"}


@pytest.mark.parametrize(
    ("name", "table", "entry"),
    [
        ("forms", '{\n  "format": 1,\n  "forms": [,]\n}', "line 3, column 13"),
        ("forms", forms({**SLICE, "weighable": "yes"}), "forms[0].weighable"),
        ("forms", forms({"key": "slice"}), "forms[0].label"),
        ("forms", forms({"key": "slice", "label": {"zh_CN": "切片"}}), "forms[0].label"),
        ("forms", forms(SLICE, SLICE), "forms[1]"),
        ("forms", forms({**SLICE, "codes": ["TS"]}), "forms[0].codes"),
        ("forms", forms({**SLICE, "colour": "red"}), "forms[0]"),
        ("forms", {"format": 2, "forms": []}, "format"),
        ("places", places({"key": "a", "label": {"en": "a"}, "within": ["b"]}), "places[0].within"),
        ("places", places({"key": "room", "label": {"en": "room"}}), "places["),
    ],
)
def test_a_wrong_table_is_named_with_its_folder_and_the_place_of_the_fault(
    store: Path, words: Words, name: str, table: object, entry: str
) -> None:
    path = keep(store_folder(store), "vocabularies", name, table)
    with pytest.raises(VocabularyError) as refused:
        LabTables.load(store)
    facts = refused.value.facts
    assert (facts["file"], str(facts["entry"])[: len(entry)]) == (f"{name}.json", entry)
    assert facts["folder"] in {str(path.parent), str(LabTables.of_program().used[-1].path.parent)}
    sentence = words.say(refused.value.key, facts)
    assert str(facts["entry"]) in sentence
    assert str(facts["folder"]) in sentence


def test_a_store_is_not_opened_with_a_wrong_table_but_with_the_programs_alone(store: Path) -> None:
    StoreSession.make(store).close()
    keep(store_folder(store), "vocabularies", "forms", "{")
    with pytest.raises(VocabularyError):
        StoreSession.open(store)
    session = StoreSession.open(store, tables=load_tables())
    assert session.lab.own == ()
    session.close()


def test_the_words_of_a_lab_are_said_and_forgotten_with_its_tables(words: Words) -> None:
    words.learn({"form.slice": "slice {thin}"})
    assert words.has("form.slice")
    assert words.label("form.slice") == "Slice {thin}"
    assert words.say("form.chip") == "chip"
    words.learn({})
    assert not words.has("form.slice")


@pytest.fixture
def unprivileged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of somebody who is no administrator, and we act as he."""
    if os.name == "nt":
        pytest.skip("Windows keeps rights to folders in another way")
    # The folders of pytest are closed to everybody but the one who runs it.
    place = Path(tempfile.mkdtemp(prefix="lunarcurator-tables-"))
    monkeypatch.setenv(CONFIG_HOME, str(place / "settings"))
    before = os.geteuid()
    if before == 0:
        os.chown(place, 65_534, 65_534)
        os.seteuid(65_534)
    yield place
    os.seteuid(before)
    for path in place.iterdir():
        path.chmod(0o755)
    shutil.rmtree(place)


def test_a_table_that_may_not_be_read_is_told(unprivileged: Path) -> None:
    store = unprivileged / "lab.lunar"
    path = keep(store_folder(store), "vocabularies", "forms", forms(SLICE))
    assert len(LabTables.load(store).own) == 1
    path.chmod(0o000)
    with pytest.raises(StoreError) as refused:
        LabTables.load(store)
    assert (refused.value.key, refused.value.facts["file"]) == ("store.no_permission", str(path))


def test_settings_that_are_somebody_elses_hold_no_tables_of_ours(unprivileged: Path) -> None:
    keep(person_folder(), "vocabularies", "forms", forms(SLICE))
    assert len(LabTables.load().own) == 1
    (unprivileged / "settings").chmod(0o000)
    assert LabTables.load().own == ()


def test_a_wrong_policy_leaves_the_other_tables_and_judges_nothing(store: Path) -> None:
    keep(store_folder(store), "policies", "own", "{")
    lab = LabTables.load(store)
    assert lab.policies_wrong is not None
    assert not lab.set_aside
    assert len(lab.schemes) == len(LabTables.of_program().schemes)
    assert not [each for each in lab.used if each.kind == "policies"]
    for ask in (lambda: lab.policies, lambda: list(lab.tables.policies), lambda: len(lab.tables.policies)):
        with pytest.raises(PolicyError) as refused:
            ask()
        assert refused.value.facts["file"] == "own.json"


def test_the_programs_policies_count_only_where_somebody_asks_for_that(store: Path) -> None:
    StoreSession.make(store).close()
    keep(store_folder(store), "policies", "own", "{")
    for own, told in ((True, "policy.unread"), (False, "policy.set_aside")):
        opened = open_session(store, own_policies=own)
        assert [note.key for note in opened.notes] == [told]
        assert opened.session.lab.set_aside is not own
        opened.session.close()
    assert opened.session.lab.policies.policies == Policies.load().policies
    (store_folder(store) / "policies" / "own.json").unlink()
    opened = open_session(store, own_policies=False)
    assert (opened.notes, opened.session.lab.set_aside) == ((), False)
    opened.session.close()
