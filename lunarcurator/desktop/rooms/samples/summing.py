"""Sums in words: the line beside the room's name, and what the status bar says of a selection."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from lunarcurator.domain.mass_display import shown_count, shown_mass_with_unit
from lunarcurator.services.browsing import Total

_KG: Final = 1_000_000_000
_DOT: Final = " · "


def rounded_mass(ug: int) -> str:
    """Return ug for a headline: from 1 kg on in kg with two decimals, rounded half up; below exactly in g."""
    if ug < _KG:
        return shown_mass_with_unit(ug)
    step = _KG // 100
    return shown_mass_with_unit((ug + step // 2) // step * step, "kg")


def totals_in_words(total: Total, *, past: bool = False) -> str:
    """Return the line of totals; what is nothing is not said.

    Of the past only the numbers are counted, and of pieces those that were not weighed, for whatever reason.
    """
    parts = []
    if past or total.absent:
        parts.append(
            QCoreApplication.translate("SampleSums", "{count} numbers").format(count=shown_count(total.pieces))
        )
    there = total.pieces - total.absent
    if not past:
        parts.append(
            QCoreApplication.translate("SampleSums", "1 piece")
            if there == 1
            else QCoreApplication.translate("SampleSums", "{count} pieces").format(count=shown_count(there))
        )
    if total.ug or not total.suspense_ug:
        parts.append(QCoreApplication.translate("SampleSums", "{mass} known").format(mass=rounded_mass(total.ug)))
    if total.suspense_ug:
        parts.append(
            QCoreApplication.translate("SampleSums", "{mass} not reconciled").format(
                mass=rounded_mass(total.suspense_ug)
            )
        )
    if total.unknown:
        text = (
            QCoreApplication.translate("SampleSums", "{count} not weighed")
            if past
            else QCoreApplication.translate("SampleSums", "{count} of unknown mass")
        )
        parts.append(text.format(count=shown_count(total.unknown)))
    return _DOT.join(parts)


def selection_in_words(count: int, ug: int, unweighed: int) -> str:
    """Return what is selected: how many, their known mass to the microgram, how many are not weighed."""
    parts = [QCoreApplication.translate("SampleSums", "{count} selected").format(count=shown_count(count))]
    if ug or not unweighed:
        parts.append(shown_mass_with_unit(ug))
    if unweighed:
        parts.append(
            QCoreApplication.translate("SampleSums", "{count} of unknown mass").format(
                count=shown_count(unweighed)
            )
        )
    return _DOT.join(parts)
