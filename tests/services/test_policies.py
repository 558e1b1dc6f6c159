"""The lending policies of the program and of a lab: read as data, refused with the wrong entry."""

import json
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.lending.policy import FloorBasis, TwoPersonStep, policy_for, policy_of
from lunarcurator.domain.lending.terms import InstitutionType, LineMode, LoanKind
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.collections import KnownCollections
from lunarcurator.services.lab_tables import LabTables, Origin, store_folder
from lunarcurator.services.policies import Policies, PolicyError

SHIPPED = Policies.load()
LEAST: dict[str, Any] = {"format": 1, "code": "own", "name": "Own", "collections": ["A"], "sources": {}}


def write(folder: Path, name: str = "own", **more: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps({**LEAST, **more}), encoding="utf-8")
    return path


def refusal(folder: Path, **more: Any) -> tuple[object, object]:
    write(folder, **more)
    with pytest.raises(PolicyError) as refused:
        Policies.load(folder)
    assert refused.value.facts["file"] == "own.json"
    return refused.value.facts["entry"], refused.value.facts["problem"]


def test_four_policies_come_with_the_program_and_speak_of_collections_it_knows() -> None:
    assert [each.code for each in SHIPPED.policies] == ["cnsa", "jaxa", "nasa_apollo", "nasa_meteorites"]
    known = {each.code for each in KnownCollections.load()}
    assert all(each.collections <= known for each in SHIPPED.policies)


@pytest.mark.parametrize("policy", SHIPPED.policies, ids=lambda each: each.code)
def test_every_figure_of_a_policy_has_a_source(policy: Any) -> None:
    table = json.loads((resources_folder() / "policies" / f"{policy.code}.json").read_bytes())
    plain = {"format", "code", "name", "collections", "sources"}
    begun = {key.partition(".")[0] for key in policy.sources}
    assert set(table) - plain - begun <= {"two_person"}


def test_the_policies_say_what_their_sources_say() -> None:
    tables = LabTables.of_program().tables
    chinese = policy_for(tables, "Chang'e-5", LoanKind.RESEARCH, "powder")
    assert chinese.limit().last_due(20250315) == 20260315
    assert chinese.mode("powder") is LineMode.BY_WEIGHT
    assert chinese.mode("powder", is_item=True) is LineMode.WHOLE
    assert chinese.signature_due(20250106) == 20250120
    assert policy_for(tables, "Chang'e-6", LoanKind.DISPLAY, "clast").limit().months == 2
    assert chinese.floors_for("powder", "permanent", 1)[0].basis is FloorBasis.ORIGINAL
    american = policy_for(tables, "Antarctic", LoanKind.RESEARCH, "polished_thin_section")
    assert american.limit().months == 60
    assert american.limit(InstitutionType.UNIVERSITY, "library").months == 3
    assert american.warn.over_ug == 5_000_000
    assert american.warn.percent_for("H5") == 25_000
    assert policy_for(tables, "Apollo", LoanKind.EDUCATION, "TS").limit().days == 14
    assert policy_for(tables, "Hayabusa2", LoanKind.RESEARCH, "particle").limit().months == 12


def test_every_shipped_policy_says_where_what_was_out_goes(tmp_path: Path) -> None:
    assert all(each.returns[""][0] == "RETURNED" for each in SHIPPED.policies)
    write(tmp_path, returns={"": "R1", "thin_section": ["TS", "Library"]})
    own = Policies.load(tmp_path).policies[0]
    assert dict(own.returns) == {"": ("R1",), "thin_section": ("TS", "Library")}


def test_the_remote_share_is_preset_where_a_page_states_what_is_held(tmp_path: Path) -> None:
    shares = {code: share for each in SHIPPED.policies for code, share in each.remote_share.items()}
    assert shares == {"Apollo": 14_000}


def test_a_lab_puts_its_own_policy_in_the_place_of_one_and_adds_days_off(tmp_path: Path) -> None:
    store = tmp_path / "lab.lunar"
    own = store_folder(store)
    write(own / "policies", "cnsa", code="cnsa", collections=["Chang'e-5"], signature_owed_working_days=5)
    days = {"format": 1, "code": "lab", "holidays": ["2025-01-01"], "working": ["2025-01-04"]}
    write_days(own, **days)
    lab = LabTables.load(store)
    policy = policy_of(lab.tables, "Chang'e-5")
    assert policy.name == "Own"
    assert policy.signature_due(20241231) == 20250107
    assert policy_of(lab.tables, "Chang'e-6").code == "not_set"
    assert lab.tables.calendar.holidays == {20250101}
    assert policy_of(lab.tables, "Nothing").calendar == lab.tables.calendar
    used = {(each.kind, each.name) for each in lab.used if each.origin is Origin.STORE}
    assert used == {("policies", "cnsa"), ("holidays", "lab")}


def write_days(own: Path, **told: Any) -> None:
    (own / "holidays").mkdir(parents=True, exist_ok=True)
    (own / "holidays" / "lab.json").write_text(json.dumps(told), encoding="utf-8")


def test_a_table_says_all_there_is_to_say(tmp_path: Path) -> None:
    write(
        tmp_path,
        limits=[{"types": ["museum"], "months": 24}],
        agreement_months={"display": 12},
        extension={"times": 1, "months": 6},
        floors=[{"percent": 66.667, "below": "50 g"}, {"percent": 80, "basis": "remaining"}],
        warn={"person": "20 g", "small": "30 mg", "of_remaining": [{"percent": 10}]},
        write_off=[{"authority": "curator", "up_to": "10 mg"}, {"authority": "manager"}],
        two_person=["issue"],
        weigh_out_tolerance_percent=1.5,
        reminders=[0, 30, -30, 30],
        remote_share_percent={"A": 14.5},
        calendar={"week": [1, 2, 3, 4, 5, 6], "holidays": ["2025-01-04"]},
    )
    policy = Policies.load(tmp_path).get("own")
    assert policy is not None
    assert [(each.percent, each.below_ug) for each in policy.floors] == [(66_667, 50_000_000), (80_000, None)]
    assert (policy.warn.person_ug, policy.warn.small_ug) == (20_000_000, 30_000)
    assert policy.write_off_by(10_000, "chip") == "curator"
    assert policy.two_person == {TwoPersonStep.ISSUE}
    assert policy.weigh_out_tolerance_percent == 1_500
    assert policy.reminders == (30, 0, -30)
    assert dict(policy.remote_share) == {"A": 14_500}
    assert [policy.calendar.is_working(day) for day in (20250104, 20250111)] == [False, True]
    assert (policy.extension.times, policy.extension.months) == (1, 6)
    assert Policies.load(tmp_path).get("none") is None


@pytest.mark.parametrize(
    ("wrong", "entry"),
    [
        ({"days": 3}, "file"),
        ({"limits": [{"months": -1}]}, "limits[0].months"),
        ({"warn": {"over": "much"}}, "warn.over"),
        ({"floors": [{"percent": 10}, {"percent": 10, "below": "x"}]}, "floors[1].below"),
        ({"write_off": [{"authority": "curator", "up_to": "x"}]}, "write_off[0].up_to"),
        ({"calendar": {"holidays": ["someday"]}}, "holidays"),
        ({"remote_share_percent": {"Luna": 14}}, "remote_share_percent.Luna"),
        ({"remote_share_percent": {"Apollo": 140}}, "remote_share_percent[...]"),
        ({"calendar": {"holidays": ["2025-01"]}}, "holidays"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, wrong: dict[str, Any], entry: str) -> None:
    told, problem = refusal(tmp_path, **wrong)
    assert told == entry
    assert problem


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_text('{"format": 1,\n', encoding="utf-8")
    with pytest.raises(PolicyError) as refused:
        Policies.load(tmp_path)
    assert str(refused.value.facts["entry"]).startswith("line 2")
    path.write_bytes(b"\xff")
    with pytest.raises(PolicyError) as refused:
        Policies.load(tmp_path)
    assert refused.value.facts["entry"] == "file"
