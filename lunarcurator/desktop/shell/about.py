"""What this program is: its versions, the open store, and the licences of everything inside."""

import threading

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QSplitter, QWidget
from shiboken6 import isValid

from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.shell.versions import version_lines
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.labels import Label, SectionLabel
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.licences import Part, parts_inside


class AboutDialog(Dialog):
    """Shows versions and store as text that can be copied, and each part with its licence."""

    _found = Signal(object)

    def __init__(
        self, appearance: Appearance, memory: Memory, of_store: tuple[str, ...], parent: QWidget | None
    ) -> None:
        super().__init__(
            appearance,
            self.tr("About Lunar Curator"),
            self.tr("Copy the versions"),
            object_name="aboutDialog",
            sizes=RememberedSizes(memory),
            panel=False,
            size=QSize(760, 600),
            parent=parent,
        )
        self.cancel_button.setText(self.tr("Close"))
        self.told = "\n".join((*version_lines(), *of_store))
        free = self.tr("Free software under the GNU Lesser General Public Licence, version 3 or later.")
        for text in (self.told, free):
            self.content.addWidget(Label(appearance, text, wrap=True, selectable=True))
        self.content.addWidget(SectionLabel(appearance, self.tr("What is inside")))
        self.parts, self.text = QListWidget(), QPlainTextEdit()
        self._show_parts()
        self.confirmed.connect(lambda: QGuiApplication.clipboard().setText(self.told))
        self._found.connect(self._list, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, name="licences", daemon=True).start()

    def _show_parts(self) -> None:
        self.parts.setObjectName("aboutParts")
        self.parts.setAccessibleName(self.tr("What is inside"))
        self.text.setObjectName("aboutLicence")
        self.text.setAccessibleName(self.tr("Licence"))
        self.text.setReadOnly(True)
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.setWordWrap(True)
        self.parts.setSpacing(2)
        self.parts.currentItemChanged.connect(self._choose)
        panes = QSplitter()
        panes.addWidget(self.parts)
        panes.addWidget(self.text)
        panes.setStretchFactor(1, 1)
        px = self._appearance.look.metrics.px
        panes.setSizes([px(250), px(450)])
        panes.setMinimumHeight(px(240))
        self.content.addWidget(panes, 1)

    def _read(self) -> None:
        # Thirty files, on a slow stick: not on the window's thread.
        found = parts_inside(resources_folder())
        if isValid(self):
            self._found.emit(found)

    def _list(self, parts: tuple[Part, ...]) -> None:
        for each in parts:
            entry = QListWidgetItem(f"{each.name} {each.version}\n{each.licence}")
            entry.setData(Qt.ItemDataRole.UserRole, each)
            self.parts.addItem(entry)
        self.parts.setCurrentRow(0)

    def _choose(self, entry: QListWidgetItem | None) -> None:
        part = entry.data(Qt.ItemDataRole.UserRole) if entry is not None else None
        if isinstance(part, Part):
            self.text.setPlainText(part.text or part.licence)
