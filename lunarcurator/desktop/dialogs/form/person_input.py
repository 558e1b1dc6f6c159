"""The choice of a person of the lab: who watched, who found, who measured."""

from collections.abc import Sequence

from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput
from lunarcurator.desktop.dialogs.form.people import may_take_part
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.identity import OperatorRef, Uid, ref_of
from lunarcurator.services.people import Operator


class PersonInput(ChoiceInput):
    """An operator who still works here, or nobody; `without` is left out, such as who acts himself."""

    def __init__(
        self,
        appearance: Appearance,
        key: str,
        caption: str,
        operators: Sequence[Operator],
        *,
        without: Uid | None = None,
        note: str = "",
        required: bool = False,
    ) -> None:
        people = [(each.uid, each.name) for each in operators if may_take_part(each, without)]
        super().__init__(appearance, key, caption, [("", "\u2013"), *people], note=note, required=required)

    def ref(self) -> OperatorRef | None:
        """Return the exact reference of the person chosen, or None."""
        return OperatorRef(ref_of(Uid(self.value()))) if self.value() else None
