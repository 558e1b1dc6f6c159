"""A dialog with a form: it reads what it needs, is filled in, and keeps what was typed as a draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, override

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.approval import Approval
from lunarcurator.desktop.dialogs.form.drafting import Drafting, hour_of, texts_in
from lunarcurator.desktop.dialogs.form.form import Form
from lunarcurator.desktop.dialogs.form.grid import GridInput
from lunarcurator.desktop.dialogs.form.heads import subject_head, subject_words
from lunarcurator.desktop.dialogs.form.input_maker import InputMaker
from lunarcurator.desktop.dialogs.form.inputs import DayInput, TextInput
from lunarcurator.desktop.dialogs.form.resuming import ResumeOffer
from lunarcurator.desktop.dialogs.form.rows import texts_of
from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.dialogs.form.subjects import subject_of
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.desktop.history import History
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.mass_units import MassUnits
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.strips import FindingStrip, Strip
from lunarcurator.domain.days import UNKNOWN_DAY_KEY, show_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import PieceRef, PlaceRef, ref_of
from lunarcurator.services.drafts import Draft, Drafts
from lunarcurator.services.form_context import FormContext, PieceSummary, form_context
from lunarcurator.services.place_book import PlaceCard
from lunarcurator.services.spellings import Spellings
from lunarcurator.services.vocabularies import Vocabularies

_SIZE = QSize(880, 560)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a dialog reads before it can be filled in."""

    form_context: FormContext
    vocabularies: Vocabularies
    spellings: Spellings
    draft: Draft | None


class FormDialog(Dialog):
    """Reads on the reading lane, then builds its rows; `ready` comes when it can be filled in.

    `kind` is the operation, the name of the draft and of the dialog. `needs_piece` and `needs_place` say without
    what there is nothing to fill in, `takes_many` that several pieces are done in one act, `asks_day` and
    `needs_reason` what the last row asks. A `day_of_long_ago` is never today by itself: left empty it is unknown.
    Where `narrow` there is little room beside the panel: who allows something is asked in fields below each other.
    `make` makes inputs; `ref`, `refs` and `place_refs` are what an operation is given.
    """

    ready = Signal()

    kind = ""
    needs_piece = True
    needs_place = False
    takes_many = False
    asks_day = True
    day_of_long_ago = False
    needs_reason = False
    narrow = False
    size_at_first = _SIZE

    def __init__(self, context: AppContext, selection: Selection, parent: QWidget | None) -> None:
        words = context.words
        super().__init__(
            context.appearance,
            words.label(f"operation.{self.kind}"),
            words.label(f"operation.{self.kind}"),
            object_name=f"{self.kind}Dialog",
            sizes=RememberedSizes(context.memory),
            size=self.size_at_first,
            parent=parent,
        )
        self.context, self.selection = context, selection
        self.appearance, self.words, self.wording = context.appearance, words, Wording(words)
        self.units = context.units
        self.form = Form(self.appearance, words, self.content, self)
        self.form_context: FormContext
        self.vocabularies: Vocabularies
        self.make: InputMaker
        self.day: DayInput
        self.day_note = ""
        self.reason: TextInput
        self.approval: Approval
        self.built = self.busy = self._touched = False
        self._tickets: list[Ticket] = []
        drafts = Drafts(context.session)
        self._drafting = Drafting(context.lanes, drafts, self.kind, subject_of(selection), self._content, self)
        self._drafting.kept.connect(self._say_kept)
        self._growing = QTimer(self)
        self._growing.setSingleShot(True)
        # Findings have their heights only once they were laid out.
        self._growing.setInterval(40)
        self._growing.timeout.connect(self.grow)
        self.primary_button.setEnabled(False)
        self.read(self._loaded)

    def ask(self) -> FormContext:
        """Read what the dialog is about; runs on the reading lane."""
        return form_context(self.context.session, self.selection.samples, self.selection.places)

    def build(self) -> None:
        """Add the rows of the form."""
        raise AssertionError("every dialog has a form")

    def heading(self) -> str:
        """Return the title: verb and object."""
        raise AssertionError("every dialog has a title")

    @property
    def chosen_places(self) -> tuple[PlaceCard, ...]:
        """The selected places, as far as they are in the book."""
        found = (self.form_context.places.get(uid) for uid in self.selection.places)
        return tuple(card for card in found if card is not None)

    @property
    def refs(self) -> tuple[PieceRef, ...]:
        """The exact references of the selected pieces."""
        return tuple(PieceRef(ref_of(piece.uid)) for piece in self.form_context.pieces)

    @property
    def ref(self) -> PieceRef:
        """The exact reference of the one piece the dialog is about."""
        return PieceRef(ref_of(self.form_context.piece.uid))

    @property
    def place_refs(self) -> tuple[PlaceRef, ...]:
        """The exact references of the selected places."""
        return tuple(PlaceRef(ref_of(card.uid)) for card in self.chosen_places)

    @property
    def subject(self) -> str:
        """What is acted on, in the words of title and button: `15555,46`, `Cabinet 8`, `12 pieces`."""
        return subject_words(self.wording, self.form_context.pieces, self.chosen_places)

    @property
    def history(self) -> History | None:
        """The history that is entered, where the dialog asks on which day something happened."""
        return self.context.history if self.asks_day else None

    def unit_of(self, piece: PieceSummary) -> str:
        """Return the unit in which masses of a piece are typed here."""
        return self.units.typed(piece.mission, piece.form, piece.held_ug)

    def add_head(self) -> None:
        """Show what is acted on at the top, with what the book says of it, and what of it is gone."""
        pieces, places = self.form_context.pieces, self.chosen_places
        self.content.addWidget(
            subject_head(self.appearance, self.wording, pieces, places, self.form_context.places)
        )
        gone = len(self.selection.samples) - len(pieces)
        if gone > 0:
            sentence = self.words.say("dialog.left_out", {"count": gone})
            self.content.addWidget(Strip(self.appearance, "amber", sentence, object_name="leftOut"))

    def begin(self) -> None:
        """Called once all rows are there."""

    def resumed(self) -> None:
        """Called after a draft was put back."""

    def read(self, arrived: Callable[[Loaded], None]) -> None:
        """Read what the dialog needs, and its draft, on the reading lane."""
        drafts, kind, subject = Drafts(self.context.session), self.kind, self._drafting.subject

        def work() -> Loaded:
            return Loaded(
                self.ask(), self.context.session.lab.vocabularies, Spellings.load(), drafts.find(kind, subject)
            )

        self.inquire(work, arrived, self._cannot_load)

    def inquire(
        self,
        work: Callable[[], Any],
        arrived: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Ask the store on the reading lane; an older question with the same receiver is dropped.

        Nothing arrives any more once the dialog is gone.
        """
        replaces = f"{self.kind}/{getattr(arrived, '__qualname__', '')}"
        self._tickets = [each for each in self._tickets if not each.should_stop()]
        self._tickets.append(self.context.lanes.read(work, arrived, failed, replaces=replaces))

    def touch(self) -> None:
        """Keep a draft soon: somebody typed something."""
        if not self.busy:
            self._touched = True
            self._drafting.keep_soon()

    def forget(self) -> None:
        """Drop the draft: what was typed is in the journal now."""
        self._touched = False
        self._drafting.drop()
        self.set_draft("")

    def _cannot_load(self, error: Exception) -> None:
        self.context.say_why(error, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self.content.addWidget(FindingStrip(self.appearance, "red", sentence, object_name="cannotLoad"))
        self.content.addStretch(1)

    def _loaded(self, loaded: Loaded) -> None:
        self.form_context, self.vocabularies = loaded.form_context, loaded.vocabularies
        if loaded.draft is not None:
            # A bare figure typed before the unit was changed in the settings means what it meant.
            self.units = MassUnits.of_draft(loaded.draft.content)
        pieces = self.form_context.pieces
        unit = self.units.of(pieces[0].mission) if pieces else self.units.in_lists
        self.wording = Wording(self.words, loaded.spellings, unit)
        self.make = InputMaker(self.context, self.wording, self.form_context, self.vocabularies)
        if self.needs_piece and not self.form_context.pieces:
            self._refuse(self.words.say("piece.not_in_book"))
            return
        if self.needs_place and not self.chosen_places:
            self._refuse(self.words.say("dialog.place_gone"))
            return
        if self.needs_piece and len(self.form_context.pieces) > 1 and not self.takes_many:
            self._refuse(self.words.say("dialog.one_piece", {"count": len(self.form_context.pieces)}))
            return
        if loaded.draft is not None:
            self._offer(loaded.draft)
        self.form.place_general()
        try:
            self.build()
        except Refusal as refusal:
            self._refuse(self.words.say(refusal.key, refusal.facts))
            return
        self._add_common()
        self.built = True
        self.set_title(self.heading())
        self.begin()
        if self.isVisible():
            self._focus_first_empty()
        self._growing.start()
        self.ready.emit()

    @override
    def first_empty(self) -> QWidget | None:
        # What an entry is for is said last: a grid above stands for all that is typed in it.
        first = super().first_empty()
        if not self.built or first is not self.reason.edit:
            return first
        grids = [each.view for each in self.form.inputs.values() if isinstance(each, GridInput)]
        return next((each for each in grids if each.isVisibleTo(self) and each.isEnabled()), first)

    def _add_common(self) -> None:
        today, history = self.selection.day or self.context.session.today, self.history
        shown, default = (history.day_text, history.day) if history else (show_day(today), today)
        empty = ""
        if self.day_of_long_ago and not history:
            shown, empty, self.day_note = "", self.words.say(UNKNOWN_DAY_KEY), self.tr("empty: not known")
        self.day = DayInput(
            self.appearance, "day", self.tr("Day"), shown, default=default, left_empty=empty, note=self.day_note
        )
        self.reason = TextInput(self.appearance, "reason", self.tr("Reason"), required=self.needs_reason, wide=4)
        self.form.add(self.day, self.reason)
        self.day.field.setVisible(self.asks_day)
        explained = self.tr(
            "A late entry counts on its day. Weighings made later keep what they read, and where a later entry "
            "stands in the way, it is named."
        )
        self.late = Label(self.appearance, explained, wrap=True, colour="text2")
        self.late.setObjectName("lateEntry")
        self.late.hide()
        self.approval = Approval(
            self.appearance, self.form_context.operators, self.context.operator, narrow=self.narrow
        )
        self.approval.hide()
        self.content.addWidget(self.approval)
        self.content.addStretch(1)

    def _content(self) -> Mapping[str, object]:
        return {
            **self.units.kept(),
            "inputs": texts_of(self.form.inputs),
            "reasons": self.form.answers.reasons.kept(),
            "authority": {each.key: each.text() for each in self.approval.inputs},
        }

    def _offer(self, draft: Draft) -> None:
        sentence = self.tr("It was kept at {time} and not posted.").format(time=hour_of(draft.kept_us))
        offer = ResumeOffer(self.appearance, sentence)
        offer.resumed.connect(lambda: self._resume(draft))
        offer.discarded.connect(self._discard)
        self.content.addWidget(offer)

    def _resume(self, draft: Draft) -> None:
        kept = texts_in(draft.content.get("authority"))
        typed = texts_in(draft.content.get("inputs"))
        self.form.restore(typed)
        # Whom a form is about fills in what is on record of him, over what was typed.
        self.form.restore(typed)
        self.form.answers.reasons.take_up(texts_in(draft.content.get("reasons")))
        for each in self.approval.inputs:
            each.restore(kept.get(each.key, ""))
        self.resumed()
        self._focus_first_empty()

    def _discard(self) -> None:
        self._drafting.drop()
        self._focus_first_empty()

    def _say_kept(self, us: int) -> None:
        self.set_draft(self.tr("Draft kept {time}").format(time=hour_of(us)))

    @override
    def done(self, result: int) -> None:
        for ticket in self._tickets:
            ticket.cancel()
        self._drafting.keep_now()
        super().done(result)
