"""Leading the keyboard through a form: to what is in the way of its act, to the next field, at last to the act."""

from collections.abc import Callable

from PySide6.QtCore import QMetaMethod, QObject, Qt
from PySide6.QtWidgets import QLineEdit

from lunarcurator.desktop.acting.judging import Judging
from lunarcurator.desktop.dialogs.form.form import Form
from lunarcurator.desktop.dialogs.form.obstacles import Obstacle
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.domain.findings import Strength


class Leading(QObject):
    """Answers *Enter* in a form, which never posts: only the button that has the keyboard does, or its keys.

    `barrier` returns what is in the way of the act, `further` goes to the next field.
    """

    def __init__(
        self,
        form: Form,
        judging: Judging,
        barrier: Callable[[], Obstacle | None],
        further: Callable[[], object],
        dialog: Dialog,
    ) -> None:
        super().__init__(dialog)
        self._form, self._judging, self._barrier, self._further = form, judging, barrier, further
        self._dialog = dialog

    def enter(self) -> None:
        """Lead on from where the keyboard is, once the rules have said what they think of what is typed.

        A line that does something of its own at *Enter*, as one that takes scan after scan, keeps the keyboard.
        """
        line = self._dialog.focusWidget()
        if isinstance(line, QLineEdit) and line.isSignalConnected(QMetaMethod.fromSignal(line.returnPressed)):
            return
        self._form.settle()
        if self._barrier() is None:
            self._judging.when_judged(self._lead)
        else:
            self._lead()

    def to_obstacle(self) -> bool:
        """Put the keyboard where what is in the way is healed; False where that is nowhere in the form."""
        obstacle = self._barrier()
        if obstacle is None or not _led_to(self._form, obstacle):
            return False
        self._dialog.show_focused()
        return True

    def _lead(self) -> None:
        if self._barrier() is None:
            self._dialog.primary_button.setFocus(Qt.FocusReason.TabFocusReason)
        elif not self.to_obstacle():
            self._further()


def _led_to(form: Form, obstacle: Obstacle) -> bool:
    if obstacle.at is not None:
        obstacle.at.focus()
        return True
    if obstacle.finding is None:
        return False
    strip = form.answers.strip_of(obstacle.finding)
    if strip is not None and obstacle.finding.strength is not Strength.IMPOSSIBLE:
        strip.why.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
    wanted = form.input_for(obstacle.finding)
    if wanted is not None:
        wanted.focus(obstacle.finding.field)
    return wanted is not None
