"""A mass a borrower states agrees with what the book has of it as it is known, and with nothing nobody knows."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.blocks import Heading, Table
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.known_mass import Bound, KnownMass
from lunarcurator.domain.lending.terms import RoundAnswer
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Reading, Register, SetUpBalance, Weigh
from lunarcurator.domain.operations.accounting import Answered, AnswerRound, NamedBesides, OpenRound, ReportMass
from lunarcurator.domain.tolerance import UNSURE, Certainty
from lunarcurator.services.lending.naming import desk_meant
from lunarcurator.services.lending.records import line_record
from lunarcurator.services.lending.round_answers import (
    Accepted,
    Comparison,
    Verdict,
    answer_act,
    compare,
    read_returned,
)
from lunarcurator.services.lending.round_books import export_round
from lunarcurator.services.lending.round_decisions import Decisions
from lunarcurator.services.lending.round_points import Why, points
from lunarcurator.services.lending.rounds import Differs, LineInRound, mass_differs, read_round
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.posting import Refused
from lunarcurator.services.words import Words

from tests.domain.ledger.loans_bench import PAPER
from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, OTHER, UNKNOWN, LentLab
from tests.services.lending.test_round_books import ANSWERS, WORDS, filled, first_row
from tests.services.lending.test_round_signs import ESTIMATE
from tests.services.lending.test_what_is_out_everywhere import DAY, give_back, part

NOMINAL = "15559"
HIGHER = ("mass.stated_more_than_ever",)
SIGNED: dict[str, Any] = {"round": "R-1", "signed_by": "Borrower A", "witnessed_by": "b", "document": PAPER}


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    """Borrower A holds at most 5 mg and a piece nobody weighed, B 4 mg, about 40 mg, and a nominal 5 g."""
    lab = copied(LentLab, tmp_path / "lent.lunar")
    told = {"collection": "A", "mission": "M", "place": "Room"}
    lab.post(Register(number=ESTIMATE, mass=Mass.estimated(40_000, 10_000), form="chip", **told))
    lab.post(Register(number=NOMINAL, mass=Mass.nominal(5_000_000), form="thin_section", **told))
    lab.lend("Borrower B", ESTIMATE)
    lab.lend("Borrower B", NOMINAL)
    give_back(lab, KNOWN, part("S-1", 4_000), part("S-2"))
    lab.post(OpenRound(number="R-1", frozen=DAY, deadline=20270131), day=DAY)
    yield lab
    lab.session.close()


def returned(lab: LentLab, folder: Path, found: dict[str, Any]) -> dict[str, Comparison]:
    """Return by borrower the workbooks in which everything is seen, with the masses found by number."""
    record = read_round(lab.session, desk_meant(lab.session, Subject.ROUND, "R-1").uid)
    folder.mkdir(exist_ok=True)
    books = {}

    def fill(sheet: Any) -> None:
        for row in range(first_row(sheet), sheet.max_row + 1):
            if str(sheet.cell(row, 1).value).startswith("line "):
                sheet.cell(row, 8, "seen")
                sheet.cell(row, 9, found.get(str(sheet.cell(row, 3).value)))

    for path in export_round(lab.session, WORDS, record, folder):
        comparison = compare(lab.session, read_returned(filled(path, fill)), ANSWERS)
        books[comparison.person.name] = comparison
    return books


def verdicts(books: dict[str, Comparison]) -> dict[str, Verdict]:
    return {each.line.number: each.verdict for book in books.values() for each in book.lines if each.line}


@pytest.mark.parametrize(
    ("number", "mg", "verdict"),
    [
        (KNOWN, 5, Verdict.AGREES),
        (KNOWN, 3, Verdict.AGREES),
        (KNOWN, "5.001", Verdict.AGREES),
        (KNOWN, "5.003", Verdict.DIFFERS),
        (KNOWN, 0, Verdict.DIFFERS),
        (ESTIMATE, 40, Verdict.AGREES),
        (ESTIMATE, 36, Verdict.AGREES),
        (ESTIMATE, 46, Verdict.DIFFERS),
        (ESTIMATE, 9_000_000, Verdict.DIFFERS),
        (ESTIMATE, 0, Verdict.DIFFERS),
        (OTHER, 4, Verdict.AGREES),
        (OTHER, "3.9", Verdict.DIFFERS),
        (OTHER, "3.999", Verdict.AGREES),
        (OTHER, "3.997", Verdict.DIFFERS),
        (UNKNOWN, 9_000_000, Verdict.MASS_UNKNOWN),
        (UNKNOWN, 0, Verdict.MASS_UNKNOWN),
        (NOMINAL, 9_000_000, Verdict.MASS_UNKNOWN),
        (NOMINAL, 5_000, Verdict.MASS_UNKNOWN),
    ],
)
def test_a_stated_mass_agrees_only_with_what_is_known(
    lab: LentLab, tmp_path: Path, number: str, mg: Any, verdict: Verdict
) -> None:
    books = returned(lab, tmp_path / "books", {number: mg})
    every = dict.fromkeys((KNOWN, UNKNOWN, OTHER, ESTIMATE, NOMINAL), Verdict.AGREES)
    assert verdicts(books) == every | {number: verdict}
    decided = Decisions()
    assert decided.accept_agreeing(books.values()) == 5 - (verdict is not Verdict.AGREES)


CALIBRATED = {"calibrated": 20191201, "calibration_due": 20300101}
BALANCE = Certainty(10, 20, of_balance=True)


@pytest.mark.parametrize(
    ("held", "stated", "to", "sure", "differs"),
    [
        # Digits: 8900 mg is anything from 8899.5 to 8900.5, and 8900.0 is not 8901.
        (KnownMass(8_900_100, 100), 8_900_000, 1_000, UNSURE, None),
        (KnownMass(8_900_100, 100), 8_900_000, 100, UNSURE, None),
        (KnownMass(8_900_100, 100), 8_900_000, 10, UNSURE, Differs.MASS),
        (KnownMass(8_900_100, 100), 8_902_000, 1_000, UNSURE, Differs.MASS),
        # 1000.02 mg against 1000.00 on a balance that reads 0.01 and is certain to 0.02.
        (KnownMass(1_000_000, 10), 1_000_020, 10, BALANCE, None),
        (KnownMass(1_000_000, 10), 1_000_020, 10, UNSURE, Differs.MASS),
        (KnownMass(1_000_000, 10), 1_000_030, 10, BALANCE, Differs.MASS),
        (KnownMass(1_000_000, 10, bound=Bound.AT_MOST), 1_000_020, 10, BALANCE, None),
        (KnownMass(1_000_000, 10, bound=Bound.AT_LEAST), 999_980, 10, BALANCE, None),
        (KnownMass(40_000, 10_000, about=True), 45_400, 1_000, UNSURE, None),
        (KnownMass(40_000, 10_000, about=True), 46_000, 1_000, UNSURE, Differs.MASS),
        # However coarsely it is stated, nothing is no mass of what has one.
        (KnownMass(300, 10), 0, 1_000, BALANCE, Differs.MASS),
        (KnownMass(0), 0, 1_000, UNSURE, None),
    ],
)
def test_what_is_stated_agrees_within_what_both_readings_allow(
    held: KnownMass, stated: int, to: int, sure: Certainty, differs: Differs | None
) -> None:
    assert mass_differs(held, stated, to, sure) is differs


def in_second_round(lab: LentLab) -> LineInRound:
    record = read_round(lab.session, desk_meant(lab.session, Subject.ROUND, "R-2").uid)
    return next(each for person in record.people for each in person.lines if each.number == "15601")


def test_the_balance_behind_a_line_says_how_surely_it_is_known(lab: LentLab, tmp_path: Path) -> None:
    """Once the balance of the piece is on record, and the answer is shown to the digits in which it was given."""
    lab.post(SetUpBalance(name="B1", resolution_ug=10, uncertainty_ug=20, **CALIBRATED))
    told = {"collection": "A", "mission": "M", "place": "Room"}
    lab.post(Register(number="15601", mass=Mass.measured(1_000_000, 10), form="chip", **told))
    lab.post(Weigh(sample="15601", reading=Reading(net_ug=1_000_000, balance="B1")))
    lab.lend("Borrower B", "15601")
    lab.post(OpenRound(number="R-2", frozen=DAY, deadline=20270131), day=DAY)
    answer = Answered(line="L-2021-005/1", answer=RoundAnswer.SEEN, ug=1_000_020, to_ug=10)
    signed = {**SIGNED, "round": "R-2", "person": "Borrower B", "signed_by": "Borrower B"}
    lab.post(AnswerRound(answers=(answer,), **signed), day=DAY)
    line = in_second_round(lab)
    assert (line.sure, line.differs) == (Certainty(10, 20, of_balance=True), None)
    coarse = AnswerRound(answers=(replace(answer, ug=1_005_000, to_ug=1_000),), **signed)
    with pytest.raises(Refused) as refused:
        lab.post(coarse, day=DAY)
    (told,) = (WORDS.say_finding(each).replace("\xa0", " ") for each in refused.value.findings)
    assert told.startswith("1.005 g is more than there ever was of 15601: the book has 1.00000 g at most.")
    lab.post(coarse, day=DAY, accept=HIGHER)
    line = in_second_round(lab)
    assert (line.differs, line.stated) == (Differs.MASS, KnownMass(1_005_000, 1_000))


def test_a_bound_from_below_allows_more() -> None:
    least = KnownMass(5, bound=Bound.AT_LEAST)
    assert [mass_differs(least, each) for each in (4, 5, 6)] == [Differs.MASS, None, None]
    about = KnownMass(12, about=True)
    assert [mass_differs(about, each) for each in (11, 12, None)] == [Differs.MASS, None, None]


def test_a_mass_that_was_stated_is_seen_afterwards_until_it_is_kept(lab: LentLab, words: Words) -> None:
    answers = (
        Answered(line="L-2021-001/2", answer=RoundAnswer.SEEN, ug=7_000, remarks="in the safe"),
        Answered(line="L-2021-001/1", answer=RoundAnswer.SEEN, ug=4_000),
    )
    lab.post(AnswerRound(person="Borrower A", answers=answers, **SIGNED), day=DAY)

    def left(*, settled: bool) -> list[tuple[str, Why, tuple[str, ...]]]:
        record = read_round(lab.session, desk_meant(lab.session, Subject.ROUND, "R-1").uid)
        told = [each for each in points(lab.session, record) if each.person.name == "Borrower A"]
        return [(each.line.number, each.why, each.ways) for each in told if each.line and each.settled is settled]

    ways = ("report_mass", "dispute_line", "answer_round")
    assert left(settled=False) == [(UNKNOWN, Why.MASS_UNKNOWN, ways)]
    told = line_record(lab.session, words, lab.line("L-2021-001/2").uid)
    assert told is not None
    assert [(each.round, each.answer, each.ug, each.day, each.remarks, each.aside) for each in told.answers] == [
        ("R-1", "seen", 7_000, DAY, "in the safe", "")
    ]
    lab.post(ReportMass(line="L-2021-001/2", ug=7_000, report=PAPER), day=DAY)
    assert left(settled=False) == []
    assert left(settled=True) == [(UNKNOWN, Why.MASS_UNKNOWN, ways)]


def test_what_a_nominal_piece_can_never_weigh_asks_for_a_reason(lab: LentLab, tmp_path: Path) -> None:
    book = returned(lab, tmp_path / "books", {NOMINAL: 9_000_000, ESTIMATE: 9_000_000})["Borrower B"]
    act = answer_act(book, Accepted([each.line.uid for each in book.postable if each.line]), DAY)
    with pytest.raises(Refused) as refused:
        lab.session.post(Posting(acts=(Act(operation=act, day=DAY),), operator="A. Curator"))
    assert {(each.key, dict(each.facts)["number"]) for each in refused.value.findings} == {
        ("mass.stated_more_than_ever", NOMINAL),
        ("mass.stated_more_than_ever", ESTIMATE),
    }


def test_the_paper_prints_the_mass_beside_the_answer_and_what_is_not_one_in_its_place(
    lab: LentLab, words: Words
) -> None:
    def tables() -> list[Table]:
        made = paper_of(lab.session, words, PaperWanted("inventory_list", "R-1"))
        heads = [each.text for each in made.blocks if isinstance(each, Heading)]
        assert ("Pieces not asked for" in heads) is (len([b for b in made.blocks if isinstance(b, Table)]) == 4)
        return [each for each in made.blocks if isinstance(each, Table)]

    def column(table: Table, key: str) -> list[object]:
        at = [each.key for each in table.columns].index(key)
        return [row[at] for row in table.rows]

    blank = tables()[1]
    assert (column(blank, "answer"), column(blank, "found")) == (["", ""], ["", ""]), "there is room to answer"
    answers = (
        Answered(line="L-2021-001/2", answer=RoundAnswer.SEEN, ug=7_000, remarks="in the safe"),
        Answered(line="L-2021-001/1", answer=RoundAnswer.SEEN, ug=1, remarks="9?", aside="cannot be read"),
    )
    besides = (NamedBesides(text="15999", ug=4_000), NamedBesides(text="a box", remarks="of dust"))
    lab.post(AnswerRound(person="Borrower A", answers=answers, besides=besides, **SIGNED), day=DAY)
    people, mine, extra, _ = tables()
    assert (column(people, "unanswered"), column(people, "answered")) == ([1, 3], [DAY, None])
    assert column(mine, "number") == [KNOWN, UNKNOWN]
    assert column(mine, "answer") == ["", "Seen"]
    assert column(mine, "found") == ["", MassFigure(7_000)]
    assert column(mine, "remarks") == ["Answer set aside: cannot be read; 9?", "in the safe"]
    assert column(extra, "text") == ["15999", "a box"]
    assert column(extra, "found") == [MassFigure(4_000), ""]
    assert column(extra, "remarks") == ["", "of dust"]
