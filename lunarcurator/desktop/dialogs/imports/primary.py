"""What the wizard says around its pages: the one filled button, what stands in the way, title and notes."""

from typing import NamedTuple

from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.services.importing import ImportPlan
from lunarcurator.services.words import Words


class Primary(NamedTuple):
    """The words of the button, whether it can be pressed, and why not."""

    text: str
    enabled: bool = True
    obstacle: str = ""


def primary_of(words: Words, step: Step, case: Case | None, plan: ImportPlan | None, *, may_post: bool) -> Primary:
    """Return the primary of a step."""
    say = words.say
    match step:
        case Step.FILE if case is not None:
            return Primary(say("import_window.go_on", {"file": case.source.book.name}))
        case Step.SHEET:
            unread = "" if case is not None else say("import_window.unreadable")
            return Primary(say("import_window.to_columns"), not unread, unread)
        case Step.COLUMNS:
            return Primary(say("import_window.judge"))
        case Step.VERDICTS if plan is not None:
            return _posting(words, plan, may_post=may_post)
        case Step.POST:
            return Primary(say("import_window.close"))
        case _:
            return Primary(say("import_window.import"), enabled=False)


def _posting(words: Words, plan: ImportPlan, *, may_post: bool) -> Primary:
    say, why = words.say, ""
    if not plan.writes:
        why = say("import_window.none_comes" if plan.bad else "import_window.all_known")
    elif not may_post:
        why = say("import_window.no_posting")
    return Primary(say("import_window.import_rows", {"count": plan.writes}), not why, why)


def title_of(words: Words, plan: ImportPlan) -> str:
    """Return the title over the verdicts."""
    return words.say(
        "import_window.title", {"file": plan.file, "count": len(plan.rows), "header": plan.header_row}
    )


def note_of(words: Words, plan: ImportPlan) -> str:
    """Return what is said below the verdicts."""
    counts = (
        ("import_window.warned", plan.warned),
        ("import_window.given", len(plan.numbers_given)),
        ("import_window.bad", plan.bad),
    )
    return " ".join(words.say(key, {"count": count}) for key, count in counts if count)
