"""The strip under the top bar: another day, trouble, a history; one at a time, the gravest first."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.folders import show_outside
from lunarcurator.desktop.shell.frame import Frame
from lunarcurator.desktop.shell.quick_entry import QuickEntry
from lunarcurator.desktop.shell.store_view import StoreView
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import IconButton
from lunarcurator.desktop.widgets.strips import Strip
from lunarcurator.domain.days import show_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.lab_tables import LabTables
from lunarcurator.services.stores import GOES_ON, HELD, NEVER_POSTED_INTO, OpenedStore, damage_told
from lunarcurator.services.words import Words


class Notices(QObject):
    """Shows what a person must know about the open store before trusting or using it.

    `asked` carries the key of the action a button of a strip stands for, `act_wanted` an act and the number of
    the piece it is about, as a paper sheet has them; `policies_wanted` whether the lab's own policies are to be
    read, or those of the program in their place, `go_on_wanted` that a store is to go on without what it lacks.
    """

    asked = Signal(str)
    policies_wanted = Signal(bool)
    go_on_wanted = Signal()
    act_wanted = Signal(str, str)

    def __init__(self, frame: Frame, appearance: Appearance, words: Words) -> None:
        super().__init__(frame)
        self._frame, self._appearance, self._words = frame, appearance, words
        # What is to be said of the home and the settings of this person, whatever store is open.
        self.of_this_place: Sequence[Finding] = ()
        self._store_view: StoreView | None = None
        self._opened: OpenedStore | None = None
        self._put_aside = False
        self._damage: tuple[Finding, ...] = ()
        self._unwitnessed: tuple[Finding, ...] = ()

    def serve(self, store_view: StoreView, opened: OpenedStore) -> None:
        """Watch over this store."""
        self._store_view, self._opened = store_view, replace(opened, notes=(*opened.notes, *self.of_this_place))
        self._damage = damage_told(store_view.context.session)
        self._unwitnessed = ()
        # Whatever still holds is said again to whoever opens the store again.
        self._put_aside = False
        store_view.context.moment_changed.connect(self._show)
        store_view.context.history_changed.connect(lambda _history: self._show(store_view.context.moment))
        self._show(NOW)

    def tell_damage(self, told: Sequence[Finding]) -> None:
        """Say what was found damaged while the store is open, in place of what was said of it before."""
        if self._opened is not None and self._store_view is not None:
            others = [each for each in self._opened.notes if each not in self._damage]
            self._damage = tuple(told)
            self._opened = replace(self._opened, notes=(*told, *others))
            self._put_aside = False
            self._show(self._store_view.context.moment)

    def tell_witness(self, told: Sequence[Finding]) -> None:
        """Say that the head could not be written down, until it could."""
        opened, store_view = self._opened, self._store_view
        if opened is None or store_view is None or tuple(told) == self._unwitnessed:
            return
        others = [each for each in opened.notes if each not in self._unwitnessed]
        self._unwitnessed = tuple(told)
        self._opened = replace(opened, notes=(*others, *told))
        self._put_aside = False
        self._show(store_view.context.moment)

    def leave(self) -> None:
        """Say nothing any more."""
        self._store_view = self._opened = None
        self._frame.show_strip(None)
        self._frame.top.show_day("")

    def _show(self, moment: Moment) -> None:
        self._frame.top.show_day("" if moment.day is None else show_day(moment.day))
        trouble = self._trouble()
        if not moment.is_now:
            self._frame.show_strip(self._day_strip(moment))
        else:
            # Who enters a history has seen what was said before it was begun, and works in its strip.
            history = self._history_strip()
            self._frame.show_strip(
                history if history is not None and not self._is_barred() else trouble or history
            )

    def _is_barred(self) -> bool:
        """Whether what stands in the way of posting is to be seen before all else."""
        opened, store_view = self._opened, self._store_view
        if opened is None or store_view is None:
            return False
        session = store_view.context.session
        return bool(opened.follower_of) or session.read_only or session.lab.policies_wrong is not None

    def _history_strip(self) -> Strip | None:
        history = self._store_view.context.history if self._store_view is not None else None
        if history is None:
            return None
        lead = self.tr("Entering history · {day}").replace("{day}", history.day_text)
        cited = history.cited(self._words)
        source = self.tr("from {source}").replace("{source}", cited) if cited else ""
        strip = Strip(self._appearance, "blue", lead, source, concept="as_of", object_name="historyStrip")
        if history.sheet:
            entry = QuickEntry(self._appearance, history.act, strip)
            entry.wanted.connect(self.act_wanted)
            strip.add_widget(entry)
        another = strip.add_button(self.tr("Another day…"), "historyAnother")
        another.clicked.connect(lambda: self.asked.emit("history"))
        strip.add_button(self.tr("End"), "historyEnd").clicked.connect(self._end_history)
        return strip

    def say_no_piece(self, sentence: str) -> None:
        """Say in the strip why the next sheet cannot be entered."""
        strip = next((each for each in self._frame.findChildren(Strip, "historyStrip") if each.isVisible()), None)
        history = self._store_view.context.history if self._store_view is not None else None
        if strip is not None and history is not None:
            lead = self.tr("Entering history · {day}").replace("{day}", history.day_text)
            strip.say(lead, sentence)

    def make_ready(self) -> None:
        """Put the cursor where the next sheet is entered, if sheets are."""
        # One whose strip was just taken away may still be there for a moment.
        entries = [each for each in self._frame.findChildren(QuickEntry) if each.isVisible()]
        if entries:
            entries[-1].ready()

    def _end_history(self) -> None:
        if self._store_view is not None:
            self._store_view.context.enter_history(None)

    def _day_strip(self, moment: Moment) -> Strip:
        day = show_day(moment.day or 0)
        strip = Strip(
            self._appearance,
            "amber",
            self.tr("As of {day}, end of day").replace("{day}", day),
            self.tr("Read-only: nothing can be posted into the past from here."),
            concept="as_of",
            object_name="asOfStrip",
        )
        back = strip.add_button(self.tr("Return to today"), "asOfReturn")
        back.clicked.connect(self._return)
        return strip

    def _return(self) -> None:
        if self._store_view is not None:
            self._store_view.context.show_moment(NOW)

    def _trouble(self) -> Strip | None:
        opened, store_view = self._opened, self._store_view
        if opened is None or store_view is None:
            return None
        follows = self.tr(
            "{who} has the store open and may post. This window follows, and takes entries once that one closes."
        )
        follows = follows.replace("{who}", opened.follower_of) if opened.follower_of else ""
        if opened.notes and not self._put_aside:
            return self._noted(opened.notes, store_view, follows)
        if follows:
            return Strip(
                self._appearance,
                "grey",
                self.tr("Read-only"),
                follows,
                concept="note",
                object_name="followerStrip",
            )
        if store_view.context.session.read_only:
            sentence = self._why_read_only(store_view.context.session.bar)
            return Strip(
                self._appearance,
                "grey",
                self.tr("Read-only"),
                sentence,
                concept="note",
                object_name="readOnlyStrip",
            )
        return None

    def _noted(self, notes: Sequence[Finding], store_view: StoreView, follows: str) -> Strip:
        """Return the strip that says what was found of a store when it was opened."""
        session = store_view.context.session
        keys = {note.key for note in notes}
        goes_on = bool(keys & GOES_ON) and not (keys & NEVER_POSTED_INTO or follows)
        # Here a button stands for the command: a line that is broken and hyphenated cannot be typed as it stands.
        button = {"command": self.tr("Continue from here…")} if goes_on else {}
        told = [self._words.say(note.key, {**dict(note.facts), **button}) for note in notes]
        if session.read_only and session.bar.key == HELD:
            told.append(self.tr("This window looks again by itself, and takes entries as soon as it can."))
        strip = Strip(
            self._appearance,
            "red",
            self.tr("Look at this store"),
            " ".join(each for each in dict.fromkeys((*told, follows)) if each),
            concept="warning",
            object_name="troubleStrip",
        )
        if goes_on:
            on = strip.add_button(self.tr("Continue from here…"), "troubleContinue")
            on.clicked.connect(lambda _on=False: self.go_on_wanted.emit())
        self._offer_policies(strip, session.lab)
        if session.lab.policies_wrong is None:
            # Wrong policies bar all posting: that is mended or answered, and never out of sight.
            self._offer_to_put_aside(strip)
        return strip

    def _why_read_only(self, bar: Refusal) -> str:
        if bar.key != "store.read_only":
            return self._words.say(bar.key, bar.facts)
        return self.tr("The file or its folder cannot be written. Everything can be looked at, nothing posted.")

    def _offer_to_put_aside(self, strip: Strip) -> None:
        """Let what was read and understood go until the store is opened again."""
        name = self.tr("Hide until this store is opened again")
        hide = IconButton("close", name, object_name="troubleHide", parent=strip)
        hide.clicked.connect(lambda _on=False: self._hide_trouble())
        strip.add_widget(hide)

    def _hide_trouble(self) -> None:
        self._put_aside = True
        if self._store_view is not None:
            self._show(self._store_view.context.moment)
            # The keyboard was on what is gone now.
            self._store_view.room.enter()

    def _offer_policies(self, strip: Strip, lab: LabTables) -> None:
        """Let the curator choose what to judge by while the lab's own policies are wrong."""
        wrong = lab.policies_wrong
        if wrong is None:
            return
        folder = Path(str(wrong.facts["folder"]))
        strip.add_button(self.tr("Open its folder"), "policyFolder").clicked.connect(lambda: show_outside(folder))
        again = strip.add_button(self.tr("Read it again"), "policyAgain")
        again.clicked.connect(lambda: self.policies_wanted.emit(True))
        if not lab.set_aside:
            other = strip.add_button(self.tr("Use the program’s policies"), "policyProgram")
            other.clicked.connect(lambda: self.policies_wanted.emit(False))

    def remind(self) -> bool:
        """Say again what stands in the strip, for whoever met with it; False where nothing does."""
        strip = self._frame.findChild(Strip, "troubleStrip")
        if strip is None or not strip.isVisible():
            return False
        strip.announce()
        return True
