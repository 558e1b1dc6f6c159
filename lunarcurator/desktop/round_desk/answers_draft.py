"""The draft of a round: what was decided about returned answers and not posted, offered when it is opened."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.drafting import Drafting, Gathered, hour_of, list_in
from lunarcurator.desktop.dialogs.form.resuming import ResumeOffer
from lunarcurator.desktop.loan_editor.kept_line import KeptLine
from lunarcurator.desktop.panels.sections import clear
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.drafts import Draft, Drafts
from lunarcurator.services.lending.round_answers import Comparison
from lunarcurator.services.lending.round_decisions import Decisions
from lunarcurator.services.lending.round_drafts import KeptBook, TakenUp, kept_book, kept_books, take_up

_KIND: Final = "round_answers"
_FEW: Final = 2


class AnswersDraft(QWidget):
    """Keeps the decisions of one round and says so; `resumed` carries the workbooks that are to be read again.

    What was decided about workbooks that are not read now stays in the draft as it was. `reasons` returns those
    given for findings, `anew` asks to forget what is decided. What was left is offered in `offers`.
    """

    resumed = Signal(object)
    anew = Signal()

    def __init__(
        self, context: AppContext, decisions: Decisions, reasons: Callable[[], Mapping[str, object]]
    ) -> None:
        super().__init__()
        self._context, self._decisions, self._reasons = context, decisions, reasons
        self._drafting: Drafting | None = None
        self._books: tuple[Comparison, ...] = ()
        self._files: tuple[str, ...] = ()
        self._left: dict[Uid, KeptBook] = {}
        self.content: Mapping[str, object] = {}
        self.kept = KeptLine(context.appearance, "roundDesk.answers")
        self.kept.anew.connect(self._begin_anew)
        self._again = Label(context.appearance, size=12, wrap=True, object_name="roundDesk.answers.again")
        self.offers = QVBoxLayout()
        foot, px = QHBoxLayout(), context.appearance.look.metrics.px
        foot.setContentsMargins(px(16), px(4), px(16), px(4))
        foot.addWidget(self.kept)
        foot.addWidget(self._again, 1)
        self.setLayout(foot)
        self.hide()

    def open_round(self, round_: Uid) -> None:
        """Go to another round: keep what was not kept yet, and offer what was left of this one."""
        self.leave()
        self._forget()
        drafts = Drafts(self._context.session)
        self._drafting = Drafting(self._context.lanes, drafts, _KIND, round_, self._content, self)
        self._drafting.kept.connect(self._say_kept)
        if not self._context.session.read_only:
            self._context.lanes.read(lambda: drafts.find(_KIND, round_), self._offer, replaces="roundDesk.draft")

    def take_up(self, books: Sequence[Comparison], paths: Sequence[Path]) -> TakenUp:
        """Decide again about workbooks that were read what was decided before; says how much stands again."""
        self._books = tuple(books)
        clear(self.offers)
        back = gone = 0
        for book in books:
            kept = self._left.pop(book.book.person, None)
            if kept is not None:
                found = take_up(book, self._decisions, kept)
                back, gone = back + found.back, gone + found.gone
        files = [*(str(each) for each in paths), *(self._files if self._left else ())]
        self._files = tuple(dict.fromkeys(files))
        self._say_again(back, gone)
        return TakenUp(back, gone)

    def follow(self) -> None:
        """Keep what is decided now soon, or drop the draft where nothing is."""
        empty = not self._left and not self._decisions.decided(self._books)
        if self._drafting is not None:
            self._drafting.follow(empty=empty)
        if empty:
            self._say_kept(0)

    def posted(self) -> None:
        """What was decided is in the book."""
        self._say_again(0, 0)
        self.follow()

    def leave(self) -> None:
        """Keep what was not kept yet, because another round comes."""
        if self._drafting is not None:
            self._drafting.keep_now()
            self._drafting = None

    def close_down(self) -> None:
        """Keep at once what was not kept yet, because the store is closed."""
        drafting, self._drafting = self._drafting, None
        if drafting is not None:
            drafting.close()

    def _content(self) -> Gathered:
        # To look at thousands of rows takes too long for the interface thread.
        books, decisions, left = self._books, self._decisions, dict(self._left)
        rest = {"files": list(self._files), **self._reasons()}
        return partial(_gathered, books, decisions, left, rest)

    def _offer(self, draft: Draft | None) -> None:
        kept = kept_books(draft.content) if draft is not None else {}
        if draft is None or self._drafting is None or not kept or self._books:
            return
        self._drafting.there = True
        self._left, self._files, self.content = kept, tuple(_files(draft)), draft.content
        told = self.tr("Decisions about {books}: {count}, kept at {time} and not posted.")
        names = self._named(sorted(Path(each).name for each in _files(draft)))
        count = shown_count(sum(each.count for each in kept.values()))
        told = told.replace("{count}", count).replace("{time}", hour_of(draft.kept_us)).replace("{books}", names)
        offer = ResumeOffer(self._context.appearance, told)
        offer.resumed.connect(lambda: self.resumed.emit([Path(each) for each in _files(draft)]))
        offer.discarded.connect(self._discard)
        clear(self.offers)
        self.offers.addWidget(offer)

    def _named(self, files: Sequence[str]) -> str:
        """Return the names of workbooks, of many the first."""
        told = ", ".join(files[:_FEW])
        if len(files) <= _FEW:
            return told
        more = counted("AnswersDraft", "{files} and {count} more", "{files} and {count} more", len(files) - _FEW)
        return more.replace("{files}", told)

    def _begin_anew(self) -> None:
        self._left, self.content = {}, {}
        self._say_again(0, 0)
        self.anew.emit()

    def _discard(self) -> None:
        self._left, self.content = {}, {}
        if self._drafting is not None:
            self._drafting.drop()

    def _forget(self) -> None:
        self._books, self._files, self._left, self.content = (), (), {}, {}
        clear(self.offers)
        self._say_kept(0)
        self._say_again(0, 0)

    def _say_kept(self, us: int) -> None:
        self.kept.say(us)
        self.setVisible(bool(us or self._again.text()))

    def _say_again(self, back: int, gone: int) -> None:
        """Say how many decisions stand again, and how many of them do not."""
        told = []
        if back:
            told.append(
                counted(
                    "AnswersDraft",
                    "Decisions that stand again: {count}.",
                    "Decisions that stand again: {count}.",
                    back,
                )
            )
        if gone:
            words = self.tr("Rows that say something else now, and are to be decided again: {count}.")
            told.append(words.replace("{count}", shown_count(gone)))
        self._again.setText(" ".join(told))
        self._again.set_colour("tones.amber.ink" if gone else "text2")
        self._say_kept(0)


def _files(draft: Draft) -> list[str]:
    return [each for each in list_in(draft.content.get("files")) if isinstance(each, str)]


def _gathered(
    books: Sequence[Comparison], decisions: Decisions, left: Mapping[Uid, KeptBook], rest: Mapping[str, object]
) -> Mapping[str, object]:
    told = {**left, **{book.book.person: kept_book(book, decisions) for book in books}}
    return {**rest, "people": {person: msgspec.to_builtins(kept) for person, kept in told.items() if kept}}
