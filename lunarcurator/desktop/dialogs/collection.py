"""The dialog that opens a collection: one that is known, or any other with a plain scheme."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.grid import GridInput
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, TextInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import DayTextError, certain_day, show_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.operations import Mission, OpenCollection
from lunarcurator.domain.status import Title
from lunarcurator.services.collections import DayIs
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.posting import Preview
from lunarcurator.services.reopening import closed_collections, reopening


class CollectionDialog(ActDialog):
    """Asks which collection, its scheme, whose it is, and its missions with their opening days."""

    kind = OpenCollection.KIND
    needs_piece = False
    size_at_first = QSize(960, 640)

    @override
    def ask(self) -> FormContext:
        self._known = self.context.session.lab.collections
        self._closed = closed_collections(self.context.session)
        return super().ask()

    @override
    def build(self) -> None:
        look, words = self.appearance, self.words
        known = [(each.code, each.name) for each in self._known]
        first = known[0][0] if known else ""
        self.which = ChoiceInput(
            look, "which", self.tr("Collection"), [*known, ("", self.tr("Another one"))], first
        )
        self.code = TextInput(look, "code", self.tr("Code"), required=True)
        self.name = TextInput(look, "name", self.tr("Name"), required=True, wide=2)
        known_schemes = self.context.session.tables.schemes.values()
        schemes = [(each.code, words.label(each.label_key)) for each in known_schemes]
        self.scheme = ChoiceInput(look, "scheme", self.tr("Numbering"), schemes)
        titles = [(str(each), self.wording.term("title", each)) for each in Title]
        self.title = ChoiceInput(look, "title", words.label("field.title"), titles, Title.OURS)
        columns = (
            GridColumn("code", self.tr("Mission"), 140),
            GridColumn("name", self.tr("Name"), 0),
            GridColumn("opened", self.tr("First opened"), 130, read=_day_trouble),
        )
        self.missions = GridInput(look, words, "missions", self.tr("Missions"), columns)
        self.missions.also = ("missions",)
        self.form.add(self.which)
        self.form.add(self.code, self.name)
        self.form.add(self.scheme, self.title)
        self.form.add(self.missions)
        self._chosen = ""
        self._fill()

    @override
    def heading(self) -> str:
        return self.tr("Open a collection")

    @override
    def primary(self) -> str:
        missions = len(self._missions())
        if not self.name.value():
            return self.heading()
        return self.words.say("dialog.open_collection", {"name": self.name.value(), "count": missions})

    @override
    def edited(self) -> None:
        if self.which.value() != self._chosen:
            self._fill()

    @override
    def operations(self) -> tuple[OpenCollection, ...]:
        opening = OpenCollection(
            code=self.code.value(),
            name=self.name.value(),
            scheme=self.scheme.value(),
            missions=self._missions(),
            title=Title(self.title.value()),
        )
        return (reopening(opening, self._closed),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (
            self.tr("Numbers are read and proposed as {scheme}").format(scheme=self.scheme.word()),
            self.tr("Scheme and title never change afterwards"),
            self.tr("Missions can be added later"),
            *self._uncertain_days(),
            *self._same_as_before(),
        )

    def _same_as_before(self) -> tuple[str, ...]:
        if self.code.value() not in self._closed:
            return ()
        return (self.tr("It is the collection whose opening was undone: its numbers mean the same pieces"),)

    def _uncertain_days(self) -> tuple[str, ...]:
        """Say of which missions we do not know the day of opening, as long as nobody entered another."""
        table = self._known.get(self._chosen)
        shown = {mission.code: mission.opened for mission in self._missions()}
        unsure = [each for each in table.uncertain if shown.get(each.code) == each.opened] if table else []
        arrived = [each.code for each in unsure if each.day_is is DayIs.ARRIVAL]
        unknown = [each.code for each in unsure if each.day_is is DayIs.NOT_KNOWN]
        say = self.words.say
        return (
            *((say("dialog.day_of_arrival", {"missions": arrived, "count": len(arrived)}),) if arrived else ()),
            *((say("dialog.day_not_known", {"missions": unknown}),) if unknown else ()),
        )

    def _missions(self) -> tuple[Mission, ...]:
        return tuple(
            Mission(
                code=row["code"].strip(),
                name=row["name"].strip() or row["code"].strip(),
                opened=certain_day(row["opened"]) if row["opened"].strip() else 0,
            )
            for row in self.missions.rows()
            if not _day_trouble(row["opened"])
        )

    def _fill(self) -> None:
        """Take over what is published of the chosen collection; nothing is locked."""
        self._chosen = self.which.value()
        table = self._known.get(self._chosen)
        if table is None:
            self.code.restore("")
            self.name.restore("")
            self.scheme.restore("plain")
            self.missions.show_rows(())
            return
        self.code.restore(table.code)
        self.name.restore(table.name)
        self.scheme.restore(table.scheme)
        self.title.restore(table.title)
        self.missions.show_rows(
            [
                {"code": each.code, "name": each.name, "opened": show_day(each.opened) if each.opened else ""}
                for each in table.missions
            ]
        )


def _day_trouble(text: str) -> Refusal | None:
    try:
        if text.strip():
            certain_day(text)
    except DayTextError as error:
        return error
    return None


def open_collection(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that opens a collection."""
    return opened(CollectionDialog(context, selection, parent))
