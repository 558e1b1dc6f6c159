"""The steps of an import as a window or a command goes them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lunarcurator.services.importing import (
    ImportPlan,
    Profiles,
    Question,
    Reading,
    Source,
    Told,
    Unanswered,
    answered,
    guess_reading,
    keyed,
    mapped,
    plan_reading,
    questions,
    unanswered,
)
from lunarcurator.services.importing.asking.collection import COLLECTION
from lunarcurator.services.importing.lists.collection_rows import ROWS_OF
from lunarcurator.services.store_session import StoreSession
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def opened(
    session: StoreSession, source: Source | Path | str, sheet: str | None = None, said: Told | None = None
) -> tuple[Source, Reading]:
    if isinstance(source, Path):
        source = Source.open(source)
    elif isinstance(source, str):
        source = Source.pasted(source.replace("|", "\t"))
    reading = guess_reading(session, source, Profiles.load(), sheet, said=said)
    return source, in_proposed_collection(session, source, reading)


def in_proposed_collection(session: StoreSession, source: Source, reading: Reading) -> Reading:
    """Take the collection that is proposed, else Apollo where a person would have to say one."""
    asked = {each.id: each for each in questions(session, source, reading)}
    question = asked.get(COLLECTION.name)
    if question is None or ROWS_OF.name in asked:
        return reading
    open_one = "Apollo" if question.key == "import.ask.collection" else ""
    taken = question.proposed or open_one
    return answered(reading, COLLECTION.name, taken) if taken else reading


def chosen(reading: Reading, choices: Mapping[str, str], key: tuple[str, ...] = ()) -> Reading:
    """Choose on the columns page what columns are taken for, and which make the number together."""
    for column, target in choices.items():
        reading = mapped(reading, column, target)
    return keyed(reading, key) if key else reading


def answer_all(session: StoreSession, source: Source, reading: Reading, **said: str) -> tuple[Reading, list[str]]:
    """Answer what must be answered: by what is `said` of a kind of question, else by its first choice."""
    asked: list[str] = []
    before = COLLECTION.forgotten(reading)
    if "collection" in said and any(each.kind is COLLECTION for each in questions(session, source, before)):
        reading = answered(reading, "collection", said["collection"])
        asked.append("collection")
    while open_now := unanswered(questions(session, source, reading), reading):
        for each in open_now:
            asked.append(each.id)
            wanted = said.get(each.id.partition(":")[0], "")
            reading = answered(reading, each.id, wanted if each.takes(wanted) else each.choices[0])
    return reading, asked


def planned(
    session: StoreSession,
    source: Source | Path | str,
    answers: Mapping[str, str] | None = None,
    choices: Mapping[str, str] | None = None,
    said: Told | None = None,
) -> ImportPlan:
    found, reading = opened(session, source, said=said)
    reading = chosen(reading, choices or {})
    for question, answer in (answers or {}).items():
        reading = answered(reading, question, answer)
    return plan_reading(session, found, in_proposed_collection(session, found, reading))


def asked(session: StoreSession, source: Source | Path | str, said: Told | None = None) -> dict[str, Question]:
    found, reading = opened(session, source, said=said)
    return {each.id: each for each in questions(session, found, reading)}


def open_number(session: StoreSession, source: Source | Path | str, said: Told | None = None) -> list[str]:
    """Return the columns that may number the pieces, where a person has to say which does."""
    found, reading = opened(session, source, said=said)
    with pytest.raises(Unanswered) as refused:
        plan_reading(session, found, reading)
    columns: list[str] = refused.value.facts["columns"]
    assert refused.value.key == ("import.ask.number_of" if len(columns) > 1 else "import.ask.number")
    return columns


def workbook(path: Path, fill: Callable[[Worksheet], None]) -> Path:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    book.save(path)
    return path
