"""What is out of house is as exact as it is known: no digit is rounded away, and unweighed is not nothing."""

import pytest
from lunarcurator.desktop.rooms.loans.figures import Figures
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.lending.browsing import HeldSum
from lunarcurator.services.lending.overview import Holder, Overview
from lunarcurator.store.reads.loans import LineSum
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(
    ("held_ug", "unweighed", "shown"),
    [
        (1_234_567_891, 0, "1\u202f234.567891\u00a0g"),
        (1_234, 0, "0.001234\u00a0g"),
        (5_000_000, 2, "\u2265\u20095\u00a0g"),
        (0, 3, "unknown"),
        (0, 0, "0\u00a0g"),
    ],
)
def test_the_figures_of_the_loan_desk_are_exact_or_a_bound(
    held_ug: int, unweighed: int, shown: str, qtbot: QtBot, appearance: Appearance
) -> None:
    figures = Figures(appearance, "g")
    qtbot.addWidget(figures)
    held = HeldSum(held_ug, unweighed, 0, 0, None)
    holders = (Holder("Institute A", held, 2),)
    figures.show_overview(Overview(20261124, (), LineSum(2, 1, 1, held), holders=holders))
    assert shown in {label.accessibleName() for label in figures.findChildren(QLabel)}
    assert shown in figures.holders.accessibleName()
    figures.resize(320, 600)
    assert not figures.grab().isNull()
