"""How a line stands in the grid of its loan: nothing that is not in order hides behind another."""

import pytest
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.loan_editor.grid import shown_line
from lunarcurator.desktop.models.loan_grid import STATE
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.services.lending.browsing import LineRow
from lunarcurator.services.words import Words

TODAY, PAST, SOON = 20261124, 20261114, 20261224


def line(state: str, due: Day, recalled: Day, *, disputed: bool) -> LineRow:
    """Return a line of a piece that is named only by its number."""
    by = min((each for each in (due, recalled) if each), default=0)
    nobody = ("", None, "", None, "", "", None)
    names = (*nobody, "10084", "fines", "", state, "whole")
    masses = (None, None, 0, 0, 0)
    return LineRow(1, Uid("a" * 32), *names, *masses, due, by, 20260101, recalled, disputed)


@pytest.mark.parametrize(
    ("state", "due", "recalled", "disputed", "told", "tone"),
    [
        ("out", SOON, 0, False, "Out", None),
        ("transit", SOON, 0, False, "In transit", "amber"),
        ("closed", PAST, PAST, False, "Closed", None),
        ("out", PAST, 0, False, "10 days overdue", "red"),
        ("out", SOON, SOON, False, "Recalled by 2026-12-24", "amber"),
        ("transit", SOON, SOON, False, "In transit, recalled by 2026-12-24", "amber"),
        ("out", PAST, SOON, False, "10 days overdue, recalled by 2026-12-24", "red"),
        ("out", SOON, 0, True, "Disputed", "red"),
        ("closed", PAST, 0, True, "Closed", None),
        ("lost", PAST, PAST, False, "Reported lost", "red"),
        ("lost", PAST, 0, True, "Reported lost, disputed", "red"),
        ("out", PAST, SOON, True, "Disputed, 10 days overdue, recalled by 2026-12-24", "red"),
        ("transit", PAST, SOON, False, "In transit, 10 days overdue, recalled by 2026-12-24", "red"),
    ],
)
def test_a_line_says_all_that_is_not_in_order(
    words: Words, state: str, due: Day, recalled: Day, disputed: bool, told: str, tone: str | None
) -> None:
    wording = Wording(words)
    row = line(state, due, recalled, disputed=disputed)
    texts, tones = shown_line(row, TODAY, wording, TypedMasses("g"))
    assert (texts[STATE], tones.get(STATE)) == (told, tone)
