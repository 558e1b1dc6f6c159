"""Who borrows and what is agreed: lists by what they ask for, and the card of a borrower, in a real store."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.model import Value
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid, ref_of
from lunarcurator.domain.lending.terms import AgreementState, DocumentKind, PersonEnd, PersonRole
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Operation, Register
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement, TerminateAgreement
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    EndResponsibility,
    LimitBorrower,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.journal_sentences import sentence_of, short_sentence_of
from lunarcurator.services.lending.agreements import agreement_rows, expiring, lapsed, owed_signatures
from lunarcurator.services.lending.attaching import attached_file
from lunarcurator.services.lending.borrower_standing import standing, standing_lines
from lunarcurator.services.lending.browsing import borrowers
from lunarcurator.services.lending.parties import heard_days, parties, stale_people
from lunarcurator.services.lending.records import agreement_record
from lunarcurator.services.posting import Refused
from lunarcurator.services.to_do.limits import Limits
from lunarcurator.services.to_do.listing import Concern, Listing
from lunarcurator.services.to_do.looking import look
from lunarcurator.services.words import Words
from lunarcurator.store.reads.loans import LineWish, find_lines, line_rows

from tests.made_once import copied
from tests.services.lending.agreed_lab import BEGAN, COPY, HOUSE, AgreedLab
from tests.still_clock import TODAY

WORDS = Words.load("en", resources_folder() / "languages", strict=True)
CHINESE = Words.load("zh_CN", resources_folder() / "languages", strict=True)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[AgreedLab]:
    made = copied(AgreedLab, tmp_path / "agreed.lunar")
    yield made
    made.session.close()


def told(lab: AgreedLab, name: str) -> list[tuple[str, str]]:
    stands = standing(lab.session, lab.uid(Subject.PERSON, f"Borrower {name}"))
    assert stands is not None
    return [(each.tone, each.text) for each in standing_lines(stands, WORDS)]


def column(found: Listing, key: str) -> list[Value]:
    at = [each.key for each in found.columns].index(key)
    return [row.values[at] for row in found.rows]


def test_every_agreement_has_its_state_its_parties_and_the_day_its_signature_is_owed(lab: AgreedLab) -> None:
    rows = {each.agreement.code: each for each in agreement_rows(lab.session)}
    assert {code: each.state for code, each in rows.items()} == {
        "A-A": AgreementState.CURRENT,
        "A-B": AgreementState.EXPIRING,
        "A-C": AgreementState.EXPIRED,
        "A-D": AgreementState.DRAFT,
        "A-E": AgreementState.CURRENT,
    }
    assert (rows["A-B"].person, rows["A-B"].institution, rows["A-B"].days_left) == ("Borrower B", HOUSE, 68)
    assert (rows["A-D"].signature_due, rows["A-A"].signature_due) == (20261126, 0)
    before = {each.agreement.code: each.state for each in agreement_rows(lab.session, Moment(20210102))}
    assert before["A-C"] is AgreementState.CURRENT


def test_lists_go_by_what_an_agreement_asks_for(lab: AgreedLab) -> None:
    assert [each.agreement.code for each in expiring(lab.session)] == ["A-B"]
    assert [each.agreement.code for each in expiring(lab.session, 9_999)] == ["A-B", "A-A", "A-E"]
    assert owed_signatures(lab.session) == []
    assert [each.agreement.code for each in owed_signatures(lab.session, 2)] == ["A-D"]
    assert lapsed(lab.session) == []
    lab.lend("C", "P1")
    assert [each.agreement.code for each in lapsed(lab.session)] == ["A-C"]
    lab.lend("A", "P2")
    lab.terminate("A")
    assert [each.agreement.code for each in lapsed(lab.session)] == ["A-C", "A-A"]


def test_a_renewed_agreement_is_history_and_its_lines_are_with_the_successor(lab: AgreedLab) -> None:
    lab.lend("B", "P1")
    lab.post(
        DraftAgreement(
            number="A-B2", person="Borrower B", institution=HOUSE, since=BEGAN, until=20281231, renews="A-B"
        )
    )
    assert [each.agreement.code for each in expiring(lab.session)] == ["A-B"]
    lab.post(SignAgreement(agreement="A-B2", signed_by="Borrower B", for_lab="A. Curator", copy=COPY))
    rows = {each.agreement.code: each for each in agreement_rows(lab.session)}
    old, new = rows["A-B"], rows["A-B2"]
    assert (old.state, old.successor, old.lines, old.asks_for_renewal) == (
        AgreementState.RENEWED,
        "A-B2",
        1,
        False,
    )
    assert (new.state, new.successor, new.lines, new.carried) == (AgreementState.CURRENT, "", 0, 1)
    assert expiring(lab.session) == []
    card = ("plain", "Agreement A-B: renewed by A-B2, which is current until 2028-12-31, 1 open line")
    assert card in told(lab, "B")
    record = agreement_record(lab.session, WORDS, old.agreement.uid)
    assert record is not None
    assert record.renewed_by is not None
    assert (record.renewed_by.code, record.renews) == ("A-B2", None)
    lab.post(TerminateAgreement(agreement="A-B2", why="given up"))
    assert [each.agreement.code for each in lapsed(lab.session)] == ["A-B2"]
    assert "red" in {tone for tone, text in told(lab, "B") if "A-B:" in text}


def test_an_agreement_that_ends_soon_asks_for_nothing_once_its_successor_is_signed(lab: AgreedLab) -> None:
    term = {"since": 20270101, "until": 20281231, "renews": "A-B"}
    lab.post(DraftAgreement(number="A-B2", person="Borrower B", institution=HOUSE, **term))
    lab.post(SignAgreement(agreement="A-B2", signed_by="Borrower B", for_lab="A. Curator", copy=COPY))
    rows = {each.agreement.code: each for each in agreement_rows(lab.session)}
    assert (rows["A-B"].state, rows["A-B"].asks_for_renewal) == (AgreementState.EXPIRING, False)
    assert "amber" not in {tone for tone, text in told(lab, "B") if "A-B:" in text}
    assert [row.state for row in agreement_rows(lab.session, Moment(day=20270101)) if row.successor] == [
        AgreementState.RENEWED
    ]


def test_a_draft_that_was_given_up_owes_no_signature(lab: AgreedLab) -> None:
    lab.terminate("D")
    assert owed_signatures(lab.session, 99) == []


def test_a_signature_or_an_answer_is_hearing_of_somebody_too(lab: AgreedLab) -> None:
    heard, known = heard_days(lab.session), parties(lab.session)
    assert heard.keys() == {each.uid for each in known.people}
    signed = [each for each in known.agreements if each.person and each.signed]
    assert signed
    assert all(heard[each.person] >= each.signed for each in signed if each.person)


def test_who_was_not_heard_of_for_long_is_told_unless_he_answers_for_nothing(lab: AgreedLab) -> None:
    assert [(each.name, heard) for each, heard in stale_people(lab.session)] == [
        ("Borrower D", 0),
        ("Borrower B", 20210101),
        ("Borrower C", 20210101),
    ]


def test_choices_name_a_person_with_the_institution(lab: AgreedLab) -> None:
    known = parties(lab.session)
    a = known.person(lab.uid(Subject.PERSON, "Borrower A"))
    f = known.person(lab.uid(Subject.PERSON, "Borrower F"))
    assert a is not None
    assert f is not None
    assert (known.label(a), known.label(f)) == (f"Borrower A · {HOUSE}", "Borrower F")
    assert known.name(None) == ""
    assert known.agreement("nothing") is None


def test_the_card_of_a_borrower_in_good_standing_is_short(lab: AgreedLab) -> None:
    assert told(lab, "A") == [
        ("plain", "Agreement A-A: current, until 2030-12-31, nothing out"),
        ("plain", "Holds nothing"),
        ("plain", "Last heard of on 2026-09-01"),
    ]


def test_the_card_says_first_what_stands_in_the_way(lab: AgreedLab) -> None:
    lab.everything()
    assert told(lab, "C") == [
        ("red", "1 line overdue, the oldest L-P1/1, due 2023-01-01"),
        ("red", "1 line recalled, the first by 2027-01-01"),
        ("red", "Inventory R-1: 2 of 2 lines unanswered, due 2026-03-01"),
        ("red", "Agreement A-C: expired, until 2025-12-31, 2 open lines"),
        ("amber", "Not heard of since 2021-01-01"),
        ("amber", "Owes papers from L-P1 since 2024-01-01"),
        ("amber", "Restriction (funding): fund Z"),
        ("amber", "Restriction (export) until 2028-01-01: licence"),
        ("plain", "Holds 2 lines, 5.000\xa0mg and 1 piece of unknown mass"),
    ]


def test_the_card_of_who_ended_of_a_draft_and_of_somebody_nothing_was_agreed_with(lab: AgreedLab) -> None:
    assert told(lab, "E")[0] == ("red", "Answers for nothing since 2026-09-01 (retired)")
    assert told(lab, "F") == [
        ("red", "No loan agreement"),
        ("amber", "No contact on record"),
        ("plain", "Holds nothing"),
    ]
    lab.lend("B", "P1")
    assert ("amber", "Agreement A-B: expiring, until 2027-01-31, 1 open line") in told(lab, "B")
    assert ("plain", "Holds 1 line, 5.000\xa0mg") in told(lab, "B")
    lab.terminate("B")
    assert ("red", "Agreement A-B: terminated, until 2026-11-24, 1 open line") in told(lab, "B")


def test_nobody_stands_who_is_not_in_the_book(lab: AgreedLab) -> None:
    assert standing(lab.session, Uid("f" * 32)) is None


def test_the_lists_of_attention_lead_to_agreement_and_person(lab: AgreedLab) -> None:
    lab.lend("C", "P1")
    found = look(lab.session, Concern.AGREEMENTS, Limits())
    assert column(found, "agreement") == ["A-C", "A-B"]
    assert found.rows[0].targets["agreement"] == ("agreement", lab.uid(Subject.AGREEMENT, "A-C"))
    assert found.rows[0].targets["borrower"] == ("person", lab.uid(Subject.PERSON, "Borrower C"))
    cut = look(lab.session, Concern.AGREEMENTS, Limits(), 1)
    assert (len(cut.rows), cut.total, cut.marked) == (1, 2, 2)
    signing = look(lab.session, Concern.SIGNATURES, Limits())
    assert column(signing, "sign_by") == [20261126]
    contacts = look(lab.session, Concern.CONTACTS, Limits())
    assert dict(zip(column(contacts, "borrower"), column(contacts, "heard"), strict=True)) == {
        "Borrower B": 20210101,
        "Borrower C": 20210101,
        "Borrower D": None,
    }
    assert "by post" in column(contacts, "contacts")


def test_a_list_of_agreements_says_whose_person_is_gone_and_since_when(lab: AgreedLab) -> None:
    lab.lend("C", "P1")
    day = lab.session.today
    for name in ("Borrower C", "Borrower D"):
        ended = EndResponsibility(person=name, how=PersonEnd.DIED, recall_by=day if name == "Borrower C" else 0)
        lab.post(ended, day=day)
    for concern in (Concern.AGREEMENTS, Concern.SIGNATURES):
        found = look(lab.session, concern, Limits())
        keys = ("borrower", "ended_how", "ended_since")
        gone = [row for row in zip(*(column(found, key) for key in keys), strict=True) if row[1]]
        who = "Borrower C" if concern is Concern.AGREEMENTS else "Borrower D"
        assert gone == [(who, "died", day)], concern


def test_a_document_is_kept_by_name_and_checksum(tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(b"x")
    kept = attached_file(DocumentKind.AGREEMENT, path, 20260101, "scan")
    assert (kept.name, kept.day, kept.remarks) == ("copy.pdf", 20260101, "scan")
    assert kept.sha256 == hashlib.sha256(b"x").hexdigest()
    with pytest.raises(Refusal, match="unreadable"):
        attached_file(DocumentKind.AGREEMENT, tmp_path / "none.pdf", 20260101)


def test_who_moves_on_a_day_to_come_is_at_the_first_institution_until_then_wherever_it_stands(
    lab: AgreedLab,
) -> None:
    lab.post(SetUpInstitution(name="Institute N"))
    person = lab.uid(Subject.PERSON, "Borrower F")
    moves = (
        Affiliation(institution=HOUSE, since=BEGAN, until=20261231),
        Affiliation(institution="Institute N", since=20270101),
    )
    lab.post(SetUpPerson(person=ref_of(person), name="Borrower F", affiliations=moves))
    lab.post(Register(collection="Chang'e-5", number="P9", mission="Chang'e-5", mass=Mass.measured(10, 1)))
    line = OldLine(sample="P9", due=20280101)
    lab.post(EnterLoan(number="L-P9", borrower="Borrower F", lines=(line,), source="list"), day=20210201)
    for day, house in ((TODAY, HOUSE), (20261231, HOUSE), (20270101, "Institute N")):
        moment = NOW if day == TODAY else Moment(day)
        assert told_houses(lab, person, moment) == {house}, day
    lab.post(SetUpPerson(person=ref_of(person), name="Borrower F", remarks="moves"))
    assert told_houses(lab, person, NOW) == {HOUSE}
    back = Affiliation(institution=HOUSE, since=BEGAN, role=PersonRole.RESPONSIBLE)
    lab.post(SetUpPerson(person=ref_of(person), name="Borrower F", affiliations=(back,)))
    assert told_houses(lab, person, NOW) == {HOUSE}


def told_houses(lab: AgreedLab, person: Uid, moment: Moment) -> set[str]:
    """Return under which institutions a person and what is out with them are told on each surface."""
    session = lab.session
    known = parties(session, moment)
    found = known.person(person)
    assert found is not None
    stands = standing(session, person, moment)
    assert stands is not None
    assert stands.institution is not None
    told = {known.name(known.house_of(found)), stands.institution.name}
    told |= {each.institution for each in borrowers(session, moment) if each.uid == person}
    with session.database.snapshot() as connection:
        lens, day = session.lens(connection, moment), session.day_of(moment)
        ids = find_lines(connection, LineWish(day, borrower=person), lens)
        told |= {each.institution for each in line_rows(connection, ids, lens).values()}
        house = next(each.uid for each in known.institutions if each.name in told)
        assert list(find_lines(connection, LineWish(day, house=house), lens)) == list(ids)
    return told


def test_an_agreement_that_ends_tells_which_lines_it_asks_back(lab: AgreedLab) -> None:
    for number in ("P1", "P2"):
        lab.lend("A", number)
    lab.lend("B", "P3")
    agreement, person = lab.uid(Subject.AGREEMENT, "A-A"), lab.uid(Subject.PERSON, "Borrower A")
    assert (parties(lab.session).out[agreement], parties(lab.session).out[person]) == (2, 2)
    ends = TerminateAgreement(agreement="A-A", why="no plan", recall_by=20270101)
    without = TerminateAgreement(agreement="A-A", why="no plan")
    with pytest.raises(Refused) as refused:
        lab.post(without)
    (found,) = refused.value.findings
    said = WORDS.say(found.key, dict(found.facts))
    assert said.startswith("2 lines are out: L-P1/1 (P1) and 1 more. Say by which day")
    seq = lab.post(ends).seq
    told = "Agreement A-A ended: no plan; L-P1/1 (P1) and L-P2/1 (P2) asked back by 2027-01-01 at the latest"
    assert sentence_of(lab.session, WORDS, seq) == told
    chinese = "终止协议 A-A：no plan；要求最迟于 2027-01-01 归还 L-P1/1 (P1) 和 L-P2/1 (P2)"
    assert sentence_of(lab.session, CHINESE, seq) == chinese
    seq = lab.post(TerminateAgreement(agreement="A-C", why="no plan", recall_by=20270101)).seq
    assert sentence_of(lab.session, WORDS, seq) == "Agreement A-C ended: no plan", "nothing is out under it"
    short = short_sentence_of(lab.session, WORDS, seq - 1, 40)
    assert short == "Agreement A-A ended: no plan"


def test_two_agreements_that_end_in_one_entry_each_tell_their_own_lines(lab: AgreedLab) -> None:
    lab.lend("A", "P1")
    lab.lend("B", "P2")
    ends = [TerminateAgreement(agreement=f"A-{each}", why=f"why {each}", recall_by=20270101) for each in "AB"]
    both = sentence_of(lab.session, WORDS, lab.post(*ends).seq)
    assert "why A; L-P1/1 (P1) asked back by" in both
    assert "P2" not in both.partition("asked back")[0]


def test_the_journal_tells_each_act_on_those_who_borrow(lab: AgreedLab) -> None:
    lab.lend("A", "P1")
    lab.lend("B", "P2")

    def tells(*operations: Operation) -> str:
        return sentence_of(lab.session, WORDS, lab.post(*operations).seq)

    draft = ref_of(lab.uid(Subject.AGREEMENT, "A-D"))
    parties_of = {"person": "Borrower D", "institution": HOUSE, "since": BEGAN, "until": 20311231}
    assert tells(DraftAgreement(agreement=draft, **parties_of)) == (
        "Changed draft agreement A-D · until 2031-12-31 · approved on –"
    )
    assert tells(LimitBorrower(person="Borrower A", text="fund Z")) == (
        "Restriction on Borrower A (other): fund Z"
    )
    assert tells(LimitBorrower(person="Borrower A", lifts="fund Z")) == (
        "Restriction on Borrower A lifted: fund Z"
    )
    passing = {"person": "Borrower B", "how": PersonEnd.DIED, "agreement": "A-A"}
    assert tells(EndResponsibility(**passing)) == (
        "Borrower B answers for nothing more (died); L-P2/1 (P2) now under agreement A-A"
    )
    recalled = {"person": "Borrower A", "how": PersonEnd.MOVED, "recall_by": 20270101}
    assert tells(EndResponsibility(**recalled)) == (
        "Borrower A answers for nothing more (moved); "
        "L-P1/1 (P1) and L-P2/1 (P2) asked back by 2027-01-01 at the latest"
    )
    assert tells(EndResponsibility(person="Borrower C", how=PersonEnd.RETIRED)) == (
        "Borrower C answers for nothing more (retired)"
    )
