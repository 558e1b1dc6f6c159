"""The lending policies in force, rule by rule with their sources; each can be copied into the lab's own tables."""

from pathlib import Path
from typing import override

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPlainTextEdit, QSplitter, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.folders import show_outside
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.commands.listing import whose
from lunarcurator.services.lab_tables import LabTables
from lunarcurator.services.lending.policy_rules import rules_told
from lunarcurator.services.policy_files import HOLIDAYS, copy_to_edit

type _Listed = tuple[str, str, str]
"""A policy for the list: its key, its line, and its rules as text."""


class PoliciesDialog(Dialog):
    """Lists the policies at the left, the rules of the chosen one at the right."""

    def __init__(self, context: AppContext, parent: QWidget | None) -> None:
        super().__init__(
            context.appearance,
            self.tr("Lending policies"),
            self.tr("Copy to edit"),
            object_name="policiesDialog",
            sizes=RememberedSizes(context.memory),
            panel=False,
            size=QSize(940, 640),
            parent=parent,
        )
        self._context = context
        self.cancel_button.setText(self.tr("Close"))
        self.policies, self.rules = QListWidget(), QPlainTextEdit()
        self.told = Label(self._appearance, self._introduction(), wrap=True, object_name="policiesDialog.told")
        self.content.addWidget(self.told)
        self.content.addWidget(self._panes(), 1)
        self.days_off = Button(self.tr("Copy days off"), object_name="policiesDialog.daysOff")
        self.days_off.clicked.connect(lambda _on=False: self.copy(HOLIDAYS))
        self.extras.addWidget(self.days_off)
        self.confirmed.connect(lambda: self.copy(self.key))
        self.set_primary(self.tr("Copy to edit"), enabled=False)
        context.lanes.read(self._read, self._show, self._wrong, replaces="policies")

    @property
    def key(self) -> str:
        """The key of the policy chosen, "" for none."""
        entry = self.policies.currentItem()
        return str(entry.data(Qt.ItemDataRole.UserRole)[0]) if entry is not None else ""

    def copy(self, key: str) -> None:
        """Write a policy, or the days off, into the lab's own tables, and open their folder."""
        try:
            path = copy_to_edit(key, self._context.session.path)
        except Refusal as refusal:
            self._wrong(refusal)
            return
        words = self.tr("Written to {file}. It counts from the next opening of the store on.")
        self.told.setText(words.replace("{file}", str(path)))
        self.open_folder(path.parent)

    def open_folder(self, folder: Path) -> None:
        """Show a folder with the system's own means."""
        show_outside(folder)

    def _introduction(self) -> str:
        return self.tr("The last policy that names a collection counts for it. A copy takes the program's place.")

    def _panes(self) -> QSplitter:
        px = self._appearance.look.metrics.px
        self.policies.setObjectName("policiesDialog.list")
        self.policies.setAccessibleName(self.tr("Policies"))
        self.policies.setWordWrap(True)
        self.policies.setSpacing(2)
        self.policies.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.policies.currentItemChanged.connect(self._choose)
        self.rules.setObjectName("policiesDialog.rules")
        self.rules.setAccessibleName(self.tr("Rules and their sources"))
        self.rules.setReadOnly(True)
        panes = QSplitter()
        panes.addWidget(self.policies)
        panes.addWidget(self.rules)
        panes.setStretchFactor(1, 1)
        panes.setSizes([px(280), px(620)])
        panes.setMinimumHeight(px(320))
        return panes

    def _read(self) -> list[_Listed]:
        words = self._context.words
        lab = LabTables.load(self._context.session.path)
        used = {each.name: each for each in lab.used if each.kind == "policies"}
        found = []
        for policy in reversed(lab.policies.policies):
            rules = rules_told(policy, words)
            told = [f"{rule.text}\n    {rule.source}" if rule.source else rule.text for rule in rules]
            head = f"{', '.join(sorted(policy.collections))} ({whose(used[policy.code], words)})"
            found.append((policy.code, policy.name, "\n\n".join((head, *told))))
        return found

    def _show(self, found: list[_Listed]) -> None:
        for each in found:
            entry = QListWidgetItem(each[1])
            entry.setData(Qt.ItemDataRole.UserRole, each)
            self.policies.addItem(entry)
        self.policies.setCurrentRow(0)

    def _wrong(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.told.setText(self._context.words.say(error.key, error.facts))

    def _choose(self, entry: QListWidgetItem | None) -> None:
        self.rules.setPlainText(entry.data(Qt.ItemDataRole.UserRole)[2] if entry is not None else "")
        self.set_primary(self.tr("Copy to edit"), enabled=entry is not None)

    @override
    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.policies.setFocus(Qt.FocusReason.OtherFocusReason)


def open_policies(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the list of lending policies."""
    del selection
    return opened(PoliciesDialog(context, parent))
