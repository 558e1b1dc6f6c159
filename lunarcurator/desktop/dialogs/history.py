"""The dialog that begins a history from old papers, or goes to another day of it."""

from collections.abc import Mapping
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.drafting import Drafting, hour_of, texts_in
from lunarcurator.desktop.dialogs.form.inputs import DayInput, TextInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.resuming import ResumeOffer
from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.history import History
from lunarcurator.desktop.history_keeping import ask_left, drop_left
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.days import DayTextError
from lunarcurator.services.drafts import Draft, Drafts

_MOST_SHEETS: Final = 1_000_000
_TYPED: Final = "history_typed"


class HistoryDialog(Dialog):
    """Asks on which day the next acts happened, in any spelling, and which paper says so."""

    def __init__(self, context: AppContext, parent: QWidget | None) -> None:
        known = context.history
        super().__init__(
            context.appearance,
            self.tr("Enter a history"),
            self.tr("Enter from this day on"),
            object_name="historyDialog",
            sizes=RememberedSizes(context.memory),
            panel=False,
            size=QSize(560, 520),
            parent=parent,
        )
        look = context.appearance
        self._context, self._act = context, known.act if known else ""
        self._offers = QVBoxLayout()
        lead = self.tr(
            "For old papers, act by act. Every act begins with the day reached and names the paper, "
            "until you end it."
        )
        self.day = DayInput(look, "day", self.tr("Day"), known.day_text if known else "", required=True)
        self.source = TextInput(look, "source", self.tr("Source"), known.source if known else "")
        self.source.set_note(self.tr("The paper, book or list this is taken from; every entry names it."))
        late = self.tr(
            "A late entry counts on its day. Weighings made later keep what they read, and where a later entry "
            "stands in the way, it is named."
        )
        self.sheet = TextInput(look, "sheet", self.tr("Paper sheet no."), _sheet_text(known))
        self.sheet.set_note(self.tr("Counts on by one with each act; leave it empty where sheets have no number."))
        self.content.addLayout(self._offers)
        self.content.addWidget(Label(look, lead, wrap=True))
        for each in (self.day, self.source, self.sheet):
            self.content.addWidget(each.field)
        self.content.addWidget(Label(look, late, wrap=True, colour="text2"))
        self.content.addStretch(1)
        self._drafting = Drafting(context.lanes, Drafts(context.session), _TYPED, "", self._typed, self)
        for each in (self.day, self.source, self.sheet):
            each.changed.connect(self._judge)
            each.edit.returnPressed.connect(self._take)
            each.edit.textEdited.connect(lambda _text: self._drafting.keep_soon())
        self._drafting.kept.connect(
            lambda us: self.set_draft(self.tr("Draft kept {time}").replace("{time}", hour_of(us)))
        )
        self.confirmed.connect(self._take)
        self.next_asked.connect(lambda: (self.day if self._trouble() else self.sheet).focus())
        self._judge()
        self.day.edit.selectAll()
        self.day.focus()
        if known is None:
            ask_left(context, self._offer)
        if known is None and not context.session.read_only:
            drafts = Drafts(context.session)
            context.lanes.read(lambda: drafts.find(_TYPED, ""), self._restore, replaces="historyTyped")

    @override
    def done(self, result: int) -> None:
        """Keep what is typed and was not taken."""
        self._drafting.keep_now()
        super().done(result)

    def _typed(self) -> Mapping[str, object]:
        return {each.key: each.text() for each in (self.day, self.source, self.sheet)}

    def _restore(self, draft: Draft | None) -> None:
        """Put back what was typed and not taken, unless somebody types already."""
        if draft is None or any(each.edit.isModified() for each in (self.day, self.source)):
            return
        texts = texts_in(draft.content)
        for each in (self.day, self.source, self.sheet):
            each.restore(texts.get(each.key, each.text()))
        self._drafting.there = True

    def _offer(self, left: History, kept_us: int) -> None:
        told = self.tr("It had come to {day} at {time}.")
        told = told.replace("{day}", left.day_text).replace("{time}", hour_of(kept_us))
        offer = ResumeOffer(self._appearance, told, self.tr("You were entering a history."))
        offer.resumed.connect(lambda: self._go_on(left))
        offer.discarded.connect(lambda: drop_left(self._context))
        self._offers.addWidget(offer)

    def _go_on(self, left: History) -> None:
        self._act = left.act
        for each, text in ((self.day, left.day_text), (self.source, left.source), (self.sheet, _sheet_text(left))):
            each.restore(text)
        self.day.focus()

    def _judge(self) -> None:
        sentence = self._trouble()
        self.day.field.set_tone("red" if sentence else "")
        example = self.tr("1972-03-10, March 1972, about 1974, unknown")
        self.day.field.set_note(sentence or example, "tones.red.ink" if sentence else "text2")
        wrong = "" if self._sheet() is not None else self.tr("A sheet has a whole number, such as 12.")
        self.sheet.field.set_tone("red" if wrong else "")
        ready = bool(self.day.value()) and not sentence and not wrong
        self.set_primary(self.tr("Enter from this day on"), enabled=ready, obstacle=sentence or wrong)

    def _sheet(self) -> int | None:
        """Return the number of the sheet, 0 for none, None for what is no number."""
        text = self.sheet.value()
        if not text:
            return 0
        return int(text) if text.isascii() and text.isdecimal() and 0 < int(text) < _MOST_SHEETS else None

    def _trouble(self) -> str:
        words, today = self._context.words, self._context.session.today
        try:
            day = self.day.day()
        except DayTextError as error:
            return words.say(error.key, error.facts)
        return words.say("day.in_future", {"day": day, "today": today}) if day > today else ""

    def _take(self) -> None:
        sheet = self._sheet()
        if self.day.value() and not self._trouble() and sheet is not None:
            day, stated = self.day.day(), self.day.stated()
            self._context.enter_history(History(day, stated, self.source.value(), sheet, self._act))
            if self._drafting.there:
                self._drafting.drop()
            self._drafting.stop()
            self.accept()


def _sheet_text(known: History | None) -> str:
    return str(known.sheet) if known is not None and known.sheet else ""


def open_history(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that begins a history or goes to another day of it."""
    del selection
    return opened(HistoryDialog(context, parent))
