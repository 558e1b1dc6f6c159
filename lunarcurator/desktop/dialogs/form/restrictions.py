"""The strip that says before the first cut how a piece must not be handled."""

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.strips import Strip
from lunarcurator.services.field_values import shown_value
from lunarcurator.services.form_context import PieceSummary
from lunarcurator.services.words import Words


def restrictions(appearance: Appearance, words: Words, piece: PieceSummary) -> Strip | None:
    """Return the strip with the marks of a piece and their reason, None where it has none."""
    marks = shown_value(words, "handling", piece.handling)
    if not marks:
        return None
    reason = piece.restriction
    return Strip(appearance, "amber", marks, reason, concept="warning", object_name="restrictions")
