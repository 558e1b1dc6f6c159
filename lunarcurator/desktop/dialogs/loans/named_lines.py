"""What stands beside the lines of a form: the numbers of their pieces, for a code tells nobody which they are."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from lunarcurator.desktop.dialogs.form.form_dialog import FormDialog
from lunarcurator.desktop.dialogs.form.grid import GridInput
from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.services.lending.line_names import what_lines_are_of

COLUMN: Final = "sample"
"""The column of a grid of lines in which the numbers of their pieces stand, in grey where one may type another."""


class NamedLines:
    """Follows an input that names lines, and shows what each is of once the store has said it.

    `known` has it by the code of a line, from the lines that were selected on.
    """

    def __init__(
        self,
        dialog: FormDialog,
        named: GridInput | TextInput,
        codes: Callable[[], Sequence[str]],
        known: Mapping[str, str],
    ) -> None:
        self._dialog, self._named, self._codes = dialog, named, codes
        self._known: dict[str, str] = dict(known)
        self._plain_note = named.note
        named.changed.connect(self.follow)

    @property
    def codes(self) -> tuple[str, ...]:
        """The lines that are named now, by their numbers."""
        return tuple(self._codes())

    @property
    def numbers(self) -> tuple[str, ...]:
        """What the lines are of that are named now, as far as it is known; a piece that is typed goes before."""
        told = [self.number_of(code) for code in self._codes()]
        if isinstance(self._named, GridInput):
            rows = [row for row in self._named.rows() if row["line"].strip()]
            told = [row[COLUMN].strip() or self.number_of(row["line"].strip()) for row in rows]
        return tuple(dict.fromkeys(filter(None, told)))

    def number_of(self, code: str) -> str:
        """Return what a line is of, "" where that is not known."""
        return self._known.get(code, "")

    def follow(self) -> None:
        """Show what is known of the lines named now, and ask for the others."""
        self._show()
        lacking = [code for code in self._codes() if code not in self._known]
        if lacking:
            session = self._dialog.context.session
            self._dialog.inquire(lambda: (lacking, what_lines_are_of(session, lacking)), self._arrived)

    def _arrived(self, told: tuple[Sequence[str], Mapping[str, str]]) -> None:
        lacking, found = told
        self._known.update({code: found.get(code, "") for code in lacking})
        self._show()

    def _show(self) -> None:
        if isinstance(self._named, GridInput):
            rows = enumerate(self._named.rows())
            told = {(at, COLUMN): self.number_of(row["line"].strip()) for at, row in rows}
            self._named.model.hint_column(COLUMN, told)
        else:
            self._named.set_note("; ".join(self.numbers) or self._plain_note)
