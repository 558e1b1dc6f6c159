"""Agreements: drafted, signed, renewed, ended; where one stands on a day follows from its days."""

from dataclasses import replace
from typing import Any

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.agreements import EXPIRING_DAYS, Agreement, in_force
from lunarcurator.domain.lending.borrower_standing import standing_of
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import AgreementKind, AgreementState, DocumentKind, PersonEnd
from lunarcurator.domain.operations.agreeing import DraftAgreement, RenewAgreement, TerminateAgreement
from lunarcurator.domain.operations.borrowing import Attached, EndResponsibility, SetUpInstitution
from lunarcurator.domain.pieces import subject_of
from lunarcurator.domain.rules.lending import agreement_holds

from tests.domain.ledger.agreeing_bench import BEGAN, COPY, ENDS, Agreeing, keys
from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loans_bench import lay

RENEWED = 20240601
LONGER = 20291231


@pytest.fixture
def bench() -> Agreeing:
    return Agreeing()


def renew(
    bench: Agreeing, day: int = RENEWED, until: int = LONGER, copy: Attached = COPY, review: int = 0
) -> None:
    told = RenewAgreement(agreement=bench.agreement_ref("A-1"), until=until, copy=copy, plan_review=review)
    bench.do(told, day, ("agreement.renewed_late",))


def states(agreement: Agreement, *days: int) -> list[str]:
    return [str(agreement.state_on(day, EXPIRING_DAYS)) for day in days]


def test_an_agreement_lives_from_its_draft_to_its_end(bench: Agreeing) -> None:
    bench.draft(kind=AgreementKind.INTERNATIONAL, since=20200201)
    bench.sign(day=20200115)
    agreement = bench.agreement("A-1")
    days = (20200114, 20200115, 20200201, 20240703, 20240704, ENDS, 20250101)
    assert states(agreement, *days) == [
        "draft",
        "signed",
        "current",
        "current",
        "expiring",
        "expiring",
        "expired",
    ]
    assert [agreement.is_valid_on(day) for day in days] == [False, False, True, True, True, True, False]
    assert agreement.documents[0].sha256 == COPY.sha256


def test_a_renewal_leaves_the_term_before_to_be_seen(bench: Agreeing) -> None:
    bench.agree()
    renew(bench, review=20270101)
    agreement = bench.agreement("A-1")
    assert (agreement.until, agreement.plan_review) == (LONGER, 20270101)
    assert [agreement.until_on(day) for day in (20240531, RENEWED)] == [ENDS, LONGER]
    renew(bench, until=20301231, day=20250101)
    assert [each.before for each in bench.agreement("A-1").renewals] == [ENDS, LONGER]


def test_an_agreement_renewed_too_late_leaves_a_gap_in_which_nothing_may_be_issued(bench: Agreeing) -> None:
    bench.agree()
    told = RenewAgreement(agreement=bench.agreement_ref("A-1"), until=LONGER, copy=COPY)
    assert keys(lambda: bench.do(told, 20250601)) == {"agreement.renewed_late"}
    renew(bench, 20250601)
    agreement = bench.agreement("A-1")
    assert states(agreement, ENDS, 20250301, 20250601) == ["expiring", "expired", "current"]


def test_a_draft_is_numbered_by_the_year_and_changed_until_it_is_signed(bench: Agreeing) -> None:
    bench.draft("", day=20210105)
    assert bench.agreement("A-2021-001").until == ENDS
    ref = bench.agreement_ref("A-2021-001")
    parties = {"person": bench.who(), "institution": bench.place_of()}
    told = DraftAgreement(agreement=ref, since=BEGAN, until=LONGER, cosigner=bench.who("B"), **parties)
    bench.do(told, 20210106)
    assert bench.agreement("A-2021-001").until == LONGER
    assert keys(lambda: bench.do(told, 20210106)) == {"record.nothing_changed"}
    bench.sign("A-2021-001", 20210107)
    assert keys(lambda: bench.do(told, 20210108)) == {"agreement.is_signed"}


def test_a_draft_under_which_somebody_asked_stays_his(bench: Agreeing) -> None:
    bench.draft("A-9", day=20210105)
    draft = bench.agreement("A-9")
    lay(bench.session, Subject.LOAN, code="L-9", agreement=draft.uid, borrower=draft.person)
    told = DraftAgreement(
        agreement=bench.agreement_ref("A-9"),
        since=BEGAN,
        until=ENDS,
        person=bench.who("B"),
        institution=bench.place_of(),
    )
    assert "agreement.keeps_borrower" in keys(lambda: bench.do(told, 20210107))
    same = replace(told, person=bench.who(), until=LONGER)
    bench.do(same, 20210107)


def test_a_number_belongs_to_one_agreement(bench: Agreeing) -> None:
    bench.draft()
    assert keys(lambda: bench.draft(name="B")) == {"agreement.number_taken"}


def test_what_is_wrong_with_a_draft_is_told(bench: Agreeing) -> None:
    assert keys(lambda: bench.draft(until=0)) == {"agreement.needs_term"}
    assert keys(lambda: bench.draft(until=20190101)) == {"agreement.ends_before_begin"}
    assert keys(lambda: bench.draft(approved=20200102)) == {"agreement.approved_later"}
    assert keys(lambda: bench.draft(plan_review=20191231)) == {"agreement.review_before_begin"}
    assert keys(lambda: bench.draft(cosigner=bench.who())) == {"agreement.cosigns_himself"}


def test_an_agreement_with_somebody_of_elsewhere_asks_for_a_reason(bench: Agreeing) -> None:
    bench.do(SetUpInstitution(name="Institute B", retired=True))
    told = {"institution": bench.place_of("Institute B")}
    warned = {"agreement.not_affiliated", "agreement.institution_retired"}
    assert keys(lambda: bench.draft(**told)) == warned
    bench.draft(**told, accept=tuple(warned))
    assert bench.agreement("A-1").institution == bench.on_desk(Subject.INSTITUTION, "Institute B")


def test_what_is_wrong_with_a_signature_is_told(bench: Agreeing) -> None:
    bench.draft(approved=BEGAN)
    unnamed = Attached(kind=DocumentKind.AGREEMENT, name=" ")
    missing = {"agreement.needs_signature", "agreement.copy_missing"}
    assert keys(lambda: bench.sign(signed_by="", copy=unnamed)) == missing
    loose = Attached(kind=DocumentKind.AGREEMENT, name="record 7")
    assert keys(lambda: bench.sign(copy=loose)) == {"agreement.copy_unsealed"}
    assert keys(lambda: bench.sign(day=20250101)) == {"agreement.signed_after_end"}
    assert keys(lambda: bench.sign(day=20191231)) == {"agreement.before_last"}
    bench.sign(copy=loose, accept=("agreement.copy_unsealed",))
    assert keys(bench.sign) == {"agreement.is_signed"}


@pytest.mark.parametrize(("day", "late"), [(20200115, False), (20200116, True)])
def test_a_signature_after_its_term_is_asked_about(bench: Agreeing, day: int, late: bool) -> None:
    # Ten working days after the first of January, by the shorter term of the two policies of this lab.
    ours = Policy(code="ours", name="Ours", collections=frozenset({"L"}), signature_owed_working_days=10)
    slow = replace(ours, name="Slow", signature_owed_working_days=90)
    strange = replace(ours, name="Strange", collections=frozenset({"Other"}), signature_owed_working_days=1)
    bench.session.tables = replace(bench.session.tables, policies=(slow, ours, strange))
    bench.draft(approved=BEGAN)
    if not late:
        bench.sign(day=day)
        return
    with pytest.raises(Refused) as caught:
        bench.sign(day=day)
    (told,) = caught.value.findings
    assert (told.key, str(told.strength), told.field) == ("agreement.signed_late", "warn", "day")
    assert dict(told.facts) == {"agreement": "A-1", "due": 20200115, "policy": "Ours", "day": day}
    bench.sign(day=day, accept=("agreement.signed_late",))


def test_an_agreement_without_a_day_of_approval_has_no_term_to_be_signed_in(bench: Agreeing) -> None:
    ours = Policy(collections=frozenset({"L"}), signature_owed_working_days=10)
    bench.session.tables = replace(bench.session.tables, policies=(ours,))
    bench.draft()
    bench.sign(day=20220101)
    assert bench.agreement("A-1").signed == 20220101


def test_only_what_is_signed_is_renewed_and_only_for_longer(bench: Agreeing) -> None:
    bench.draft()
    assert keys(lambda: renew(bench)) == {"agreement.unsigned"}
    bench.sign()
    assert keys(lambda: renew(bench, until=ENDS)) == {"agreement.not_longer"}
    assert keys(lambda: renew(bench, day=20191231)) == {"agreement.unsigned", "agreement.before_last"}


def test_an_agreement_ends_before_its_time_and_what_is_out_is_asked_back(bench: Agreeing) -> None:
    ref = bench.agree()
    bench.lend("P1")
    told = TerminateAgreement(agreement=ref, why="no plan", documents=(COPY,))
    assert keys(lambda: bench.do(told, 20220101)) == {"recall.needs_day"}
    back = TerminateAgreement(agreement=ref, why="no plan", recall_by=20220301)
    entry = bench.do(back, 20220101, ("recall.after_due",))
    line = bench.line("L-1/1")
    asked = [line.fields[key] for key in ("recalled", "recall_asked", "recall_why")]
    assert asked == [20220301, 20220101, "no plan"]
    assert bench.agreement("A-1").state_on(20220101, EXPIRING_DAYS) is AgreementState.TERMINATED
    assert bench.agreement("A-1").state_on(20211231, EXPIRING_DAYS) is AgreementState.CURRENT
    assert bench.piece("P1") in {subject_of(each.fact)[1] for each in entry.facts}
    assert keys(lambda: bench.do(back, 20220102)) == {"agreement.is_over", "recall.overdue"}
    assert keys(lambda: renew(bench)) == {"agreement.is_over"}


def test_a_draft_nobody_will_sign_is_ended_with_a_reason(bench: Agreeing) -> None:
    bench.draft()
    ref = bench.agreement_ref("A-1")
    assert keys(lambda: bench.do(TerminateAgreement(agreement=ref, why=""), BEGAN)) == {"agreement.needs_why"}
    bench.do(TerminateAgreement(agreement=ref, why="withdrawn"), BEGAN)
    assert bench.agreement("A-1").state_on(BEGAN, EXPIRING_DAYS) is AgreementState.TERMINATED


def test_nothing_is_agreed_with_somebody_who_answers_for_nothing(bench: Agreeing) -> None:
    bench.draft()
    bench.do(EndResponsibility(person=bench.who(), how=PersonEnd.RETIRED), 20210101)
    assert keys(lambda: bench.sign(day=20210102)) == {"borrower.ended"}
    assert keys(lambda: bench.draft("A-2", day=20210102)) == {"borrower.ended"}
    bench.sign(day=20201231)


def test_an_agreement_undone_is_not_there_any_more(bench: Agreeing) -> None:
    entry = bench.draft()
    bench.session.reverse(entry.seq)
    assert not bench.session.named(Subject.AGREEMENT, "A-1")


def test_a_person_stays_in_the_book_as_long_as_an_agreement_rests_on_him(bench: Agreeing) -> None:
    entry = bench.draft()
    entered = next(each for each in bench.session.entries if each.kind == "set_up_person")
    assert not bench.session.may_reverse(entered.seq)
    assert bench.session.may_reverse(entry.seq)


def succeed(bench: Agreeing, code: str = "A-2", old: str = "A-1", day: int = RENEWED, **more: Any) -> None:
    """Draft and sign a successor that begins a month later."""
    term = {"since": 20240701, "until": LONGER, "renews": bench.agreement_ref(old), **more}
    bench.draft(code, day=day, **term)
    bench.sign(code, day=day)


def test_an_agreement_is_renewed_from_the_day_its_successor_begins(bench: Agreeing) -> None:
    bench.agree()
    succeed(bench)
    old, new = bench.agreement("A-1"), bench.agreement("A-2")
    assert (old.renewed_by, new.renews) == (new.uid, old.uid)
    assert states(old, 20240630, 20240701, 20250101) == ["current", "renewed", "renewed"]
    ledger = bench.session.ledger()
    assert [in_force(ledger, old, day).code for day in (20240630, 20240701)] == ["A-1", "A-2"]


def test_lines_of_a_renewed_agreement_stand_under_its_last_successor(bench: Agreeing) -> None:
    bench.agree()
    line = bench.lend("P", due=20300101)
    succeed(bench)
    ledger = bench.session.ledger()

    def stands(day: int) -> list[tuple[str, str, str, bool]]:
        found = standing_of(ledger, line.borrower, day).agreements
        return [(each.agreement.code, str(each.state), each.holds.code, each.is_lapsed) for each in found]

    assert stands(20250601) == [("A-1", "renewed", "A-2", False), ("A-2", "current", "A-2", False)]
    assert stands(20300101) == [("A-1", "renewed", "A-2", True), ("A-2", "expired", "A-2", False)]
    found = list(agreement_holds(ledger, line.borrower, line.agreement, 20250601, 20250701))
    assert found == []
    late = [each.key for each in agreement_holds(ledger, line.borrower, line.agreement, 20300101, None)]
    assert late == ["agreement.expired"]


def test_what_cannot_be_renewed_by_a_successor(bench: Agreeing) -> None:
    bench.draft()
    assert keys(lambda: succeed(bench)) == {"agreement.renews_a_draft"}
    bench.sign()
    succeed(bench)
    assert keys(lambda: succeed(bench, "A-3")) == {"agreement.renewed_already"}
    assert keys(lambda: renew(bench)) == {"agreement.renewed_already"}
    bench.do(SetUpInstitution(name="Institute C"), BEGAN)
    elsewhere = {"institution": bench.place_of("Institute C")}
    assert "agreement.renews_elsewhere" in keys(lambda: succeed(bench, "A-4", "A-2", **elsewhere))
    ended = TerminateAgreement(agreement=bench.agreement_ref("A-2"), why="given up")
    bench.do(ended, RENEWED)
    assert keys(lambda: succeed(bench, "A-5", "A-2")) == {"agreement.is_over"}
