"""An entry about a loan line names the piece the line was about then, whatever became of the line since."""

from pathlib import Path

from lunarcurator.services.journal import entry_detail
from lunarcurator.services.journal_sentences import sentences_of
from lunarcurator.services.words import Words
from lunarcurator.store.reads import journal

from tests.services.papers.loan_lab import LoanLab


def told(lab: LoanLab, words: Words) -> dict[int, str]:
    return sentences_of(lab.session, words, range(1, lab.session.head().seq + 1))


def test_an_entry_names_the_piece_a_line_was_asked_for_then(tmp_path: Path, words: Words) -> None:
    """What is weighed out of a powder does not exist yet when a body decides, whenever that is read."""
    lab = LoanLab.make(tmp_path / "lent.lunar")
    lab.furnish()
    lab.agree()
    lab.request()
    before = told(lab, words)
    assert any("L-1/1 (CE5C0400)" in each for each in before.values())
    lab.send()
    after = told(lab, words)
    assert {seq: after[seq] for seq in before} == before
    since = [text for seq, text in after.items() if seq not in before and "L-1/1" in text]
    assert since
    assert not any("(CE5C0400)" in text for text in since)
    with lab.session.database.connect() as connection:
        rows = journal.rows(connection, list(before))
    details = [entry_detail(lab.session, words, row.uid) for row in rows]
    assert [each.entry.what for each in details if each] == [before[row.seq] for row in rows]
    lab.session.close()
