"""The draft of an import: what was said of a file and not posted, offered when it is chosen again."""

from collections.abc import Callable
from functools import partial

from msgspec import to_builtins
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout
from shiboken6 import isValid

from lunarcurator.desktop.dialogs.form.drafting import Drafting, Gathered, hour_of
from lunarcurator.desktop.dialogs.form.resuming import ResumeOffer
from lunarcurator.desktop.panels.sections import clear
from lunarcurator.desktop.widgets.strips import Strip
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.services.drafts import Draft, Drafts
from lunarcurator.services.importing import Source
from lunarcurator.services.importing.left import KIND, LeftImport, left_in, subject_of

type Content = Callable[[], LeftImport | None]


class ImportDraft(QObject):
    """Keeps what is said of the source in front; `kept` tells when, in us, 0 for not yet.

    `resumed` asks to go on with a `LeftImport`.
    """

    kept = Signal(object)
    resumed = Signal(object)

    def __init__(self, workplace: Workplace, content: Content, box: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace, self._content, self._box = workplace, content, box
        self._drafting: Drafting | None = None
        self._shown: ResumeOffer | None = None

    def offer_last(self) -> None:
        """Offer the import that was left last, whatever its file."""
        drafts = Drafts(self._workplace.desk)

        def work() -> Draft | None:
            return next((each for each in drafts.all() if each.kind == KIND), None)

        self._look(work, self._found_last)

    def begin(self, source: Source, *, resuming: bool = False) -> None:
        """Keep from now on what is said of a source, and offer what was said of it before."""
        self.leave()
        clear(self._box)
        drafts, subject = Drafts(self._workplace.desk), subject_of(source)
        self._drafting = Drafting(self._workplace.lanes, drafts, KIND, subject, self._gathered, self)
        self._drafting.kept.connect(self.kept)
        self.kept.emit(0)
        if resuming:
            self._drafting.there = True
        else:
            self._look(lambda: drafts.find(KIND, subject), lambda draft: self._found(draft, source))

    def touch(self) -> None:
        """Keep soon: something was said of the source in front."""
        if self._drafting is not None and self._content() is not None:
            self._drafting.keep_soon()

    def moved(self) -> None:
        """Keep to which step somebody went, where something is kept at all."""
        if self._drafting is not None and self._drafting.there:
            self.touch()

    def drop(self) -> None:
        """Drop the draft: its rows are in the journal now."""
        if self._drafting is not None:
            self._drafting.drop()
            self.kept.emit(0)
        clear(self._box)

    def leave(self) -> None:
        """Keep what was not kept yet, because the dialog goes or another source comes."""
        if self._drafting is not None:
            self._drafting.keep_now()
            self._drafting = None

    def set_enabled(self, *, enabled: bool) -> None:
        """Let nobody go on with a draft while work is under way."""
        if self._shown is not None and isValid(self._shown):
            self._shown.setEnabled(enabled)

    def _look(self, work: Callable[[], Draft | None], arrived: Callable[[Draft | None], None]) -> None:
        if not self._workplace.desk.read_only:

            def came(draft: Draft | None) -> None:
                if isValid(self):
                    arrived(draft)

            self._workplace.lanes.read(work, came, replaces="importDialog.draft")

    def _found_last(self, draft: Draft | None) -> None:
        left = left_in(draft) if draft is not None else None
        if draft is not None and left is not None and self._drafting is None:
            lead = self.tr("You began to import {file}.").replace("{file}", left.file)
            self._offer(draft, left, lead)

    def _found(self, draft: Draft | None, source: Source) -> None:
        left = left_in(draft) if draft is not None else None
        if draft is None or left is None or self._drafting is None or self._drafting.there:
            return
        self._drafting.there = True
        if left.sha256 == source.book.sha256:
            self._offer(draft, left, "")
            return
        told = self.tr("{file} was changed since {time}. What was said of it then counts no more.")
        sentence = told.replace("{file}", left.file).replace("{time}", hour_of(draft.kept_us))
        self.drop()
        self._box.addWidget(
            Strip(self._workplace.appearance, "amber", sentence, object_name="importDialog.changed")
        )

    def _offer(self, draft: Draft, left: LeftImport, lead: str) -> None:
        sentence = self.tr("It was left at {time} and not posted.").replace("{time}", hour_of(draft.kept_us))
        offer = ResumeOffer(self._workplace.appearance, sentence, lead)
        offer.resumed.connect(lambda: self.resumed.emit(left))
        offer.discarded.connect(lambda: self._discard(draft))
        clear(self._box)
        self._box.addWidget(offer)
        self._shown = offer

    def _discard(self, draft: Draft) -> None:
        if self._drafting is not None:
            self.drop()
            return
        drafts, subject = Drafts(self._workplace.desk), draft.subject
        self._workplace.lanes.write(lambda _ticket: drafts.drop(KIND, subject), lambda _none: None)

    def _gathered(self) -> Gathered:
        left = self._content()
        return partial(_told, left)


def _told(left: LeftImport | None) -> dict[str, object]:
    return dict(to_builtins(left)) if left is not None else {}
