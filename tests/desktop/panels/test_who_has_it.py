"""The piece panel tells with whom a piece was on the day it shows, since when, and leads there while it is so."""

from lunarcurator.desktop.links import Target
from lunarcurator.desktop.panels.piece_overview import PieceOverview
from lunarcurator.desktop.panels.targets import target_to
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.lending.loans_of_piece import loans_of_piece
from lunarcurator.services.words import Words
from pytestqt.qtbot import QtBot

from tests.scenarios.conftest import lab as lab
from tests.scenarios.conftest import told as told
from tests.scenarios.days_of_loans import DAY_0, DAY_3, DAY_6, HOUSE, PERSON, lent, listed, uid
from tests.scenarios.lab import Lab

__all__ = ["lab", "lent", "told"]


def stays(overview: PieceOverview, lab: Lab, number: str, moment: Moment) -> list[tuple[str, str, str]]:
    """Where the panel says the piece was, the present stay first."""
    overview.show_piece(lab.view(number, moment.day))
    overview.show_loans(loans_of_piece(lab.session, lab.uid(number), moment))
    return [(each.where, each.when, each.target) for each in overview.stays.stays]


def test_a_stay_with_a_borrower_says_who_and_leads_to_him(
    qtbot: QtBot, appearance: Appearance, words: Words, lent: Lab
) -> None:
    overview = PieceOverview(appearance, Wording(words))
    qtbot.addWidget(overview)
    person, shipment = uid(lent, Subject.PERSON, PERSON), uid(lent, Subject.SHIPMENT, "S-2")
    assert stays(overview, lent, "15555", Moment(DAY_0))[0][0].endswith("Cabinet 1")
    now = stays(overview, lent, "15555", Moment(DAY_3))[0]
    assert now == (f"With {HOUSE}", "since 2026-05-11 · on loan", target_to(Target.PLACE, person))
    travels = stays(overview, lent, "15557", Moment(DAY_3))[0]
    assert travels == (
        f"On the way to {HOUSE}",
        "since 2026-05-11 · in transit",
        target_to(Target.PLACE, shipment),
    )
    assert stays(overview, lent, "15557", Moment(DAY_6))[0][2] == target_to(Target.PLACE, person)
    back = stays(overview, lent, "15555", NOW)
    assert back[0][0].endswith("Returned vault")
    assert back[1][0] == f"With {HOUSE}"
    assert back[1][2] == ""


def test_a_list_of_a_day_says_who_has_a_piece(lent: Lab) -> None:
    for day, holder in ((DAY_0, ()), (DAY_3, (HOUSE,))):
        assert lent.view("15555", day).row.holder == holder
    assert lent.view("15555").row.holder == ()
    assert [row.institution for row in listed(lent, DAY_3)] == [HOUSE] * 3
