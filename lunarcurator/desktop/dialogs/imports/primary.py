"""What the wizard says around its pages: the one filled button, what stands in the way, title and notes."""

from typing import NamedTuple

from lunarcurator.desktop.dialogs.imports.case import Case, Judged
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.services.importing import ImportPlan
from lunarcurator.services.words import Words


class Primary(NamedTuple):
    """The words of the button, whether it can be pressed, and why not."""

    text: str
    enabled: bool = True
    obstacle: str = ""


class PrimaryWords:
    """Words the primary and what is said around it."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def of(self, step: Step, case: Case | None, judged: Judged | None, *, may_post: bool) -> Primary:
        """Return the primary of a step."""
        say = self._words.say
        match step:
            case Step.FILE if case is not None:
                return Primary(say("import_window.go_on", {"file": case.source.book.name}))
            case Step.FILE:
                return Primary(say("import_window.import"), enabled=False)
            case Step.SHEET:
                unread = "" if case is not None else say("import_window.unreadable")
                return Primary(say("import_window.to_columns"), not unread, unread)
            case Step.COLUMNS:
                return Primary(say("import_window.judge"))
            case Step.VERDICTS if judged is not None:
                return self._posting(judged.plan, may_post=may_post)
            case Step.VERDICTS:
                return Primary(say("import_window.import"), enabled=False)
            case Step.POST:
                return Primary(say("import_window.close"))

    def _posting(self, plan: ImportPlan, *, may_post: bool) -> Primary:
        say, why = self._words.say, ""
        if not plan.writes:
            why = say("import_window.none_comes" if plan.bad else "import_window.all_known")
        elif not may_post:
            why = say("import_window.no_posting")
        return Primary(say("import_window.import_rows", {"count": plan.writes}), not why, why)

    def title(self, plan: ImportPlan) -> str:
        """Return the title over the verdicts."""
        facts = {"file": plan.file, "count": len(plan.rows), "header": plan.header_row}
        return self._words.say("import_window.title", facts)

    def note(self, plan: ImportPlan) -> str:
        """Return what is said below the verdicts."""
        counts = (
            ("import_window.warned", sum(plan.warnings.values())),
            ("import_window.given", len(plan.numbers_given)),
            ("import_window.bad", plan.bad),
        )
        return " ".join(self._words.say(key, {"count": count}) for key, count in counts if count)
