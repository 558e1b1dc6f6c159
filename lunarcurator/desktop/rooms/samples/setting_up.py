"""What of an empty store is set up already, read while the empty store is looked at."""

from typing import Final

from PySide6.QtCore import QObject

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.rooms.samples.states import EmptyStore
from lunarcurator.services.form_context import FormContext, form_context

_NAMED: Final = 3
"""So many names are said; of more only the first ones."""


class SettingUp(QObject):
    """Tells the empty store its collections, places and balances, anew after every entry while it is shown."""

    def __init__(self, context: AppContext, empty: EmptyStore) -> None:
        super().__init__(empty)
        self._context, self._empty = context, empty
        context.changed.connect(lambda _changes: self.look())
        empty.shown.connect(self.look)

    def look(self) -> None:
        """Read what is set up, if anybody sees it."""
        session = self._context.session
        if self._empty.isVisible():
            self._context.lanes.read(lambda: form_context(session), self._told, replaces="samples.setting_up")

    def _told(self, found: FormContext) -> None:
        self._empty.show_set_up(
            {
                "collection": _names([each.name for each in found.collections]),
                "new_place": _names([each.name for each in found.places]),
                "balances": _names([each.name for each in found.balances]),
            }
        )


def _names(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
