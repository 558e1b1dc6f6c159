"""A line that is disputed or asked back is called so wherever the state of a line stands."""

import re
from pathlib import Path

import pytest
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.services.lending.line_states import state_term

AWAY = {
    LineState.OUT: ("line_standing", "recalled"),
    # That it is still under way is not left out.
    LineState.TRANSIT: ("line_standing", "recalled_under_way"),
}
OF_STATES_ALONE = {
    # The steps of a loan, and the name of a column.
    "lunarcurator/desktop/loan_editor/heads.py": 2,
    "lunarcurator/services/exporting/lending.py": 1,
    # The grid of the editor adds the day.
    "lunarcurator/desktop/loan_editor/grid.py": 1,
    "lunarcurator/services/lending/line_states.py": 1,
}
"""Where a state is worded, or named, apart from a line that may be asked back."""


@pytest.mark.parametrize("state", list(LineState))
def test_what_is_asked_back_is_recalled_while_it_is_away(state: LineState) -> None:
    recalled = AWAY.get(state, ("line_state", state))
    assert state_term(state, disputed=False, recalled=20260101) == recalled
    assert state_term(state, disputed="", recalled=0) == ("line_state", state)


@pytest.mark.parametrize("state", list(LineState))
def test_what_is_disputed_is_so_until_it_is_closed(state: LineState) -> None:
    closed = state is LineState.CLOSED
    disputed = ("line_state", state) if closed else ("line_standing", "disputed")
    assert state_term(state, disputed="says it came back", recalled=20260101) == disputed


def test_nobody_words_the_state_of_a_line_by_himself() -> None:
    found = {
        path.as_posix(): len(said)
        for path in sorted(Path("lunarcurator").rglob("*.py"))
        if (said := re.findall(r"""["']line_state["'.]""", path.read_text(encoding="utf-8")))
    }
    assert found == OF_STATES_ALONE
