"""What was begun before and not posted is offered: go on with it, or discard it."""

from PySide6.QtCore import Signal, SignalInstance

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.strips import Strip


class ResumeOffer(Strip):
    """A strip that hides once it is answered; `resumed` asks to go on with the draft, `discarded` to drop it."""

    resumed = Signal()
    discarded = Signal()

    def __init__(self, appearance: Appearance, sentence: str, lead: str = "") -> None:
        told = lead or self.tr("You began this before.")
        super().__init__(appearance, "blue", told, sentence, concept="draft", object_name="draft")
        self.go_on = self.add_button(self.tr("Go on with it"), "resumeDraft")
        self.discard = self.add_button(self.tr("Discard"), "discardDraft")
        for button, answer in ((self.go_on, self.resumed), (self.discard, self.discarded)):
            button.clicked.connect(lambda _on=False, answer=answer: self._answer(answer))

    def _answer(self, answer: SignalInstance) -> None:
        self.hide()
        answer.emit()
