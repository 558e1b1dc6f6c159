"""The card that says how a borrower stands, beside every form in which one is chosen."""

from collections.abc import Callable

from lunarcurator.desktop.dialogs.form.effects import Effects
from lunarcurator.desktop.dialogs.form.form_dialog import FormDialog
from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.domain.identity import Uid
from lunarcurator.services.lending.borrower_standing import StandingLine, standing, standing_lines


class StandingCard(Effects):
    """Follows the input in which a person is chosen; reads out of sight, and shows only the last one chosen.

    `person_of` makes the uid of a person from what is chosen, such as from an agreement; "" is nobody.
    """

    def __init__(self, dialog: FormDialog, chosen: Input, person_of: Callable[[str], str]) -> None:
        super().__init__(dialog.appearance, self.tr("How the borrower stands"), object_name="standing")
        self._dialog, self._chosen, self._person_of = dialog, chosen, person_of
        self._followed: str | None = None
        chosen.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        uid = self._person_of(self._chosen.text())
        if uid == self._followed:
            return
        self._followed = uid
        if not uid:
            self.wait(self.tr("Told here as soon as somebody is chosen."))
            return
        session, words = self._dialog.context.session, self._dialog.words

        def work() -> tuple[str, tuple[StandingLine, ...]]:
            told = standing(session, Uid(uid))
            return uid, standing_lines(told, words) if told else ()

        self._dialog.inquire(work, self._arrived)

    def _arrived(self, told: tuple[str, tuple[StandingLine, ...]]) -> None:
        uid, lines = told
        if uid == self._followed:
            self.show_lines([each.text for each in lines])
