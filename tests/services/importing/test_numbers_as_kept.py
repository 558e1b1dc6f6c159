"""Numbers as spreadsheets keep them: with a mark of text before them, or without the zeros at their end."""

from pathlib import Path

import pytest
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import asked, planned, workbook


def numbers(rows: list[str], session: StoreSession, **said: str) -> list[str]:
    text = "\n".join(["Number|Mass (g)", *(f"{row}|5" for row in rows)])
    return [row.number for row in planned(session, text, said).rows]


@pytest.mark.parametrize("mark", ["'", " '", "\u2018", "\u2019", "\uff07"])
def test_the_mark_of_a_text_is_no_part_of_a_name(session: StoreSession, mark: str) -> None:
    assert numbers([f"{mark}LL-1", f"{mark}样品 2", "A'"], session, collection="new:Field") == [
        "LL-1",
        "样品 2",
        "A'",
    ]


def test_fractions_in_a_text_may_have_lost_their_zeros(session: StoreSession) -> None:
    rows = ["15405.0", "15405.1", "15405.12"]
    found = asked(session, "\n".join(["Number|Mass (g)", *(f"{row}|5" for row in rows)]))["lost_zeros:Number"]
    assert (found.key, found.must, found.choices) == ("import.ask.lost_zeros", True, ("yes", "refuse"))
    assert dict(found.facts)["count"] == 2
    assert numbers(rows, session, **{"lost_zeros:Number": "yes"}) == ["15405", "15405,1", "15405,12"]
    text = "\n".join(["Number|Mass (g)", *(f"{row}|5" for row in rows)])
    told = planned(session, text, {"lost_zeros:Number": "refuse"}).rows
    assert [row.reasons[0].key for row in told[1:]] == ["number.cell_fraction"] * 2
    assert told[0].number == "15405"


@pytest.mark.parametrize("sign", ["15405.10", "15405,7", "15405-7"])
def test_one_that_kept_its_zero_or_was_never_a_figure_shows_that_none_is_lost(
    session: StoreSession, sign: str
) -> None:
    assert "lost_zeros:Number" not in asked(session, f"Number|Mass (g)\n15405.1|5\n{sign}|5")


def test_a_text_in_a_workbook_stands_as_it_was_typed(session: StoreSession, tmp_path: Path) -> None:
    def fill(sheet: object) -> None:
        for row in (("Number", "Mass (g)"), ("15405.1", 5), ("15405.12", 5)):
            sheet.append(row)  # type: ignore[attr-defined]

    path = workbook(tmp_path / "a.xlsx", fill)
    assert not asked(session, path)
    assert [row.number for row in planned(session, path).rows] == ["15405,1", "15405,12"]
