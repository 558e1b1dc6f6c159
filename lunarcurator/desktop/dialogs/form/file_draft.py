"""The draft of what was said of a file and not posted, offered when the file is chosen again."""

from collections.abc import Callable
from functools import partial
from typing import Final

from msgspec import to_builtins
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout
from shiboken6 import isValid

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.drafting import Drafting, Gathered, hour_of
from lunarcurator.desktop.dialogs.form.resuming import ResumeOffer
from lunarcurator.desktop.panels.sections import clear
from lunarcurator.desktop.widgets.strips import Strip
from lunarcurator.services.drafts import Draft, Drafts

_LONGEST: Final = 48


class FileDraft(QObject):
    """Keeps what is said of the file in front, by its name and checksum; `kept` tells when, in us, 0 for not yet.

    `content` returns what is kept, a frozen record with `file` and `sha256`, or None for nothing. Offers stand in
    `box`; `resumed` asks to go on with a `Draft`.
    """

    kept = Signal(object)
    resumed = Signal(object)

    def __init__(
        self,
        context: AppContext,
        kind: str,
        content: Callable[[], object | None],
        box: QVBoxLayout,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._kind, self._content, self._box = context, kind, content, box
        self._drafting: Drafting | None = None
        self._shown: ResumeOffer | None = None

    def offer_last(self) -> None:
        """Offer what was left last, whatever its file."""
        drafts, kind = Drafts(self._context.session), self._kind

        def work() -> Draft | None:
            return next((each for each in drafts.all() if each.kind == kind), None)

        self._look(work, self._found_last)

    def begin(self, subject: str, sha256: str, *, resuming: bool = False) -> None:
        """Keep from now on what is said of a file, and offer what was said of it before."""
        self.leave()
        clear(self._box)
        drafts, kind = Drafts(self._context.session), self._kind
        self._drafting = Drafting(self._context.lanes, drafts, kind, subject, self._gathered, self)
        self._drafting.kept.connect(self.kept)
        self.kept.emit(0)
        if resuming:
            self._drafting.there = True
        else:
            self._look(lambda: drafts.find(kind, subject), lambda draft: self._found(draft, sha256))

    def touch(self) -> None:
        """Keep soon what is said now, or drop the draft where nothing is any more."""
        if self._drafting is not None:
            self._drafting.follow(empty=self._content() is None)

    def moved(self) -> None:
        """Keep where somebody went, if anything is kept at all."""
        if self._drafting is not None and self._drafting.there and self._content() is not None:
            self._drafting.keep_soon()

    def drop(self) -> None:
        """Drop the draft: what it says is in the journal now."""
        if self._drafting is not None:
            self._drafting.drop()
            self.kept.emit(0)
        clear(self._box)

    def leave(self) -> None:
        """Keep what was not kept yet, because the dialog goes or another file comes."""
        if self._drafting is not None:
            self._drafting.keep_now()
            self._drafting = None

    def set_enabled(self, *, enabled: bool) -> None:
        """Let nobody go on with a draft while work is under way."""
        if self._shown is not None and isValid(self._shown):
            self._shown.setEnabled(enabled)

    def _look(self, work: Callable[[], Draft | None], arrived: Callable[[Draft | None], None]) -> None:
        if self._context.session.read_only:
            return

        self._context.lanes.read(work, arrived, replaces=f"fileDraft/{self._kind}")

    def _found_last(self, draft: Draft | None) -> None:
        if draft is not None and self._drafting is None:
            self._offer(draft)

    def _found(self, draft: Draft | None, sha256: str) -> None:
        if draft is None or self._drafting is None or self._drafting.there:
            return
        self._drafting.there = True
        if _text(draft, "sha256") == sha256:
            self._offer(draft)
            return
        told = self.tr("{file} was changed since {time}. What was said of it then counts no more.")
        sentence = told.replace("{file}", _name(draft)).replace("{time}", hour_of(draft.kept_us))
        self.drop()
        self._box.addWidget(Strip(self._context.appearance, "amber", sentence, object_name="fileChanged"))

    def _offer(self, draft: Draft) -> None:
        sentence = self.tr("{file} was left at {time} and not posted.").replace("{time}", hour_of(draft.kept_us))
        offer = ResumeOffer(self._context.appearance, sentence.replace("{file}", _name(draft)))
        offer.resumed.connect(lambda: self.resumed.emit(draft))
        offer.discarded.connect(lambda: self._discard(draft))
        clear(self._box)
        self._box.addWidget(offer)
        self._shown = offer

    def _discard(self, draft: Draft) -> None:
        if self._drafting is not None:
            self.drop()
            return
        drafts, kind, subject = Drafts(self._context.session), self._kind, draft.subject
        self._context.lanes.write(lambda _ticket: drafts.drop(kind, subject), lambda _none: None)

    def _gathered(self) -> Gathered:
        return partial(_told, self._content())


def _told(content: object | None) -> dict[str, object]:
    return dict(to_builtins(content)) if content is not None else {}


def _name(draft: Draft) -> str:
    """Return the name of the file, its middle left out where it is too long for a line."""
    name = _text(draft, "file")
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST // 2]}\u2026{name[-_LONGEST // 2 + 1 :]}"


def _text(draft: Draft, key: str) -> str:
    return str(draft.content.get(key, ""))
