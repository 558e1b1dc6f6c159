"""What each action does: a dialog, a room, an act of the room in front, or something with the store."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from lunarcurator.desktop.accounting_actions import ACCOUNTING_DIALOGS
from lunarcurator.desktop.actions import ACTIONS, Needs
from lunarcurator.desktop.borrower_actions import BORROWER_DIALOGS
from lunarcurator.desktop.dialogs.form.deferred_delete import DeferredDelete
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.loan_actions import LOAN_DIALOGS
from lunarcurator.desktop.shell.store_view import StoreView, named
from lunarcurator.desktop.shell.stores import Stores
from lunarcurator.desktop.shell.undoing import Undoing
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW

_EXPORT: Final = "export"
_DIALOGS: Final = "lunarcurator.desktop.dialogs."

DIALOGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "register": _DIALOGS + "register:open_register",
        "split": _DIALOGS + "split:open_split",
        "sieve": _DIALOGS + "sieve:open_sieve",
        "dissect": _DIALOGS + "dissect:open_dissect",
        "make_sections": _DIALOGS + "make_sections:open_make_sections",
        "compose": _DIALOGS + "compose:open_compose",
        "plan_split": _DIALOGS + "plan_split:open_plan_split",
        "cancel_plan": _DIALOGS + "cancel_plan:open_cancel_plan",
        "weigh": _DIALOGS + "weigh:open_weigh",
        "move": _DIALOGS + "move:open_move",
        "sight": _DIALOGS + "piece_layouts:SIGHT.open",
        "describe": _DIALOGS + "describe:open_describe",
        "correct": _DIALOGS + "correct:open_correct",
        "add_name": _DIALOGS + "piece_layouts:ADD_NAME.open",
        "write_off": _DIALOGS + "write_off:open_write_off",
        "annul_entry": _DIALOGS + "annul_entry:open_annul_entry",
        "void": _DIALOGS + "piece_layouts:VOID.open",
        "renumber": _DIALOGS + "renumber:open_renumber",
        "swap_numbers": _DIALOGS + "piece_layouts:SWAP_NUMBERS.open",
        "merge": _DIALOGS + "piece_layouts:MERGE.open",
        "dissolve": _DIALOGS + "dissolve:open_dissolve",
        "adopt": _DIALOGS + "piece_layouts:ADOPT.open",
        "correct_birth": _DIALOGS + "piece_layouts:CORRECT_BIRTH.open",
        "revive": _DIALOGS + "piece_layouts:REVIVE.open",
        "add_body": _DIALOGS + "add_body:open_add_body",
        "correct_identity": _DIALOGS + "correct_identity:open_correct_identity",
        "consume": _DIALOGS + "consume:open_consume",
        "send_to_display": _DIALOGS + "send_to_display:open_send_to_display",
        "take_down": _DIALOGS + "take_down:open_take_down",
        "transfer_title": _DIALOGS + "transfer_title:open_transfer_title",
        "receive_in_exchange": _DIALOGS + "transfer_title:open_receive_in_exchange",
        "come_back": _DIALOGS + "piece_layouts:COME_BACK.open",
        "declare_lost": _DIALOGS + "declare_lost:open_declare_lost",
        "recover": _DIALOGS + "recover:open_recover",
        "move_back": _DIALOGS + "move_back:open_move_back",
        "expose": _DIALOGS + "expose:open_expose",
        "open_sealed": _DIALOGS + "open_sealed:open_open_sealed",
        "freeze": _DIALOGS + "piece_layouts:FREEZE.open",
        "take_out": _DIALOGS + "piece_layouts:TAKE_OUT.open",
        "change_condition": _DIALOGS + "piece_layouts:CHANGE_CONDITION.open",
        "restrict": _DIALOGS + "restrict:open_restrict",
        "relate": _DIALOGS + "piece_layouts:RELATE.open",
        "state_fact": _DIALOGS + "state_fact:open_state_fact",
        "new_place": _DIALOGS + "new_place:open_new_place",
        "correct_place": _DIALOGS + "correct_place:open_correct_place",
        "retire_place": _DIALOGS + "piece_layouts:RETIRE_PLACE.open",
        "check_place": _DIALOGS + "check_place:open_check_place",
        "close_case": _DIALOGS + "case_layouts:CLOSE_CASE.open",
        "reopen_case": _DIALOGS + "case_layouts:REOPEN_CASE.open",
        "advance_order": _DIALOGS + "advance_order:open_advance_order",
        "finish_order": _DIALOGS + "split:open_finish_order",
        "cancel_order": _DIALOGS + "cancel_plan:open_cancel_order",
        "attention_limits": _DIALOGS + "to_do_limits:open_to_do_limits",
        "collection": _DIALOGS + "collection:open_collection",
        "operators": _DIALOGS + "operators:open_operators",
        "balances": _DIALOGS + "balances:open_balances",
        "history": _DIALOGS + "history:open_history",
        "who_acts": _DIALOGS + "who_acts:open_who_acts",
        "import": _DIALOGS + "importing:open_import",
        "paste_rows": _DIALOGS + "importing:open_paste",
        "export": _DIALOGS + "exporting:open_export",
        "export_to_edit": _DIALOGS + "export_to_edit:open_export_to_edit",
        "take_back": _DIALOGS + "taking_back:open_take_back",
        "labels": _DIALOGS + "labels:open_labels",
        **LOAN_DIALOGS,
        **ACCOUNTING_DIALOGS,
        **BORROWER_DIALOGS,
        "place_labels": _DIALOGS + "labels:open_place_labels",
        "print_paper": _DIALOGS + "print_paper:open_print_paper",
        "incident_record": _DIALOGS + "print_paper:open_incident_record",
        "day_sheet": _DIALOGS + "print_paper:open_day_sheet",
    }
)
"""The dialog behind an action, loaded when it is first asked for."""

_THEMES: Final = MappingProxyType(
    {"theme_system": "system", "theme_light": "light", "theme_dark": "dark", "theme_contrast": "contrast"}
)


class Dispatch(QObject):
    """Answers actions by key, for one open store or for none; keeps the dialog in front alive.

    `no_piece` says why a paper sheet cannot be entered, `sheet_left` that its form was closed, or the
    dialog that begins a history.
    """

    no_piece = Signal(str)
    sheet_left = Signal()

    def __init__(
        self, stores: Stores, window: QWidget, more: Mapping[str, Callable[[], object]] = MappingProxyType({})
    ) -> None:
        super().__init__(window)
        self._stores, self._more = stores, more
        self._window = window
        self._store_view: StoreView | None = None
        self._undoing: Undoing | None = None
        self.dialog: QWidget | None = None

    def serve(self, store_view: StoreView | None, undoing: Undoing | None) -> None:
        """Act on this store from now on."""
        self._store_view, self._undoing = store_view, undoing

    def act(self, key: str) -> None:
        """Do what an action means; one that needs more than there is does nothing."""
        plain = self._plain().get(key)
        if plain is not None:
            plain()
        elif key in _THEMES:
            self._stores.appear(mode=_THEMES[key])
        elif key.startswith("language_"):
            self._stores.speak(key.removeprefix("language_"))
        elif self._store_view is not None:
            self._act_in(self._store_view, key)

    def open_dialog(self, key: str, *, on: Selection | None = None, **more: Any) -> None:
        """Open the dialog of an action over the window, on what is selected now or on something else."""
        store_view = self._store_view
        if store_view is None:
            return
        posts = Needs.POST in ACTIONS[key].needs or key == "annul_entry"
        if posts and store_view.context.operator is None:
            self._ask_who(lambda: self.open_dialog(key, on=on, **more))
            return
        selection = on or store_view.selection
        if key == _EXPORT and on is None:
            selection = replace(selection, in_front=store_view.room.list_in_front())
        dialog = named(DIALOGS[key])(store_view.context, selection, self._window, **more)
        if dialog is not None:
            self.dialog = dialog
            dialog.open()
            if not dialog.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose):
                DeferredDelete(dialog, store_view.lanes)

    def enter_sheet(self, key: str, number: str) -> None:
        """Open the form of an act on the piece a paper sheet names; `no_piece` says why there is none."""
        store_view = self._store_view
        if store_view is None or store_view.context.history is None:
            return
        session, words = store_view.context.session, store_view.context.words
        store_view.context.enter_history(replace(store_view.context.history, act=key))

        def found(uid: Uid) -> None:
            self._open_sheet(key, Selection(samples=(uid,)))

        def failed(error: Exception) -> None:
            if isinstance(error, Refusal):
                self.no_piece.emit(words.say(error.key, error.facts))
            else:
                store_view.lanes.fault.emit(error)

        def find() -> Uid:
            from lunarcurator.services.form_context import find_piece

            return find_piece(session, number)

        if number:
            store_view.lanes.read(find, found, failed, replaces="sheetToEnter")
        else:
            self._open_sheet(key, Selection())

    def _open_sheet(self, key: str, on: Selection) -> None:
        self.open_dialog(key, on=on)
        self._go_on_with_sheets()

    def _go_on_with_sheets(self) -> None:
        """Let the next sheet be entered when the dialog in front closes."""
        if isinstance(self.dialog, QDialog):
            self.dialog.finished.connect(lambda _result: self.sheet_left.emit())

    def _act_in(self, store_view: StoreView, key: str) -> None:
        if key in DIALOGS:
            self.open_dialog(key)
            if key == "history" or (store_view.context.history is not None and ACTIONS[key].operation):
                self._go_on_with_sheets()
        elif key == "lend":
            store_view.lend()
        elif key.endswith("_room"):
            store_view.show_room(key.removesuffix("_room"))
        elif key == "as_of":
            from lunarcurator.desktop.shell.as_of import AsOfDialog

            self.dialog = AsOfDialog(store_view.context, self._window)
            self.dialog.open()
        elif key == "today":
            store_view.context.show_moment(NOW)
        elif key in {"undo", "redo"} and self._undoing is not None:
            self._undo(store_view, key)
        elif key == "palette":
            self.dialog = named("lunarcurator.desktop.shell.palette:open_palette")(
                store_view, self.act, self._window
            )
        else:
            store_view.call(key)

    def _annul(self) -> None:
        """Annul in a store that was opened for a repair, and verify it then."""
        self.open_dialog("annul_entry", after=lambda _posted: self._stores.verify())

    def _undo(self, store_view: StoreView, key: str) -> None:
        undoing = self._undoing
        if undoing is None:
            return
        if store_view.context.operator is None:
            self._ask_who(lambda: self.act(key))
        elif key == "undo":
            undoing.undo()
        else:
            undoing.redo()

    def _ask_who(self, then: Callable[[], None]) -> None:
        store_view = self._store_view
        if store_view is None:
            return
        dialog = named(DIALOGS["who_acts"])(store_view.context, store_view.selection, self._window)
        if dialog is not None:
            self.dialog = dialog
            dialog.accepted.connect(lambda: then() if store_view.context.operator is not None else None)
            dialog.open()

    def _plain(self) -> Mapping[str, Callable[[], object]]:
        stores = self._stores
        return {
            "new_store": stores.ask_new,
            "open_store": stores.ask_open,
            "demo": stores.open_demo,
            "save_copy": stores.ask_copy,
            "put_on_stick": stores.ask_stick,
            "back_up": stores.back_up,
            "verify": stores.verify,
            "rebuild": stores.ask_rebuild,
            "annul_entry": lambda: stores.for_repair(self._annul),
            "settings": stores.settings,
            "text_larger": lambda: stores.appear(text_step=10),
            "text_smaller": lambda: stores.appear(text_step=-10),
            "quit": self._window.close,
            "about": stores.about,
            "about_qt": QApplication.aboutQt,
            **self._more,
        }
