"""How the journal tells the life of a loan, from the request to its end."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.line_log import LineDecision, decisions_of
from lunarcurator.domain.lending.loans import CO
from lunarcurator.domain.lending.terms import Direction
from lunarcurator.domain.mass_display import shown_mass_with_unit, unit_by_size
from lunarcurator.domain.operations.issuing import (
    CloseLoan,
    DisputeLine,
    ExtendLines,
    HandOver,
    IssueLines,
    NoteOwed,
    PackShipment,
    RecallLines,
    ReceiveShipment,
    RecordLetter,
)
from lunarcurator.domain.operations.requesting import (
    AddLines,
    ChangeLine,
    ChangeLoan,
    Decided,
    DecideLines,
    PrepareLines,
    RequestLoan,
    WithdrawLines,
)
from lunarcurator.services.act_sentences.changing import EMPTIED, changed_where_known, changed_wish
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence, Names, Tell, names_of
from lunarcurator.store.reads.changed_records import Change

_BETWEEN: Final = " \u00b7 "


def _request_loan(act: RequestLoan, names: Names) -> JournalSentence:
    facts = {"number": act.number, "person": names.name(act.borrower), "lines": len(act.lines)}
    return JournalSentence("journal.request_loan", {**facts, "purpose": act.purpose})


def _add_lines(act: AddLines, names: Names) -> JournalSentence:
    return JournalSentence("journal.add_lines", {"loan": names.name(act.loan), "lines": len(act.lines)})


def _change_line(act: ChangeLine, names: Names) -> JournalSentence:
    facts = {**changed_wish(act.wanted, act.line, names), "line": names.name(act.line)}
    return JournalSentence("journal.change_line", facts)


def _change_loan(act: ChangeLoan, names: Names) -> JournalSentence:
    people, until = act.co_investigators, act.project_until
    passed_on = any(each.has_changed("agreement") for _, each in names.changes(Subject.LINE))
    changed = changed_where_known(names, act.loan)
    told = {
        "purpose": act.purpose,
        "plan": act.plan,
        "round": act.round,
        "project": act.project,
        "project_until": None if until is None else show_day(until) if until else "",
        CO: None if people is None else ", ".join(names_of(names, people)),
        "remarks": act.remarks,
    }
    said = {key: _told_as(text) if changed(key) else "" for key, text in told.items()}
    facts = {
        **said,
        "loan": names.name(act.loan),
        "agreement": names.name(act.agreement) if passed_on or changed("agreement") else "",
        "until": said["project_until"],
        "people": said[CO],
        "documents": ", ".join(each.name for each in act.documents),
    }
    return JournalSentence("journal.change_loan", facts)


def _withdraw_lines(act: WithdrawLines, names: Names) -> JournalSentence:
    return JournalSentence("journal.withdraw_lines", {"lines": names_of(names, act.lines), "why": act.why})


def _decide_lines(act: DecideLines, names: Names) -> JournalSentence:
    noted = [_noted_of(each, act, names) for each in act.lines]
    decides = [act.final and (told is None or told.final) for told in noted]
    if len({*zip((each.decision for each in act.lines), decides, strict=True)}) > 1:
        return _decided_apart(act, noted, decides, names)
    facts = {
        "body": act.body,
        "lines": tuple(map(partial(_decided, names=names), act.lines, noted)),
        "decision": str(act.lines[0].decision) if act.lines else "",
    }
    return JournalSentence("journal.decide_lines" if any(decides) else "journal.decide_lines_noted", facts)


def _decided_apart(
    act: DecideLines, noted: Sequence[LineDecision | None], decides: Sequence[bool], names: Names
) -> JournalSentence:
    """Return the sentence of a body that says of some lines what it does not say of others."""
    words = map(_word_of, decides)
    facts = {"body": act.body, "lines": tuple(map(partial(_decided, names=names), act.lines, noted, words))}
    key = "journal.decide_lines_mixed" if any(decides) else "journal.decide_lines_noted_mixed"
    return JournalSentence(key, facts)


def _word_of(final: bool) -> str:
    """Return the vocabulary of what a body says that has the last word on a line, or has not."""
    return "decision" if final else "recommendation"


def _noted_of(decided: Decided, act: DecideLines, names: Names) -> LineDecision | None:
    """Return what the entry noted of a line, which says whether it decides there; None where that is not known."""
    change = names.change(decided.line) or Change({})
    noted = [each for each in decisions_of(change.fields) if each.body == act.body.strip()]
    return noted[-1] if noted else None


def _decided(decided: Decided, noted: LineDecision | None, word: str = "", *, names: Names) -> str:
    """Return a line that is decided, what is granted of it by weight and, with a `word`, how it is decided."""
    change = names.change(decided.line) or Change({})
    granted_ug = noted.granted_ug if noted else None
    asked_ug = change.was.get("optimum_ug")
    asked = _by_size(int(asked_ug)) if asked_ug and asked_ug != granted_ug else ""
    facts = {
        "line": names.name(decided.line),
        "mass": _by_size(granted_ug) if granted_ug else "",
        "asked": asked if granted_ug else "",
        "decision": names.say(f"{word}.{decided.decision}", {}) if word else "",
    }
    return names.say("journal.decided_line", facts)


def _by_size(ug: int) -> str:
    return shown_mass_with_unit(ug, unit_by_size(ug))


def _prepare_lines(act: PrepareLines, names: Names) -> JournalSentence:
    parts = tuple(names.given(each.line, each.number) for each in act.lines if each.number.strip())
    facts = {"lines": names_of(names, (each.line for each in act.lines)), "parts": parts}
    return JournalSentence("journal.prepare_lines_parts" if parts else "journal.prepare_lines", facts)


def _pack_shipment(act: PackShipment, names: Names) -> JournalSentence:
    number = names.name(act.shipment) if act.shipment else act.number
    facts = {"number": number, "carrier": str(act.carrier or ""), "firm": act.firm or ""}
    if act.shipment is None:
        return JournalSentence("journal.pack_shipment", facts)
    changed = changed_where_known(names, act.shipment)
    facts |= _changed(act, changed)
    if act.carrier is None or not changed("carrier"):
        firm = _told_as(act.firm) if changed("firm") else ""
        return JournalSentence("journal.change_shipment_details", {**facts, "firm": firm})
    emptied = "" if act.firm is None or act.firm.strip() or not changed("firm") else EMPTIED
    return JournalSentence("journal.change_shipment", {**facts, "no_firm": emptied})


def _changed(act: PackShipment, changed: Callable[..., bool]) -> dict[str, str]:
    """Return what a change says of a shipment by field, a sign for what it empties, "" for what it leaves.

    A direction has a fact of its own for each way, which is what stands between it and what is told before.
    """
    told = {
        "tracking": act.tracking,
        "route": act.route,
        "declared_value": act.declared_value,
        "insurance": act.insurance,
        "waiver": act.waiver,
        "condition": act.condition,
        "seals": None if act.seals is None else ", ".join(act.seals),
        "carried_by": None if act.carried_by is None else ", ".join(act.carried_by),
    }
    turned = changed("direction")
    return {
        **{key: _told_as(text) if changed(key) else "" for key, text in told.items()},
        "renamed": act.number if changed("code") else "",
        "documents": ", ".join(each.name for each in act.documents),
        "home": _BETWEEN if turned and act.direction is Direction.HOME else "",
        "out": _BETWEEN if turned and act.direction is Direction.OUT else "",
    }


def _told_as(text: str | None) -> str:
    return "" if text is None else text.strip() or EMPTIED


def _issue_lines(act: IssueLines, names: Names) -> JournalSentence:
    lines = names_of(names, (each.line for each in act.lines))
    return JournalSentence("journal.issue_lines", {"lines": lines, "shipment": names.name(act.shipment)})


def _hand_over(act: HandOver, names: Names) -> JournalSentence:
    facts = {"given_by": act.given_by, "taken_by": act.taken_by}
    return JournalSentence("journal.hand_over", {"shipment": names.name(act.shipment), **facts})


def _receive_shipment(act: ReceiveShipment, names: Names) -> JournalSentence:
    lines = names_of(names, act.lines)
    facts = {"shipment": names.name(act.shipment), "person": act.received_by, "lines": lines}
    return JournalSentence("journal.receive_shipment_part" if lines else "journal.receive_shipment", facts)


def _extend_lines(act: ExtendLines, names: Names) -> JournalSentence:
    return JournalSentence(
        "journal.extend_lines", {"lines": names_of(names, act.lines), "due": act.due, "why": act.why}
    )


def _recall_lines(act: RecallLines, names: Names) -> JournalSentence:
    return JournalSentence(
        "journal.recall_lines", {"lines": names_of(names, act.lines), "by": act.by, "why": act.why}
    )


def _dispute_line(act: DisputeLine, names: Names) -> JournalSentence:
    key = "journal.dispute_settled" if act.settled else "journal.dispute_line"
    return JournalSentence(key, {"line": names.name(act.line), "text": act.text})


def _note_owed(act: NoteOwed, names: Names) -> JournalSentence:
    came = tuple(str(each.what) for each in act.owed if each.settled.strip())
    what = str(act.owed[0].what) if act.owed else "other"
    key = "journal.note_owed_came" if came else "journal.note_owed"
    return JournalSentence(key, {"loan": names.name(act.loan), "what": what, "more": max(0, len(act.owed) - 1)})


def _close_loan(act: CloseLoan, names: Names) -> JournalSentence:
    return JournalSentence("journal.close_loan", {"loan": names.name(act.loan)})


def _record_letter(act: RecordLetter, names: Names) -> JournalSentence:
    return JournalSentence(
        "journal.record_letter", {"letter": str(act.letter), "lines": names_of(names, act.lines)}
    )


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType(
    {
        RequestLoan.KIND: _request_loan,
        AddLines.KIND: _add_lines,
        ChangeLine.KIND: _change_line,
        ChangeLoan.KIND: _change_loan,
        WithdrawLines.KIND: _withdraw_lines,
        DecideLines.KIND: _decide_lines,
        PrepareLines.KIND: _prepare_lines,
        PackShipment.KIND: _pack_shipment,
        IssueLines.KIND: _issue_lines,
        HandOver.KIND: _hand_over,
        ReceiveShipment.KIND: _receive_shipment,
        ExtendLines.KIND: _extend_lines,
        RecallLines.KIND: _recall_lines,
        DisputeLine.KIND: _dispute_line,
        NoteOwed.KIND: _note_owed,
        CloseLoan.KIND: _close_loan,
        RecordLetter.KIND: _record_letter,
    }
)
"""Who tells which act of a loan's life."""
