"""The plain dialogs of a loan's life, from the request to its end, each typed and posted on a real store."""

import hashlib
import os
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.grid_model import HINT
from lunarcurator.desktop.dialogs.form.layout import LayoutForm
from lunarcurator.desktop.dialogs.loans.add_lines import open_add_lines
from lunarcurator.desktop.dialogs.loans.change_line import open_change_line
from lunarcurator.desktop.dialogs.loans.decide_lines import open_decide_lines
from lunarcurator.desktop.dialogs.loans.issue_lines import open_issue_lines
from lunarcurator.desktop.dialogs.loans.layouts import (
    CHANGE_LOAN,
    CLOSE_LOAN,
    DISPUTE_LINE,
    EXTEND_LINES,
    HAND_OVER,
    RECALL_LINES,
    RECEIVE_SHIPMENT,
    RECORD_LETTER,
    WITHDRAW_LINES,
)
from lunarcurator.desktop.dialogs.loans.note_owed import open_note_owed
from lunarcurator.desktop.dialogs.loans.packing import PACK_SHIPMENT
from lunarcurator.desktop.dialogs.loans.prepare_lines import open_prepare_lines
from lunarcurator.desktop.dialogs.loans.request_loan import open_request_loan
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import show_day
from lunarcurator.domain.facts import Subject, Weighing
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.terms import AgreementKind, Carrier, Decision, Direction, DocumentKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Register
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    ConfirmContact,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.domain.operations.issuing import PackShipment
from lunarcurator.domain.operations.requesting import Decided, DecideLines, Made, PrepareLines, RequestLoan, Wanted
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.posted_masses import adjusted
from lunarcurator.store.reads.records import records

from tests.desktop.dialogs.bench import Bench
from tests.house.accounting_once import COPY
from tests.still_clock import TODAY

CODE = f"L-{TODAY // 10_000}-001"
POWDER, CHIP = f"{CODE}/1", f"{CODE}/2"
BOX = f"S-{TODAY // 10_000}-001"
LENT = "The pieces are on loan with the borrower, who answers for them"


@pytest.fixture
def lending(bench: Bench) -> Bench:
    """A collection without a policy, with a stock of 1 g and a chip, and a borrower under an agreement."""
    bench.post(
        OpenCollection(code="Own", name="Own", scheme="plain", missions=(Mission(code="M", name="M"),)),
        SetUpInstitution(name="Institute B"),
        day=20200101,
    )
    for number, form in (("STOCK", "powder"), ("CHIP", "chip")):
        mass = Mass.measured(1_000_000, 10)
        rock = Register(collection="Own", number=number, mission="M", mass=mass, form=form, place="C-08")
        bench.post(rock, day=20200101)
    there = (Affiliation(institution="Institute B", since=20200101),)
    bench.post(SetUpPerson(name="Borrower A", affiliations=there), day=20200101)
    bench.post(ConfirmContact(person="Borrower A", how="call"))
    told = {"person": "Borrower A", "institution": "Institute B", "since": 20200101, "until": 20991231}
    told["kind"] = AgreementKind.DISPLAY
    bench.post(DraftAgreement(number="A-1", **told), day=20200101)
    signed = SignAgreement(agreement="A-1", signed_by="Borrower A", for_lab="M. Manager", copy=COPY)
    bench.post(signed, day=20200101)
    return bench


def uid(bench: Bench, kind: Subject, name: str) -> Uid:
    with bench.session.database.connect() as connection:
        return next(row.state.uid for row in records(connection, kind) if row.state.name == name)


def line(bench: Bench, code: str) -> Line:
    with bench.session.database.connect() as connection:
        return next(Line.of(row.state) for row in records(connection, Subject.LINE) if row.state.code == code)


def on(bench: Bench, *codes: str) -> Selection:
    return Selection(lines=tuple(line(bench, code).uid for code in codes), loan=uid(bench, Subject.LOAN, CODE))


def act(bench: Bench, dialog: ActDialog, picture: str = "") -> None:
    bench.settle(dialog)
    folder = os.environ.get("LUNAR_PICTURES")
    if folder and picture:
        dialog.grab().save(str(Path(folder) / f"{picture}.png"))
    bench.act(dialog)


def request(bench: Bench) -> None:
    pieces = bench.on("CHIP").samples
    dialog = bench.open(open_request_loan, Selection(samples=pieces))
    assert [row["sample"] for row in dialog.lines.rows()] == ["CHIP"]
    bench.choose(dialog, "borrower", "Borrower A")
    bench.choose(dialog, "agreement", "A-1 · Borrower A")
    stock = {"sample": "STOCK", "optimum_ug": "100", "minimum_ug": "50"}
    dialog.lines.show_rows([stock, {"sample": "CHIP", "destructive": "yes"}])
    bench.type(dialog, "purpose", "dating")
    bench.type(dialog, "co_investigators", "Borrower A; ")
    assert "Borrower A" in dialog.primary()
    act(bench, dialog, "request_loan")


def ready(bench: Bench) -> None:
    request(bench)
    dialog = bench.open(open_decide_lines, on(bench, POWDER, CHIP))
    bench.qtbot.waitUntil(lambda: len(dialog.demand.lines) == 4)
    assert dialog.demand.lines[0] == "CHIP: 1 request"
    assert dialog.demand.lines[2].startswith("STOCK: 1 request, 0.1\u00a0g in all")
    bench.type(dialog, "body", "committee")
    chip, powder = map(dict, dialog.lines.rows())
    assert (chip["line"], powder["line"]) == (CHIP, POWDER), "by the numbers of their pieces"
    dialog.lines.show_rows([{**powder, "granted_ug": "80"}, chip])
    act(bench, dialog, "decide_lines")
    dialog = bench.open(open_prepare_lines, on(bench, POWDER, CHIP))
    chip, powder = map(dict, dialog.lines.rows())
    dialog.lines.show_rows([{**powder, "reading": "80.00", "number": "PART", "place": "C-09"}, chip])
    act(bench, dialog, "prepare_lines")


def test_lines_are_got_ready_from_the_figure_wanted_on_and_what_is_adjusted_is_announced(lending: Bench) -> None:
    bench = lending
    request(bench)
    powder = Decided(line=POWDER, decision=Decision.APPROVED, granted_ug=80_000)
    chip = Decided(line=CHIP, decision=Decision.APPROVED)
    bench.post(DecideLines(lines=(powder, chip), body="committee"))
    dialog = bench.open(open_prepare_lines, on(bench, CHIP, POWDER))
    view, keys = dialog.lines.view, [each.key for each in dialog.lines.model.columns]
    at = view.currentIndex()
    assert dialog.focusWidget() is view
    assert (dialog.lines.rows()[at.row()]["line"], keys[at.column()]) == (POWDER, "reading")
    rows = [dict(row) for row in dialog.lines.rows()]
    rows[at.row()] |= {"reading": "80.00", "after": "919.99", "number": "PART", "place": "C-09"}
    dialog.lines.show_rows(rows)
    bench.settle(dialog)
    assert "weigh.finer_than_balance" in {each.key for each in dialog.preview.findings}, "B3 reads to 1 mg"
    bench.choose(dialog, "balance", "\u2013")
    bench.settle(dialog)
    assert "0.01\u00a0mg missing, booked to adjustment" in dialog.outcome.lines
    act(bench, dialog)
    assert dialog.preview is not None
    booked = adjusted(dialog.preview.facts, dialog.words, dialog.mass_told)
    assert booked == ("0.01\u00a0mg missing, booked to adjustment",)


def test_a_mass_typed_for_what_goes_whole_is_announced_as_its_measured_mass(lending: Bench) -> None:
    bench = lending
    request(bench)
    powder = Decided(line=POWDER, decision=Decision.APPROVED, granted_ug=80_000)
    chip = Decided(line=CHIP, decision=Decision.APPROVED)
    bench.post(DecideLines(lines=(powder, chip), body="committee"))
    dialog = bench.open(open_prepare_lines, on(bench, POWDER, CHIP))
    chip_row, powder_row = map(dict, dialog.lines.rows())
    told = "Booked as weighed, and the measured mass from then on: CHIP"
    powder_row |= {"reading": "80", "number": "PART", "place": "C-09"}
    for reading, said in (("", False), ("5", True)):
        dialog.lines.show_rows([powder_row, {**chip_row, "reading": reading}])
        bench.settle(dialog)
        weighed = {each.fact.sample for each in dialog.preview.facts if isinstance(each.fact, Weighing)}
        assert (bench.piece("CHIP").uid in weighed, told in dialog.outcome.lines) == (said, said)


def test_a_part_is_numbered_in_the_series_that_is_chosen(lending: Bench) -> None:
    bench = lending
    dust = Mass.measured(2_000_000, 10)
    own = OpenCollection(code="Ours", name="Ours", scheme="apollo", missions=(Mission(code="M", name="M"),))
    rock = Register(collection="Ours", number="15557", mission="M", mass=dust, form="powder", place="C-08")
    bench.post(own, day=20200101)
    bench.post(rock, day=20200101)
    wanted = (Wanted(sample="15557", optimum_ug=100_000), Wanted(sample="15557", optimum_ug=100_000))
    bench.post(RequestLoan(borrower="Borrower A", agreement="A-1", purpose="ages", lines=wanted))
    granted = tuple(Decided(line=each, decision=Decision.APPROVED, granted_ug=80_000) for each in (POWDER, CHIP))
    bench.post(DecideLines(lines=granted, body="committee"))
    dialog = bench.open(open_prepare_lines, on(bench, POWDER, CHIP))
    assert not dialog.series.field.isHidden()
    dialog.edited()

    def hints() -> list[str]:
        column = [each.key for each in dialog.lines.model.columns].index("number")
        return [str(dialog.lines.model.index(row, column).data(HINT)) for row in (0, 1)]

    bench.qtbot.waitUntil(lambda: hints() == ["15557,1", "15557,2"])
    sections = next(each for each in dialog.offered[line(bench, POWDER).source] if each.code == "sections")
    bench.choose(dialog, "series", dialog.words.label(sections.label_key))
    bench.qtbot.waitUntil(lambda: hints() == ["15557,6000", "15557,6001"])
    (act_,) = dialog.operations()
    assert [each.series for each in act_.lines] == ["sections", "sections"]


def issued(bench: Bench) -> None:
    ready(bench)
    dialog = bench.open(PACK_SHIPMENT.open, Selection())
    bench.type(dialog, "seals", "s 1; s 2")
    picture = Path(bench.context.session.path).with_name("exit.jpg")
    picture.write_bytes(b"exit")
    bench.type(dialog, "photographs", "S71-1; ")
    dialog.input("photographs").take([picture])
    bench.qtbot.waitUntil(lambda: dialog.input("photographs").names == ("S71-1", "exit.jpg"))
    assert dialog.input("photographs").field.editor.accessibleDescription() == "1 of 2 with their checksum"
    kept = dialog.input("photographs").text()
    dialog.input("photographs").restore("S71-1")
    dialog.input("photographs").restore(kept)
    digests = [each.sha256 for each in dialog.input("photographs").attached(DocumentKind.PHOTOGRAPH, 0)]
    assert digests == ["", hashlib.sha256(b"exit").hexdigest()]
    dialog.input("photographs").take([picture.with_name("not there.jpg")])
    bench.qtbot.waitUntil(lambda: "not there.jpg" in dialog.input("photographs").note)
    bench.type(dialog, "insurance", "policy 7")
    bench.settle(dialog)
    assert dialog.input("carrier").value() == ""
    assert not dialog.primary_button.isEnabled(), "nobody said how it travels"
    bench.choose(dialog, "carrier", "Courier")
    act(bench, dialog, "pack_shipment")
    dialog = bench.open(open_issue_lines, on(bench, POWDER, CHIP))
    rows = [dict(row) for row in dialog.lines.rows()]
    later = show_day(TODAY + 10_000)
    dialog.lines.show_rows([{**rows[0], "due": later}, {**rows[1], "due": "no such day"}])
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    dialog.lines.show_rows([{**row, "due": later} for row in rows])
    act(bench, dialog, "issue_lines")


def test_a_request_goes_through_decision_preparation_and_shipment(lending: Bench) -> None:
    bench = lending
    issued(bench)
    powder = line(bench, POWDER)
    assert (powder.granted_ug, powder.account.held_ug, powder.state) == (80_000, 80_000, "transit")
    assert bench.piece("STOCK").held_ug == 920_000
    assert bench.piece("PART").custody == "transit"
    dialog = bench.open(PACK_SHIPMENT.open, Selection())
    assert dialog.primary() == "Pack a shipment"
    assert dialog.input("direction").box.count() == len(Direction)
    bench.choose(dialog, "which", BOX)
    bench.choose(dialog, "carrier", "Courier")
    bench.settle(dialog)
    ways = [dialog.input("direction").box.itemData(each) for each in range(dialog.input("direction").box.count())]
    assert ways == ["out"], "lines left in it"
    assert dialog.primary() == "Change the shipment"
    assert not dialog.primary_button.isEnabled(), "nothing is changed yet"
    bench.type(dialog, "route", "by road")
    bench.settle(dialog)
    assert dialog.effects(dialog.preview)[0] == "What is on record of the shipment changes; no line moves"
    bench.type(dialog, "route", "")
    dialog.close()
    dialog = bench.open(HAND_OVER.open, Selection())
    assert dialog.input("shipment").word() == BOX
    bench.type(dialog, "given_by", "A. Curator")
    bench.type(dialog, "taken_by", "A. Carrier")
    bench.type(dialog, "at", "25:99")
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    told = dialog.input("at").trouble()
    assert told is not None
    assert told.key == "time.no_such_time"
    bench.type(dialog, "at", "14:30")
    act(bench, dialog, "hand_over")
    dialog = bench.open(RECEIVE_SHIPMENT.open, on(bench, CHIP))
    assert dialog.input("lines").value() == CHIP, "another line travels with it"
    dialog.close()
    dialog = bench.open(RECEIVE_SHIPMENT.open, on(bench, POWDER, CHIP))
    assert dialog.input("lines").value() == ""
    dialog.close()
    dialog = bench.open(RECEIVE_SHIPMENT.open, Selection())
    bench.type(dialog, "received_by", "Borrower A")
    bench.type(dialog, "receipt", "receipt 1")
    act(bench, dialog, "receive_shipment")
    assert [line(bench, each).state for each in (POWDER, CHIP)] == ["out", "out"]
    assert bench.piece("CHIP").custody == "loan"


def test_the_last_part_of_a_shipment_to_be_received_is_named_as_a_part(lending: Bench) -> None:
    bench = lending
    issued(bench)
    told = []
    for codes, who in (((CHIP,), "S. Second"), ((), "J. Porter")):
        dialog = bench.open(RECEIVE_SHIPMENT.open, on(bench, *codes))
        if codes:
            bench.type(dialog, "lines", "CHIP")
        bench.type(dialog, "received_by", who)
        bench.type(dialog, "receipt", "receipt 1")
        bench.settle(dialog)
        told.append(dialog.outcome.lines)
        act(bench, dialog, "receive_shipment")
    assert told[0][-2:] == (f"Received: {CHIP} (CHIP)", LENT), "named by its piece"
    assert told[1] == (f"Received: {POWDER} (PART)", LENT), "empty, what is left of it is meant"
    said = [sentence_of(bench.session, bench.context.words, each.seq) for each in bench.posted[-2:]]
    assert said == [
        f"{CHIP} (CHIP) of shipment {BOX} received by S. Second",
        f"{POWDER} (PART) of shipment {BOX} received by J. Porter",
    ]


def test_lines_that_are_out_are_extended_recalled_written_about_and_disputed(lending: Bench) -> None:
    bench = lending
    issued(bench)
    dialog = bench.open(EXTEND_LINES.open, on(bench, POWDER, CHIP))
    assert dialog.input("lines").value() == f"{CHIP}, {POWDER}"
    bench.type(dialog, "due", show_day(TODAY + 20_000))
    bench.type(dialog, "asked_by", "Borrower A")
    bench.type(dialog, "approved_by", "committee")
    bench.type(dialog, "why", "not done")
    act(bench, dialog, "extend_lines")
    assert line(bench, CHIP).due == TODAY + 20_000
    dialog = bench.open(RECALL_LINES.open, on(bench, CHIP))
    bench.type(dialog, "by", show_day(TODAY))
    bench.type(dialog, "why", "wanted here")
    act(bench, dialog, "recall_lines")
    assert line(bench, CHIP).recalled == TODAY
    dialog = bench.open(RECORD_LETTER.open, on(bench, CHIP))
    bench.type(dialog, "rung", "30")
    bench.type(dialog, "document", "letter 3")
    act(bench, dialog, "record_letter")
    assert [key for key in line(bench, CHIP).fields if key.startswith("letter/")]
    dialog = bench.open(DISPUTE_LINE.open, on(bench, CHIP))
    bench.type(dialog, "text", "said to be back")
    act(bench, dialog, "dispute_line")
    assert line(bench, CHIP).disputed == "said to be back"


def test_a_loan_is_changed_line_by_line_and_as_a_whole_and_closed(lending: Bench) -> None:
    bench = lending
    request(bench)
    dialog = bench.open(open_change_line, on(bench, POWDER))
    (row,) = dialog.lines.rows()
    assert (row["sample"], row["optimum_ug"], row["mode"]) == ("STOCK", "100", "By weight")
    dialog.lines.show_rows([])
    bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    dialog.lines.show_rows([{**row, "optimum_ug": "60"}])
    act(bench, dialog, "change_line")
    assert line(bench, POWDER).optimum_ug == 60_000
    dialog = bench.open(open_add_lines, on(bench))
    dialog.lines.show_rows([{"described": "a section"}])
    act(bench, dialog, "add_lines")
    dialog = bench.open(CHANGE_LOAN.open, on(bench))
    bench.choose(dialog, "agreement", "A-1 · Borrower A")
    bench.type(dialog, "remarks", "by letter")
    act(bench, dialog, "change_loan")
    dialog = bench.open(open_decide_lines, on(bench, POWDER))
    bench.type(dialog, "body", "LESEC")
    dialog.noted.tick.click()
    act(bench, dialog, "noted")
    assert line(bench, POWDER).state == "requested"
    dialog = bench.open(WITHDRAW_LINES.open, on(bench, POWDER, CHIP, f"{CODE}/3"))
    bench.type(dialog, "why", "not needed")
    act(bench, dialog, "withdraw_lines")
    dialog = bench.open(open_note_owed, on(bench))
    bench.type(dialog, "settled", "a paper")
    bench.settle(dialog)
    assert {each.key for each in dialog.preview.findings} == {"owed.none_open"}
    bench.type(dialog, "settled", "")
    act(bench, dialog, "note_owed")
    dialog = bench.open(open_note_owed, on(bench))
    bench.type(dialog, "settled", "a paper")
    act(bench, dialog)
    dialog = bench.open(CLOSE_LOAN.open, on(bench))
    bench.type(dialog, "remarks", "done")
    act(bench, dialog, "close_loan")
    with bench.session.database.connect() as connection:
        (loan,) = (row.state for row in records(connection, Subject.LOAN))
    assert loan.integer("closed") == TODAY


def test_a_document_chosen_as_a_file_is_kept_with_its_checksum(lending: Bench, tmp_path: Path) -> None:
    bench = lending
    request(bench)
    minutes = tmp_path / "minutes.pdf"
    minutes.write_bytes(b"the minutes")
    dialog = bench.open(open_decide_lines, on(bench, POWDER))
    dialog.document.take(minutes)
    bench.qtbot.waitUntil(lambda: dialog.document.value() == "minutes.pdf")
    bench.type(dialog, "body", "committee")
    act(bench, dialog)
    with bench.session.database.connect() as connection:
        loan = next(row.state for row in records(connection, Subject.LOAN) if row.state.name == CODE)
    kept = Loan.of(loan).documents
    assert [(each.name, each.sha256) for each in kept] == [
        ("minutes.pdf", hashlib.sha256(b"the minutes").hexdigest())
    ]


def test_a_finding_about_the_agreement_leads_from_the_issue_to_the_act_that_has_its_field(lending: Bench) -> None:
    bench = lending
    dialog = bench.open(open_request_loan, Selection(samples=bench.on("CHIP").samples))
    bench.choose(dialog, "borrower", "Borrower A")
    said = dialog.agreement.field.editor.accessibleDescription
    assert said() == "nothing is lent without one"
    bench.choose(dialog, "agreement", "A-1 · Borrower A")
    assert said() == ""
    dialog.agreement.restore("")
    bench.type(dialog, "purpose", "dating")
    act(bench, dialog)
    bench.post(DecideLines(lines=(Decided(line=POWDER, decision=Decision.APPROVED),), body="committee"))
    bench.post(PrepareLines(lines=(Made(line=POWDER),)))
    bench.post(PackShipment(number="S-1", carrier=Carrier.COURIER, seals=("1",), insurance="policy 7"))
    dialog = bench.open(open_issue_lines, on(bench, POWDER))
    bench.settle(dialog)
    found = next(each for each in dialog.preview.findings if each.key == "agreement.none")
    strip = dialog.form.answers.strip_of(found)
    assert strip is not None
    assert "Change the loan\u2026" in [each.text() for each in strip._links]
    strip.followed.emit()
    (changing,) = dialog.findChildren(LayoutForm)
    bench.qtbot.waitUntil(lambda: changing.built)
    bench.choose(changing, "agreement", "A-1 · Borrower A")
    bench.settle(changing)
    changing.submit()
    bench.qtbot.waitUntil(
        lambda: dialog.preview and "agreement.none" not in {each.key for each in dialog.preview.findings}
    )


def test_a_line_that_is_changed_keeps_what_the_dialog_does_not_show(lending: Bench) -> None:
    wanted = Wanted(sample="CHIP", use="dating", remarks="clean tools")
    lending.post(RequestLoan(number="L-9", borrower="Borrower A", lines=(wanted,)))
    dialog = lending.open(open_change_line, Selection(lines=(line(lending, "L-9/1").uid,)))
    row = dict(dialog.lines.rows()[0])
    dialog.lines.show_rows([{**row, "use": "mapping"}])
    (act_,) = dialog.operations()
    assert (act_.wanted.use, act_.wanted.remarks) == ("mapping", "clean tools")
    # A line that is only typed shows nothing of what is on record, and all of it would be emptied.
    dialog.lines.show_rows([{**row, "line": "L-1/1"}])
    assert dialog.lacking().startswith("Select the line")
    assert dialog.operations()[0].wanted.remarks == ""


ON_RECORD = {
    "number": "S-1",
    "firm": "Firm C",
    "tracking": "T 1",
    "seals": "s 1; s 2",
    "carried_by": "A. Carrier",
    "route": "by road",
    "declared_value": "1 EUR",
    "insurance": "policy 7",
    "waiver": "",
    "condition": "dry",
}


def packed(bench: Bench) -> LayoutForm:
    several = {key: tuple(ON_RECORD[key].split("; ")) for key in ("seals", "carried_by")}
    bench.post(PackShipment(carrier=Carrier.COURIER, **{**ON_RECORD, **several}))
    dialog = bench.open(PACK_SHIPMENT.open, Selection())
    bench.choose(dialog, "which", "S-1")
    bench.settle(dialog)
    return dialog


def shown_in(dialog: LayoutForm) -> dict[str, str]:
    return {key: dialog.form.inputs[key].text() for key in ON_RECORD}


def test_a_shipment_that_is_changed_shows_all_that_is_on_record_of_it(lending: Bench) -> None:
    dialog = packed(lending)
    assert shown_in(dialog) == ON_RECORD
    assert (dialog.input("carrier").value(), dialog.input("direction").value()) == ("courier", "out")
    assert not dialog.primary_button.isEnabled()
    assert dialog.lacking() == "Nothing is changed yet"
    lending.type(dialog, "which", "")
    assert shown_in(dialog) == dict.fromkeys(ON_RECORD, "")
    assert (dialog.input("carrier").value(), dialog.input("direction").value()) == ("", "out")


@pytest.mark.parametrize("key", [each for each in ON_RECORD if each not in {"insurance", "waiver"}])
def test_only_what_is_changed_of_a_shipment_is_posted(lending: Bench, key: str) -> None:
    dialog = packed(lending)
    lending.type(dialog, key, "other")
    (act_,) = dialog.operations()
    other = ("other",) if key in {"seals", "carried_by"} else "other"
    # Another firm is posted with the tracking number that stands beside it.
    beside = {"tracking": ON_RECORD["tracking"]} if key == "firm" else {}
    assert act_ == PackShipment(shipment=act_.shipment, **{key: other, **beside})


def test_another_carrier_asks_anew_for_what_belongs_to_it(lending: Bench) -> None:
    dialog = packed(lending)
    gone = dict.fromkeys(("firm", "tracking", "carried_by"), "")
    lending.choose(dialog, "carrier", "Registered post")
    assert shown_in(dialog) == {**ON_RECORD, **gone}
    assert dialog.input("firm").note == "was Firm C"
    lending.choose(dialog, "carrier", "Courier")
    assert shown_in(dialog) == ON_RECORD
    lending.choose(dialog, "carrier", "Registered post")
    lending.type(dialog, "firm", "Firm C")
    (act_,) = dialog.operations()
    said = {"carrier": Carrier.REGISTERED_POST, "firm": "Firm C", "tracking": "", "carried_by": ()}
    assert act_ == PackShipment(shipment=act_.shipment, **said)


def test_a_waiver_stands_instead_of_the_insurance_on_record(lending: Bench) -> None:
    dialog = packed(lending)
    lending.type(dialog, "waiver", "waived")
    assert (dialog.input("insurance").value(), dialog.input("insurance").note) == ("", "was policy 7")
    (act_,) = dialog.operations()
    assert act_ == PackShipment(shipment=act_.shipment, insurance="", waiver="waived")
    lending.type(dialog, "waiver", "")
    assert shown_in(dialog) == ON_RECORD
