"""What lines are called where people read them: by the number of their piece beside the code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Register
from lunarcurator.domain.operations.issuing import DisputeLine
from lunarcurator.domain.operations.requesting import RequestLoan, Wanted
from lunarcurator.services.journal import JournalFilter, find_entries, journal_entries
from lunarcurator.services.lending.choices import loan_choices
from lunarcurator.services.lending.demand import demands_of_lines
from lunarcurator.services.lending.line_names import what_lines_are_of
from lunarcurator.services.lending.line_pieces import called
from lunarcurator.services.words import Words

from tests.services.lending.lent_lab import LentLab

ASKED = ("limit.over_mass", "limit.new_borrower", "borrower.not_heard")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    """A request of numbers that come in another order than as text, and of what is only described."""
    lab = LentLab(tmp_path / "lent.lunar")
    numbers = ("15558,100", "15558,9", "15558,10")
    for each in numbers:
        mass = Mass.measured(5_000_000, 1000)
        lab.post(Register(collection="A", number=each, mission="M", mass=mass, form="chip", place="Room"))
    glass = tuple(Wanted(described=f"glass {n}") for n in range(1, 9))
    lines = (*(Wanted(sample=each) for each in numbers), *glass)
    lab.post(RequestLoan(number="L-9", borrower="Borrower A", purpose="ages", lines=lines), accept=ASKED)
    yield lab
    lab.session.close()


def test_the_journal_names_the_piece_beside_the_code_of_a_line(lab: LentLab, words: Words) -> None:
    lab.post(DisputeLine(line="L-2021-001/2", text="said to be back"), day=20220101)
    (told,) = journal_entries(lab.session, words, find_entries(lab.session, JournalFilter())[:1])
    assert told.what == "Line L-2021-001/2 (15556) is disputed: said to be back"


def test_lines_are_of_pieces_or_of_what_is_described(lab: LentLab) -> None:
    told = what_lines_are_of(lab.session, ["L-9/1", "L-9/4", "L-9/99", "L-9/1"])
    assert told == {"L-9/1": "15558,100", "L-9/4": "glass 1"}
    assert called("L-9/1", "15558,100") == "L-9/1 (15558,100)"
    assert called("L-9/4", "") == "L-9/4"


def test_chosen_lines_stand_by_loan_and_number_and_without_one_last(lab: LentLab) -> None:
    lines = [lab.line(f"L-9/{n}") for n in (11, 3, 10, 2, 4, 1)] + [lab.line("L-2021-001/2")]
    choices = loan_choices(lab.session, tuple(each.uid for each in lines))
    assert [(each.code, choices.what(each)) for each in choices.chosen] == [
        ("L-9/2", "15558,9"),
        ("L-9/3", "15558,10"),
        ("L-9/1", "15558,100"),
        ("L-9/4", "glass 1"),
        ("L-9/10", "glass 7"),
        ("L-9/11", "glass 8"),
        ("L-2021-001/2", "15556"),
    ]


def test_chosen_lines_of_several_collections_stand_as_people_count(lab: LentLab) -> None:
    moon = (Mission(code="Chang'e-5", name="Chang'e-5"),)
    lab.post(OpenCollection(code="C", name="C", scheme="change", missions=moon))
    lab.post(OpenCollection(code="P", name="P", scheme="plain", missions=(Mission(code="Q", name="Q"),)))
    mass = Mass.measured(1_000, 1)
    told = (("P", "Q", "14321,88"), ("C", "Chang'e-5", "CE5C0100"), ("A", "M", "12072"), ("P", "Q", "10084"))
    for book, mission, number in told:
        lab.post(Register(collection=book, number=number, mission=mission, mass=mass, form="chip", place="Room"))
    lines = tuple(Wanted(sample=number) for _, _, number in told)
    lab.post(RequestLoan(number="L-7", borrower="Borrower A", purpose="ages", lines=lines), accept=ASKED)
    choices = loan_choices(lab.session, tuple(lab.line(f"L-7/{n}").uid for n in (1, 2, 3, 4)))
    assert [choices.what(each) for each in choices.chosen] == ["10084", "12072", "14321,88", "CE5C0100"]


def test_what_is_asked_of_the_same_pieces_stands_in_the_order_of_the_lines(lab: LentLab) -> None:
    told = demands_of_lines(lab.session, ["L-9/2", "L-0/1", "L-9/3", "L-9/4", "L-9/1", "L-9/2"])
    assert [each.number for each in told] == ["15558,9", "15558,10", "15558,100"]
