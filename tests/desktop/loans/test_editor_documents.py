"""The documents of a loan as a table, and how a file is compared before it opens."""

from pathlib import Path

from lunarcurator.domain.days import show_day
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.requesting import RequestLoan, Wanted
from lunarcurator.services.lending.attaching import attached_file
from lunarcurator.services.lending.browsing import all_loans
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending


class Opener(QObject):
    """Takes the place of the programs of this machine."""

    def __init__(self, opened: list[str], lending: Lending) -> None:
        super().__init__(lending.context)
        self._opened = opened

    @Slot(QUrl)
    def open_url(self, url: QUrl) -> None:
        self._opened.append(url.toLocalFile())


def test_documents_are_a_table_and_a_file_is_compared_before_it_opens(lending: Lending, tmp_path: Path) -> None:
    mine, other = tmp_path / "request.pdf", tmp_path / "other.pdf"
    mine.write_bytes(b"asked")
    other.write_bytes(b"something else")
    letter = attached_file(DocumentKind.REQUEST, mine, 20220101)
    bare = Attached(kind=DocumentKind.LETTER, name="note 7")
    asked = RequestLoan(borrower="Borrower B", lines=(Wanted(sample="15558"),), documents=(letter, bare))
    lending.lab.post(asked, day=20220101)
    room, editor = lending.editor()
    room.open_loan(max(all_loans(lending.lab.session), key=lambda each: each.id).uid)
    lending.settle()
    table = editor.documents
    assert [each.document.name for each in table.kept] == ["request.pdf", "note 7"]
    shown = [table.table.ledger.cell(0, at).spoken for at in range(6)]
    assert shown[1:5] == ["request.pdf", show_day(20220101), letter.sha256, "L-2022-001"]
    opened: list[str] = []
    QDesktopServices.setUrlHandler("file", Opener(opened, lending), "open_url")
    table.table.followed.emit("0")
    dialog = table.findChild(QFileDialog, "loanEditor.documentFile")
    assert dialog is not None
    dialog.fileSelected.emit(str(other))
    lending.settle()
    assert "its checksum differs" in table.told.text()
    assert not opened
    table.table.followed.emit("0")
    lending.settle()
    assert table.told.text() == "request.pdf: its checksum agrees."
    table.open_file(table.kept[1], other)
    lending.settle()
    assert "without a checksum" in table.told.text()
    table.open_file(table.kept[0], tmp_path / "gone.pdf")
    lending.settle()
    assert "gone.pdf" in table.told.text()
    assert [Path(each).name for each in opened] == ["request.pdf", "other.pdf"]
    QDesktopServices.unsetUrlHandler("file")
