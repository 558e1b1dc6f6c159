"""Sums in words: the line beside the room's name, and what the status bar says of a selection."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.panels.lacking import only_unweighed, unweighed_in_words
from lunarcurator.desktop.translation import counted
from lunarcurator.services.browsing import MassSum, PieceRow, Total

_DOT: Final = " · "


def totals_in_words(total: Total, *, past: bool = False) -> str:
    """Return the line of totals; what is nothing is not said.

    Of the past only the numbers are counted, and the unweighed pieces without what they lack.
    """
    translate = QCoreApplication.translate
    parts = []
    if past or total.absent:
        parts.append(counted("SampleSums", "1 number", "{count} numbers", total.pieces))
    there = total.pieces - total.absent
    if not past:
        parts.append(counted("SampleSums", "1 piece", "{count} pieces", there))
    # Where nobody weighed anything, nought is not what is known.
    if total.ug or not (total.suspense_ug or total.unweighed):
        known = total.known.shown()
        parts.append(translate("SampleSums", "{mass} known").format(mass=known))
    if total.suspense_ug:
        suspense = total.suspense.shown()
        parts.append(translate("SampleSums", "{mass} not reconciled").format(mass=suspense))
    if total.unweighed:
        parts.append(only_unweighed(total.unweighed) if past else unweighed_in_words(total.lacking))
    return _DOT.join(parts)


def selection_in_words(selected: int, held: MassSum, unit: str = "g", one: PieceRow | None = None) -> str:
    """Return what is selected: how many, their mass as far as it is known, how many are unweighed and why.

    `one` is the row of the only piece selected: it is told to the digit its own row and panel tell it. What
    nobody knows of pieces that are none any more is not said, and is not nought.
    """
    parts = [counted("SampleSums", "{count} selected", "{count} selected", selected)]
    known = one.own_mass if one is not None else held.whole
    if known is not None:
        parts.append(known.shown(unit))
    elif one is not None and one.suspense_ug and not one.unweighed:
        suspense = one.suspense.shown(unit)
        parts.append(QCoreApplication.translate("SampleSums", "{mass} not reconciled").format(mass=suspense))
    if held.unweighed.total:
        parts.append(unweighed_in_words(held.unweighed))
    return _DOT.join(parts)
