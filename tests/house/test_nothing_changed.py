"""R12: an act that is done again alike changes nothing and is refused or asked about, unless it happens again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.findings import Strength
from lunarcurator.services.posting import Refused
from lunarcurator.services.references import UnclearReference

from tests.house.test_completeness import ONCE, SANCTIONED, Lab

HAPPENS_AGAIN = {
    "weigh": "a second weighing",
    "sight": "seen a second time",
    "check_place": "a second count",
    "expose": "a second event",
    "freeze": "a second event",
    "move": "said to stand where it stands",
    "swap_numbers": "swapped back",
    "print_labels": "a second label",
    "state_fact": "of several statements the last one is the newest",
    "hand_over": "the next hand-over",
    "record_letter": "a second letter",
    "report_mass": "a second report",
    "open_round": "the next round",
    "answer_round": "a second answer",
    "write_off": "another part of what is left",
    "split": "further daughters",
    "sieve": "further fractions",
    "plan_split": "a second plan",
    "request_loan": "a second request",
    "add_lines": "further lines",
    "note_owed": "another one owed",
}
"""Acts that say something new when they are done a second time, and what."""
NAMED_BY = {
    "set_up_operator": "operator",
    "set_up_balance": "balance",
    "set_up_institution": "institution",
    "set_up_person": "person",
    "draft_agreement": "agreement",
    "pack_shipment": "shipment",
}
"""The field in which an act that also enters a record names the one it changes."""


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = Lab.begun(tmp_path / "again.lunar")
    yield made
    made.session.close()


def again(kind: str, operation: Any) -> Any:
    """Return an act once more, of the record it entered where it entered one."""
    field = NAMED_BY.get(kind)
    name = getattr(operation, "name", "") or getattr(operation, "number", "") or "S-2026-001"
    return replace(operation, **{field: name}) if field else operation


def test_what_happens_again_is_an_act() -> None:
    assert set(HAPPENS_AGAIN) | set(NAMED_BY) <= set(ONCE)


@pytest.mark.parametrize("kind", ONCE)
def test_an_act_done_again_alike_is_refused_or_asked_about_unless_it_happens_again(kind: str, lab: Lab) -> None:
    operation, more = ONCE[kind](lab), SANCTIONED.get(kind, {})
    head = lab.post(operation, **more)
    if kind in HAPPENS_AGAIN:
        assert lab.post(again(kind, operation), **more) == head + 1
        return
    try:
        lab.post(again(kind, operation), **more)
    except (Refused, UnclearReference) as refused:
        found = refused.findings if isinstance(refused, Refused) else ()
        assert not found or {each.strength for each in found} & {Strength.IMPOSSIBLE, Strength.WARN}
    else:
        pytest.fail(f"{kind} was taken twice alike: refuse that, or say in HAPPENS_AGAIN that it happens twice")
    assert lab.session.head().seq == head
