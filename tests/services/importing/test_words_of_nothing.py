"""What says nothing of a piece becomes no fact of it: errors, marks for unknown, dittos nobody resolved."""

import pytest
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import ImportPlan, Verdict

from tests.services.importing.steps import planned

HEADER = "Sample|Mass (g)|Type|Place|Other names|Top (mm)|Colour|Remarks"


def plan(desk: Desk, *rows: str) -> ImportPlan:
    text = "\n".join([HEADER, *rows])
    return planned(desk, text, {"places": "keep", "collection": "Apollo", "fill:Place": "no"})


@pytest.mark.parametrize("column", range(6))
def test_an_error_is_no_value_of_any_field(desk: Desk, column: int) -> None:
    cells = [""] * 6
    cells[column] = "#NAME?"
    (row,) = plan(desk, f"15555|1|{'|'.join(cells)}").rows
    assert row.verdict is Verdict.REFUSED
    assert column == 3 or {reason.key for reason in row.reasons} == {"import.cell_error"}


@pytest.mark.parametrize("mark", ["?", "n.d.", "FALSE", "unknown"])
def test_a_mark_for_unknown_is_kept_beside_the_piece_and_is_no_class_and_no_name(desk: Desk, mark: str) -> None:
    other, marked, named = plan(
        desk, "15016|1|basalt||||brown|?", f"15555|1|{mark}||||brown|{mark}", f"15415|1|basalt||A; {mark}|||"
    ).rows
    assert (other.acts[0].operation.class_name, other.reasons) == ("basalt", ())
    assert marked.verdict is Verdict.NEW
    assert marked.acts[0].operation.class_name == ""
    assert marked.acts[0].operation.remarks == mark
    assert dict(marked.acts[0].operation.other) == {"Type": mark}
    assert [(reason.key, reason.field) for reason in marked.reasons] == [("import.text_not_told", "class_name")]
    assert [each.name for each in named.acts[0].operation.names] == ["A"]
    assert dict(named.acts[0].operation.other) == {"Other names": mark}


def test_a_ditto_above_which_nothing_stands_is_refused(desk: Desk) -> None:
    first, second = plan(desk, "15555|1|〃|||||", "15415|1|basalt|||||").rows
    assert [reason.key for reason in first.reasons] == ["import.ditto"]
    assert second.verdict is Verdict.NEW


def test_a_ditto_is_no_borrower(desk: Desk) -> None:
    text = "Sample|Borrower|Date lent\n15555,1|-do-|2021-04-15\n15555,2|A. Schmidt|2021-04-15"
    first, second = planned(desk, text).rows
    assert [reason.key for reason in first.reasons] == ["import.ditto"]
    assert second.verdict is Verdict.NEW
