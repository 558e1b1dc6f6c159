"""How the journal tells that pieces were used up, went missing, came back, or changed hands."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.mass_display import shown_mass_with_unit
from lunarcurator.domain.operations import (
    ComeBack,
    Consume,
    DeclareLost,
    MoveBack,
    Recover,
    SendToDisplay,
    TakeDown,
    TransferKind,
    TransferTitle,
)
from lunarcurator.domain.status import Title
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence, Names, Tell, in_case, names_of


def _consume(act: Consume, names: Names) -> JournalSentence:
    mass = shown_mass_with_unit(act.ug) if act.ug is not None else ""
    key = "journal.consume" if act.ug is None and act.after is None else "journal.consume_part"
    facts = {"number": names.name(act.sample), "mass": mass, "ending": str(act.ending), "evidence": act.evidence}
    return JournalSentence(key, facts)


def _declare_lost(act: DeclareLost, names: Names) -> JournalSentence:
    things = names_of(names, (*act.places, *act.samples))
    facts = {"things": things, "how": str(act.how), "report": act.report, "case": in_case(act.case, names)}
    return JournalSentence("journal.declare_lost", {**facts, **_back(act.back)})


def _back(day: Day) -> dict[str, object]:
    """Return when something was back, nothing where it is away still."""
    return {"back": show_day(day) if day else ""}


def _recover(act: Recover, names: Names) -> JournalSentence:
    facts = {"number": names.name(act.sample), "place": names.name(act.place), "evidence": act.evidence}
    return JournalSentence("journal.recover" if act.confirmed else "journal.recover_unconfirmed", facts)


def _transfer_title(act: TransferTitle, names: Names) -> JournalSentence:
    facts: dict[str, object] = {"numbers": names_of(names, act.samples), "kind": str(act.kind)}
    facts |= {"counterpart": act.counterpart}
    received = ", ".join(names.given(each.collection, each.number) for each in act.received)
    facts |= {"received": received, "before": names_of(names, act.given_before), "document": act.document}
    if not act.samples:
        return JournalSentence("journal.transfer_title_received", facts)
    return JournalSentence(
        "journal.transfer_title_to" if act.kind in _PASSED_ON else "journal.transfer_title", facts
    )


_PASSED_ON: Final = frozenset({TransferKind.GIFT, TransferKind.MUSEUM, TransferKind.RETURN_TO_OWNER})
"""By these a piece goes to somebody; an exchange, a deaccession and a change of title are agreed with somebody."""


_CAME_BACK: Final = MappingProxyType(
    {Title.OURS: "journal.come_back_ours", Title.SHARED: "journal.come_back_shared"}
)


def _come_back(act: ComeBack, names: Names) -> JournalSentence:
    facts: dict[str, object] = {"numbers": names_of(names, act.samples), "place": names.name(act.place)}
    facts |= {"owner": act.owner, "document": act.document, "unconfirmed": not act.confirmed}
    return JournalSentence(_CAME_BACK.get(act.title, "journal.come_back"), facts)


def _send_to_display(act: SendToDisplay, names: Names) -> JournalSentence:
    facts = {"numbers": names_of(names, act.samples), "place": names.name(act.place), "until": act.until}
    facts |= {"agreement": act.agreement, **_back(act.back)}
    return JournalSentence("journal.send_to_display_until" if act.until else "journal.send_to_display", facts)


def _take_down(act: TakeDown, names: Names) -> JournalSentence:
    facts = {"numbers": names_of(names, act.samples), "place": names.name(act.to)}
    return JournalSentence("journal.take_down", {**facts, "condition": str(act.condition)})


def _move_back(act: MoveBack, names: Names) -> JournalSentence:
    return JournalSentence("journal.move_back", {"entry": names.name(act.entry)})


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType(
    {
        Consume.KIND: _consume,
        DeclareLost.KIND: _declare_lost,
        Recover.KIND: _recover,
        TransferTitle.KIND: _transfer_title,
        ComeBack.KIND: _come_back,
        SendToDisplay.KIND: _send_to_display,
        TakeDown.KIND: _take_down,
        MoveBack.KIND: _move_back,
    }
)
