"""The input of a count: scan or press one key for each piece; the answers are the draft."""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Final, override

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.form.count_model import Answer, CountModel, CountWords, Shown
from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.dialogs.form.place_input import PlaceInput
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.chips import SegmentedControl
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerDelegate
from lunarcurator.desktop.widgets.row_table import RowTable
from lunarcurator.domain.facts import CheckVerdict
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.words_folding import number_key, unquoted
from lunarcurator.services.place_book import PlaceBook, PlaceCard
from lunarcurator.services.to_do.counting import Expected
from lunarcurator.typed_json import decode

_KEYS: Final = MappingProxyType(
    {
        Qt.Key.Key_Space: CheckVerdict.SEEN,
        Qt.Key.Key_S: CheckVerdict.SEEN,
        Qt.Key.Key_M: CheckVerdict.MISSING,
    }
)
_BACK: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class CountInput(Input):
    """The sighting list with its answers; `unexpected` carries the text of a label that is not on the list.

    The code of a container inside the counted place says on which shelf one is: what is scanned after it and
    stands in another one by the book was seen elsewhere. `unexpected` carries the name of that shelf as well.
    """

    unexpected = Signal(str, str)

    def __init__(self, appearance: Appearance, wording: Wording, places: PlaceBook, key: str) -> None:
        self._wording, self._places = wording, places
        editor = QWidget()
        super().__init__(key, Field(appearance, self.tr("Sighting list"), editor))
        self._appearance = appearance
        columns = self._columns = (
            LedgerColumn(self.tr("Found"), width=124),
            LedgerColumn(self.tr("Number"), "number", 150),
            LedgerColumn(self.tr("Expected in")),
            LedgerColumn(self.tr("Form"), width=92),
            LedgerColumn(self.tr("Mass, g"), "mass", 112, 6),
        )
        self.model = CountModel(columns, CountWords(self._verdict, self._form, self._reason), self)
        self.table = RowTable(appearance, self.model, self.tr("Sighting list"))
        self.table.setObjectName("sightingList")
        self.table.setItemDelegate(LedgerDelegate(appearance, columns, self.table))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.stretch(2)
        self.table.installEventFilter(self)
        self.scan = QLineEdit()
        self.scan.setObjectName("scan")
        self.scan.setPlaceholderText(self.tr("Scan or type a number, then Enter"))
        self.scan.setAccessibleName(self.tr("Scan or type a number, then Enter"))
        self.scan.returnPressed.connect(self._scanned)
        choices = (self.tr("All"), self.tr("Unanswered"), self.tr("Differs"))
        self.filter = SegmentedControl(appearance, choices, self.tr("Rows"), object_name="countFilter")
        self.filter.chosen.connect(lambda index: self.model.show_rows(Shown(index)))
        self.progress = Label(appearance, colour="text2", object_name="countProgress")
        self.told = Label(appearance, size=12, colour="text2", wrap=True, object_name="countTold")
        self.elsewhere = PlaceInput(appearance, "elsewhere_place", self.tr("Seen elsewhere, in"), places, wide=1)
        self._acts: list[Button] = []
        self._counted: Uid | None = None
        self._shelf: PlaceCard | None = None
        self._lay_out(editor)
        appearance.changed.connect(self._fit)
        self._fit()
        self._tell()

    def show_expected(self, expected: Sequence[Expected], counted: Uid | None = None) -> None:
        """Show what has to be in the `counted` place, and what was answered of it before."""
        self._counted = counted or self._counted
        self.model.show_expected(expected)
        if expected:
            self.table.selectRow(0)
        self._tell()

    def answers(self, verdict: CheckVerdict) -> tuple[tuple[Uid, Uid | None], ...]:
        """Return the pieces of one verdict with the places in which they were seen, in the order of the list."""
        found = self.model.answers
        return tuple(
            (each.uid, found[each.uid].place)
            for each in self.model.expected
            if each.uid in found and found[each.uid].verdict is verdict
        )

    @property
    def unanswered(self) -> int:
        """Of how many pieces nobody has said what was found."""
        return len(self.model.expected) - self.model.answered

    @override
    def text(self) -> str:
        told = {uid: [str(each.verdict), each.place or ""] for uid, each in self.model.answers.items()}
        return msgspec.json.encode(told).decode() if told else ""

    @override
    def restore(self, text: str) -> None:
        try:
            told = decode(text or "{}", dict[str, tuple[CheckVerdict, str]])
        except msgspec.DecodeError:
            told = {}
        known = {each.uid for each in self.model.expected}
        self.model.answers = {
            Uid(uid): Answer(verdict, Uid(place) if place else None)
            for uid, (verdict, place) in told.items()
            if not known or uid in known
        }
        self.model.show_rows(Shown(self.filter.choice()))
        self._answered()

    @override
    def focus(self, field: str = "") -> None:
        self.scan.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, answer: Answer | None) -> None:
        """Give the chosen rows an answer, and go on to the next one without."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        if not rows:
            return
        self.model.answer(rows, answer)
        following = self.model.next_open(rows[-1])
        if answer is not None and following is not None:
            self.table.selectRow(following)
        self._answered()

    def say_elsewhere(self) -> None:
        """Say of the chosen rows that they were seen in the place that is typed."""
        place = None if self.elsewhere.trouble() else self.elsewhere.place()
        if place is None:
            self.elsewhere.focus()
            return
        self.say(Answer(CheckVerdict.ELSEWHERE, place.uid))

    def say_rest_missing(self) -> None:
        """Say of every piece without an answer that it is missing."""
        self.model.answer_rest(Answer(CheckVerdict.MISSING))
        self._answered()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if not event.modifiers() and key in _KEYS:
                self.say(Answer(_KEYS[key]))
                return True
            if not event.modifiers() and key in _BACK:
                self.say(None)
                return True
            if not event.modifiers() and key == Qt.Key.Key_E:
                self.say_elsewhere()
                return True
        return super().eventFilter(watched, event)

    def _scanned(self) -> None:
        text = unquoted(self.scan.text())
        self.scan.clear()
        if not text:
            return
        meant = self.model.meant_by(number_key(text))
        if len(meant) > 1:
            told = self.tr("{text} may be {numbers}: scan or type it with its collection")
            self.told.setText(told.format(text=text, numbers=", ".join(sorted(each.number for each in meant))))
        elif meant:
            self.saw(text, meant[0].uid)
        else:
            self._not_listed(text)

    def saw(self, text: str, uid: Uid) -> None:
        """Say that a label was seen that means this piece of the list."""
        again = uid in self.model.answers
        self.model.see(uid, self._shelf.uid if self._shelf else None)
        row = self.model.row_of(uid)
        if row is not None:
            self.table.selectRow(row)
            self.table.scrollTo(self.model.index(row, 0))
        seen = self.tr("{text} was answered before; it is seen now") if again else self.tr("{text} is seen")
        if self.model.answers[uid].verdict is CheckVerdict.ELSEWHERE and self._shelf is not None:
            seen = self.tr("{text} is seen in {place}, where the book does not have it")
        name = self._shelf.name if self._shelf else ""
        self.told.setText(seen.replace("{text}", text).replace("{place}", name))
        self._answered()

    def _not_listed(self, text: str) -> None:
        """Take a label that is no piece of the list: the code of a container inside, else something extra."""
        shelf = self._shelf_of(text)
        if shelf is not None:
            self._shelf = shelf
            self.told.setText(self.tr("Now in {place}").replace("{place}", shelf.name))
            return
        self.told.setText(self.tr("{text} is not expected here: it stands under Extra").format(text=text))
        self.unexpected.emit(text, self._shelf.name if self._shelf else "")

    def _shelf_of(self, text: str) -> PlaceCard | None:
        """Return the counted place or a container inside it by its code, None for any other text."""
        counted = self._places.get(self._counted)
        if counted is None:
            return None
        key = number_key(text)
        inside = (counted, *self._places.inside(counted.uid))
        return next((each for each in inside if each.code and number_key(each.code) == key), None)

    def _answered(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        total = len(self.model.expected)
        told = self.tr("{done} of {total} answered")
        done = shown_count(self.model.answered)
        self.progress.setText(told.replace("{done}", done).replace("{total}", shown_count(total)))

    def _verdict(self, verdict: CheckVerdict, place: Uid | None) -> str:
        card = self._places.get(place)
        if verdict is CheckVerdict.ELSEWHERE and card is not None:
            return self.tr("in {place}").format(place=card.name)
        return self._wording.words.say(f"check_verdict.{verdict}")

    def _form(self, code: str) -> str:
        return self._wording.term("form", code)

    def _reason(self, reason: str) -> str:
        return self._wording.words.say(f"unknown_reason.{reason}" if reason else "mass.unknown")

    def _lay_out(self, editor: QWidget) -> None:
        px = self._appearance.look.metrics.px
        column = QVBoxLayout(editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        first, last = QHBoxLayout(), QHBoxLayout()
        for row in (first, last):
            row.setSpacing(px(8))
        first.addWidget(self.scan, 1)
        first.addWidget(self.filter)
        column.addLayout(first)
        stands = QHBoxLayout()
        stands.setSpacing(px(8))
        stands.addWidget(self.told, 1)
        stands.addWidget(self.progress)
        column.addLayout(stands)
        column.addWidget(self.table, 1)
        seen, missing = Answer(CheckVerdict.SEEN), Answer(CheckVerdict.MISSING)
        self._act(last, self.tr("Seen"), "saySeen", "S", lambda: self.say(seen))
        self._act(last, self.tr("Missing"), "sayMissing", "M", lambda: self.say(missing))
        self._act(last, self.tr("No answer"), "sayNothing", "Del", lambda: self.say(None))
        # Beside how many have no answer, but behind the other answers for Tab: it answers for all of them at once.
        self._act(stands, self.tr("The rest is missing"), "restMissing", "", self.say_rest_missing)
        last.addStretch(1)
        column.addLayout(last)
        there = QHBoxLayout()
        there.setSpacing(px(8))
        there.addWidget(self.elsewhere.field, 1)
        self._act(there, self.tr("Seen there"), "sayElsewhere", "E", self.say_elsewhere)
        there.setAlignment(self._acts[-1], Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(there)

    def _act(self, row: QHBoxLayout, text: str, name: str, key: str, act: Callable[[], None]) -> None:
        button = Button(text, dense=True, object_name=name)
        button.setToolTip(key)
        button.clicked.connect(lambda _on=False: act())
        self._acts.append(button)
        row.addWidget(button)

    def _fit(self) -> None:
        px = self._appearance.look.metrics.px
        self.table.fit((at, each.width) for at, each in enumerate(self._columns) if each.width)
        self.table.setMinimumHeight(px(240))
