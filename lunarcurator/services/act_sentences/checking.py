"""How the journal tells counts and cases."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations import CheckPlace, CloseCase, ReopenCase
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence, Names, Tell


def _check_place(act: CheckPlace, names: Names) -> JournalSentence:
    found = {"seen": len(act.seen), "elsewhere": len(act.elsewhere)}
    lacking = {"missing": len(act.missing), "extra": len(act.extra)}
    return JournalSentence("journal.check_place", {"place": names.name(act.place), **found, **lacking})


def _close_case(act: CloseCase, names: Names) -> JournalSentence:
    return JournalSentence("journal.close_case", {"case": names.name(act.case), "outcome": act.outcome})


def _reopen_case(act: ReopenCase, names: Names) -> JournalSentence:
    return JournalSentence("journal.reopen_case", {"case": names.name(act.case), "why": act.why})


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType(
    {CheckPlace.KIND: _check_place, CloseCase.KIND: _close_case, ReopenCase.KIND: _reopen_case}
)
