"""What is lent to the lab, taken in and given back through the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.form.pieces_input import pieces_in
from lunarcurator.desktop.dialogs.loans.layouts import GIVE_BACK, TAKE_IN
from lunarcurator.desktop.links import NOTHING
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register
from lunarcurator.domain.operations.borrowing import SetUpInstitution
from lunarcurator.domain.status import Existence, Title
from lunarcurator.services.lending.choices import loans_in
from lunarcurator.services.words import Words
from pytestqt.qtbot import QtBot

from tests.desktop.dialogs.bench import Bench


@pytest.fixture
def lent_to(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Bench]:
    """A lab that holds a chip for Institute B."""
    bench = Bench(qtbot, appearance, words, tmp_path / "lent_to.lunar")
    bench.furnish()
    bench.post(SetUpInstitution(name="Institute B"))
    theirs = {"title": Title.HELD_FOR, "owner": "Institute B", "place": "C-08", "form": "chip"}
    mass = Mass.measured(5_000_000, 1000)
    bench.post(
        Register(collection="Apollo", number="15598", mission="Apollo 15", mass=mass, **theirs), day=20240101
    )
    yield bench
    bench.close()


def test_a_piece_is_taken_in_and_goes_home(lent_to: Bench) -> None:
    bench = lent_to
    dialog = bench.open(TAKE_IN.open, bench.on("15598"))
    bench.choose(dialog, "lender", "Institute B")
    bench.type(dialog, "due", "2027-06-30")
    bench.type(dialog, "document", "letter 4")
    bench.settle(dialog)
    bench.qtbot.waitUntil(dialog.primary_button.isEnabled, timeout=5000)
    dialog.primary_button.click()
    bench.qtbot.waitUntil(lambda: len(bench.posted) == 1, timeout=5000)
    assert [name for _, name in loans_in(bench.session)] == ["L-2026-001 · Institute B"]
    home = bench.open(GIVE_BACK.open, NOTHING)
    bench.type(home, "taken_by", "a courier")
    bench.type(home, "document", "receipt 5")
    bench.settle(home)
    bench.qtbot.waitUntil(home.primary_button.isEnabled, timeout=5000)
    home.primary_button.click()
    bench.qtbot.waitUntil(lambda: len(bench.posted) == 2, timeout=5000)
    assert loans_in(bench.session) == ()
    assert bench.piece("15598").existence is Existence.TRANSFERRED


def test_numbers_stand_apart_by_semicolons_or_a_comma_and_a_space() -> None:
    assert pieces_in("15555,46; 15556") == ("15555,46", "15556")
    assert pieces_in("15555,46, 15556\n15557") == ("15555,46", "15556", "15557")
    assert pieces_in("  ") == ()
