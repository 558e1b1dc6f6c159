"""The first pieces of a list as they will stand in the store, for a look before all rows are judged."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Final

from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.mass import Mass, UnknownReason
from lunarcurator.domain.mass_display import shown_mass_with_unit
from lunarcurator.domain.operations.accounting import EnterLoan
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.services.field_values import shown_value
from lunarcurator.services.importing.deciding import plan_reading
from lunarcurator.services.importing.judging.judged_row import JudgedRow
from lunarcurator.services.importing.plan import BAD, ImportPlan, PlannedRow
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

_SHOWN: Final = 3
_LOOKED_AT: Final = 500
"""A parent stands near its daughters in most lists; without its own the row of a daughter could not be shown."""


def first_pieces(session: StoreSession, source: Source, reading: Reading) -> tuple[PlannedRow, ...]:
    """Return the first rows that come in, as they are judged beside the rows around them.

    Where none does it is the first that cannot. Open questions are passed over: what they are about is not there
    yet, or the row cannot come in. Raises `Refusal` where no row can be judged.
    """
    shown = source.sheet(reading.sheet)
    kept = replace(source.book, sheets=(_beginning(shown),), let_go=lambda: None)
    plan = plan_reading(session, replace(source, book=kept), reading, asked=())
    # The daughters of a piece may stand further down.
    of_all = not reading.says_parents or next(islice(shown.rows(), _LOOKED_AT, None), None) is None
    return tuple(replace(row, of_all=of_all) for row in first_of(plan) or plan.rows[:1])


def first_of(plan: ImportPlan) -> tuple[PlannedRow, ...]:
    """Return the first rows of a plan that come in."""
    coming = (row for row in plan.rows if row.verdict not in BAD)
    return tuple(islice(coming, _SHOWN))


def facts_of(row: PlannedRow, words: Words) -> tuple[tuple[str, str], ...]:
    """Return what would be recorded of a piece or loan that comes in, as the name of each field with its value."""
    loan = next((act.operation for act in row.amending if isinstance(act.operation, EnterLoan)), None)
    if loan is not None:
        return _of_loan(loan, row.day, words)
    if not (isinstance(row, JudgedRow) and row.enters):
        return ()
    told = [(words.say(f"field.{key}"), _shown(words, key, value)) for key, value in row.says().items()]
    told.append((words.say("import_target.day"), show_day(row.day)))
    return tuple((name, text) for name, text in told if text)


def _of_loan(loan: EnterLoan, day: Day, words: Words) -> tuple[tuple[str, str], ...]:
    """Return who would have the pieces of a row, since when, until when, and of what mass."""
    due, ug = loan.lines[0].due, loan.lines[0].ug
    told = (
        ("to", loan.borrower),
        ("since", loan.since_stated or words.say("import.loan_coming.day", {"day": day})),
        ("due", words.say("import.loan_coming.day", {"day": due}) if due else ""),
        ("mass", shown_mass_with_unit(ug) if ug else ""),
    )
    return tuple((words.say(f"import.loan_coming.{name}"), text) for name, text in told if text)


def _beginning(sheet: Sheet) -> Sheet:
    return replace(sheet, source=partial(_first_rows, sheet))


def _first_rows(sheet: Sheet) -> Iterator[Row]:
    return islice(sheet.rows(), _LOOKED_AT)


def _shown(words: Words, key: str, value: object) -> str:
    if isinstance(value, Mass):
        if value.reason == UnknownReason.PARENT_ONLY:
            return words.say(f"unknown_reason.{value.reason}")
        return shown_mass_with_unit(value)
    return shown_value(words, key, value) if isinstance(value, str | int) else ""
