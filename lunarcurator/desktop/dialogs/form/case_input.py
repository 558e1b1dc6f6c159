"""The choice of an open case that an act closes, or none."""

from collections.abc import Sequence

from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.identity import CaseRef, Uid, ref_of
from lunarcurator.services.cases import Case


class CaseInput(ChoiceInput):
    """One of the open cases, told by code, kind, day and report; none at first unless one is `likely`."""

    def __init__(
        self, appearance: Appearance, wording: Wording, key: str, cases: Sequence[Case], likely: str = ""
    ) -> None:
        self.cases = tuple(cases)
        caption, none = self.tr("Closes the case"), self.tr("none: it stays open")
        told = [(each.uid, wording.words.say("dialog.case", _facts(each))) for each in self.cases]
        super().__init__(appearance, key, caption, [("", none), *told], likely, wide=2)

    def case(self) -> Case | None:
        """Return the case chosen, or None."""
        return next((each for each in self.cases if each.uid == self.value()), None)

    def ref(self) -> CaseRef | None:
        """Return the exact reference of the case chosen, or None."""
        return CaseRef(ref_of(Uid(self.value()))) if self.value() else None


def _facts(case: Case) -> dict[str, object]:
    return {"code": case.code, "kind": case.kind, "day": case.opened, "text": case.report or case.text}
