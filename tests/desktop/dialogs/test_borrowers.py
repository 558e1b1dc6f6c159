"""The dialogs on those who borrow and on agreements, driven by keyboard against a real store."""

import hashlib
from pathlib import Path

from lunarcurator.desktop.dialogs.borrowers.draft_agreement import open_draft_agreement
from lunarcurator.desktop.dialogs.borrowers.institutions import open_institutions
from lunarcurator.desktop.dialogs.borrowers.layouts import (
    CONFIRM_CONTACT,
    END_RESPONSIBILITY,
    RENEW_AGREEMENT,
    SIGN_AGREEMENT,
    TERMINATE_AGREEMENT,
)
from lunarcurator.desktop.dialogs.borrowers.limit_borrower import open_limit_borrower
from lunarcurator.desktop.dialogs.borrowers.people import open_people
from lunarcurator.desktop.dialogs.borrowers.standing_card import StandingCard
from lunarcurator.desktop.dialogs.form.form_dialog import FormDialog
from lunarcurator.desktop.dialogs.loans.request_loan import open_request_loan
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.terms import InstitutionType, LimitKind, PersonEnd
from lunarcurator.services.lending.parties import parties
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from tests.desktop.dialogs import borrowers_bench as borrowers
from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.borrowers_bench import NAMES, lend
from tests.still_clock import TODAY

HOUSE, ONE, OTHER = NAMES["institution"], NAMES["one"], NAMES["other"]


def card(bench: Bench, dialog: FormDialog) -> tuple[str, ...]:
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    shown = dialog.findChild(StandingCard)
    assert shown is not None
    return shown.lines


def test_an_institution_is_entered_and_then_changed_in_the_same_dialog(bench: Bench) -> None:
    dialog = bench.open(open_institutions, NOTHING)
    bench.type(dialog, "name", HOUSE)
    bench.type(dialog, "names", "乙所（虚构）; Inst. B")
    bench.choose(dialog, "type", "Museum")
    bench.act(dialog)
    known = borrowers.institution(bench, HOUSE)
    assert (known.names, known.type) == (("乙所（虚构）", "Inst. B"), InstitutionType.MUSEUM)
    bench.qtbot.waitUntil(lambda: dialog.which.box.count() == 2)
    bench.choose(dialog, "which", HOUSE)
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled(), "nothing is changed yet"
    dialog.retired.tick.click()
    bench.settle(dialog)
    bench.act(dialog)
    assert borrowers.institution(bench, HOUSE).retired


def test_a_person_moves_to_another_institution_without_losing_the_first(bench: Bench) -> None:
    chosen = lend(bench)
    dialog = bench.open(open_people, chosen)
    assert dialog.name.value() == ONE, "the person selected stands in the form"
    bench.type(dialog, "until", "2026-10-31")
    bench.type(dialog, "contacts", "new@b.example")
    bench.settle(dialog)
    (asked,) = dialog.preview.findings
    assert asked.key == "person.leaves_agreement"
    bench.qtbot.keyClicks(dialog.form.answers.strip_of(asked).why, "retired")
    bench.settle(dialog)
    bench.act(dialog)
    known = borrowers.person(bench, ONE)
    assert (known.institution, known.contacts) == (None, ("new@b.example",))
    assert [each.until for each in known.affiliations] == [20261031]


def test_a_reason_for_one_person_is_not_said_of_the_next(bench: Bench) -> None:
    dialog = bench.open(open_people, lend(bench))
    bench.type(dialog, "until", "2026-10-31")
    bench.settle(dialog)
    (asked,) = dialog.preview.findings
    bench.qtbot.keyClicks(dialog.form.answers.strip_of(asked).why, "retired")
    dialog.which.restore("")
    bench.settle(dialog)
    assert dialog.form.answers.reasons.given() == {}
    dialog.which.restore(borrowers.uid(bench, Subject.PERSON, ONE))
    bench.type(dialog, "until", "2026-10-31")
    bench.settle(dialog)
    (asked,) = dialog.preview.findings
    assert dialog.form.answers.strip_of(asked).reason() == ""
    bench.qtbot.keyClicks(dialog.form.answers.strip_of(asked).why, "retired")
    bench.settle(dialog)
    bench.act(dialog)
    bench.settle(dialog)
    assert dialog.form.answers.reasons.given() == {}


def test_who_leaves_on_a_day_to_come_is_still_there_and_the_day_is_shown(bench: Bench) -> None:
    dialog = bench.open(open_people, lend(bench))
    bench.type(dialog, "until", "2099-12-05")
    bench.settle(dialog)
    assert any("There until 2099-12-05" in each for each in dialog.outcome.lines)
    for finding in dialog.preview.findings:
        bench.qtbot.keyClicks(dialog.form.answers.strip_of(finding).why, "moves")
    bench.settle(dialog)
    bench.act(dialog)
    bench.settle(dialog)
    person = borrowers.person(bench, ONE)
    assert HOUSE in dialog._cells(person, 0)[1]
    dialog.which.restore(person.uid)
    bench.settle(dialog)
    assert (dialog.institution.word(), dialog.until.text()) == (HOUSE, "2099-12-05")
    bench.type(dialog, "contacts", "new@b.example")
    bench.settle(dialog)
    assert not any("without an institution" in each for each in dialog.outcome.lines)


def test_a_draft_of_a_change_comes_back_as_it_was_typed(bench: Bench) -> None:
    lend(bench)
    dialog = bench.open(open_people, NOTHING)
    person = borrowers.uid(bench, Subject.PERSON, ONE)
    dialog.which.restore(person)
    bench.settle(dialog)
    bench.type(dialog, "until", "2026-10-31")
    bench.type(dialog, "remarks", "my remark")
    bench.settle(dialog)
    (asked,) = dialog.preview.findings
    bench.qtbot.keyClicks(dialog.form.answers.strip_of(asked).why, "retired")
    dialog.reject()
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)
    again = bench.open(open_people, NOTHING)
    again.findChild(QPushButton, "resumeDraft").click()
    bench.settle(again)
    assert (again.which.value(), again.until.text(), again.remarks.text()) == (person, "2026-10-31", "my remark")
    assert again.form.answers.reasons.given() == {asked.key: "retired"}


def test_a_new_person_is_entered_with_an_institution_found_by_a_part_of_its_name(bench: Bench) -> None:
    lend(bench)
    dialog = bench.open(open_people, NOTHING)
    bench.type(dialog, "name", "Borrower D")
    bench.type(dialog, "institution", "institute b")
    bench.type(dialog, "since", "2026-01")
    bench.settle(dialog)
    bench.act(dialog)
    known = borrowers.person(bench, "Borrower D")
    assert known.institution == borrowers.uid(bench, Subject.INSTITUTION, HOUSE)
    assert known.affiliations[0].since == 20260100


def test_a_contact_is_confirmed_and_the_card_says_how_the_borrower_stands(bench: Bench) -> None:
    dialog = bench.open(CONFIRM_CONTACT.open, lend(bench))
    told = card(bench, dialog)
    assert told[0] == "1 line overdue, the oldest L-1/1, due 2026-01-01"
    assert "Not heard of since 2021-01-05" in told
    assert "Restriction (funding): not by fund Z" in told
    bench.type(dialog, "how", "call")
    bench.settle(dialog)
    bench.act(dialog)
    assert borrowers.person(bench, ONE).confirmed == TODAY


def test_the_card_follows_the_person_and_says_when_nobody_is_chosen(bench: Bench) -> None:
    chosen = lend(bench)
    dialog = bench.open(CONFIRM_CONTACT.open, chosen)
    bench.type(dialog, "person", "")
    assert card(bench, dialog) == ()
    bench.type(dialog, "person", OTHER)
    dialog.input("person").settle()
    told = card(bench, dialog)
    assert told[-2:] == ("Holds nothing", f"Last heard of on {TODAY // 10_000}-{TODAY // 100 % 100}-{TODAY % 100}")


def test_a_request_says_how_the_borrower_chosen_stands(bench: Bench) -> None:
    lend(bench)
    dialog = bench.open(open_request_loan, NOTHING)
    assert dialog.standing.lines == ()
    bench.type(dialog, "borrower", "Borr")
    assert dialog.standing.lines == (), "two begin so"
    bench.type(dialog, "borrower", ONE)
    bench.qtbot.waitUntil(lambda: bool(dialog.standing.lines))
    assert dialog.standing.lines[0] == "1 line overdue, the oldest L-1/1, due 2026-01-01"


def test_a_restriction_is_noted_on_an_institution_and_lifted_again(bench: Bench) -> None:
    lend(bench)
    dialog = bench.open(open_limit_borrower, NOTHING)
    bench.type(dialog, "institution", HOUSE)
    bench.type(dialog, "text", "export licence")
    bench.choose(dialog, "kind", "Export")
    bench.settle(dialog)
    bench.act(dialog)
    assert [each.kind for each in borrowers.institution(bench, HOUSE).limits] == [LimitKind.EXPORT]
    dialog = bench.open(open_limit_borrower, NOTHING)
    bench.type(dialog, "institution", HOUSE)
    bench.choose(dialog, "lifts", "export licence")
    bench.settle(dialog)
    bench.act(dialog)
    assert [each.lifted for each in borrowers.institution(bench, HOUSE).limits] == [TODAY]


def test_a_retired_persons_lines_pass_to_another_agreement(bench: Bench) -> None:
    dialog = bench.open(END_RESPONSIBILITY.open, lend(bench))
    assert dialog.input("how").value() == ""
    bench.choose(dialog, "how", "Retired")
    bench.type(dialog, "agreement", "A-2")
    dialog.input("agreement").settle()
    bench.settle(dialog)
    bench.act(dialog)
    heir = borrowers.uid(bench, Subject.PERSON, OTHER)
    assert borrowers.line(bench, "L-1/1").borrower == heir
    assert borrowers.person(bench, ONE).ended_how is PersonEnd.RETIRED


def test_or_what_is_out_is_asked_back(bench: Bench) -> None:
    dialog = bench.open(END_RESPONSIBILITY.open, lend(bench))
    assert not dialog.primary_button.isEnabled(), "one of the two ways is asked for"
    bench.choose(dialog, "how", "Died")
    bench.type(dialog, "recall_by", "2027-01-31")
    bench.type(dialog, "document", "letter 9")
    bench.settle(dialog)
    asked = next(each for each in dialog.preview.findings if each.key == "recall.overdue")
    bench.qtbot.keyClicks(dialog.form.answers.strip_of(asked).why, "the heirs need time")
    bench.settle(dialog)
    bench.act(dialog)
    assert borrowers.line(bench, "L-1/1").recalled == 20270131


def test_an_agreement_is_drafted_changed_and_signed_with_the_checksum_of_its_file(
    bench: Bench, tmp_path: Path
) -> None:
    lend(bench)
    dialog = bench.open(open_draft_agreement, NOTHING)
    bench.type(dialog, "person", OTHER)
    dialog.person.settle()
    bench.settle(dialog)
    assert dialog.institution.word() == HOUSE, "the institution of the person is offered"
    bench.type(dialog, "since", "2026-12-01")
    assert dialog.until.note == "usually 2031-11-30", "five years by NASA's policy, for this lab has Apollo"
    bench.type(dialog, "until", "2031-11-30")
    bench.settle(dialog)
    bench.act(dialog)
    code = f"A-{TODAY // 10_000}-001"
    draft = borrowers.agreement(bench, code)
    dialog = bench.open(open_draft_agreement, Selection(agreement=draft.uid))
    assert dialog.until.value() == "2031-11-30"
    bench.type(dialog, "security_plan", "plan 4")
    bench.settle(dialog)
    bench.act(dialog)
    assert borrowers.agreement(bench, code).security_plan == "plan 4"

    dialog = bench.open(SIGN_AGREEMENT.open, Selection(agreement=draft.uid))
    assert dialog.input("signed_by").value() == OTHER
    bench.type(dialog, "for_lab", "A. Curator")
    paper = tmp_path / "signed copy.pdf"
    paper.write_bytes(b"signed")
    choose(bench, dialog, "copyChoose", paper)
    bench.qtbot.waitUntil(lambda: dialog.input("copy").value() == paper.name)
    bench.settle(dialog)
    bench.act(dialog)
    signed = borrowers.agreement(bench, code)
    assert signed.signed == TODAY
    assert signed.documents[0].sha256 == hashlib.sha256(b"signed").hexdigest()


def test_a_successor_is_drafted_from_the_signed_agreement_that_is_selected(bench: Bench) -> None:
    lend(bench)
    old = next(each for each in parties(bench.session).agreements if each.signed)
    dialog = bench.open(open_draft_agreement, Selection(agreement=old.uid))
    assert dialog.renews.word().startswith(old.code)
    assert dialog.institution.word() == HOUSE
    bench.type(dialog, "since", "2026-12-01")
    bench.type(dialog, "until", "2031-11-30")
    bench.settle(dialog)
    bench.act(dialog)
    draft = borrowers.agreement(bench, f"A-{TODAY // 10_000}-001")
    assert draft.renews == old.uid
    dialog = bench.open(open_draft_agreement, Selection(agreement=draft.uid))
    assert dialog.renews.value() == old.uid
    dialog.close()


def choose(bench: Bench, dialog: QWidget, name: str, path: Path) -> None:
    """Press the button that chooses a file, and choose it there."""
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    button.click()
    files = next(each for each in dialog.findChildren(QFileDialog) if each.isVisible())
    files.selectFile(str(path))
    files.accept()
    bench.qtbot.waitUntil(lambda: not bench.lanes.busy)


def test_a_name_typed_over_a_chosen_file_loses_its_checksum_and_a_draft_keeps_both(
    bench: Bench, tmp_path: Path
) -> None:
    lend(bench)
    dialog = bench.open(RENEW_AGREEMENT.open, NOTHING)
    paper = tmp_path / "copy.pdf"
    paper.write_bytes(b"x")
    dialog.input("copy").take(paper)
    bench.qtbot.waitUntil(lambda: bool(dialog.input("copy").sha256))
    kept = dialog.input("copy").text()
    bench.type(dialog, "copy", "record 7")
    assert dialog.input("copy").sha256 == ""
    dialog.input("copy").restore(kept)
    assert (dialog.input("copy").value(), dialog.input("copy").sha256) == (
        "copy.pdf",
        hashlib.sha256(b"x").hexdigest(),
    )
    dialog.input("copy").take(tmp_path / "none.pdf")
    bench.qtbot.waitUntil(lambda: "none.pdf cannot be read" in dialog.input("copy").note)


def test_an_agreement_is_renewed_with_a_reason_for_a_copy_without_a_checksum(bench: Bench) -> None:
    dialog = bench.open(RENEW_AGREEMENT.open, lend(bench))
    bench.type(dialog, "until", "2033-12-31")
    bench.type(dialog, "copy", "record 7")
    bench.settle(dialog)
    strip = dialog.form.answers.strip_of(dialog.preview.findings[0])
    bench.qtbot.keyClicks(strip.why, "on paper only")
    bench.settle(dialog)
    bench.act(dialog)
    assert borrowers.agreement(bench, "A-1").until == 20331231


def test_an_agreement_ends_before_its_time_and_asks_back_what_is_out(bench: Bench) -> None:
    dialog = bench.open(TERMINATE_AGREEMENT.open, lend(bench))
    bench.type(dialog, "why", "no plan")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled(), "a day is asked for"
    bench.type(dialog, "recall_by", "2027-01-31")
    bench.settle(dialog)
    told = "1 line is asked back by 2027-01-31, what falls due from now until then by its due day; "
    assert f"{told}what is overdue stays overdue" in dialog.effects(dialog.preview)
    (asked,) = dialog.preview.findings
    assert asked.key == "recall.overdue"
    bench.qtbot.keyClicks(dialog.form.answers.strip_of(asked).why, "they pack it by then")
    bench.settle(dialog)
    bench.act(dialog)
    assert borrowers.agreement(bench, "A-1").terminated == TODAY
    assert borrowers.line(bench, "L-1/1").recalled == 20270131
