"""The card that shows, beside a decision, who else asks for the same pieces, with the sum of it all."""

from collections.abc import Callable, Sequence

from lunarcurator.desktop.dialogs.form.effects import Effects
from lunarcurator.desktop.dialogs.form.form_dialog import FormDialog
from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.services.lending.demand import Demand, demand_sentences, demands_of_lines


class DemandCard(Effects):
    """Follows an input that names lines; reads out of sight, and shows only what belongs to the last lines named.

    `codes` gives the numbers of the lines that are named now.
    """

    def __init__(self, dialog: FormDialog, named: Input, codes: Callable[[], Sequence[str]]) -> None:
        super().__init__(dialog.appearance, self.tr("Asked of the same pieces"), object_name="demand")
        self._dialog, self._codes = dialog, codes
        self._followed: tuple[str, ...] = ()
        named.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        codes = tuple(dict.fromkeys(self._codes()))
        if codes == self._followed:
            return
        self._followed = codes
        if not codes:
            self.show_lines(())
            return
        session = self._dialog.context.session
        self._dialog.inquire(lambda: (codes, demands_of_lines(session, codes)), self._arrived)

    def _arrived(self, told: tuple[tuple[str, ...], tuple[Demand, ...]]) -> None:
        codes, demands = told
        if codes == self._followed:
            words = self._dialog.words
            self.show_lines([each for demand in demands for each in demand_sentences(demand, words)])
