"""Every entry of a policy has its sentence in each language, with its source; copies and checks of tables."""

import json
from pathlib import Path

import pytest
from lunarcurator.domain.lending.policy import (
    Extension,
    Floor,
    FloorBasis,
    LoanLimit,
    Policy,
    RemainingLimit,
    TwoPersonStep,
    WarnLimits,
    WriteOffLimit,
)
from lunarcurator.domain.lending.terms import AgreementKind, InstitutionType, LoanKind
from lunarcurator.domain.status import BasicUse
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.lending.policy_rules import rules_told
from lunarcurator.services.policies import Policies, PolicyError
from lunarcurator.services.policy_files import HOLIDAYS, PolicyFileError, check_file, copy_to_edit, own_folder
from lunarcurator.services.words import Words

MESSAGES = resources_folder() / "languages"
PARTS = (RemainingLimit(10_000), RemainingLimit(5_000, ("H",)))
BACKUP = frozenset({BasicUse.BACKUP})
FULL = Policy(
    code="ours",
    limits=(
        LoanLimit(frozenset({LoanKind.RESEARCH}), frozenset({"chip", "odd"}), months=3),
        LoanLimit(types=frozenset({InstitutionType.SCHOOL}), categories=frozenset({"A"}), days=14),
        LoanLimit(kinds=frozenset({LoanKind.DISPLAY})),
        LoanLimit(),
    ),
    agreement_months={AgreementKind.DISPLAY: 6},
    extension=Extension(2, 6),
    by_weight_forms=frozenset({"powder"}),
    whole_forms=frozenset({"chip"}),
    items_whole=True,
    warn=WarnLimits(
        1, (RemainingLimit(10_000), RemainingLimit(5_000, ("H",))), 5, 2, frozenset({"9"}), True, 3, 4
    ),
    floors=(
        Floor(1_000),
        Floor(2_000, FloorBasis.REMAINING, 7, frozenset({"chip"}), frozenset({BasicUse.BACKUP})),
    ),
    weigh_out_tolerance_percent=500,
    return_tolerance_percent=100,
    two_person=frozenset(TwoPersonStep),
    write_off=(WriteOffLimit("processor", 10, frozenset({"chip"}), ("basalt",)), WriteOffLimit("manager")),
    reminders=(30, 0),
    decided_by=("Experts", "Board"),
    categories={"A": "whole"},
    returns={"chip": ("C",), "": ("R", "S")},
    video_of_destructive_work=True,
    certificate=True,
    results_months=6,
    remote_share={"Apollo": 14_000},
    signature_owed_working_days=10,
    stale_contact_days=365,
    sources={"limits.research": "page 1", "write_off": "page 2", "warn": "page 3"},
)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_rule_of_a_policy_is_told(language: str) -> None:
    words = Words.load(language, MESSAGES, strict=True)
    told = rules_told(FULL, words)
    assert len(told) == 43
    assert all(each.text for each in told)


def test_a_rule_has_its_source_or_that_of_what_it_is_part_of() -> None:
    told = rules_told(FULL, Words.load("en", MESSAGES, strict=True))
    known = {each.entry: each.source for each in told}
    assert (known["limits.research"], known["limits."]) == ("page 1", "")
    assert known["warn.of_remaining"] == "page 3"
    assert (known["two_person.write_off"], known["two_person.issue"]) == ("page 2", "")
    assert "A loan (research, chip, odd) runs 3 months at most." in [each.text for each in told]
    assert "Letters go 30, 0 days before the due day; a negative number is after it." in [x.text for x in told]


def test_a_policy_that_says_nothing_has_one_rule() -> None:
    told = rules_told(Policy(), Words.load("en", MESSAGES, strict=True))
    assert [each.entry for each in told] == ["expiring_days"]


def test_a_policy_is_copied_into_the_tables_of_a_lab_and_taken_from_there(tmp_path: Path) -> None:
    store = tmp_path / "a.lunar"
    path = copy_to_edit("cnsa", store)
    assert path == own_folder(store, "policies") / "cnsa.json"
    assert check_file(path) == "cnsa"
    with pytest.raises(PolicyFileError, match="own_already"):
        copy_to_edit("cnsa", store)
    with pytest.raises(PolicyFileError, match="none_of_key"):
        copy_to_edit("nobody", store)


def test_days_off_are_copied_empty_and_checked(tmp_path: Path) -> None:
    path = copy_to_edit(HOLIDAYS, tmp_path / "a.lunar")
    assert check_file(path) == "lab"
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**told, "holidays": ["2026-02-30"]}), encoding="utf-8")
    with pytest.raises(PolicyError):
        Policies.check(path)


def test_a_wrong_table_is_told_with_its_entry(tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    path.write_text(
        '{"format": 1, "code": "ours", "name": "x", "collections": [], "limitz": []}', encoding="utf-8"
    )
    with pytest.raises(PolicyError) as told:
        check_file(path)
    assert "limitz" in str(told.value.facts["problem"])


def test_without_a_store_a_copy_goes_into_the_settings_of_the_person() -> None:
    assert own_folder(None, "policies").name == "policies"
