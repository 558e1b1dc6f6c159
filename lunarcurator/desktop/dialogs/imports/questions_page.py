"""The step in which what a sheet does not say by itself is asked, with what is proposed."""

from lunarcurator.desktop.dialogs.imports.answers import Answers
from lunarcurator.desktop.dialogs.imports.case import Case


class QuestionsPage(Answers):
    """The questions of a case: those that must be answered first, below them what is assumed."""

    def show_case(self, case: Case) -> None:
        """Ask what is open about a case."""
        self.clear()
        must = [each for each in case.on_their_own if each.must]
        assumed = [each for each in case.on_their_own if not each.must]
        self.ask(must, case.reading, self.tr("To be answered"))
        self.ask(assumed, case.reading, self.tr("Assumed, unless you say otherwise"))
        self._column.addStretch(1)
