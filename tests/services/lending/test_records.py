"""One loan, line, borrower and every agreement whole, as the panel and the editor show them."""

import json
from dataclasses import replace

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.terms import AgreementState
from lunarcurator.services.lending.agreements import agreement_rows, urgent_first
from lunarcurator.services.lending.overview import all_rounds
from lunarcurator.services.lending.records import (
    agreement_record,
    borrower_record,
    line_record,
    lines_of,
    loan_record,
)
from lunarcurator.services.lending.rounds import asked_lines
from lunarcurator.services.words import Words

from tests.services.lending.drawn_desk import samples_of
from tests.services.lending.test_browsing import Office


def test_a_line_has_its_row_loan_and_shipment(office: Office, words: Words) -> None:
    sent = office.drawn.add(Subject.SHIPMENT, name="S-1", code="S-1", direction="out", carrier="courier")
    line = office.drawn.line("L-1/9", office.loans["L-1"], office.ann, shipment=sent, ug=4)
    office.drawn.write()
    told = line_record(office.session, words, line)
    assert told is not None
    assert told.shipment is not None
    assert told.loan is not None
    assert (told.row.code, told.line.account.held_ug, told.loan.code, told.shipment.code) == (
        "L-1/9",
        4,
        "L-1",
        "S-1",
    )
    assert told.history == ()
    assert line_record(office.session, words, office.ann) is None
    bare = office.drawn.add(Subject.LINE, name="?", code="?")
    office.drawn.write()
    alone = line_record(office.session, words, bare)
    assert alone is not None
    assert (alone.loan, alone.shipment) == (None, None)


def test_a_loan_has_its_borrower_agreement_and_lines_in_order(office: Office, words: Words) -> None:
    agreement = office.drawn.agreement(
        "A-1", office.ann, since=20220101, signed=20220101, until=20300101, kind="domestic"
    )
    loan = office.drawn.loan("L-5", office.ann, agreement=agreement, purpose="ages")
    for n in (10, 2):
        office.drawn.line(f"L-5/{n}", loan, office.ann, ug=1)
    office.drawn.write()
    told = loan_record(office.session, words, loan)
    assert told is not None
    assert told.borrower is not None
    assert told.agreement is not None
    assert (told.loan.purpose, told.borrower.person.name, told.agreement.code) == ("ages", "Borrower A", "A-1")
    assert told.agreement_state is AgreementState.CURRENT
    assert len(told.ids) == 2
    assert loan_record(office.session, words, office.ann) is None
    nobody = office.drawn.add(Subject.LOAN, name="L-6", code="L-6", kind="research")
    office.drawn.write()
    alone = loan_record(office.session, words, nobody)
    assert alone is not None
    assert (alone.borrower, alone.agreement, alone.agreement_state) == (None, None, None)


def test_results_are_owed_from_the_day_the_first_piece_of_a_loan_left(office: Office, words: Words) -> None:
    first, second, third = samples_of(office.session)
    loan = office.drawn.loan("L-7", office.bob)
    left = ((first, 20250301), (second, 20250115), (third, 0), (first, 20250601))
    for n, (piece, issued) in enumerate(left):
        office.drawn.line(f"L-7/{n}", loan, office.bob, sample=piece, issued=issued)
    office.drawn.line("L-7/9", loan, office.bob, issued=20250101)
    office.drawn.write()
    for collection, owed in (("Luna", []), ("Apollo", [20250715])):
        ours = replace(office.session.tables.policies[0], collections=frozenset({collection}), results_months=6)
        office.session.tables = replace(office.session.tables, policies=(ours,))
        told = loan_record(office.session, words, loan)
        assert told is not None
        assert told.borrower is not None
        assert [each.item.due for each in told.borrower.standing.owed if each.loan.code == "L-7"] == owed


def test_a_borrower_is_judged_today(office: Office) -> None:
    told = borrower_record(office.session, office.ann)
    assert told is not None
    assert told.institution is not None
    assert (told.institution.name, len(told.standing.overdue), told.standing.is_delinquent) == (
        "Institute 50%",
        1,
        True,
    )
    assert borrower_record(office.session, office.loans["L-1"]) is None


def test_an_agreement_has_its_state_and_who_answers_under_it(office: Office, words: Words) -> None:
    term = {"since": 20220101, "signed": 20220101, "until": 20270101, "kind": "international"}
    uid = office.drawn.agreement("A-1", office.ann, cosigner=office.bob, **term)
    nobody = office.drawn.add(Subject.AGREEMENT, name="A-2", code="A-2", kind="domestic")
    office.drawn.write()
    told = agreement_record(office.session, words, uid)
    assert told is not None
    assert told.borrower is not None
    assert (told.agreement.code, told.state, told.cosigner, told.borrower.person.name) == (
        "A-1",
        AgreementState.EXPIRING,
        "Borrower B",
        "Borrower A",
    )
    assert told.history == ()
    alone = agreement_record(office.session, words, nobody)
    assert alone is not None
    assert (alone.state, alone.cosigner, alone.borrower) == (AgreementState.DRAFT, "", None)
    assert agreement_record(office.session, words, office.ann) is None


def test_lines_are_read_as_they_stand(office: Office) -> None:
    found = lines_of(office.session, [office.lines["L-1/1"], office.drawn.uid()])
    assert [each.code for each in found] == ["L-1/1"]


def test_agreements_that_ask_for_something_stand_first(office: Office) -> None:
    made = office.drawn.agreement
    made("A-current", office.ann, since=20220101, signed=20220101, until=20300101, kind="domestic")
    made("A-soon", office.ann, since=20220101, signed=20220101, until=20270101, kind="domestic")
    made("A-old", office.drawn.uid(), since=20100101, signed=20100101, until=20150101, kind="domestic")
    house = office.drawn.institution("Institute B")
    ended = {"since": 20100101, "signed": 20100101, "until": 20150101, "kind": "domestic"}
    late = made("A-late", office.bob, institution=house, **ended)
    office.drawn.line("L-2/7", office.loans["L-2"], office.bob, agreement=late, ug=1)
    made("A-draft", office.ann, since=20220101, until=20300101, kind="domestic")
    office.drawn.write()
    rows = urgent_first(agreement_rows(office.session))
    assert [row.agreement.code for row in rows] == ["A-draft", "A-late", "A-soon", "A-current", "A-old"]
    assert (rows[1].person, rows[1].institution, rows[1].lines) == ("Borrower B", "Institute B", 1)
    assert (rows[4].person, rows[4].lines) == ("", 0)


def test_rounds_stand_with_the_latest_first(office: Office) -> None:
    for code, frozen in (("R-1", 20251001), ("R-2", 20261001)):
        office.drawn.add(Subject.ROUND, name=code, code=code, frozen=frozen)
    office.drawn.write()
    assert [each.code for each in all_rounds(office.session)] == ["R-2", "R-1"]


def test_a_round_finds_the_lines_of_a_borrower_whoever_has_them_now(office: Office) -> None:
    round_ = office.drawn.uid()
    asked = {f"expects/{office.ann}": 2, f"expects/{office.bob}": 1}
    office.drawn.add(Subject.ROUND, round_, name="R-1", code="R-1", frozen=20261001, deadline=20261231, **asked)
    loan = office.drawn.loan("L-8", office.ann)
    for code, froze, now in (
        ("L-8/1", office.ann, office.ann),
        ("L-8/2", office.ann, office.bob),
        ("L-8/3", office.bob, office.bob),
    ):
        frozen = json.dumps({"borrower": froze, "held_ug": 5, "unweighed": 0})
        office.drawn.line(code, loan, now, ug=5, **{f"round__{round_}": frozen})
    office.drawn.write()
    for person, codes in ((office.ann, ("L-8/1", "L-8/2")), (office.bob, ("L-8/3",)), (office.drawn.uid(), ())):
        assert asked_lines(office.session, round_, person) == codes
