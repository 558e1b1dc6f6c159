"""Which states speak as a badge, in which tone and with which icon, and how a badge is painted."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from lunarcurator.desktop.theme.cutting import cut_to
from lunarcurator.desktop.theme.fonts import MEDIUM, for_eyes
from lunarcurator.desktop.theme.look import Look
from lunarcurator.desktop.theme.strokes import RADIUS_BADGE, frame

_SIDE = 6
_GAP = 4


@dataclass(frozen=True, slots=True)
class BadgeLook:
    """Tone and icon of a badge; the icon's shape differs as well as the colour."""

    tone: str
    concept: str


# What is not in the table is normal and stands as plain grey text.
_BADGES: Final[Mapping[tuple[str, str], BadgeLook]] = MappingProxyType({
    ("custody", "loan"): BadgeLook("blue", "on_loan"),
    ("custody", "display"): BadgeLook("violet", "on_display"),
    ("custody", "remote"): BadgeLook("teal", "remote"),
    ("custody", "transit"): BadgeLook("amber", "in_transit"),
    ("existence", "planned"): BadgeLook("blue", "draft"),
    ("existence", "consumed"): BadgeLook("grey", "consumed"),
    ("existence", "destroyed"): BadgeLook("grey", "consumed"),
    ("existence", "lost"): BadgeLook("red", "lost"),
    ("existence", "stolen"): BadgeLook("red", "lost"),
    ("existence", "merged"): BadgeLook("grey", "tree"),
    ("existence", "transferred"): BadgeLook("grey", "on_loan"),
    ("existence", "retired"): BadgeLook("grey", "split"),
    ("existence", "void"): BadgeLook("grey", "void"),
    ("condition", "returned"): BadgeLook("grey", "returned"),
    ("condition", "air_exposed"): BadgeLook("amber", "air_exposed"),
    ("condition", "frozen"): BadgeLook("teal", "frozen"),
    ("condition", "altered"): BadgeLook("amber", "heat"),
    ("access", "reserved"): BadgeLook("teal", "locked"),
    ("access", "restricted"): BadgeLook("teal", "locked"),
    ("access", "memorial"): BadgeLook("teal", "locked"),
    ("basic_use", "permanent"): BadgeLook("teal", "locked"),
    ("handling", "no_saw"): BadgeLook("teal", "block"),
    ("handling", "no_air"): BadgeLook("teal", "block"),
    ("handling", "no_water"): BadgeLook("teal", "block"),
    ("handling", "no_solvent"): BadgeLook("teal", "block"),
    ("handling", "no_heat"): BadgeLook("teal", "block"),
    ("handling", "no_epoxy"): BadgeLook("teal", "block"),
    ("handling", "no_magnet"): BadgeLook("teal", "block"),
    ("handling", "red_light_only"): BadgeLook("teal", "locked"),
    ("handling", "keep_frozen"): BadgeLook("teal", "frozen"),
    ("identity_doubt", "unconfirmed"): BadgeLook("amber", "unknown"),
    ("identity_doubt", "disputed"): BadgeLook("red", "lost"),
    ("exposure_kind", "air"): BadgeLook("amber", "air"),
    ("exposure_kind", "cabin"): BadgeLook("amber", "air"),
    ("exposure_kind", "saw"): BadgeLook("amber", "split"),
    ("exposure_kind", "heat"): BadgeLook("amber", "heat"),
    ("verdict", "new"): BadgeLook("green", "new"),
    ("verdict", "same"): BadgeLook("grey", "same"),
    ("verdict", "changed"): BadgeLook("blue", "changed"),
    ("verdict", "conflict"): BadgeLook("amber", "conflict"),
    ("verdict", "refused"): BadgeLook("red", "refused"),
    ("entry", "undone"): BadgeLook("grey", "undo"),
    ("entry", "undoes"): BadgeLook("grey", "undo"),
    ("entry", "late"): BadgeLook("blue", "late"),
    ("entry", "warning"): BadgeLook("amber", "warning"),
    ("entry", "two_persons"): BadgeLook("teal", "two_persons"),
    ("balance", "closes"): BadgeLook("green", "closes"),
    ("balance", "open"): BadgeLook("red", "warning"),
    ("mass", "unknown"): BadgeLook("grey", "unknown"),
    ("place", "sealed"): BadgeLook("teal", "sealed"),
    ("place", "air"): BadgeLook("amber", "air"),
    ("place", "frozen"): BadgeLook("teal", "frozen"),
})  # fmt: skip


def badge_of(axis: str, code: str) -> BadgeLook | None:
    """Return how a state ("custody", "loan") is badged; None for a normal one, which is plain grey text."""
    return _BADGES.get((axis, code))


def badge_width(look: Look, word: str, concept: str = "") -> int:
    """Return how wide a badge is, in pixels."""
    metrics = look.metrics
    width = QFontMetrics(look.fonts.font(12, MEDIUM)).horizontalAdvance(for_eyes(word)) + 2 * metrics.px(_SIDE)
    return width + (metrics.icon_small + metrics.px(_GAP) if concept else 0)


def paint_badge(
    painter: QPainter,
    rect: QRect,
    word: str,
    tone: str,
    *,
    look: Look,
    concept: str = "",
    selected: bool = False,
) -> int:
    """Paint a badge at the left of a rectangle, in the middle of its height; return its width.

    Where the selection inverts, a badge on it is drawn in the selection's own ink.
    """
    metrics, ink = look.metrics, look.ink
    words = for_eyes(word)
    room = rect.width()
    font = look.fonts.font(12, MEDIUM)
    painter.setFont(font)
    lead = metrics.px(_SIDE) + (metrics.icon_small + metrics.px(_GAP) if concept else 0)
    width = painter.fontMetrics().horizontalAdvance(words) + lead + metrics.px(_SIDE)
    if width > room:
        words = cut_to(painter.fontMetrics(), words, room - lead - metrics.px(_SIDE))
        width = room
    top = rect.y() + (rect.height() - metrics.badge) // 2
    inverted = selected and look.inverts
    colour = "selection_text" if inverted else f"tones.{tone}.ink"
    edge = ink(colour) if look.inverts else None
    fill = None if inverted else ink(f"tones.{tone}.tint")
    frame(painter, QRectF(rect.x(), top, width, metrics.badge), RADIUS_BADGE, fill, edge)
    if concept:
        icon = QRect(rect.x() + metrics.px(_SIDE), top, metrics.icon_small, metrics.badge)
        look.icons.paint(painter, icon, concept, colour, metrics.icon_small)
    painter.setPen(ink(colour))
    text = QRect(rect.x() + lead, top, max(width - lead, 0), metrics.badge)
    middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
    painter.drawText(text, middle | Qt.TextFlag.TextSingleLine, words)
    return width
