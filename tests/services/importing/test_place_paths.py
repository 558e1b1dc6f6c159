"""Places said in one cell: kept as words, refused, or gone to where the book has them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from lunarcurator.domain.identity import PlaceRef
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.domain.operations.accounting import EnterLoan
from lunarcurator.services.importing import Profiles, Verdict, guess_reading, post_import, profile_of
from lunarcurator.services.importing.profiles import save_profile
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import asked, opened, planned

TEXT = (
    "Sample|Mission|Location\n12002|Apollo 12|Room 1 > {}\n12004|Apollo 12|Room 1 › Cabinet 9\n12005|Apollo 12|—"
)


@pytest.fixture(autouse=True)
def book(do: Callable[..., Posted]) -> None:
    do(SetUpPlace(kind="room", name="Room 1"), day=19690101)
    for name in ("Cabinet 3", "Cabinet 4"):
        do(SetUpPlace(kind="cabinet", name=name, parent=PlaceRef("Room 1")), day=19690101)


def test_a_piece_goes_where_the_book_has_its_place_and_other_rows_are_refused(session: StoreSession) -> None:
    text = TEXT.format("Cabinet 3")
    question = asked(session, text)["places"]
    assert (question.must, question.proposed, question.choices) == (True, "", ("keep", "refuse", "move"))
    assert dict(question.facts)["examples"] == "Room 1 › Cabinet 9"
    plan = planned(session, text, {"places": "move"})
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.REFUSED, Verdict.NEW]
    assert plan.rows[1].reasons[0].key == "ref.no_place"
    post_import(session, plan, OPERATOR, skip_bad=True)
    again = planned(session, TEXT.format("Cabinet 4"), {"places": "move"})
    assert [row.verdict for row in again.rows] == [Verdict.CHANGED, Verdict.REFUSED, Verdict.SAME]
    assert again.rows[0].differences == (("place", "Room 1 > Cabinet 3", "Room 1 > Cabinet 4"),)
    kept = planned(session, TEXT.format("Cabinet 4"), {"places": "keep"})
    assert [row.verdict for row in kept.rows][::2] == [Verdict.SAME] * 2


def test_places_that_the_book_has_are_gone_to_only_where_somebody_says_so(session: StoreSession) -> None:
    text = "Sample|Mission|Location\n12002|Apollo 12|Cabinet 3"
    question = asked(session, text)["places"]
    assert (question.must, question.proposed, question.choices) == (False, "keep", ("keep", "move"))
    assert question.key == "import.ask.places_known"
    assert asked(session, "Sample|Mission|Location\n12002|Apollo 12|?").keys().isdisjoint({"places"})


def test_a_list_of_loans_says_who_has_a_piece_and_moves_none(session: StoreSession) -> None:
    text = "Sample|Borrower|Date lent|Location\n12002,1|A. Schmidt|2021-04-15|Room 1/Cabinet 3"
    assert "places" not in asked(session, text)
    loan = planned(session, text).rows[0].acts[-1].operation
    assert isinstance(loan, EnterLoan)
    assert loan.remarks == "Location: Room 1/Cabinet 3"


def test_a_profile_of_earlier_versions_that_parted_paths_says_places_in_words(session: StoreSession) -> None:
    source, reading = opened(session, TEXT.format("Cabinet 3"))
    made = profile_of(reading, "vault list")
    made = replace(made, levels={"location": "path"})
    save_profile(made, session.path)
    again = guess_reading(session, source, Profiles.load(session.path))
    assert (again.profile, again.levels, again.taken_for("place")) == ("vault list", {}, ("Location",))
