"""A mass merged over several rows is asked about: what they weigh together, or each of them."""

from pathlib import Path

import pytest
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Unanswered, Verdict
from lunarcurator.services.importing.asking.choices import Choice
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.steps import asked, opened, planned, workbook

ROWS = (
    ("ID", "Mission", "Mass (g)", "Vial"),
    ("10085,101", "Apollo 11", 1.5, "V-1"),
    ("10085,102", "Apollo 11", None, None),
    ("10085,103", "Apollo 11", None, None),
    ("10085,104", "Apollo 11", 0.3, "V-2"),
)


def made(path: Path, *merged: str) -> Path:
    def fill(sheet: Worksheet) -> None:
        for row in ROWS:
            sheet.append(row)
        for reference in merged:
            sheet.merge_cells(reference)

    return workbook(path / "a.xlsx", fill)


def read(desk: Desk, path: Path, answer: str) -> list[tuple[int | None, dict[str, str]]]:
    acts = [row.acts[0].operation for row in planned(desk, path, {"merged:Mass (g)": answer}).rows]
    return [(each.original and each.original.ug, dict(each.other)) for each in acts]  # type: ignore[union-attr, arg-type, misc]


def test_a_merged_mass_is_that_of_all_rows_or_of_each(desk: Desk, tmp_path: Path) -> None:
    path = made(tmp_path, "C2:C4", "D2:D4")
    question = asked(desk, path)["merged:Mass (g)"]
    assert (question.must, question.choices) == (True, (Choice.TOGETHER, Choice.EACH))
    assert dict(question.facts) == {"column": "Mass (g)", "count": 1, "example": "1.5", "top": 2, "bottom": 4}
    with pytest.raises(Unanswered):
        planned(desk, path)
    kept = {"Mass (g): Σ": "1.5 (rows 2–4)", "Vial": "V-1"}
    assert read(desk, path, Choice.TOGETHER) == [(None, kept)] * 3 + [(300_000, {"Vial": "V-2"})]
    assert [ug for ug, _ in read(desk, path, Choice.EACH)] == [1_500_000] * 3 + [300_000]


def test_merged_cells_that_say_no_mass_are_not_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = made(tmp_path, "B2:B3", "C5:C7", "C2:D2", "C8:C9", "H2:H4")
    assert [each for each in asked(desk, path) if each.startswith("merged")] == ["merged:Mass (g)"]
    path = made(tmp_path, "B2:B3", "C2:D2", "C8:C9", "H2:H4")
    assert not [each for each in asked(desk, path) if each.startswith("merged")]


def test_a_merged_mass_in_a_block_beside_the_first_is_found_in_its_column(desk: Desk, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("ID", "Mass (g)", "ID", "Mass (g)"))
        sheet.append(("10085,101", 1.5, "10085,103", 7))
        sheet.append(("10085,102", 2.5, "10085,104", None))
        sheet.merge_cells("D2:D3")

    _, reading = opened(desk, workbook(tmp_path / "a.xlsx", fill))
    assert reading.guess.layout.groups == ((1, 2), (3, 4))
    question = asked(desk, tmp_path / "a.xlsx")["merged:Mass (g)"]
    assert question.choices == (Choice.EACH, Choice.REFUSE)
    for answer, verdicts in ((Choice.EACH, {Verdict.NEW}), (Choice.REFUSE, {Verdict.REFUSED})):
        plan = planned(desk, tmp_path / "a.xlsx", {"merged:Mass (g)": answer})
        assert {row.verdict for row in plan.rows} == verdicts
