"""The frame of every dialog: what you enter at the left, what follows from it at the right, the act below."""

from collections.abc import MutableMapping
from typing import override

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM, SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.grounds import Ground, Rule, ScrollColumn
from lunarcurator.desktop.widgets.icon_label import IconLabel
from lunarcurator.desktop.widgets.labels import KeyBox, Label, LinkLabel
from lunarcurator.desktop.widgets.screen_room import TITLE_BAR, room_on

_SIZE = QSize(1040, 640)
_PANEL = 340


class Dialog(QDialog):
    """A sheet over the window, shown with `open()`; `confirmed` says that the primary was pressed.

    It does not close itself: whoever posts closes it with `accept()` when the entry stands. `content` is the
    left column, `panel` the right one (`panel=False` leaves it out), `extras` stands before the buttons,
    `foot_state` at the left of the foot. The size is remembered in `sizes` under the object name, as
    (width, height).
    """

    confirmed = Signal()
    next_asked = Signal()

    def __init__(
        self,
        appearance: Appearance,
        title: str,
        primary: str,
        *,
        object_name: str,
        sizes: MutableMapping[str, object] | None = None,
        panel: bool = True,
        size: QSize = _SIZE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance, self._sizes, self._first_size = appearance, sizes, size
        self.setObjectName(object_name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setSizeGripEnabled(False)
        self._title = Label(appearance, title, size=14, weight=SEMIBOLD)
        self.content = QVBoxLayout()
        self.panel = QVBoxLayout()
        self.extras, self.foot_state = QHBoxLayout(), QHBoxLayout()
        self._draft_icon = IconLabel(appearance, "draft", small=True)
        self._draft = Label(appearance, "", size=12, colour="text2", object_name="draftState")
        self._findings = Label(appearance, "", size=12, weight=MEDIUM, object_name="findingsState")
        self._obstacle = LinkLabel(appearance, "", size=12, object_name="nextStep")
        self.cancel_button = Button(self.tr("Cancel"), object_name="cancel")
        self.primary_button = Button(primary, kind="primary", object_name="primary")
        self._build(panel)
        self._connect()
        self._space()
        self._own_size = self._kept() is not None
        self.resize(self._remembered())
        self.set_draft("")
        self.set_findings("")
        self.set_obstacle("")

    @property
    def least_size(self) -> QSize:
        """The smallest size in which nothing is cut at its side; head and foot stay, what is between scrolls."""
        right = self._right.least_width if self._right.isVisibleTo(self) else 0
        return self.minimumSizeHint().expandedTo(QSize(self._left.least_width + right, self.minimumHeight()))

    def grow(self) -> None:
        """Become as high as the content asks for, as far as the screen allows; a size somebody chose stays."""
        hidden = self._left.hidden_height
        if self._own_size or hidden <= 0:
            return
        screen = self.screen().availableGeometry()
        height = min(self.height() + hidden, room_on(self.screen()).height())
        if height > self.height():
            top = min(self.y(), screen.bottom() - height)
            self.setGeometry(self.x(), max(top, screen.y() + TITLE_BAR), self.width(), height)

    def show_focused(self) -> None:
        """Scroll what has the keyboard into sight, also where somebody scrolled away from it."""
        self._following.show_focused()

    def set_title(self, title: str) -> None:
        """Name the act and its object again."""
        self._title.setText(title)
        self.setWindowTitle(title)
        self.setAccessibleName(title)

    def set_primary(self, text: str, *, enabled: bool = True, obstacle: str = "") -> None:
        """Name what the primary does, with its number; say below it what stands in the way, if anything."""
        self.primary_button.setText(text)
        self.primary_button.setEnabled(enabled)
        self.primary_button.setAccessibleDescription(obstacle)
        self.set_obstacle(obstacle)

    def set_obstacle(self, sentence: str) -> None:
        """Say what stands in the way as a link (`next_asked`); "" hides it."""
        self._obstacle.set_text(sentence)
        self._obstacle.setVisible(bool(sentence))

    def press_by_enter(self) -> None:
        """Let plain *Enter* press the primary too, wherever the keyboard is but on another button."""
        self.primary_button.setDefault(True)
        self._keys.show_keys("\u21b5")

    def set_draft(self, sentence: str) -> None:
        """Say when the draft was kept; "" hides it."""
        self._draft.setText(sentence)
        self._draft.setVisible(bool(sentence))
        self._draft_icon.setVisible(bool(sentence))

    def set_findings(self, sentence: str, tone: str = "amber") -> None:
        """Say how many findings stand, in their tone; "" hides it."""
        self._findings.setText(sentence)
        self._findings.set_colour(f"tones.{tone}.ink")
        self._findings.setVisible(bool(sentence))
        self._fit_foot()

    def _build(self, panel: bool) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._bar = Ground(self._appearance, "rail")
        self._bar_row = QHBoxLayout(self._bar)
        self._bar_row.addWidget(self._title, 1)
        whole.addWidget(self._bar)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self._left = ScrollColumn(self._appearance, "window", self.content)
        middle.addWidget(self._left, 1)
        self._right = ScrollColumn(self._appearance, "base", self.panel)
        self._following = self._left.follow_keyboard()
        self._right.follow_keyboard()
        if panel:
            middle.addWidget(Rule(self._appearance, upright=True))
            middle.addWidget(self._right)
        else:
            self._right.hide()
            self._right.setParent(self)
        whole.addLayout(middle, 1)
        whole.addWidget(Rule(self._appearance))
        self._foot = Ground(self._appearance, "window")
        self._fill_foot()
        whole.addWidget(self._foot)

    def _fill_foot(self) -> None:
        column = QVBoxLayout(self._foot)
        state, acts = self.foot_state, QHBoxLayout()
        for part in (self._draft_icon, self._draft, self._findings):
            state.addWidget(part)
        state.addStretch(1)
        acts.addStretch(1)
        acts.addLayout(self.extras)
        self._keys = KeyBox(self._appearance, "Ctrl \u21b5")
        for act in (self.cancel_button, self.primary_button, self._keys):
            acts.addWidget(act)
        # Its height follows from its width, and never the width of the dialog from both in one row.
        self._foot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.addLayout(state, 1)
        row.addLayout(acts)
        column.addLayout(row)
        column.addWidget(self._obstacle, 0, Qt.AlignmentFlag.AlignRight)
        self._foot_column, self._foot_row, self._acts = column, row, acts

    def _fit_foot(self) -> None:
        """Put the state above the acts where the dialog is too narrow for both in one row."""
        margins = self._foot_column.contentsMargins()
        acts, sides = self._acts.sizeHint().width(), margins.left() + margins.right()
        # What can be cut is, before it takes a row of its own.
        needs = self.foot_state.minimumSize().width() + acts + self._foot_row.spacing()
        room = self.width() - sides
        self._foot.setMinimumWidth(acts + sides)
        sideways, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._foot_row.setDirection(sideways if needs <= room else below)

    def _connect(self) -> None:
        self.cancel_button.clicked.connect(self.reject)
        self.primary_button.clicked.connect(self.confirmed)
        # Whoever knows better where it is mended says so after this.
        self._obstacle.activated.connect(self._focus_first_empty)
        self._obstacle.activated.connect(self.next_asked)
        self._shortcuts = [
            QShortcut(QKeySequence(keys), self, self.primary_button.click)
            for keys in ("Ctrl+Return", "Ctrl+Enter")
        ]
        self._appearance.changed.connect(self._space)

    def _space(self) -> None:
        metrics = self._appearance.look.metrics
        px = metrics.px
        self._bar_row.setContentsMargins(px(20), px(9), px(12), px(9))
        for column in (self.content, self.panel):
            column.setContentsMargins(px(20), px(16), px(20), px(16))
            column.setSpacing(px(12))
        self._foot_column.setContentsMargins(px(20), px(12), px(20), px(12))
        self._foot_column.setSpacing(px(4))
        for row in (self._foot_row, self.foot_state, self._acts):
            row.setSpacing(px(8))
        self.extras.setSpacing(px(12))
        self._fit()

    def _fit(self) -> None:
        # At large text the panel must not push what is entered out of the dialog, nor this off the screen.
        screen, px = room_on(self.screen()).width(), self._appearance.look.metrics.px
        # Where the screen is narrower than the dialog would be, what is entered needs the room more.
        share = 3 if px(self._first_size.width()) > screen else 4
        wanted = min(px(_PANEL), self.width() * share // 10, screen - self._left.least_width)
        self._right.setFixedWidth(max(wanted, self._right.least_width))
        # What is entered is never cut at its side; only a screen may be too narrow for that.
        most = screen - self._right.width()
        self._left.widen_up_to(max(most, 1))
        self._fit_foot()

    def _kept(self) -> QSize | None:
        kept = self._sizes.get(self.objectName()) if self._sizes is not None else None
        return QSize(int(kept[0]), int(kept[1])) if isinstance(kept, list | tuple) and len(kept) == 2 else None

    def _remembered(self) -> QSize:
        kept, px = self._kept(), self._appearance.look.metrics.px
        wanted = kept or QSize(px(self._first_size.width()), px(self._first_size.height()))
        # What was chosen on another screen may be too large for this one.
        return wanted.boundedTo(room_on(self.screen()))

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return handled

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # One that comes from outside was made by a person.
        self._own_size = self._own_size or (event.spontaneous() and self.isVisible())
        self._fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now do all parts know their sizes.
        self._fit()
        if self.focusWidget() is None or self.focusWidget() in {self.cancel_button, self.primary_button}:
            self._focus_first_empty()

    def _focus_first_empty(self) -> None:
        first = self.first_empty()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_empty(self) -> QWidget | None:
        """Return what takes the keyboard at first: the first field that says nothing yet."""
        fields = self._left.findChildren(QLineEdit)
        # One that is hidden now would hand the keyboard on to whatever stands behind it.
        seen = [field for field in fields if field.isVisibleTo(self)]
        usable = [field for field in seen if field.isEnabled() and not field.isReadOnly()]
        return next((field for field in usable if not field.text()), usable[0] if usable else None)

    @override
    def done(self, result: int) -> None:
        if self._sizes is not None:
            self._sizes[self.objectName()] = (self.width(), self.height())
        super().done(result)
