"""The journey of a loan through its dialogs, its editor and the return sheet; all names in it are invented."""

from pathlib import Path
from typing import Any, Final

from lunarcurator.selftest.failing import StepError
from lunarcurator.selftest.hands import choose, line_of, press, type_in_cell, type_into
from lunarcurator.selftest.walking import Walk

_WHO: Final = "Borrower A"
_HOUSE: Final = "Institute B"
_PIECE: Final = "15556"


def lend_and_return(store: Path) -> None:
    """Make a store, lend a chip under an agreement, see it leave, take it back, close the loan, and verify."""
    from lunarcurator.selftest.commands import command

    walk = Walk.begin(store)
    try:
        dialog = walk.open("register")
        type_into(line_of(dialog, "number"), _PIECE)
        type_into(line_of(dialog, "mass"), "12.5 g")
        dialog.form_input.restore("chip")
        walk.act(dialog)
        _agree(walk)
        _request(walk)
        _send(walk)
        _seen(walk, "loan")
        _take_back(walk)
        _seen(walk, "here")
        walk.act(_next(walk, "close_loan"))
    finally:
        walk.end()
    command("verify", str(store))


def _agree(walk: Walk) -> None:
    """Enter who borrows, and have an agreement drafted and signed."""
    day: Any = walk.store_view.context.session.today
    first, last = f"{day // 10_000 - 1}-01-01", f"{day // 10_000 + 3}-12-31"
    _fill(walk, "set_up_institution", {"name": _HOUSE})
    _fill(walk, "set_up_person", {"name": _WHO, "since": first}, {"institution": _HOUSE})
    _fill(walk, "confirm_contact", {"how": "a letter"}, {"person": _WHO})
    _fill(walk, "draft_agreement", {"since": first, "until": last}, {"person": _WHO, "institution": _HOUSE})
    signed = {"signed_by": _WHO, "for_lab": "Curator A", "copy": "agreement 1"}
    _fill(walk, "sign_agreement", signed)


def _request(walk: Walk) -> None:
    """Draw the request up in the editor, and enter it by Ctrl+Enter."""
    walk.program.frame.actions_by_key["loans_room"].trigger()
    walk.until(lambda: walk.store_view.room.key == "loans" and walk.is_quiet(), "the loan desk")
    walk.store_view.room.buttons["request_loan"].click()
    editor = walk.store_view.room.editor
    walk.until(lambda: editor.isVisible() and walk.is_quiet(), "the editor")
    walk.until(lambda: editor.head.borrower.count() > 1, "the borrowers")
    choose(editor, "loanEditor.borrower", _WHO)
    type_into(editor.head.purpose, "petrography")
    type_in_cell(editor.lines.grid, 0, 0, _PIECE)
    walk.settle()
    _forward(walk, editor, editor.side.next)
    walk.until(lambda: editor.loan is not None and walk.is_quiet(), "the loan")


def _send(walk: Walk) -> None:
    """Decide, prepare, pack, hand over and receive: each the next step of the editor."""
    dialog = _next(walk, "decide_lines")
    type_into(line_of(dialog, "body"), "The committee")
    walk.act(dialog)
    walk.act(_next(walk, "prepare_lines"))
    walk.settle()
    walk.store_view.room.editor.steps.buttons["pack_shipment"].click()
    dialog = walk.dialog_of("pack_shipment")
    choose(dialog, "carrier", walk.store_view.context.words.say("carrier.courier"))
    type_into(line_of(dialog, "seals"), "4471")
    type_into(line_of(dialog, "insurance"), "policy 7")
    walk.act(dialog)
    walk.act(_next(walk, "issue_lines"))
    dialog = _next(walk, "receive_shipment")
    type_into(line_of(dialog, "received_by"), _WHO)
    type_into(line_of(dialog, "receipt"), "receipt 1")
    walk.act(dialog)


def _take_back(walk: Walk) -> None:
    """Weigh what came back on the return sheet, know it again, and post the sheet by Ctrl+Enter."""
    editor, sheet = walk.store_view.room.editor, walk.store_view.room.sheet
    walk.settle()
    editor.lines.start(0)
    walk.settle()
    editor.steps.buttons["return_line"].click()
    walk.until(lambda: len(sheet.model.texts()) == 1 and walk.is_quiet(), "the return sheet")
    keys = [each.key for each in sheet.model.columns]
    yes = walk.store_view.context.words.say("dialog.yes")
    for key, text in {"stated": "12.5 g", "confirmed": yes}.items():
        type_in_cell(sheet.grid, 0, keys.index(key), text)
    type_into(line_of(sheet, "returnSheet.document"), "return.pdf")
    walk.settle()
    _forward(walk, sheet, sheet.next)
    walk.until(lambda: not sheet.model.texts() and walk.is_quiet(), "the return")


def _fill(walk: Walk, key: str, told: dict[str, str], chosen: dict[str, str] | None = None) -> None:
    """Open a dialog, choose and type what it asks, and post it."""
    dialog = walk.open(key)
    for name, beginning in (chosen or {}).items():
        choose(dialog, name, beginning)
    for name, text in told.items():
        type_into(line_of(dialog, name), text)
    walk.act(dialog)


def _next(walk: Walk, kind: str) -> Any:
    """Press the next step of the editor by Ctrl+Enter and return its dialog."""
    from PySide6.QtCore import Qt

    walk.settle()
    press(walk.store_view.room.editor, Qt.Key.Key_Return, control=True)
    return walk.dialog_of(kind)


def _forward(walk: Walk, view: Any, button: Any) -> None:
    """Give the reasons editor or sheet ask for, and post what stands in it by Ctrl+Enter."""
    from PySide6.QtCore import Qt

    walk.explain(view, button)
    press(view, Qt.Key.Key_Return, control=True)


def _seen(walk: Walk, custody: str) -> None:
    from lunarcurator.services.form_context import find_piece
    from lunarcurator.services.selection_status import selection_status

    walk.settle()
    session = walk.store_view.context.session
    told = selection_status(session, (find_piece(session, _PIECE),), (), None).custody
    if told != {custody}:
        raise StepError(f"the piece is {', '.join(told)} and not {custody}")
