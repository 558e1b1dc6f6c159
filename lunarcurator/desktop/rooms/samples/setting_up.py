"""What of an empty store is set up already, read while the empty store is looked at."""

from typing import Final

from PySide6.QtCore import QObject

from lunarcurator.desktop.rooms.samples.states import EmptyStore
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.services.asking import Supplies, supplies

_NAMED: Final = 3
"""So many names are said; of more only the first ones."""


class SettingUp(QObject):
    """Tells the empty store its collections, places and balances, anew after every entry while it is shown."""

    def __init__(self, workplace: Workplace, empty: EmptyStore) -> None:
        super().__init__(empty)
        self._workplace, self._empty = workplace, empty
        workplace.changed.connect(lambda _changes: self.look())
        empty.shown.connect(self.look)

    def look(self) -> None:
        """Read what is set up, if anybody sees it."""
        desk = self._workplace.desk
        if self._empty.isVisible():
            self._workplace.lanes.read(lambda: supplies(desk), self._told, replaces="samples.setting_up")

    def _told(self, found: Supplies) -> None:
        self._empty.show_set_up(
            {
                "collection": _names([each.name for each in found.collections]),
                "new_place": _names([each.name for each in found.places]),
                "balances": _names([each.name for each in found.balances]),
            }
        )


def _names(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
