"""The tables of a lab on the command line: what is in use, and what is said where one is wrong."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Ended

type Run = Callable[..., Ended]

SLICE = {"format": 1, "forms": [{"key": "slice", "label": {"en": "wafer slice"}, "codes": ["WS"]}]}


def keep(name: str, table: object) -> Path:
    path = Path("a.tables") / "vocabularies" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(table) if not isinstance(table, str) else table, encoding="utf-8")
    return path


def test_a_new_store_opens_the_collections_named(run: Run) -> None:
    made = run("new", "a.lunar", "--operator", "A. Curator", "--collection", "Luna", "--collection", "Ryugu")
    assert made.code == 0
    assert "Opened the collection Luna." in made.out
    assert "Luna 16: the day it was opened is not known to us; 1970-09-24 is the day it arrived." in made.out
    assert "Hayabusa2:" not in made.out
    Path("luna.csv").write_text("ID,Mission,Weight (g)\n24077,Luna 24,0.5\n", encoding="utf-8")
    assert run("import", "luna.csv", "--into", "a.lunar", "--accept-proposal").code == 0
    shown = run("show", "a.lunar", "Luna 24077")
    assert shown.code == 0
    assert "the number suggests: mission Luna 24 · core, at about 77 cm" in " ".join(shown.out.split())
    assert run("verify", "a.lunar").code == 0


def test_a_collection_nobody_knows_makes_no_store(run: Run) -> None:
    refused = run("new", "a.lunar", "--collection", "Mars")
    assert (refused.code, Path("a.lunar").exists()) == (2, False)
    assert "Mars" in refused.err
    assert "Antarctic" in refused.err


def test_the_tables_in_use_are_listed_with_whose_they_are(run: Run, store: str) -> None:
    plain = run("tables")
    assert plain.code == 0
    assert plain.out.count("the program's") == 28
    assert "CNSA: Chang'e samples" in plain.out
    path = keep("forms", SLICE)
    own = run("tables", store)
    line = next(each for each in own.out.splitlines() if "beside the store" in each)
    assert line.split()[0] == "forms"
    assert line.endswith(str(path))
    assert run("tables", "none.lunar").code == 4


def test_a_labs_own_days_off_are_listed_and_a_wrong_one_is_told(run: Run, store: str) -> None:
    path = Path("a.tables") / "holidays" / "spring.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"format": 1, "code": "spring", "holidays": ["2026-02-17"]}), encoding="utf-8")
    listed = run("tables", store)
    assert "days off" in listed.out
    assert next(each for each in listed.out.splitlines() if "spring" in each).endswith(str(path))
    path.write_text(json.dumps({"format": 1, "code": "spring", "holidays": ["soon"]}), encoding="utf-8")
    warned = run("tables", store)
    assert warned.code == 0
    assert "spring.json" in warned.err
    assert "lending policies" not in warned.out


@pytest.mark.parametrize("command", [("show", "a.lunar", "10017"), ("balance", "a.lunar"), ("tables", "a.lunar")])
def test_a_wrong_table_is_told_in_one_sentence(run: Run, rocks: str, command: tuple[str, ...]) -> None:
    keep("forms", '{"format": 1,\n "forms": [{"key": "slice",]}')
    told = run(*command)
    assert told.code == 3
    folder = Path("a.tables") / "vocabularies"
    assert f"The vocabulary forms.json in {folder} is not right at line 2" in told.err
    assert told.err.count("\n") == 1
    assert run("backup", rocks, "--to", ".").code == 0
    assert run("verify", rocks).code == 0


def test_a_word_of_the_lab_is_taken_and_shown(run: Run, store: str) -> None:
    keep("forms", SLICE)
    Path("p.csv").write_text("ID,Mission,Form,Weight (g)\n10017,Apollo11,WS,973\n", encoding="utf-8")
    assert run("import", "p.csv", "--into", store, "--accept-proposal").code == 0
    shown = run("show", store, "10017")
    assert "wafer slice" in shown.out
    assert json.loads(run("show", store, "10017", "--json").out)["form"] == "slice"


def test_a_store_whose_scheme_is_lacking_is_not_read_by_another(run: Run, resources: Path) -> None:
    table = json.loads((resources / "schemes" / "plain.json").read_text("utf-8"))
    ours = {
        **table,
        "code": "ours",
        "label_key": "number.scheme.ours",
        "labels": {"number.scheme.ours": {"en": "o"}},
    }
    path = Path("a.tables") / "schemes" / "ours.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(ours), encoding="utf-8")
    assert run("new", "a.lunar", "--operator", "A. Curator").code == 0
    opening = {"kind": "open_collection", "operation": {"code": "Ours", "name": "Ours", "scheme": "ours"}}
    Path("open.json").write_text(json.dumps([opening]), encoding="utf-8")
    posted = run("post", "a.lunar", "open.json")
    assert posted.code == 0, posted.err
    path.unlink()
    refused = run("balance", "a.lunar")
    assert refused.code == 3
    assert "numbered by \u201cours\u201d" in refused.err
    assert str(Path("a.tables") / "schemes") in refused.err
    assert run("backup", "a.lunar", "--to", ".").code == 0


def test_a_soviet_number_finds_the_piece_in_any_spelling(run: Run) -> None:
    assert run("new", "a.lunar", "--operator", "A. Curator", "--collection", "Luna").code == 0
    acts = [
        {"kind": "register", "operation": {"collection": "Luna", "number": "21000", "mission": "Luna 16"}},
        {"kind": "add_name", "operation": {"sample": "21000", "name": "L-1627", "kind": "foreign"}},
    ]
    Path("acts.json").write_text(json.dumps(acts), encoding="utf-8")
    posted = run("post", "a.lunar", "acts.json")
    assert posted.code == 0, posted.err
    for spelling in ("L1627", "l 1627", "\u041b-1627", "Luna 16 L1627"):
        told = run("show", "a.lunar", spelling)
        assert "21000" in told.err + told.out, spelling


def test_policies_are_told_with_their_sources_copied_and_checked(run: Run, store: str) -> None:
    told = run("policies", store)
    assert "cnsa: CNSA: Chang'e samples (the program's)" in told.out
    assert "CNSA decides, the others are noted." in told.out
    assert "[not stated; this program's proposal]" in told.out
    copied = run("policies", store, "--copy", "cnsa")
    assert copied.code == 0
    assert run("policies", store, "--copy", "cnsa").code != 0
    assert run("policies", store, "--copy", "holidays").code == 0
    path = next(Path().glob("*.tables/policies/cnsa.json"))
    assert "is sound: cnsa" in run("policies", "--check", str(path)).out
    listed = run("policies", store).out
    assert "beside the store" in listed
    assert "Days off: lab" in listed
    made = json.loads(run("policies", store, "--json").out)["policies"]
    own = next(each for each in made if each["code"] == "cnsa")
    assert (own["origin"], own["collections"]) == ("store", ["Chang'e-5", "Chang'e-6"])
    assert any(each["entry"] == "decided_by" and each["source"] for each in own["rules"])
    own = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**own, "sources": {}}), encoding="utf-8")
    bare = run("policies", store).out
    assert "CNSA decides, the others are noted." in bare
    assert bare.count("[") < listed.count("[")
    path.write_text("{}", encoding="utf-8")
    assert "is not right" in run("policies", "--check", str(path)).err
    assert run("policies", "none.lunar").code == 4
    assert run("policies").code == 0
