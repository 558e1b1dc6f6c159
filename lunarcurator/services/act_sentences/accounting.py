"""How the journal tells what borrowers account for: reports, transfers, returns, and inventories."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.operations.accounting import (
    AnswerRound,
    CloseRound,
    EnterLoan,
    FindAgain,
    OpenRound,
    ReleaseLine,
    ReportLoss,
    ReportMass,
    ReportSubSamples,
    ReportUse,
    ReturnLine,
    TransferLine,
)
from lunarcurator.domain.rules.loan_return import ending_of
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence, Names, Tell, in_case
from lunarcurator.services.mass_words import by_size


def _mass(ug: int | None, last_place_ug: int = 0) -> str:
    """Return a mass to the place to which it is stated (0 where nobody says), empty for none."""
    return by_size(KnownMass(ug, last_place_ug or None)) if ug else ""


def _enter_loan(act: EnterLoan, names: Names) -> JournalSentence:
    facts = {"number": act.number, "person": names.name(act.borrower), "source": act.source}
    return JournalSentence("journal.enter_loan", {**facts, "lines": len(act.lines)})


def _report_use(act: ReportUse, names: Names) -> JournalSentence:
    facts = {"line": names.name(act.line), "mass": _mass(act.ug, act.resolution_ug), "method": act.method}
    key = "journal.report_use" if act.ug is not None else "journal.report_use_whole"
    return JournalSentence(key, {**facts, "report": act.report.name})


def _report_sub_samples(act: ReportSubSamples, names: Names) -> JournalSentence:
    made = tuple(each.name for each in act.made)
    facts = {"line": names.name(act.line), "names": made, "report": act.report.name}
    return JournalSentence("journal.report_sub_samples", facts)


def _report_mass(act: ReportMass, names: Names) -> JournalSentence:
    facts = {"line": names.name(act.line), "mass": _mass(act.ug), "remarks": act.remarks}
    return JournalSentence("journal.report_mass", {**facts, "report": act.report.name})


def _report_loss(act: ReportLoss, names: Names) -> JournalSentence:
    mass = _mass(act.ug, act.resolution_ug)
    facts = {"line": names.name(act.line), "mass": mass, "circumstances": act.circumstances}
    key = "journal.report_loss" if act.ug is not None else "journal.report_loss_whole"
    return JournalSentence(key, {**facts, "report": act.report.name, "case": in_case(act.case, names)})


def _find_again(act: FindAgain, names: Names) -> JournalSentence:
    number = names.given(act.line, act.number)
    facts = {
        "line": names.name(act.line),
        "mass": _mass(act.ug, act.resolution_ug),
        "number": number,
        "report": act.report.name,
    }
    return JournalSentence("journal.find_again_home" if act.home else "journal.find_again", facts)


def _release_line(act: ReleaseLine, names: Names) -> JournalSentence:
    facts = {"line": names.name(act.line), "document": act.document.name}
    return JournalSentence("journal.release_line", facts)


def _transfer_line(act: TransferLine, names: Names) -> JournalSentence:
    facts = {"line": names.name(act.line), "agreement": names.name(act.agreement)}
    return JournalSentence(
        "journal.transfer_line", {**facts, "approved_by": act.approved_by, "receipt": act.receipt.name}
    )


def _return_line(act: ReturnLine, names: Names) -> JournalSentence:
    facts = {"line": names.name(act.line), "back": len(act.pieces), "sheet": act.sheet.name}
    facts |= {"used": _mass(act.consumed_ug, act.resolution_ug), "lost": _mass(act.lost_ug, act.resolution_ug)}
    facts["kept"] = _mass(act.retained_ug, act.retained_to_ug)
    if act.retained_ug is None:
        return JournalSentence("journal.return_line_rest", facts)
    ending = ending_of(act)
    return JournalSentence(f"journal.return_ends.{ending}" if ending else "journal.return_line", facts)


def _open_round(act: OpenRound, names: Names) -> JournalSentence:
    del names
    return JournalSentence(
        "journal.open_round", {"number": act.number, "frozen": act.frozen, "deadline": act.deadline}
    )


def _answer_round(act: AnswerRound, names: Names) -> JournalSentence:
    facts = {"round": names.name(act.round), "person": names.name(act.person), "count": len(act.answers)}
    return JournalSentence(
        "journal.answer_round", {**facts, "signed_by": act.signed_by, "witnessed_by": act.witnessed_by}
    )


def _close_round(act: CloseRound, names: Names) -> JournalSentence:
    return JournalSentence("journal.close_round", {"round": names.name(act.round), "remarks": act.remarks})


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType(
    {
        EnterLoan.KIND: _enter_loan,
        ReportUse.KIND: _report_use,
        ReportSubSamples.KIND: _report_sub_samples,
        ReportMass.KIND: _report_mass,
        ReportLoss.KIND: _report_loss,
        FindAgain.KIND: _find_again,
        ReleaseLine.KIND: _release_line,
        TransferLine.KIND: _transfer_line,
        ReturnLine.KIND: _return_line,
        OpenRound.KIND: _open_round,
        AnswerRound.KIND: _answer_round,
        CloseRound.KIND: _close_round,
    }
)
"""Who tells which kind of act."""
