"""The loans of a piece now and on an earlier day: with whom, since when, and the name of who has it in lists."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import Move, SetUpPlace
from lunarcurator.domain.operations.accounting import CameBack, EnterLoan, OldLine, ReturnLine
from lunarcurator.domain.operations.borrowing import Affiliation, SetUpInstitution, SetUpPerson
from lunarcurator.services.browsing import Browsing
from lunarcurator.services.lending.loans_of_piece import loans_of_piece

from tests.domain.ledger.loans_bench import PAPER, RECEIVED
from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, OTHER, LentLab


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    yield lab
    lab.session.close()


def test_a_piece_says_with_whom_it_is_since_when(lab: LentLab) -> None:
    lab.post(SetUpInstitution(name="Institute A"))
    lab.post(
        SetUpPerson(person="Borrower A", name="Borrower A", affiliations=(Affiliation(institution="Institute A"),))
    )
    piece = lab.line().sample
    assert piece is not None
    (told,) = loans_of_piece(lab.session, piece)
    assert (told.code, told.person, told.institution, told.state) == (
        "L-2021-001/1",
        "Borrower A",
        "Institute A",
        "out",
    )
    assert (told.issued, told.due, told.held_ug, told.unweighed, told.is_out) == (20210101, 0, 9_000, 0, True)


def test_an_earlier_day_shows_the_loan_as_it_stood(lab: LentLab) -> None:
    piece = lab.line("L-2021-002/1").sample
    assert piece is not None
    back = ReturnLine(line="L-2021-002/1", pieces=(CameBack(itself=True, stated_ug=4_000),), sheet=PAPER)
    lab.post(back, day=20220101, accept=RECEIVED)
    (now,) = loans_of_piece(lab.session, piece)
    assert (now.state, now.closed, now.is_out, now.held_ug, now.institution) == ("closed", 20220101, False, 0, "")
    (then,) = loans_of_piece(lab.session, piece, Moment(day=20211231))
    assert (then.is_out, then.held_ug) == (True, 4_000)
    assert loans_of_piece(lab.session, piece, Moment(day=20200601)) == ()


def test_the_home_of_a_day_is_the_one_it_had_then(lab: LentLab) -> None:
    """What was set later, of the piece or of the places around, is not shown on a day before."""
    piece = lab.line("L-2021-002/1").sample
    assert piece is not None
    lab.post(SetUpPlace(kind="site", name="Annex"))
    lab.post(SetUpPlace(kind="cabinet", name="C", parent="Room"))

    def home(day: int) -> str:
        return loans_of_piece(lab.session, piece, Moment(day=day))[0].home

    before = home(20210601)
    assert before == "Lab \u203a Room"
    back = ReturnLine(line="L-2021-002/1", pieces=(CameBack(itself=True, stated_ug=4_000),), sheet=PAPER)
    lab.post(back, day=20220101, accept=RECEIVED)
    lab.post(Move(samples=(OTHER,), to="C", home=True), day=20220102)
    lab.post(Move(places=("Room",), to="Annex"), day=20230101)
    assert home(20210601) == before
    assert loans_of_piece(lab.session, piece)[0].home == ""
    lab.post(EnterLoan(borrower="Borrower B", lines=(OldLine(sample=OTHER),), source="old list"), day=20230601)
    assert [home(day) for day in (20210601, 20230601)] == [before, "Annex \u203a Room \u203a C"]
    (now, _) = loans_of_piece(lab.session, piece)
    assert now.home == "Annex \u203a Room \u203a C"


def test_lists_name_who_has_a_piece_in_place_of_a_place(lab: LentLab) -> None:
    with lab.session.database.connect() as connection:
        ids = dict(connection.exec_driver_sql("SELECT number, id FROM sample").all())
    rows = Browsing(lab.session).rows([ids[KNOWN], ids[OTHER]])
    assert rows[ids[KNOWN]].holder == ("Borrower A",)
    assert rows[ids[OTHER]].holder == ("Borrower B",)
