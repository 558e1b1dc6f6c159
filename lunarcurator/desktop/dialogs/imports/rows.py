"""The rows of a plan in words: verdict, number, what differs, and one reason."""

from enum import IntEnum

from lunarcurator.desktop.theme.badges import badge_of
from lunarcurator.desktop.widgets.ledger_model import LedgerCell
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.operations import Register
from lunarcurator.services.importing import PlannedRow, Verdict
from lunarcurator.services.importing.first_pieces import facts_of
from lunarcurator.services.importing.report import difference_text
from lunarcurator.services.journal_sentences import Teller
from lunarcurator.services.words import Words


class Column(IntEnum):
    """The columns of the table of verdicts."""

    ROW = 0
    VERDICT = 1
    NUMBER = 2
    SAYS = 3
    WHY = 4


class RowTelling:
    """Words for the rows of a plan."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._teller = Teller(words, {}, {})

    def cells(self, row: PlannedRow) -> tuple[LedgerCell, ...]:
        """Return the cells of a row, one for each `Column`."""
        badge, word = badge_of("verdict", row.verdict), self.verdict(row.verdict)
        return (
            LedgerCell(shown_count(row.row), tone="text2"),
            LedgerCell(word) if badge is None else LedgerCell(word, badge=badge.tone, concept=badge.concept),
            LedgerCell(row.number, bold=True),
            LedgerCell(self.says(row)),
            LedgerCell(self.why(row), tone="text2"),
        )

    def verdict(self, verdict: Verdict) -> str:
        """Return the word of a verdict."""
        return self._words.label(f"verdict.{verdict}")

    def says(self, row: PlannedRow) -> str:
        """Return what the file says that the book does not."""
        if row.differences:
            return "; ".join(difference_text(each, self._words) for each in row.differences)
        new = next((act.operation for act in row.acts if isinstance(act.operation, Register)), None)
        return self._teller.about(new) if new is not None else ""

    def stands(self, row: PlannedRow) -> str:
        """Return what would stand in the store of a new piece, field by field; of others their verdict."""
        facts = [f"{name} {value}" for name, value in facts_of(row, self._words)]
        return " · ".join(facts or [self.verdict(row.verdict), self.says(row)]).removesuffix(" · ")

    def why(self, row: PlannedRow) -> str:
        """Return the reasons of a row in words."""
        return " ".join(self._words.say_finding(reason) for reason in row.reasons)
