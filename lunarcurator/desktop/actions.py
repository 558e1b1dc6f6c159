"""The one table of actions: menus, shortcuts, the palette and context menus are all made from it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from lunarcurator.desktop.accounting_actions import ACCOUNTING_ACTIONS
from lunarcurator.desktop.action import HELD, MANY, ONE, POST, act
from lunarcurator.desktop.action import Action as Action
from lunarcurator.desktop.action import Needs as Needs
from lunarcurator.desktop.borrower_actions import BORROWER_ACTIONS
from lunarcurator.desktop.condition_actions import CONDITION_ACTIONS
from lunarcurator.desktop.cutting_actions import CUTTING_ACTIONS
from lunarcurator.desktop.identity_actions import IDENTITY_ACTIONS
from lunarcurator.desktop.loan_actions import LOAN_ACTIONS
from lunarcurator.desktop.to_do_actions import TO_DO_ACTIONS
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import language_names

_PLACE: Final = POST | Needs.PLACE

_ALL: Final = (
    Action("new_store", QT_TRANSLATE_NOOP("Actions", "New store…"), "store", needs=Needs.NOTHING),
    Action(
        "open_store", QT_TRANSLATE_NOOP("Actions", "Open store…"), "store", "store", "Ctrl+O", needs=Needs.NOTHING
    ),
    Action(
        "demo",
        QT_TRANSLATE_NOOP("Actions", "Look at the demonstration"),
        "store",
        "sample",
        "Ctrl+Shift+D",
        needs=Needs.NOTHING,
    ),
    Action("save_copy", QT_TRANSLATE_NOOP("Actions", "Save a copy…"), "store", after_line=True),
    Action("put_on_stick", QT_TRANSLATE_NOOP("Actions", "Put on stick…"), "store", "backup"),
    Action("back_up", QT_TRANSLATE_NOOP("Actions", "Back up now…"), "store", "backup", "Ctrl+B"),
    Action("verify", QT_TRANSLATE_NOOP("Actions", "Verify the journal"), "store", "verified"),
    Action("rebuild", QT_TRANSLATE_NOOP("Actions", "Rebuild the store…"), "store", "verified"),
    act("annul_entry", QT_TRANSLATE_NOOP("Actions", "Annul an altered entry…"), "store", needs=Needs.STORE),
    Action(
        "import",
        QT_TRANSLATE_NOOP("Actions", "Import…"),
        "store",
        "import",
        "Ctrl+I",
        needs=POST,
        operation="register",
        after_line=True,
    ),
    Action("paste_rows", QT_TRANSLATE_NOOP("Actions", "Paste rows…"), "store", "copy", needs=POST),
    Action("export", QT_TRANSLATE_NOOP("Actions", "Export…"), "store", "export", "Ctrl+E"),
    Action("export_to_edit", QT_TRANSLATE_NOOP("Actions", "Export to edit…"), "store", "export"),
    Action("take_back", QT_TRANSLATE_NOOP("Actions", "Take a workbook back…"), "store", "import", needs=POST),
    Action(
        "labels",
        QT_TRANSLATE_NOOP("Actions", "Print labels…"),
        "store",
        "print",
        "Ctrl+P",
        needs=Needs.STORE | Needs.SAMPLES,
        operation="print_labels",
        context="sample",
    ),
    Action(
        "place_labels",
        QT_TRANSLATE_NOOP("Actions", "Print container labels…"),
        "store",
        "print",
        needs=Needs.STORE | Needs.PLACE,
        operation="print_labels",
        context="place",
    ),
    Action(
        "print_paper",
        QT_TRANSLATE_NOOP("Actions", "Print a paper…"),
        "store",
        "print",
        "Ctrl+Shift+P",
        context="sample",
    ),
    Action("day_sheet", QT_TRANSLATE_NOOP("Actions", "Print the day sheet…"), "store", "print", "Ctrl+Shift+Y"),
    Action(
        "quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "store", keys="Ctrl+Q", needs=Needs.NOTHING, after_line=True
    ),
    Action(
        "undo", QT_TRANSLATE_NOOP("Actions", "Undo"), "edit", "undo", "Ctrl+Z", needs=POST, operation="reverse"
    ),
    Action(
        "redo", QT_TRANSLATE_NOOP("Actions", "Redo"), "edit", keys="Ctrl+Shift+Z", needs=POST, operation="reverse"
    ),
    Action(
        "copy",
        QT_TRANSLATE_NOOP("Actions", "Copy with headers"),
        "edit",
        keys="Ctrl+C",
        context="sample",
        after_line=True,
    ),
    Action("find", QT_TRANSLATE_NOOP("Actions", "Search in this view"), "edit", "search", "Ctrl+F"),
    Action("palette", QT_TRANSLATE_NOOP("Actions", "Find anything…"), "edit", "search", "Ctrl+K"),
    act("register", QT_TRANSLATE_NOOP("Actions", "Register…"), "sample", "register", "Ctrl+N"),
    act(
        "split",
        QT_TRANSLATE_NOOP("Actions", "Split…"),
        "sample",
        "split",
        "Ctrl+Shift+S",
        needs=ONE,
        context="sample",
        after_line=True,
    ),
    *CUTTING_ACTIONS,
    act(
        "plan_split", QT_TRANSLATE_NOOP("Actions", "Plan a split…"), "sample", "split", needs=ONE, context="sample"
    ),
    act(
        "weigh",
        QT_TRANSLATE_NOOP("Actions", "Weigh…"),
        "sample",
        "weigh",
        "Ctrl+Shift+W",
        needs=ONE,
        context="sample",
    ),
    act("move", QT_TRANSLATE_NOOP("Actions", "Move to…"), "sample", "place", "Ctrl+Shift+M", context="sample"),
    act("sight", QT_TRANSLATE_NOOP("Actions", "Seen here…"), "sample", "scan", needs=MANY, context="sample"),
    act(
        "describe",
        QT_TRANSLATE_NOOP("Actions", "Describe…"),
        "sample",
        "document",
        needs=ONE,
        context="sample",
        after_line=True,
    ),
    act("correct", QT_TRANSLATE_NOOP("Actions", "Correct…"), "sample", keys="F2", needs=ONE, context="sample"),
    act("add_name", QT_TRANSLATE_NOOP("Actions", "Add a name…"), "sample", needs=ONE, context="sample"),
    act("write_off", QT_TRANSLATE_NOOP("Actions", "Write off suspense…"), "sample", needs=ONE, context="sample"),
    act("void", QT_TRANSLATE_NOOP("Actions", "Void…"), "sample", "block", needs=ONE, context="sample"),
    act("cancel_plan", QT_TRANSLATE_NOOP("Actions", "Cancel the plan…"), "sample", needs=ONE, context="sample"),
    act(
        "consume",
        QT_TRANSLATE_NOOP("Actions", "Use up…"),
        "leaving",
        "consumed",
        needs=HELD,
        context="sample",
        after_line=True,
    ),
    act(
        "send_to_display",
        QT_TRANSLATE_NOOP("Actions", "Put on display…"),
        "leaving",
        "on_display",
        needs=HELD,
        context="sample",
    ),
    act(
        "take_down",
        QT_TRANSLATE_NOOP("Actions", "Take down from display…"),
        "leaving",
        needs=MANY | Needs.SHOWN,
        context="sample",
    ),
    act(
        "transfer_title", QT_TRANSLATE_NOOP("Actions", "Transfer title…"), "leaving", needs=HELD, context="sample"
    ),
    act(
        "receive_in_exchange",
        QT_TRANSLATE_NOOP("Actions", "Receive in exchange…"),
        "leaving",
        needs=MANY | Needs.PASSED_ON,
        context="sample",
    ),
    act(
        "come_back",
        QT_TRANSLATE_NOOP("Actions", "Take in again…"),
        "leaving",
        needs=MANY | Needs.PASSED_ON,
        context="sample",
    ),
    act(
        "declare_lost",
        QT_TRANSLATE_NOOP("Actions", "Declare lost or stolen…"),
        "leaving",
        "lost",
        needs=POST | Needs.THERE,
        context="sample",
    ),
    act(
        "recover",
        QT_TRANSLATE_NOOP("Actions", "Recover…"),
        "leaving",
        needs=MANY | Needs.MISSING,
        context="sample",
    ),
    act(
        "move_back",
        QT_TRANSLATE_NOOP("Actions", "Move back…"),
        "leaving",
        needs=POST | Needs.MOVED,
        context="place",
        after_line=True,
    ),
    *IDENTITY_ACTIONS,
    *CONDITION_ACTIONS,
    Action(
        "lend",
        QT_TRANSLATE_NOOP("Actions", "Lend…"),
        "loans",
        "loan",
        "Ctrl+Shift+L",
        needs=POST,
        context="sample",
        after_line=True,
    ),
    *LOAN_ACTIONS,
    *ACCOUNTING_ACTIONS,
    *BORROWER_ACTIONS,
    Action(
        "new_place",
        QT_TRANSLATE_NOOP("Actions", "New place…"),
        "place",
        "register",
        needs=POST,
        operation="set_up_place",
        context="place",
    ),
    act(
        "correct_place", QT_TRANSLATE_NOOP("Actions", "Correct the place…"), "place", needs=_PLACE, context="place"
    ),
    act("retire_place", QT_TRANSLATE_NOOP("Actions", "Retire the place…"), "place", needs=_PLACE, context="place"),
    *TO_DO_ACTIONS,
    Action(
        "collection",
        QT_TRANSLATE_NOOP("Actions", "Open a collection…"),
        "tools",
        "sample",
        needs=POST,
        operation="open_collection",
    ),
    Action(
        "operators", QT_TRANSLATE_NOOP("Actions", "Operators…"), "tools", "person", operation="set_up_operator"
    ),
    Action("balances", QT_TRANSLATE_NOOP("Actions", "Balances…"), "tools", "balance", operation="set_up_balance"),
    Action(
        "settings", QT_TRANSLATE_NOOP("Actions", "Settings…"), "tools", "settings", "Ctrl+,", needs=Needs.NOTHING
    ),
    Action("who_acts", QT_TRANSLATE_NOOP("Actions", "Who acts…"), "tools", "person", "Ctrl+Shift+O"),
    Action(
        "history",
        QT_TRANSLATE_NOOP("Actions", "Enter a history…"),
        "tools",
        "journal",
        "Ctrl+Shift+H",
        needs=POST,
        after_line=True,
    ),
    Action("samples_room", QT_TRANSLATE_NOOP("Actions", "Samples"), "view", "sample", "Ctrl+1"),
    Action("places_room", QT_TRANSLATE_NOOP("Actions", "Places"), "view", "place", "Ctrl+2"),
    Action("balance_room", QT_TRANSLATE_NOOP("Actions", "Balance"), "view", "balance", "Ctrl+3"),
    Action("journal_room", QT_TRANSLATE_NOOP("Actions", "Journal"), "view", "journal", "Ctrl+4"),
    Action("attention_room", QT_TRANSLATE_NOOP("Actions", "Attention"), "view", "warning", "Ctrl+5"),
    Action("loans_room", QT_TRANSLATE_NOOP("Actions", "Loans"), "view", "loan", "Ctrl+6"),
    Action("panel", QT_TRANSLATE_NOOP("Actions", "Detail panel"), "view", keys="Alt+Return", after_line=True),
    Action("next_pane", QT_TRANSLATE_NOOP("Actions", "Next pane"), "view", keys="F6"),
    Action("as_of", QT_TRANSLATE_NOOP("Actions", "As of a day…"), "view", "as_of", "Ctrl+D", after_line=True),
    Action("today", QT_TRANSLATE_NOOP("Actions", "Return to today"), "view", "today", "Ctrl+Shift+T"),
    Action(
        "theme_system",
        QT_TRANSLATE_NOOP("Actions", "Colours of the system"),
        "view",
        needs=Needs.NOTHING,
        after_line=True,
    ),
    Action("theme_light", QT_TRANSLATE_NOOP("Actions", "Light"), "view", needs=Needs.NOTHING),
    Action("theme_dark", QT_TRANSLATE_NOOP("Actions", "Dark"), "view", needs=Needs.NOTHING),
    Action("theme_contrast", QT_TRANSLATE_NOOP("Actions", "High contrast"), "view", needs=Needs.NOTHING),
    Action(
        "text_larger",
        QT_TRANSLATE_NOOP("Actions", "Larger text"),
        "view",
        keys="Ctrl++",
        needs=Needs.NOTHING,
        after_line=True,
    ),
    Action(
        "text_smaller", QT_TRANSLATE_NOOP("Actions", "Smaller text"), "view", keys="Ctrl+-", needs=Needs.NOTHING
    ),
    *(
        Action(f"language_{code}", name, "view", needs=Needs.NOTHING, after_line=not at)
        for at, (code, name) in enumerate(language_names(resources_folder() / "languages").items())
    ),
    Action("manual", QT_TRANSLATE_NOOP("Actions", "Manual"), "help", "journal", "F1", needs=Needs.NOTHING),
    Action("about", QT_TRANSLATE_NOOP("Actions", "About Lunar Curator"), "help", "note", needs=Needs.NOTHING),
    Action("about_qt", QT_TRANSLATE_NOOP("Actions", "About Qt"), "help", needs=Needs.NOTHING),
)

ACTIONS: Final[Mapping[str, Action]] = MappingProxyType({action.key: action for action in _ALL})
"""Every action by key, in the order of its menu."""

MENUS: Final = (
    ("store", QT_TRANSLATE_NOOP("Actions", "&Store")),
    ("edit", QT_TRANSLATE_NOOP("Actions", "&Edit")),
    ("sample", QT_TRANSLATE_NOOP("Actions", "S&ample")),
    ("identity", QT_TRANSLATE_NOOP("Actions", "&Identity")),
    ("condition", QT_TRANSLATE_NOOP("Actions", "&Condition")),
    ("leaving", QT_TRANSLATE_NOOP("Actions", "&Leaving")),
    ("loans", QT_TRANSLATE_NOOP("Actions", "L&oans")),
    ("place", QT_TRANSLATE_NOOP("Actions", "&Place")),
    ("attention", QT_TRANSLATE_NOOP("Actions", "A&ttention")),
    ("view", QT_TRANSLATE_NOOP("Actions", "&View")),
    ("tools", QT_TRANSLATE_NOOP("Actions", "&Tools")),
    ("help", QT_TRANSLATE_NOOP("Actions", "&Help")),
)
"""The menus in order, with their words."""

WITHIN: Final = MappingProxyType({"identity": "sample", "condition": "sample", "leaving": "sample"})
"""The menus that hang in another one: with all of them side by side the bar is too long at 150 %."""


def words_of(action: Action) -> str:
    """Return the words of an action in the window's language."""
    return QCoreApplication.translate("Actions", str(action.text))
