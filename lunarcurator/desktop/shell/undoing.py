"""Undo and redo from the window: what they would do now, by menu, keys and the bar at the bottom alike."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.shell.store_view import StoreView
from lunarcurator.desktop.widgets.as_it_is import as_it_is
from lunarcurator.desktop.widgets.strips import ToastOffer
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.services.posted import Posted

if TYPE_CHECKING:
    from lunarcurator.desktop.widgets.dialog import Dialog
    from lunarcurator.services.undo_stack import LastTurn, Offer, Offers
    from lunarcurator.services.whole_files import WholeFile

_CONTROL: Final = Qt.KeyboardModifier.ControlModifier


class Undoing(QObject):
    """Keeps what *Undo* and *Redo* would do now, says it in menu and bar, and does it.

    Whatever is not the newest entry of whoever acts is asked a reason for, and where other sheets of its file go
    with an import, whether all of them are meant: in `dialog`.
    """

    def __init__(self, store_view: StoreView) -> None:
        super().__init__(store_view)
        self._store_view = store_view
        self.dialog: Dialog | None = None
        self._place = store_view.context
        self._status = store_view.frame.status
        self._shown: LastTurn | None = None
        self._menu: dict[str, QAction] = {key: store_view.frame.actions_by_key[key] for key in ("undo", "redo")}
        self._status.undo.connect(self.undo)
        self._status.redo.connect(self.redo)
        self._place.posted.connect(self._tell)
        self._place.changed.connect(lambda _changes: self._look())
        # Whether anything may be posted changes with who acts, with the day shown, and with damage found.
        self._place.operator_changed.connect(self._look)
        self._place.moment_changed.connect(lambda _moment: self._look())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        self._look()

    def undo(self) -> None:
        """Undo the newest entry in force, or say why that is not possible."""
        self._ask(redo=False)

    def redo(self) -> None:
        """Redo what was undone last, as long as nothing new was posted since."""
        self._ask(redo=True)

    def close_down(self) -> None:
        """Give menu and bar their plain words back, because the store is closed."""
        self._name_menu("undo", self.tr("Undo"), None)
        self._name_menu("redo", self.tr("Redo"), None)

    def _ask(self, *, redo: bool) -> None:
        place = self._place
        if place.operator is None or not place.may_post:
            self._say_nothing_to(redo=redo)
            return
        session, words, operator = place.session, place.words, place.operator

        def look() -> "tuple[Offer | None, WholeFile | None]":
            from lunarcurator.services.undo_stack import offers
            from lunarcurator.services.whole_files import whole_file

            found = offers(session, words, operator)
            offer = found.redo if redo else found.undo
            return offer, whole_file(session, offer.entry) if offer is not None else None

        place.lanes.read(look, lambda found: self._reverse(*found, redo=redo))

    def _reverse(self, offer: "Offer | None", whole: "WholeFile | None", *, redo: bool) -> None:
        operator, frame = self._place.operator, self._store_view.frame
        if offer is None or operator is None:
            self._say_nothing_to(redo=redo)
        elif whole is not None:
            from lunarcurator.desktop.dialogs.whole_file import WholeFileDialog

            one = next(each for each in whole.imports if offer.entry in (each.uid, each.target))
            self.dialog = opened(WholeFileDialog(self._place, whole, frame, one=one))
        elif offer.needs_reason:
            from lunarcurator.desktop.dialogs.undo_reason import UndoReasonDialog

            self.dialog = opened(UndoReasonDialog(self._place, offer, frame, redo=redo))
        else:
            from lunarcurator.services.undoing import reversal

            posting = reversal(self._place.session, offer.entry, OperatorRef(ref_of(operator)))
            self._place.post(posting, lambda _posted: None, self._refused)

    def _say_nothing_to(self, *, redo: bool) -> None:
        nothing = self.tr("There is nothing to redo") if redo else self.tr("There is nothing to undo")
        self._say(nothing)

    def _refused(self, error: Exception) -> None:
        self._place.say_why(error, self._say)

    def _say(self, sentence: str) -> None:
        self._shown = None
        self._status.show_done(sentence)

    def _tell(self, posted: Posted) -> None:
        """Say what was posted, with what the keys would do about it."""
        session, words, operator = self._place.session, self._place.words, self._place.operator

        def read() -> "tuple[str, LastTurn, Offers]":
            from lunarcurator.desktop.panels.wording import DOT
            from lunarcurator.services.journal_sentences import sentence_of
            from lunarcurator.services.lending.differing import differences_in_short
            from lunarcurator.services.undo_stack import last_turn, offers

            return (
                DOT.join(
                    (sentence_of(session, words, posted.seq), *differences_in_short(session, words, posted.seq))
                ),
                last_turn(session, posted.uid),
                offers(session, words, operator),
            )

        def told(found: "tuple[str, LastTurn, Offers]") -> None:
            sentence, self._shown, now = found
            self._status.show_done(sentence, self._offer_of(now))
            self._name(now)

        self._place.lanes.read(read, told, replaces="toast")

    def _look(self) -> None:
        """See what undo and redo would do now; entries come from other windows too."""
        session, words, operator = self._place.session, self._place.words, self._place.operator

        def look() -> "Offers":
            from lunarcurator.services.undo_stack import offers

            return offers(session, words, operator)

        self._place.lanes.read(look, self._show, replaces="undoOffers")

    def _show(self, now: "Offers") -> None:
        self._name(now)
        if self._shown is not None:
            self._status.toast.set_offer(self._offer_of(now))

    def _offer_of(self, now: "Offers") -> ToastOffer:
        """Return what the bar may offer beside its sentence: only what the keys do now."""
        shown = self._shown
        if shown is None or not self._place.may_post:
            return ToastOffer.NOTHING
        turn, offer = (now.redo, ToastOffer.REDO) if shown.undone else (now.undo, ToastOffer.UNDO)
        return offer if turn is not None and turn.act_seq == shown.act_seq else ToastOffer.NOTHING

    def _name(self, now: "Offers") -> None:
        self._name_menu("undo", self.tr("Undo"), now.undo)
        self._name_menu("redo", self.tr("Redo"), now.redo)
        about = now.redo if self._shown is not None and self._shown.undone else now.undo
        self._status.toast.name_act(about.sentence if about is not None else "")

    def _name_menu(self, key: str, verb: str, offer: "Offer | None") -> None:
        action = self._menu[key]
        if offer is None:
            action.setText(verb)
            return
        words = self.tr("{verb} “{act}”").replace("{verb}", verb).replace("{act}", offer.short)
        action.setText(as_it_is(words))

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._status.toast.show_keys(mean_it=now is None or not _takes_undo(now))


def _takes_undo(widget: QWidget) -> bool:
    """Tell whether a widget keeps Ctrl+Z for what is typed in it, as Qt itself asks before it runs a shortcut."""
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, _CONTROL)
    asked.ignore()
    QApplication.sendEvent(widget, asked)
    return asked.isAccepted()
