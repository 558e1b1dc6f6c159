"""Says by command what each column of a sheet was taken for, and which are kept aside unread."""

from itertools import groupby

from lunarcurator.services.commands.console import Console
from lunarcurator.services.importing import ImportPlan
from lunarcurator.services.importing.between.aside import aside_told
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.words import Words


def tell_columns(plan: ImportPlan, console: Console) -> None:
    """Tell which rows are set aside, the columns that are read with what for, and those kept as they stand."""
    words = console.words
    if aside_rows := aside_told(plan.aside.rows, words):
        console.tell(aside_rows)
    read = groupby((column for column in plan.columns if column.target != OTHER), key=lambda column: column.target)
    aside = [column.name for column in plan.columns if column.target == OTHER]
    shown = [_told([each.name for each in columns], target, plan.kind, words) for target, columns in read]
    if shown:
        console.state("cli.columns_taken", columns=shown)
    if aside:
        console.state("cli.columns_aside", columns=[f"“{name}”" for name in aside])


def _told(names: list[str], target: str, kind: str, words: Words) -> str:
    return words.say(
        "cli.column_taken",
        {"columns": ", ".join(f"“{name}”" for name in names), "target": _word(target, kind, words)},
    )


def _word(target: str, kind: str, words: Words) -> str:
    """Return what a column is taken for in words; in a catalogue a mass is the original one (`domain.md` 4)."""
    if target == "mass":
        target = "original" if kind == "catalogue" else "mass_now"
    own = f"import.target.{target}"
    return words.say(own if words.has(own) else f"field.{target}").lower()
