"""The piece panel tells for whom a piece is in the lab's care, as what, since when and until when."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.panels.piece_overview import PieceOverview
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.lending.terms import CareKind, DocumentKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import GiveBack, Register, TakeIn
from lunarcurator.domain.operations.borrowing import Attached, SetUpInstitution
from lunarcurator.domain.status import Title
from lunarcurator.services.lending.loans_of_piece import loans_of_piece
from lunarcurator.services.words import Words
from pytestqt.qtbot import QtBot

from tests.services.lending.lent_lab import LentLab

PAPER = Attached(kind=DocumentKind.RECEIPT, name="E-1")
WORDS = {CareKind.LOAN_IN: "loan in", CareKind.CARE: "in care", CareKind.EVIDENCE: "evidence"}


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = LentLab(tmp_path / "lent.lunar")
    lab.post(SetUpInstitution(name="Museum Two"))
    mass = Mass.measured(5_000, 1)
    held = {"title": Title.HELD_FOR, "place": "Room", "form": "chip"}
    lab.post(Register(collection="A", number="15598", mission="M", mass=mass, **held), day=20220301)
    yield lab
    lab.session.close()


def told(
    qtbot: QtBot, appearance: Appearance, words: Words, lab: LentLab, day: int | None = None
) -> tuple[str, str]:
    """What the panel says of the one loan of the piece."""
    overview = PieceOverview(appearance, Wording(words))
    qtbot.addWidget(overview)
    piece = lab.line("IN-1/1").sample
    assert piece is not None
    overview.show_loans(loans_of_piece(lab.session, piece, Moment(day=day)))
    (event,) = overview.loans.events
    return event.title, event.note


@pytest.mark.parametrize("kind", list(CareKind))
def test_a_piece_in_care_says_for_whom_and_until_when_and_afterwards_that_it_went_home(
    qtbot: QtBot, appearance: Appearance, words: Words, lab: LentLab, kind: CareKind
) -> None:
    taken = {"lender": "Museum Two", "samples": ("15598",), "document": PAPER}
    lab.post(TakeIn(number="IN-1", kind=kind, due=20270601, **taken), day=20220302)
    window = (qtbot, appearance, words, lab)
    here = ("In care for Museum Two", f"{WORDS[kind]} · since 2022-03-02 · until 2027-06-01")
    assert told(*window) == here
    lab.post(GiveBack(loan="IN-1", taken_by="a courier", document=PAPER), day=20220501)
    home = ("Was in care for Museum Two", f"{WORDS[kind]} · since 2022-03-02 · given back 2022-05-01")
    assert told(*window) == home
    assert told(*window, day=20220401) == here


def test_a_piece_without_a_day_says_so(qtbot: QtBot, appearance: Appearance, words: Words, lab: LentLab) -> None:
    lab.post(TakeIn(number="IN-1", lender="Museum Two", samples=("15598",), document=PAPER), day=20220302)
    assert told(qtbot, appearance, words, lab)[1].endswith("no due day")
