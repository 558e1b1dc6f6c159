"""The dialog that counts a place: a list of what has to be there, one scan or one key for each piece."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.count_input import CountInput
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.facts import CheckVerdict
from lunarcurator.domain.identity import PieceRef, PlaceRef, Uid, ref_of
from lunarcurator.domain.operations import CheckPlace, Extra, SeenElsewhere
from lunarcurator.services.form_context import FormContext, pieces_meant
from lunarcurator.services.posting import Preview
from lunarcurator.services.references import Meant
from lunarcurator.services.to_do.counting import Expected, sighting_list


class CheckPlaceDialog(ActDialog):
    """Asks of each piece what was found; may be left open for hours, and be finished by another person."""

    kind = CheckPlace.KIND
    needs_piece = False
    needs_place = True
    size_at_first = QSize(1180, 860)

    @override
    def ask(self) -> FormContext:
        asked = super().ask()
        place = self.selection.places[0]
        self.expected = sighting_list(self.context.session, place, self.context.session.today)
        return asked

    @override
    def build(self) -> None:
        self._known: dict[str, Meant | None] = {}
        self._scanned: set[str] = set()
        self._listed = self.context.session.today
        self.add_head()
        self.list = CountInput(self.appearance, self.wording, self.form_context.places, "seen")
        self.list.also = ("place", "elsewhere", "missing")
        self.list.unexpected.connect(self._found_extra)
        columns = (
            GridColumn("text", self.tr("Number or what the label says"), 210),
            GridColumn("remarks", self.tr("What it looks like")),
        )
        self.extra = self.make.grid("extra", self.tr("Extra: found, and not on the list"), columns)
        self.extra.view.setMaximumHeight(self.appearance.look.metrics.px(124))
        self.remarks = self.make.text("remarks", self.tr("Remarks"))
        self.form.add(self.list)
        self.form.add(self.extra)
        self.form.add(self.remarks)
        self.list.show_expected(self.expected, self.selection.places[0])

    @override
    def heading(self) -> str:
        return self.tr("Count {place}").format(place=self.subject)

    @override
    def primary(self) -> str:
        count = len(self.expected)
        return self.words.say("dialog.post_count", {"place": self.subject, "count": count})

    @override
    def operations(self) -> tuple[CheckPlace, ...]:
        answers = self.list.answers
        return (
            CheckPlace(
                place=self.place_refs[0],
                seen=tuple(_ref(uid) for uid, _ in answers(CheckVerdict.SEEN)),
                elsewhere=tuple(
                    SeenElsewhere(sample=_ref(uid), place=PlaceRef(ref_of(place)))
                    for uid, place in answers(CheckVerdict.ELSEWHERE)
                    if place is not None
                ),
                missing=tuple(_ref(uid) for uid, _ in answers(CheckVerdict.MISSING)),
                extra=tuple(self._extra(row) for row in self.extra.rows()),
                remarks=self.remarks.value(),
            ),
        )

    @override
    def lacking(self) -> str:
        if self.list.unanswered:
            return self.words.say("dialog.unanswered", {"count": self.list.unanswered})
        return self.tr("Looking up what is extra") if self._not_looked_up() else ""

    @override
    def edited(self) -> None:
        wanted = self._not_looked_up()
        if wanted:
            session = self.context.session
            self.inquire(lambda: (wanted, pieces_meant(session, wanted)), self._looked_up)
        if self.day.trouble() is None and self.day.day() != self._listed:
            self._list_anew()

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        found = {verdict: len(self.list.answers(verdict)) for verdict in CheckVerdict}
        cases = found[CheckVerdict.ELSEWHERE] + found[CheckVerdict.MISSING] + len(self.extra.rows())
        lines = [self.words.say("dialog.count_seen", {"count": found[CheckVerdict.SEEN]})]
        for meant in filter(None, (self._known.get(row["text"].strip()) for row in self.extra.rows())):
            if meant.otherwise:
                told = self.tr("“{text}” is another name of {number} and is recorded as {number}")
                lines.append(told.replace("{text}", meant.text).replace("{number}", meant.number))
        if cases:
            lines.append(self.words.say("dialog.count_cases", {"count": cases}))
        return (*lines, self.tr("Nothing moves and nothing is declared lost"))

    def _list_anew(self) -> None:
        """Read what was expected on another day; answers of pieces on both lists stay."""
        session, place, day = self.context.session, self.selection.places[0], self.day.day()
        self._listed = day
        self.inquire(lambda: sighting_list(session, place, day), self._show_list)

    def _show_list(self, expected: tuple[Expected, ...]) -> None:
        self.expected = expected
        self.list.show_expected(expected)
        self.recheck()

    def _not_looked_up(self) -> tuple[str, ...]:
        texts = (row["text"].strip() for row in self.extra.rows())
        return tuple(text for text in texts if text and text not in self._known)

    def _looked_up(self, told: tuple[Sequence[str], Mapping[str, Meant]]) -> None:
        """Take what was scanned and means a piece of the list, in whatever spelling, off what is extra."""
        wanted, found = told
        self._known.update({text: found.get(text) for text in wanted})
        expected = {each.uid for each in self.list.model.expected}
        listed = {
            text: found[text].uid for text in self._scanned.intersection(found) if found[text].uid in expected
        }
        if listed:
            self.extra.show_rows([row for row in self.extra.rows() if row["text"].strip() not in listed])
            for text, uid in listed.items():
                self.list.saw(text, uid)
        for text in wanted:
            if text in self._scanned and text not in found:
                said = self.tr("{text} is unknown to the book: it stands under Extra")
                self.list.told.setText(said.replace("{text}", text))
        self.recheck()

    def _found_extra(self, text: str, shelf: str) -> None:
        self._scanned.add(text)
        if all(row["text"].strip() != text for row in self.extra.rows()):
            where = self.tr("in {place}").replace("{place}", shelf) if shelf else ""
            self.extra.show_rows([*self.extra.rows(), {"text": text, "remarks": where}])

    def _extra(self, row: Mapping[str, str]) -> Extra:
        text = row["text"].strip()
        meant = self._known.get(text)
        return Extra(text=text, remarks=row["remarks"].strip(), sample=_ref(meant.uid) if meant else None)


def _ref(uid: Uid) -> PieceRef:
    return PieceRef(ref_of(uid))


def open_check_place(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that counts the selected place; None where no place is selected."""
    return opened(CheckPlaceDialog(context, selection, parent)) if selection.places else None
