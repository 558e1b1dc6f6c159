"""Saying aloud what appears: a screen reader reads it whatever has the keyboard."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Let assistive technology say a sentence that appeared in a widget; an `urgent` one interrupts.

    The event for an alert would not do: on Linux Qt's bridge to AT-SPI delivers it to nobody.
    """
    if not sentence:
        return
    told = QAccessibleAnnouncementEvent(widget, sentence)
    politeness = QAccessible.AnnouncementPoliteness
    told.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(told)
