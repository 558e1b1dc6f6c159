"""The dialog of a first start: where the store goes, whose lab it is, who works there, and what it keeps."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
from PySide6.QtCore import QSize, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QWidget

from lunarcurator.desktop.dialogs.form.drafting import texts_in
from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.shell.preferences import FIRST_START_LEFT
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.as_it_is import CheckBox
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.labels import Label, SectionLabel
from lunarcurator.domain.days import UNKNOWN_DAY, Day, DayTextError, certain_day
from lunarcurator.file_names import is_folder, is_there, is_unfit, name_trouble
from lunarcurator.home_folder import temporary_home
from lunarcurator.services.collections import KnownCollection, KnownCollections
from lunarcurator.services.first_operator import system_user
from lunarcurator.services.first_start import FirstStart
from lunarcurator.services.schemes import Schemes

_SIGNS = '<>:"/\\|?*'
"""What no file name of any system may hold."""


class FirstStartDialog(Dialog):
    """Asks what a new store begins with; `make` is given the file and the answers, once, when all can be read."""

    def __init__(
        self,
        appearance: Appearance,
        memory: Memory,
        make: Callable[[Path, FirstStart], None],
        parent: QWidget | None,
    ) -> None:
        super().__init__(
            appearance,
            self.tr("Make a new store"),
            self.tr("Make the store"),
            object_name="firstStartDialog",
            sizes=RememberedSizes(memory),
            panel=False,
            size=QSize(720, 720),
            parent=parent,
        )
        self._look, self._make, self._memory = appearance, make, memory
        self._own_file = False
        self.ticks: dict[str, CheckBox] = {}
        self._known = KnownCollections.load()
        lead = self.tr("Everything is kept in one file on your own disk. What you say here can be added to later.")
        self.content.addWidget(Label(appearance, lead, colour="text2", wrap=True))
        self._ask_who()
        self._ask_what()
        self._ask_where()
        self.content.addStretch(1)
        self.confirmed.connect(self._confirm)
        self.lab.changed.connect(self._propose_file)
        for each in (self.lab, self.operator, self.opened, self.file):
            each.changed.connect(self._tell)
            each.edit.textEdited.connect(lambda _text: self._keep())
        for tick in self.ticks.values():
            tick.clicked.connect(lambda _on=False: self._keep())
        self._take_up()
        self._propose_file()
        self._tell()

    def answers(self) -> FirstStart:
        """Return what was said."""
        chosen = [each for each in self._known if self.ticks[each.code].isChecked()]
        return FirstStart(self.lab.value(), self.operator.value(), chosen, self._opened() or UNKNOWN_DAY)

    def _opened(self) -> Day | None:
        """Return the day since which there is the lab; `UNKNOWN_DAY` where none is typed, None for no day."""
        if not self.opened.value():
            return UNKNOWN_DAY
        try:
            day = certain_day(self.opened.value())
        except DayTextError:
            return None
        return day or None

    def path(self) -> Path:
        """Return the file the store is to become."""
        text = self.file.value()
        return Path(text if text.lower().endswith(".lunar") else f"{text}.lunar")

    def _take_up(self) -> None:
        """Put back what was typed before a store was made of it: there is no store yet that could keep a draft."""
        left = texts_in(_left_in(self._memory.get(FIRST_START_LEFT)))
        for each in (self.lab, self.operator, self.opened, self.file):
            if each.key in left:
                each.restore(left[each.key])
        self._own_file = "file" in left
        for code, tick in self.ticks.items():
            tick.setChecked(code in left.get("collections", "").split("\n"))

    def _keep(self) -> None:
        typed = (self.lab, self.operator, self.opened, *([self.file] * self._own_file))
        kept = {each.key: each.text() for each in typed}
        ticked = "\n".join(code for code, tick in self.ticks.items() if tick.isChecked())
        self._memory.put(FIRST_START_LEFT, msgspec.json.encode({**kept, "collections": ticked}).decode())

    def _ask_who(self) -> None:
        look = self._look
        lab = self.tr("It becomes the first place: the site in which all others stand.")
        self.lab = TextInput(look, "lab", self.tr("Name of the laboratory"), note=lab, required=True)
        who = self.tr("The journal names you with every act. More people are added under Operators.")
        self.operator = TextInput(look, "operator", self.tr("Your name"), system_user(), note=who, required=True)
        row = QHBoxLayout()
        row.setSpacing(look.look.metrics.px(16))
        row.addWidget(self.lab.field, 1)
        row.addWidget(self.operator.field, 1)
        self.content.addLayout(row)
        since = self.tr("Nothing can stand in it before this day. Empty: today.")
        self.opened = TextInput(look, "opened", self.tr("The laboratory has existed since"), note=since)
        self.content.addWidget(self.opened.field)

    def _ask_what(self) -> None:
        self.content.addWidget(SectionLabel(self._look, self.tr("Collections you keep")))
        told = self.tr("Each brings its way of numbering and its missions. The others can be opened later.")
        self.content.addWidget(Label(self._look, told, size=12, colour="text2", wrap=True))
        grid, schemes = QGridLayout(), Schemes.load()
        grid.setHorizontalSpacing(self._look.look.metrics.px(16))
        for at, each in enumerate(self._known):
            tick = CheckBox(each.name)
            tick.setObjectName(f"collection.{each.code}")
            tick.toggled.connect(self._tell)
            self.ticks[each.code] = tick
            example = Label(self._look, _example(each, schemes), size=12, colour="text2")
            grid.addWidget(tick, at, 0)
            grid.addWidget(example, at, 1)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        self.content.addLayout(grid)

    def _ask_where(self) -> None:
        self.file = TextInput(self._look, "file", self.tr("File of the store"), required=True)
        self.file.edit.textEdited.connect(self._file_is_mine)
        self.choose = Button(self.tr("Choose…"), object_name="chooseFile")
        self.choose.clicked.connect(self._choose_file)
        self.file.field.put_beside(self.choose)
        self.content.addWidget(self.file.field)

    def _file_is_mine(self, _text: str) -> None:
        self._own_file = True

    def _propose_file(self) -> None:
        if self._own_file or temporary_home() is not None:
            return
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        folder = documents if is_folder(documents) else Path.home()
        plain = "".join(" " if sign in _SIGNS else sign for sign in self.lab.value()).strip(" .")
        file = folder / f"{plain}.lunar"
        self.file.restore(
            str(folder / f"{self.tr('Laboratory')}.lunar" if not plain or is_unfit(file.name) else file)
        )

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("File of the store"), str(self.path()), self.tr("Stores (*.lunar)"))
        dialog.setObjectName("fileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("lunar")
        dialog.fileSelected.connect(self._take_file)
        dialog.open()

    def _take_file(self, name: str) -> None:
        self._own_file = True
        self.file.restore(name)

    def _tell(self) -> None:
        count = len(self.answers().collections)
        words = self.tr("Make the store")
        if count:
            words = counted(
                "FirstStartDialog",
                "Make the store with 1 collection",
                "Make the store with {count} collections",
                count,
            )
        trouble = self._trouble()
        self.file.field.set_tone("red" if trouble and self.file.value() else "")
        self.file.field.set_note(trouble, "tones.red.ink")
        lacking = next((each for each in (self.lab, self.operator, self.file) if each.is_missing()), None)
        missing = self.tr("Missing: {what}").replace("{what}", lacking.caption) if lacking else ""
        no_day = self._opened() is None
        self.opened.field.set_tone("red" if no_day else "")
        told = self.tr("This is no day. Write it as 1969-07-24, 1969-07 or 1969.")
        self.opened.field.set_note(told if no_day else self.opened.note, "tones.red.ink" if no_day else "text2")
        self.set_primary(words, enabled=not missing and not trouble and not no_day, obstacle=missing)

    def _trouble(self) -> str:
        if not self.file.value():
            return ""
        path, passing = self.path(), temporary_home()
        if not path.is_absolute():
            return self.tr("Name the folder too, from its beginning.")
        if name_trouble(path):
            return self.tr("Windows takes no file of this name. Choose another one.")
        if is_there(path):
            return self.tr("There is such a file already. Choose another name, or open that store.")
        if not is_folder(path.parent):
            return self.tr("There is no such folder. Choose another one.")
        if passing is not None and passing in path.parents:
            return self.tr("This folder may be gone after a restart. Choose one that stays.")
        return ""

    def _confirm(self) -> None:
        if not self.primary_button.isEnabled():
            return
        self._make(self.path(), self.answers())
        self.accept()


def _left_in(text: str) -> object:
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(text)
    return None


def _example(known: KnownCollection, schemes: Schemes) -> str:
    # An example is (what is typed, how it is read); the second is how it is printed.
    return known.example or schemes.get(known.scheme).examples[0][1]
