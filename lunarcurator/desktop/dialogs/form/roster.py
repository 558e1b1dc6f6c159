"""A dialog over a list: one row is changed, or a new one is made, and the dialog stays for the next."""

from collections.abc import Sequence
from typing import override

from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.form_dialog import Loaded
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from lunarcurator.domain.identity import Uid
from lunarcurator.services.posted import Posted


class RosterDialog(ActDialog):
    """Shows who or what is known; *which* says what is changed, empty for a new one."""

    needs_piece = False
    stays = True

    def columns(self) -> tuple[LedgerColumn, ...]:
        """Return the columns of the list."""
        raise AssertionError("every roster has columns")

    def listed(self) -> Sequence[tuple[Uid, Sequence[LedgerCell | str]]]:
        """Return the rows of the list with whom each is about."""
        raise AssertionError("every roster has rows")

    def choices(self) -> list[tuple[str, str]]:
        """Return what can be changed as (uid, name)."""
        raise AssertionError("every roster has names")

    def fill(self) -> None:
        """Put what is recorded of the chosen one into the form, or empty it for a new one."""

    def add_list(self, caption: str, new: str) -> None:
        """Add the list and the choice of whom to change."""
        self._new = new
        self.table = LedgerTable(self.appearance, self.columns(), caption, most=8, object_name="roster")
        self.content.addWidget(self.table)
        self.table.followed.connect(self._follow_row)
        self.which = ChoiceInput(self.appearance, "which", self.tr("Change"), [("", new), *self.choices()])
        self._filled = ""
        self._show_list()

    @override
    def edited(self) -> None:
        if self.which.value() != self._filled:
            self._filled = self.which.value()
            self.form.answers.reasons.forget()
            self.fill()

    @override
    def posted(self, posted: Posted) -> None:
        del posted
        self.form.answers.reasons.forget()

        def arrived(loaded: Loaded) -> None:
            self.form_context = loaded.form_context
            self.which.offer([("", self._new), *self.choices()])
            self._filled = ""
            self.fill()
            self._show_list()
            self.forget()
            self.which.focus()

        self.read(arrived)

    def renew(self) -> None:
        """Read the list again, after something that is no entry changed."""

        def arrived(loaded: Loaded) -> None:
            self.form_context = loaded.form_context
            self._show_list()

        self.read(arrived)

    def _show_list(self) -> None:
        self.table.set_rows([cells for _, cells in self.listed()])

    def _follow_row(self, uid: str) -> None:
        self.which.restore(uid)
        self.which.focus()
