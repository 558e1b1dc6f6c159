"""The head of a dialog: the piece or place it is about, with what the book says of it."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from lunarcurator.desktop.dialogs.form.wording import DOT, Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.cards import Card
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.status import Existence
from lunarcurator.domain.tolerance import allowed_between
from lunarcurator.services.form_context import PieceSummary
from lunarcurator.services.place_book import PlaceBook, PlaceCard


class Head(Card):
    """A card: what it is and its figure above, where it is and how the figure is known below.

    The kind stands beside the name where both have room, else under it. With `wraps` a long name takes several
    lines, as that of a place does; a number never does.
    """

    def __init__(
        self,
        appearance: Appearance,
        name: str,
        kind: str,
        where: str,
        figure: str = "",
        how: str = "",
        *,
        wraps: bool = False,
    ) -> None:
        super().__init__(appearance, object_name="head")
        self._wraps = wraps
        self._name = Label(appearance, name, size=16, weight=SEMIBOLD, wrap=wraps, object_name="headNumber")
        self._kind = Label(appearance, kind, colour="text2", wrap=True)
        self._figure = Label(appearance, figure, size=16, weight=SEMIBOLD, object_name="headMass")
        self._first = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        self._first.addWidget(self._name)
        self._first.addWidget(self._kind, 1)
        upper.addLayout(self._first, 1)
        lower.addWidget(Label(appearance, where, size=12, colour="text2", wrap=True), 1)
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        for line, label in (
            (upper, self._figure),
            (lower, Label(appearance, how, size=12, colour="text2", wrap=not figure)),
        ):
            line.setSpacing(appearance.look.metrics.px(16))
            label.setVisible(bool(label.text()))
            line.addWidget(label, 0, corner)
            self.body.addLayout(line)
        self._kind.setVisible(bool(kind))
        self.setAccessibleName(f"{name} {kind} {figure}")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = self.look.metrics.px(10)
        labels = (self._name, self._kind, self._figure)
        needs = sum(label.fontMetrics().horizontalAdvance(label.text()) + gap for label in labels)
        beside = needs <= self.contentsRect().width() - 4 * gap
        sideways, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._name.setWordWrap(self._wraps and not beside)
        self._first.setDirection(sideways if beside else below)
        self._first.setSpacing(gap if beside else 0)


def piece_head(appearance: Appearance, wording: Wording, piece: PieceSummary, places: PlaceBook) -> Head:
    """Return the head of a dialog about one piece; of one that is not there any more it says what became of it."""
    gone = piece.existence != Existence.EXISTS
    return Head(
        appearance,
        piece.number,
        wording.kind_of(piece),
        wording.where(piece, places),
        wording.words.label(f"existence.{piece.existence}") if gone else wording.piece_mass(piece),
        "" if gone else how_known(wording, piece),
    )


def pieces_head(appearance: Appearance, wording: Wording, pieces: Sequence[PieceSummary]) -> Head:
    """Return the head of a dialog about several pieces: their count, numbers and known mass."""
    unknown = sum(piece.held_ug is None for piece in pieces)
    say = wording.words.say
    return Head(
        appearance,
        say("dialog.pieces", {"count": len(pieces)}),
        "",
        wording.numbers(pieces),
        wording.known_of(pieces),
        say("dialog.unknown_pieces", {"count": unknown}) if unknown else "",
    )


def subject_head(
    appearance: Appearance,
    wording: Wording,
    pieces: Sequence[PieceSummary],
    chosen: Sequence[PlaceCard],
    places: PlaceBook,
) -> Head:
    """Return the head of a dialog about whatever was selected: one piece, one place, or many of both."""
    if len(pieces) == 1 and not chosen:
        return piece_head(appearance, wording, pieces[0], places)
    if len(chosen) == 1 and not pieces:
        return place_head(appearance, wording, chosen[0])
    if pieces and not chosen:
        return pieces_head(appearance, wording, pieces)
    names = wording.words.say("list.numbers", {"numbers": [*map(_number, pieces), *map(_name, chosen)]})
    return Head(appearance, subject_words(wording, pieces, chosen), "", names)


def subject_words(wording: Wording, pieces: Sequence[PieceSummary], chosen: Sequence[PlaceCard]) -> str:
    """Return what a dialog is about in a few words: a number, a name, or how many pieces and containers."""
    if len(pieces) == 1 and not chosen:
        return pieces[0].number
    if len(chosen) == 1 and not pieces:
        return chosen[0].name
    if not chosen:
        return wording.words.say("dialog.pieces", {"count": len(pieces)})
    if not pieces:
        return wording.words.say("dialog.places", {"count": len(chosen)})
    return wording.words.say("dialog.moved", {"pieces": len(pieces), "places": len(chosen)})


def _number(piece: PieceSummary) -> str:
    return piece.number


def _name(place: PlaceCard) -> str:
    return place.name


def place_head(appearance: Appearance, wording: Wording, place: PlaceCard) -> Head:
    """Return the head of a dialog about one place."""
    parts = (
        wording.term("place_kind", place.kind),
        wording.term("atmosphere", place.atmosphere),
        place.code,
    )
    kind = DOT.join(part for part in parts if part)
    return Head(appearance, place.name, kind, place.path_text, wraps=True)


def how_known(wording: Wording, piece: PieceSummary) -> str:
    """Return how the mass of a piece is known, in words: when it was weighed, on what, how exactly."""
    say = wording.words.say
    if piece.suspense_ug:
        return say("dialog.in_suspense", {"mass": piece.suspense.shown(wording.unit)})
    if piece.held_ug is None:
        return ""
    around = ""
    if piece.resolution_ug:
        around = wording.around(allowed_between([piece.certainty]), "", piece.resolution_ug)
    if piece.weighed is not None and piece.quality == "measured":
        day = piece.weighed.told_day.value(wording.words)
        return say("dialog.weighed", {"day": day, "balance": piece.weighed.balance, "around": around})
    return wording.words.say(f"quality.{piece.quality}")
