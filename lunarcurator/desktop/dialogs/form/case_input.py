"""The choice of an open case an act belongs to, or none."""

from collections.abc import Sequence

from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.identity import CaseRef, Uid, ref_of
from lunarcurator.services.cases import Case


class CaseInput(ChoiceInput):
    """One of the open cases, told by code, kind, day and report; none at first unless one is `likely`.

    `none` says what becomes of the act, or of the cases, without one.
    """

    def __init__(
        self,
        appearance: Appearance,
        wording: Wording,
        cases: Sequence[Case],
        caption: str,
        none: str,
        likely: str = "",
    ) -> None:
        self.cases = tuple(cases)
        told = [(each.uid, wording.words.say("dialog.case", case_facts(each))) for each in self.cases]
        super().__init__(appearance, "case", caption, [("", none), *told], likely, wide=2)

    def case(self) -> Case | None:
        """Return the case chosen, or None."""
        return next((each for each in self.cases if each.uid == self.value()), None)

    def ref(self) -> CaseRef | None:
        """Return the exact reference of the case chosen, or None."""
        return CaseRef(ref_of(Uid(self.value()))) if self.value() else None


def case_facts(case: Case) -> dict[str, object]:
    """Return what the words of a case tell: its code, kind, day and report."""
    return {"code": case.code, "kind": case.kind, "day": case.opened, "text": case.report or case.text}
