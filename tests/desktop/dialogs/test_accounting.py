"""Dialogs by which borrowers account for what they hold: from an old loan to the annual inventory."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.borrowers.standing_card import StandingCard
from lunarcurator.desktop.dialogs.declare_lost import open_declare_lost
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.loans.enter_loan import open_enter_loan
from lunarcurator.desktop.dialogs.loans.find_again import open_find_again
from lunarcurator.desktop.dialogs.loans.held_by_line import HeldByLine
from lunarcurator.desktop.dialogs.loans.line_dialog import names_told
from lunarcurator.desktop.dialogs.loans.line_layouts import (
    RELEASE_LINE,
    REPORT_LOSS,
    REPORT_MASS,
    REPORT_USE,
    TRANSFER_LINE,
)
from lunarcurator.desktop.dialogs.loans.report_sub_samples import open_report_sub_samples
from lunarcurator.desktop.dialogs.loans.return_line import open_return_line
from lunarcurator.desktop.dialogs.loans.round_dialogs import (
    open_answer_round,
    open_close_round,
    open_open_round,
)
from lunarcurator.desktop.dialogs.recover import open_recover
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.acts import Override
from lunarcurator.domain.days import show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.line_log import reported_masses
from lunarcurator.domain.lending.lines import Line, found_otherwise
from lunarcurator.domain.lending.sub_samples import reported
from lunarcurator.domain.lending.terms import AgreementKind, ClosedBy, LineState, RoundAnswer
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.domain.operations.accounting import (
    CameBack,
    EnterLoan,
    OldLine,
    ReportSubSamples,
    ReturnLine,
    SubSample,
)
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, SetUpInstitution, SetUpPerson
from lunarcurator.domain.status import Custody
from lunarcurator.services.lending.rounds import read_round, round_choices
from lunarcurator.store.reads.records import records
from PySide6.QtWidgets import QLabel

from tests.desktop.dialogs.bench import Bench, enter
from tests.house.accounting_once import COPY
from tests.still_clock import TODAY

SLAB, ROCK = "15555,46", "15556"


def held_by_line(dialog: ActDialog) -> HeldByLine:
    """What a dialog shows of its line."""
    shown = dialog.findChild(HeldByLine)
    assert shown is not None
    return shown


def known(bench: Bench, name: str) -> Uid:
    """The uid of a person."""
    with bench.session.database.connect() as connection:
        rows = [
            row for kind in (Subject.PERSON, Subject.AGREEMENT, Subject.ROUND) for row in records(connection, kind)
        ]
    return next(row.state.uid for row in rows if row.state.name == name)


def line(bench: Bench, code: str = "L-1/1") -> Line:
    with bench.session.database.connect() as connection:
        return next(Line.of(row.state) for row in records(connection, Subject.LINE) if row.state.code == code)


def on(bench: Bench, code: str = "L-1/1") -> Selection:
    return Selection(lines=(line(bench, code).uid,))


@pytest.fixture
def lending(bench: Bench) -> Bench:
    """The small lab with a returned store, two borrowers under agreements, and both pieces lent to the first."""
    for name in ("Borrower A", "Borrower B"):
        place = f"Institute of {name}"
        bench.post(SetUpInstitution(name=place), day=20200101)
        bench.post(SetUpPerson(name=name, affiliations=(Affiliation(institution=place),)), day=20200101)
        told = {"person": name, "institution": place, "kind": AgreementKind.DISPLAY}
        told |= {"since": 20200101, "until": 20991231}
        bench.post(DraftAgreement(number=f"A-{name}", **told), day=20200101)
        signed = SignAgreement(agreement=f"A-{name}", signed_by=name, for_lab="M. Manager", copy=COPY)
        bench.post(signed, day=20200101)
    bench.post(SetUpPlace(kind="vault", name="Returned store", parent="Lab", code="RET"), day=20200101)
    lines = (OldLine(sample=SLAB), OldLine(sample=ROCK))
    loan = EnterLoan(number="L-1", borrower="Borrower A", agreement="A-Borrower A", lines=lines, source="list 1")
    bench.post(loan, day=20210101)
    return bench


def look(dialog: ActDialog, name: str) -> None:
    """Keep a picture of a dialog where somebody asked for it."""
    folder = os.environ.get("LUNAR_PICTURES")
    if folder:
        dialog.grab().save(str(Path(folder) / f"{name}.png"))


def reason(bench: Bench, dialog: ActDialog, text: str = "decided") -> None:
    """Give the reason a rule asks for."""
    bench.settle(dialog)
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), text)
    bench.settle(dialog)


def allow(bench: Bench, dialog: ActDialog) -> None:
    """Give the reason, who allows it, the document and the second person."""
    reason(bench, dialog)
    bench.type(dialog, "authorityName", "M. Manager")
    bench.type(dialog, "authorityDocument", "Memo 7")
    bench.choose(dialog, "secondPerson", "W. Witness")
    bench.settle(dialog)


def test_an_old_loan_is_entered_with_its_source(lending: Bench) -> None:
    bench = lending
    bench.post(SetUpPlace(kind="box", name="Box", parent="Cabinet 9"))
    bench.selected = Selection()
    dialog = bench.open(open_enter_loan, Selection())
    bench.choose(dialog, "borrower", "Borrower B")
    dialog.lines.show_rows([{"sample": SLAB, "ug": "", "due": "", "remarks": ""}])
    bench.type(dialog, "source", "list 2")
    bench.settle(dialog)
    look(dialog, "enter_loan")
    # A loan of long ago did not begin today unless somebody says so.
    assert (dialog.day.value(), dialog.day.note) == ("", "empty: not known")
    (act,) = dialog.preview.acts
    assert (act.day_stated, act.operation.since_stated) == ("unknown", "unknown")
    assert act.day < bench.session.today
    bench.type(dialog, "day", "about 1974")
    bench.settle(dialog)
    assert dialog.day.note == "Late entry"
    assert dialog.preview.acts[0].day_stated == "about 1974"
    assert "line.promised" in {each.key for each in dialog.preview.findings}
    assert not dialog.primary_button.isEnabled()


def test_a_use_is_reported_on_the_selected_line(lending: Bench) -> None:
    bench = lending
    dialog = bench.open(REPORT_USE.open, on(bench))
    bench.type(dialog, "ug", "5")
    bench.type(dialog, "method", "dissolved")
    bench.type(dialog, "exposures", "a solvent")
    bench.type(dialog, "document", "report 7")
    reason(bench, dialog)
    look(dialog, "report_use")
    bench.act(dialog)
    told = line(bench).account
    assert (told.consumed_ug, told.held_ug) == (5_000, 377_385_000)
    assert bench.piece(SLAB).held_ug == told.held_ug


def test_what_a_line_holds_now_has_its_sign(lending: Bench) -> None:
    bench = lending
    told = {"sheet": COPY, "method": "cut", "retained_ug": None}
    back = ReturnLine(line="L-1/1", pieces=(CameBack(name="S-1", confirmed=True),), **told)
    asked = ("return.no_place", "return.part_not_weighed")
    bench.post(back, day=20220101, overrides=tuple(Override(key=key, reason="seen") for key in asked))
    dialog = bench.open(REPORT_USE.open, on(bench))
    bench.settle(dialog)
    (held,) = (each for each in held_by_line(dialog).rows if each.label == "Held now")
    assert held.mass.startswith("\u2264")


def test_what_a_sample_cannot_meet_is_said(lending: Bench) -> None:
    bench = lending
    dialog = bench.open(REPORT_USE.open, on(bench))
    bench.type(dialog, "method", "dissolved")
    bench.type(dialog, "document", "report 7")
    bench.type(dialog, "exposures", "moonshine")
    assert "moonshine" in dialog.lacking()
    assert not dialog.primary_button.isEnabled()


def test_sub_samples_are_noted(lending: Bench) -> None:
    bench = lending
    dialog = bench.open(open_report_sub_samples, on(bench))
    dialog.made.show_rows([{"name": "a", "form": "powder", "ug": "20", "remarks": ""}])
    bench.type(dialog, "document", "report 8")
    bench.settle(dialog)
    look(dialog, "report_sub_samples")
    bench.act(dialog)
    assert [key for key in line(bench).fields if key.startswith("sub/")]


def test_a_mass_is_reported_and_no_mass_moves(lending: Bench) -> None:
    bench = lending
    dialog = bench.open(REPORT_MASS.open, on(bench))
    bench.type(dialog, "ug", "377000")
    bench.type(dialog, "document", "list 3")
    bench.settle(dialog)
    look(dialog, "report_mass")
    bench.act(dialog)
    (told,) = reported_masses(line(bench).fields)
    assert (told.ug, told.report, line(bench).account.held_ug) == (377_000_000, "list 3", 377_390_000)


def test_a_loss_is_reported_with_authority(lending: Bench) -> None:
    bench = lending
    dialog = bench.open(REPORT_LOSS.open, on(bench))
    bench.type(dialog, "document", "report 9")
    bench.type(dialog, "circumstances", "not found after a move")
    allow(bench, dialog)
    assert "The line stays open as reported lost, until the borrower is released or the piece is found" in [
        label.text() for label in dialog.findChildren(QLabel)
    ]
    look(dialog, "report_loss")
    bench.act(dialog)
    assert (line(bench).state, line(bench).account.lost_ug) == (LineState.LOST, 377_390_000)
    dialog = bench.open(RELEASE_LINE.open, on(bench))
    bench.type(dialog, "document", "letter 12")
    allow(bench, dialog)
    look(dialog, "release_line")
    bench.act(dialog)
    assert (line(bench).state, line(bench).closed_by) == (LineState.CLOSED, ClosedBy.RELEASE)


def test_what_is_lent_is_declared_stolen_with_what_is_here_and_its_borrower_still_answers(lending: Bench) -> None:
    bench = lending
    dialog = bench.open(open_declare_lost, Selection(samples=(line(bench).sample,)))
    bench.choose(dialog, "how", "Stolen")
    bench.type(dialog, "report", "police 13")
    bench.type(dialog, "circumstances", "the van was broken into")
    allow(bench, dialog)
    told = "The loan line it is out on is reported lost; its borrower still answers for it"
    assert told in dialog.outcome.lines
    look(dialog, "declare_lent_stolen")
    bench.act(dialog)
    assert (line(bench).state, line(bench).account.lost_ug) == (LineState.LOST, 377_390_000)


def test_what_was_lost_on_a_line_comes_home_on_it_and_says_so(lending: Bench) -> None:
    bench = lending
    dialog = bench.open(REPORT_LOSS.open, on(bench))
    bench.type(dialog, "document", "report 9")
    bench.type(dialog, "circumstances", "stolen from a car")
    allow(bench, dialog)
    bench.act(dialog)
    dialog = bench.open(open_recover, Selection(samples=(line(bench).sample,)))
    bench.type(dialog, "place", "RET")
    bench.type(dialog, "evidence", "the police returned it")
    dialog.known_again.tick.setChecked(True)
    bench.settle(dialog)
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert "The loan line on which it was lost is closed by its return" in told
    bench.act(dialog)
    assert (line(bench).state, line(bench).closed_by) == (LineState.CLOSED, ClosedBy.RETURN_RECEIPT)


def test_a_part_that_was_lost_is_found_with_the_borrower_and_comes_home(lending: Bench) -> None:
    bench = lending
    dialog = bench.open(REPORT_LOSS.open, on(bench))
    bench.type(dialog, "ug", "100.0")
    bench.type(dialog, "document", "report 9")
    bench.type(dialog, "circumstances", "dropped")
    allow(bench, dialog)
    bench.act(dialog)
    dialog = bench.open(open_find_again, on(bench))
    bench.type(dialog, "ug", "40")
    bench.type(dialog, "document", "letter 10")
    dialog.there.tick.setChecked(True)
    bench.settle(dialog)
    assert dialog.weighs.field.isHidden()
    # Less than half of what is missing is asked about.
    assert not dialog.primary_button.isEnabled()
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), "the rest is dust")
    bench.settle(dialog)
    bench.act(dialog)
    assert line(bench).account.lost_ug == 60_000
    dialog = bench.open(open_find_again, on(bench))
    bench.type(dialog, "document", "letter 11")
    bench.type(dialog, "reading", "60.0")
    bench.type(dialog, "place", "RET")
    dialog.compared.tick.setChecked(True)
    bench.settle(dialog)
    look(dialog, "find_again")
    bench.act(dialog)
    assert line(bench).account.lost_ug == 0
    assert bench.piece("15555,47").held_ug == 60_000


def test_what_weighs_otherwise_than_was_said_to_be_found_is_asked_about_first(lending: Bench) -> None:
    bench = lending
    dialog = bench.open(REPORT_LOSS.open, on(bench))
    bench.type(dialog, "ug", "100.0")
    bench.type(dialog, "document", "report 9")
    bench.type(dialog, "circumstances", "dropped")
    allow(bench, dialog)
    bench.act(dialog)
    dialog = bench.open(open_find_again, on(bench))
    bench.type(dialog, "ug", "60")
    bench.type(dialog, "reading", "75")
    bench.type(dialog, "document", "letter 11")
    bench.type(dialog, "place", "RET")
    dialog.compared.tick.setChecked(True)
    bench.settle(dialog)
    asked = {each.key: dict(each.facts) for each in dialog.preview.findings}
    allowed_ug = asked["mass.does_not_close"]["tolerance_ug"]
    assert 870 < allowed_ug < 15_000, "the last place of the figure, and the balance"
    assert not dialog.primary_button.isEnabled()
    bench.type(dialog, "reading", "61")
    bench.settle(dialog)
    assert "mass.does_not_close" not in {each.key for each in dialog.preview.findings}
    bench.act(dialog)
    (found,) = found_otherwise(line(bench).fields).values()
    assert (found.ug, found.found_allowed_ug) == (-1_000, allowed_ug)


def test_a_line_is_passed_on(lending: Bench) -> None:
    bench = lending
    dialog = bench.open(TRANSFER_LINE.open, on(bench))
    standing = dialog.findChild(StandingCard)
    assert standing is not None
    assert standing.lines == ()
    bench.type(dialog, "agreement", "A-Borrower B · Borrower B")
    bench.qtbot.waitUntil(lambda: bool(standing.lines))
    bench.type(dialog, "approved_by", "M. Manager")
    bench.type(dialog, "document", "receipt 1")
    bench.settle(dialog)
    look(dialog, "transfer_line")
    if any(each.key.startswith("borrower.") for each in dialog.preview.findings):
        reason(bench, dialog)
    bench.act(dialog)
    assert line(bench).state is LineState.CLOSED
    year = show_day(TODAY)[:4]
    assert line(bench, f"L-{year}-001/1").borrower == known(bench, "Borrower B")


def test_a_part_comes_back_under_a_new_number(lending: Bench) -> None:
    bench = lending
    dialog = bench.open(open_return_line, on(bench))
    bench.choose(dialog, "balance", "\u2013")
    told = {"itself": "", "name": "a", "number": "", "form": "chip", "stated_ug": "30.0", "reading": "29.990"}
    told |= {"place": "RET", "place_why": "", "confirmed": "yes", "remarks": ""}
    dialog.pieces.show_rows([told])
    bench.type(dialog, "document", "sheet 1")
    bench.type(dialog, "retained_ug", "377360")
    bench.settle(dialog)
    assert dialog.held.verdict == "0.010\u00a0mg is missing to balance"
    bench.type(dialog, "retained_ug", "377360.01")
    bench.settle(dialog)
    look(dialog, "return_line")
    assert dialog.held.verdict == "The line balances"
    (stated,) = (each.stated_to_ug for each in dialog.operations()[0].pieces)
    assert stated == 100
    bench.act(dialog)
    kept = line(bench)
    assert (kept.account.returned_ug, kept.account.held_ug, kept.state) == (29_990, 377_360_010, LineState.OUT)
    made = bench.piece("15555,47")
    assert (made.held_ug, made.custody, made.place) == (29_990, Custody.HERE, bench.place("Returned store"))


def test_use_on_the_sheet_asks_how_it_is_recorded(lending: Bench) -> None:
    bench = lending
    dialog = bench.open(open_return_line, on(bench))
    assert not dialog.plan.field.isVisible()
    bench.type(dialog, "consumed_ug", "5")
    bench.type(dialog, "retained_ug", "377385")
    bench.type(dialog, "method", "dissolved")
    bench.type(dialog, "document", "sheet 1")
    assert dialog.plan.field.isVisible()
    for key, text in (("plan", "plan 3"), ("signed_by", "Borrower A"), ("confirmed_by", "Officer B")):
        bench.type(dialog, key, text)
    bench.type(dialog, "documents", "v.mp4")
    bench.type(dialog, "sha256", "ab" * 32)
    reason(bench, dialog)
    look(dialog, "return_line_use")
    bench.act(dialog)
    told = "".join(map(str, line(bench).fields.values()))
    assert all(each in told for each in ("plan 3", "Officer B", "ab" * 32))


def test_an_inventory_is_opened_answered_and_closed(lending: Bench) -> None:
    bench = lending
    opening = bench.open(open_open_round, Selection())
    today = show_day(TODAY)
    bench.type(opening, "frozen", today)
    bench.type(opening, "deadline", today)
    bench.settle(opening)
    look(opening, "open_round")
    bench.act(opening)
    round_ = round_choices(bench.session)[0]
    answering = bench.open(open_answer_round, Selection(round=round_.uid, person=known(bench, "Borrower A")))
    rows = [dict(row) for row in answering.answers.rows()]
    assert [row["line"] for row in rows] == ["L-1/1", "L-1/2"]
    answering.answers.show_rows([{**rows[0], "answer": "seen", "ug": "9000 g"}, rows[1]])
    for name, text in (("document", "inventory 1"), ("signed_by", "Borrower A"), ("witnessed_by", "Witness A")):
        bench.type(answering, name, text)
    bench.settle(answering)
    look(answering, "answer_round")
    assert [each.split() for each in answering.outcome.lines if "L-1" in each] == [
        ["L-1/1:", "seen,", "9", "000", "000", "mg", "stated"]
    ]
    assert [each.key for each in answering.preview.findings] == ["mass.stated_more_than_ever"]
    answering.answers.show_rows([{**rows[0], "answer": "seen"}, rows[1]])
    bench.settle(answering)
    assert "L-1/1: seen, no mass stated" in answering.outcome.lines
    bench.act(answering)
    person = read_round(bench.session, round_.uid).people[0]
    assert [each.answer for each in person.lines] == [RoundAnswer.SEEN, None]
    closing = bench.open(open_close_round, Selection(round=round_.uid))
    bench.settle(closing)
    look(closing, "close_round")
    # One of two lines has an answer, which leaves the borrower unanswered.
    reason(bench, closing)
    bench.act(closing)
    assert round_choices(bench.session)[0].closed == TODAY


@pytest.mark.parametrize("opens", [REPORT_USE.open, REPORT_LOSS.open], ids=["use", "loss"])
def test_a_report_names_the_sub_samples_that_went_with_it(lending: Bench, opens: Callable[..., ActDialog]) -> None:
    """Those still out stand below the field; a comma within a name parts nothing."""
    bench = lending
    made = (SubSample(name="R-mount, left", ug=5_000), SubSample(name="b"))
    bench.post(ReportSubSamples(line="L-1/1", made=made, report=COPY), day=20210201)
    dialog = bench.open(opens, on(bench))
    assert dialog.input("gone").note.startswith("reported and still out: R-mount, left; b.")
    bench.type(dialog, "document", "report 9")
    bench.type(dialog, "method" if opens == REPORT_USE.open else "circumstances", "dissolved")
    bench.type(dialog, "gone", "r-mount, left")
    bench.settle(dialog)
    assert [each.key for each in dialog.preview.findings if "untold" in each.key] == ["report.sub_samples_untold"]
    bench.type(dialog, "gone", "r-mount, left; B")
    bench.settle(dialog)
    assert not [each.key for each in dialog.preview.findings if "untold" in each.key]
    allow(bench, dialog) if opens == REPORT_LOSS.open else reason(bench, dialog)
    bench.act(dialog)
    assert [each.became for each in reported(line(bench))] == ["gone", "gone"]


@pytest.mark.parametrize("opens", [REPORT_USE.open, REPORT_LOSS.open, REPORT_MASS.open])
def test_a_line_that_is_typed_is_told_as_one_that_is_selected(
    lending: Bench, opens: Callable[..., ActDialog]
) -> None:
    bench = lending
    bench.post(ReportSubSamples(line="L-1/1", made=(SubSample(name="b"),), report=COPY), day=20210201)
    dialog = bench.open(opens, Selection())
    assert [each.label for each in held_by_line(dialog).rows] == ["No line is chosen"]
    bench.type(dialog, "line", "L-1/99")
    bench.settle(dialog)
    assert [each.label for each in held_by_line(dialog).rows] == ["No line is chosen"]
    bench.type(dialog, "line", "L-1/1")
    bench.settle(dialog)
    assert "Issued" in [each.label for each in held_by_line(dialog).rows]
    if opens != REPORT_MASS.open:
        assert dialog.input("gone").note.startswith("reported and still out: b.")


def test_names_are_parted_by_semicolons_and_by_commas_where_none_holds_one() -> None:
    known = ("R-mount, left", "b", "c")
    assert names_told("R-mount, left", known) == ("R-mount, left",)
    assert names_told(" r-mount,  left ；b", known) == ("r-mount,  left", "b")
    assert names_told("b, c", known) == ("b", "c")
    assert names_told("", known) == ()
