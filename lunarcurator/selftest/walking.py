"""A person at the real window, as far as a journey needs one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Self

from lunarcurator.selftest.failing import StepError
from lunarcurator.selftest.hands import open_reasons, type_into
from lunarcurator.selftest.windows import Nothing, application, until

_KEPT_MS: Final = 400
"""Timers as slow as this keep drafts."""


class Walk:
    """A started program on a store of its own, driven by its actions and its keys."""

    def __init__(self, app: Any, program: Any) -> None:
        self.app, self.program = app, program

    @classmethod
    def begin(cls, store: Path) -> Self:
        """Start the program for the first time, and make a store as its first dialog does."""
        from lunarcurator.app import Program

        app = application()
        program = Program(app, Nothing(), None)
        program.start()
        walk = cls(app, program)
        walk.until(lambda: hasattr(program, "wiring"), "the house")
        stores: Any = program.wiring.stores
        program.frame.actions_by_key["new_store"].trigger()
        dialog: Any = stores.dialog
        dialog.lab.edit.setText("Laboratory A")
        dialog.operator.edit.setText("Curator A")
        dialog.file.edit.setText(str(store))
        dialog.ticks["Apollo"].click()
        walk.confirm(dialog)
        walk.until(lambda: stores.store_view is not None and walk.is_quiet(), "the store")
        walk.until(lambda: stores.store_view.context.operator is not None, "the operator")
        return walk

    @property
    def store_view(self) -> Any:
        """The open store in the window."""
        return self.program.wiring.stores.store_view

    def until(self, wanted: Callable[[], object], what: str) -> None:
        """Wait until something holds; what is waited for in vain is named."""
        until(self.app, wanted, what)

    def is_quiet(self) -> bool:
        """Tell whether nothing is read or written now."""
        return not self.store_view.lanes.busy

    def open(self, key: str, **more: Any) -> Any:
        """Choose an action and return its dialog, once it can be filled in."""
        action, handling = self.program.frame.actions_by_key[key], self.program.wiring.dispatch
        self.until(action.isEnabled, f"{key} to be offered")
        before = handling.dialog
        if more:
            handling.open_dialog(key, **more)
        else:
            action.trigger()
        self.until(lambda: handling.dialog is not before, f"the dialog {key}")
        self.until(lambda: getattr(handling.dialog, "built", True) and self.is_quiet(), f"the form of {key}")
        return handling.dialog

    def confirm(self, dialog: Any) -> None:
        """Press what a dialog is for, once it may be pressed."""
        self.until(dialog.primary_button.isEnabled, f"“{dialog.primary_button.text()}” to be possible")
        dialog.primary_button.click()

    def act(self, dialog: Any) -> None:
        """Post what a dialog asks, and wait until the entry stands."""
        seq, dialog_name = self.store_view.context.session.head().seq, dialog.objectName()
        self.explain(dialog, dialog.primary_button)
        dialog.primary_button.click()
        self._arrived(seq, dialog_name)
        if _is_open(dialog) and getattr(dialog, "which", None) is not None:
            # A roster stays for the next entry.
            self.settle()
            dialog.reject()
        self.until(lambda: not _is_open(dialog), f"{dialog_name} to close")

    def press(self, key: str) -> None:
        """Choose an action that posts at once."""
        action, seq = self.program.frame.actions_by_key[key], self.store_view.context.session.head().seq
        self.until(action.isEnabled, f"{key} to be offered")
        action.trigger()
        self._arrived(seq, key)

    def dialog_of(self, kind: str) -> Any:
        """Return the dialog of an operation once it is there and can be filled in."""
        handling = self.program.wiring.dispatch

        def there() -> bool:
            dialog = handling.dialog
            return getattr(dialog, "kind", "") == kind and _is_open(dialog) and dialog.built

        self.until(there, f"the dialog {kind}")
        return handling.dialog

    def settle(self, view: Any = None) -> None:
        """Wait until nothing is read or judged any more, in a dialog or view least of all, and all is shown."""
        quiet = 0

        def idle() -> bool:
            nonlocal quiet
            quiet = quiet + 1 if self.is_quiet() and not _is_about_to_judge(view) else 0
            return quiet > 5

        self.until(idle, "the window to come to rest")

    def explain(self, view: Any, button: Any) -> None:
        """Give a reason for each warning until a button may be pressed."""

        def may_go_on() -> bool:
            for line in open_reasons(view):
                type_into(line, "looked at and agreed")
            self.settle(view)
            return bool(button.isEnabled()) and not any(open_reasons(view))

        self.settle(view)
        self.until(may_go_on, f"“{button.text()}” to be possible")

    def paste(self, view: Any, block: str, column: int) -> None:
        """Paste a block into a grid, as from a spreadsheet."""
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QGuiApplication, QKeyEvent

        view.setFocus()
        view.start(0, column)
        QGuiApplication.clipboard().setText(block)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            pressed = QKeyEvent(kind, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
            self.app.sendEvent(view, pressed)

    def go(self, number: str) -> None:
        """Select a piece in the tree."""
        from lunarcurator.desktop.links import Link, Target
        from lunarcurator.services.form_context import find_piece

        uid = find_piece(self.store_view.context.session, number)
        self.store_view.go(Link(Target.SAMPLE, uid))
        self.until(lambda: self.store_view.selection.samples == (uid,), f"{number} to be selected")

    def has(self, *numbers: str) -> bool:
        """Tell whether pieces of all these numbers are in the book."""
        from lunarcurator.services.form_context import pieces_named

        return set(numbers) <= set(pieces_named(self.store_view.context.session, numbers))

    def expect(self, *numbers: str) -> None:
        """Refuse a book in which one of these pieces is not."""
        if not self.has(*numbers):
            raise StepError(f"not in the book: {', '.join(numbers)}")

    def end(self) -> None:
        """Close the window, as a person does."""
        self.program.frame.close()
        self.until(lambda: not self.program.frame.isVisible(), "the window to close")

    def _arrived(self, seq: int, what: str) -> None:
        session = self.store_view.context.session
        self.until(lambda: session.head().seq > seq and self.is_quiet(), f"the entry of {what}")


def _is_about_to_judge(view: Any) -> bool:
    """Tell whether what was typed is judged in a moment; that a draft is kept soon is no reason to wait."""
    from PySide6.QtCore import QTimer

    timers = view.findChildren(QTimer) if view is not None else ()
    return any(each.isActive() and each.isSingleShot() and each.interval() < _KEPT_MS for each in timers)


def _is_open(dialog: Any) -> bool:
    """Tell whether a dialog is still there: one that is done with is taken away."""
    from shiboken6 import isValid

    return isValid(dialog) and bool(dialog.isVisible())
