"""Planned splits in dialogs: which a piece has, and how they are told."""

from lunarcurator.services.form_context import FormContext, PieceSummary, form_context
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words


def parent_of_plan(session: StoreSession, asked: FormContext) -> FormContext:
    """Return the supplies of the parent where a planned daughter was selected, else these."""
    if asked.pieces and asked.piece.existence == "planned" and asked.piece.parent:
        return form_context(session, (asked.piece.parent,))
    return asked


def plan_choices(words: Words, piece: PieceSummary) -> list[tuple[str, str]]:
    """Return the open plans of a piece as (entry, words), the newest first."""
    return [
        (
            plan.entry,
            words.say("dialog.plan", {"day": plan.day, "numbers": [number for number, _ in plan.daughters]}),
        )
        for plan in reversed(piece.plans)
    ]
