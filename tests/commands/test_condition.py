"""Acts on the condition of pieces on the command line: posted as JSON, told by `show`, undone again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Ended

type Run = Callable[..., Ended]


@pytest.fixture
def cold(run: Run, rocks: str) -> str:
    """Two rocks of a catalogue, one in a sealed can, with a room to be in."""
    begin = [
        act("set_up_place", kind="site", name="Lab"),
        act("set_up_place", kind="room", name="Room", parent="Lab"),
        act("set_up_place", kind="freezer", name="Freezer", parent="Room"),
        act("set_up_place", kind="can", name="Can 7", parent="Room", sealed=True),
        act("move", to="Can 7", samples=["10017"]),
        act("move", to="Freezer", samples=["12002"]),
    ]
    post(run, rocks, *begin)
    return rocks


def act(called: str, day: str = "1971-01-01", **operation: Any) -> dict[str, Any]:
    return {"kind": called, "day": day, "operation": operation}


def post(run: Run, store: str, *acts: dict[str, Any], **more: Any) -> str:
    """Post acts as one entry and return its sequence."""
    Path("acts.json").write_text(json.dumps({"acts": list(acts), **more}), encoding="utf-8")
    done = run("post", store, "acts.json")
    assert done.code == 0, done.err
    return done.out.split()[1].strip(":")


def shown(run: Run, store: str, number: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run("show", store, number, "--json").out)
    return told


def lines(run: Run, store: str, number: str) -> list[tuple[str, str]]:
    told = (line.partition(":") for line in run("show", store, number).out.splitlines())
    return [(label, text.strip()) for label, _, text in told]


def test_a_sealed_can_is_opened_and_the_contents_are_told(run: Run, cold: str) -> None:
    read = {"net_ug": 970_000_000, "resolution_ug": 1_000_000}
    opened = act(
        "open_sealed",
        place="Can 7",
        meets="air",
        gas="lab air",
        evidence="log 5",
        readings=[{"sample": "10017", "reading": read}],
    )
    entry = post(run, cold, opened)
    told = shown(run, cold, "10017")
    assert told["mass"]["ug"] == 970_000_000
    assert [(each["kind"], each["agent"], each["place"]) for each in told["exposures"]] == [
        ("air", "lab air", "Can 7")
    ]
    assert ("Met", "air · lab air · whole · 1971-01-01 · Can 7 · log 5") in lines(run, cold, "10017")
    post(run, cold, {"kind": "reverse", "operation": {"entry": entry}})
    assert shown(run, cold, "10017")["exposures"] == []
    assert run("verify", cold).code == 0


def test_the_cold_and_what_must_not_be_done_are_told(run: Run, cold: str) -> None:
    post(
        run,
        cold,
        act("freeze", samples=["12002"], temperature_mk=253_150, evidence="log 6"),
        act("restrict", samples=["12002"], handling=["no_saw", "keep_frozen"], reason="organics"),
    )
    told = shown(run, cold, "12002")
    assert (told["temperature_mk"], told["handling"]) == (253_150, ["keep_frozen", "no_saw"])
    text = [value for _, value in lines(run, cold, "12002")]
    assert "253.15\u00a0K (\u221220\u00a0°C)" in text
    assert "keep frozen, no saw · organics" in text
    Path("out.json").write_text(
        json.dumps(act("take_out", "1972-01-01", samples=["12002"], evidence="log")), encoding="utf-8"
    )
    refused = run("post", cold, "out.json")
    assert refused.code == 3
    assert "keep frozen" in refused.err


def test_exposures_relations_and_statements_are_told(run: Run, cold: str) -> None:
    post(
        run,
        cold,
        act(
            "expose",
            kind="heat",
            samples=["10017"],
            until=19710103,
            temperature_mk=330_000,
            evidence="log",
        ),
        act("change_condition", samples=["10017"], condition="altered", reason="heated"),
        act("relate", sample="10017", other="12002", kind="fits", source="tried"),
        act("state_fact", sample="10017", field="collected", value="site A", source="notes", chosen=True),
        act("state_fact", sample="10017", field="collected", value="site B", source="letter"),
        act(
            "describe",
            sample="10017",
            values=[
                {"field": "owner", "value": "A museum"},
                {"field": "identity_doubt", "value": "disputed"},
                {"field": "core_driven_um", "value": 346_000},
            ],
        ),
        act("plan_split", parent="10017", daughters=[{}], order="WO 7"),
    )
    told = shown(run, cold, "10017")
    assert told["relations"] == [{"kind": "fits", "number": "12002", "source": "tried", "said_of_this": True}]
    assert [(each["value"], each["chosen"]) for each in told["statements"]] == [
        ("site A", True),
        ("site B", False),
    ]
    assert (told["owner"], told["identity_doubt"]) == ("A museum", "disputed")
    assert told["orders"] == [{"code": "WO 7", "what": "planned", "text": ""}]
    text = lines(run, cold, "10017")
    assert ("Relation", "fits 12002 · tried") in text
    assert ("Where or when collected", "site A (notes, chosen)") in text
    assert ("Where or when collected", "site B (letter)") in text
    assert ("Open order", "WO 7 · planned") in text
    heat = next(value for label, value in text if label == "Met")
    assert heat == "heat · whole · 1971-01-01 – 1971-01-03 · 330\u00a0K (56.85\u00a0°C) · log"
    assert shown(run, cold, "12002")["relations"][0]["said_of_this"] is False


def test_sections_bodies_and_cases_are_told(run: Run, cold: str) -> None:
    section = {
        "number": "12002,1",
        "form": "thin_section",
        "place": "Freezer",
        "values": [{"field": "section_set", "value": "A"}],
    }
    plain = {"number": "12002,2", "form": "chip", "mass": {"kind": "stated", "ug": 1_000_000}}
    exposed = act("expose", "1970-12-01", kind="air", samples=["12002"], evidence="log")
    post(run, cold, exposed, act("split", parent="12002", daughters=[section, plain]))
    told = shown(run, cold, "12002")
    assert [(each["number"], each["set"]) for each in told["sections"]] == [("12002,1", "A")]
    assert ("Section", "12002,1 · thin section · A · Lab › Room › Freezer") in lines(run, cold, "12002")
    assert shown(run, cold, "12002,1")["exposures"][0]["inherited_from"] == "12002"
    assert any("inherited from 12002" in text for _, text in lines(run, cold, "12002,1"))
    body = {"kind": "stated", "ug": 5_000_000}
    post(run, cold, act("add_body", sample="10017", body="B", first="A", mass=body))
    assert ("Further body", "10017/B") in lines(run, cold, "10017/A")
    assert ("Another body of", "10017") in lines(run, cold, "10017/B")
    post(run, cold, act("set_up_operator", name="W. Witness"))
    lost = {
        "acts": [act("declare_lost", samples=["12002,2"], report="police 12")],
        "overrides": [{"key": "lost.needs_authority", "reason": "searched"}],
        "authority": {"name": "Board", "document": "Minutes 7"},
    }
    Path("lost.json").write_text(json.dumps(lost), encoding="utf-8")
    done = run("post", cold, "lost.json", "--operator", "A. Curator", "--witness", "W. Witness")
    assert done.code == 0, done.err
    assert any(label == "Open case" and "police 12" in text for label, text in lines(run, cold, "12002,2"))
