"""Acts of identity from the command line: each posted as JSON, and the recall list as text, JSON and file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.conftest import Ended

type Run = Callable[..., Ended]

GRAMS = {"kind": "stated", "ug": 1_000_000, "resolution_ug": 1_000}
REST = {"kind": "stated", "ug": 99_000_000, "resolution_ug": 1_000}


@pytest.fixture
def lab(run: Run, store: str) -> str:
    """A store with 14302, 14305, 14310 of 100 g each, 14302 split once, and 14399 void."""
    told = {"code": "A", "name": "Apollo", "scheme": "apollo"}
    acts: list[dict[str, object]] = [{"kind": "open_collection", "day": "1970", "operation": told}]
    mass = {"kind": "stated", "ug": 100_000_000, "resolution_ug": 1_000}
    for number in ("14302", "14305", "14310", "14399"):
        register = {"collection": "A", "number": number, "mass": mass}
        acts.append({"kind": "register", "day": "1971-02-09", "operation": register})
    split = {"parent": "14302", "daughters": [{"mass": GRAMS}]}
    post(run, store, *acts)
    post(run, store, {"kind": "split", "day": "1972-01-01", "operation": split})
    post(run, store, {"kind": "void", "operation": {"sample": "14399"}})
    return store


def post(run: Run, store: str, *acts: dict[str, object], code: int = 0) -> Ended:
    Path("acts.json").write_text(json.dumps(acts), encoding="utf-8")
    ended = run("post", store, "acts.json", "--operator", "A. Curator")
    assert ended.code == code, ended.err
    return ended


@pytest.mark.parametrize(
    ("kind", "operation", "shown", "word"),
    [
        ("renumber", {"sample": "14302", "parent": "14305", "number": ",18"}, "14305,18", "14302"),
        ("swap_numbers", {"sample": "14302", "other": "14305"}, "14305", "14302"),
        ("merge", {"sample": "14310", "into": "14305"}, "14305", "200"),
        ("dissolve", {"sample": "14310", "daughters": [{"mass": GRAMS}, {"mass": REST}]}, "14310", "14310,1"),
        ("adopt", {"sample": "14310", "parent": "14305"}, "14310", "14305"),
        ("correct_birth", {"sample": "14302,1", "parent": "14310", "evidence": "page 7"}, "14302,1", "14310"),
        ("revive", {"sample": "14399"}, "14399", "100"),
        ("add_body", {"sample": "14310", "body": "B", "first": "A", "mass": GRAMS}, "14310/B", "14310"),
        ("correct_identity", {"sample": "14310", "other": "14305", "evidence": "label"}, "14305", "14310"),
    ],
)
def test_an_act_of_identity_is_posted_from_json(
    run: Run, lab: str, kind: str, operation: dict[str, object], shown: str, word: str
) -> None:
    post(run, lab, {"kind": kind, "day": "1980-01-01", "operation": operation})
    told = run("show", lab, shown)
    assert told.code == 0
    assert word in told.out
    assert run("verify", lab).code == 0


def test_a_number_in_print_only_is_registered_with_its_source(run: Run, lab: str) -> None:
    said = {"collection": "A", "number": "14400", "existence": "retired", "retired_reason": "print_only"}
    refused = post(run, lab, {"kind": "register", "operation": said}, code=3)
    assert "publication" in refused.err
    post(run, lab, {"kind": "register", "operation": said | {"source": "Catalog, page 3"}})
    assert "retired" in run("show", lab, "14400").out


def test_a_former_number_is_read_and_asks_where_somebody_acts(run: Run, lab: str) -> None:
    post(run, lab, {"kind": "renumber", "operation": {"sample": "14302", "number": "14388"}})
    shown = run("show", lab, "14302")
    assert shown.code == 0
    assert "14388" in shown.out
    Path("seen.json").write_text('{"kind": "sight", "operation": {"samples": ["14302"]}}', encoding="utf-8")
    asked = run("post", lab, "seen.json")
    assert asked.code == 3
    assert "14388" in asked.err


def test_the_recall_list_is_text_json_and_a_file(run: Run, lab: str) -> None:
    text = run("recall", lab, "14302")
    assert "Split 14302" in text.out
    assert "14302,1" in text.out
    later = run("recall", lab, "14302", "--since", "1971-06", "--json")
    told = json.loads(later.out)
    assert told["number"] == "14302"
    assert [line["day"] for line in told["entries"]] == ["1972-01-01"]
    assert [piece["number"] for piece in told["pieces"]] == ["14302", "14302,1"]
    assert run("recall", lab, "14302", "--to", "recall.xlsx").code == 0
    assert load_workbook("recall.xlsx").sheetnames == ["About", "Recall list"]
    assert run("recall", lab, "14302", "--since", "soon").code == 2


def test_a_number_that_is_only_planned_is_not_recalled(run: Run, lab: str) -> None:
    plan = {"parent": "14302", "daughters": [{"number": "14302,7"}], "order": "WO-1"}
    post(run, lab, {"kind": "plan_split", "day": "1973-01-01", "operation": plan})
    told = json.loads(run("recall", lab, "14302", "--json").out)
    assert [piece["number"] for piece in told["pieces"]] == ["14302", "14302,1"]
    assert {number for line in told["entries"] for number in line["numbers"]} == {"14302", "14302,1"}
    assert "  14302,7" not in run("recall", lab, "14302").out
