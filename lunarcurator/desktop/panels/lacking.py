"""Unweighed pieces in words: one sentence for every room, bar and card, which says exactly what it counts."""

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.translation import counted
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.unweighed import Unweighed


def unweighed_in_words(unweighed: Unweighed) -> str:
    """Return how many pieces are held without a mass, and what is known of them instead; empty for none."""
    translate = QCoreApplication.translate
    parts = [
        (unweighed.not_reconciled, translate("Lacking", "{count} not reconciled")),
        (unweighed.nominal, translate("Lacking", "{count} nominal")),
        (unweighed.unknown, translate("Lacking", "{count} of unknown mass")),
    ]
    told = [text.format(count=shown_count(count)) for count, text in parts if count]
    if not told:
        return ""
    if unweighed.total == unweighed.unknown:
        return told[0]
    parted = translate("Lacking", "{count} unweighed ({parts})")
    if len(told) == 1:
        # The count would only be said again.
        told = [parts[0][1] if unweighed.not_reconciled else parts[1][1]]
        told = [told[0].format(count="").strip()]
    return parted.format(count=shown_count(unweighed.total), parts=", ".join(told))


def only_unweighed(count: int) -> str:
    """Return how many pieces are held without a mass, where it was not counted what they lack."""
    return counted("Lacking", "{count} unweighed", "{count} unweighed", count)


def what_unweighed_means() -> str:
    """Return what is counted as unweighed, for tool tips."""
    return QCoreApplication.translate(
        "Lacking",
        "Unweighed are the pieces held without a mass: not reconciled (a catalogue says what there was, nobody "
        "has confirmed it), nominal (a mass on paper only, as of a section), or of unknown mass.",
    )
