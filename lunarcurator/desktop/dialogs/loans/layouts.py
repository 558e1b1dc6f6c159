"""The forms of the loan desk that ask only for fields of the act."""

from collections.abc import Mapping
from typing import Final

from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.dialogs.form.kind_inputs import Asking, Question, files_of
from lunarcurator.desktop.dialogs.form.layout import Facts, Layout, LayoutForm
from lunarcurator.desktop.dialogs.loans.desk import DESK, LOANS_IN, Desk
from lunarcurator.desktop.dialogs.loans.loan_dialog import lines_in
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.terms import CareKind, DocumentKind, Letter
from lunarcurator.domain.operations import GiveBack, TakeIn
from lunarcurator.domain.operations.issuing import (
    CloseLoan,
    DisputeLine,
    ExtendLines,
    HandOver,
    RecallLines,
    ReceiveShipment,
    RecordLetter,
)
from lunarcurator.domain.operations.requesting import ChangeLoan, WithdrawLines
from lunarcurator.services.lending.line_pieces import called

_SIZE: Final = (940, 560)


def _time(form: LayoutForm, asked: Question) -> Input:
    return form.make.time(asked.key, asked.caption, note=asked.note)


def _some_of_shipment(form: LayoutForm) -> str:
    """Return the lines chosen where others travel with them; where none does, all of the shipment is meant."""
    desk: Desk = form.desk
    return ", ".join(line.code for line in desk.choices.chosen) if desk.choices.beside else ""


def _what_arrives(form: LayoutForm) -> Facts:
    """Name the lines that arrive, and of which pieces they are, unless several are named in the form already."""
    desk: Desk = form.desk
    inside = desk.choices.travelling.get(Uid(form.input("shipment").value()), {})
    named = lines_in(form.input("lines").value())
    if len(named) > 1:
        return {"lines": ()}
    return {"lines": tuple(_called(inside, each) for each in named) or tuple(inside.values())}


def _called(inside: Mapping[str, str], named: str) -> str:
    """Return what a line of a shipment is called that is named by its number or that of its piece."""
    return next((told for code, told in inside.items() if code == named or told == called(code, named)), named)


def _selected_pieces(form: LayoutForm) -> str:
    desk: Desk = form.desk
    return ", ".join(desk.numbers)


def _count_of_pieces(form: LayoutForm) -> Facts:
    return {"count": len(form.input("samples").refs())}


WITHDRAW_LINES: Final = Layout(
    WithdrawLines, DESK, (("lines",), ("why",)), size=_SIZE, wide={"lines": 2, "why": 2}
)
RECALL_LINES: Final = Layout(
    RecallLines, DESK, (("lines", "by"), ("why",)), size=_SIZE, wide={"lines": 2, "why": 2}
)
EXTEND_LINES: Final = Layout(
    ExtendLines,
    DESK,
    # Who asked and who approved is nobody's name until somebody says it.
    (("lines", "due"), ("asked_by", "approved_by"), ("why", "documents")),
    size=_SIZE,
    wide={"lines": 2, "why": 2},
    documents={"documents": DocumentKind.LETTER},
)
RECORD_LETTER: Final = Layout(
    RecordLetter,
    DESK,
    (("lines",), ("letter", "rung", "document")),
    size=_SIZE,
    wide={"lines": 2},
    first={"letter": Letter.REMINDER},
    documents={"document": DocumentKind.LETTER},
)
DISPUTE_LINE: Final = Layout(
    DisputeLine,
    DESK,
    (("line", "text"), ("settled", "documents")),
    size=_SIZE,
    wide={"text": 2},
    documents={"documents": DocumentKind.OTHER},
)
HAND_OVER: Final = Layout(
    HandOver,
    DESK,
    (("shipment", "given_by", "taken_by"), ("at", "seals_intact"), ("remarks", "documents")),
    size=_SIZE,
    wide={"remarks": 2},
    inputs={"at": Asking(_time, lambda _form, _asked, made: made.time())},
    documents={"documents": DocumentKind.CUSTODY},
)
RECEIVE_SHIPMENT: Final = Layout(
    ReceiveShipment,
    DESK,
    (("shipment", "received_by", "receipt"), ("lines", "condition"), ("declared_value", "documents")),
    size=_SIZE,
    wide={"condition": 2},
    first={"lines": _some_of_shipment},
    inputs={"documents": files_of(DocumentKind.PHOTOGRAPH)},
    keys={"documents": "photographs"},
    documents={"receipt": DocumentKind.RECEIPT},
    facts=_what_arrives,
)
CHANGE_LOAN: Final = Layout(
    ChangeLoan,
    DESK,
    (
        ("loan", "agreement"),
        ("purpose", "plan"),
        ("round", "project", "project_until"),
        ("co_investigators", "remarks", "documents"),
    ),
    size=_SIZE,
    wide={"purpose": 2, "plan": 2, "co_investigators": 2, "remarks": 2},
    documents={"documents": DocumentKind.OTHER},
)
CLOSE_LOAN: Final = Layout(CloseLoan, DESK, (("loan", "remarks"),), size=_SIZE, wide={"remarks": 2})
TAKE_IN: Final = Layout(
    TakeIn,
    LOANS_IN,
    (("lender", "kind", "number"), ("samples",), ("due", "document", "purpose")),
    size=_SIZE,
    wide={"samples": 2, "purpose": 2},
    first={"kind": CareKind.LOAN_IN, "samples": _selected_pieces},
    documents={"document": DocumentKind.AGREEMENT},
    facts=_count_of_pieces,
)
GIVE_BACK: Final = Layout(
    GiveBack,
    LOANS_IN,
    (("loan", "samples"), ("taken_by", "document")),
    size=_SIZE,
    wide={"samples": 2},
    documents={"document": DocumentKind.RECEIPT},
)
