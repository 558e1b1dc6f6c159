"""A mass that is said once for several pieces is refused: what each of them weighs nobody says."""

from pathlib import Path

import pytest
from lunarcurator.domain.mass_text import MassTextError, parse_mass
from lunarcurator.services.importing import ImportPlan, Told, Verdict
from lunarcurator.services.store_session import StoreSession
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.steps import asked, planned, workbook

ROWS = (
    ("ID", "Mission", "Mass (g)", "Vial"),
    ("10085,101", "Apollo 11", 1.5, "V-1"),
    ("10085,102", "Apollo 11", None, None),
    ("10085,103", "Apollo 11", None, None),
    ("10085,104", "Apollo 11", 0.3, "V-2"),
)


def refused(plan: ImportPlan) -> list[str]:
    """Return the masses of several pieces that rows are refused for."""
    reasons = (reason for row in plan.rows for reason in row.reasons)
    return [str(dict(each.facts)["text"]) for each in reasons if each.key == "import.shared_mass"]


def made(path: Path, *merged: str) -> Path:
    def fill(sheet: Worksheet) -> None:
        for row in ROWS:
            sheet.append(row)
        for reference in merged:
            sheet.merge_cells(reference)

    return workbook(path / "a.xlsx", fill)


def test_a_mass_merged_over_rows_is_that_of_none(session: StoreSession, tmp_path: Path) -> None:
    path = made(tmp_path, "C2:C4", "D2:D4")
    assert not [each for each in asked(session, path) if each.startswith("merged")]
    plan = planned(session, path)
    assert [row.verdict for row in plan.rows] == [Verdict.REFUSED] * 3 + [Verdict.NEW]
    assert refused(plan) == ["Σ 1.5 (2–4)"] * 3
    with pytest.raises(MassTextError):
        parse_mass(refused(plan)[0])
    assert dict(plan.rows[3].acts[0].operation.other) == {"Vial": "V-2"}


def test_other_merged_cells_refuse_nothing(session: StoreSession, tmp_path: Path) -> None:
    assert refused(planned(session, made(tmp_path, "B2:B3", "D2:D4", "C8:C9", "H2:H4"))) == []


def test_a_mass_merged_in_a_block_beside_the_first_is_found_in_its_column(
    session: StoreSession, tmp_path: Path
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("ID", "Mass (g)", "ID", "Mass (g)"))
        sheet.append(("10085,101", 1.5, "10085,103", 7))
        sheet.append(("10085,102", 2.5, "10085,104", None))
        sheet.merge_cells("D2:D3")

    plan = planned(session, workbook(tmp_path / "a.xlsx", fill), said=Told(shape="beside"))
    assert refused(plan)
    assert {row.verdict for row in plan.rows if row.number.endswith(("3", "4"))} == {Verdict.REFUSED}


def test_a_loan_of_several_pieces_in_one_cell_is_refused(session: StoreSession) -> None:
    text = "Sample|Mass (g)|Borrower|Date lent\n15571,1; 15571,2|28.5|A. Schmidt|2021-04-15"
    assert [reason.key for reason in planned(session, text).rows[0].reasons] == ["import.number_range"]


def test_a_mass_beside_words_for_several_pieces_is_that_of_none(session: StoreSession) -> None:
    shown = "Apollo 12 Lunar Sample Number 12065,15 / Apollo 15 Lunar Sample Number 15555,60"
    again = shown.replace("5,", "6,")
    text = f"Borrower|Sample|Mass (g)|Date lent\nA|{shown}|5|1999\nB|12065,16|7|1999\nC|{again}||1999"
    several, alone, silent = planned(session, text).rows
    assert [reason.key for reason in several.reasons] == ["import.shared_mass"]
    assert "7000000" in repr(alone.acts)
    assert silent.verdict is Verdict.NEW
