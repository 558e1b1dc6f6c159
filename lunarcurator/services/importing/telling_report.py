"""How a list was read, told to the report of its rows, so that this reads back as the list would."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.services.importing.asking.answered_reading import settled
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.collection import COLLECTION
from lunarcurator.services.importing.asking.parents_masses import DAUGHTERS, FROM_BOOK
from lunarcurator.services.importing.columns.made_columns import in_report
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.place_columns import PLACE_COLUMNS
from lunarcurator.services.importing.columns.units import unit_of
from lunarcurator.services.importing.lists.collection_rows import ROWS_OF, apart
from lunarcurator.services.importing.lists.loan_rows import LENT_ON
from lunarcurator.services.importing.lists.place_rows import PLACES, WITHIN
from lunarcurator.services.importing.plan import ImportPlan
from lunarcurator.services.importing.profiles import Lasting
from lunarcurator.services.importing.read_as import ReadAs
from lunarcurator.services.importing.reading import Reading

# What else is answered is done to the cells and columns of a report already, or is about single rows.
_CARRIED: Final = frozenset(
    each.name for each in (ROWS_OF, PLACE_COLUMNS, DAUGHTERS, WITHIN, LENT_ON, PLACES, COLLECTION, FROM_BOOK)
)


def read_as_of(reading: Reading, plan: ImportPlan, days: Mapping[str, Day]) -> ReadAs:
    """Return what a report of a plan says of how its rows were read; `days` are those that were typed."""
    found = settled(reading)
    shown = in_report(plan.columns)
    made = {each.name: each.target for each in shown if each.made}
    # A column made of titles says more surely what the columns of the file say in parts.
    own = {name: target for name, target in found.mapping.items() if target not in {*made.values()} - {OTHER}}
    units = {name: unit for name in found.columns if (unit := unit_of(found, name))}
    lasting = replace(
        Lasting(**found.lasting()),
        mapping={name: target for name, target in {**own, **made}.items() if target != OTHER},
        units=units,
        collection="" if len(apart(reading)) > 1 else plan.collection,
    ).renamed({each.name: str(at) for at, each in enumerate(shown)})
    return ReadAs(lasting, _answers(reading), days)


def _answers(reading: Reading) -> dict[str, str]:
    answers = {about: text for about, text in reading.answers.items() if about in _CARRIED}
    if DAUGHTERS.said(reading.answers) is Choice.WITH_DAUGHTERS:
        # So has the book the mass of a piece that came in without a daughter that was left out.
        answers.setdefault(FROM_BOOK.name, Choice.TAKE_OUT)
    return answers
