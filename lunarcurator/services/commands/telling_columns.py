"""Says by command what each column of a sheet was taken for, and which are kept aside unread."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from lunarcurator.services.commands.console import Console
from lunarcurator.services.importing import ImportPlan, Reading
from lunarcurator.services.importing.asking.answered_reading import settled
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.lists.collection_rows import ROWS_OF, column_of_collections
from lunarcurator.services.importing.non_record_rows.aside import aside_told
from lunarcurator.services.words import Words


def tell_columns(plan: ImportPlan, reading: Reading, console: Console) -> None:
    """Tell which rows are set aside, the columns that are read with what for, and those kept as they stand."""
    words, reading = console.words, settled(reading)
    if aside_rows := aside_told(plan.aside, words):
        console.tell(aside_rows)
    shown = [*_taken(plan, reading, words)]
    parts = {*reading.key, *reading.parent_key}
    of_rows = _of_collections(reading)
    parts |= {*of_rows, *reading.left_out}
    shown += [_told(of_rows, "collection", plan.kind, words)] if of_rows else []
    parts |= {each.name for each in plan.columns if each.beyond}
    aside = [each.name for each in plan.columns if each.target == OTHER and each.name not in parts]
    console.state("cli.columns_taken", columns=shown)
    for key, names in (("cli.columns_aside", aside), ("cli.columns_left", reading.left_out)):
        if names:
            console.state(key, columns=[f"“{name}”" for name in names])


def _of_collections(reading: Reading) -> tuple[str, ...]:
    """Return the column that said of which collection each row is, where somebody answered by it."""
    at = column_of_collections(reading.columns) if ROWS_OF.of(reading) else None
    return () if at is None else (reading.columns[at],)


def _taken(plan: ImportPlan, reading: Reading, words: Words) -> Iterator[str]:
    """Yield what columns are taken for: first those that make a number together, then each other."""
    keys = {target: key for target, key in (("number", reading.key), ("parent", reading.parent_key)) if key}
    for target, key in keys.items():
        yield _told(key, target, plan.kind, words, " + ")
    read = [each for each in plan.columns if each.target != OTHER and each.name not in reading.left_out]
    taken = [each for each in read if not (each.made and each.target in keys)]
    for target, columns in groupby(taken, key=lambda column: column.target):
        yield _told([each.name for each in columns], target, plan.kind, words)


def _told(names: Iterable[str], target: str, kind: str, words: Words, between: str = ", ") -> str:
    return words.say(
        "cli.column_taken",
        {"columns": between.join(f"“{name}”" for name in names), "target": _word(target, kind, words)},
    )


def _word(target: str, kind: str, words: Words) -> str:
    """Return what a column is taken for in words; in a catalogue a mass is the original one (`domain.md` 4)."""
    if target == "mass":
        target = "original" if kind == "catalogue" else "mass_now"
    own = f"import.target.{target}"
    return words.say(own if words.has(own) else f"field.{target}").lower()
