"""The documents of a loan: each once, wherever it is kept, and told from another file by its checksum."""

from pathlib import Path

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.lending.attaching import attached_file
from lunarcurator.services.lending.browsing import all_loans
from lunarcurator.services.lending.loan_documents import Sameness, compared, loan_documents

from tests.domain.ledger.loans_bench import RECEIVED
from tests.made_once import copied
from tests.services.lending.lent_lab import LentLab


def test_one_sheet_for_two_lines_is_one_document_and_its_file_is_known(tmp_path: Path) -> None:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    file, other = tmp_path / "sheet.pdf", tmp_path / "other.pdf"
    file.write_bytes(b"signed")
    other.write_bytes(b"another")
    sheet = attached_file(DocumentKind.RETURN_SHEET, file, 20220101)
    back = (CameBack(itself=True, stated_ug=9_000),)
    lab.post(ReturnLine(line="L-2021-001/1", pieces=back, sheet=sheet), day=20220101, accept=RECEIVED)
    back = (CameBack(itself=True),)
    lab.post(ReturnLine(line="L-2021-001/2", pieces=back, sheet=sheet), day=20220101, accept=RECEIVED)
    loan = next(each.uid for each in all_loans(lab.session) if each.code == "L-2021-001")
    (kept,) = loan_documents(lab.session, loan)
    assert (kept.of, kept.document.name, kept.document.sha256) == ("L-2021-001/1", "sheet.pdf", sheet.sha256)
    assert compared(kept, file) is Sameness.SAME
    assert compared(kept, other) is Sameness.OTHER
    with pytest.raises(Refusal):
        compared(kept, tmp_path / "gone.pdf")
    bare = Attached(kind=DocumentKind.RETURN_SHEET, name="F-7")
    lab.post(
        ReturnLine(line="L-2021-002/1", pieces=(CameBack(itself=True, stated_ug=4_000),), sheet=bare),
        day=20220101,
        accept=RECEIVED,
    )
    second = next(each.uid for each in all_loans(lab.session) if each.code == "L-2021-002")
    assert [compared(each, file) for each in loan_documents(lab.session, second)] == [Sameness.UNSEALED]
    lab.session.close()
