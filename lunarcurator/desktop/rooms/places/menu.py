"""The context menu of places, made from the table of actions."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from lunarcurator.desktop.actions import ACTIONS, words_of
from lunarcurator.desktop.rooms.places.panel import SIGHT_ALL
from lunarcurator.desktop.widgets.as_it_is import as_it_is

_KEYS: Final = (
    *("move", "move_back", "check_place", "new_place"),
    *("correct_place", "retire_place", "declare_lost", "expose"),
)
_PRINTS: Final = ("place_labels", "print_paper")
"""What may be done by somebody who may not act."""


def places_menu(
    parent: QWidget, ask: Callable[[str], None], *, may_act: bool, chosen: bool, sealed: bool
) -> QMenu:
    """Return a menu of what can be done with the chosen places; `ask` gets the key of an action.

    Only what is `sealed` can be opened.
    """
    menu = QMenu(parent)
    menu.setObjectName("placesMenu")
    wanted = [(key, words_of(ACTIONS[key])) for key in (*_KEYS, *(["open_sealed"] if sealed else []))]
    wanted.append((SIGHT_ALL, QCoreApplication.translate("PlacesRoom", "Sight all\u2026")))
    wanted += [(key, words_of(ACTIONS[key])) for key in _PRINTS]
    for key, words in wanted:
        entry = menu.addAction(as_it_is(words))
        entry.setObjectName(f"places.{key}")
        entry.setEnabled(chosen if key in _PRINTS else may_act and (chosen or key == "new_place"))
        entry.triggered.connect(lambda _on=False, key=key: ask(key))
    return menu
