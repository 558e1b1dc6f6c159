"""An edited workbook half decided: what is ticked otherwise goes into a draft and comes back."""

from dataclasses import replace
from pathlib import Path

from lunarcurator.domain.acts import Act
from lunarcurator.domain.operations import Sight
from lunarcurator.services.drafts import Draft
from lunarcurator.services.roundtrip import RowChange, TakeBack
from lunarcurator.services.roundtrip.draft import KIND, DraftTicks, draft_ticks, left_in, ticked
from msgspec import json, to_builtins

ACT = Act(operation=Sight(samples=("15555",)), day=20200101)
PLAN = TakeBack(
    "edit.xlsx",
    "ab" * 32,
    1,
    2,
    (
        RowChange(2, "15555", acts=(ACT,)),
        RowChange(3, "15556", acts=(ACT,)),
        RowChange(4, "15557", against=(ACT,)),
        RowChange(5, "15558"),
    ),
)
PATH = Path("/lab/edit.xlsx")


def test_only_what_is_ticked_otherwise_than_at_first_is_kept_and_stands_again() -> None:
    left = draft_ticks(PLAN, PATH, {2, 4}, "as agreed", "")
    assert (left.accepted, left.declined, left.whose, bool(left)) == ((4,), (3,), "", True)
    draft = Draft(KIND, str(PATH), 1, json.decode(json.encode(to_builtins(left))))
    assert left_in(draft) == left
    assert ticked(PLAN, left) == {2, 4}


def test_nothing_is_kept_where_nothing_was_decided() -> None:
    assert not draft_ticks(PLAN, PATH, {2, 3}, " ", None)
    assert draft_ticks(PLAN, PATH, {2, 3}, "because", None)


def test_a_row_that_cannot_be_taken_any_more_is_not_ticked() -> None:
    left = DraftTicks("edit.xlsx", str(PATH), PLAN.sha256, accepted=(4, 5, 9))
    assert ticked(PLAN, left) == {2, 3, 4}
    settled = replace(PLAN, rows=PLAN.rows[:1])
    assert ticked(settled, left) == {2}


def test_what_another_version_wrote_counts_as_none() -> None:
    assert left_in(Draft(KIND, "", 1, {"file": 1})) is None
