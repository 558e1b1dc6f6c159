"""The mass of a piece on the day of the form: a late entry is judged by the book as it stood then."""

from collections.abc import Callable

from lunarcurator.desktop.dialogs.form.form_dialog import FormDialog
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.domain.days import Day
from lunarcurator.domain.tolerance import Certainty
from lunarcurator.services.form_context import mass_on


class MassOnDay:
    """Follows the day typed; `changed` is called when the mass of that day has come."""

    def __init__(self, dialog: FormDialog, changed: Callable[[], None]) -> None:
        self._dialog, self._changed = dialog, changed
        self._asked: tuple[Day, int] | None = None
        self._told: tuple[int | None, Certainty] | None = None

    @property
    def ug(self) -> int | None:
        """The mass before the act, in ug, None where nobody knows it."""
        return self._told[0] if self._told is not None else self._dialog.form_context.piece.held_ug

    @property
    def resolution_ug(self) -> int | None:
        """The resolution behind that mass, in ug."""
        return self.certainty.resolution_ug or None

    @property
    def certainty(self) -> Certainty:
        """How sure that mass is."""
        return self._told[1] if self._told is not None else self._dialog.form_context.piece.certainty

    def told(self, wording: Wording, unit: str) -> str:
        """Return that mass for eyes, with the sign of an estimate or a bound where it is the mass now."""
        if self._told is None or self.ug is None:
            return wording.piece_mass(self._dialog.form_context.piece, unit)
        return wording.mass(self.ug, unit, self.resolution_ug)

    def follow(self) -> None:
        """Ask for the mass of another day where the day typed is another one."""
        dialog, piece = self._dialog, self._dialog.form_context.piece
        if not dialog.built or dialog.day.trouble() is not None:
            return
        day, session = dialog.day.day(), dialog.context.session
        if (day, piece.last_seq) == self._asked:
            return
        self._asked = (day, piece.last_seq)
        if day >= session.today:
            self._told = None
            return
        dialog.inquire(lambda: mass_on(session, piece.uid, day), self._arrived)

    def _arrived(self, told: tuple[int | None, Certainty]) -> None:
        self._told = told
        self._changed()
