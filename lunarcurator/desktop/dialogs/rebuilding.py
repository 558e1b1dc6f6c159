"""The dialog that rebuilds a store: where its copy goes, how far the work is, and what differed."""

from collections.abc import Callable
from pathlib import Path
from typing import override

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.work_bar import WorkBar
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding
from lunarcurator.services.rebuilding import Rebuilt
from lunarcurator.services.words import Words


class RebuildDialog(Dialog):
    """Asks for a folder and calls `begin` with it; afterwards it is told how far the work is and how it ended.

    `stopped` says that somebody wants no more of it; it closes only once the work has ended.
    """

    stopped = Signal()

    def __init__(
        self,
        appearance: Appearance,
        memory: Memory,
        words: Words,
        folder: Path,
        begin: Callable[[Path], None],
        parent: QWidget | None,
    ) -> None:
        super().__init__(
            appearance,
            self.tr("Rebuild the store"),
            self.tr("Copy and rebuild"),
            object_name="rebuildDialog",
            sizes=RememberedSizes(memory),
            panel=False,
            size=QSize(760, 520),
            parent=parent,
        )
        self._words, self._begin = words, begin
        self.working = False
        lead = self.tr(
            "Everything that follows from the journal is made anew: the lists of pieces, places and loans, the "
            "sums and the search. No entry is changed. An exact copy of the store as it is now is made first."
        )
        self.content.addWidget(Label(appearance, lead, colour="text2", wrap=True))
        self.folder = TextInput(appearance, "folder", self.tr("Folder of the copy"), str(folder), required=True)
        self.choose = Button(self.tr("Choose…"), object_name="chooseFolder")
        self.choose.clicked.connect(self._choose_folder)
        self.folder.field.put_beside(self.choose)
        self.content.addWidget(self.folder.field)
        self.bar = WorkBar("rebuildBar")
        self.content.addWidget(self.bar)
        self.said = Label(appearance, "", wrap=True, object_name="rebuildSaid")
        self.content.addWidget(self.said)
        self.report = QPlainTextEdit(self)
        self.report.setObjectName("rebuildReport")
        self.report.setAccessibleName(self.tr("What differed"))
        self.report.setReadOnly(True)
        self.report.hide()
        self.content.addWidget(self.report, 1)
        self.content.addStretch(0)
        self.confirmed.connect(self._confirm)
        self.folder.changed.connect(self._tell)
        self._tell()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the work is."""
        self.bar.show_progress(done, total)

    def show_done(self, done: Rebuilt) -> None:
        """Say what differed, what is left, and where copy and report are."""
        self._ended()
        found = done.verification
        if found.sound:
            self.said.setText(self.tr("The store is rebuilt and verifies."))
        else:
            self.said.setText(self.tr("The store is rebuilt, but does not verify yet."))
        say = self._words.say
        lines = [say("rebuild.differed"), *(self._lines(done.differences) or [say("rebuild.nothing_differed")])]
        if found.findings:
            lines += ["", say("rebuild.left"), *self._lines(found.findings)]
        lines += ["", say("cli.rebuild_copy", {"file": str(done.copy)})]
        if done.report is None:
            lines += [say("rebuild.no_report")]
        else:
            lines += [say("cli.rebuild_report", {"file": str(done.report)})]
        self._list(lines)
        self.folder.field.setVisible(False)
        self.primary_button.hide()
        self.cancel_button.setText(self.tr("Close"))

    def show_failed(self, refusal: Refusal, findings: tuple[Finding, ...] = ()) -> None:
        """Say why nothing was rebuilt; another folder may be tried."""
        self._ended()
        self.said.setText(self._words.say(refusal.key, refusal.facts))
        self._list(self._lines(findings))
        self._tell()

    @override
    def reject(self) -> None:
        if not self.working:
            super().reject()
            return
        self.cancel_button.setEnabled(False)
        self.stopped.emit()

    def _confirm(self) -> None:
        if not self.primary_button.isEnabled() or self.working:
            return
        self.working = True
        self._list([])
        self.said.setText(self.tr("Copying, comparing and rebuilding. This may take minutes."))
        self.bar.show()
        self.folder.edit.setEnabled(False)
        self.choose.setEnabled(False)
        self.set_primary(self.tr("Copy and rebuild"), enabled=False)
        self._begin(Path(self.folder.value()))

    def _ended(self) -> None:
        self.working = False
        self.bar.hide()
        self.cancel_button.setEnabled(True)
        self.folder.edit.setEnabled(True)
        self.choose.setEnabled(True)

    def _list(self, lines: list[str]) -> None:
        self.report.setPlainText("\n".join(lines))
        self.report.setVisible(bool(lines))

    def _lines(self, findings: tuple[Finding, ...]) -> list[str]:
        return [self._words.say_finding(each) for each in findings]

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder of the copy"), self.folder.value())
        dialog.setObjectName("folderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.restore)
        dialog.open()

    def _tell(self) -> None:
        missing = self.tr("Missing: {what}").replace("{what}", self.folder.caption)
        lacks = self.folder.is_missing()
        self.set_primary(self.tr("Copy and rebuild"), enabled=not lacks, obstacle=missing if lacks else "")
