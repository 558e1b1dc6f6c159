"""Sieving is offered for soils and dissection for cores; for anything else the reason is told."""

import pytest
from lunarcurator.desktop.act_availability import STATES, needs_met, why_not
from lunarcurator.desktop.actions import ACTIONS, Needs
from lunarcurator.services.selection_status import SelectionStatus


def offered(*forms: str) -> set[str]:
    met = needs_met(SelectionStatus(frozenset({"exists"}), frozenset({"here"}), forms=frozenset(forms)))
    cuts = ("sieve", "dissect", "make_sections", "compose")
    return {key for key in cuts if ACTIONS[key].needs & STATES in met}


@pytest.mark.parametrize(
    ("forms", "keys"),
    [
        (("fines",), {"sieve", "make_sections", "compose"}),
        (("core_segment",), {"sieve", "dissect", "make_sections", "compose"}),
        (("chip",), {"make_sections", "compose"}),
        (("",), {"sieve", "dissect", "make_sections", "compose"}),
    ],
)
def test_cuts_are_offered_by_the_form_of_the_piece(forms: tuple[str, ...], keys: set[str]) -> None:
    assert offered(*forms) == keys


def test_why_a_rock_is_not_dissected() -> None:
    here = needs_met(SelectionStatus(frozenset({"exists"}), frozenset({"here"}), forms=frozenset({"chip"})))
    assert why_not(Needs.CORE, here) == "Only for core segments."
    assert "soils" in why_not(Needs.SOIL, here)
