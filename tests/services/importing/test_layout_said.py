from functools import partial

import pytest
from lunarcurator.services.importing import (
    Profiles,
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
)
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.guessing import rows_of
from lunarcurator.services.store_session import StoreSession

SHEET = "Vault|list|of|all\nID|Mission|Weight|Remarks\n||kg|\n10017|Apollo 11|0.5|x\nEnd\n10018|Apollo 11|0.6|y"


def read(session: StoreSession, text: str, said: Told | None = None) -> tuple[Source, Reading]:
    source = Source.pasted(text.replace("|", "\t"))
    return source, guess_reading(session, source, Profiles.load(), said=said)


def test_what_a_person_says_of_the_layout_stands_and_the_rest_is_guessed_around_it(session: StoreSession) -> None:
    _, guessed = read(session, SHEET)
    layout = guessed.layout
    assert (layout.header_rows[-1], layout.units_row, layout.end_row) == (2, 3, 0)
    source, reading = read(session, SHEET, Told(end=0))
    plan = plan_reading(session, source, answered(reading, "titles", "set_aside"))
    assert [row.number for row in plan.rows] == ["10017", "10018"]
    assert [(each.row, each.why) for each in plan.aside.rows] == [(5, "title")]
    _, reading = read(session, SHEET, Told(units=0))
    assert reading.columns == ("Vault / ID", "list / Mission", "of / Weight", "all / Remarks")
    _, reading = read(session, SHEET, Told(header=1))
    assert reading.columns == ("Vault", "list", "of", "all")
    _, reading = read(session, SHEET, Told(header=0))
    assert reading.columns == ("A", "B", "C", "D")


def test_a_row_of_unknown_words_is_a_header_or_a_piece_as_a_person_says(session: StoreSession) -> None:
    text = "Minta|Osztály\nMare soil|fines\nHadley glass|glass"
    source, reading = read(session, text)
    assert questions(session, source, reading) == ()
    with pytest.raises(Unanswered) as refused:
        plan_reading(session, source, reading)
    assert (refused.value.key, refused.value.facts) == ("import.header_open", {"sheet": "clipboard", "row": 1})
    # Nor is it a matter of the column where one is named that stands in such a row.
    for say in (partial(mapped, reading, "Minta", "number"), partial(keyed, reading, ("Minta",))):
        with pytest.raises(MappingRefused) as unread:
            say()
        assert unread.value.facts == refused.value.facts
    for header, first in ((1, "Mare soil"), (0, "Minta")):
        source, reading = read(session, text, Told(header=header))
        assert next(rows_of(source, reading).rows()).cells[0] == first
