"""The dialog of settings: backups, language and looks, printer and labels; all of this person at this machine."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSpinBox, QWidget
from shiboken6 import isValid

from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, FlagInput, TextInput
from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.folders import remembered_folder
from lunarcurator.desktop.mass_units import UNITS, units_of
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.shell.preferences import (
    BACKUP_DAYS,
    BACKUP_FOLDER,
    COLLECTION_UNITS,
    LABEL_LAYOUT,
    LABEL_PRINTER,
    LANGUAGE,
    LOOK_MODE,
    LOOK_PERCENT,
    MASS_UNIT,
    PRINTER,
    SECOND_FOLDER,
    backup_days,
    file_and_folder,
)
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import Label, SectionLabel
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.file_names import is_folder, is_shut
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import language_names
from lunarcurator.services.collections import KnownCollection, KnownCollections
from lunarcurator.services.label_layouts import load_layouts
from lunarcurator.services.words import Words

type Appear = Callable[[str, int], None]


class SettingsDialog(Dialog):
    """Shows what is remembered; the primary keeps it. `appear` puts colours and text size (percent) on at once."""

    _printers_found = Signal(list)

    def __init__(
        self,
        appearance: Appearance,
        memory: Memory,
        words: Words,
        appear: Appear,
        parent: QWidget | None,
        collections: Iterable[KnownCollection] | None = None,
    ) -> None:
        super().__init__(
            appearance,
            self.tr("Settings"),
            self.tr("Keep these settings"),
            object_name="settingsDialog",
            sizes=RememberedSizes(memory),
            panel=False,
            size=QSize(680, 720),
            parent=parent,
        )
        self._look, self._memory, self._words, self._appear = appearance, memory, words, appear
        self._ask_backups()
        self._ask_looks()
        self._ask_units(KnownCollections.load() if collections is None else collections)
        self._ask_printing()
        note = self.tr("The settings are yours at this workstation; the store knows nothing of them.")
        self.content.addWidget(Label(appearance, note, size=12, colour="text2", wrap=True))
        self.content.addStretch(1)
        self.confirmed.connect(self._keep)
        for each in (self.first, self.second):
            each.changed.connect(self._tell)
        self._printers_found.connect(self._offer_printers, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._find_printers, name="printers", daemon=True).start()
        self._tell()

    def _ask_backups(self) -> None:
        look = self._look
        folders = [remembered_folder(self._memory, each) for each in (BACKUP_FOLDER, SECOND_FOLDER)]
        self.content.addWidget(SectionLabel(look, self.tr("Backups")))
        self.first = TextInput(look, "backupFolder", self.tr("Folder for backups"), folders[0])
        self.second = TextInput(look, "secondFolder", self.tr("A second folder, on a stick"), folders[1])
        for each in (self.first, self.second):
            choose = Button(self.tr("Choose…"), object_name=f"choose.{each.key}")
            choose.clicked.connect(lambda _on=False, each=each: self._choose(each))
            each.field.put_beside(choose)
            self.content.addWidget(each.field)
        self.days = QSpinBox()
        self.days.setObjectName("backupDays")
        self.days.setRange(1, 999)
        self.days.setValue(backup_days(self._memory))
        self.days.setSuffix(self.tr(" days"))
        self._row(Field(look, self.tr("Warn without a verified copy after"), self.days))

    def _ask_looks(self) -> None:
        look, get = self._look, self._memory.get
        self.content.addWidget(SectionLabel(look, self.tr("Language and looks")))
        spoken = language_names(resources_folder() / "languages")
        tongues = [("", self.tr("As the system")), *spoken.items()]
        self.language = ChoiceInput(look, "language", self.tr("Language"), tongues, get(LANGUAGE))
        modes = [
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
            ("contrast", self.tr("High contrast")),
        ]
        self.mode = ChoiceInput(look, "mode", self.tr("Colours"), modes, look.mode)
        sizes = [(str(each), f"{each} %") for each in range(100, 201, 10)]
        self.size_of_text = ChoiceInput(look, "textSize", self.tr("Text size"), sizes, str(look.text_percent))
        self._row(self.language.field, self.mode.field, self.size_of_text.field)

    def _ask_units(self, collections: Iterable[KnownCollection]) -> None:
        look, get = self._look, self._memory.get
        self.content.addWidget(SectionLabel(look, self.tr("Masses")))
        units = [("", self.tr("g, powders in mg")), *((each, unit_symbol(each)) for each in UNITS)]
        typed = self.tr("and typed, where no unit is")
        self.unit = ChoiceInput(look, "massUnit", self.tr("Shown in"), units, get(MASS_UNIT), note=typed)
        own = ", ".join(f"{mission} {unit_symbol(unit)}" for mission, unit in units_of(collections).items())
        on = get(COLLECTION_UNITS, "1") == "1"
        self.own_units = FlagInput(look, "collectionUnits", "", self.tr("Collections in their own"), on=on)
        self.own_units.field.set_note(own)
        self._row(self.unit.field, self.own_units.field)

    def _ask_printing(self) -> None:
        look, get = self._look, self._memory.get
        self.content.addWidget(SectionLabel(look, self.tr("Printing")))
        ask, same = self.tr("That of the system"), self.tr("The same")
        self.printer = ChoiceInput(look, "printer", self.tr("Printer of papers"), [("", ask)])
        self.label_printer = ChoiceInput(look, "labelPrinter", self.tr("Printer of labels"), [("", same)])
        layouts = [(key, self._words.label(each.label_key)) for key, each in load_layouts().items()]
        chosen = get(LABEL_LAYOUT, "roll_50x25")
        self.layout_of_labels = ChoiceInput(look, "labelLayout", self.tr("Paper for labels"), layouts, chosen)
        self._row(self.printer.field, self.label_printer.field, self.layout_of_labels.field)

    def _row(self, *fields: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(self._look.look.metrics.px(16))
        for each in fields:
            row.addWidget(each, 1)
        if len(fields) == 1:
            row.addStretch(1)
        self.content.addLayout(row)

    def _find_printers(self) -> None:
        # Asking the spooler can take long; it must not hold the window up.
        names = QPrinterInfo.availablePrinterNames()
        if isValid(self):
            self._printers_found.emit(names)

    def _offer_printers(self, names: list[str]) -> None:
        ask, same = self.tr("That of the system"), self.tr("The same")
        for shown, key, first in ((self.printer, PRINTER, ask), (self.label_printer, LABEL_PRINTER, same)):
            kept = self._memory.get(key)
            # A printer that is switched off now stays chosen.
            known = dict.fromkeys([*names, *([kept] if kept else [])])
            shown.offer([("", first), *((each, each) for each in known)], kept)

    def _choose(self, wanted: TextInput) -> None:
        dialog = QFileDialog(self, wanted.caption, wanted.value())
        dialog.setObjectName("folderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(wanted.restore)
        dialog.open()

    def _tell(self) -> None:
        same = self.first.value() and self.first.value() == self.second.value()
        for each in (self.first, self.second):
            away = each.value() and not is_folder(Path(each.value()))
            told = ""
            if away and is_shut(Path(each.value())):
                told = self.tr("It may not be looked into from this account. Ask for access.")
            elif away:
                told = self.tr("Not there now: a stick that is away, or a misspelt name.")
            each.field.set_note(told, "tones.amber.ink")
            each.field.set_tone("amber" if away else "")
        obstacle = self.tr("Both folders are the same. Choose a second disk or a stick.") if same else ""
        self.set_primary(self.tr("Keep these settings"), enabled=not same, obstacle=obstacle)

    def _keep(self) -> None:
        if not self.primary_button.isEnabled():
            return
        wanted = {
            BACKUP_FOLDER: _whole(self.first.value()),
            SECOND_FOLDER: _whole(self.second.value()),
            BACKUP_DAYS: str(self.days.value()),
            LANGUAGE: self.language.value(),
            MASS_UNIT: self.unit.value(),
            COLLECTION_UNITS: self.own_units.text() or "0",
            PRINTER: self.printer.value(),
            LABEL_PRINTER: self.label_printer.value(),
            LABEL_LAYOUT: self.layout_of_labels.value(),
            LOOK_MODE: self.mode.value(),
            LOOK_PERCENT: self.size_of_text.value(),
        }
        closed = self._memory.keep(wanted)
        if closed is not None:
            self.set_findings(self._words.say("settings.not_kept", file_and_folder(closed)), "red")
            return
        self._appear(self.mode.value(), int(self.size_of_text.value()))
        self.accept()


def _whole(folder: str) -> str:
    """Return the name of a folder from its beginning, as somebody typed it or not."""
    return str(Path(folder).absolute()) if folder else ""
