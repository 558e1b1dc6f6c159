"""Presets of the export dialog: chosen by name, kept, and shared as files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.keep_button import KeepButton
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.exporting import Wanted
from lunarcurator.services.exporting.presets import (
    Preset,
    codes_of,
    preset_taken,
    presets,
    read_preset,
    save_preset,
)

_KIND: Final = "*.json"


class PresetBar(QWidget):
    """A box of names to choose or type, and what can be done with them; `chosen` carries a preset."""

    chosen = Signal(object)
    told = Signal(str, str)

    def __init__(
        self, context: AppContext, wanted: Callable[[], tuple[Wanted, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._wanted = context, wanted
        self._known: dict[str, Preset] = {}
        self.box = ChoiceBox()
        self.box.setObjectName("exportDialog.preset")
        self.box.setAccessibleName(self.tr("Preset"))
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.box.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("Preset: choose, or type a name"))
            line.setAccessibleName(self.tr("Preset"))
        self.keep = KeepButton(
            self.tr("Keep"),
            lambda name: preset_taken(name, context.session.path),
            object_name="exportDialog.keepPreset",
        )
        self.to_file = Button(self.tr("To file…"), dense=True, object_name="exportDialog.presetToFile")
        self.from_file = Button(self.tr("From file…"), dense=True, object_name="exportDialog.presetFromFile")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.box.setMinimumWidth(context.appearance.look.metrics.px(300))
        for part in (self.box, self.keep, self.to_file, self.from_file):
            row.addWidget(part)
        row.addStretch(1)
        self.box.activated.connect(self._choose)
        self.box.editTextChanged.connect(self.keep.show_name)
        self.keep.kept.connect(lambda _name: self._save(None))
        self.keep.asked.connect(self._ask_to_replace)
        self.to_file.clicked.connect(lambda _on=False: self._ask(save=True))
        self.from_file.clicked.connect(lambda _on=False: self._ask(save=False))
        self.offer("")

    def offer(self, name: str) -> None:
        """Read the presets there are, and show this name."""
        self._known = presets(self._context.session.path)
        self.box.clear()
        self.box.addItems([*self._known])
        self.box.setEditText(name)

    def take(self, path: Path) -> None:
        """Take a preset over from a file."""
        try:
            preset = read_preset(path)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self.box.setEditText(preset.name)
        self._use(preset)

    def save(self, path: Path) -> None:
        """Write what is wanted now as a preset in this file."""
        self._save(path)

    def _choose(self, row: int) -> None:
        found = self._known.get(self.box.itemText(row))
        if found is not None:
            self._use(found)

    def _use(self, preset: Preset) -> None:
        """Ask for a preset as it is in this store: its collections are known by their codes."""
        session = self._context.session
        self._context.lanes.read(
            lambda: replace(preset, filters=preset.filters_in(codes_of(session))), self._found, self._failed
        )

    def _found(self, preset: Preset) -> None:
        self.chosen.emit(preset)

    def _save(self, path: Path | None) -> None:
        session, (wanted, suffix) = self._context.session, self._wanted()
        name = path.stem if path else self.box.currentText().strip()

        def work() -> tuple[str, Path]:
            preset = Preset.of(name, wanted, suffix, codes_of(session))
            return name, save_preset(preset, path)

        self._context.lanes.read(work, self._kept, self._failed)

    def _kept(self, kept: tuple[str, Path]) -> None:
        self.offer(kept[0])
        self.told.emit(self.tr("The preset is kept as {file}").replace("{file}", kept[1].name), "green")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            self._context.lanes.fault.emit(error)
        else:
            self._refuse(error)

    def _refuse(self, refusal: Refusal) -> None:
        self.told.emit(self._context.words.say(refusal.key, refusal.facts), "red")

    def _ask_to_replace(self, name: str) -> None:
        told = self.tr("There is a preset “{name}” already. Replace it, or type another name.")
        self.told.emit(told.replace("{name}", name) if name else "", "amber")

    def _ask(self, *, save: bool) -> None:
        title = self.tr("Write the preset to") if save else self.tr("Take a preset over")
        kinds = f"{self.tr('Presets')} ({_KIND})"
        name = self.box.currentText().strip()
        dialog = QFileDialog(self, title, f"{name}.json" if save and name else "", kinds)
        dialog.setObjectName("exportDialog.presetDialog")
        if save:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("json")
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save(Path(path)) if save else self.take(Path(path)))
        dialog.open()
