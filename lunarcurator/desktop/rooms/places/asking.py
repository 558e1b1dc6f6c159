"""A card in the panel that asks before something happens to a place: what, from where to where, and why."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from lunarcurator.desktop.acting.reasons import Reasons
from lunarcurator.desktop.panels.sections import clear
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.cards import Card
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.strips import FindingStrip, StripTone
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.services.words import Words


class AskCard(Card):
    """Asks whether to do what it says; `agreed` is the only way on, `declined` leaves all as it is.

    `dialog_asked` says that a rule wants an authority, which only the dialog can take.
    """

    agreed = Signal()
    declined = Signal()
    dialog_asked = Signal()

    def __init__(
        self,
        appearance: Appearance,
        words: Words,
        title: str,
        sentence: str,
        facts: Sequence[tuple[str, str]],
        primary: str,
    ) -> None:
        super().__init__(appearance, title, accented=True, ground="window", object_name="placesAsk")
        self._words = words
        self._strips: dict[str, FindingStrip] = {}
        self.reasons = Reasons(self)
        self._judged = False
        self._blocked = False
        self.body.addWidget(Label(appearance, sentence, colour="text2", wrap=True))
        for label, value in facts:
            self.body.addLayout(_fact(appearance, label, value))
        self._findings = QVBoxLayout()
        self.body.addLayout(self._findings)
        self.reason = QLineEdit()
        self.reason.setObjectName("placesAskReason")
        self.body.addWidget(Field(appearance, self.tr("Reason"), self.reason))
        self.primary = Button(primary, kind="primary", object_name="placesAskAgree")
        self._decline = Button(self.tr("Cancel"), object_name="placesAskDecline")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._decline)
        foot.addWidget(self.primary)
        self.body.addLayout(foot)
        self.primary.clicked.connect(self.agreed)
        self._decline.clicked.connect(self.declined)
        self._offer()

    def show_findings(self, findings: Sequence[Finding], *, judged: bool = True) -> None:
        """Show what the rules say; a warning takes a reason, a block has none."""
        clear(self._findings)
        self._strips.clear()
        self._judged = judged
        self._blocked = any(each.strength is not Strength.WARN for each in findings)
        for number, finding in enumerate(dict.fromkeys(findings)):
            self._findings.addWidget(self._strip(finding, f"placesFinding{number}"))
        self._offer()

    def show_refusal(self, sentence: str) -> None:
        """Say why nothing was posted; what was typed stays."""
        strip = FindingStrip(self._appearance, "red", sentence, object_name="placesRefusal")
        self._findings.addWidget(strip)

    def hold(self, held: bool) -> None:
        """Keep anybody from agreeing twice while it is posted."""
        self._judged = not held
        self._offer()

    def _strip(self, finding: Finding, name: str) -> FindingStrip:
        warns = finding.strength is Strength.WARN
        needs = finding.strength is Strength.AUTHORITY
        link = self.tr("Open the dialog\u2026") if needs else ""
        sentence = self._words.say_finding(finding)
        tone: StripTone = "amber" if warns else "red"
        # One reason answers every finding of the same key.
        takes = warns and finding.key not in self._strips
        strip = FindingStrip(
            self._appearance, tone, sentence, why=takes, link=link, rule=finding.rule, object_name=name
        )
        strip.followed.connect(self.dialog_asked)
        if takes:
            strip.why.setText(self.reasons.of(finding.key))
            strip.reason_edited.connect(lambda text: self._reasoned(finding.key, text))
            self._strips[finding.key] = strip
        return strip

    def _reasoned(self, key: str, text: str) -> None:
        self.reasons.give(key, text)
        self._offer()

    def _offer(self) -> None:
        answered = all(strip.reason() for strip in self._strips.values())
        self.primary.setEnabled(self._judged and answered and not self._blocked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape:
            self.declined.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.primary.isEnabled():
            self.agreed.emit()
        else:
            super().keyPressEvent(event)


def _fact(appearance: Appearance, label: str, value: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(appearance.look.metrics.px(16))
    row.addWidget(Label(appearance, label, colour="text2"), 0, Qt.AlignmentFlag.AlignTop)
    shown = Label(appearance, value, weight=MEDIUM, wrap=True)
    shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    shown.setAccessibleName(f"{label} {value}")
    row.addWidget(shown, 1)
    return row
