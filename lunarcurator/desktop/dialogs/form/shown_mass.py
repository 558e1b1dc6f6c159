"""The mass of what an act is about, where the act moves it without changing it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.form_context import PieceSummary


def figures_of(appearance: Appearance, wording: Wording, pieces: Sequence[PieceSummary]) -> Figures:
    """Return the section that says how many pieces move, with what mass, and how many nobody has weighed."""
    figures = Figures(appearance, QCoreApplication.translate("ShownMass", "Mass"))
    figures.show_rows((mass_row(wording, pieces),))
    return figures


def mass_row(wording: Wording, pieces: Sequence[PieceSummary]) -> Figure:
    """Return the line of these pieces: their count, known mass, and how many are unweighed."""
    unknown = sum(piece.held_ug is None for piece in pieces)
    say = wording.words.say
    small = say("dialog.unknown_pieces", {"count": unknown}) if unknown else ""
    return Figure(say("dialog.pieces", {"count": len(pieces)}), wording.known_of(pieces), small=small, bold=True)
