"""Strips: the state of the whole window, a finding beside its field, and the undo toast."""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Final, Literal, override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWhatsThisClickedEvent,
)
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM, SEMIBOLD
from lunarcurator.desktop.theme.strokes import RADIUS_CONTROL, frame, underline
from lunarcurator.desktop.widgets.announcing import announce
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.fields import set_tone
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.icon_label import IconLabel
from lunarcurator.desktop.widgets.labels import CutLabel, KeyBox, Label, LinkLabel
from lunarcurator.desktop.widgets.painted import Painted

_READABLE: Final = 260
"""So wide a sentence has to be to stand beside buttons, unless it is shorter."""

StripTone = Literal["amber", "red", "grey", "blue", "green"]
_CONCEPTS: Final[Mapping[str, str]] = MappingProxyType({"amber": "warning", "red": "block", "green": "closes"})


class ToastOffer(Enum):
    """What a toast offers beside what was done."""

    NOTHING = auto()
    UNDO = auto()
    REDO = auto()


class Washed(Painted):
    """A tinted area: the wash of a tone, square over the full width or rounded as a box."""

    def __init__(
        self,
        appearance: Appearance,
        tone: StripTone,
        *,
        rounded: bool = True,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, object_name, parent)
        self._tone: StripTone = tone
        self._rounded = rounded

    @property
    def tone(self) -> StripTone:
        """The tone of the wash."""
        return self._tone

    def set_tone(self, tone: StripTone) -> None:
        """Tint in another tone."""
        self._tone = tone
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ink = self.look.ink
        with QPainter(self) as painter:
            wash = ink(f"tones.{self._tone}.wash")
            if self._rounded:
                edge = ink(f"tones.{self._tone}.edge") if self.look.inverts else None
                frame(painter, self.rect(), RADIUS_CONTROL, wash, edge)
                return
            painter.fillRect(self.rect(), wash)
            underline(painter, self.rect(), ink("line"))

    def announce(self) -> None:
        """Let assistive technology say what appeared here."""
        announce(self, self.accessibleName(), urgent=self._tone in {"amber", "red"})


class Strip(Washed):
    """A strip over the full width: a bold lead, a sentence, and buttons at the right.

    Where there is no room for a readable sentence beside them, what is filled in and the buttons stand below it.
    """

    def __init__(
        self,
        appearance: Appearance,
        tone: StripTone,
        lead: str,
        sentence: str = "",
        *,
        concept: str = "",
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, tone, rounded=False, object_name=object_name, parent=parent)
        self._icon = IconLabel(appearance, concept or "note", f"tones.{tone}.ink")
        self._lead = Label(appearance, lead, weight=SEMIBOLD, colour=f"tones.{tone}.ink")
        self._sentence = Label(appearance, sentence, wrap=True)
        self._words, self._acts = QHBoxLayout(), QHBoxLayout()
        for part in (self._icon, self._lead):
            self._words.addWidget(part)
        self._words.addWidget(self._sentence, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addLayout(self._words, 1)
        self._row.addLayout(self._acts)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.refresh()
        self._name()

    def say(self, lead: str, sentence: str = "") -> None:
        """Say something else; announced if the strip can be seen."""
        self._lead.setText(lead)
        self._sentence.setText(sentence)
        self._name()
        if self.isVisible():
            self._fit()
            self.announce()

    def add_button(self, text: str, object_name: str) -> Button:
        """Add a button at the right and return it."""
        button = Button(text, dense=True, object_name=object_name)
        self.add_widget(button)
        return button

    def add_widget(self, widget: QWidget) -> None:
        """Add what is filled in within the strip, before the buttons that follow."""
        self._acts.addWidget(widget)
        # Before it is shown its width is nobody's wish.
        if self.isVisible():
            self._fit()

    def _fit(self) -> None:
        """Put what is filled in below the words where it would leave them no room."""
        told = self._sentence.fontMetrics().horizontalAdvance(self._sentence.text())
        words = self._words.minimumSize().width() - self._sentence.minimumSizeHint().width()
        needs = words + min(told, self.look.metrics.px(_READABLE)) + self._acts.sizeHint().width()
        sides = self._row.contentsMargins()
        room = self.width() - sides.left() - sides.right() - self._row.spacing()
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(beside if needs <= room else below)

    @override
    def minimumSizeHint(self) -> QSize:
        # No row of buttons beside words decides how wide a window must be.
        sides = self._row.contentsMargins()
        wide = max(self._words.minimumSize().width(), self._acts.minimumSize().width())
        return QSize(wide + sides.left() + sides.right(), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _name(self) -> None:
        self.setAccessibleName(f"{self._lead.accessibleName()} {self._sentence.accessibleName()}".strip())

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._row.setContentsMargins(px(16), px(4), px(16), px(4))
        for row in (self._row, self._words, self._acts):
            row.setSpacing(px(8))
        self.setMinimumHeight(px(34))
        super().refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.announce()


class FindingStrip(Washed):
    """A finding beside its field: one sentence, the way out as a link, for a warning a field *Why*.

    Amber is a warning (with `why=True` it takes a reason), red a block, which has no field. The code of its `rule`
    leads to that rule's page in the manual. `wanted` stands in place of the note while the reason is lacking.
    """

    reason_edited = Signal(str)
    followed = Signal()

    def __init__(
        self,
        appearance: Appearance,
        tone: StripTone,
        sentence: str,
        *,
        why: bool = False,
        link: str = "",
        note: str = "",
        wanted: str = "",
        rule: str = "",
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, tone, object_name=object_name, parent=parent)
        self._box = QVBoxLayout(self)
        self._note_text, self._wanted = note, wanted
        self._note = Label(
            appearance, note, size=12, colour="text2", wrap=True, object_name=f"{object_name}Note", parent=self
        )
        self._links: list[LinkLabel] = []
        self._icon = IconLabel(appearance, _CONCEPTS.get(tone, "note"), f"tones.{tone}.ink")
        quiet = tone in {"green", "grey"}
        self._sentence = Label(
            appearance,
            sentence,
            weight=400 if quiet else MEDIUM,
            colour="text" if quiet else f"tones.{tone}.ink",
            wrap=True,
        )
        self._head = QHBoxLayout()
        self._head.addWidget(self._icon)
        self._head.addWidget(self._sentence, 1)
        if rule:
            self._add_rule(appearance, rule, object_name)
        self._box.addLayout(self._head)
        self.why = QLineEdit()
        self.why.setObjectName(f"{object_name}Why")
        self._why_row = QHBoxLayout()
        if why:
            self._add_why(appearance)
        self._foot = FlowLayout(appearance.look.metrics.px(8))
        self._add_foot(appearance, note, link, object_name)
        if why:
            self.why.setAccessibleDescription(sentence)
            self._tell_wanted()
        self.setAccessibleName(sentence)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.refresh()

    @property
    def sentence(self) -> str:
        """What the finding says."""
        return self._sentence.accessibleName()

    def reason(self) -> str:
        """Return what was typed as the reason, trimmed."""
        return self.why.text().strip()

    def say_note(self, note: str, wanted: str) -> None:
        """Say another note below the field of the reason, and what it says as long as the reason is lacking."""
        self._note_text, self._wanted = note, wanted
        self._tell_wanted()

    def add_link(self, text: str, object_name: str) -> LinkLabel:
        """Add a further way out beside the link there is, and return it."""
        link = LinkLabel(self._appearance, text, size=12, object_name=object_name)
        self._links.append(link)
        self._foot.addWidget(link)
        return link

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops in it, in the order of the hands: what is typed first, then what leads away."""
        return (*((self.why,) if self.why.parent() is self else ()), *self._links)

    def _add_rule(self, appearance: Appearance, rule: str, object_name: str) -> None:
        link = LinkLabel(appearance, rule, size=12, object_name=f"{object_name}Rule")
        told = self.tr("Why: rule {rule} in the manual").replace("{rule}", rule)
        link.setAccessibleName(told)
        link.setToolTip(told)
        link.activated.connect(lambda: _ask_manual(link.window(), rule))
        self._links.append(link)
        self._head.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)

    def _add_why(self, appearance: Appearance) -> None:
        label = Label(appearance, self.tr("Why"), colour="text2")
        label.setBuddy(self.why)
        self.why.setAccessibleName(self.tr("Why"))
        self.why.textEdited.connect(self.reason_edited)
        self.why.textChanged.connect(lambda _text: self._tell_wanted())
        self._why_row.addWidget(label)
        self._why_row.addWidget(self.why, 1)
        self._box.addLayout(self._why_row)

    def _add_foot(self, appearance: Appearance, note: str, link: str, object_name: str) -> None:
        self._note.setVisible(bool(note))
        if note:
            self._box.addWidget(self._note)
        if link:
            way_out = LinkLabel(appearance, link, size=12, object_name=f"{object_name}Link")
            self._links.append(way_out)
            way_out.activated.connect(self.followed)
            self._foot.addWidget(way_out)
        # What leads on stands below the note, whole: beside it a number in the words of a link was cut.
        self._box.addLayout(self._foot)

    def _tell_wanted(self) -> None:
        """Say as long as the reason is lacking that it is, in words and at the edge of its field."""
        lacks = not self.reason()
        set_tone(self.why, self._tone if lacks else "")
        self._note.setText(self._wanted if lacks and self._wanted else self._note_text)
        self._note.set_colour(f"tones.{self._tone}.ink" if lacks and self._wanted else "text2")

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._box.setContentsMargins(px(12), px(8), px(12), px(8))
        self._box.setSpacing(px(6))
        for row in (self._head, self._why_row, self._foot):
            row.setSpacing(px(8))
        super().refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._tone in {"amber", "red"}:
            self.announce()


class Toast(Washed):
    """What was done last, with *Undo* or *Redo* and its keys; it stays in the status bar until the next entry.

    A sentence too long for the bar is cut, and said whole to screen readers and by its tool tip.
    """

    undo = Signal()
    redo = Signal()

    def __init__(
        self,
        appearance: Appearance,
        sentence: str,
        *,
        object_name: str = "toast",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, "green", object_name=object_name, parent=parent)
        self._sentence = CutLabel(appearance, sentence, size=12, weight=SEMIBOLD)
        self._undo = self._link(self.tr("Undo"), f"{object_name}Undo")
        self._undo.activated.connect(self.undo)
        self._redo = self._link(self.tr("Redo"), f"{object_name}Redo")
        self._redo.activated.connect(self.redo)
        self._undo_keys = KeyBox(appearance, "Ctrl Z", object_name=f"{object_name}UndoKeys")
        self._redo_keys = KeyBox(appearance, "Ctrl Shift Z", object_name=f"{object_name}RedoKeys")
        self._offer, self._keys_mean_it = ToastOffer.NOTHING, True
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconLabel(appearance, "done", "tones.green.ink", small=True))
        for part in (self._sentence, self._undo, self._undo_keys, self._redo, self._redo_keys):
            self._row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(sentence)
        self.refresh()
        self._show_offer()

    @property
    def offer(self) -> ToastOffer:
        """What is offered beside the sentence."""
        return self._offer

    def say(self, sentence: str, offer: ToastOffer) -> None:
        """Say what was done now, and offer its undo or redo."""
        self._sentence.setText(sentence)
        self.setToolTip(sentence)
        self.setAccessibleName(sentence)
        self.set_offer(offer)
        self.announce()

    def set_offer(self, offer: ToastOffer) -> None:
        """Offer something else beside the same sentence."""
        self._offer = offer
        self._show_offer()

    def name_act(self, act: str) -> None:
        """Say to screen readers and by tool tips which act the offers are about."""
        for link in (self._undo, self._redo):
            link.setAccessibleName(self.tr("{verb}: {act}").replace("{verb}", link.text()).replace("{act}", act))
            link.setToolTip(link.accessibleName())

    def show_keys(self, *, mean_it: bool) -> None:
        """Show the keys of the offer only while pressing them does what is offered."""
        self._keys_mean_it = mean_it
        self._show_offer()

    def _link(self, text: str, object_name: str) -> LinkLabel:
        return LinkLabel(self._appearance, text, size=12, weight=SEMIBOLD, object_name=object_name)

    def _show_offer(self) -> None:
        undo, redo = self._offer is ToastOffer.UNDO, self._offer is ToastOffer.REDO
        for link, keys, offered in ((self._undo, self._undo_keys, undo), (self._redo, self._redo_keys, redo)):
            # The keys come and go as the focus moves, also while the link is being pressed: it must not move away.
            policy = keys.sizePolicy()
            policy.setRetainSizeWhenHidden(offered)
            keys.setSizePolicy(policy)
            link.setVisible(offered)
            keys.setVisible(offered and self._keys_mean_it)

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._row.setContentsMargins(px(10), 0, px(8), 0)
        self._row.setSpacing(px(8))
        self.setFixedHeight(self.look.metrics.status_bar - px(4))
        super().refresh()


def _ask_manual(window: QWidget, topic: str) -> None:
    """Ask for a page of the manual by Qt's own event for it: whoever answers for the manual hears each window."""
    heard = window.windowHandle()
    if heard is not None:
        QApplication.sendEvent(heard, QWhatsThisClickedEvent(topic))
