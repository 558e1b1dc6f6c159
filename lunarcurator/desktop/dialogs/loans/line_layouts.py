"""The forms of what a borrower reports of one line, and of a line that is passed on."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.desktop.dialogs.borrowers.standing_card import StandingCard
from lunarcurator.desktop.dialogs.form.case_input import case_facts
from lunarcurator.desktop.dialogs.form.document_input import DocumentInput
from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.dialogs.form.kind_inputs import (
    DOCUMENT,
    FLAG,
    TEXT,
    Asking,
    Offer,
    Question,
    one_of,
)
from lunarcurator.desktop.dialogs.form.layout import Layout, LayoutForm
from lunarcurator.desktop.dialogs.loans.desk import DESK, Desk
from lunarcurator.desktop.dialogs.loans.held_by_line import HeldByLine
from lunarcurator.desktop.dialogs.loans.line_dialog import (
    exposures_in,
    leaves_nothing_out,
    names_told,
    unknown_exposure,
)
from lunarcurator.domain.facts import ExposureKind
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.accounting import ReleaseLine, ReportLoss, ReportMass, ReportUse, TransferLine
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.lending.choices import LoanChoices

_SIZE: Final = (940, 600)
_REPORT: Final = MappingProxyType({"report": "document"})


def _held(form: LayoutForm) -> HeldByLine:
    held: HeldByLine = form.memory
    return held


def _show_beside(form: LayoutForm) -> None:
    """Add beside the form what the line answers for."""
    desk: Desk = form.desk
    form.memory = HeldByLine(form, form.input("line"), desk.choices, form.units.on_loans)
    form.panel.addWidget(form.memory)


def _follow_line(form: LayoutForm) -> None:
    _held(form).show_held()


def _follow_line_and_samples(form: LayoutForm) -> None:
    form.input("gone").set_note(_held(form).note_of_awaited())
    _held(form).show_held()


def _gone(form: LayoutForm, _asked: Question, made: Any) -> tuple[str, ...]:
    """Return the names typed there; a comma within the name of a reported one parts nothing."""
    return names_told(made.value(), _held(form).awaited())


def _last_place(form: LayoutForm) -> int:
    place: int = form.input("ug").last_place()
    return place


def _whole(form: LayoutForm) -> str:
    return "whole" if leaves_nothing_out(form.preview) else ""


def _exposures(form: LayoutForm, asked: Question) -> Input:
    codes = tuple(str(each) for each in ExposureKind)
    return form.make.word(asked.key, asked.caption, "exposure_kind", codes, note=asked.note)


def _is_no_exposure(form: LayoutForm) -> str:
    word = unknown_exposure(form.words, form.input("exposures").value())
    return form.words.say("form_lacks.report_use", {"word": word}) if word else ""


def _video(form: LayoutForm, _asked: Question, made: DocumentInput) -> tuple[Attached, ...]:
    """Return the video that is named, with the checksum typed beside it or else that of its file."""
    typed: str = form.input("sha256").value()
    video = made.attached(DocumentKind.VIDEO, form.day.day())
    return (replace(video, sha256=typed) if typed else video,)


def _receiving_loans(form: LayoutForm) -> Offer:
    choices: LoanChoices = form.desk.choices
    return Offer([(each.uid, f"{each.code} · {each.person}") for each in choices.loans])


def _open_losses(form: LayoutForm) -> Offer:
    choices: LoanChoices = form.desk.choices
    return Offer([(each.uid, form.words.say("dialog.case", case_facts(each))) for each in choices.losses])


def _show_receiver(form: LayoutForm) -> None:
    choices: LoanChoices = form.desk.choices

    def receiver(agreement: str) -> str:
        person = next((each.person for each in choices.agreements if str(each.uid) == agreement), None)
        return str(person) if person else ""

    _show_beside(form)
    form.panel.addWidget(StandingCard(form, form.input("agreement"), receiver))


def _passed_on(form: LayoutForm) -> Mapping[str, Any]:
    endless = {"due": None} if form.input("undated").value() else {}
    return {**form.filled_in(), **endless}


REPORT_MASS: Final = Layout(
    ReportMass,
    DESK,
    (("line", "ug", "report"), ("remarks",)),
    size=_SIZE,
    wide={"remarks": 3},
    keys=_REPORT,
    documents={"report": DocumentKind.INVENTORY},
    built=_show_beside,
    edited=_follow_line,
)
REPORT_LOSS: Final = Layout(
    ReportLoss,
    DESK,
    (("line", "ug", "report"), ("circumstances", "stolen"), ("gone", "case")),
    size=_SIZE,
    wide={"circumstances": 3, "gone": 2},
    inputs={"gone": Asking(TEXT.make, _gone), "case": one_of(_open_losses)},
    keys=_REPORT,
    documents={"report": DocumentKind.LOSS_REPORT},
    given={"resolution_ug": _last_place},
    variant=_whole,
    built=_show_beside,
    edited=_follow_line_and_samples,
)
RELEASE_LINE: Final = Layout(
    ReleaseLine,
    DESK,
    (("line", "document"),),
    size=_SIZE,
    wide={"document": 2},
    keys={"document": "document"},
    documents={"document": DocumentKind.RELEASE},
    built=_show_beside,
    edited=_follow_line,
)
REPORT_USE: Final = Layout(
    ReportUse,
    DESK,
    (
        ("line", "ug", "report"),
        ("method", "gone"),
        ("exposures",),
        ("plan", "signed_by", "confirmed_by"),
        ("documents", "sha256"),
    ),
    size=_SIZE,
    wide={"method": 2, "gone": 2, "sha256": 2},
    inputs={
        "gone": Asking(TEXT.make, _gone),
        "exposures": Asking(_exposures, lambda form, _asked, made: exposures_in(form.words, made.value())),
        "documents": Asking(DOCUMENT.make, _video),
    },
    extra={"sha256": TEXT},
    keys={**_REPORT, "documents": "documents"},
    documents={"report": DocumentKind.CONSUMPTION_REPORT},
    given={"resolution_ug": _last_place},
    variant=_whole,
    lacking=_is_no_exposure,
    built=_show_beside,
    edited=_follow_line_and_samples,
)
TRANSFER_LINE: Final = Layout(
    TransferLine,
    DESK,
    (("line", "approved_by", "receipt"), ("agreement", "to_loan"), ("due", "undated")),
    size=_SIZE,
    inputs={"to_loan": one_of(_receiving_loans)},
    extra={"undated": FLAG},
    keys={"receipt": "document"},
    documents={"receipt": DocumentKind.TRANSFER},
    values=_passed_on,
    built=_show_receiver,
    edited=_follow_line,
)
